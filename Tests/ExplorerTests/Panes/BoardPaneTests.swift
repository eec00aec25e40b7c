import Board
import CoreModel
import Diagram
import Notes
import NotesFile
import Reachability
import Support
import Testing

@testable import Diff
@testable import Documentation
@testable import Explorer
@testable import Frames

@Suite("The board in the explorer")
struct BoardPaneTests {
    private static let lines = """
        - {ask: "internet -> alb:443", meant: allowed, why: "users come in here"}
        - {ask: "alb -> rds:5432", meant: blocked, why: "ALB doesn't need database"}
        - {ask: "api -> rds:5432", meant: blocked}
        - {ask: "can api reach redis on 6379?", meant: allowed}
        - {who: "redis:6379", meant: [ECS API SG, ECS Realtime SG, ECS Workers SG], why: "these alone"}
        - 203.0.113.9 -> alb:22
        - {ask: "nobody -> rds:5432", meant: allowed}

        """

    private static func source(_ lines: String, isThere: Bool = true) throws -> BoardSource {
        let board = try BoardReader().read(Array(lines.utf8), from: "sgscope-board.yaml")
        return BoardSource(board, place: "sgscope-board.yaml, beside the notes", isThere: isThere)
    }

    /// A file that lines are appended to.
    private struct File {
        var text: String

        /// Does what the program does with the lines that were to be appended.
        mutating func write(_ story: inout Story) throws {
            for effect in story.session.takeEffects() {
                guard case .append(let pin) = effect else { continue }
                text += pin.lineText + "\n"
                story.send(.board(.written(pin, try BoardPaneTests.source(text))))
            }
        }
    }

    private static func example(_ lines: String = lines) throws -> ExplorerModel {
        let model = ExampleExplorer.model
        return ExplorerModel(
            inventory: model.inventory, analyzer: model.analyzer, notes: model.notes, isExample: true,
            board: try source(lines))
    }

    @Test func `the board says at start what is not as meant, and B shows it with what decides`() throws {
        var story = Story(try Self.example())
        #expect(story.screen.contains("board: 2 not as meant   B shows them"))
        story.press("B")
        #expect(story.screen.contains("board  7 questions: 4 as meant, 1 not, 1 cannot be asked, 1 not judged"))
        #expect(story.line(with: "users come in here")?.contains("1 ✓     ✓") == true)
        #expect(story.line(with: "these alone")?.contains("5 =     =") == true)
        #expect(story.line(with: "3 ✓     ✗")?.contains("! api -> rds:5432") == true)
        #expect(story.line(with: "not judged") != nil)
        #expect(story.screen.contains("file sgscope-board.yaml, beside the notes"))
        for glyphs in GlyphSet.allCases {
            var own = Story(try Self.example(), 80, 24, glyphs: glyphs)
            own.press("B")
            StoredFrames.check(own.body, "board-80x24\(glyphs == .ascii ? "-ascii" : "")")
            own.press("3")
            StoredFrames.check(own.body, "board-third-80x24\(glyphs == .ascii ? "-ascii" : "")")
        }
        var wide = Story(try Self.example(), 160, 50)
        wide.press("B")
        StoredFrames.check(wide.body, "board-160x50")
    }

    @Test func `moving lights each question on the map, and Enter opens its answer, from which Esc comes back`() throws {
        var story = Story(try Self.example())
        story.press("B")
        #expect(story.line(with: "INTERNET")?.contains("✓") == true)
        story.press("j")
        #expect(story.line(with: "INTERNET")?.contains("✓") == false)
        story.press(.enter)
        #expect(story.state.answer?.text == "alb -> rds:5432")
        story.press(.escape)
        #expect(story.state.focus == .board && story.state.board.scroll.cursor == 1)
        story.press("4", .enter)
        #expect(story.state.answer?.text == "api -> redis:6379")
        story.press(.escape, "5", .enter)
        #expect(story.screen.contains("who reaches redis:6379"))
    }

    @Test(
        "Enter asks who reaches an end in the words in which it is pinned",
        arguments: [
            ("who redis:6379", "who reaches redis:6379"), ("* -> redis:6379", "* -> redis:6379"),
            ("any -> redis:6379", "any -> redis:6379"),
        ])
    func whoInWords(ask: String, title: String) throws {
        var story = Story(try Self.example("- \"\(ask)\"\n"))
        story.press("B", .enter)
        #expect(story.state.who?.title == title)
        #expect(story.screen.contains("ECS Workers SG"), "\(story.screen)")
    }

    @Test func `P pins the answer as it is, again otherwise, not judged, off; each is a line behind the others`() throws {
        var file = File(text: "")
        let model = ExampleExplorer.model
        let fresh = ExplorerModel(
            inventory: model.inventory, analyzer: model.analyzer, notes: nil, isExample: true,
            board: BoardSource(place: "sgscope-board.yaml, in the working directory"))
        var story = Story(fresh)
        story.ask("alb -> rds:5432")
        #expect(story.effects.isEmpty)
        var said: [String] = []
        for _ in 0..<5 {
            story.press("P")
            try file.write(&story)
            said.append(story.state.message ?? "")
        }
        #expect(
            file.text.split(separator: "\n") == [
                "- {ask: \"alb -> rds:5432\", meant: blocked}", "- {ask: \"alb -> rds:5432\", meant: allowed}",
                "- {ask: \"alb -> rds:5432\"}", "- {ask: \"alb -> rds:5432\", off: true}",
                "- {ask: \"alb -> rds:5432\", meant: blocked}",
            ])
        #expect(said.first == "pinned, meant blocked: begun sgscope-board.yaml, beside the notes")
        #expect(said[2].hasPrefix("pinned, not judged:") && said[3].hasPrefix("unpinned:"))
        #expect(said.last == "pinned, meant blocked: sgscope-board.yaml, beside the notes")
        story.press(":")
        story.type("pin allowed")
        story.press(.enter)
        try file.write(&story)
        #expect(file.text.hasSuffix("- {ask: \"alb -> rds:5432\", meant: allowed}\n"))
    }

    @Test func `on the board P turns what is meant, X takes off, and E says why, each by a line of its own`() throws {
        var file = File(text: Self.lines)
        var story = Story(try Self.example())
        story.press("B", "3", "P")
        try file.write(&story)
        #expect(file.text.hasSuffix("- {ask: \"api -> rds:5432\"}\n"))
        story.press("1", "E")
        #expect(story.screen.contains("reason users come in here"))
        story.press(.control("u"))
        story.type("reason the front door")
        story.press(.enter)
        try file.write(&story)
        #expect(file.text.hasSuffix("- {ask: \"internet -> alb:443\", meant: allowed, why: \"the front door\"}\n"))
        #expect(story.line(with: "the front door")?.contains("1 ✓     ✓") == true)
        story.press("7", "X")
        try file.write(&story)
        #expect(file.text.hasSuffix("- {ask: \"nobody -> rds:5432\", off: true}\n"))
        #expect(story.screen.contains("6 questions"))
        story.press("5", "P")
        try file.write(&story)
        #expect(file.text.hasSuffix("- {ask: \"who redis:6379\", why: \"these alone\"}\n"))
        #expect(file.text.hasPrefix(Self.lines))
    }

    private static let names = ["front", "api", "db"]
    private static let rules: [(from: String, to: String, port: Int)] = [
        ("0.0.0.0/0", "front", 443), ("front", "api", 8080), ("api", "db", 5432),
    ]

    private static func model(_ rules: [(from: String, to: String, port: Int)], after old: ExplorerModel? = nil) throws
        -> ExplorerModel
    {
        let inventory = World.inventory(groups: names, rules: rules)
        return ExplorerModel(
            inventory: inventory, analyzer: Analyzer(inventory), notes: nil, isExample: false,
            earlier: old.map { EarlierReading(analyzer: $0.analyzer, time: $0.time ?? "") },
            readAt: old == nil ? "18:34" : "18:52",
            board: try source(
                """
                - {ask: "front -> api:8080", meant: allowed}
                - {ask: "api -> db:5432", meant: allowed}
                - {who: "db:5432", meant: [api]}

                """))
    }

    @Test func `r judges the board anew: what turned is told, marked with when, gone to, and entered`() throws {
        let first = try Self.model(Self.rules)
        var story = Story(first)
        story.ask("internet -> front:443")
        story.ask("front -> db:5432")
        story.press(.escape, .escape, "B")
        #expect(story.line(with: "api -> db:5432")?.contains("✓     ✓     api -> db:5432") == true)
        #expect(story.screen.contains("asked before, not pinned"))
        story.press("r")
        story.send(.reading(.read(try Self.model(Array(Self.rules.dropLast()) + [("front", "db", 5432)], after: first))))
        #expect(story.state.message?.contains("board: 2 not as meant") == true, "\(story.state.message ?? "")")
        #expect(story.state.message?.contains("1 answer turned") == true)
        #expect(story.line(with: "api -> db:5432")?.contains("✓→✗   ✓   ! api -> db:5432") == true)
        #expect(story.line(with: "api -> db:5432")?.contains("18:52") == true)
        #expect(story.line(with: "front -> api:8080")?.contains("18:34") == true)
        #expect(story.line(with: "who db:5432")?.contains("=→≠") == true)
        #expect(story.line(with: "front -> db:5432")?.contains("✗→✓") == true)
        StoredFrames.check(story.body, "board-turned-80x24")
        story.press("g", "n")
        #expect(story.state.board.scroll.cursor == 1)
        story.press("n", "n")
        #expect(story.state.board.scroll.cursor == 3)
        story.press(.enter)
        #expect(story.state.answer?.text == "front -> db:5432")
        story.press(.escape)
        #expect(story.state.focus == .board)
        story.send(.reading(.read(try Self.model(Self.rules, after: story.state.model))))
        #expect(story.line(with: "api -> db:5432")?.contains("→") == true || story.state.reading == nil)
    }

    @Test func `in a vast inventory the board is judged beside the keys`() throws {
        let names = (0..<200).map { "g\($0)" }
        let inventory = World.inventory(groups: names, rules: [("g0", "g1", 80)])
        let model = ExplorerModel(
            inventory: inventory, analyzer: Analyzer(inventory), notes: nil, isExample: false,
            board: try Self.source("- {ask: \"g0 -> g1:80\", meant: blocked}\n"))
        var story = Story(model, holdsWork: true)
        #expect(story.held.contains { $0.slot == .board })
        story.press("B")
        #expect(story.screen.contains("judging the board ..."))
        story.finishWork()
        #expect(story.screen.contains("1 question: 0 as meant, 1 not"))
    }

    @Test func `what stands in the file reaches the screen as text, and an unreadable line by its number`() throws {
        let evil =
            "- {ask: \"alb -> \\U0000001B[2J\\U0000202Erds:5432\", meant: blocked, why: \"\(String(repeating: "x", count: 500))\\U00000007\"}\n- {ask: 1"
        for size in [(40, 12), (80, 24), (160, 50)] {
            var story = Story(try Self.example(evil), size.0, size.1)
            story.press("B")
            #expect(story.screen.unicodeScalars.allSatisfy { $0 == "\n" || !($0.properties.generalCategory == .control) })
            #expect(!story.screen.contains("\u{202E}"))
            #expect(story.screen.contains("! line 2") || size.0 == 40)
        }
    }

    @Test func `what cannot be pinned says why, and nothing is appended`() throws {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.press("P")
        #expect(story.effects.isEmpty && story.state.message?.contains("stand-ins") == true)
        var sealed = try Self.source("[{\"ask\": \"alb -> rds:5432\"}]")
        #expect(sealed.board.sealed == .noList)
        sealed.isThere = true
        let model = ExampleExplorer.model
        story = Story(
            ExplorerModel(inventory: model.inventory, analyzer: model.analyzer, notes: nil, isExample: true, board: sealed))
        story.ask("alb -> rds:5432")
        story.press("P")
        #expect(story.effects.isEmpty && story.state.message?.contains("takes no line") == true)
        story.send(.board(.failed("the disk is full")))
        #expect(story.screen.contains("not pinned: the disk is full"))
    }
}
