import CoreModel
import Diagram
import Reachability
import Support
import Testing

@testable import Explorer
@testable import Frames

/// Who changed what when, as somebody at the keys sees it.
@Suite("The time line in the explorer")
struct TimeLineStoryTests {
    /// The example with its history, with the question that the change turned.
    private static func asked(_ columns: Int = 80, _ rows: Int = 24, glyphs: GlyphSet = .unicode) throws -> Story {
        var story = Story(try PastWorld.model(), columns, rows, glyphs: glyphs)
        story.ask("alb -> api:3001")
        return story
    }

    @Test func `C lists what touches the way with the verdict after each change, and the one that turned it is chosen`() throws {
        for glyphs in GlyphSet.allCases {
            var story = try Self.asked(glyphs: glyphs)
            #expect(story.screen.contains("Blocked"))
            story.press("C")
            StoredFrames.check(story.body, "changes-80x24\(glyphs == .ascii ? "-ascii" : "")")
            #expect(story.line(with: "ops-oncall")?.contains(glyphs == .ascii ? "ok>NO" : "✓→✗") == true)
            #expect(story.screen.contains("of which 3 touch this way"))
            #expect(story.screen.contains("was"))
            #expect(story.state.chosenPastChange?.event == "ReplaceNetworkAclEntry")
        }
    }

    @Test func `C again lists all, and again those that touch the way`() throws {
        var story = try Self.asked()
        story.press("C")
        #expect(!story.screen.contains("sg-0fff00000000000ff"))
        story.press("C", "j")
        #expect(story.line(with: "sg-0fff00000000000ff") != nil)
        story.press("C")
        #expect(!story.screen.contains("sg-0fff00000000000ff"))
    }

    @Test func `n goes through what turned the answer`() throws {
        var story = try Self.asked()
        story.press("C", "G", "n")
        #expect(story.screen.contains("1 of 1 that turned it"))
        #expect(story.state.chosenPastChange?.event == "ReplaceNetworkAclEntry")
    }

    @Test func `Enter shows everything as of just before the change until Esc, and nothing of today is mixed in`() throws {
        var story = try Self.asked()
        let today = story.state.answer?.answer.verdict
        #expect(today == .blocked)
        story.press("C", .enter)
        #expect(story.title.contains("AS OF 11-23 18:40, 12 min back"))
        #expect(story.state.answer?.answer.verdict == .allowed)
        #expect(story.state.answer?.since == nil)
        for keys: [Key] in [["v"], ["M"], ["t"], ["B"], ["W"], ["V"], ["?"]] {
            var other = story
            for key in keys { other.press(key) }
            #expect(other.title.contains("AS OF 11-23 18:40"), "\(keys)")
        }
        #expect(story.state.text(of: .map)?.hasPrefix("AS OF 11-23 18:40, 12 min back\n") == true)
        #expect(story.state.ticketText.hasPrefix("AS OF 11-23 18:40, 12 min back") == true)
        story.press(.tab)
        #expect(story.state.focus == .answer)
        #expect(story.state.text(of: .answer)?.hasPrefix("AS OF 11-23 18:40, 12 min back\n") == true)
        #expect(story.state.text(of: .command)?.contains(" --at 2026-11-23T18:40:00Z") == true)
        #expect(story.state.history.map(\.verdict) == [.allowed])
        #expect(story.state.history.allSatisfy { $0.was == nil })
        story.press(.backTab, .escape)
        #expect(!story.screen.contains("AS OF"))
        #expect(story.state.answer?.answer.verdict == .blocked)
        #expect(story.state.history.map(\.verdict) == [.blocked])
        #expect(story.state.timeLine.isOpen)
    }

    @Test func `The oldest row shows what stood as far back as is known, and the row of the reading leads back`() throws {
        var story = try Self.asked()
        story.press("C", "G", .enter)
        #expect(story.title.contains("AS OF 11-16 06:00, 7 days back"))
        story.press("g", .enter)
        #expect(!story.title.contains("AS OF"))
    }

    @Test func `As of an earlier time nothing is tried, pinned or accepted, and on trial no earlier time is shown`() throws {
        var story = try Self.asked()
        story.press("C", .enter)
        story.command("+ rds in 5433 from alb")
        #expect(story.state.changes == nil)
        #expect(story.screen.contains("nothing is tried as of an earlier time"))
        if story.state.prompt != nil { story.press(.escape) }
        story.press(.tab, "P")
        #expect(story.screen.contains("nothing is pinned as of an earlier time"))
        #expect(story.effects.allSatisfy { if case .append = $0 { false } else { true } })
        var tried = try Self.asked()
        tried.press("A", "C", .enter)
        #expect(tried.screen.contains(":trial off leaves the trial first"))
        #expect(!tried.title.contains("AS OF"))
    }

    @Test func `A blocked answer says unasked since when, by whose change, and what it was before`() throws {
        var story = try Self.asked(120, 50)
        story.press("G")
        let since = "since 11-23 18:41: ops-oncall/oncall-2 changed ACL default out 100"
        #expect(story.state.answer?.since?.hasPrefix(since) == true)
        #expect(story.state.answer?.since?.hasSuffix("allowed before") == true)
        #expect(story.screen.contains("since 11-23 18:41: ops-oncall/oncall-2"))
        #expect(story.state.text(of: .answer)?.contains(since) == true)
        var allowed = Story(try PastWorld.model(), 120, 50)
        allowed.ask("alb -> api:3002")
        #expect(allowed.state.answer?.since == nil)
    }

    @Test func `A group's pane ends with what changed of it`() throws {
        var story = Story(try PastWorld.model(), 120, 50)
        story.command("rules api")
        story.press("G")
        #expect(story.line(with: "changed ")?.contains("11-20 16:30  ci/deploy-7,") == true)
    }

    @Test func `y u copies what takes the chosen change back, y y the list, w writes it`() throws {
        var story = try Self.asked()
        story.press("C")
        let undo = try #require(story.state.text(of: .undo))
        #expect(undo.hasPrefix("# takes back: ops-oncall/oncall-2 changed ACL default out 100"))
        #expect(undo.contains("aws ec2 replace-network-acl-entry") || undo.contains("aws ec2 create-network-acl-entry"))
        #expect(undo.contains(PastWorld.acl))
        story.press("y", "u")
        #expect(story.screen.contains("copied: what takes the change back"))
        #expect(story.state.text(of: .id) == PastWorld.acl)
        #expect(story.state.text(of: .command)?.hasPrefix("sgscope history") == true)
        #expect(story.state.text(of: .answer)?.contains("ops-oncall/oncall-2, console") == true)
        #expect(story.state.ticketText.contains("ops-oncall/oncall-2, console"))
        story.press("w")
        story.type("out.txt")
        story.press(.enter)
        #expect(story.effects.contains { if case .write(let file) = $0 { file.path == "out.txt" } else { false } })
    }

    @Test func `A filter lists what has a text, and Esc takes it away`() throws {
        var story = try Self.asked()
        story.press("C", "C", "/")
        story.type("terraform")
        story.press(.enter)
        #expect(
            !story.state.timeLine.rows.contains { if case .change(let own, _, _) = $0 { own.how != "terraform" } else { false } })
        #expect(story.screen.contains("with \"terraform\""))
        story.press(.escape)
        #expect(story.state.timeLine.filter.isEmpty)
        #expect(story.state.timeLine.isOpen)
        story.press(.escape)
        #expect(!story.state.timeLine.isOpen)
    }

    @Test func `Without events C says in one line how to give them`() throws {
        for model in [ExampleExplorer.model, try PastWorld.model(known: false)] {
            var story = Story(model)
            story.press("C")
            #expect(story.screen.contains("sgscope -i INVENTORY -i CLOUDTRAIL"))
            #expect(!story.state.timeLine.isOpen)
            story.command("at 11-23 18:40")
            #expect(story.screen.contains("-i CLOUDTRAIL"))
        }
    }

    @Test func `Without a question all changes are listed, without verdicts`() throws {
        var story = Story(try PastWorld.model())
        story.press("C")
        #expect(story.screen.contains("changes  11-16 to 11-23: 4"))
        #expect(!story.screen.contains("✓→✗"))
        story.press("n")
        #expect(story.screen.contains("no question is answered"))
    }

    @Test func `at TIME shows then, what is no time is said, and an empty one goes back`() throws {
        var story = try Self.asked()
        story.command("at 11-20T10:00")
        #expect(story.title.contains("AS OF 11-20 10:00, 3 days back"))
        story.command("at 12-31 00:00")
        #expect(story.screen.contains("nothing is known of 2026-12-31 00:00:00, after what was read"), "\(story.screen)")
        story.command("at noon-ish")
        #expect(story.screen.contains("\"noon-ish\" is no time"))
        story.command("at")
        #expect(!story.title.contains("AS OF"))
    }

    @Test func `It opens as of an earlier time, r keeps that time, and Esc goes to what was read`() throws {
        let read = try PastWorld.model()
        let past = try #require(ExplorerModel.asOf(PastWorld.time("23T18:40"), of: read))
        var story = Story(past)
        #expect(story.title.contains("AS OF 11-23 18:40, 12 min back"))
        story.ask("alb -> api:3001")
        #expect(story.state.answer?.answer.verdict == .allowed)
        story.press("r")
        story.send(.reading(.read(try PastWorld.model())))
        #expect(story.title.contains("AS OF 11-23 18:40"))
        story.press(.escape, .escape)
        #expect(!story.title.contains("AS OF"))
        #expect(story.state.history.map(\.verdict) == [.blocked])
    }

    @Test func `Verdicts are judged aside while keys are taken, and Esc gives them up`() throws {
        var story = try Self.asked()
        story.holdsWork = true
        story.press("C")
        #expect(story.held.contains { $0.slot == .timeLine })
        #expect(story.screen.contains("judging"))
        story.press("j", "j")
        #expect(story.state.timeLine.scroll.cursor == 2)
        story.finishWork()
        #expect(story.screen.contains("✓→✗"))
        #expect(story.state.timeLine.scroll.cursor == 2)
    }
}
