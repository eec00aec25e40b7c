import CoreModel
import Diff
import Reachability
import Support
import Testing

@testable import Trial

/// Edits as a file of lines: whatever stands in it is read back, and what no line says is a comment.
@Suite("Edits as lines that are read back")
struct EditLinesTests {
    private static let world = """
        vpc v 10.0.0.0/16
        group sg-api=api v
          in tcp 3001 sg-rds
        group sg-rds=rds v
          in tcp 5432 sg-api
        group sg-old=old v
          in tcp 22 10.0.0.0/8
        interface eni-web v sg-api 10.0.0.10
        interface eni-db v sg-rds,sg-old 10.0.0.20
        interface eni-last v sg-old 10.0.0.30
        complete
        """

    private static func rule(_ group: String, _ port: Int, from peer: EndIdentity, _ words: String = "") throws -> Edit {
        .add(
            EditedRule(
                group: group, RuleIdentity(.ingress, try Traffic(.tcp, from: port, to: port), peer), description: words))
    }

    private static func edits() throws -> [(edit: Edit, row: EditLines.Row)] {
        let office = EndIdentity.network(try IPNetwork(parsing: "10.0.0.0/8"))
        return [
            (.addGroup(EditedGroup(id: "sg-new", name: "fresh\nname", vpc: "v")), .unsaid("a new group fresh\nname")),
            // What is of a group that comes, or names it, rests on it.
            (try rule("sg-new", 443, from: office), .unsaid("+ sg-new ingress tcp 443 from 10.0.0.0/8")),
            (try rule("sg-api", 80, from: .group("sg-new")), .unsaid("+ api ingress tcp 80 from sg-new")),
            (
                try rule("sg-rds", 22, from: office, "words # of it"),
                .line("+ rds ingress tcp 22 from 10.0.0.0/8 \"words # of it\"")
            ),
            (.attach(group: "sg-new", interface: "eni-web"), .unsaid("+ eni-web carries sg-new")),
            // AWS lets no interface go without a group, and the one that comes is in no line.
            (.detach(group: "sg-api", interface: "eni-web"), .unsaid("- eni-web carries api")),
            (.removeGroup(id: "sg-old"), .unsaid("without the group sg-old")),
            // It stands in the file's own order that the group is still there.
            (.detach(group: "sg-old", interface: "eni-db"), .line("- eni-db carries old")),
            (.attach(group: "sg-rds", interface: "eni-last"), .line("+ eni-last carries rds")),
            (.detach(group: "sg-old", interface: "eni-last"), .line("- eni-last carries old")),
            (.network(.off("eni-db")), .line("off eni-db")),
        ]
    }

    @Test("What no line says is told with what rests on it, and everything else reads back as the same changes")
    func rows() throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let cases = try Self.edits()
        let lines = EditLines(cases.map(\.edit), for: analyzer)
        // A group whose name is no line's is called by its id in one.
        #expect(lines.rows == cases.map(\.row), "\(lines.text)")
        #expect(lines.text.split(separator: "\n").count == cases.count)
        #expect(lines.unsaid.first == "a new group fresh␊name")
        var trial = Trial(analyzer)
        try trial.add(file: lines.text, named: "file")
        let said = cases.filter { if case .line = $0.row { true } else { false } }
        #expect(trial.edits == said.map(\.edit))
    }

    @Test("Where a rule's words alone change, they are in the line, and in the one that takes it back")
    func described() throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let traffic = try Traffic(.tcp, from: 5432, to: 5432)
        func rule(_ words: String) -> EditedRule {
            EditedRule(group: "sg-rds", RuleIdentity(.ingress, traffic, .group("sg-api")), description: words)
        }
        let edits = [Edit.change(rule(""), to: rule("new words"))]
        let lines = EditLines(edits, for: analyzer)
        #expect(lines.rows == [.line("~ rds ingress tcp 5432 from api : \"new words\"")], "\(lines.text)")
        var trial = Trial(analyzer)
        try trial.add(file: lines.text, named: "file")
        #expect(trial.edits == edits)
        let back = try #require(analyzer.inventory.undoing(edits))
        let undone = EditLines(back, for: analyzer.applying(edits))
        #expect(undone.rows == [.line("~ rds ingress tcp 5432 from api : \"\"")], "\(undone.text)")
        #expect(EditLines(edits, for: analyzer.applying(edits)).rows.isEmpty)
    }

    @Test("A connection that was accepted and a gateway that was attached are lines of a difference")
    func joined() throws {
        let before = try JoinedVpcs.analyzer()
        let edits: [NetworkEdit] = [.acceptPeering("pcx-new"), .attachGateway("vgw-free", vpc: "vpc-b")]
        let found = InventoryDiff.edits(from: before, to: before.applying(edits.map(Edit.network)))
        #expect(found.edits == edits.map(Edit.network) && found.unsaid.isEmpty, "\(found.unsaid)")
        let lines = EditLines(found.edits, for: before)
        #expect(lines.rows == [.line("accept pcx-new"), .line("attach vgw-free to vpc-b")], "\(lines.text)")
        // What is taken back has no line.
        let back = InventoryDiff.edits(from: before.applying(edits.map(Edit.network)), to: before)
        #expect(back.edits.isEmpty && !back.unsaid.isEmpty)
    }

    @Test("What changes nothing has no row")
    func unchanged() throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let stands = try Self.rule("sg-old", 22, from: .network(try IPNetwork(parsing: "10.0.0.0/8")))
        #expect(EditLines([stands, .attach(group: "sg-api", interface: "eni-web")], for: analyzer).rows.isEmpty)
    }
}
