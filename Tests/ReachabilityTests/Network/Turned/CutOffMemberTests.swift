import CoreModel
import Testing
import Trial

@testable import Reachability

/// Members that lose the last way that they had are told, where others of their group keep theirs.
@Suite("Members that are cut off")
struct CutOffMemberTests {
    /// With another subnet to the internet.
    private static let network = """
        \(TwoGateways.text())
        subnet a5 v 10.0.5.0/24
        table rtb-5 v a5
          10.0.0.0/16 local
          0.0.0.0/0 igw-1
        """

    private static let one = "eni one a1 10.0.1.10\ngroups one app\n"
    private static let two = "eni two a2 10.0.2.10\ngroups two app\n"
    private static let three = "eni three a3 10.0.3.10\ngroups three app\n"
    private static let out = "group app v\n  out tcp 443 8.8.8.0/24\n"

    private static func rows(_ text: String, _ line: String) throws -> [String] {
        var trial = Trial(Analyzer(try NetworkSketch("\(network)\n\(text)").inventory))
        try trial.add(line)
        let effect = TrialEffect(trial)
        let rows = TrialReport(effect).rows(ascii: true)
        guard let first = rows.firstIndex(where: { $0.label == "cut off" }) else { return [] }
        return rows[first...].prefix(effect.cutOff.count).map(\.text)
    }

    /// What stands there, what is tried, and who is cut off by it.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let line: String
        let expected: [String]

        init(_ description: String, _ text: String, _ line: String, _ expected: [String]) {
            (testDescription, self.text, self.line, self.expected) = (description, text, line, expected)
        }
    }

    private static let cases = [
        Case(
            "one loses its gateway, one keeps another, one never had any", out + one + two + three, "off nat-1",
            ["app, 1 of 3 interfaces (one): nothing may go out any more"]),
        Case(
            "all had a way before", out + one + two, "off nat-1",
            ["app, 1 of 2 interfaces (one): nothing may go out any more"]),
        Case(
            "who still reaches somebody inside has no way to the internet any more",
            "group app v\n  out tcp 443 0.0.0.0/0\n  out tcp 22 10.0.3.0/24\n" + one + two
                + "group ssh v\n  in tcp 22 10.0.0.0/16\n"
                + "eni four a3 10.0.3.40\ngroups four ssh\n", "off nat-1",
            ["app, 1 of 2 interfaces (one): no way out to the internet any more"]),
        Case(
            "the rules of another group let one out",
            out + one + two + "group base v\n  out tcp 443 8.8.8.0/24\ngroups two app base\n", "- app out 443",
            ["app, 1 of 2 interfaces (one): nothing may go out any more"]),
        Case(
            "nobody comes in to one",
            """
            group web v
              in tcp 443 8.8.8.0/24
            eni four a4 10.0.4.10 198.51.100.10
            groups four web
            eni five a5 10.0.5.10 198.51.100.11
            groups five web
            """, "- route rtb-5 0.0.0.0/0", ["web, 1 of 2 interfaces (five): nobody comes in any more"]),
        Case(
            "one loses the only one of whom some could come, of whom another never could",
            """
            group app v
              out tcp 22 ssh
            group ssh v
              in tcp 22 app
            acl acl-s v a3
              out 100 allow all - 0.0.0.0/0
            acl acl-t v a5
              in 100 allow all - 0.0.0.0/0
              out 100 allow all - 0.0.0.0/0
            eni three a3 10.0.3.10
            groups three ssh
            eni four a4 10.0.4.10
            groups four ssh
            eni five a5 10.0.5.10
            groups five ssh
            eni six a3 10.0.3.60
            groups six app

            """ + one, "+ acl acl-t in 90 deny all from 10.0.0.0/16",
            ["ssh, 1 of 3 interfaces (five): nobody comes in any more"]),
        Case("who never had a way loses none", out + one + three, "- route rtb-2 0.0.0.0/0", []),
    ]

    @Test("Of a group that keeps a way, the members are told that keep none", arguments: cases)
    func members(own: Case) throws { #expect(try Self.rows(own.text, own.line) == own.expected) }

    @Test func `where all members lose what they had, it is said of the group`() throws {
        #expect(try Self.rows(Self.out + Self.one, "off nat-1") == ["app, 1 interface: nothing may go out any more"])
    }

    /// Very many that may send to the internet and to very many who take nothing: half of them by a gateway that goes.
    private static func crowd(areNamed: Bool) -> String {
        var lines = ["group db v", "group app v", "  out tcp 443 8.8.8.0/24", "  out tcp 22 db"]
        for number in 10..<110 { lines += ["eni db-\(number) a3 10.0.3.\(number)", "groups db-\(number) db"] }
        for number in 10..<70 {
            // What has a public address is told apart.
            let address = areNamed ? " 203.0.113.\(number)" : ""
            lines += ["eni one-\(number) a1 10.0.1.\(number)\(address)", "groups one-\(number) app"]
            lines += ["eni two-\(number) a2 10.0.2.\(number)", "groups two-\(number) app"]
        }
        return lines.joined(separator: "\n")
    }

    @Test func `of very many that nothing tells apart one is asked, and all are counted`() throws {
        #expect(
            try Self.rows(Self.crowd(areNamed: false), "off nat-1") == [
                "app, 60 of 120 interfaces (one-10, one-11 and 58 more): nothing may go out any more"
            ])
    }

    @Test func `where not all are asked, the count is the least, and it is said that others may be cut off as well`() throws {
        var trial = Trial(Analyzer(try NetworkSketch("\(Self.network)\n\(Self.crowd(areNamed: true))").inventory))
        try trial.add("off nat-1")
        let effect = TrialEffect(trial)
        let one = try #require(effect.cutOff.first)
        let count = try #require(one.members).count
        #expect(effect.isCutOffLimited && !one.areAllAsked && count > 0 && count < 60, "\(count)")
        let texts = TrialReport(effect).rows(ascii: true).map(\.text)
        #expect(texts.contains { $0.hasPrefix("app, at least \(count) of 120 interfaces") }, "\(texts)")
        #expect(texts.contains("so much closes that not every interface was asked: others may be as well"))
    }
}
