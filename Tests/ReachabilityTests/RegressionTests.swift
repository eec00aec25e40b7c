import CoreModel
import Support
import Testing

@testable import Reachability

/// What a brute-force evaluator once answered otherwise than the engine.
@Suite("Regressions")
struct RegressionTests {
    /// The smallest inventory in which the engine once answered otherwise than `OracleTests`' evaluator, with its questions.
    struct Regression: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var world: String
        var answers: [(question: String, verdict: Verdict)]

        init(_ description: String, _ answers: [(String, Verdict)], _ world: String) {
            testDescription = description
            self.world = world
            self.answers = answers.map { (question: $0.0, verdict: $0.1) }
        }
    }

    private static let regressions = [
        Regression(
            "a group whose other member has no IPv4 does not reach its own member over it, and nobody stands in for the other",
            [("a -> eni-1:80", .blocked), ("a -> eni-1:81", .blocked)],
            """
            group a v
              in tcp 80 10.9.0.0/24
              in tcp 81 10.0.0.4/32
              out all - 0.0.0.0/0
            interface eni-1 v a 10.0.0.4
            interface eni-2 v a fd00:1::5
            complete
            """),
        Regression(
            "the only member of a group that is not loaded may be asked by the group",
            [("sg-absent -> eni-1:80", .depends)],
            """
            group a v
              in tcp 80 sg-absent
            interface eni-1 v sg-absent 10.0.0.4
            complete
            """),
        Regression(
            "a public address is reached from a public address, which a private host does not tell",
            [
                ("10.0.0.77 -> 198.51.100.4:80", .depends), ("10.0.0.77 -> 198.51.100.4:81", .allowed),
                ("10.0.0.77 -> 198.51.100.4:82", .depends), ("10.0.0.77 -> 198.51.100.4:83", .blocked),
                ("10.0.0.77 -> eni-1:80", .allowed),
            ],
            """
            vpc v 10.0.0.0/16
            group a v
              in tcp 80 10.0.0.0/8
              in tcp 81 0.0.0.0/0
              in tcp 82 203.0.113.0/24
              in tcp 83 a
            interface eni-1 v a 10.0.0.4 public=198.51.100.4
            complete
            """),
        Regression(
            "the resolver of one VPC is not that of a member in another",
            [("a -> 10.0.0.2:53/udp", .depends), ("a -> 10.1.0.2:53", .depends), ("b -> 10.0.0.2:53/udp", .allowed)],
            """
            vpc v 10.0.0.0/16
            vpc w 10.1.0.0/16
            group a v
            group b v
            interface eni-1 v a 10.0.0.4
            interface eni-2 w a 10.1.0.4
            interface eni-3 v b 10.0.0.5
            complete
            """),
        Regression(
            "the base plus two of another VPC is an address that an interface may have",
            [
                ("a -> 10.1.0.2:443", .depends), ("a -> 10.1.0.2:53/udp", .depends), ("10.1.0.2 -> a:1", .depends),
                ("a -> 10.0.0.2:443", .allowed),
            ],
            """
            vpc v 10.0.0.0/16
            vpc w 10.1.0.0/16
            group a v
              in tcp 1 sg-absent
              out all - 0.0.0.0/0
            interface eni-1 v a 10.0.0.4
            """),
        Regression(
            "with a complete listing it may still carry a group that is not loaded",
            [("10.1.0.2 -> a:1", .depends), ("a -> 10.1.0.2:443", .allowed)],
            """
            vpc v 10.0.0.0/16
            vpc w 10.1.0.0/16
            group a v
              in tcp 1 sg-absent
              out all - 0.0.0.0/0
            interface eni-1 v a 10.0.0.4
            complete
            """),
        Regression(
            "of several interfaces one that lacks the family is blocked for itself",
            [("internet -> i-1:443", .depends), ("internet -> i-1:22", .blocked), ("i-1 -> 10.0.0.9:443", .depends)],
            """
            group a v
              in tcp 443 0.0.0.0/0
              out all - 0.0.0.0/0
            interface eni-1 v a 10.0.0.4 instance=i-1
            interface eni-2 v a fd00:1::5 instance=i-1
            complete
            """),
        Regression(
            "an interface that two groups share never asks itself, and sends by the rules of both",
            [("a -> b:1", .blocked), ("a -> b:2", .allowed), ("b -> a:3", .allowed), ("b -> a:4", .allowed)],
            """
            group a v
              in tcp 3 0.0.0.0/0
              in tcp 4 0.0.0.0/0
              out all - 0.0.0.0/0
            group b v
              in tcp 1 10.0.0.4/32
              in tcp 2 10.0.0.5/32
              out tcp 3 10.0.0.4/32
              out tcp 4 10.0.0.5/32
            interface eni-1 v a,b 10.0.0.4
            interface eni-2 v a 10.0.0.5
            complete
            """),
        Regression(
            "a member whose addresses are not known may have one of the family; those that have none are blocked for themselves",
            [("internet -> a:443", .depends), ("internet -> a:22", .blocked), ("2001:db8::1 -> b:443", .depends)],
            """
            vpc v 10.0.0.0/16
            vpc w 10.1.0.0/16 fd00:2::/56
            subnet s v 10.0.1.0/24
            group a v
              in tcp 443 0.0.0.0/0
            group b v
              in tcp 443 ::/0
            interface eni-1 v a fd00:1::5
            interface eni-2 v a unknown
            interface eni-3 v b 10.0.0.4
            interface eni-4 w b unknown
            complete
            """),
        Regression(
            "two VPCs with the same CIDR have the same resolver",
            [("10.0.0.77 -> 10.0.0.2:53/udp", .allowed), ("10.0.0.77 -> 10.0.0.2:54/udp", .depends)],
            """
            vpc v 10.0.0.0/16
            vpc w 10.0.0.0/16
            group a v
            """),
        Regression(
            "two VPCs that overlap have one each",
            [("10.0.16.77 -> 10.0.0.2:53/udp", .depends), ("10.0.0.77 -> 10.0.0.2:53/udp", .allowed)],
            """
            vpc v 10.0.0.0/16
            vpc w 10.0.16.0/20
            group a v
            """),
    ]

    @Test("What a brute-force evaluator found is answered as it answers", arguments: regressions)
    func regression(_ found: Regression) throws {
        let world = try World(found.world)
        let oracle = Oracle(world.inventory)
        for (question, verdict) in found.answers {
            let answer = try world.answer(question)
            #expect(answer.verdict == verdict, "\(question)")
            #expect(oracle.verdict(answer.question) == verdict, "\(question)")
        }
    }
}
