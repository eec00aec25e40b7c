import Diagram
import Annotations
import CoreModel
import Support
import Testing

@testable import Explorer

@Suite("The traffic matrix in the explorer")
struct MatrixPaneTests {
    @Test("Its screens are the stored ones", arguments: [(80, 24), (40, 12), (160, 50)])
    func frames(columns: Int, rows: Int) {
        for (glyphs, ending) in [(GlyphSet.unicode, ""), (.ascii, "-ascii")] {
            let size = "\(columns)x\(rows)\(ending)"
            var story = Story(ExampleExplorer.model, columns, rows, glyphs: glyphs)
            story.press("M", "j", "l", "l", "l")
            StoredFrames.check(story.body, "matrix-\(size)")
            story.press("M", "j", "j")
            StoredFrames.check(story.body, "matrix-rows-\(size)")
        }
    }

    @Test("Moving in it lights the flow in the diagram and says why it is there; Enter opens its line, Esc comes back, M closes")
    func cross() throws {
        var story = Story()
        story.press("M")
        #expect(story.line(with: "INTERNET -> ALB SG: tcp 443: HTTPS access") != nil)
        story.press("j", "l")
        #expect(story.line(with: "ALB SG -> ECS API SG: tcp 3001: API requests") != nil)
        let highlight = try #require(story.state.matrixHighlight)
        #expect(highlight.nodes.count == 2 && highlight.edges.count == 1)
        #expect(story.selected == "ECS API SG")
        story.press(.enter)
        #expect(story.line(with: "ALB SG -> ECS API SG") != nil && story.line(with: "ECS API SG lets in") != nil)
        story.press(.escape)
        #expect(story.line(with: "matrix: from the left to the top") != nil && story.state.focus == .matrix)
        story.press(.escape)
        #expect(story.line(with: "matrix") == nil && story.state.focus == .map)
    }

    @Test("A cell where nothing passes says what the notes say of it, and Enter asks why not")
    func empty() {
        var story = Story()
        story.press("M", "j", "l", "l", "l")
        #expect(story.line(with: "ALB SG -> RDS SG: nothing passes; denied on purpose: \"ALB doesn't need") != nil)
        #expect(story.state.matrixHighlight?.edges.isEmpty == true && story.state.matrixHighlight?.nodes.count == 2)
        story.press(.enter)
        #expect(story.line(with: "ask  ALB SG -> RDS SG:all") != nil && story.line(with: "✗ Blocked") != nil)
        story.press(.escape)
        #expect(story.state.focus == .matrix)
    }

    @Test("What is selected in the diagram marks its row and its column, a line its cell")
    func marks() {
        var story = Story()
        story.press("M", .tab)
        story.press(.backTab)
        while story.state.focus != .map { story.press(.tab) }
        story.press("G")
        #expect(story.selected == "Redis SG")
        #expect(story.line(with: "▸Redis") != nil)
        story.press("G", "o", "M")
        #expect(story.line(with: "ECS API SG -> Redis SG: tcp 6379: Caching") != nil)
    }

    @Test("Its rows are those of `sgscope matrix`, the denied ones behind them, and lighting follows the row")
    func rows() {
        var story = Story()
        story.press("M", "M")
        #expect(story.line(with: "matrix: 10 flows pass") != nil)
        #expect(story.line(with: "HTTPS access") != nil)
        story.press("G")
        #expect(story.line(with: "No inbound needed") != nil || story.line(with: "Any") != nil)
        story.press("g", "j", "j")
        #expect(story.selected == "ECS API SG")
        story.press("M")
        #expect(story.line(with: "ALB SG -> ECS API SG: tcp 3001: API requests") != nil)
    }

    @Test("A flow that nobody documented has a sign at its cell, at its line and at its box, and the panes say it")
    func differing() throws {
        let model = try ExampleExplorer.changedModel()
        var story = Story(model, 160, 50)
        #expect(story.line(with: "22 !") != nil)
        story.press("/")
        story.type("rds")
        story.press(.enter, .enter)
        #expect(story.line(with: "is permitted and not") != nil)
        #expect(["critical", "high", "medium"].contains { story.line(with: "\($0) open") != nil })
        story.press("M", "k", "k", "k", "k")
        #expect(story.line(with: "INTERNET -> RDS SG: tcp 22: documented as denied: \"No internet access\"") != nil)
        story.press("j")
        #expect(story.line(with: "ALB SG -> RDS SG: no rule names both, but a rule for a network lets some of it pass") != nil)
        story.press("k")
        #expect(story.line(with: "!22") != nil || story.line(with: "▸22") != nil)
    }

    @Test("A matrix that is larger than its pane scrolls both ways, says so, and keeps the cell in view")
    func large() {
        var story = Story(ExampleExplorer.model(of: WalkthroughTests.large), 80, 24)
        story.press(.escape, .escape, "M")
        #expect(story.line(with: "rows 1-") != nil)
        for _ in 0..<60 { story.press("l") }
        for _ in 0..<40 { story.press("j") }
        #expect(story.line(with: "columns ") != nil)
        #expect(story.frame.cells.contains { $0.role == .selected })
        story.press("G", .pageUp, .home)
        #expect(story.line(with: "rows 1-") != nil)
    }
}
