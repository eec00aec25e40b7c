import CoreModel
import Testing

@testable import Reachability

/// Whole answers about ways through an appliance whose groups let nothing through: row 22 of aws-network 1.2 needs them both ways, and what
/// fails for certain blocks (5.1).
@Suite("An appliance whose groups let nothing through")
struct ClosedApplianceTests {
    /// A network with an appliance, and what a question comes to, with the codes that decide.
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var tables: String
        /// The rules of the appliance's group.
        var rules: [String]
        /// Its public address; none is "".
        var shown = "198.51.100.50"
        var subnet = "a3"
        var questions: [String]
        var expected: String

        var testDescription: String { name }

        func sketch() throws -> NetworkSketch {
            let address = "10.0.\(subnet.dropFirst()).50"
            let lines = ["eni eni-fw \(subnet) \(address) \(shown)", "check eni-fw off", "group passing"]
            return try Sample.environment(
                tables: tables, more: (lines + rules.map { "  \($0)" } + ["groups eni-fw passing"]).joined(separator: "\n"))
        }
    }

    private static let letsIn = "in all - 0.0.0.0/0"
    private static let letsOut = "out all - 0.0.0.0/0"
    private static let out = Sample.routes("0.0.0.0/0 eni-fw")
    private static let into = Sample.routes(
        "0.0.0.0/0 eni-fw", more: "table rtb-edge v igw-1\n  10.0.0.0/16 local\n  10.0.1.0/24 eni-fw")
    private static let byNat = Sample.routes("0.0.0.0/0 eni-fw", a2: "0.0.0.0/0 nat-1")
    private static let between = Sample.routes(a2: "10.0.1.0/24 eni-fw; 0.0.0.0/0 nat-1")
    private static let outside = ["web 203.0.113.9 443", "web internet 443"]
    private static let inside = ["203.0.113.9 web 443", "internet web 443"]

    private static let rows: [Row] = [
        Row(
            name: "out, open", tables: out, rules: [letsIn, letsOut], questions: outside,
            expected: "depends EDGE:networkInterface"),
        Row(name: "out, lets nothing out", tables: out, rules: [letsIn], questions: outside, expected: "blocked SG_HAS_NO_RULES"),
        Row(name: "out, lets nothing in", tables: out, rules: [letsOut], questions: outside, expected: "blocked SG_HAS_NO_RULES"),
        Row(
            name: "out, lets nothing through", tables: out, rules: [], questions: outside,
            expected: "blocked SG_HAS_NO_RULES SG_HAS_NO_RULES"),
        Row(
            name: "out, of another port", tables: out, rules: ["in tcp 22 0.0.0.0/0", "out tcp 22 0.0.0.0/0"],
            questions: ["web 203.0.113.9 443"], expected: "blocked ENI_SG_RULES_MISMATCH:port ENI_SG_RULES_MISMATCH:port"),
        Row(
            name: "out, without a public address of its own", tables: out, rules: [letsIn], shown: "", questions: outside,
            expected: "blocked SG_HAS_NO_RULES"),
        Row(
            name: "out by a NAT gateway behind it", tables: byNat, rules: [letsIn], subnet: "a2", questions: outside,
            expected: "blocked SG_HAS_NO_RULES"),
        Row(
            name: "in, open", tables: into, rules: [letsIn, letsOut], questions: inside, expected: "depends EDGE:networkInterface"
        ),
        Row(name: "in, lets nothing out", tables: into, rules: [letsIn], questions: inside, expected: "blocked SG_HAS_NO_RULES"),
        Row(
            name: "in, lets nothing through", tables: into, rules: [], questions: inside,
            expected: "blocked SG_HAS_NO_RULES SG_HAS_NO_RULES"),
        Row(
            name: "between subnets, lets nothing out", tables: between, rules: [letsIn], questions: ["app web 443"],
            expected: "blocked SG_HAS_NO_RULES"),
    ]

    @Test("It is blocked there, for every form of the question, both ways and one way, and so a survey says", arguments: rows)
    func whole(row: Row) throws {
        let analyzer = Analyzer(try row.sketch().inventory)
        for text in row.questions {
            let words = text.split(separator: " ").map(String.init)
            let question = try analyzer.question(from: words[0], to: words[1], port: words[2])
            for isOneWay in [false, true] {
                let scope = AnswerScope(looksAtNetwork: true, isOneWay: isOneWay)
                let answer = analyzer.answer(question, scope)
                let codes = answer.way.map { way in way.deciding.compactMap { way.code($0) } } ?? []
                #expect(([answer.verdict.rawValue] + codes).joined(separator: " ") == row.expected, "\(text)")
                #expect(NetworkSurvey(analyzer, scope).verdict(question).verdict == answer.verdict, "\(text)")
            }
        }
    }

    @Test("Who lists nobody beyond it, and apart whom only the groups would let reach it")
    func who() throws {
        let lines =
            "group caller\n  out all - 0.0.0.0/0\ngroups web caller\neni eni-fw a3 10.0.3.50 198.51.100.50\ncheck eni-fw off\n"
        let sketch = try Sample.environment(tables: Self.out, more: lines + "group passing\ngroups eni-fw passing")
        let analyzer = Analyzer(sketch.inventory)
        let question = try analyzer.question(from: "caller", to: "203.0.113.9", port: "443")
        let who = analyzer.who(reaches: question.destination, port: question.port, .everything)
        #expect(!who.reachers.contains { $0.hops == 1 && $0.group == question.source.kind.group })
        #expect(who.byGroupsOnly.contains { $0.end == question.source.kind })
    }

    @Test("Rules that its groups lack are fixes, with which it depends on the appliance")
    func fixes() throws {
        let row = Row(name: "", tables: Self.out, rules: [Self.letsIn], questions: [], expected: "")
        let analyzer = Analyzer(try row.sketch().inventory)
        let answer = analyzer.answer(try analyzer.question(from: "web", to: "203.0.113.9", port: "443"), .everything)
        #expect(answer.fixes.count == 1 && answer.dependsWhenFixed)
    }

    @Test("Where the table leaves open whether it leads through it, it depends")
    func open() throws {
        let lines = "eni eni-fw a3 10.0.3.50 198.51.100.50\ncheck eni-fw off\ngroup passing\ngroups eni-fw passing\nlist pl-1"
        let sketch = try Sample.environment(tables: Sample.routes("pl-1 eni-fw; 0.0.0.0/0 igw-1"), more: lines)
        let analyzer = Analyzer(sketch.inventory)
        let question = try analyzer.question(from: "web", to: "203.0.113.9", port: "443")
        #expect(analyzer.wholeVerdict(question) == .depends)
        #expect(NetworkSurvey(analyzer).verdict(question).verdict == .depends)
    }
}
