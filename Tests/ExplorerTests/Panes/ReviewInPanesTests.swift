import Diagram
import CoreModel
import Support
import Testing

@testable import Explorer
@testable import Frames

@Suite("Reasons, decisions and findings where one looks")
struct ReviewInPanesTests {
    @Test("Below each rule of a group stands why it is there, what is true of several once")
    func reasons() throws {
        var story = Story(ExampleExplorer.model, 160, 60)
        story.press("/")
        story.type("rds")
        story.press(.enter)
        let lines = story.state.details.lines.rows.map(\.line.text)
        let rule = try #require(lines.firstIndex { $0.contains("from ECS Realtime SG") })
        #expect(lines[rule + 2].contains("why: Realtime looks users up."))
        #expect(lines.count { $0.contains("PostgreSQL's standard port") || $0.contains("why: PostgreSQL's") } <= 2)
    }

    @Test("The decisions that concern a group stand in its pane, with the step that tells of them")
    func decisions() {
        var story = Story()
        story.press("/")
        story.type("redis")
        story.press(.enter, .enter, "G")
        #expect(story.line(with: "No bastion host / VPN: No admin access path to RDS/Redis from outside") != nil)
        #expect(story.line(with: "(step 13 of the walkthrough)") != nil)
    }

    @Test("A group that differs has its sign in the diagram, in the list and in its pane, with the remedy of what was found")
    func signs() {
        var story = Story(ExampleExplorer.model, 200, 60)
        #expect(story.line(with: "│ RDS SG           ! │") != nil)
        story.press("v")
        #expect(story.screen.contains("▸!ALB SG") && story.screen.contains(" ECS API SG"))
        story.press(.escape, .tab)
        #expect(story.line(with: "outbound documented as \"ECS services\"") != nil)
        #expect(story.line(with: "Name what members call: groups, prefix lists, ports;") != nil)
    }

    @Test("A line tells what the notes say of it")
    func line() {
        var story = Story()
        story.press("o")
        while story.state.drawing.line.map({ story.state.title(of: $0).hasPrefix("ALB SG -> ECS API SG") }) != true {
            story.press("o")
        }
        story.press(.enter)
        #expect(story.line(with: "notes: tcp 3001 allowed: \"API requests\"") != nil)
    }

    @Test(":review counts the groups with a sign, and n goes through them")
    func through() {
        var story = Story()
        story.press(":")
        story.type("review")
        story.press(.enter)
        #expect(story.line(with: "3 groups with !") != nil)
        story.press("n")
        #expect(story.selected == "ALB SG")
        story.press("n", "n")
        #expect(story.selected == "Redis SG")
    }

    @Test("Of an inventory that is not small the review comes beside the event loop, the screen says so, then signs are there")
    func besides() {
        let inventory = World.inventory(
            groups: (0..<100).map { "service-\($0)" },
            rules: (0..<100).map { (from: "0.0.0.0/0", to: "service-\($0)", port: $0 == 50 ? 22 : 443) })
        var state = ExplorerState(
            model: ExampleExplorer.model(of: inventory), size: ScreenSize(columns: 120, rows: 50))
        #expect(!(state.review != nil))
        let begun = reduce(state, .begun)
        state = begun.state
        #expect(render(state, size: state.size, glyphs: .unicode).text.contains("reviewing the rules ..."))
        for effect in begun.effects {
            if case .work(let work) = effect {
                #expect(work.lane == .long)
                state = reduce(state, .done(work.run())).state
            }
        }
        #expect((state.review != nil))
        let signed = state.model.inventory.loadedGroups.filter { state.review?.sign(of: $0) != nil }
        #expect(signed.map { state.model.names.name(of: $0) } == ["50"])
        #expect(!render(state, size: state.size, glyphs: .unicode).text.contains("reviewing the rules ..."))
    }
}
