import Diagram
import CoreModel
import Support
import Testing

@testable import Explorer
@testable import Frames

/// Inventories in which work is done beside the event loop: keys do not wait for it.
@Suite("Work beside the keys")
struct VastTests {
    /// A chain of 320 services, each with a neighbour.
    private static let model: ExplorerModel = {
        let names = (0..<320).map { "service-\($0)" }
        let rules = (1..<320).map { (from: names[$0 - 1], to: names[$0], port: 8000 + $0) }
        return ExampleExplorer.model(of: World.inventory(groups: names, rules: rules))
    }()

    private func story(_ columns: Int = 80, _ rows: Int = 24) -> Story {
        var story = Story(Self.model, columns, rows)
        story.press(.escape, "v", "v", .tab)
        return story
    }

    @Test("While / is looking the screen says so; Enter before it is found keeps it as soon as it is")
    func finding() {
        var story = story()
        let before = story.selected
        story.press("/")
        story.holdsWork = true
        story.type("service-77")
        #expect(story.screen.contains("finding ..."))
        #expect(story.selected == before)
        story.press(.enter)
        #expect(story.screen.contains("finding ..."))
        story.finishWork()
        #expect(story.selected == "77")
        #expect(story.state.prompt == nil)
        // The second is a group of which a rule says the name.
        #expect(story.screen.contains("1 of 2: 77"))
    }

    @Test("What was found for a text that is not wanted any more is not heard of; Esc goes back to where it began")
    func outdated() {
        var story = story()
        let before = story.selected
        story.press("/")
        story.holdsWork = true
        story.type("service-77")
        story.press(.escape)
        story.finishWork()
        #expect(story.selected == before)
        story.press("/")
        story.holdsWork = true
        story.type("service-7")
        story.press(.backspace, "8")
        story.finishWork()
        #expect(story.selected == "8")
    }

    @Test("After a resize the picture stays until the one for the new width is there")
    func resizing() {
        var story = story(120, 40)
        story.holdsWork = true
        story.send(.resize(ScreenSize(columns: 80, rows: 24)))
        #expect(story.screen.contains("▸ \(story.selected)"))
        #expect(story.held.count == 1)
        #expect(!story.state.map.isStored(width: 80))
        story.finishWork()
        #expect(story.state.map.isStored(width: 80))
        #expect(story.screen.contains("▸ \(story.selected)"))
    }

    @Test("It opens on the whole list at once; the map comes with progress, and the keys are answered meanwhile")
    func opening() throws {
        var story = Story(Self.model, 120, 40, holdsWork: true)
        #expect(story.held.first?.slot == .flows)
        #expect(story.screen.contains("320 of 320"))
        #expect(story.line(with: "working out who reaches whom ...") != nil)
        let work = try #require(story.held.first)
        var told: [WorkProgress] = []
        _ = work.run { progress in
            told.append(progress)
            return true
        }
        story.send(.progress(try #require(told.last)))
        #expect(story.line(with: "working out who reaches whom: \(told.last?.done ?? -1) of \(told.last?.of ?? -1)") != nil)
        // A key is answered before the map is there, and what somebody has chosen meanwhile stays chosen.
        story.press(.down, .down)
        let chosen = story.selected
        #expect(story.state.list?.scroll.cursor == 2)
        story.finishWork()
        #expect(story.selected == chosen)
        #expect(story.line(with: "working out") == nil)
        #expect(story.state.map.graph.subjects.contains { story.state.model.name($0) == chosen })
    }

    @Test("Who presses nothing is shown the group with most flows")
    func untouched() {
        var story = Story(Self.model, 120, 40, holdsWork: true)
        story.finishWork()
        #expect(story.state.drawing.opening?.subject == story.state.selection)
        #expect(story.screen.contains("opened here: most flows"))
    }

    @Test("Esc cancels what is worked out when there is nothing else to leave, keeps what is there and never ends the program")
    func cancelling() {
        var story = Story(Self.model, 120, 40, holdsWork: true)
        #expect(story.line(with: "Esc cancels") != nil)
        story.press(.escape)
        #expect(!story.held.contains { $0.slot == .flows })
        #expect(story.line(with: "cancelled; > works it out") != nil)
        #expect(story.screen.contains("320 of 320") && story.screen.contains("not worked out: > works out who reaches whom"))
        for _ in 0..<5 { story.press(.escape) }
        #expect(!story.effects.contains(.quit))
        story.ask("service-0 -> service-1:8001")
        story.finishWork()
        #expect(story.screen.contains("✓ Allowed"))
        story.press(.escape, .escape)
        story.holdsWork = true
        story.press(">")
        #expect(story.held.contains { $0.slot == .flows })
        story.finishWork()
        #expect(!story.state.map.graph.subjects.isEmpty)
    }

    @Test("Work that nobody wants any more ends early and brings nothing")
    func unwanted() throws {
        let story = Story(Self.model, 120, 40, holdsWork: true)
        let result = try #require(story.held.first).run { _ in false }
        #expect(result.facts == "not wanted any more")
        #expect(reduce(story.state, .done(result)).state.flows == nil)
    }
}
