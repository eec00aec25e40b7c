import CoreModel
import Diagram
import Reachability
import Support
import Testing
import Trial

@testable import Explorer
@testable import Frames

/// Questions that say with what they are tried, and changes that rest on others, as somebody at the keys sees them.
@Suite("Questions and changes on trial in the explorer")
struct TriedQuestionStoryTests {
    private static let banner = "ON TRIAL: 1 change, nothing is sent to AWS"

    @Test func `a question that says with what is to be tried is asked of the trial`() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("api -> internet:443 with off nat-0")
        #expect(story.title.contains(Self.banner))
        #expect(story.state.changes?.changes.map(\.line.text) == ["off nat-0"])
        #expect(story.screen.contains("✗ Blocked"))
        #expect(story.screen.contains("allowed, without the trial"))
        #expect(story.state.question == nil)
        // The same again tries nothing twice.
        story.ask("workers -> internet:443 with off nat-0")
        #expect(story.state.changes?.changes.count == 1)
        #expect(story.screen.contains("✗ Blocked"))
        story.ask("can alb reach rds on 5432 with + rds in 5432 from alb")
        #expect(story.state.changes?.changes.count == 2)
        #expect(story.screen.contains("✓ Allowed"))
    }

    @Test(
        "A question with a change that cannot be tried says so where it was typed, and nothing is tried",
        arguments: [
            ("api -> internet:443 with off nowhere", "no group, gateway"),
            ("api -> internet with off nat-0", "is no whole question"),
            ("api -> internet:443 with off nat-0 at yesterday 18:00", "no earlier time"),
            ("api -> internet:443 at yesterday 18:00 with off nat-0", "no earlier time"),
        ])
    func untriedQuestion(text: String, says: String) {
        var story = Story(ExampleExplorer.model, 160, 40)
        story.ask(text)
        #expect(story.state.changes == nil && story.state.question != nil)
        #expect(story.state.question?.error?.contains(says) == true)
    }

    @Test(
        "With before behind it a question is asked of what was read: while it is typed, and then as a page over what is on trial",
        arguments: ["api -> internet:443 before", "can api reach internet on 443 before?"])
    func questionBefore(text: String) {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("api -> internet:443 with off nat-0")
        #expect(story.screen.contains("✗ Blocked"))
        story.press("a")
        story.type(text)
        #expect(story.screen.contains("✓ Allowed") && !story.screen.contains("not used"), "\(story.screen)")
        #expect(story.screen.contains("what was read, without the 1 change on trial"))
        story.press(.enter)
        #expect(story.state.question == nil)
        #expect(story.screen.contains("✓ Allowed") && story.screen.contains(", before"), "\(story.screen)")
        // What stands is still the answer on trial.
        story.press(.escape)
        #expect(story.state.answer?.answer.verdict == .blocked)
        #expect(story.screen.contains("✗ Blocked") && story.title.contains(Self.banner))
    }

    @Test func `who reaches an end before is asked of what was read`() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.command("- rds in 5432 from workers")
        story.ask("who rds 5432")
        let all = "ECS API SG, ECS Realtime SG, ECS Workers SG"
        #expect(!story.screen.contains(all), "\(story.screen)")
        story.press(.escape)
        for isCommand in [false, true] {
            if isCommand { story.command("who rds 5432 before") } else { story.ask("who rds 5432 before") }
            #expect(story.screen.contains(all) && !story.screen.contains("not used"), "\(story.screen)")
            story.press(.escape)
        }
    }

    @Test(
        "A question with before that cannot be asked so says why where it was typed",
        arguments: [
            ("api -> internet:443 before", false, "nothing is on trial"), ("rds api 5432 before", false, "nothing is on trial"),
            ("rds before", true, "rds is no whole question"), ("api -> internet before", true, "is no whole question"),
        ])
    func unaskedBefore(text: String, isOnTrial: Bool, says: String) {
        var story = Story(ExampleExplorer.model, 160, 40)
        if isOnTrial { story.command("off nat-0") }
        story.press("a")
        story.type(text)
        #expect(!story.screen.contains("not used"), "\(story.screen)")
        story.press(.enter)
        #expect(story.state.question?.error?.contains(says) == true, "\(story.state.question?.error ?? "")")
    }

    @Test func `at 80 columns the bar of the list has what drops and what copies, and the copies are all there`() {
        var story = Story()
        story.command("off nat-0")
        story.press("W")
        let bar = story.screen.split(separator: "\n").last ?? ""
        for word in ["u undo", "Enter edit", "X drop", "y copy as"] { #expect(bar.contains(word), "\(bar)") }
        #expect(!bar.contains("E edit"))
        story.press("y")
        let copies = story.screen.split(separator: "\n").last ?? ""
        for word in ["t tf", "k cfn", "p pulumi", "c command"] { #expect(copies.contains(word), "\(copies)") }
    }

    @Test func `what may undo a change that is typed is read to its end at 80 columns`() {
        var story = Story()
        story.press(":")
        story.type("+ rds in 5432 from alb")
        #expect(story.line(with: "managed") != nil)
        #expect(story.screen.contains("files say the same"))
    }

    @Test func `a change that another rests on takes that one with it, and says so`() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.command("+ chat-dev-rds-0 carries redis")
        story.command("- chat-dev-rds-0 carries rds")
        #expect(story.state.changes?.changes.count == 2)
        story.press("W", "g", " ")
        #expect(story.state.changes?.changes.map(\.isOn) == [false, false])
        #expect(story.state.message?.contains("left without a group") == true)
        story.command("- chat-dev-rds-0 carries rds")
        #expect(story.state.changes?.changes.count == 2)
    }
}
