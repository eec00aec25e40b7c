import CoreModel
import Testing

@testable import Reachability

/// How a network ACL is evaluated: aws-network 4.1 and its worked table 4.2.
@Suite("What a network ACL does")
struct NetworkACLTests {
    private static func acl(_ entries: String) throws -> NetworkACL {
        let lines = entries.split(separator: ";").map { "  " + $0.trimmingPrefix { $0 == " " } }.joined(separator: "\n")
        return try #require(try NetworkSketch("vpc v 10.0.0.0/16\nacl x v -\n\(lines)").inventory.topology.networkACLs.first)
    }

    private static func judge(
        _ acl: NetworkACL, _ network: String, _ ipProtocol: IPProtocol, _ from: Int?, _ to: Int?,
        _ direction: Direction = .ingress
    ) throws -> NetworkACLJudgement {
        let network = try IPNetwork(parsing: network.contains("/") ? network : network + (network.contains(":") ? "/128" : "/32"))
        let traffic = try Traffic(ipProtocol, from: from, to: to)
        return acl.judge(direction, far: AddressSet(network.range), network.version, TrafficSet(traffic.points))
    }

    @Test(
        "The worked table, and traps T43 to T47",
        arguments: [
            ("in 100 allow all - 0.0.0.0/0; in 90 deny tcp 22 0.0.0.0/0", "203.0.113.9", IPProtocol.tcp, 22, 22, Outcome.fail),
            ("in 100 allow tcp 443 0.0.0.0/0; in 110 deny tcp 443 203.0.113.9/32", "203.0.113.9", .tcp, 443, 443, .pass),
            ("in 100 allow icmp 8/-1 0.0.0.0/0", "203.0.113.9", .icmp, 0, 0, .fail),
            ("in 100 allow icmp 8/-1 0.0.0.0/0", "203.0.113.9", .icmp, 8, 0, .pass),
            ("in 100 allow udp 1024-65535 0.0.0.0/0", "203.0.113.9", .tcp, 50000, 50000, .fail),
            ("in 100 allow 47 80-80 0.0.0.0/0", "203.0.113.9", IPProtocol(number: 47) ?? .all, nil, nil, .pass),
            ("in 100 allow 50 443-443 0.0.0.0/0", "203.0.113.9", IPProtocol(number: 50) ?? .all, nil, nil, .pass),
            ("in 100 allow all - 0.0.0.0/0", "2001:db8::1", .tcp, 443, 443, .fail),
            ("in 100 allow 58 128/0 ::/0", "2001:db8::1", .icmpv6, 128, 0, .pass),
            ("in 100 allow 58 128/0 ::/0", "2001:db8::1", .icmpv6, 129, 0, .fail),
            ("in 100 allow 58 128/0 0.0.0.0/0", "203.0.113.9", .icmpv6, 1, 0, .pass),
            ("in 100 allow tcp 80-443 10.0.0.0/16", "10.0.2.20", .tcp, 443, 443, .pass),
            ("out 100 allow all - 0.0.0.0/0", "203.0.113.9", .tcp, 443, 443, .fail),
            ("in 32767 deny all - 0.0.0.0/0", "203.0.113.9", .tcp, 443, 443, .fail),
            ("in 32767 deny all - 0.0.0.0/0", "203.0.113.9", .icmp, 8, 0, .fail),
            // Ranges: what entries cut is decided piece by piece.
            ("in 50 deny tcp 3389 0.0.0.0/0; in 100 allow tcp 1024-65535 0.0.0.0/0", "203.0.113.9", .tcp, 1024, 65535, .depends),
            (
                "in 100 allow tcp 1024-40000 0.0.0.0/0; in 110 allow tcp 40001-65535 0.0.0.0/0", "203.0.113.9", .tcp, 1024, 65535,
                .pass
            ),
            ("in 100 allow tcp 443 10.0.0.0/25; in 110 allow tcp 443 10.0.0.128/25", "10.0.0.0/24", .tcp, 443, 443, .pass),
            ("in 90 deny tcp 443 10.0.0.7/32; in 100 allow tcp 443 10.0.0.0/24", "10.0.0.0/24", .tcp, 443, 443, .depends),
        ] as [(String, String, IPProtocol, Int?, Int?, Outcome)])
    func worked(entries: String, far: String, ipProtocol: IPProtocol, from: Int?, to: Int?, outcome: Outcome) throws {
        #expect(try Self.judge(Self.acl(entries), far, ipProtocol, from, to).outcome == outcome)
    }

    @Test("The pieces say which entry decides: the last one where none matches")
    func pieces() throws {
        let acl = try Self.acl("in 50 deny tcp 3389 0.0.0.0/0; in 100 allow tcp 1024-60000 0.0.0.0/0")
        let judgement = try Self.judge(acl, "203.0.113.9", .tcp, 1024, 65535)
        let decided = judgement.pieces.map { piece in
            let ports = piece.points.traffic.map { $0.selectorText ?? "all" }.joined(separator: ",")
            switch piece.decision {
            case .entry(let place, let action): return "\(ports) \(acl.entries[place].number ?? 0) \(action)"
            case .last: return "\(ports) *"
            case .open: return "\(ports) open"
            }
        }
        #expect(decided.sorted() == ["1024-3388,3390-60000 100 allow", "3389 50 deny", "60001-65535 *"])
    }

    @Test("What an entry leaves open leaves open what it may decide, and no more")
    func open() throws {
        let base = try Self.acl("in 100 allow tcp 443 0.0.0.0/0")
        let tcp = try Traffic(.tcp, from: 443, to: 443)
        func outcome(_ entry: NetworkACLEntry, _ port: Int = 443) throws -> Outcome {
            var acl = base
            acl.entries = entry.number.map { $0 > 100 } ?? false ? acl.entries + [entry] : [entry] + acl.entries
            return try Self.judge(acl, "203.0.113.9", .tcp, port, port).outcome
        }
        let all = IPNetwork.everything(.v4)
        // A CIDR that is open may hold the address; after the entry that decides it does not matter.
        #expect(try outcome(NetworkACLEntry(number: 90, .ingress, .deny, tcp, nil, version: .v4)) == .depends)
        #expect(try outcome(NetworkACLEntry(number: 110, .ingress, .deny, tcp, nil, version: .v4)) == .pass)
        #expect(try outcome(NetworkACLEntry(number: 90, .ingress, .deny, tcp, nil, version: .v6)) == .pass)
        #expect(try outcome(NetworkACLEntry(number: 90, .ingress, .allow, tcp, nil, version: .v4)) == .pass)
        // An open protocol, action or number.
        #expect(try outcome(NetworkACLEntry(number: 90, .ingress, .deny, nil, all)) == .depends)
        #expect(try outcome(NetworkACLEntry(number: 90, .ingress, nil, tcp, all)) == .depends)
        #expect(try outcome(NetworkACLEntry(number: 90, .ingress, nil, tcp, all), 80) == .fail)
        #expect(try outcome(NetworkACLEntry(number: nil, .ingress, .deny, tcp, all)) == .depends)
        #expect(try outcome(NetworkACLEntry(number: nil, .ingress, .allow, .all, all), 80) == .depends)
        // Where an entry may not be there, both hold.
        #expect(try outcome(NetworkACLEntry(number: 90, .ingress, .deny, tcp, all, doubt: .copies)) == .depends)
    }

    @Test("A list that lacks something settles nothing")
    func lack() throws {
        var acl = try Self.acl("in 100 allow tcp 443 0.0.0.0/0")
        acl.entryKnowledge = [.partial(.lastEntry), .complete]
        #expect(try Self.judge(acl, "203.0.113.9", .tcp, 443, 443).outcome == .depends)
        #expect(try Self.judge(acl, "203.0.113.9", .tcp, 80, 80).outcome == .depends)
        #expect(try Self.judge(acl, "203.0.113.9", .tcp, 80, 80, .egress).outcome == .fail)
    }
}
