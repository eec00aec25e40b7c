import Frames
import Support
import Testing

@testable import Explorer

/// What the explorer leaves for the next run, and takes up of the last one.
@Suite("What is kept between runs")
struct KeptTests {
    /// The explorer as it opens on the example with what was kept, everything worked out.
    private static func opened(_ kept: Kept) -> ExplorerState {
        var state = ExplorerState(model: ExampleExplorer.model, size: ScreenSize(columns: 80, rows: 24))
        state.takeUp(kept, time: "11-28 18:52")
        return pressed([], in: state)
    }

    /// After keys, with all work that follows done.
    private static func pressed(_ keys: [Key], in state: ExplorerState) -> ExplorerState {
        var state = state
        var events = [Event.begun] + keys.map(Event.key)
        while !events.isEmpty {
            let step = reduce(state, events.removeFirst())
            state = step.state
            for case .work(let work) in step.effects { events.append(.done(work.run { _ in true })) }
        }
        return state
    }

    private static func kept(_ questions: [String] = [], selected: String? = nil, view: Kept.View = .groups) -> Kept {
        var kept = Kept()
        for question in questions { _ = kept.add(question) }
        (kept.selected, kept.view) = (selected, view)
        return kept
    }

    private static let redis = ExampleExplorer.model.inventory.loadedGroups.first {
        ExampleExplorer.model.names.name(of: $0) == "Redis SG"
    }.map { ExampleExplorer.model.inventory[ExampleExplorer.model.inventory[$0].id] }

    @Test func `up in the prompt recalls the questions of earlier runs, the latest first, below those of this one`() throws {
        var state = Self.opened(Self.kept(["alb -> rds:5432", "internet -> alb:443"]))
        func line() -> String? { state.question?.editor.text }
        state = Self.pressed(["a", .up], in: state)
        #expect(line() == "internet -> alb:443")
        state = Self.pressed([.up], in: state)
        #expect(line() == "alb -> rds:5432")
        state = Self.pressed([.enter, "a", .up], in: state)
        #expect(line() == "alb -> rds:5432")
        state = Self.pressed([.up], in: state)
        #expect(line() == "internet -> alb:443")
        #expect(state.kept.questions == ["internet -> alb:443", "alb -> rds:5432"])
    }

    @Test func `the group that was looked at is selected again, which is said, and Esc goes to the start`() throws {
        let start = Self.opened(Kept())
        let state = Self.opened(Self.kept(selected: try #require(Self.redis)))
        #expect(state.kept.selected == Self.redis)
        #expect(state.message == "as you left it on 11-28 18:52: Esc for the start")
        #expect(state.validCommands.contains { $0.keys == "Esc" })
        let back = Self.pressed([.escape], in: state)
        #expect(back.selection == start.selection && back.message == nil)
        // Who goes on has a plain Esc again.
        let on = Self.pressed(["k", .escape], in: state)
        #expect(on.selection != start.selection || on.trail.canGoBack || on.message == "q quits")
        #expect(!on.keeping.isAsLeft)
    }

    @Test func `the network map is opened again, and Esc goes to the start from there`() {
        let state = Self.opened(Self.kept(view: .network))
        #expect(state.network != nil && state.kept.view == .network)
        #expect(Self.pressed([.escape], in: state).network == nil)
    }

    @Test(arguments: ["sg-gone", "", "\u{1B}[31m", "$(true)", String(repeating: "x", count: 10_000)])
    func `a place that is not there any more is none, and nothing is said`(id: String) {
        let state = Self.opened(Self.kept(selected: id))
        #expect(state.selection == Self.opened(Kept()).selection)
        #expect(state.message == nil)
    }

    @Test(arguments: [
        "alb -> rds:5432\u{1B}[31m", "alb\n -> rds:5432", "alb -> rds", "alb", "", "-> rds:5432",
        String(repeating: "x", count: 500) + " -> rds:5432",
    ])
    func `what is no question in its strict form is not taken up`(text: String) {
        var kept = Kept()
        let isAdded = kept.add(text)
        #expect(!isAdded)
        #expect(kept.questions.isEmpty)
    }

    @Test func `no more than a hundred questions are kept, the latest`() {
        let kept = Self.kept((1...150).map { "alb -> rds:\($0)" })
        #expect(kept.questions.count == 100 && kept.questions.last == "alb -> rds:150")
    }

    @Test func `a title says of production that it is, also without colours, and of nothing else`() {
        let plain = Story(ExampleExplorer.model)
        #expect(!plain.screen.contains("PRODUCTION"))
        let model = ExplorerModel(
            inventory: ExampleExplorer.model.inventory, analyzer: ExampleExplorer.model.analyzer, notes: nil, isExample: false,
            isProduction: true)
        for columns in [40, 80, 160] {
            let title = Story(model, columns, 24).screen.split(separator: "\n").first ?? ""
            #expect(title.hasPrefix(" PRODUCTION  ") && title.count <= columns)
        }
    }
}
