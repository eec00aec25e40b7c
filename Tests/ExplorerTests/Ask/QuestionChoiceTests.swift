import Reachability
import Support
import Testing

@testable import Explorer

@Suite("What may be meant is chosen from")
struct QuestionChoiceTests {
    @Test("Several ends of a name are a list below the prompt; j k choose, Enter asks")
    func ambiguous() {
        var story = Story(ExampleExplorer.model, 80, 24)
        story.ask("ecs rds 5432")
        StoredFrames.check(story.body, "choice-80x24")
        #expect(story.screen.contains("✗ \"ecs\" is three: ECS API SG, ECS Realtime SG, ECS Workers SG"))
        #expect(story.state.choice?.questions.count == 3)
        story.press("k", "j", "j", "j")
        #expect(story.state.choice?.question == "ECS Workers SG -> rds:5432")
        story.press("k", .enter)
        #expect(story.state.answer?.text == "ECS Realtime SG -> rds:5432")
        #expect(story.state.question == nil)
    }

    @Test("Esc goes back to what was typed, and so does whatever is typed")
    func back() {
        var story = Story()
        story.ask("ecs rds 5432")
        story.press(.escape)
        #expect(story.state.choice == nil && story.state.question?.editor.text.contains("ecs") == true)
        story.press(.enter)
        #expect(story.state.choice?.questions.count == 3)
        story.press(.backspace)
        #expect(story.state.choice == nil && story.state.question?.editor.text.hasSuffix("543") == true)
    }

    @Test(
        "Whatever is no one question and near one is asked back",
        arguments: [
            ("alb rds redis 5432", ["alb -> rds:5432", "alb -> redis:5432", "rds -> redis:5432"]),
            ("api alb.example.com 443", ["api -> ALB SG:443", "api -> load balancer chat-dev-alb:443", "api -> internet:443"]),
            ("rds -> https://u:secret@hooks.stripe.com/v1", ["rds -> internet:443"]),
            ("alb rds posgres", ["alb -> rds:postgres"]),
            ("alb -> rdss:5432", ["alb -> RDS SG:5432", "alb -> RDS chat-dev-rds-0:5432"]),
            ("fd00::5 fd00::8:443", ["fd00::5 -> [fd00::8]:443", "fd00::5 -> [fd00::8:443]"]),
            ("alb rds 80 90", ["alb -> rds:80", "alb -> rds:90", "alb -> rds:80,90"]),
        ])
    func near(text: String, meant: [String]) {
        var story = Story()
        story.ask(text)
        #expect(story.state.choice?.questions == meant, "\(story.screen)")
        story.press(.enter)
        #expect(story.state.choice == nil)
        let asked = story.state.answer?.text ?? story.state.question?.editor.text
        #expect(asked == meant[0])
    }

    @Test("What is near nothing has its error alone", arguments: ["qwxyz -> rds:5432", "hello there", "why?", "alb rds 70000"])
    func nothing(text: String) {
        var story = Story()
        story.ask(text)
        #expect(story.state.choice == nil && story.state.question?.error != nil, "\(story.screen)")
    }

    @Test("A foreign host's name stays in the heading of the answer, beside the end that was chosen for it")
    func host() {
        var story = Story(ExampleExplorer.model, 80, 24)
        story.ask("api alb.example.com 443")
        StoredFrames.check(story.body, "choice-host-80x24")
        story.press(.enter)
        #expect(story.screen.contains("ask  api -> ALB SG:443   (alb.example.com)"), "\(story.screen)")
        // It is of this question alone.
        story.ask("api -> alb:443")
        #expect(!story.screen.contains("example.com"))
    }

    @Test("Several records are their flows, those with the most records first, replies turned round")
    func records() {
        func line(_ ends: String, _ action: String) -> String { "2 123456789012 eni-1 \(ends) 6 4 240 1 2 \(action) OK" }
        let text = [
            line("10.0.0.219 10.0.10.158 48122 5432", "REJECT"), line("10.0.11.24 10.0.10.158 48123 5432", "ACCEPT"),
            line("10.0.10.158 10.0.11.24 5432 48123", "ACCEPT"), line("10.0.11.24 10.0.10.158 48124 5432", "REJECT"),
        ].joined(separator: "\n")
        var story = Story(ExampleExplorer.model, 80, 24)
        story.send(.paste(text))
        StoredFrames.check(story.body, "choice-records-80x24")
        #expect(story.screen.contains("4 records of 2 flows: which of them?"))
        #expect(story.screen.contains("▸ 10.0.11.24 -> 10.0.10.158:5432   3 records, 1 rejected"), "\(story.screen)")
        story.press("j", .enter)
        #expect(story.state.answer?.text == "10.0.0.219 -> 10.0.10.158:5432")
        // Of one flow there is nothing to choose.
        story = Story(ExampleExplorer.model, 80, 24)
        story.send(
            .paste(line("10.0.11.24 10.0.10.158 1 5432", "ACCEPT") + "\n" + line("10.0.11.24 10.0.10.158 2 5432", "ACCEPT")))
        #expect(story.state.choice == nil && story.state.question?.editor.text == "10.0.11.24 -> 10.0.10.158:5432")
    }

    @Test("A port that is missing is typed after the choice")
    func port() {
        var story = Story()
        story.ask("alb rds api")
        story.press("j", .enter)
        #expect(story.state.question?.editor.text == "alb -> api:")
        story.type("3001")
        story.press(.enter)
        #expect(story.state.answer?.text == "alb -> api:3001")
    }

    @Test("However many there are, what is chosen is seen", arguments: [(80, 24), (40, 12), (200, 50)])
    func many(columns: Int, rows: Int) {
        var story = Story(ExampleExplorer.model, columns, rows)
        story.ask("chat -> rds:5432")
        let count = story.state.choice?.questions.count ?? 0
        for _ in 0..<count + 2 {
            let chosen = story.state.choice?.question ?? "?"
            #expect(story.screen.contains("▸ \(chosen)"), "\(story.screen)")
            story.press("j")
        }
    }
}
