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
}
