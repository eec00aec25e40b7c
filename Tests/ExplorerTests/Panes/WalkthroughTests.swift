import Diagram
import Foundation
import Reachability
import Annotations
import CoreModel
import Documentation
import Support
import Testing

@testable import Explorer
@testable import Map

@Suite("The walkthrough in the explorer")
struct WalkthroughTests {
    private static let sizes = [(80, 24), (40, 12), (160, 50)]

    @Test("Its screens are the stored ones", arguments: sizes)
    func frames(columns: Int, rows: Int) {
        for (glyphs, ending) in [(GlyphSet.unicode, ""), (.ascii, "-ascii")] {
            let size = "\(columns)x\(rows)\(ending)"
            var story = Story(ExampleExplorer.model, columns, rows, glyphs: glyphs)
            story.press("t")
            StoredFrames.check(story.body, "tour-start-\(size)")
            story.press("5")
            StoredFrames.check(story.body, "tour-steps-\(size)")
            story.press(.enter)
            StoredFrames.check(story.body, "tour-workers-\(size)")
            story.press("9", .enter, "o", "o", "o", "o", "o")
            StoredFrames.check(story.body, "tour-denied-\(size)")
            story.press(.enter)
            StoredFrames.check(story.body, "tour-asked-\(size)")
        }
    }

    @Test("t opens it, n and N go through it, t leaves and comes back to the same step and line")
    func comesBack() {
        var story = Story()
        story.press("t")
        #expect(story.line(with: "walkthrough 1 of 18: What this is") != nil)
        story.press("n", "n", "n")
        #expect(story.line(with: "4 of 18: Realtime") != nil)
        story.press("N", "j", "j")
        #expect(story.line(with: "3 of 18: The API") != nil && story.line(with: "lines 3-") != nil)
        let there = story.screen
        story.press("t")
        #expect(story.line(with: "walkthrough") == nil)
        story.press("/")
        story.type("redis")
        story.press(.enter, "t")
        #expect(story.screen == there)
        story.press(.escape, ":")
        story.type("tour 7")
        story.press(.enter)
        #expect(story.line(with: "7 of 18: The cache") != nil)
        story.press("q")
        #expect(story.line(with: "7 of 18") == nil && story.effects.isEmpty)
        #expect(story.line(with: "q quit") != nil)
        story.press("M", .escape, "q")
        #expect(story.effects == [.quit])
    }

    @Test("A step is gone to by its number, by the list, and no further than there are steps")
    func jumps() {
        var story = Story()
        story.press("t", "1", "8", .enter)
        #expect(story.line(with: "18 of 18: The practices behind it") != nil)
        story.press("n")
        #expect(story.line(with: "this is the last step") != nil)
        story.press(.enter, "g", "j", .enter)
        #expect(story.line(with: "2 of 18: The load balancer") != nil)
        story.press("N", "N")
        #expect(story.line(with: "this is the first step") != nil)
        // 99 is no step: the last digit that makes one counts.
        story.press("9", "9", .enter)
        #expect(story.line(with: "9 of 18: What is denied") != nil)
        story.press(.enter, "j", "j", .escape)
        #expect(story.line(with: "9 of 18: What is denied") != nil)
    }

    @Test("Space reads all of it, from the first line to the last step", arguments: sizes)
    func readsOn(columns: Int, rows: Int) throws {
        var story = Story(ExampleExplorer.model, columns, rows)
        story.press("t")
        var presses = 0
        while story.line(with: "this is the last step") == nil, presses < 400 {
            story.press(" ")
            presses += 1
        }
        let tour = try #require(story.state.side.tour)
        #expect(tour.step == 17 && presses > 18)
    }

    @Test("A step lights its boxes and the lines between them, the rest is dim")
    func lights() throws {
        var story = Story()
        story.press("t", "5", .enter)
        #expect(story.line(with: "[• ECS Workers SG]") != nil)
        let highlight = try #require(story.state.sideHighlight)
        let graph = story.state.map.graph
        #expect(highlight.nodes.keys.map { graph.graph.nodes[$0].title }.sorted() == ["ECS Workers SG", "RDS SG", "Redis SG"])
        #expect(highlight.edges.count == 2)
        let roles = Set(story.frame.cells.filter { $0.text == "A" }.map(\.role))
        #expect(roles.contains(.dim))
        #expect(story.screen.contains("═"))
    }

    @Test("The denied flows are asked live: o lights one after the other with its verdict, Enter asks it, Esc comes back")
    func denied() throws {
        var story = Story()
        story.press("t", "9", .enter)
        #expect(story.line(with: "internet -> ECS API SG:3001") != nil)
        story.press("o", "o", "o", "o", "o")
        #expect(story.line(with: "▸ALB SG -> RDS SG:5432") != nil)
        #expect(story.screen.contains("[✓ ALB SG !]") && story.screen.contains("✗ RDS SG"))
        story.press(.enter)
        #expect(story.line(with: "ask  ALB SG -> RDS SG:5432") != nil && story.line(with: "✗ Blocked: RDS SG") != nil)
        story.press(.escape)
        #expect(story.line(with: "9 of 18: What is denied") != nil)
        story.press("O", "O", "O", "O", "O")
        #expect(story.state.side.tour?.question == nil)
    }

    @Test("The answers are those of the rules that are there, not of the page")
    func live() throws {
        var rules = [(from: String, to: String, port: Int)]()
        rules.append(("0.0.0.0/0", "web", 443))
        rules.append(("web", "db", 5432))
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: ["web", "db", "lonely"], rules: rules)))
        story.press("t")
        #expect(story.line(with: "walkthrough 1 of 4: What this is") != nil)
        story.press("n")
        #expect(story.line(with: "internet -> web:443") != nil && story.line(with: "✓ Allowed") != nil)
        story.press("n", "n")
        #expect(story.line(with: "4 of 4: What stands alone") != nil)
    }

    @Test("Every fact of the page is told by its screens, scrolled through", arguments: [(80, 24), (40, 12)])
    func facts(columns: Int, rows: Int) throws {
        var story = Story(ExampleExplorer.model, columns, rows)
        story.press("t")
        var steps: [String] = []
        for number in 0..<18 {
            let tour = try #require(story.state.side.tour)
            #expect(tour.step == number)
            steps.append(Self.plain(Self.text(&story)))
            story.press("n")
        }
        let file = Places.tests.appending(path: "DocumentationTests/Fixtures/page-facts.txt")
        var count = 0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.components(separatedBy: " :: ").flatMap { $0.components(separatedBy: "; ") }.map(Self.plain)
            #expect(steps.contains { step in words.filter { !$0.isEmpty }.allSatisfy { step.contains($0) } }, "\(line)")
            count += 1
        }
        #expect(count == 151)
    }

    @Test("No word and no title of any step is cut", arguments: [(120, 40), (110, 30), (160, 50), (80, 24)])
    func wholeWords(columns: Int, rows: Int) throws {
        var story = Story(ExampleExplorer.model, columns, rows)
        story.press("t")
        for number in 0..<18 {
            let tour = try #require(story.state.side.tour)
            #expect(tour.step == number)
            let wide = TourReport(ascii: false).lines(tour.current, width: 500).map(\.text).joined(separator: " ")
            let words = Set(wide.split(whereSeparator: \.isWhitespace))
            let shown = Self.text(&story).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(shown.first?.contains(tour.title) == true, "\(shown.first ?? "")")
            for line in shown.dropFirst() {
                for word in line.split(whereSeparator: \.isWhitespace) {
                    #expect(words.contains(word), "step \(number + 1): \(line)")
                }
            }
            story.press("n")
        }
    }

    /// The step that is shown, read from the screen page by page: title, and lines as they are seen, words cut by no column.
    private static func text(_ story: inout Story) -> String {
        story.press("g")
        var lines: [String] = []
        var seen = -1
        while let tour = story.state.side.tour, let area = story.state.plan.tour, tour.top > seen {
            let screen = story.screen.split(separator: "\n", omittingEmptySubsequences: false)
            let fresh = seen < 0 ? 0 : area.height - 1 - (tour.top - seen)
            if seen < 0 { lines.append(String(screen[area.y])) }
            lines += screen[(area.y + 1 + fresh)..<(area.y + area.height)].map { String($0.dropFirst(area.x)) }
            seen = tour.top
            story.press(.pageDown)
        }
        return lines.joined(separator: "\n")
    }

    /// A text in one line without case, bullets, articles and possessives.
    private static func plain(_ text: String) -> String {
        let words = text.lowercased().filter { !"*\\`".contains($0) }.split(whereSeparator: \.isWhitespace).map { word in
            word.replacing("'s", with: "").replacing("s'", with: "s")
        }
        return words.filter { !["a", "an", "the", "its", "-"].contains($0) }.joined(separator: " ")
    }

    @Test("Without anything to walk through it says so, and nothing breaks")
    func empty() {
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: [])))
        story.press("t", "n", "N", " ", "o", "1", .escape, .enter, .enter, "t", "M", "M", .enter, .escape, .escape)
        #expect(story.screen.contains("No security groups"))
    }

    @Test("Reading the inputs again keeps the step")
    func rereading() {
        let inventory = World.inventory(
            groups: ["web", "db"], rules: [("0.0.0.0/0", "web", 443), ("web", "db", 5432)])
        var story = Story(ExampleExplorer.model(of: inventory))
        story.press("t", "n", "n", "r")
        story.send(.reading(.read(ExampleExplorer.model(of: inventory))))
        #expect(story.line(with: "3 of 3: Second tier") != nil)
    }

    @Test("Of an inventory that is not small it is worked out beside the event loop, and the pane says so")
    func besides() {
        var story = Story(ExampleExplorer.model(of: Self.large), 120, 40)
        story.press(.escape, .escape)
        let pressed = reduce(story.state, .key("t"))
        #expect(render(pressed.state, size: story.state.size, glyphs: .unicode).text.contains("working out the walkthrough"))
        let works = pressed.effects.compactMap { if case .work(let work) = $0 { work } else { nil } }
        #expect(works.contains { $0.slot == .tour && $0.lane == .long })
        story.press("t", "n")
        #expect(story.line(with: "What is reached from outside") != nil)
    }

    @Test("Of a vast inventory a step is written beside the event loop too, and the pane says so")
    func vast() throws {
        let (names, rules) = Self.chains(400)
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: names, rules: rules)), 120, 40)
        story.press(.escape, .escape, "t")
        #expect(story.line(with: "400 security groups") != nil)
        let pressed = reduce(story.state, .key("n"))
        #expect(pressed.effects.contains { if case .work(let work) = $0 { work.slot == .tourText } else { false } })
        #expect(render(pressed.state, size: story.state.size, glyphs: .unicode).text.contains("writing the step ..."))
        // A step that nobody could read yet is not passed over.
        #expect(reduce(pressed.state, .key(" ")).state.side.tour?.step == 1)
        story.press("n")
        #expect(story.line(with: "writing the step ...") == nil && story.line(with: "that the internet") != nil)
    }

    /// More groups than are reviewed at once.
    static let large: Inventory = {
        let (names, rules) = chains(120)
        return World.inventory(groups: names, rules: rules)
    }()

    /// Groups that call each other in chains of ten, each of which the internet reaches.
    private static func chains(_ count: Int) -> (names: [String], rules: [(from: String, to: String, port: Int)]) {
        let names = (0..<count).map { "service-\($0)" }
        var rules: [(from: String, to: String, port: Int)] = []
        for place in 1..<count {
            rules.append((place % 10 == 1 ? "0.0.0.0/0" : names[place - 1], names[place], 8000 + place))
        }
        return (names, rules)
    }
}
