import Reachability
import CoreModel
import Support
import Testing

/// Facts that no text of ``World`` can say, each of which an engine that forgets it would answer wrongly.
///
/// Every bug that was put into the engine on purpose fails a test of this folder; these fail for those that only generated
/// inventories had caught.
@Suite("Seeded bugs")
struct SeededBugTests {
    private static let web = OracleSpec.Rule(direction: .ingress, number: 6, from: 80, to: 80, peer: .network(.everything(.v4)))

    private func verdict(_ spec: OracleSpec, _ destination: String, port: String, version: IPVersion? = nil) throws -> Verdict {
        let inventory = spec.inventory()
        let written = OracleQuestion(source: .internet, destination: .group(destination), port: port, version: version)
        let question = try #require(written.question(of: inventory))
        let verdict = Analyzer(inventory).verdict(question)
        #expect(Oracle(inventory).verdict(question) == verdict)
        return verdict
    }

    @Test("Of a group of which only some rules are listed, the others may let anything in")
    func partialGroup() throws {
        var spec = OracleSpec()
        spec.groups = [OracleSpec.Group(id: "sg-1", vpc: "", rules: [Self.web], isPartial: true)]
        #expect(try verdict(spec, "sg-1", port: "80") == .allowed)
        #expect(try verdict(spec, "sg-1", port: "81") == .depends)
        spec.groups[0].isPartial = false
        #expect(try verdict(spec, "sg-1", port: "81") == .blocked)
    }

    @Test("A rule that only one of two differing listings of a group has is not certain")
    func contestedRule() throws {
        let other = OracleSpec.Rule(direction: .ingress, number: 6, from: 22, to: 22, peer: .network(.everything(.v4)))
        var spec = OracleSpec()
        spec.groups = [OracleSpec.Group(id: "sg-1", vpc: "", rules: [Self.web, other], copy: [other])]
        #expect(try verdict(spec, "sg-1", port: "80") == .depends)
        #expect(try verdict(spec, "sg-1", port: "22") == .allowed)
        #expect(try verdict(spec, "sg-1", port: "81") == .blocked)
    }

    @Test("A prefix list whose entries are not loaded covers nothing of the family that it is not of")
    func familyOfList() throws {
        let rule = OracleSpec.Rule(direction: .ingress, number: 6, from: 80, to: 80, peer: .prefixList("pl-1"))
        var spec = OracleSpec()
        spec.groups = [OracleSpec.Group(id: "sg-1", vpc: "", rules: [rule])]
        spec.prefixLists = [OracleSpec.PrefixList(id: "pl-1", version: .v6)]
        #expect(try verdict(spec, "sg-1", port: "80") == .blocked)
        #expect(try verdict(spec, "sg-1", port: "80", version: .v6) == .depends)
        spec.prefixLists = [OracleSpec.PrefixList(id: "pl-1")]
        #expect(try verdict(spec, "sg-1", port: "80") == .depends)
    }
}
