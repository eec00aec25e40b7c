import CoreModel
import Diagram
import FlowLogs
import Foundation
import Reachability
import Support
import Testing
import Traffic

@testable import Explorer
@testable import Frames
@testable import Trial

/// What flow logs say in the explorer, as somebody at its keys sees it.
@Suite("Traffic in the explorer")
struct TrafficStoryTests {
    private static let folder = Places.tests.appending(path: "TrafficTests/Fixtures/example").path

    /// Five minutes, in which some rules were not seen.
    private static let logs = folder + "/123456789012_vpcflowlogs_us-east-1_fl-000000000000c0510_20261120T0805Z_84b87fe1.log.gz"

    /// The example with logs of its traffic, times in UTC.
    private static func model(_ paths: [String] = [logs], isExample: Bool = true) -> ExplorerModel {
        let example = ExampleExplorer.model
        let logs = GivenFlowLogs(
            paths: paths,
            read: { inventory, tell in FlowLogReader(servicePorts: ServicePorts(namedBy: inventory)).read(paths, tell: tell) },
            time: GivenFlowLogs.universalTime)
        return ExplorerModel(
            inventory: example.inventory, analyzer: example.analyzer, notes: example.notes, isExample: isExample, logs: logs)
    }

    private static func listed(_ columns: Int = 80, _ rows: Int = 24, glyphs: GlyphSet = .unicode) -> Story {
        var story = Story(model(), columns, rows, glyphs: glyphs)
        story.press("T")
        return story
    }

    /// Goes to the first thing that is listed of which something holds.
    private static func go(_ story: inout Story, to isMeant: (TrafficItem) -> Bool) throws {
        let items = story.state.traffic.lines.items
        let found = items.firstIndex(where: isMeant)
        let place = try #require(found)
        for _ in 0..<(place - story.state.traffic.scroll.cursor) { story.press("j") }
        #expect(story.state.traffic.scroll.cursor == place)
    }

    private static func isRule(_ item: TrafficItem, _ isMeant: (RuleUse) -> Bool) -> Bool {
        if case .rule(let use) = item.subject { isMeant(use) } else { false }
    }

    private static func words(_ story: Story) -> String {
        story.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(arguments: GlyphSet.allCases)
    func `the list has the screen: what contradicts, what was rejected, what was not seen, what is used`(glyphs: GlyphSet) {
        let suffix = glyphs == .ascii ? "-ascii" : ""
        var story = Self.listed(glyphs: glyphs)
        StoredFrames.check(story.body, "traffic-80x24\(suffix)")
        story.press("n")
        StoredFrames.check(story.body, "traffic-chosen-80x24\(suffix)")
        story.press("G")
        StoredFrames.check(story.body, "traffic-end-80x24\(suffix)")
        #expect(story.screen.split(separator: "\n")[0].contains("traffic of 5 minutes to 11-20 08:09"))
    }

    @Test(arguments: GlyphSet.allCases)
    func `on the map a line says how often it was seen, and its look tells it too where there are glyphs`(glyphs: GlyphSet) throws
    {
        var story = Self.listed(glyphs: glyphs)
        story.press("T")
        StoredFrames.check(story.body, "traffic-map-80x24\(glyphs == .ascii ? "-ascii" : "")")
        let sign = glyphs == .ascii ? "x" : "×"
        let page = try #require(story.state.traffic.page)
        let redis = try page.model.analyzer.resolver.resolve("Redis SG")
        let uses = page.list.rules.filter {
            page.model.inventory[$0.rule].direction == .ingress && End.group(page.model.inventory[$0.rule].group) == redis.kind
        }
        let sum = uses.reduce(0) { $0 + $1.records }
        #expect(sum > 0)
        #expect(story.line(with: "6379")?.contains("6379 \(sign)\(sum)") == true, "\(story.screen)")
        for heavy in ["━", "┃", "┏", "┣", "┆", "┄"] where glyphs == .ascii { #expect(!story.screen.contains(heavy)) }
        if glyphs == .unicode { #expect(story.screen.contains { "┃━┠╂┣┨┯┷┿".contains($0) } && story.screen.contains("┆")) }
        // Another key takes it away again.
        story.press(":")
        story.type("traffic off")
        story.press(.enter)
        #expect(!story.screen.contains("6379 \(sign)"))
    }

    @Test func `a line is dotted where nothing was seen for certain, and says nothing where that cannot be told`() {
        let seen = MapWeightsTestCase.label(count: 0)
        #expect(seen.text == "5432 not seen" && seen.isUnseen)
        #expect(MapWeightsTestCase.label(count: nil).text == "5432")
        #expect(MapWeightsTestCase.label(count: 187_432).text == "5432 ×187k")
        #expect(MapWeightsTestCase.label(count: 9_870_000).text == "5432 ×9.8M")
    }

    @Test func `without logs T says how they are given`() {
        var story = Story()
        story.press("T")
        #expect(story.state.focus == .map)
        #expect(story.state.message?.contains("--flows") == true)
    }

    @Test func `n goes round all that is listed, a filter lists what has its text, and Esc leaves one after the other`() {
        var story = Self.listed()
        let count = story.state.traffic.lines.items.count
        #expect(count > 10)
        for _ in 0..<count { story.press("n") }
        #expect(story.state.traffic.scroll.cursor == 0)
        story.press("N")
        #expect(story.state.traffic.scroll.cursor == count - 1)
        story.press("/")
        story.type("6379")
        let filtered = story.state.traffic.lines.items
        #expect(!filtered.isEmpty && filtered.count < count)
        #expect(filtered.allSatisfy { "\($0.title) \($0.remark)".contains("6379") })
        story.type("zzz")
        #expect(story.screen.contains("nothing listed has that in it"))
        story.press(.enter, .escape)
        #expect(story.state.traffic.lines.items.count == count && story.state.focus == .traffic)
        story.press(.escape)
        #expect(story.state.focus == .map && !story.state.traffic.isOpen)
    }

    @Test func `Enter asks what is chosen, and the answer says what was seen of it`() throws {
        var story = Self.listed()
        try Self.go(&story) { $0.title == "RDS SG -> ECS API SG:3002" }
        story.press(.enter)
        #expect(story.state.answer?.text == "RDS SG -> ECS API SG:3002")
        #expect(Self.words(story).contains("logs seen in 5 minutes: 1 REJECT (sg-ingress); last 11-20"))
        story.press(.escape)
        #expect(story.state.focus == .traffic)
        // Whatever is asked says so, and a copy too.
        story.ask("api -> rds:5432")
        #expect(Self.words(story).contains("ACCEPT"), "\(story.screen)")
        story.press("y", "y")
        guard case .copy(let text)? = story.effects.last else {
            Issue.record("nothing was copied")
            return
        }
        #expect(text.contains("logs      seen in 5 minutes: "))
    }

    @Test func `what contradicts the data is asked between the very addresses`() throws {
        var story = Self.listed()
        try Self.go(&story) { item in if case .row(let row) = item.subject { row.sample.contradiction != nil } else { false } }
        story.press(.enter)
        #expect(story.state.answer?.text.hasPrefix("10.0.") == true)
        #expect(Self.words(story).contains("against the rules"), "\(story.screen)")
    }

    @Test func `X tries without a rule and replays the logs, and leaving the trial leaves no trace`() throws {
        var story = Self.listed()
        let before = story.body
        try Self.go(&story) { item in Self.isRule(item) { $0.records > 3 && $0.use == .used } }
        let use = try #require(story.state.chosenUse)
        story.press("X")
        #expect(story.state.changes?.changes.count == 1)
        let page = try #require(story.state.traffic.page)
        let replay = TrafficReplay(page.list, of: page.model.analyzer, changed: story.state.model.analyzer)
        #expect(!replay.cut.isEmpty)
        #expect(TrafficReplay.records(replay.cut) <= use.records)
        #expect(story.state.message?.contains(TrafficWords.cut(replay)) == true, "\(story.state.message ?? "")")
        #expect(Self.words(story).contains(TrafficWords.cut(replay)))
        #expect(story.screen.contains("ON TRIAL"))
        story.press(":")
        story.type("trial off")
        story.press(.enter, "g")
        #expect(story.state.focus == .traffic)
        #expect(story.body == before)
    }

    @Test func `a rule that was not seen would have cut nothing`() throws {
        var story = Self.listed()
        try Self.go(&story) { item in Self.isRule(item) { $0.use == .notSeen } }
        story.press("X")
        #expect(story.state.message?.contains("would have cut nothing that was seen") == true)
    }

    @Test func `P pins the question with its verdict, and only of a flow`() throws {
        var story = Self.listed()
        story.press("G", "P")
        #expect(!story.effects.contains { if case .append = $0 { true } else { false } })
        story.press("g")
        try Self.go(&story) { $0.title == "RDS SG -> ECS API SG:3002" }
        story.press("P")
        let isPinned = story.effects.contains { effect in
            if case .append(let pin) = effect { return pin.ask == "RDS SG -> ECS API SG:3002" && pin.meant == .verdict(.blocked) }
            return false
        }
        // Data without a place for a board says why it takes no pin.
        #expect(isPinned || story.state.message?.contains("pinned") == true)
    }

    @Test func `y copies the list, and the command that lists the same`() throws {
        var story = Self.listed()
        story.press("y", "y")
        guard case .copy(let list)? = story.effects.last else {
            Issue.record("nothing was copied")
            return
        }
        #expect(list.contains("against the rules") && list.contains("rules by use") && list.contains("299 records"))
        story.press("y", "c")
        guard case .copy(let command)? = story.effects.last else { return }
        #expect(command.hasPrefix("sgscope traffic '") && command.contains("TrafficTests/Fixtures/example"))
    }

    @Test func `keys are answered while logs are read; Esc leaves that, and T begins again`() {
        var story = Story(Self.model(), 80, 24, holdsWork: true)
        #expect(story.held.contains { $0.slot == .traffic })
        story.press("T")
        #expect(story.screen.contains("reading the flow logs ..."))
        story.press("j", "n", .enter, "X", "P", "/", "x", .escape)
        story.press(.escape, .escape)
        #expect(!story.held.contains { $0.slot == .traffic })
        #expect(story.state.message?.contains("T reads them") == true, "\(story.state.message ?? "")")
        story.press("T")
        story.finishWork()
        #expect(story.screen.contains("against the rules"), "\(story.screen)")
    }

    @Test func `an answer that stood before the logs were read says what was seen as soon as they are`() {
        var story = Story(Self.model(), 80, 24, holdsWork: true)
        story.ask("api -> rds:5432")
        story.finishWork()
        #expect(Self.words(story).contains("logs seen in 5 minutes"), "\(story.screen)")
    }

    @Test func `logs that cannot be read are said in a line each, and nothing of the others is lost`() throws {
        let scratch = try Scratch()
        let whole = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".gz") }.sorted()
        let bytes = try Data(contentsOf: URL(filePath: "\(Self.folder)/\(whole[0])"))
        func file(_ name: String, _ data: Data) throws -> String {
            try data.write(to: scratch.directory.appending(path: name))
            return scratch.path(name)
        }
        let cut = try file("cut.log.gz", Data(bytes.prefix(bytes.count / 2)))
        let binary = try file("binary.log", Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7) }))
        let long = try file("long.log", Data(repeating: 0x61, count: 2_000_000))
        let columns = try file("columns.log", Data("version srcaddr dstaddr\n2 10.0.0.1 10.0.0.2\n".utf8))
        var story = Story(Self.model([cut, binary, long, columns, Self.folder]), 80, 24)
        #expect(story.state.message?.hasPrefix("! ") == true && story.state.message?.contains("more") == true)
        #expect(story.state.flowLogProblems.count == 4 && story.state.flowLogStatus == 65)
        story.press("T")
        for name in ["cut.log.gz", "binary.log", "long.log", "columns.log"] {
            #expect(story.state.flowLogProblems.count { $0.contains(name) } == 1, "\(name)")
        }
        let own = try #require(Story(Self.model([Self.folder])).state.traffic.page?.list.log.records)
        let page = try #require(story.state.traffic.page)
        // What stood before the cut was read, too.
        #expect(page.list.log.records > own)
    }

    @Test func `a heap of records that is pasted is the same list, a few are asked back, and one is a question`() throws {
        func line(_ port: Int, _ action: String) -> String {
            "2 123456789012 eni-59687a94ea3c2b3e7 10.0.0.219 10.0.10.158 48122 \(port) 6 4 240 1418530010 1418530070 \(action) OK"
        }
        var story = Story()
        story.send(.paste((0..<30).map { line(5400 + $0, "REJECT") }.joined(separator: "\n") + "\n"))
        #expect(story.state.focus == .traffic)
        #expect(story.screen.contains("30 records") && story.screen.contains("rejected, and why"), "\(story.screen)")
        #expect(story.state.traffic.lines.items.contains { $0.title.contains("ALB SG -> RDS SG:54") })
        // It stays, and another takes its place.
        story.press(.escape, "T")
        #expect(story.screen.contains("30 records"))
        story.send(.paste((0..<10).map { line(5400 + $0, "ACCEPT") }.joined(separator: "\n")))
        #expect(story.screen.contains("10 records"), "\(story.screen)")
        var few = Story()
        few.send(.paste([line(5432, "REJECT"), line(5433, "REJECT")].joined(separator: "\n")))
        #expect(few.state.choice?.questions.count == 2)
        var one = Story()
        one.send(.paste(line(5432, "REJECT")))
        #expect(one.state.question?.editor.text == "10.0.0.219 -> 10.0.10.158:5432")
    }

    @Test(arguments: ["Esc", "T", ":traffic off", "Esc while they are read"])
    func `pasted records stand in the place of the given logs until their list is closed`(closing: String) throws {
        var story = Story(Self.model(), 80, 24, holdsWork: closing == "Esc while they are read")
        let given = story.state.traffic.page?.list.log.records
        let records = (0..<12).map {
            "2 123456789012 eni-59687a94ea3c2b3e7 10.0.0.219 10.0.10.158 48122 \(5400 + $0) 6 4 240 1418530010 1418530070 REJECT OK"
        }
        story.send(.paste(records.joined(separator: "\n")))
        if closing.hasSuffix("are read") {
            story.press(.escape)
            story.finishWork()
        } else {
            #expect(story.screen.contains("12 records"), "\(story.screen)")
            switch closing {
            case "Esc": story.press(.escape)
            case "T": story.press("T")
            default:
                story.press(":")
                story.type("traffic off")
                story.press(.enter)
            }
            #expect(story.state.message?.contains(":traffic opens") == true, "\(story.state.message ?? "")")
        }
        #expect(!story.state.traffic.isOpen && story.state.traffic.source == .given)
        story.press(":")
        story.type("traffic")
        story.press(.enter)
        let page = try #require(story.state.traffic.page)
        #expect(page.list.log.records == 299 && story.state.focus == .traffic)
        #expect(given == nil || given == page.list.log.records)
        #expect(!story.screen.contains("12 records"))
    }

    @Test(arguments: ["empty", "gone", "unreadable"])
    func `where nothing can be read of the logs again, what was read before stays, and why is said`(what: String) throws {
        let scratch = try Scratch()
        let path = scratch.path("a.log.gz")
        try FileManager.default.copyItem(atPath: Self.logs, toPath: path)
        let folder = scratch.directory.path
        var story = Story(Self.model([folder], isExample: false), 80, 24)
        #expect(story.state.traffic.page?.list.log.records == 299 && story.state.flowLogProblems.isEmpty)
        switch what {
        case "unreadable": try Data("not a log".utf8).write(to: URL(filePath: path))
        case "gone": try FileManager.default.removeItem(atPath: folder)
        default: try FileManager.default.removeItem(atPath: path)
        }
        for _ in 0..<2 {
            story.press("r")
            story.send(.reading(.read(Self.model([folder], isExample: false))))
            #expect(story.state.message?.contains("not read: ") == true, "\(story.state.message ?? "")")
            #expect(story.state.message?.contains("Still showing") == true)
            let page = try #require(story.state.traffic.page)
            #expect(page.model === story.state.model && page.list.log.records == 299)
        }
        story.press("T")
        #expect(Self.words(story).contains("still showing what was read of the logs before"), "\(story.screen)")
        #expect(!story.state.traffic.lines.items.isEmpty)
        // As soon as there is something again, that is read.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: Self.logs, toPath: path)
        story.press(.escape, "r")
        story.send(.reading(.read(Self.model([folder], isExample: false))))
        #expect(story.state.flowLogProblems.isEmpty && story.state.traffic.page?.list.log.records == 299)
    }

    @Test func `whatever is pressed in the list, nothing breaks`() {
        var random = SeededRandom(seed: 24)
        for (columns, rows) in [(80, 24), (160, 50), (40, 12)] {
            var story = Self.listed(columns, rows)
            let keys: [Key] = [
                "j", "k", "n", "N", "X", "P", "y", "/", "T", .enter, .escape, .tab, .pageDown, .pageUp, "G", "g", "u", "z", "W",
                "a", "?", "5", " ",
            ]
            for _ in 0..<150 {
                story.press(keys[Int(random.next() % UInt64(keys.count))])
                #expect(story.frame.size == ScreenSize(columns: columns, rows: rows))
            }
        }
    }
}

/// What a line says of a weight.
private enum MapWeightsTestCase {
    /// The line goes past another box, so that it has more than its arrow.
    static func label(count: UInt64?) -> (text: String, isUnseen: Bool) {
        var notes = LineNotes(flows: 1)
        notes.weight = LineWeight(count)
        let graph = DiagramGraph(
            nodes: ["a", "b", "c"].map { .init(id: $0, title: $0) },
            edges: [
                .init(source: 0, target: 1, label: "1"), .init(source: 1, target: 2, label: "2"),
                .init(source: 0, target: 2, label: "5432", notes: notes),
            ])
        let picture = Layout(graph: graph, detail: .names).draw(DrawOptions(detail: .names))
        let labels = picture.text.split(whereSeparator: \.isNewline).flatMap { $0.split(separator: "▼").dropFirst() }
        let texts = labels.map { $0.split(separator: " ").joined(separator: " ") }
        return (texts.first { $0.hasPrefix("5432") } ?? "", picture.text.contains("┆"))
    }
}
