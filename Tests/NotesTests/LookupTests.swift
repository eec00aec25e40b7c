import CoreModel
import Testing

@testable import Notes

@Suite("What was written about rules and flows")
struct LookupTests {
    static func tcp(_ from: Int, _ to: Int? = nil) throws -> Traffic { try Traffic(.tcp, from: from, to: to ?? from) }

    @Test(
        "documented ports read as they are written",
        arguments: [
            (nil, nil, "all"), ("all", nil, "all"), ("443", nil, "tcp 443"), ("80, 443", nil, "tcp 80, 443"),
            ("8000-8100", "tcp", "tcp 8000-8100"), (nil, "udp", "udp"), ("all", "tcp", "tcp"), ("8/0", "icmp", "icmp 8/0"),
            ("3", "icmp", "icmp 3"), (nil, "icmp", "icmp"), (nil, "50", "esp"), ("0-65535", "tcp", "tcp"),
        ] as [(String?, String?, String)])
    func ports(_ text: String?, _ name: String?, _ description: String) throws {
        #expect(try DocumentedPorts(text, ipProtocol: name.flatMap { IPProtocol($0) }).description == description)
    }

    @Test(
        "ports that are none are refused",
        arguments: [
            ("https", "tcp"), ("", "tcp"), ("80,", "tcp"), ("-1", "tcp"), ("80-", "tcp"), ("1-2-3", "tcp"), ("90-80", "tcp"),
            ("65536", "tcp"), ("99999999999999999999", "tcp"), ("8/0/0", "icmp"), ("256", "icmp"), ("443", "esp"), ("443", "all"),
        ])
    func wrongPorts(_ text: String, _ name: String) {
        #expect(throws: DocumentedPortsError.self) { try DocumentedPorts(text, ipProtocol: IPProtocol(name)) }
    }

    @Test(
        "an end reads back from its text", arguments: ["internet", "any", "ALB SG", "10.0.0.0/8", "10.0.1.5", "fd00::/8", "pl-1"])
    func ends(_ text: String) throws {
        let end = try DocumentedEnd(parsing: text)
        #expect("\(end)" == text)
        #expect(end.matches(names: ["sg-1", text.uppercased()]))
        #expect(end.matches(names: ["something else"]) == (end == .any))
    }

    @Test("the internet is both families' everything, an address its one-address network")
    func internet() throws {
        #expect(DocumentedEnd.internet.matches(names: ["0.0.0.0/0"]))
        #expect(DocumentedEnd.internet.matches(names: ["::/0"]))
        #expect(!DocumentedEnd.internet.matches(names: ["10.0.0.0/8"]))
        #expect(try DocumentedEnd(parsing: "10.0.1.5").matches(names: ["10.0.1.5/32"]))
        #expect(throws: AddressError.self) { try DocumentedEnd(parsing: "10.0.1.5/8") }
    }

    @Test("a rule's reasons: the notes that name its peer first, then those for any peer; none of another rule's")
    func whys() throws {
        func notes(
            _ direction: Direction, _ traffic: DocumentedPorts, peer: DocumentedEnd? = nil, _ why: String
        ) -> RuleNotes {
            var notes = RuleNotes(direction: direction, why: why)
            (notes.traffic, notes.peer) = (traffic, peer)
            return notes
        }
        var group = GroupNotes(title: "DB")
        group.rules = [
            notes(.ingress, try DocumentedPorts("5432"), "Standard port."),
            notes(.ingress, try DocumentedPorts("5432"), peer: .group("API SG"), "Queries."),
            notes(.egress, .everything, peer: .internet, "Wide open."),
            notes(.egress, try DocumentedPorts("8000-8100"), "Callbacks."),
        ]
        let names = ["sg-1", "chat-api-sg", "api sg"]
        #expect(group.why(direction: .ingress, traffic: try Self.tcp(5432), peerNames: names) == "Queries. Standard port.")
        #expect(group.why(direction: .ingress, traffic: try Self.tcp(5432), peerNames: ["sg-2"]) == "Standard port.")
        #expect(group.why(direction: .ingress, traffic: try Self.tcp(5433), peerNames: names) == nil)
        #expect(group.why(direction: .ingress, traffic: .all, peerNames: names) == nil)
        #expect(group.why(direction: .egress, traffic: .all, peerNames: ["0.0.0.0/0"]) == "Wide open.")
        #expect(group.why(direction: .egress, traffic: try Self.tcp(443), peerNames: ["0.0.0.0/0"]) == nil)
        #expect(group.why(direction: .egress, traffic: try Self.tcp(8010, 8020), peerNames: ["sg-3"]) == "Callbacks.")
        #expect(group.why(direction: .egress, traffic: try Self.tcp(8090, 8200), peerNames: ["sg-3"]) == nil)
    }

    @Test("flows between two ends: those that name both first, those about any after them, on ports they share")
    func flows() throws {
        func flow(_ isAllowed: Bool, _ source: DocumentedEnd, _ destination: DocumentedEnd, _ ports: String?) throws
            -> DocumentedFlow
        {
            var flow = DocumentedFlow(isAllowed: isAllowed, source: source, destination: destination)
            flow.traffic = try DocumentedPorts(ports)
            return flow
        }
        let any = try flow(false, .any, .group("DB"), nil)
        let web = try flow(true, .internet, .group("Web"), "80, 443")
        let api = try flow(true, .group("API"), .group("DB"), "5432")
        var notes = Notes()
        notes.flows = [any, web, api]
        #expect(notes.flows(from: ["sg-1", "api"], to: ["DB"], traffic: try Self.tcp(5432)) == [api, any])
        #expect(notes.flows(from: ["sg-1", "api"], to: ["DB"], traffic: try Self.tcp(5433)) == [any])
        #expect(notes.flows(from: ["0.0.0.0/0"], to: ["Web"], traffic: .all) == [web])
        #expect(notes.flows(from: ["internet"], to: ["Web"], traffic: try Traffic(.udp, from: 443, to: 443)) == [])
        #expect(notes.allowedFlows == [web, api])
        #expect(notes.deniedFlows == [any])
    }
}
