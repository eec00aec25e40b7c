import Diagram
import Foundation
import FoundationXML
import Frames
import Support
import Testing

@testable import Explorer

@Suite("Scripts of the explorer")
struct ScriptTests {
    @Test("A script plays keys, text, pastes and sizes, and saves screens as text and as SVG")
    func plays() throws {
        var story = Story()
        let saved = try story.play(
            """
            # why alb does not reach rds

            resize 120x40
            press a
              type alb -> rds:5432
            save typed.txt
            press Enter
            wait
            save blocked.txt
            save blocked.svg
            press Esc Esc / r Ctrl-u
            paste 10.0.1.5
            """)
        #expect(saved.keys.sorted() == ["blocked.svg", "blocked.txt", "typed.txt"])
        #expect(saved["typed.txt"]?.contains("ask  alb -> rds:5432") == true)
        let stored = try #require(saved["blocked.txt"])
        StoredFrames.check(StoredText.withoutTitle(stored), "blocked-120x40")
        #expect(story.screen.contains("/ 10.0.1.5"))
    }

    @Test("A saved picture is well-formed, has the screen's texts, and its bars have the page's colour in them")
    func picture() throws {
        var story = Story()
        let svg = try #require(try story.play("type v\npress Down\nsave list.svg")["list.svg"])
        let parsed = XMLParser(data: Data(svg.utf8))
        #expect(parsed.parse())
        for text in ["ECS API SG", "EXAMPLE", "class=\"on\"", "<rect class=\"r\""] { #expect(svg.contains(text), "\(text)") }
        #expect(!svg.contains("\u{1B}"))
    }

    @Test(
        "In a saved picture dots stand where lines of the map meet, not where one leaves a box", arguments: ["80x24", "120x40"])
    func dots(size: String) throws {
        var story = Story()
        let saved = try story.play("resize \(size)\nsave map.svg\nsave map.txt")
        let svg = try #require(saved["map.svg"])
        // ├ ┴ on the way to RDS, ┴ ┬ on the way to Redis.
        #expect(svg.components(separatedBy: "a3 3 0 1 0 6 0a").count - 1 == 4, "\(saved["map.txt"] ?? "")")
    }

    @Test(
        "A line that is no step is named with its number and what to write",
        arguments: [
            ("pres a", 1, "\"pres\" is no word of a script"), ("wait\n\n# x\npress Return", 4, "\"Return\" is no key"),
            ("press", 1, "press needs a key"), ("type", 1, "type needs a text"), ("resize 120", 1, "\"120\" is no size"),
            ("resize 0x10", 1, "is no size"), ("resize 5000x10", 1, "is no size"), ("resize -1x10", 1, "is no size"),
            ("wait 5", 1, "nothing stands behind wait"), ("save screen", 1, "ends in .txt or .svg"), ("save", 1, "ends in"),
            ("press F13", 1, "\"F13\" is no key"), ("press Ctrl-", 1, "is no key"),
        ])
    func errors(text: String, line: Int, message: String) {
        let error = #expect(throws: ScriptError.self) { try ExplorerScript(parsing: text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("Every key has a name, and a text is typed as it stands")
    func keys() throws {
        let script = try ExplorerScript(parsing: "press Enter Shift-Tab Space F12 Ctrl-d # é\ntype  a  b \r\n\tpress Esc")
        #expect(
            script.steps.map(\.step) == [
                .press([.enter, .backTab, " ", .function(12), .control("d"), "#", "é"]), .type(" a  b "), .press([.escape]),
            ])
        #expect(script.steps.map(\.line) == [1, 2, 3])
    }

    @Test("What is worked out beside the keys comes at wait and not before")
    func waits() throws {
        let names = (0..<320).map { "service-\($0)" }
        let rules = (1..<320).map { (from: names[$0 - 1], to: names[$0], port: 8000 + $0) }
        let model = ExampleExplorer.model(of: World.inventory(groups: names, rules: rules))
        var story = Story(model, 120, 40, holdsWork: true)
        let saved = try story.play("save before.txt\nwait\nsave after.txt")
        let (before, after) = (try #require(saved["before.txt"]), try #require(saved["after.txt"]))
        #expect(before.contains("working out who reaches whom ...") && before.contains("320 of 320"))
        #expect(after.contains("most flows") && !after.contains("working out"))
    }
}
