import Annotations
import CoreModel
import Reachability
import Support
import Testing
import Text

@testable import Audit

@Suite("Findings of the network in words")
struct AuditNetworkTests {
    /// The isolated subnet's ACL lets https in and no answer out, says one thing twice, and nothing of IPv6.
    private static func plan() throws -> NamedNetwork.Plan {
        var plan = NamedNetwork.Plan()
        let https = try Traffic(.tcp, from: 443, to: 443)
        let narrow = try IPNetwork(parsing: "10.0.0.0/24")
        plan.entries = [
            NetworkACLEntry(number: 100, .ingress, .allow, https, .everything(.v4)),
            NetworkACLEntry(number: 110, .ingress, .deny, https, narrow),
            NetworkACLEntry(number: 100, .egress, .allow, https, .everything(.v4)),
        ]
        plan.out = .gone
        return plan
    }

    private static func audit(_ network: NamedNetwork, notes: String? = nil) throws -> AuditResult {
        let lab = Lab(network.inventory, notes: try notes.map(Lab.notes))
        return AuditResult(lab.analyzer, annotations: lab.annotations)
    }

    @Test("Each says what it is about, what it is there, and why")
    func words() throws {
        let result = try Self.audit(try NamedNetwork(.plain, Self.plan()))
        let found = result.open.filter { $0.group == nil }.map {
            "\($0.severity.rawValue) \($0.kind.rawValue) \(result.name(of: $0)): \($0.text)\($0.note.map { "; \($0)" } ?? "")"
        }
        #expect(
            found == [
                "medium acl-entry-unreached strict (acl-0123456789abcdef1): in 110 deny tcp 443 from 10.0.0.0/24; in 100 allow tcp 443 "
                    + "from 0.0.0.0/0 decides before it, and otherwise",
                "medium acl-reply-forgotten strict (acl-0123456789abcdef1): in 100 allow tcp 443 from 0.0.0.0/0; no entry lets what "
                    + "answers it out to 0.0.0.0/0",
                "medium acl-reply-forgotten strict (acl-0123456789abcdef1): out 100 allow tcp 443 to 0.0.0.0/0; no entry lets what "
                    + "answers it in from 0.0.0.0/0",
                "medium blackhole-route private (rtb-0123456789abcdef1): 0.0.0.0/0 -> nat-0123456789abcdef9; of subnet private",
                "low acl-ipv6-forgotten strict (acl-0123456789abcdef1): IPv4 passes, and no IPv6 in or out; with IPv6 addresses: subnet "
                    + "isolated",
                "info blackhole-route spokes (tgw-rtb-0123456789abcdef1): 10.1.0.0/16 blackhole",
                "info public-subnet public (rtb-0123456789abcdef0): 0.0.0.0/0 -> door: subnet public",
            ])
    }

    @Test(
        "Whatever things are called, the report keeps its width and sends nothing, and each exception accepts its finding",
        arguments: NamedNetwork.Style.allCases)
    func names(style: NamedNetwork.Style) throws {
        let network = try NamedNetwork(style, Self.plan())
        let result = try Self.audit(network)
        for width in [40, 80, 200] {
            let lines = AuditReport(result).lines(width: width)
            #expect(lines.allSatisfy { TerminalText.width($0.text) <= width })
            #expect(lines.allSatisfy { TerminalText.safe($0.text) == $0.text })
        }
        for finding in result.open {
            let after = try Self.audit(network, notes: "audit:\n  exceptions:\n    \(result.exception(for: finding))\n")
            #expect(after.findings.contains { $0.accepted == "say why" && $0.kind == finding.kind && $0.text == finding.text })
            #expect(after.warnings.isEmpty)
        }
        let lines = result.open.map { "    \(result.exception(for: $0))\n" }.joined()
        #expect(try Self.audit(network, notes: "audit:\n  exceptions:\n" + lines).open.isEmpty)
    }
}
