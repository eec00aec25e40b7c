import CoreModel
import Diagram
import Documentation
import Foundation
import Frames
import Map
import Readers
import Support
import Testing

@testable import Explorer

/// Going through an answer: from hop to hop, into their pages, to members and to what stands behind a load balancer.
@Suite("The ladder in the explorer")
struct LadderStoryTests {
    private static func shop() throws -> ExplorerModel {
        let file = Places.inputs.appending(path: "network/shop").path
        return ExampleExplorer.model(of: try InputReader().read([.path(file)]).inventory)
    }

    private static func named(_ change: (inout NamedNetwork.Plan) throws -> Void) throws -> ExplorerModel {
        var plan = NamedNetwork.Plan()
        try change(&plan)
        return ExampleExplorer.model(of: try NamedNetwork(.plain, plan).inventory)
    }

    /// The lines of the answer that are chosen.
    private func chosen(_ story: Story) -> [String] {
        guard let answer = story.state.answer, let lines = answer.chosenLines else { return [] }
        return answer.lines[lines].map(\.text)
    }

    @Test(
        "n and N go from hop to hop and round; what is chosen is seen, whatever was folded",
        arguments: [(80, 24, GlyphSet.unicode), (120, 40, .unicode), (40, 12, .ascii)])
    func hops(columns: Int, rows: Int, glyphs: GlyphSet) throws {
        var story = Story(try Self.shop(), columns, rows, glyphs: glyphs)
        story.ask("10.0.2.20 -> internet:443")
        let count = try #require(story.state.answer?.answer.way?.ladder.count)
        let folded = story.state.answer?.lines.count ?? 0
        for number in 1...count {
            story.press("n")
            #expect(story.screen.contains("hop \(number) of \(count)"))
            let line = try #require(chosen(story).first)
            // The chosen line has the sign of the selection, and all of its cells its look.
            let area = try #require(story.state.plan.answer)
            let screen = story.screen.split(separator: "\n", omittingEmptySubsequences: false)
            let row = (area.y..<area.y + area.height).first { y in
                screen[y].hasPrefix("\(glyphs == .ascii ? ">" : "▸")\(line.prefix(12))")
            }
            let y = try #require(row, "\(line)\n\(story.screen)")
            #expect((0..<area.width).allSatisfy { story.frame.cells[y * columns + area.x + $0].role == .selected })
            #expect(!line.contains(" pass: "))
        }
        #expect((story.state.answer?.lines.count ?? 0) >= folded)
        story.press("n")
        #expect(story.screen.contains("hop 1 of \(count)"))
        story.press("N")
        #expect(story.screen.contains("hop \(count) of \(count)"))
        story.press(.escape)
        #expect(story.state.answer?.stop == nil && story.state.answer?.lines.count == folded)
        story.press(.escape)
        #expect(story.state.answer == nil)
    }

    @Test("On the example n goes through the ladder and then the way round, and selects the groups on the map")
    func groups() {
        var story = Story()
        story.ask("alb -> rds:5432")
        let seen = (0..<7).map { _ in
            story.press("n")
            return story.selected
        }
        // Five rows of the ladder, the group on the way round, and from the beginning.
        #expect(seen == ["ALB SG", "ALB SG", "ALB SG", "ALB SG", "RDS SG", "ECS API SG", "ALB SG"])
        story.press("2")
        #expect(story.screen.contains("hop 2 of 5: acl default"))
        // Both ends have the sign where the hop stands between them.
        #expect(story.line(with: "▸✓ ALB SG") != nil && story.line(with: "▸✗ RDS SG") != nil)
    }

    @Test("A number goes to the hop of that number, :hop too; others say what there is")
    func numbers() {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.press("4")
        #expect(story.screen.contains("hop 4 of 5: acl default"))
        story.press("9")
        #expect(story.screen.contains("hop takes a number from 1 to 5"))
        func say(_ text: String) {
            story.press(":")
            story.type(text)
            story.press(.enter)
        }
        say("hop 5")
        #expect(story.screen.contains("hop 5 of 5: group RDS SG"))
        say("hop")
        #expect(story.screen.contains("hop NUMBER goes to one"))
        for text in ["hop 0", "hop 77", "hop -1", "hop x", "hop 99999999999999999999"] {
            say(text)
            #expect(story.screen.contains("hop takes a number from 1 to 5"), "\(text)")
        }
        story.press("q", "q")
        say("hop 1")
        #expect(story.screen.contains("hop does nothing here and now"))
    }

    @Test("Enter opens the page of the hop, n goes on within it, Esc goes back to the answer")
    func pages() throws {
        var story = Story(try Self.shop())
        story.ask("app -> db:5432")
        #expect(story.line(with: "Enter") != nil)
        let hops = try #require(story.state.answer?.hops)
        let rows = try #require(story.state.answer?.answer.way?.ladder)
        let way = try #require(story.state.answer?.answer.way)
        let acl = try #require(rows.firstIndex { row in row.back.map { way.stages[$0].outcome == .fail } ?? false })
        for key in "\(acl + 1)" { story.press(.character(key)) }
        story.press(.enter)
        #expect(story.state.focus == .details)
        #expect(story.line(with: "acl isolated") != nil)
        #expect(story.line(with: "the reply, tcp 1024-65535") != nil && story.line(with: "port differs") != nil)
        story.press("N")
        #expect(story.state.focus == .details && story.line(with: "acl isolated  acl-iso") == nil)
        story.press(.escape)
        #expect(story.state.focus == .answer && story.state.answer?.stop == hops[acl - 1])
        story.press(.escape, .escape)
        #expect(story.state.answer == nil && story.effects.isEmpty)
    }

    @Test("Without a hop Enter opens what decides: the page of an ACL, or the group at its rule")
    func deciding() throws {
        var story = Story(try Self.shop())
        story.ask("app -> db:5432")
        story.press(.enter)
        #expect(story.line(with: "the reply, tcp 1024-65535") != nil)
        var other = Story()
        other.ask("alb -> rds:5432")
        other.press(.enter)
        #expect(other.selected == "RDS SG" && other.state.details.page == nil)
        #expect(other.state.details.lines.rows[other.state.details.scroll.cursor].line.text.contains("tcp 5432  from ECS API SG"))
        other.press(.escape)
        #expect(other.state.focus == .answer)
    }

    @Test("A group's page has its rules, the one that decides marked, and leads to the groups that they name")
    func groupPage() {
        var story = Story()
        story.ask("api -> rds:5432")
        story.press("N", .enter)
        #expect(story.line(with: "group RDS SG") != nil)
        let row = story.state.details.lines.rows[story.state.details.scroll.cursor]
        #expect(row.line.text.contains("✓ the packet") && row.decides == .pass)
        story.press(.enter)
        #expect(story.selected == "ECS API SG" && story.state.details.page == nil)
    }

    @Test("A blackhole is said on the page of its table, with what loses")
    func blackhole() throws {
        var story = Story(try Self.named { $0.out = .gone })
        story.ask("app-sg -> 203.0.113.9:443")
        story.press(.enter)
        #expect(story.line(with: "table private") != nil)
        #expect(
            story.screen.contains("(blackhole)") && story.line(with: "✗ the packet, to") != nil,
            "\(story.screen)")
    }

    @Test("Kinds of members are gone to as well, and Enter asks for one of them alone")
    func kinds() throws {
        var story = Story(try Self.shop())
        story.ask("app -> internet:443")
        let stops = try #require(story.state.answer?.stops)
        let kind = try #require(
            stops.first { if case .hop = $0 { false } else { true } }, "\(story.state.answer?.lines.map(\.text) ?? [])")
        for _ in 0..<40 where story.state.answer?.stop != kind { story.press("n") }
        #expect(story.state.answer?.stop == kind)
        #expect(story.screen.contains("Enter asks it alone"))
        let before = try #require(story.state.answer?.text)
        story.press(.enter)
        let asked = try #require(story.state.answer)
        #expect(asked.text != before && asked.text.hasPrefix("eni-"))
        #expect(Set(asked.answer.way?.kinds.map(\.verdict) ?? []).count == 1)
        story.press(.escape)
        #expect(story.state.answer?.text == before && story.state.answer?.stop == kind)
    }

    @Test("Behind a load balancer Enter asks the second connection, and Esc goes back to the first answer")
    func behind() throws {
        for (columns, rows) in [(80, 24), (120, 40)] {
            var story = Story(ExampleExplorer.model, columns, rows)
            story.ask("internet -> alb:443")
            let target = try #require(story.state.answer?.stops.first { if case .target = $0 { true } else { false } })
            for _ in 0..<30 where story.state.answer?.stop != target { story.press("n") }
            #expect(story.screen.contains("Enter asks the second connection"))
            #expect(story.line(with: "Enter leg 2") != nil || columns == 80)
            story.press(.enter)
            #expect(story.state.answer?.text.hasPrefix("chat-dev-alb -> ") == true, "\(story.state.answer?.text ?? "")")
            #expect(story.state.answer?.answer.way?.ladder.isEmpty == false)
            story.press("n", .escape, .escape)
            #expect(story.state.answer?.text == "internet -> alb:443" && story.state.answer?.stop == target)
            // From the page of the load balancer too.
            let place = try #require(story.state.answer?.answer.way?.ladder.count)
            for key in "\(place)" { story.press(.character(key)) }
            story.press(.enter)
            #expect(story.line(with: "lb chat-dev-alb") != nil)
            let line = try #require(story.state.details.lines.rows.firstIndex { $0.stop == target })
            for _ in 0..<60 where story.state.details.scroll.cursor != line {
                story.press(story.state.details.scroll.cursor < line ? "j" : "k")
            }
            story.press(.enter)
            #expect(story.state.answer?.text.hasPrefix("chat-dev-alb -> ") == true)
            story.press(.escape)
            #expect(story.state.answer?.text == "internet -> alb:443")
            // What is asked otherwise leads back to nothing.
            story.ask("api -> rds:5432")
            story.press(.escape)
            #expect(story.state.answer == nil)
        }
    }

    @Test("The network map chooses what the hop is")
    func onTheNetwork() throws {
        var story = Story(try Self.shop(), 120, 40)
        story.press("V")
        story.ask("10.0.2.20 -> internet:443")
        let way = try #require(story.state.answer?.answer.way)
        var seen: Set<NetworkItem> = []
        for row in way.ladder {
            story.press("n")
            let item = try #require(story.state.network?.selected)
            seen.insert(item)
            let kind = way.stages[(row.there ?? row.back) ?? 0].kind
            switch item {
            case .gateway: #expect([.nat, .igw].contains(kind), "\(kind)")
            case .subnet: #expect([.acl, .table].contains(kind), "\(kind)")
            case .group: #expect(kind == .group)
            default: Issue.record("\(item)")
            }
            #expect(story.state.network?.box(of: item) != nil)
        }
        #expect(seen.count > 4)
    }

    @Test("On the network map Enter opens the table and the ACL of a subnet, or all of a gateway; Esc goes back to the map")
    func itemPages() throws {
        var story = Story(try Self.shop(), 80, 24)
        story.press("V", "g")
        for _ in 0..<30 where story.state.network?.selected.map({ if case .subnet = $0 { true } else { false } }) != true {
            story.press("j")
        }
        story.press(.enter)
        #expect(story.state.focus == .details)
        let texts = story.state.details.lines.rows.map(\.line.text)
        #expect(texts.contains { $0.contains("0.0.0.0/0") && $0.contains("igw") } && texts.contains { $0.contains("100 allow") })
        story.press("G", "g", .escape)
        #expect(story.state.focus == .map && story.state.network != nil && story.state.details.page == nil)
    }

    @Test("From hop to hop nothing is asked again, and only cells that changed are sent")
    func quiet() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("api -> rds:5432")
        story.press("2")
        story.holdsWork = true
        let before = story.frame
        story.press("3")
        #expect(!story.held.contains { $0.slot == .answer || $0.slot == .flows })
        let changed = zip(before.cells, story.frame.cells).filter { $0 != $1 }.count
        #expect(changed < before.cells.count / 3, "\(changed) of \(before.cells.count)")
    }

    @Test(
        "Whatever is pressed, an answer that is gone through stays whole",
        arguments: [
            (80, 24, "app -> db:5432"), (40, 12, "app -> internet:443"), (200, 50, "10.0.2.20 -> internet:443"),
        ])
    func garbage(columns: Int, rows: Int, question: String) throws {
        var random = SeededRandom(seed: 7)
        let keys: [Key] = [
            "n", "N", .enter, .escape, "1", "2", "9", .tab, .backTab, "V", "j", "k", "G", "g", .pageDown, "z", "[", "]", "x", "v",
            "I", "o",
            "t", "M", "<", ">",
        ]
        var story = Story(try Self.shop(), columns, rows)
        story.ask(question)
        for number in 0..<150 {
            if let key = keys.randomElement(using: &random) { story.press(key) }
            if number % 40 == 0 { story.ask(question) }
            if number % 50 == 0 { story.send(.resize(ScreenSize(columns: columns, rows: rows))) }
            #expect(story.frame.size == ScreenSize(columns: columns, rows: rows))
        }
    }

    @Test("The page of an ACL and that of a table are the stored ones", arguments: [(80, 24), (120, 40)])
    func stored(columns: Int, rows: Int) throws {
        for glyphs in GlyphSet.allCases {
            let name = "\(columns)x\(rows)\(glyphs == .ascii ? "-ascii" : "")"
            var story = Story(try Self.shop(), columns, rows, glyphs: glyphs)
            story.ask("app -> db:5432")
            story.press(.enter)
            StoredFrames.check(story.body, "hop-acl-\(name)")
            story = Story(try Self.named { $0.out = .gone }, columns, rows, glyphs: glyphs)
            story.ask("app-sg -> 203.0.113.9:443")
            story.press(.enter)
            StoredFrames.check(story.body, "hop-table-\(name)")
            story = Story(ExampleExplorer.model, columns, rows, glyphs: glyphs)
            story.ask("internet -> alb:443")
            story.press("3")
            StoredFrames.check(story.body, "hop-chosen-\(name)")
        }
    }
}
