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
        #expect(story.screen.contains("1 of 1"))
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
}
