import Reachability
import Review
import SecurityGroups
import Testing

@testable import Explorer

@Suite("Fresh data")
struct RereadingTests {
    private static let names = ["front", "api", "db", "old"]
    private static let rules: [(from: String, to: String, port: Int)] = [
        ("0.0.0.0/0", "front", 443), ("front", "api", 8080), ("front", "db", 5433), ("api", "db", 5432),
    ]

    private static func model(
        _ names: [String] = names, _ rules: [(from: String, to: String, port: Int)] = rules, after old: ExplorerModel? = nil
    ) -> ExplorerModel {
        let inventory = ExampleExplorer.inventory(groups: names, rules: rules)
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
        #expect(story.screen.contains("read 18:52: 1 rule changed in db   n shows it"))
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

    @Test("A reading that fails keeps the old data and says so; one that is cancelled is not heard of any more")
    func failures() {
        let first = Self.model()
        var story = Story(first, 120, 40)
        let before = story.state.model
        story.press("r")
        story.send(.reading(.failed("the SSO login has expired (aws sso login)")))
        #expect(story.screen.contains("✗ not read: the SSO login has expired (aws sso login). Still showing 18:34"))
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
        #expect(story.state.markedSource.map(fresh.name) == "db")
        #expect(story.state.list?.hits.count == 3)
        #expect(story.screen.contains("1 group gone"))
        #expect(fresh.changes?.removed == ["sg-3"])
        story.press(":")
        story.type("changes")
        story.press(.enter)
        #expect(story.screen.contains("1 group gone"))
    }

    @Test("While a large input is read for the first time, the screen says so, and Esc leaves")
    func firstReading() {
        let screen = ReadingScreen(doing: "reading describe-security-groups.json, 531 MB")
        for size in [(80, 24), (40, 12), (1, 1), (0, 0)] {
            let size = ScreenSize(columns: size.0, rows: size.1)
            #expect(screen.frame(size: size, glyphs: .ascii).size == size)
        }
        #expect(screen.frame(size: ScreenSize(columns: 80, rows: 24), glyphs: .ascii).text.contains("531 MB"))
        #expect(screen.isLeave(.key(.escape)))
        #expect(!screen.isLeave(.key("j")))
    }
}
