import CoreModel
import Diff
import Testing
import Trial

@testable import Reachability

/// What is told of a member holds for it with all of the other end; where only some pairs of members turn, the way may open or close.
@Suite("Members of both ends that turn")
struct MemberPairTests {
    /// Two that may send everywhere and one that may not, to two that take everything and one that takes nothing.
    private static let network = """
        vpc v 10.0.0.0/16
        subnet a1 v 10.0.1.0/24
        subnet a2 v 10.0.2.0/24
        subnet a3 v 10.0.3.0/24
        subnet b1 v 10.0.4.0/24
        subnet b2 v 10.0.5.0/24
        subnet b3 v 10.0.6.0/24
        table rtb-1 v main
          10.0.0.0/16 local
        acl acl-0 v default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        acl acl-a v a3
          in 100 allow all - 0.0.0.0/0
        acl acl-b v b2
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        acl acl-c v b3
          out 100 allow all - 0.0.0.0/0
        group app v
          out tcp 5432 db
        group db v
          in tcp 5432 app
        eni one a1 10.0.1.10
        groups one app
        eni two a2 10.0.2.10
        groups two app
        eni x b1 10.0.4.10
        groups x db
        eni y b2 10.0.5.10
        groups y db
        eni z b3 10.0.6.10
        groups z db
        listed interfaces
        """
    private static let silent = "eni three a3 10.0.3.10\ngroups three app"

    /// What is tried, and what is told of members; `isAnySilent` where a member may send nothing.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let lines: [String]
        var isAnySilent = false
        let told: [String]

        init(_ description: String, _ lines: [String], isAnySilent: Bool = false, _ told: [String]) {
            (testDescription, self.lines, self.isAnySilent, self.told) = (description, lines, isAnySilent, told)
        }
    }

    private static let fromAll = "+ acl acl-b in 90 deny all from 10.0.0.0/16"
    private static let fromOne = "+ acl acl-b in 90 deny all from 10.0.1.0/24"

    private static let cases = [
        Case("one of the other end closes for all", [fromAll], ["closes 5432 (1 of 3 members: y)"]),
        Case(
            "it closes for all, of whom one never passed", [fromAll], isAnySilent: true,
            ["closes 5432 (1 of 3 members: y)"]),
        Case("it closes for one of those that all passed", [fromOne], ["may close 5432 (1 of 3 members: y)"]),
        Case(
            "it closes for one, where neither end passed as a whole", [fromOne], isAnySilent: true,
            ["may close 5432 (1 of 3 members: one)"]),
    ]

    @Test("Told is what holds with all of the other end, or that it may be", arguments: cases)
    func pairs(own: Case) throws {
        let text = own.isAnySilent ? "\(Self.network)\n\(Self.silent)" : Self.network
        var trial = Trial(Analyzer(try NetworkSketch(text).inventory))
        for line in own.lines { try trial.add(line) }
        func told(_ diff: InventoryDiff) -> [String] {
            diff.memberWays.map { "\($0.kind.rawValue) \($0.label) \($0.remark ?? "")" }
        }
        let diff = InventoryDiff(from: trial.base, to: trial.analyzer)
        #expect(told(diff) == own.told && diff.ways.isEmpty, "\(diff.ways)")
        // The other way round the same opens.
        let back = InventoryDiff(from: trial.analyzer, to: trial.base)
        #expect(back.memberWays.count == own.told.count, "\(back.memberWays)")
        #expect(back.memberWays.allSatisfy { [.opens, .mayOpen].contains($0.kind) })
        // What is said of a member is what it is answered.
        for (reading, analyzer) in [trial.base, trial.analyzer].enumerated() {
            for way in diff.memberWays {
                for id in way.members?.ids ?? [] {
                    let isSource = way.members?.side == .egress
                    let question = try analyzer.question(
                        from: isSource ? id : "app", to: isSource ? "db" : id, port: "5432")
                    let verdict = analyzer.wholeVerdict(question)
                    #expect(verdict == (reading == 0 ? way.before : way.after), "\(id): \(verdict)")
                }
            }
        }
    }
}
