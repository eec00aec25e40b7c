import CoreModel
import Diff
import Testing

@testable import Reachability

/// A rule that says more of a network than another one says of a part of it opens and closes the rest, over every layer.
@Suite("Networks that are widened and narrowed")
struct WidenedNetworkTests {
    private static func analyzer(_ rules: String) throws -> Analyzer {
        let text = """
            vpc v 10.0.0.0/16
            subnet a1 v 10.0.1.0/24
            subnet a2 v 10.0.2.0/24
            table rtb-1 v a1
              10.0.0.0/16 local
              0.0.0.0/0 igw-1
            table rtb-2 v a2
              10.0.0.0/16 local
            acl acl-0 v default
              in 90 deny tcp 22 203.0.113.64/26
              in 100 allow all - 0.0.0.0/0
              out 100 allow all - 0.0.0.0/0
            igw igw-1 v
            group web v
              \(rules)
            eni one a1 10.0.1.10 198.51.100.10
            groups one web
            eni two a2 10.0.2.20
            listed interfaces
            """
        return Analyzer(try NetworkSketch(text).inventory)
    }

    /// The addresses that are asked, into the group and out of it.
    private static let addresses = [
        "203.0.113.5", "203.0.113.7", "203.0.113.70", "8.8.8.8", "10.0.2.20", "10.0.2.77", "10.0.2.9",
    ]

    private static func ways(_ ways: [FlowChange], _ address: IPAddress, _ direction: Direction, _ port: PortQuery) -> [Verdict] {
        ways.filter { way in
            let part = direction == .ingress ? way.source : way.destination
            guard let network = part.end.network, network.isEverything || network.contains(address) else { return false }
            if network.isEverything, !SpecialAddresses.publicAddresses(.v4).contains(address.bits) { return false }
            return !part.except.contains { $0.contains(address) }
                && TrafficSet(way.traffic.map(\.points)).isSuperset(of: port.points(.v4))
        }.map(\.after)
    }

    @Test(
        "What an address turned for is listed as that, and nothing else is",
        arguments: [
            // The rules before and after, and how many of the questions turn at least.
            ("in tcp 22 203.0.113.5/32", "in tcp 22 203.0.113.5/32\n  in tcp 22 203.0.113.0/24", 1),
            ("in tcp 22 203.0.113.5/32", "in tcp 22 203.0.113.0/24", 1),
            ("in tcp 22 203.0.113.0/24", "in tcp 22 203.0.113.5/32", 1),
            ("in tcp 22 203.0.113.5/32", "in tcp 22 203.0.113.5/32\n  in tcp 22 0.0.0.0/0", 2),
            ("in tcp 22 10.0.2.20/32", "in tcp 22 10.0.2.20/32\n  in tcp 22 0.0.0.0/0", 3),
            ("in tcp 22 10.0.2.20/32", "in tcp 22 10.0.2.0/24", 2), ("in tcp 22 10.0.2.0/24", "in tcp 22 10.0.2.20/32", 2),
            ("out tcp 22 10.0.2.20/32", "out tcp 22 10.0.2.20/32\n  out tcp 22 0.0.0.0/0", 3),
            ("out tcp 22 10.0.2.20/32\n  out tcp 22 0.0.0.0/0", "out tcp 22 10.0.2.20/32", 3),
            ("out all - 8.0.0.0/8", "out tcp 22 8.8.8.0/24", 0), ("out tcp 22 8.8.8.8/32", "out tcp 22-23 8.0.0.0/8", 0),
        ])
    func turned(before: String, after: String, least: Int) throws {
        let port = try PortQuery(parsing: "22")
        let (old, new) = (try Self.analyzer(before), try Self.analyzer(after))
        let diff = InventoryDiff(from: old, to: new)
        let group = try #require(old.inventory.group(id: "web"))
        var count = 0
        for text in Self.addresses {
            let address = try IPAddress(parsing: text)
            let far = Endpoint(.network(.single(address)))
            for direction in Direction.allCases {
                let (source, destination) =
                    direction == .ingress ? (far, Endpoint(.group(group))) : (Endpoint(.group(group)), far)
                let question = try Question(from: source, to: destination, port: port, version: .v4)
                let (was, now) = (old.wholeVerdict(question), new.wholeVerdict(question))
                let told = Self.ways(diff.ways, address, direction, port)
                // Everything is asked as the internet: who stands at private addresses is asked by the groups there.
                let isPublic = SpecialAddresses.publicAddresses(.v4).contains(address.bits)
                if !isPublic, (before + after).contains("0.0.0.0/0") { continue }
                // Of the whole internet it depends where an ACL denies a part of it.
                if was == now {
                    #expect(told.allSatisfy { $0 == now || $0 == .depends }, "\(text) \(direction): \(diff.ways)")
                } else {
                    count += 1
                    let isTold = told.contains(now) || told.contains(.depends)
                    #expect(isTold, "\(text) \(direction) \(was)-\(now): \(diff.ways)")
                }
            }
        }
        #expect(count >= least, "\(count)")
        #expect(!diff.areWaysLimited)
    }
}
