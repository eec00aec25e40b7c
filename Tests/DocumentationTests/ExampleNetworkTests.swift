import CoreModel
import Example
import Reachability
import Support
import Testing
import Words

@testable import Documentation

/// The network of the built-in example: what it has, and what it does with the questions that its walkthrough asks.
@Suite("The example's network")
struct ExampleNetworkTests {
    @Test("Embedded is at most 100 KB")
    func size() {
        let bytes = ExampleEnvironment.documents.map(\.bytes.count) + [ExampleEnvironment.notes.bytes.count]
        #expect(bytes.reduce(0, +) <= 100_000, "\(bytes)")
    }

    @Test("One VPC, four subnets and eight interfaces have two tables, one ACL, an internet gateway and a NAT gateway")
    func things() throws {
        let inventory = try Lab.example().inventory
        let topology = inventory.topology
        #expect(inventory.vpcs.count == 1 && inventory.subnets.count == 4 && inventory.interfaces.count == 8)
        #expect(topology.routeTables.map { inventory[$0.name] } == ["public", "private"])
        #expect(topology.networkACLs.count == 1 && topology.networkACLs.allSatisfy(\.isDefault))
        #expect(topology.gateways.count == 1 && topology.natGateways.count == 1)
    }

    @Test(
        "The whole way is judged, there and back",
        arguments: [
            (
                "internet -> alb:443", Verdict.allowed,
                "it comes in by chat-dev-igw to chat-dev-alb's listener 443; behind it all 3 targets"
            ),
            ("internet -> alb:80", .allowed, "ALB SG answers it itself"),
            ("alb -> api:3001", .allowed, "the network passes it both ways"),
            ("workers -> internet:443", .allowed, "it goes out through nat-0 as 198.51.100.20"),
            ("alb -> internet:443", .allowed, "it goes out by chat-dev-igw"),
            ("alb -> rds:5432", .blocked, "ALB SG is none of them"),
            ("internet -> rds:5432", .blocked, "RDS SG has no public address"),
            ("203.0.113.9 -> rds:5432", .blocked, "RDS SG has no public address"),
            ("internet -> 198.51.100.20:443", .blocked, "nat-0 lets no connection in"),
        ])
    func way(question: String, verdict: Verdict, says: String) throws {
        let lab = try Lab.example()
        let answer = lab.analyzer.answer(try lab.analyzer.question(question), AnswerScope(looksAtNetwork: true))
        #expect(answer.verdict == verdict)
        let summary = AnswerText(answer, of: lab.analyzer).summary
        #expect(summary.contains(says), "\(summary)")
    }
}
