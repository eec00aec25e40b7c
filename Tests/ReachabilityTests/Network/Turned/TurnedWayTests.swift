import CoreModel
import Diff
import Testing
import Trial

@testable import Reachability

/// Answers that turn by the network alone are among the ways that a trial lists.
@Suite("Ways that turn without a rule")
struct TurnedWayTests {
    private static func ways(_ text: String, _ edits: [Edit]) throws -> [String] {
        let analyzer = Analyzer(try NetworkSketch(text).inventory)
        let diff = InventoryDiff(from: analyzer, to: analyzer.applying(edits))
        return diff.ways.map { "\($0.source.end.text) \($0.destination.end.text) \($0.before)-\($0.after)" }
    }

    @Test func `an exclusion from Block Public Access that is tried opens ways though it has no id yet`() throws {
        let text = """
            vpc v 10.0.0.0/16
            owner v 1
            region v eu-west-1
            subnet a1 v 10.0.1.0/24
            table rtb-a1 v a1
              10.0.0.0/16 local
              0.0.0.0/0 igw-1
            acl acl-0 v default
              in 100 allow all - 0.0.0.0/0
              out 100 allow all - 0.0.0.0/0
            igw igw-1 v
            block block-bidirectional
            eni web a1 10.0.1.10 198.51.100.10
            groups web open
            """
        let ways = try Self.ways(text, [.network(.exclude("a1", .bidirectional))])
        #expect(ways.contains { $0.hasPrefix("0.0.0.0/0 open blocked-") }, "\(ways)")
        #expect(ways.contains { $0.hasPrefix("open 0.0.0.0/0 blocked-") }, "\(ways)")
    }

    @Test func `what turns for one member of a group is listed though the way of the whole group depends before and after`()
        throws
    {
        let text = """
            \(TwoGateways.text())
            group app
              out tcp 443 0.0.0.0/0
            eni one a1 10.0.1.10
            groups one app
            eni two a2 10.0.2.10
            groups two app
            eni three a3 10.0.3.10
            groups three app
            """
        let analyzer = Analyzer(try NetworkSketch(text).inventory)
        let diff = InventoryDiff(from: analyzer, to: analyzer.applying([.network(.off("nat-1"))]))
        #expect(diff.ways.isEmpty, "\(diff.ways)")
        let told = diff.memberWays.map { "\($0.kind.rawValue) \($0.label) \($0.remark ?? "")" }
        #expect(told == ["closes 443 (1 of 3 members: one)"])
        #expect(!diff.isEmpty)
        // What names a member has its verdicts in both readings.
        let after = analyzer.applying([.network(.off("nat-1"))])
        for (id, expected) in [
            ("one", [Verdict.allowed, .blocked]), ("two", [.allowed, .allowed]), ("three", [.blocked, .blocked]),
        ] {
            let verdicts = try [analyzer, after].map { own in
                own.wholeVerdict(try own.question(from: id, to: "internet", port: "443"))
            }
            #expect(verdicts == expected, "\(id)")
        }
    }

    @Test func `of very many members that nothing tells apart one is asked for all, and all are told`() throws {
        // Three kinds: more pairs than are asked, were each asked by itself.
        var lines = [
            TwoGateways.text(blocks: ["16.0/20", "32.0/20", "48.0/20"]), "group app", "  out tcp 443 0.0.0.0/0",
        ]
        for (subnet, block) in [("a1", 16), ("a2", 32), ("a3", 48)] {
            for number in 0..<800 {
                let name = "\(subnet)-\(number)"
                lines += ["eni \(name) \(subnet) 10.0.\(block + number / 200).\(10 + number % 200)", "groups \(name) app"]
            }
        }
        let analyzer = Analyzer(try NetworkSketch(lines.joined(separator: "\n")).inventory)
        let diff = InventoryDiff(from: analyzer, to: analyzer.applying([.network(.off("nat-1"))]))
        let way = try #require(diff.memberWays.first)
        #expect(diff.memberWays.count == 1 && way.kind == .closes && !diff.areWaysLimited)
        let members = try #require(way.members)
        #expect(members.count == 2_400 && members.ids.count == 800 && members.ids.allSatisfy { $0.hasPrefix("a1-") })
    }

    @Test func `where a table is not told, a rule of a group for itself may let in what somebody else sends on`() throws {
        let text = """
            vpc v 10.0.0.0/16
            owner v 1
            region v eu-west-1
            subnet a1 v 10.0.1.0/24
            subnet a2 v 10.0.2.0/24
            subnet a4 v 10.0.4.0/24
            table rtb-a1 v a1
              10.0.0.0/16 local
            table rtb-a2 v a2
              10.0.0.0/16 local
              0.0.0.0/0 nat-1
            acl acl-0 v default
              in 100 allow all - 0.0.0.0/0
              out 100 allow all - 0.0.0.0/0
            group strict
              out 1 - 0.0.0.0/0
            eni app a2 10.0.2.20
            groups app strict
            eni web a1 10.0.1.10
            groups web strict
            eni db a4 10.0.4.40
            groups db open
            partly routeTables
            """
        let analyzer = Analyzer(try NetworkSketch(text).inventory)
        var trial = Trial(analyzer)
        try trial.add("+ strict out tcp 443 to strict")
        try trial.add("+ strict in tcp 443 from strict")
        func verdict(_ own: Analyzer) throws -> Verdict {
            own.wholeVerdict(try own.question(from: "open", to: "strict", port: "443"))
        }
        #expect(try [verdict(analyzer), verdict(trial.analyzer)] == [.blocked, .depends])
        #expect(
            InventoryDiff(from: analyzer, to: trial.analyzer).ways.contains {
                $0.source.end.text == "open" && $0.destination.end.text == "strict" && $0.after == .depends
            })
    }

    // MARK: Appliances

    /// What stands in every sketch below: a subnet to the internet, one behind an appliance, and one whose ACL lets nothing out.
    private static let network = """
        vpc v 10.0.0.0/16
        owner v 1
        region v eu-west-1
        subnet a1 v 10.0.1.0/24
        subnet a5 v 10.0.5.0/24
        subnet a6 v 10.0.6.0/24
        table rtb-a1 v a1
          10.0.0.0/16 local
          0.0.0.0/0 igw-1
        table rtb-a5 v a5
          10.0.0.0/16 local
        table rtb-a6 v a6
          10.0.0.0/16 local
          0.0.0.0/0 eni-ni
        acl acl-0 v default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        acl acl-5 v a5
          in 100 allow all - 0.0.0.0/0
        igw igw-1 v
        group natinst
          in all - 10.0.0.0/16
          out all - 0.0.0.0/0
        group other
          in tcp 22 10.0.0.0/16
        group app
          out all - 0.0.0.0/0
        group web
          in tcp 443 0.0.0.0/0
        group rep
          out all - 0.0.0.0/0
        eni eni-ni a1 10.0.1.99 198.51.100.99
        check eni-ni off
        groups eni-ni natinst
        eni eni-app a6 10.0.6.20
        groups eni-app app
        eni eni-web a1 10.0.1.10 198.51.100.10
        groups eni-web web
        eni eni-rep a5 10.0.5.50
        groups eni-rep rep
        """

    private static func effect(_ lines: [String], more: String = "") throws -> TrialEffect {
        var trial = Trial(Analyzer(try NetworkSketch("\(network)\n\(more)").inventory))
        for line in lines { try trial.add(line) }
        return TrialEffect(trial)
    }

    @Test(
        "A way that turns by the groups of an appliance in it is listed, though neither end's groups differ",
        arguments: [
            ["- natinst in"], ["- natinst out"], ["off natinst"], ["off eni-ni"],
            ["+ eni-ni carries other", "- eni-ni carries natinst"],
        ])
    func appliance(lines: [String]) throws {
        let effect = try Self.effect(lines)
        let (base, tried) = (effect.trial.base, effect.trial.analyzer)
        func verdict(_ own: Analyzer) throws -> Verdict {
            own.wholeVerdict(try own.question(from: "app", to: "internet", port: "udp/53"))
        }
        #expect(try verdict(base) != .blocked)
        #expect(try verdict(tried) == .blocked)
        for ways in [effect.ways, InventoryDiff(from: base, to: tried).ways] {
            #expect(
                ways.contains {
                    $0.source.end == .group("app") && $0.destination.end.network?.isEverything == true && $0.after == .blocked
                }, "\(lines)")
        }
    }

    // MARK: Flows that are none

    @Test func `what no family carries is no way that closes`() throws {
        // By the NAT gateway nothing leaves but tcp, udp and icmp: of the ICMP of IPv6 nothing is left to say.
        let more = """
            subnet a2 v 10.0.2.0/24
            table rtb-a2 v a2
              10.0.0.0/16 local
              0.0.0.0/0 nat-1
            nat nat-1 a1 10.0.1.30 198.51.100.30
            group db
              in tcp 5432 10.0.0.0/16
            group front
              in tcp 443 0.0.0.0/0
              out all - 0.0.0.0/0
            eni eni-front a1 10.0.1.11 198.51.100.11
            groups eni-front front
            eni eni-db a2 10.0.2.50
            groups eni-db db
            """
        let effect = try Self.effect(["+ eni-db carries front"], more: more)
        #expect(effect.ways.contains { $0.source.end == .group("front") && $0.kind == .mayClose })
        for way in effect.ways + effect.flows { #expect(!way.traffic.isEmpty && !way.label.isEmpty, "\(way)") }
    }

    // MARK: Who is cut off

    private static func cutOff(_ effect: TrialEffect) -> [String] {
        effect.cutOff.map { "\(effect.trial.base.names.name(of: $0.group)) \($0.kind.rawValue)" }
    }

    @Test("Who could not send over all layers is not cut off by a rule that goes", arguments: ["- web in 443", "off web"])
    func neverSent(line: String) throws {
        let effect = try Self.effect([line])
        #expect(effect.flows.contains { $0.source.end == .group("rep") && $0.after == .blocked })
        let found = Self.cutOff(effect)
        #expect(found.contains("web in"))
        #expect(!found.contains { $0.hasPrefix("rep ") }, "\(found)")
    }

    @Test func `a way that only depended is said to have, and nobody is cut off by its end`() throws {
        // The table of its subnet is not told.
        let more = """
            subnet a4 v 10.0.4.0/24
            group far
              out tcp 443 10.0.1.0/24
            eni eni-far a4 10.0.4.40
            groups eni-far far
            partly routeTables
            """
        let effect = try Self.effect(["- web in 443"], more: more)
        #expect(effect.ways.contains { $0.source.end == .group("far") && $0.before == .depends && $0.after == .blocked })
        let found = Self.cutOff(effect)
        #expect(!found.contains { $0.hasPrefix("far ") }, "\(found)")
        let rows = TrialReport(effect).rows(ascii: true)
        #expect(rows.contains { $0.text == "far -> web: 443 (it depended before)" }, "\(rows)")
    }
}
