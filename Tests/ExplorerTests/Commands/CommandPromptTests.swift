import Support
import Testing

@testable import Explorer

@Suite("The command line")
struct CommandPromptTests {
    @Test("It shows what can be typed, Tab completes words and what stands behind them")
    func completion() {
        var story = Story()
        story.press(":")
        story.type("go")
        #expect(story.screen.contains("goto") && story.screen.contains("go to a group"))
        story.press(.control("u"))
        story.type("wri")
        story.press(.tab, .tab)
        #expect(story.line(with: ":write!") != nil)
        story.press(.control("u"))
        story.type("goto re")
        story.press(.tab, .tab)
        #expect(story.line(with: ":goto ECS Realtime SG") != nil)
        story.press(.enter)
        #expect(story.selected == "ECS Realtime SG")
    }

    @Test("A word, a part of one, what fingers know from elsewhere, and a question are understood")
    func words() {
        var story = Story()
        func run(_ text: String) {
            story.press(":")
            story.type(text)
            story.press(.enter)
        }
        run("alb -> rds:5432")
        #expect(story.screen.contains("✗ Blocked"))
        run("port 443")
        #expect(story.state.answer?.text == "alb -> rds:443")
        run("from api")
        #expect(story.state.answer?.text == "api -> rds:443")
        run("to redis")
        #expect(story.state.answer?.text == "api -> redis:443")
        run("ask internet -> alb:https")
        #expect(story.screen.contains("✓ Allowed"))
        run("swap")
        #expect(story.state.answer?.text == "alb -> internet:https")
        run("find rds")
        #expect(story.selected == "RDS SG")
        run("lis")
        #expect(story.state.list != nil)
        run("q")
        #expect(story.effects == [.quit])
    }

    @Test("What is unknown, ambiguous, or not valid now is said where it was typed, and can be mended")
    func errors() {
        var story = Story()
        func expect(_ text: String, _ error: String) {
            story.press(":")
            story.type(text)
            story.press(.enter)
            #expect(story.screen.contains(error), "\(story.screen)")
            story.press(.escape)
        }
        expect("frobnicate", "there is no command \"frobnicate\"")
        expect("s", "\"s\" may be ")
        expect("swap", "swap does nothing here and now")
        expect("goto", "goto needs NAME")
        expect("goto nowhere", "nothing is called so")
        expect("copy nonsense", "copy takes")
        story.press(":", .enter)
        #expect(story.state.prompt == nil)
    }

    @Test("Earlier commands come back with up and down")
    func history() {
        var story = Story()
        for text in ["goto rds", "list"] {
            story.press(":")
            story.type(text)
            story.press(.enter)
        }
        story.press(":")
        story.type("dr")
        story.press(.up)
        #expect(story.line(with: ":list") != nil)
        story.press(.up)
        #expect(story.line(with: ":goto rds") != nil)
        story.press(.up, .down, .down)
        #expect(story.line(with: ":dr") != nil)
    }
}
