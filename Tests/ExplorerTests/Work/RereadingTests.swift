import Reachability
import CoreModel
import Support
import Testing

@testable import Diff
@testable import Documentation
@testable import Explorer
@testable import Map
@testable import Frames

@Suite("Fresh data")
struct RereadingTests {
    private static let names = ["front", "api", "db", "old"]
    private static let rules: [(from: String, to: String, port: Int)] = [
        ("0.0.0.0/0", "front", 443), ("front", "api", 8080), ("front", "db", 5433), ("api", "db", 5432),
    ]

    private static func model(
        _ names: [String] = names, _ rules: [(from: String, to: String, port: Int)] = rules, after old: ExplorerModel? = nil
    ) -> ExplorerModel {
        let inventory = World.inventory(groups: names, rules: rules)
        let earlier = old.map { EarlierReading(analyzer: $0.analyzer, time: $0.time ?? "") }
        return ExplorerModel(
            inventory: inventory, analyzer: Analyzer(inventory), notes: nil, isExample: false, earlier: earlier,
            readAt: old == nil ? "18:34" : "18:52")
    }

    @Test("r reads again beside the keys; what changed is told, marked and stepped through; all stays where it was")
    func reread() {
        let first = Self.model()
        var story = Story(first, 120, 40)
        #expect(story.screen.contains("read 18:34"))
        story.ask("api -> db:5432")
        #expect(story.screen.contains("✓ Allowed"))
        story.press("r")
        #expect(story.effects == [.reread])
        story.send(.reading(.underWay("reading made-up.json, 531 MB")))
        #expect(story.screen.contains("reading made-up.json, 531 MB   Esc cancels"))
        story.press(.tab, .tab)
        let focus = story.state.focus
        story.send(.reading(.read(Self.model(Self.names, Array(Self.rules.dropLast()), after: first))))
        #expect(story.screen.contains("read 18:52: 1 rule changed in db, 1 answer turned   n shows it"))
        #expect(story.screen.contains("✗ Blocked"))
        #expect(story.screen.contains("before    allowed, by the data of 18:34"))
        #expect(story.screen.contains("since     removed: db ingress tcp 5432 from api"))
        #expect(story.state.focus == focus)
        story.press(.escape, .escape, .escape, "n")
        #expect(story.selected == "db")
        #expect(story.line(with: "▸ db")?.contains("~") == true)
        #expect(story.screen.contains("~ changed since 18:34"))
        #expect(story.screen.contains("- ingress tcp 5432 from api"))
    }

    @Test("What was asked before is judged anew: what turned is marked, until it is asked again or data comes that turns nothing")
    func askedBefore() {
        let first = Self.model()
        var story = Story(first, 120, 40)
        for question in ["api -> db:5432", "front -> db:5433", "internet -> front:443", "old -> api:8080"] { story.ask(question) }
        story.press(.escape, .escape)
        story.press("r")
        let second = Self.model(["front", "api", "db"], Self.rules.filter { $0.port != 5432 }, after: first)
        story.send(.reading(.read(second)))
        #expect(story.screen.contains(", 2 answers turned   n shows it"))
        #expect(story.screen.contains("✓→✗ api -> db:5432"))
        #expect(story.line(with: "✓ front -> db:5433")?.contains("→") == false)
        #expect(story.line(with: "✓ internet -> front:443")?.contains("→") == false)
        #expect(story.line(with: "- old -> api:8080")?.contains("cannot be asked of this data") == true)
        story.press("r")
        story.send(.reading(.read(Self.model(["front", "api", "db"], Self.rules.filter { $0.port != 5432 }, after: second))))
        #expect(story.line(with: "✗ api -> db:5432")?.contains("→") == false)
        #expect(!story.screen.contains("turned"))
    }

    @Test("In a vast inventory no old verdict stands while the new ones are on their way")
    func askedBeforeOfMany() {
        let names = (0..<120).map { "service-\($0)" }
        let rules = (1..<120).map { (from: "service-\($0 - 1)", to: "service-\($0)", port: 8000) }
        let first = Self.model(names, rules)
        var story = Story(first, 120, 40)
        story.press(.escape, .escape)
        story.ask("service-0 -> service-1:8000")
        story.press(.escape, .escape, .escape)
        #expect(story.state.history.map(\.verdict) == [.allowed])
        story.holdsWork = true
        story.press("r")
        story.send(.reading(.read(Self.model(names, Array(rules.dropFirst()), after: first))))
        #expect(story.state.history.map(\.verdict) == [nil])
        story.finishWork()
        #expect(story.state.history.map(\.verdict) == [.blocked])
        #expect(story.state.history.map(\.was) == [.allowed])
    }

    @Test("A reading that fails keeps the old data and says so; one that is cancelled is not heard of any more")
    func failures() {
        let first = Self.model()
        var story = Story(first, 120, 40)
        let before = story.state.model
        story.press("r")
        story.send(.reading(.failed("the SSO login has expired (aws sso login)")))
        #expect(story.screen.contains("✗ not read: the SSO login has expired (aws sso login). Still showing 18:34"))
        var narrow = Story(first, 50, 24)
        narrow.press("r")
        narrow.send(.reading(.failed("/home/me/inventory/describe-security-group-rules.json: is empty")))
        let rows = narrow.screen.split(separator: "\n").suffix(2).map { $0.trimmingPrefix(" ") }
        #expect(rows.first?.hasPrefix("✗ not read:") == true, "\(rows)")
        #expect(rows.last?.contains("Still showing 18:34") == true, "\(rows)")
        #expect(story.state.model === before)
        story.press("r", "r")
        #expect(story.screen.contains("reading already"))
        story.press(.escape)
        #expect(story.effects == [.reread, .reread, .cancelReading])
        story.send(.reading(.read(Self.model(["other"], [], after: first))))
        #expect(story.state.model === before)
        var example = Story()
        example.press("r")
        #expect(example.effects.isEmpty)
        #expect(example.screen.contains("the example does not change"))
    }

    @Test("What is selected, marked, listed and typed stands for the same groups in the new data, or goes where they are gone")
    func remapped() {
        let first = Self.model()
        var story = Story(first, 120, 40)
        story.press(":")
        story.type("goto db")
        story.press(.enter, "s", "v")
        story.press("a")
        story.type("front -> ")
        story.press(.escape, "r")
        // The ids stay, the places do not.
        let fresh = Self.model(["front", "api", "db"], Self.rules, after: first)
        story.send(.reading(.read(fresh)))
        #expect(story.selected == "db")
        #expect(story.state.marks.source.map(fresh.name) == "db")
        #expect(story.state.list?.hits.count == 3)
        #expect(story.screen.contains("1 group gone"))
        #expect(fresh.changes?.removed == ["sg-3"])
        story.press(":")
        story.type("changes")
        story.press(.enter)
        #expect(story.screen.contains("1 group gone"))
    }

    @Test(
        "A refresh of the same inventory moves nothing, whatever is open",
        arguments: [
            [], ["v", "G"], ["<", "<"], ["e", "i"], [":fold tier\n"], [":fold tier\n", "\n"], ["aapi -> db:5432\n"],
            ["aapi -> db:5432\n", "n", "\t"], ["aold -> db:5432\n", "\t", "l", "J", "\n"], ["/db\n", "\n", "z"], ["+", "o"],
        ], [(80, 24), (120, 40), (40, 12)])
    func nothingMoves(_ keys: [String], _ size: (Int, Int)) {
        let first = Self.model()
        var story = Story(first, size.0, size.1)
        for key in keys.joined() { story.press(key == "\n" ? .enter : key == "\t" ? .tab : .character(key)) }
        // The title has the new time, the last line says what changed; on a narrow screen a message has the line above it, too.
        func body() -> [Substring] { story.screen.split(separator: "\n").dropFirst().dropLast(size.0 < 80 ? 2 : 1) }
        let before = body()
        let selected = story.selected
        story.press("r")
        story.send(.reading(.read(Self.model(after: first))))
        #expect(story.selected == selected)
        // An answer has something to compare with now.
        if story.screen.contains("before    ") { return }
        for (old, new) in zip(before, body()) { #expect(new == old) }
        #expect(body().count == before.count)
    }

    @Test("Of a map that another takes the place of, what stays moves as little as possible, and going back finds it as it was")
    func little() {
        let names = ["front", "web", "api", "jobs", "mail", "db", "cache"]
        var rules: [(from: String, to: String, port: Int)] = [
            ("0.0.0.0/0", "front", 443), ("front", "web", 80), ("front", "api", 8080), ("web", "cache", 6379),
            ("api", "db", 5432),
            ("jobs", "db", 5432), ("jobs", "mail", 25), ("api", "cache", 6379),
        ]
        let first = Self.model(names, rules)
        var story = Story(first, 120, 40)
        func boxes(_ story: Story) -> [String: Int] {
            let map = story.state.map
            let placed = map.arrangement(map.detail(width: 77, height: 38), width: ScreenPlan.widths(story.state).map)
            return Dictionary(
                placed.boxes.map { (map.graph.graph.nodes[$0.node].id, $0.y * 1000 + $0.x + $0.width / 2) }
            ) { $1 }
        }
        let before = boxes(story)
        story.press("<")
        #expect(boxes(story).count < before.count)
        story.press(">", ">", ">", ">")
        #expect(story.state.drawing.hops == nil)
        #expect(boxes(story) == before)
        // A new box and a new line: the others keep their order in each row.
        rules.append(("mail", "cache", 6379))
        let fresh = Self.model(names + ["late"], rules + [("0.0.0.0/0", "late", 22)], after: first)
        story.press("r")
        story.send(.reading(.read(fresh)))
        let after = boxes(story)
        #expect(after.count == before.count + 1)
        func order(_ boxes: [String: Int], _ row: [String]) -> [String] {
            row.sorted { (boxes[$0] ?? 0) % 1000 < (boxes[$1] ?? 0) % 1000 }
        }
        for row in Dictionary(grouping: before.keys, by: { (before[$0] ?? 0) / 1000 }).values {
            #expect(order(before, row) == order(after, row))
        }
    }

    @Test("While a large input is read for the first time, the screen says so; Esc cancels and never leaves")
    func firstReading() {
        let screen = ReadingScreen(doing: "reading describe-security-groups.json, 531 MB")
        for size in [(80, 24), (40, 12), (1, 1), (0, 0)] {
            let size = ScreenSize(columns: size.0, rows: size.1)
            #expect(screen.frame(size: size, glyphs: .ascii).size == size)
        }
        #expect(screen.frame(size: ScreenSize(columns: 80, rows: 24), glyphs: .ascii).text.contains("531 MB"))
        #expect(screen.meaning(of: .key(.escape)) == .cancel && screen.meaning(of: .key("q")) == .leave)
        #expect(screen.meaning(of: .key("j")) == nil && screen.meaning(of: .key("r")) == nil)
        var cancelled = screen
        cancelled.isCancelled = true
        #expect(cancelled.meaning(of: .key(.escape)) == nil && cancelled.meaning(of: .key("r")) == .again)
        #expect(cancelled.frame(size: ScreenSize(columns: 80, rows: 24), glyphs: .ascii).text.contains("r read again"))
    }
}
