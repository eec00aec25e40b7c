import CoreModel
import Diff
import Testing
import Trial

@testable import Reachability

/// Packets to a network that no rule names turn where its route does.
@Suite("Ways to networks that only routes name")
struct RoutedWayTests {
    private static let network = """
        vpc v 10.0.0.0/16
        owner v 1
        region v eu-west-1
        subnet a1 v 10.0.1.0/24
        subnet a2 v 10.0.2.0/24
        table rtb-main v main
          10.0.0.0/16 local
        table rtb-a1 v a1
          10.0.0.0/16 local
          0.0.0.0/0 igw-1
        table rtb-a2 v a2
          10.0.0.0/16 local
          192.168.0.0/16 vgw-1
          172.16.0.0/12 tgw-1
          10.48.0.0/16 pcx-1
          pl-s3 vpce-1
        acl acl-0 v default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        igw igw-1 v
        vgw vgw-1 v
        pcx pcx-1 v far
        side pcx-1 far 2 eu-west-1 10.48.0.0/16
        tgw tgw-1
        attach att-v tgw-1 vpc v a2
        attach att-vpn tgw-1 vpn vpn-2
        tgw-table t tgw-1 att-v,att-vpn
          172.20.0.0/16 att-vpn
          10.0.0.0/16 att-v propagated
        list pl-s3 52.216.0.0/15
        endpoint vpce-1 gateway v s3 rtb-a2
        group app
          in tcp 22 0.0.0.0/0
          out all - 0.0.0.0/0
        group db
          out all - 10.0.0.0/8
        group web
          in tcp 443 0.0.0.0/0
          out all - 0.0.0.0/0
        eni eni-app a2 10.0.2.20
        groups eni-app app
        eni eni-db a2 10.0.2.50
        groups eni-db db
        eni eni-web a1 10.0.1.10 198.51.100.10
        groups eni-web web
        """

    private static func tried(_ line: String) throws -> (before: Analyzer, after: Analyzer, ways: [FlowChange]) {
        var trial = Trial(Analyzer(try NetworkSketch(network).inventory))
        try trial.add(line)
        return (trial.base, trial.analyzer, TrialEffect(trial).ways)
    }

    @Test(
        "What goes with a gateway, an endpoint, a route or an entry is listed, as the answer to the network says it",
        arguments: [
            ("off vgw-1", "192.168.0.0/16"), ("- route rtb-a2 192.168.0.0/16", "192.168.0.0/16"),
            ("off vpce-1", "pl-s3"), ("off tgw-1", "172.20.0.0/16"), ("off att-vpn", "172.20.0.0/16"),
            ("- tgw-route t 172.20.0.0/16", "172.20.0.0/16"), ("off pcx-1", "10.48.0.0/16"),
            ("+ acl acl-0 out 90 deny all to 192.168.0.0/16", "192.168.0.0/16"), ("off rtb-a2", "192.168.0.0/16"),
        ])
    func listed(line: String, far: String) throws {
        let (before, after, ways) = try Self.tried(line)
        let (was, now) = (try Self.verdict(before, far), try Self.verdict(after, far))
        #expect(was != .blocked && now == .blocked, "\(line): \(was) to \(now)")
        let own = ways.filter { $0.source.end == .group("app") && $0.destination.end.text == far }
        #expect(own.contains { $0.before == was && $0.after == now }, "\(line): \(ways)")
    }

    private static func verdict(_ analyzer: Analyzer, _ far: String) throws -> Verdict {
        analyzer.wholeVerdict(try analyzer.question(from: "app", to: far, port: "443"))
    }

    @Test func `who comes in from such a network is listed as well`() throws {
        let ways = try Self.tried("off vgw-1").ways
        let into = ways.filter { $0.source.end.text == "192.168.0.0/16" }
        #expect(into.map(\.destination.end) == [.group("app")], "\(ways)")
        #expect(into.allSatisfy { $0.label == "22" && $0.after == .blocked })
    }

    @Test func `whose rules name other networks, or whose table has no such route, is not concerned`() throws {
        let ways = try Self.tried("off vgw-1").ways
        #expect(!ways.contains { [$0.source.end, $0.destination.end].contains(.group("db")) }, "\(ways)")
        #expect(!ways.contains { [$0.source.end, $0.destination.end].contains(.group("web")) }, "\(ways)")
        let peered = try Self.tried("off pcx-1").ways.filter { $0.destination.end.text == "10.48.0.0/16" }
        #expect(Set(peered.map(\.source.end)) == [.group("app"), .group("db")], "\(peered)")
    }

    @Test func `within the VPC groups say who turns`() throws {
        let ways = try Self.tried("+ acl acl-0 in 90 deny tcp 22 from 10.0.1.0/24").ways
        #expect(ways.contains { $0.source.end == .group("web") && $0.destination.end == .group("app") }, "\(ways)")
        #expect(!ways.contains { $0.source.end.text == "10.0.1.0/24" }, "\(ways)")
    }
}
