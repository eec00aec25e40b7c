import Reachability
import CoreModel
import Testing
import Text

@testable import Map

@Suite("Marks for diagrams and panes")
struct ReviewMarksTests {
    @Test("On the example the three groups whose outbound is not what is documented are marked, and say it")
    func example() throws {
        let lab = try Lab.example()
        let marks = ReviewMarks(lab.analyzer, annotations: lab.annotations)
        let marked = lab.inventory.loadedGroups.filter { marks.sign(of: $0) == "!" }.map { lab.annotations.names.name(of: $0) }
        #expect(marked.sorted() == ["ALB SG", "RDS SG", "Redis SG"])
        let rds = try #require(lab.inventory.loadedGroups.first { lab.annotations.names.name(of: $0) == "RDS SG" })
        let lines = marks.report(of: rds, width: 60).map(\.text)
        #expect(lines.first?.hasPrefix("outbound documented as \"None\"; not documented: all to") == true)
        #expect(lines.allSatisfy { TerminalText.width($0) <= 60 })
    }

    @Test("A line that nobody documented, and one that is documented as denied, say so; without notes none does")
    func lines() throws {
        let world = "group a v x\n in tcp 22 0.0.0.0/0 x\n in tcp 1 b x\ngroup b v x\n out all - 0.0.0.0/0 x"
        let lab = try Lab(world, notes: "flows: {denied: [{from: b, to: a, why: never}]}")
        let marks = ReviewMarks(lab.analyzer, annotations: lab.annotations)
        let ends = try ["sg-a", "sg-b"].map { End.group(try #require(lab.inventory.group(id: $0))) }
        #expect(marks.differences(from: .internet, to: ends[0]).count == 1)
        #expect(marks.differences(from: ends[1], to: ends[0]).contains { $0.contains("documented because: never") })
        #expect(marks.differences(from: ends[0], to: ends[1]).isEmpty)
        let bare = try Lab(world)
        let found = ReviewMarks(bare.analyzer, annotations: bare.annotations)
        #expect(found.check == nil && found.differences(from: .internet, to: ends[0]).isEmpty)
        #expect(found.sign(of: try #require(bare.inventory.group(id: "sg-a"))) == "!")
    }
}
