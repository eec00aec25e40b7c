import CoreModel
import Diagram
import Foundation
import Map
import Readers
import Support
import Testing

@testable import Explorer

@Suite("The network map in the explorer")
struct NetworkStoryTests {
    private static func model(_ path: String) throws -> ExplorerModel {
        let file = Places.inputs.appending(path: path).path
        return ExampleExplorer.model(of: try InputReader().read([.path(file)]).inventory)
    }

    @Test("V shows subnets by their tables and the gateways that they leave by; a question lights its way", arguments: [80, 120])
    func screens(columns: Int) throws {
        let size = "\(columns)x\(columns == 80 ? 24 : 40)"
        for glyphs in GlyphSet.allCases {
            let suffix = glyphs == .ascii ? "-ascii" : ""
            var story = Story(try Self.model("network/shop"), columns, columns == 80 ? 24 : 40, glyphs: glyphs)
            story.press("V")
            story.press("g", "j", "j", "j", "j")
            StoredFrames.check(story.body, "network-\(size)\(suffix)")
            story.ask("10.0.2.20 -> internet:443")
            StoredFrames.check(story.body, "network-lit-\(size)\(suffix)")
        }
    }

    @Test("Arrows reach everything that is drawn, and what is chosen is always seen", arguments: [40, 80, 120, 160])
    func moving(columns: Int) throws {
        var story = Story(try Self.model("network/shop"), columns, 24)
        story.press("V")
        var reached: Set<NetworkItem> = []
        for key in ["g", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j"] as [Character] {
            story.type(String(key))
            let view = try #require(story.state.network)
            let item = try #require(view.selected)
            reached.insert(item)
            let box = try #require(view.box(of: item))
            let area = try #require(story.state.plan.map)
            #expect(view.top <= box.y && box.y < view.top + area.height)
        }
        #expect(reached.contains { if case .gateway = $0 { true } else { false } })
        #expect(reached.contains { if case .subnet = $0 { true } else { false } })
        #expect(reached.contains { if case .group = $0 { true } else { false } })
    }

    @Test("A group chosen on either map is chosen on the other; Esc goes back to the groups")
    func selection() throws {
        var story = Story(try Self.model("network/shop"), 80, 24)
        story.press("/")
        story.type("db")
        story.press(.enter, "V")
        guard case .group(let group, _)? = story.state.network?.selected else {
            Issue.record("\(String(describing: story.state.network?.selected))")
            return
        }
        #expect(story.state.selection == .group(group))
        story.press("g")
        story.press("G", .escape)
        #expect(story.state.network == nil)
        #expect(story.state.selection?.group != nil)
        #expect(story.effects.isEmpty)
    }

    @Test("Keys of the map of groups do nothing unseen, and the strip names whom a gateway serves and what it costs")
    func details() throws {
        var story = Story(try Self.model("network/shop"), 80, 24)
        story.press("V", "e")
        #expect(story.screen.contains("this key is of the map of groups"))
        #expect(!story.state.drawing.shown.egress)
        story.press("g")
        for _ in 0..<20 where !story.screen.contains("nat-1") { story.press("j") }
        #expect(story.screen.contains("out for a2"))
        #expect(story.screen.contains("stands in a1, eu-west-1a: 10.0.1.30, leaves as 198.51.100.30"))
        #expect(story.screen.contains("! one zone: a2 (eu-west-1b) loses its way out with eu-west-1a"))
        story.press(.enter)
        #expect(story.state.focus == .details && story.screen.contains("table private: 0.0.0.0/0"))
        var large = Story(try Self.model("network/shop"), 120, 80)
        large.press("V", "?")
        #expect(large.screen.contains("the network map, or the map of groups"))
        #expect(large.screen.contains("to the next subnet, group or gateway"))
        #expect(!large.screen.contains("to the next box, or line"))
    }

    @Test("Tab and n go from thing to thing in reading order, round and round; where another pane is open Tab goes there")
    func stepping() throws {
        var story = Story(try Self.model("network/shop"), 80, 24)
        story.press("V", "g")
        let items = try #require(story.state.network?.items)
        #expect(items.count > 10)
        for (place, item) in items.enumerated() {
            #expect(story.state.network?.selected == item)
            story.press(place % 2 == 0 ? .tab : "n")
        }
        #expect(story.state.network?.selected == items.first)
        story.press("N")
        #expect(story.state.network?.selected == items.last)
        story.press(.backTab)
        #expect(story.state.network?.selected == items[items.count - 2])
        var wide = Story(try Self.model("network/shop"), 120, 40)
        wide.press("V", .tab)
        #expect(wide.state.focus == .details)
    }

    @Test("J reads on where more is told than there is room for, K goes back; what is chosen next begins at the top")
    func readingOn() throws {
        var story = Story(try Self.model("network/shop"), 80, 24)
        story.press("V", "g")
        for _ in 0..<40 where !story.screen.contains("more: Enter") { story.press("n") }
        let before = story.screen
        #expect(before.contains("more: Enter"))
        story.press("J")
        #expect(story.screen != before)
        for _ in 0..<20 { story.press("J") }
        #expect(!story.screen.contains("more: Enter"))
        for _ in 0..<20 { story.press("K") }
        #expect(story.screen == before)
        story.press("J", "n")
        #expect(story.state.network?.detailsTop == 0)
    }

    @Test("Without a subnet V says what tells the network")
    func nothing() throws {
        var story = Story(ExampleExplorer.model(of: try World.inventory("group web\n  in tcp 443 0.0.0.0/0")), 80, 24)
        story.press(":")
        story.type("network")
        story.press(.enter)
        #expect(story.state.network == nil)
    }

    @Test("Several VPCs begin with an overview; Enter opens one, < and > go from one to the next")
    func several() throws {
        var text = "group web\n"
        for number in 0..<50 { text += "vpc v\(number) 10.\(number).0.0/16\nsubnet s\(number) v\(number) 10.\(number).1.0/24\n" }
        var story = Story(ExampleExplorer.model(of: try World.inventory(text)), 80, 24)
        story.press("V")
        #expect(story.screen.contains("network: 50 VPCs"))
        #expect(story.screen.contains("10.0.0.0/16"))
        story.press("j", "j", .enter)
        #expect(story.state.network?.place != nil)
        let place = story.state.network?.place ?? 0
        story.press(">")
        #expect(story.state.network?.place == place + 1)
        story.press("<", "<")
        #expect(story.state.network?.place == place - 1)
        story.press(.escape)
        #expect(story.state.network?.place == nil && story.state.network != nil)
        story.press("G")
        #expect(story.screen.contains("▸"))
    }
}
