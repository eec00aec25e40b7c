import Diagram
import CoreModel
import Support
import Testing
import Text

@testable import Explorer
@testable import Map
@testable import Frames

@Suite("Robustness")
struct RobustnessTests {
    /// Names as nobody wants them: escape sequences, line ends, wide and combining characters, right-to-left marks.
    static let hostile: Inventory = {
        let names = [
            "\u{1b}[31mred\u{1b}[0m", "line\nbreak\r", "安全组数据库服务器", "e\u{301}\u{301}\u{301}combining", "\u{202e}reversed",
            "a -> b:443", "tab\tbed", "👩‍👩‍👧‍👦 family", "", String(repeating: "long", count: 60), "\u{7}bell", "[brackets]",
        ]
        return World.inventory(
            groups: names,
            rules: [
                ("0.0.0.0/0", names[0], 443), (names[0], names[1], 80), (names[1], names[2], 5432), (names[2], names[3], 1),
                (names[3], names[4], 2), (names[4], names[5], 3), (names[5], names[6], 4), (names[6], names[7], 5),
                (names[7], names[8], 6), (names[8], names[9], 7), (names[9], names[10], 8), (names[10], names[11], 9),
                (names[11], names[0], 10), ("10.0.0.0/8", names[2], 11), (names[2], names[2], 12),
            ], label: "evil\u{1b}]0;title\u{7}")
    }()

    /// What must hold of every frame.
    static func check(_ frame: Frame, _ size: ScreenSize) -> String? {
        guard frame.size == size, frame.cells.count == size.columns * size.rows else { return "the frame is not of its size" }
        for row in 0..<size.rows {
            for column in 0..<size.columns {
                let cell = frame[column, row]
                let bad = cell.text.unicodeScalars.contains { $0.properties.generalCategory == .control || $0.value == 0x202E }
                if bad { return "a control character at \(column),\(row)" }
                let width = TerminalText.width(cell.text)
                if cell.text.isEmpty {
                    if column == 0 || TerminalText.width(frame[column - 1, row].text) != 2 {
                        return "half a character at \(column),\(row)"
                    }
                } else if width == 2 {
                    if column + 1 >= size.columns || !frame[column + 1, row].text.isEmpty {
                        return "a cut character at \(column),\(row)"
                    }
                } else if width != 1 {
                    return "a cell of \(width) columns at \(column),\(row)"
                }
            }
        }
        if let cursor = frame.cursor, cursor.column >= size.columns || cursor.row >= size.rows { return "the cursor is outside" }
        return nil
    }

    static func randomEvent(_ generator: inout SeededRandom) -> Event {
        let named: [Key] = [
            .up, .down, .left, .right, .enter, .escape, .tab, .backTab, .backspace, .delete, .home, .end, .pageUp, .pageDown,
            .function(1),
            .control("u"), .control("d"), .control("w"), .control("a"), .control("k"),
        ]
        switch Int.random(in: 0..<20, using: &generator) {
        case 0:
            return .resize(
                ScreenSize(columns: .random(in: 0...220, using: &generator), rows: .random(in: 0...70, using: &generator)))
        case 1:
            return .resize(
                [ScreenSize(columns: 0, rows: 0), ScreenSize(columns: 80, rows: 24)].randomElement(using: &generator)
                    ?? ScreenSize(columns: 1, rows: 1))
        case 2:
            return .paste(
                ["alb -> rds:5432", "\u{1b}[A\n\n", "安全组", "[fd00::1]:443 -> x"].randomElement(using: &generator) ?? "")
        case 3: return .repaint
        case 4..<11: return .key(named.randomElement(using: &generator) ?? .enter)
        default:
            let characters = Array("hjklgGnN/?asdxpzHJKL+-<>[]qrds ->:543210ealbicpng安tttMMMooOv")
            return .key(.character(characters.randomElement(using: &generator) ?? "j"))
        }
    }

    @Test(
        "2000 random events over random sizes: no crash, every frame of its size, nothing that a terminal would obey",
        arguments: [1, 2, 3, 4, 5])
    func randomEvents(seed: UInt64) {
        var generator = SeededRandom(seed: seed)
        let model = [
            ExampleExplorer.model, ExampleExplorer.model(of: Self.hostile), ExampleExplorer.model(of: World.mesh),
        ][Int(seed) % 3]
        var state = ExplorerState(model: model, size: ScreenSize(columns: 80, rows: 24))
        for step in 0..<400 {
            let event = Self.randomEvent(&generator)
            state = reduce(state, event).state
            let glyphs: GlyphSet = step % 3 == 0 ? .ascii : .unicode
            if let fault = Self.check(render(state, size: state.size, glyphs: glyphs), state.size) {
                Issue.record("seed \(seed), step \(step), \(event): \(fault)")
                return
            }
        }
    }

    @Test(
        "Names that are escape sequences, line ends or wide characters are shown, never sent",
        arguments: [(80, 24), (40, 12), (120, 40)])
    func hostileNames(_ size: (Int, Int)) {
        var story = Story(ExampleExplorer.model(of: Self.hostile), size.0, size.1)
        for key in [Key.enter, "j", "j", .tab, "j", "?", .escape, "/", "a", .enter, "a", .tab, .tab] {
            story.press(key)
            #expect(Self.check(story.frame, story.state.size) == nil)
        }
    }

    @Test("The same events give the same frames")
    func pure() {
        let frames = (0..<2).map { _ -> Frame in
            var generator = SeededRandom(seed: 7)
            var state = ExplorerState(model: ExampleExplorer.model, size: ScreenSize(columns: 80, rows: 24))
            for _ in 0..<100 { state = reduce(state, Self.randomEvent(&generator)).state }
            return render(state, size: state.size, glyphs: .unicode)
        }
        #expect(frames[0] == frames[1])
    }

    @Test("An inventory without groups is a notice, not a crash")
    func empty() {
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: [], label: "empty.json")))
        #expect(story.screen.contains("No security groups in empty.json."))
        for key in [Key.enter, "j", "G", "/", "x", .enter, "s", "d", "-", "a", .tab, .enter, .escape, "?"] { story.press(key) }
        #expect(Self.check(story.frame, story.state.size) == nil)
        story.press(.escape, "q")
        #expect(story.effects == [.quit])
    }

    @Test("A group that nothing uses is counted, not drawn, and can still be found and read")
    func unused() {
        let inventory = World.inventory(groups: ["web", "db", "old"], rules: [("web", "db", 5432)])
        var story = Story(ExampleExplorer.model(of: inventory))
        #expect(story.screen.contains("3 groups, 1 without flows"))
        #expect(!story.screen.contains("│ old"))
        story.press("/")
        story.type("old")
        story.press(.enter)
        #expect(story.screen.contains("old  sg-2  (not drawn: nothing uses it)"))
    }

    @Test("A map that is too large for names alone is drawn around one group, and moves along with what is opened")
    func neighbourhood() {
        let names = (0..<600).map { "service-\($0)" }
        let rules = (1..<600).map { (from: names[$0 - 1], to: names[$0], port: 1000 + $0) }
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: names, rules: rules)))
        #expect(story.state.map.graph.subjects.count == 3)
        #expect(story.screen.contains("600 groups"))
        story.press("/")
        story.type("service-300")
        story.press(.enter)
        #expect(story.selected.hasSuffix("300"))
        #expect(story.state.selectedNode != nil)
        #expect(story.screen.contains("of 600 groups drawn"))
        for _ in 0..<8 { story.press(">") }
        #expect(story.screen.contains("the whole map is too large to be drawn: 600 boxes"))
    }

    @Test("A mesh opens around the front door; steps are added and taken away; an answer draws its way alone")
    func mesh() {
        var story = Story(ExampleExplorer.model(of: World.mesh))
        #expect(story.selected == "front")
        let near = story.state.map.graph.subjects.count
        #expect(near < 20)
        story.press(">")
        #expect(story.state.map.graph.subjects.count > near)
        story.press("<")
        #expect(story.state.map.graph.subjects.count == near)
        story.press("<")
        #expect(story.screen.contains("one step is the least"))
        story.ask("internet -> service-5:8003")
        #expect(story.state.map.graph.subjects.contains(.internet))
        #expect(story.state.map.graph.subjects.count <= (story.state.answer?.answer.path.count ?? 0) + 2)
        story.press(.escape)
        #expect(story.state.answer == nil)
        for _ in 0..<8 { story.press(">") }
        #expect(story.screen.contains("40 groups"))
        #expect(story.state.drawing.hops == nil)
    }

    @Test("While finding, a group that is only too far away is not called unused")
    func notDrawnHere() {
        var story = Story(ExampleExplorer.model(of: World.mesh))
        let drawn = Set(story.state.map.graph.graph.nodes.map(\.title))
        let far = (1..<40).map { "service-\($0)" }.first { !drawn.contains($0) }
        story.press("/")
        story.type(far ?? "")
        #expect(story.selected == far)
        #expect(story.screen.contains("(not drawn here; Enter shows it)"))
        #expect(!story.screen.contains("nothing uses it"))
        story.press(.enter)
        #expect(story.state.selectedNode != nil)
        #expect(!story.screen.contains("not drawn"))
    }

    @Test("A large map opens around the group with most flows that the internet reaches, and says why", arguments: [80, 120])
    func opening(columns: Int) {
        let services = (1..<40).map { "service-\($0)" }
        var rules: [(from: String, to: String, port: Int)] = [
            ("0.0.0.0/0", "alone", 443), ("0.0.0.0/0", "b-front", 443), ("0.0.0.0/0", "a-front", 443),
            // Networks alone make no front door.
            ("10.1.0.0/16", "alone", 1), ("10.2.0.0/16", "alone", 2), ("10.3.0.0/16", "alone", 3),
        ]
        for place in 1..<39 {
            for step in [1, 3, 7, 11] { rules.append((services[(place * step + step) % 39], services[place], 8000 + step)) }
        }
        for (front, place) in [("b", 1), ("b", 2), ("a", 3), ("a", 4)] { rules.append(("\(front)-front", "service-\(place)", 1)) }
        let groups = ["alone", "b-front", "a-front"] + services
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: groups, rules: rules)), columns, 24)
        #expect(story.selected == "a-front")
        #expect(story.state.map.graph.subjects.count == 4)
        #expect(story.screen.contains("opened here: most flows, the internet reaches it"))
        story.press(.down, .up, .down)
        #expect(!story.screen.contains("opened here"))

        rules.removeAll { $0.from.hasSuffix("front") }
        let inner = Story(ExampleExplorer.model(of: World.inventory(groups: groups, rules: rules)), columns, 24)
        #expect(inner.selected.hasPrefix("service-"))
        #expect(inner.state.map.graph.subjects.count > 4)
        #expect(inner.screen.contains("opened here: most flows"))
        #expect(!inner.screen.contains("the internet reaches it"))
    }

    @Test("PgDn in a pane brings the next lines, wherever the cursor is, and PgUp those before")
    func pages() {
        var story = Story(ExampleExplorer.model(of: World.mesh), 80, 24)
        story.press(.enter, "z", "g")
        let first = story.state.details.scroll.top
        let page = story.state.page
        story.press(.pageDown)
        #expect(story.state.details.scroll.top > first)
        #expect(story.state.details.scroll.top == min(page, story.state.details.lines.rows.count - page - 1))
        story.press(.pageUp)
        #expect(story.state.details.scroll == ExplorerState.Scroll())
    }

    @Test("Where a search finds nothing, no key is offered that goes through what was found")
    func foundNothing() {
        var story = Story()
        story.press("/")
        story.type("qqq")
        #expect(story.screen.contains("nothing"))
        #expect(story.line(with: "/ qqq")?.contains("Enter") == false)
        story.press(.backspace, .backspace, .backspace)
        story.type("rds")
        #expect(story.line(with: "/ rds")?.contains("Enter keep") == true)
    }
}
