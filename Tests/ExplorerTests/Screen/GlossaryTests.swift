import Diagram
import Support
import Testing

@testable import Explorer

@Suite("The glossary")
struct GlossaryTests {
    private static let words = ["ingress", "egress", "depends", "group", "ACL", "reply", "signs", "a way"]

    @Test("Z opens it, :glossary and the help too; it tells the words and the signs, and ends where it began")
    func opens() {
        for typed in ["Z", ":glossary\r", "?Z"] {
            var story = Story(ExampleExplorer.model, 120, 40)
            for character in typed { if character == "\r" { story.press(.enter) } else { story.press(.character(character)) } }
            #expect(story.line(with: "what the words and signs mean") != nil, "\(typed)")
            let text = HelpPage(story.state).lines.map(\.text).joined(separator: "\n")
            for word in Self.words { #expect(text.contains(word), "\(typed): \(word)") }
            story.press("Z")
            #expect(story.line(with: "the keys that are valid now") != nil && story.line(with: "Z ") != nil)
            story.press("Z", .escape)
            #expect(story.state.help == nil && story.line(with: "INTERNET") != nil)
        }
    }

    @Test("The help names it, and opens on the keys again after it")
    func keys() {
        var story = Story(ExampleExplorer.model, 80, 24)
        story.press("Z", .escape, "?")
        #expect(story.line(with: "the keys that are valid now") != nil)
        #expect(HelpPage(story.state).lines.contains { $0.text.contains("what the words and signs mean") })
    }

    @Test("Every line of it fits and can be scrolled to, with signs of the terminal", arguments: [(80, 24), (40, 12), (200, 50)])
    func fits(columns: Int, rows: Int) {
        for glyphs in GlyphSet.allCases {
            var story = Story(ExampleExplorer.model, columns, rows, glyphs: glyphs)
            story.press("Z")
            let lines = HelpPage(story.state).lines
            #expect(lines.allSatisfy { $0.text.count <= columns - 2 }, "\(lines.map(\.text).max { $0.count < $1.count } ?? "")")
            if glyphs == .ascii { #expect(lines.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x7F } }) }
            story.press("G")
            #expect(story.screen.contains(lines.last?.text.split(separator: " ").last ?? "?"))
        }
    }
}
