import CoreModel
import Diagram
import Foundation
import Frames
import Map
import PictureReading
import Readers
import Support
import Testing

@testable import Explorer

@Suite("Interfaces on the map")
struct InterfaceStoryTests {
    /// A shop whose orders reach a database over a peering connection, but for those in one subnet.
    private static let shop: ExplorerModel = {
        let file = Places.inputs.appending(path: "network/shop-peered").path
        do {
            return ExampleExplorer.model(of: try InputReader().read([.path(file)]).inventory)
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    @Test("I lists the interfaces that carry each group; the strip tells of the one that is chosen", arguments: [80, 120])
    func screens(columns: Int) throws {
        let size = "\(columns)x\(columns == 80 ? 24 : 40)"
        for glyphs in GlyphSet.allCases {
            var story = Story(ExampleExplorer.model, columns, columns == 80 ? 24 : 40, glyphs: glyphs)
            story.press("I", "j")
            StoredFrames.check(story.body, "interfaces-\(size)\(glyphs == .ascii ? "-ascii" : "")")
        }
    }

    @Test("With an answer its two ends are drawn, each interface with its own sign", arguments: [80, 120])
    func asked(columns: Int) throws {
        let size = "\(columns)x\(columns == 80 ? 24 : 40)"
        for glyphs in GlyphSet.allCases {
            var story = Story(Self.shop, columns, columns == 80 ? 24 : 40, glyphs: glyphs)
            story.press("I")
            story.ask("orders -> reports-db:5432")
            StoredFrames.check(story.body, "interfaces-asked-\(size)\(glyphs == .ascii ? "-ascii" : "")")
            let titles = story.state.map.graph.graph.nodes.map(\.title).sorted()
            #expect(titles == ["orders", "reports-db"])
        }
    }

    @Test("The signs go with the question, and the map comes back whole when the answer is closed")
    func signs() throws {
        var story = Story(Self.shop, 160, 60)
        story.press("I")
        let whole = story.state.map.graph.graph
        #expect(!story.screen.contains("✗ 10.40.23.40"))
        story.ask("orders -> reports-db:5432")
        #expect(story.screen.contains("✗ 10.40.23.40") && story.screen.contains("✓ 10.40.21.17"))
        story.ask("10.40.22.9 -> reports-db:5432")
        #expect(story.screen.contains("✓ 10.40.22.9") && !story.screen.contains("✗ 10.40.23.40"))
        story.press("q")
        #expect(story.state.map.graph.graph == whole)
        story.press("I")
        #expect(!story.screen.contains("10.40.23.40") && story.screen.contains("interfaces: hidden"))
    }

    @Test("Down goes into a box and out of it, s and d take the interface that is chosen, Esc and another box leave it")
    func choosing() throws {
        var story = Story(ExampleExplorer.model, 80, 24)
        story.press("I", "j")
        #expect(story.screen.contains("▸10.0.0.219"))
        #expect(story.line(with: "eni-")?.hasPrefix("▸ 10.0.0.219  eni-") == true, "\(story.screen)")
        story.press("j")
        #expect(story.screen.contains("▸10.0.1.55"))
        let alb = story.state.selection
        story.press("j")
        #expect(story.state.selection != alb && story.state.drawing.row == nil)
        story.press("k")
        #expect(story.state.selection == alb)
        story.press("j", "j", "k", "k")
        #expect(story.state.selection == alb && story.state.drawing.row == nil, "up leads to the title")
        story.press("j", .escape)
        #expect(story.state.selection == alb && story.state.drawing.row == nil)
        story.press("j", "s", "j", "d")
        let typed = try #require(story.state.question).editor.text
        let interfaces = story.state.model.inventory.interfaces.map { story.state.model.inventory[$0.id] }
        let ends = typed.dropLast().components(separatedBy: " -> ")
        #expect(ends.count == 2 && ends.allSatisfy(interfaces.contains), "\(typed)")
        story.type("443")
        story.press(.enter)
        #expect(story.state.answer != nil)
    }

    @Test("Every flow and every interface is read back from the screen, in both glyph sets", arguments: [60, 80, 100, 120, 160])
    func readBack(columns: Int) throws {
        for model in [ExampleExplorer.model, Self.shop] {
            for glyphs in GlyphSet.allCases {
                var story = Story(model, columns, 60, glyphs: glyphs)
                story.press("I")
                let area = try #require(story.state.plan.map)
                let detail = story.state.detail(in: area)
                #expect(detail.level == .full)
                let arrangement = story.state.map.arrangement(detail, width: area.width)
                let picture = arrangement.layout.draw(DrawOptions(glyphs: glyphs)).text
                let reader = PictureReader(picture, glyphs: glyphs)
                #expect(reader.problems.isEmpty, "\(reader.problems)\n\(picture)")
                let graph = story.state.map.graph.graph
                let wanted = Set(
                    graph.edges.filter { $0.source != $0.target }.map {
                        "\(graph.nodes[$0.source].title) \(graph.nodes[$0.target].title)"
                    })
                #expect(Set(reader.flows.map { "\($0.source) \($0.target)" }) == wanted, "\(picture)")
                for node in graph.nodes where !node.rows.isEmpty {
                    let place = try #require(reader.titles.firstIndex(of: node.title), "\(node.title)\n\(picture)")
                    let first = reader.lines[place].map { String($0.split(separator: " ").first ?? "") }
                    #expect(first == node.rows.map { String($0.cells[0].split(separator: " ").first ?? "") }, "\(picture)")
                }
            }
        }
    }

    @Test("+ and - draw more and less of each interface, and names alone list none")
    func detail() throws {
        var story = Story(Self.shop, 200, 60)
        story.press("I")
        #expect(story.screen.contains("ECS task orders-1"))
        story.press("-")
        #expect(story.screen.contains("in each box: title, interfaces"))
        #expect(story.screen.contains("10.40.21.17") && !story.screen.contains("app-a  ECS task orders-1"))
        story.press("-", "-")
        #expect(story.state.map.wantedDetail == .names)
        story.press("I", "I")
        #expect(story.state.map.wantedDetail == nil && story.screen.contains("10.40.21.17"))
    }

    @Test("Without an interface in the input I says what tells them; on the network map it says where it belongs")
    func nothing() throws {
        var story = Story(ExampleExplorer.model(of: try World.inventory("group web\n  in tcp 443 0.0.0.0/0")), 80, 24)
        story.press("I")
        #expect(story.screen.contains("no interface is in the input: describe-network-interfaces tells them"))
        #expect(!story.state.drawing.shown.interfaces)
        var other = Story(Self.shop, 80, 24)
        other.press("V", "I")
        #expect(other.screen.contains("this key is of the map of groups"))
    }

    @Test("A click chooses an interface")
    func clicking() throws {
        var story = Story(ExampleExplorer.model, 80, 24)
        story.press("I", "m")
        let rows = story.screen.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.firstIndex { $0.contains("10.0.10.158") })
        let column = try #require(rows[row].range(of: "10.0.10.158")).lowerBound
        story.send(
            .mouse(Mouse(.click, column: rows[row].distance(from: rows[row].startIndex, to: column), row: row)))
        #expect(story.screen.contains("▸10.0.10.158"), "\(story.screen)")
    }

    @Test("A folded map lists none, and says so; a box that is opened does")
    func folded() throws {
        var story = Story(Self.shop, 120, 40)
        story.press(":")
        story.type("fold vpc")
        story.press(.enter, "I")
        #expect(story.screen.contains("Enter opens a box of several"))
        #expect(!story.screen.contains("10.40.21.17"))
        story.press(.enter)
        #expect(story.screen.contains("10.40.21.17") || story.screen.contains("10.48.5.20"), "\(story.screen)")
    }

    @Test("Of ten thousand groups, one with four hundred members, a box has few lines and keys are answered at once")
    func vast() throws {
        var text = "vpc v 10.0.0.0/8\nsubnet a v 10.1.0.0/16\nsubnet b v 10.2.0.0/16\ngroup hub v\n  in tcp 443 0.0.0.0/0\n"
        for number in 0..<10_000 {
            text += "group g\(number) v\n  in tcp \(1000 + number % 50) \(number % 40 == 0 ? "hub" : "g\(number - 1)")\n"
        }
        for number in 0..<400 {
            text += "interface e\(number) v hub 10.\(number % 2 + 1).1.\(number / 2) subnet=\(number % 2 == 0 ? "a" : "b")\n"
        }
        var story = Story(ExampleExplorer.model(of: try World.inventory(text + "complete")), 120, 40)
        story.press(.escape, "/")
        story.type("hub")
        story.press(.enter, "v")
        let seconds = OwnTime.seconds { story.press("I") }
        #expect(story.screen.contains("10.1.1.0 +199 alike"), "\(story.screen)")
        #expect(story.state.map.graph.subjects.count <= Limits.wholeMap)
        #expect(seconds < 20, "\(seconds)")
    }
}
