import CoreModel
import Testing
import Trial

@testable import Reachability

/// Flows that are closed by network ACLs, where the rules that let them through are needed.
@Suite("Fixes that deny")
struct DenyingFixTests {
    @Test("Where every rule is needed by somebody, an entry denies the address and the port that are asked, and nothing else")
    func entry() throws {
        let acls = Sample.acl("a2", Sample.into, Sample.out)
        let analyzer = Analyzer(try Sample.environment(acls: acls).inventory)
        let wanted = try [("10.0.1.10", Verdict.blocked), ("10.0.1.12", .allowed)].map { from, meant in
            MeantQuestion(try analyzer.question(from: from, to: "10.0.2.20", port: "443"), meant: meant)
        }
        try #require(wanted.map { analyzer.wholeVerdict($0.question) } == [.allowed, .allowed])
        let found = try analyzer.fixes(wanted)
        let network = try IPNetwork(parsing: "10.0.1.10/32")
        let entry = EditedEntry(acl: "acl-1", .ingress, 99, .deny, try Traffic(.tcp, from: 443, to: 443), network)
        #expect(found.edits == [.network(.addEntry(entry))])
    }
}
