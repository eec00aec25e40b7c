import CoreModel
import Testing

@testable import Reachability
@testable import Words

/// A row of a ladder says what of a thing is not told, and only of what is not there that it is not in the input.
@Suite("Rows of what is not in the input")
struct MissingRowTests {
    private static func network(_ attached: String, _ more: String) -> String {
        """
        vpc v 10.0.0.0/16
        vpc b 10.1.0.0/16
        owner v 1
        owner b 1
        region v eu-west-1
        region b eu-west-1
        subnet a1 v 10.0.1.0/24
        subnet b1 b 10.1.1.0/24
        table rtb-a v a1
          10.0.0.0/16 local
          10.1.0.0/16 tgw-1
        table rtb-b b b1
          10.1.0.0/16 local
          10.0.0.0/16 tgw-1
        acl acl-v v default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        acl acl-b b default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        tgw tgw-1
        \(attached)
        attach att-b tgw-1 vpc b b1
        tgw-table t tgw-1 att-a,att-b
          10.0.0.0/16 att-a
          10.1.0.0/16 att-b
        \(more)
        eni app a1 10.0.1.10
        groups app open
        eni db b1 10.1.1.40
        groups db open
        """
    }

    @Test(
        "A thing that is there is not said to be missing: what is not told of it is",
        arguments: [
            ("attach att-a tgw-1 vpc v -", "", "tgw tgw-1 the subnets of att-a are not told"),
            ("attach att-a tgw-1 vpc v a1", "untold t", "table t its routes are not told"),
            ("", "", "tgw tgw-1 how v is attached is not told"),
            ("attach att-a tgw-1 vpc v a1", "untold att-a", "tgw tgw-1 the table of att-a is not told"),
        ])
    func rows(attached: String, more: String, row: String) throws {
        let lines = Self.network(attached, more).split(separator: "\n").filter { !$0.allSatisfy { $0 == " " } }
        let analyzer = Analyzer(try NetworkSketch(lines.joined(separator: "\n")).inventory)
        let answer = analyzer.answer(try analyzer.question(from: "app", to: "db", port: "443"), .everything)
        let way = try #require(AnswerText(answer, of: analyzer).way)
        let rows = way.way.ladder.map { "\(way.word($0)) \(way.name($0)) \(way.there($0))" }
        #expect(answer.verdict == .depends)
        #expect(rows.contains(row), "\(rows)")
    }
}
