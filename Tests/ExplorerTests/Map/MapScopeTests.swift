import CoreModel
import Support
import Testing

@testable import Explorer
@testable import Map

@Suite("What of the map is drawn")
struct MapScopeTests {
    @Test("o goes through the lines of a box; the line is lit, its pane tells the rules of both sides, Enter follows them")
    func lines() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.press("o")
        #expect(story.screen.contains("line 1 of 3: INTERNET -> ALB SG  80, 443"))
        #expect(story.screen.contains("ALB SG lets in"))
        #expect(story.screen.contains("HTTPS from internet"))
        #expect(story.screen.contains("hosts without groups"))
        story.press("o")
        #expect(story.screen.contains("ALB SG -> ECS API SG  3001"))
        #expect(story.screen.contains("ALB SG lets out"))
        #expect(story.screen.contains("Allow all outbound"))
        #expect(story.frame.cells.contains { $0.role == .path })
        story.press("O", "O", "O")
        #expect(story.screen.contains("ALB SG -> ECS API SG") || story.screen.contains("line 2 of 3"))
        story.press(.enter)
        #expect(story.state.focus == .details)
        story.press("j", .enter)
        #expect(story.state.drawing.line == nil)
        story.press(.escape, .escape, "o", .escape)
        #expect(story.state.drawing.line == nil)
        #expect(story.effects.isEmpty)
    }

    @Test("f folds by VPC, tier, tag or name; Enter opens a box, Esc goes back step by step")
    func folds() {
        let names = ["shop-web", "shop-api", "shop-db", "pay-api", "pay-db"]
        var story = Story(
            ExampleExplorer.model(
                of: World.inventory(
                    groups: names,
                    rules: [
                        ("0.0.0.0/0", "shop-web", 443), ("shop-web", "shop-api", 8080), ("shop-api", "shop-db", 5432),
                        ("shop-api", "pay-api", 8081), ("pay-api", "pay-db", 5432),
                    ])), 120, 40)
        story.press("f")
        #expect(story.screen.contains("tier"))
        story.type("prefix")
        story.press(.enter)
        #expect(story.screen.contains("folded by prefix"))
        #expect(story.state.map.graph.subjects.count < 6)
        let folds = story.state.map.graph.subjects.filter { if case .fold = $0 { true } else { false } }
        #expect(folds.count == 2)
        story.press(":")
        story.type("fold nonsense")
        story.press(.enter)
        #expect(story.screen.contains("fold takes vpc, account, region, tier, tag:KEY or prefix, or none"))
        #expect(story.state.selection.map(folds.contains) == true)
        story.press(.enter)
        #expect(story.screen.contains("in this box; Esc goes back to the overview"))
        #expect(story.state.drawing.opened != nil)
        #expect(!story.state.map.graph.subjects.contains { if case .fold = $0 { true } else { false } })
        story.press(.escape)
        #expect(story.state.drawing.opened == nil && story.state.drawing.fold == .prefix)
        story.press(.escape)
        #expect(story.state.drawing.fold == nil)
        #expect(story.state.map.graph.subjects.count == 6)
        #expect(story.effects.isEmpty)
    }

    @Test("e draws egress to networks, i the ids, b the flows among neighbours; the same key hides them again")
    func toggles() {
        var story = Story(ExampleExplorer.model, 200, 50)
        let before = story.screen
        story.press("i")
        #expect(story.screen.contains("ids: shown"))
        #expect(story.state.map.graph.graph.nodes.contains { $0.lines.contains { $0.contains("sg-e9ec91ed1f04d6569") } })
        story.press("i", "e")
        #expect(story.state.map.graph.subjects.contains(.destination(.internet)))
        story.press("e", .escape)
        #expect(story.screen == before)
        let rules = [("a", "b", 1), ("a", "c", 2), ("b", "c", 3), ("c", "d", 4)].map { (from: $0.0, to: $0.1, port: $0.2) }
        let names = ["a", "b", "c", "d"]
        var near = Story(ExampleExplorer.model(of: World.inventory(groups: names, rules: rules)))
        near.press(":")
        near.type("goto a")
        near.press(.enter, "<", "<")
        #expect(near.state.map.graph.graph.edges.count == 2)
        near.press("b")
        #expect(near.state.map.graph.graph.edges.count == 3)
    }

    @Test("Many networks of one group are one box until they are asked for")
    func networks() {
        let rules = (1...9).map { (from: "10.\($0).0.0/16", to: "api", port: 443) }
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: ["api", "db"], rules: rules)), 120, 40)
        #expect(story.screen.contains("9 networks"))
        #expect(story.state.map.graph.subjects.count == 3 || story.state.map.graph.subjects.count == 2)
        story.press(":")
        story.type("networks")
        story.press(.enter)
        #expect(story.state.map.graph.subjects.count >= 10)
    }
}

@Suite("The reference of keys")
struct KeyReferenceTests {
    @Test("It lists every key and every word of the table")
    func whole() {
        let entries = KeyReference.sections.flatMap(\.entries)
        let keys = Set(entries.map(\.keys))
        for command in Command.table {
            if !command.keys.isEmpty { #expect(keys.contains(command.keys)) }
            for word in command.words { #expect(keys.contains { $0.hasPrefix(":\(word.word)") }) }
        }
        #expect(entries.allSatisfy { !$0.help.isEmpty })
    }
}
