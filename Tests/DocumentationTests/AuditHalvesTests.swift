import CoreModel
import Diff
import Reachability
import Readers
import Support
import Testing

@testable import Audit

@Suite("Rules that lack somebody on the other side")
struct AuditHalvesTests {
    private static func findings(_ text: String, _ kind: AuditKind, notes: String? = nil) throws -> [AuditFinding] {
        let lab = try Lab(text, notes: notes)
        return AuditResult(lab.analyzer, annotations: lab.annotations).open.filter { $0.kind == kind }
    }

    private static let two = "interface eni-1 v a 10.0.0.11\ninterface eni-2 v b 10.0.0.12\ncomplete"

    @Test(
        "A rule is half where nothing on the other side is for any of it",
        arguments: [
            // What a has, what b has, what is found.
            ("in tcp 80 b", "", "in tcp 80 from b low"), ("in tcp 80 b", "out tcp 80 a", ""),
            ("in tcp 80 b", "out all - 0.0.0.0/0", ""),
            ("in tcp 80 b", "out tcp 81 a", "in tcp 80 from b low|out tcp 81 to a low"),
            ("in tcp 80 b", "out tcp 80 10.0.0.11/32", ""),
            ("in tcp 80 b", "out tcp 80 10.0.0.19/32", "in tcp 80 from b low"), ("in tcp 80-90 b", "out tcp 85 a", ""),
            ("in tcp 80 b", "out all - ::/0", "in tcp 80 from b low"), ("in icmpv6 - b", "", ""),
            ("out tcp 80 b", "", "out tcp 80 to b low"), ("out tcp 80 b", "in tcp 80 10.0.0.0/24", ""),
            ("out tcp 80 b", "in tcp 80 a", ""), ("out tcp 80 b@stale", "", ""), ("in tcp 80 far", "", ""),
            // One interface alone is nobody to itself.
            ("in tcp 80 a\n out tcp 81 a", "", "in tcp 80 from a low|out tcp 81 to a low"),
        ])
    func half(own: String, other: String, found: String) throws {
        let world = "vpc v 10.0.0.0/16\ngroup a v x\n \(own)\ngroup b v x\n \(other)\n" + Self.two
        let all = try Self.findings(world, .halfRule).map { finding in
            "\(finding.text.contains(" from ") ? "in" : "out") \(finding.text) \(finding.severity.rawValue)"
        }
        #expect(all.joined(separator: "|") == found)
    }

    @Test("A group that a member carries beside it may have the other half")
    func carried() throws {
        let world = "vpc v 10.0.0.0/16\ngroup a v x\n in tcp 80 b\ngroup b v x\ngroup base v x\n out all - 0.0.0.0/0\n"
        let both = world + "interface eni-1 v a 10.0.0.11\ninterface eni-2 v b,base 10.0.0.12\ncomplete"
        #expect(try Self.findings(both, .halfRule).isEmpty)
        let alone = try Self.findings(world + Self.two, .halfRule)
        #expect(alone.map(\.note) == ["b sends no such thing: add egress tcp 80 to a there, or remove this rule"])
        // Who carries what is not told: nothing is found, and that is said.
        #expect(try Self.findings(world, .halfRule).isEmpty)
        let lab = try Lab(world)
        let untold = AuditResult(lab.analyzer, annotations: lab.annotations).notLookedAt
        #expect(untold.contains { $0.contains("rules without their other half") })
    }

    @Test(
        "Load balancers are waited for, and nobody waits for what nobody carries",
        arguments: [
            ("elb=front", [Severity.medium]), ("instance=i-1", [.low]),
        ])
    func weight(word: String, severities: [Severity]) throws {
        let world = "vpc v 10.0.0.0/16\ngroup a v x\n in tcp 80 b\ngroup b v x\n"
        let carried = world + "interface eni-1 v a 10.0.0.11\ninterface eni-2 v b 10.0.0.12 \(word)\ncomplete"
        #expect(try Self.findings(carried, .halfRule).map(\.severity) == severities)
        #expect(try Self.findings(world + "interface eni-1 v a 10.0.0.11\ncomplete", .halfRule).isEmpty)
    }

    @Test("Rules are for nobody where no interface carries the group, or where the list is empty, and all interfaces are listed")
    func nobody() throws {
        let world = "vpc v 10.0.0.0/16\ngroup a v x\n in tcp 22 b\n in tcp 23 b\n out tcp 1 b\n in tcp 9 far\ngroup b v x\n"
        let found = try Self.findings(world + "interface eni-1 v a 10.0.0.11\ncomplete", .nobodyLetIn)
        #expect(found.map(\.text) == ["tcp 22 from b; tcp 23 from b", "tcp 1 to b"])
        #expect(Set(found.map(\.note)) == ["no interface carries b"])
        #expect(try Self.findings(world + "interface eni-1 v a 10.0.0.1", .nobodyLetIn).isEmpty)
        #expect(try Self.findings(world + Self.two, .nobodyLetIn).isEmpty)
    }

    @Test(
        "What is open to the internet weighs by who carries the group",
        arguments: [
            ("", "high"), ("complete", "low"), ("interface eni-1 v a 10.0.0.1 public=203.0.113.10\ncomplete", "high"),
            ("interface eni-1 v a 10.0.0.1", "high"),
        ])
    func exposure(interfaces: String, severity: String) throws {
        let world = "vpc v 10.0.0.0/16\ngroup a v x\n in tcp 22 0.0.0.0/0\n\(interfaces)"
        #expect(try Self.findings(world, .openAdmin).map(\.severity.rawValue) == [severity])
    }

    @Test(
        "Ports beside a protocol that has none are found, but for those that say all",
        arguments: [
            ("-1", 22, 22, ["medium port 22 is written, and every protocol and port passes"]), ("-1", 0, 0, []),
            ("-1", 0, 65535, []),
            ("-1", -1, -1, []), ("50", 443, 444, ["low ports 443-444 are written, and all of esp passes"]), ("tcp", 22, 22, []),
            ("icmp", 8, 0, []),
        ] as [(String, Int, Int, [String])])
    func ports(ipProtocol: String, from: Int, to: Int, found: [String]) throws {
        let rule =
            #"{"IpProtocol":"\#(ipProtocol)","FromPort":\#(from),"ToPort":\#(to),"CidrIp":"10.0.0.0/8","Description":"x"}"#
        let template =
            #"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"A":{"Type":"AWS::EC2::SecurityGroup","Properties":"#
            + #"{"GroupDescription":"x","SecurityGroupIngress":[\#(rule)]}}}}"#
        let inventory = try InputReader().read(documents: [("template.json", Array(template.utf8))], label: "test")
        let lab = Lab(inventory, notes: nil)
        let all = AuditResult(lab.analyzer, annotations: lab.annotations).open.filter { $0.kind == .portsIgnored }
        #expect(all.map { "\($0.severity.rawValue) \($0.note ?? "")" } == found)
    }

    @Test("Taken out, a half rule opens and closes nothing", arguments: 0..<40)
    func proved(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let names = ["a", "b", "c", "d"]
        let peers = names + names + ["0.0.0.0/0", "10.0.0.0/24", "10.0.0.13/32", "::/0", "pl-1"]
        let traffic = ["tcp 80", "tcp 1-100", "all -", "udp 80", "tcp 443", "icmp -"]
        var world = "vpc v 10.0.0.0/16 2600::/56\n"
        for name in names {
            world += "group \(name) v x\n"
            for direction in ["in", "out"] {
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    world += " \(direction) \(random.pick(traffic)) \(random.pick(peers))\n"
                }
            }
        }
        world += "list pl-1 office 10.0.0.12/30\n"
        for place in 1...Int.random(in: 1...6, using: &random) {
            let groups = Set([random.pick(names), random.pick(names)]).sorted().joined(separator: ",")
            world +=
                "interface eni-\(place) v \(groups) 10.0.0.1\(place)\(Bool.random(using: &random) ? " 2600::\(place)" : "")\n"
        }
        if Bool.random(using: &random) { world += "complete\n" }
        let lab = try Lab(world)
        let inventory = lab.inventory
        for half in lab.analyzer.halfRules() {
            let rule = inventory[half.rule]
            let edit = Edit.remove(
                inventory.edited(rule, of: inventory[inventory[rule.group].id], as: inventory.identity(of: rule)))
            let without = Analyzer(inventory.applying([edit]))
            #expect(without.inventory.rules.count < inventory.rules.count)
            let flows = InventoryDiff(from: lab.analyzer, to: without).flows
            #expect(flows.isEmpty, "\(world)\(inventory[rule.group].id) \(rule.traffic.text)")
        }
    }

    @Test("The exception of every finding, pasted into the notes, accepts it", arguments: 0..<12)
    func exceptions(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let names = ["a", "any", "b c", "sg: x", "default", "launch-wizard-1"].map { $0.replacing(" ", with: "_") }
        let peers = names + ["0.0.0.0/0", "::/0", "10.0.0.0/8", "203.0.112.0/20", "pl-1"]
        let traffic = ["tcp 22", "tcp 5432", "tcp 80-443", "all -", "udp 53", "icmp 8/0", "47 -"]
        var world = "vpc v 10.0.0.0/16 2600::/56\n"
        for name in names {
            world += "group \(name) v\n"
            for _ in 0..<4 {
                world += " in \(random.pick(traffic)) \(random.pick(peers))\n out \(random.pick(traffic)) \(random.pick(peers))\n"
            }
        }
        world += "list pl-1 office 10.0.0.0/30\ninterface eni-1 v a,default 10.0.0.1\ninterface eni-2 v any 10.0.0.2\n"
        if Bool.random(using: &random) { world += "complete\n" }
        let lab = try Lab(world)
        let result = AuditResult(lab.analyzer, annotations: lab.annotations)
        #expect(!result.open.isEmpty)
        for finding in result.open {
            let notes = "audit:\n  exceptions:\n    \(result.exception(for: finding))\n"
            let again = try Lab(world, notes: notes)
            let after = AuditResult(again.analyzer, annotations: again.annotations)
            #expect(after.findings.contains { $0.accepted == "say why" && $0.kind == finding.kind && $0.text == finding.text })
            #expect(after.warnings.isEmpty, "\(notes)")
        }
        let all = "audit:\n  exceptions:\n" + result.open.map { "    \(result.exception(for: $0))\n" }.joined()
        let again = try Lab(world, notes: all)
        #expect(AuditResult(again.analyzer, annotations: again.annotations).open.isEmpty, "\(all)")
    }

    @Test("A finding is small, and has its rules, part and acceptance however many there are", arguments: [0, 1, 2, 5])
    func small(_ count: Int) {
        #expect(MemoryLayout<AuditFinding>.stride <= 56)
        let rules = (0..<count).map { RuleIndex($0 + 7) }
        var finding = AuditFinding(
            kind: .halfRule, severity: .low, .group(GroupIndex(3)), rules: rules, part: .entry(.ingress, 100), text: "text")
        #expect(finding.rules == rules && finding.part == .entry(.ingress, 100) && finding.accepted == nil)
        finding.accepted = "on purpose"
        finding.rules = [RuleIndex(1)]
        #expect(finding.rules == [RuleIndex(1)] && finding.part == .entry(.ingress, 100) && finding.accepted == "on purpose")
        finding.rules = rules
        #expect(finding.rules == rules && finding.accepted == "on purpose" && finding.text == "text")
    }
}
