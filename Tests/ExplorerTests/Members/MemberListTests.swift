import CoreModel
import Diagram
import Reachability
import Support
import Testing

@testable import Explorer
@testable import Map

@Suite("The interfaces that a box lists")
struct MemberListTests {
    /// `count` members of web in three subnets, with who lets them in.
    private static func fleet(_ count: Int, _ more: String = "complete") -> String {
        var text = """
            vpc v 10.0.0.0/16
            subnet a v 10.0.1.0/24
            subnet b v 10.0.2.0/24
            subnet c v 10.0.3.0/24
            group web v
              in tcp 443 0.0.0.0/0
            group egress v

            """
        for number in 0..<count {
            let subnet = number % 3
            text +=
                "interface eni-\(number) v web 10.0.\(subnet + 1).\(number / 3 + 4) subnet=\(["a", "b", "c"][subnet])\n"
        }
        return text + more
    }

    /// The lines of a group's box with their signs, one blank between words, below its count.
    private static func lines(
        _ text: String, _ group: String = "web", limit: Int = 4, asked: String? = nil
    ) throws -> [String] {
        let world = try World(text)
        return try lines(world.analyzer, group, limit: limit, asked: asked)
    }

    private static func lines(
        _ analyzer: Analyzer, _ name: String, limit: Int = 4, asked: String? = nil
    ) throws -> [String] {
        let group = try #require(analyzer.inventory.loadedGroups.first { analyzer.names.name(of: $0) == name })
        let verdicts = try asked.map { MemberVerdicts(try analyzer.answer($0), of: analyzer) }
        let list = MemberLists(analyzer).list(group, limit: limit, verdicts: verdicts)
        #expect(list.rows.count <= limit + 1)
        let stood = list.rows.flatMap(\.interfaces)
        #expect(Set(stood).count == list.count && stood.count == list.count, "each interface has one line")
        return [list.title].filter { !$0.isEmpty }
            + list.diagramRows.map { row in
                let sign = row.mark.map { GlyphSet.unicode.sign($0) } ?? ""
                return ([sign] + row.cells).filter { !$0.isEmpty }.joined(separator: " ")
            }
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var text: String
        var lines: [String]
        var group = "web"
        var limit = 4
        var asked: String?
    }

    @Test(
        "As many lines as there are members, as long as there are few; of many those that go alike share one",
        arguments: [
            Case(testDescription: "nobody, all listed", text: fleet(0), lines: ["no interface carries it"]),
            Case(
                testDescription: "nobody known, not all listed", text: fleet(0, ""),
                lines: ["no interface in the input carries it"]),
            Case(testDescription: "one", text: fleet(1), lines: ["1 member", "10.0.1.4 a eni-0"]),
            Case(
                testDescription: "one known of perhaps more", text: fleet(1, ""), lines: ["1 member known", "10.0.1.4 a eni-0"]),
            Case(
                testDescription: "as many as there are lines", text: fleet(4),
                lines: ["4 members", "10.0.1.4 a eni-0", "10.0.1.5 a eni-3", "10.0.2.4 b eni-1", "10.0.3.4 c eni-2"]),
            Case(
                testDescription: "one more", text: fleet(5),
                lines: [
                    "5 members", "10.0.1.4 +1 alike a eni-0 and others", "10.0.2.4 +1 alike b eni-1 and others",
                    "10.0.3.4 c eni-2",
                ]),
            Case(
                testDescription: "four hundred", text: fleet(400),
                lines: [
                    "400 members", "10.0.1.4 +133 alike a eni-0 and others", "10.0.2.4 +132 alike b eni-1 and others",
                    "10.0.3.4 +132 alike c eni-2 and others",
                ]),
            Case(
                testDescription: "more kinds than lines", text: fleet(400),
                lines: ["400 members", "10.0.1.4 +133 alike a eni-0 and others", "+266 more in 2 subnets"], limit: 2),
            Case(
                testDescription: "what they carry beside is not alike",
                text: fleet(4, "interface x v web,egress 10.0.1.200 subnet=a\ncomplete"),
                lines: [
                    "5 members", "10.0.1.4 +1 alike a eni-0 and others", "10.0.1.200 a x also egress", "10.0.2.4 b eni-1",
                    "10.0.3.4 c eni-2",
                ]),
            Case(
                testDescription: "what they belong to",
                text: fleet(
                    0,
                    """
                    interface e1 v web 10.0.1.4 subnet=a rds=orders
                    interface e2 v web 10.0.1.5 subnet=a elb=front
                    interface e3 v web 10.0.1.6 instance=i-1
                    interface e4 v web unknown
                    complete
                    """),
                lines: [
                    "4 members", "10.0.1.4 a RDS orders", "10.0.1.5 a load balancer front", "10.0.1.6 i-1", "address not told e4",
                ]),
            Case(
                testDescription: "in both groups", text: fleet(0, "interface x v web,egress 10.0.1.4 subnet=a\ncomplete"),
                lines: ["1 member", "10.0.1.4 a x also web"], group: "egress"),
        ])
    func table(_ one: Case) throws {
        #expect(try Self.lines(one.text, one.group, limit: one.limit, asked: one.asked) == one.lines)
    }

    /// A client that has what it takes to send, two that have not, and one that nobody lists.
    private static let senders = """
        vpc v 10.0.0.0/16
        subnet a v 10.0.1.0/24
        group web v
        group egress v
          out tcp 5432 db
        group db v
          in tcp 5432 web
        interface w1 v web,egress 10.0.1.4 subnet=a
        interface w2 v web 10.0.1.5 subnet=a
        interface w3 v web 10.0.1.6 subnet=a
        interface d v db 10.0.1.9 subnet=a rds=orders

        """

    @Test(
        "Where a question stands each has its own sign, and those whose signs differ never share a line",
        arguments: [
            Case(
                testDescription: "of a group", text: senders + "complete",
                lines: ["3 members", "✓ 10.0.1.4 a w1 also egress", "✗ 10.0.1.5 a w2", "✗ 10.0.1.6 a w3"], asked: "web -> db:5432"
            ),
            Case(
                testDescription: "two lines", text: senders + "complete",
                lines: ["3 members", "✓ 10.0.1.4 a w1 also egress", "✗ 10.0.1.5 +1 alike a w2 and others"], limit: 2,
                asked: "web -> db:5432"),
            Case(
                testDescription: "of one interface", text: senders + "complete",
                lines: ["3 members", "10.0.1.4 a w1 also egress", "✗ 10.0.1.5 a w2", "10.0.1.6 a w3"], asked: "w2 -> db:5432"),
            Case(
                testDescription: "of an address", text: senders + "complete",
                lines: ["3 members", "✓ 10.0.1.4 a w1 also egress", "10.0.1.5 a w2", "10.0.1.6 a w3"],
                asked: "10.0.1.4 -> db:5432"),
            Case(
                testDescription: "of the other end", text: senders + "complete", lines: ["1 member", "? 10.0.1.9 a RDS orders"],
                group: "db", asked: "web -> db:5432"),
            Case(
                testDescription: "not all listed", text: senders,
                lines: [
                    "3 members known", "✓ 10.0.1.4 a w1 also egress", "✗ 10.0.1.5 a w2", "✗ 10.0.1.6 a w3",
                    "✗ any that the input does not list",
                ], asked: "web -> db:5432"),
        ])
    func asked(_ one: Case) throws {
        #expect(try Self.lines(one.text, one.group, limit: one.limit, asked: one.asked) == one.lines)
    }

    @Test("Redacted, nothing of what it says is in the lines, and who is alike stays so")
    func redacted() throws {
        let plain = try World.inventory(Self.fleet(5))
        var standIns = StandIns()
        standIns.learn(plain)
        standIns.assign()
        let analyzer = Analyzer(plain.redacted(standIns))
        let group = try #require(analyzer.inventory.loadedGroups.first { analyzer.members(of: $0).count == 5 })
        let rows = MemberLists(analyzer).list(group, limit: 4).diagramRows.map { $0.cells.joined(separator: " ") }
        #expect(rows.count == 3 && rows.count { $0.contains(" +1 alike ") } == 2, "\(rows)")
        #expect(!rows.contains { $0.contains("10.0.1.") || $0.contains("eni-0") }, "\(rows)")
    }

    @Test("A map has the lines in the boxes of groups alone, with room for more at the ends of a question")
    func map() throws {
        let world = try World(Self.fleet(9) + "\ngroup db v\n  in tcp 5432 web\n")
        let whole = WholeMap(world.analyzer)
        let members = MemberLists(world.analyzer)
        let plain = whole.graph.listing(members)
        let first = try #require(world.inventory.loadedGroups.first)
        let web = try #require(plain.node(of: .group(first)))
        #expect(plain.graph.nodes[web].rows.count == 3 && plain.graph.nodes[web].lines.isEmpty)
        #expect(plain.graph.nodes.allSatisfy { $0.shape == .box || $0.rows.isEmpty })
        let verdicts = MemberVerdicts(try world.answer("web -> db:5432"), of: world.analyzer)
        #expect(whole.graph.listing(members, verdicts: verdicts).graph.nodes[web].rows.count == 9)
    }

    @Test("A group of 50,000 interfaces in 10,000 groups is listed in no time")
    func large() throws {
        var text = "vpc v 10.0.0.0/8\n" + (0..<200).map { "subnet s\($0) v 10.\($0).0.0/16\n" }.joined()
        for number in 0..<10_000 { text += "group g\(number) v\n" }
        for number in 0..<50_000 {
            text +=
                "interface e\(number) v g0,g\(number % 9_999 + 1) 10.\(number % 200).\(number / 51_200).\(number / 200 % 250) subnet=s\(number % 200)\n"
        }
        let world = try World(text + "complete")
        let members = MemberLists(world.analyzer)
        let group = world.inventory.loadedGroups[0]
        var list = MemberList()
        let seconds = OwnTime.seconds { list = members.list(group, limit: 4) }
        #expect(list.count == 50_000 && list.rows.count == 4)
        #expect(seconds < 5, "\(seconds)")
    }
}
