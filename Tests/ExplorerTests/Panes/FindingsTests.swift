import Support
import Testing

@testable import Explorer

@Suite("The list of findings")
struct FindingsTests {
    private func story(_ columns: Int = 80, _ rows: Int = 24) -> Story {
        var story = Story(ExampleExplorer.model, columns, rows)
        story.finishWork()
        story.press("!")
        return story
    }

    @Test("! lists what differs from the notes, then findings, the worst first, then those that were accepted")
    func listed() {
        let story = story()
        StoredFrames.check(story.body, "findings-80x24")
        let standings = story.state.side.findings?.items.map(\.standing) ?? []
        #expect(
            standings == [
                "differs", "differs", "differs", "low", "low", "low", "low", "low", "low", "info", "accepted", "accepted",
            ])
    }

    @Test("Enter goes to the rule, to the thing of the network, and Esc leaves the list where it was")
    func entered() {
        var story = story()
        story.press("j", "j", "j", "j", .enter)
        #expect(story.selected == "ECS API SG" && story.state.focus == .details, "\(story.screen)")
        let row = story.state.details.lines.rows[story.state.details.scroll.cursor]
        #expect(row.rule.map { story.state.model.inventory[$0].direction } == .egress, "\(story.screen)")
        story.press("!")
        #expect(story.state.side.findings?.scroll.cursor == 4, "it is kept where it was left")
        story.press("G", .enter)
        #expect(story.state.network != nil, "a table is shown on the network map\n\(story.screen)")
        story.press("!", .escape)
        #expect(story.state.prompt == nil)
    }

    @Test("A finding is accepted with a reason; what differs from the notes, and what is accepted, is not")
    func accepted() {
        var story = story()
        story.press("E")
        #expect(story.effects.isEmpty)
        story.type(":audit")
        story.press(.enter)
        #expect(story.state.side.findings?.chosen?.standing == "low")
        story.press("E")
        story.type("every host needs: \"updates\"")
        #expect(story.screen.contains("findings  3 differ"), "the list stays in sight")
        story.press(.enter)
        let line = "- {finding: open-egress, group: ALB SG, reason: \"every host needs: \\\"updates\\\"\"}"
        #expect(story.effects.last == .accept(Acceptance(line: line, file: nil)), "the example has no file")
        story.press("!", "E", .enter)
        #expect(story.screen.contains("accept WHY"), "\(story.screen)")
    }

    @Test("It opens as soon as the review is done, and keeps its place over keys that mean nothing")
    func late() {
        var story = Story(ExampleExplorer.model)
        story.press("!")
        story.finishWork()
        #expect(story.state.showsFindings, "\(story.screen)")
        let before = story.state.side.findings?.scroll.cursor
        story.press("c", "5", .left)
        #expect(story.state.showsFindings && story.state.side.findings?.scroll.cursor == before)
        story.send(.resize(.init(columns: 40, rows: 12)))
        #expect(story.screen.contains("findings"))
    }

    @Test(":check is on what differs from the notes, :audit on what the audit found")
    func words() {
        var story = story()
        story.press(.escape)
        story.type(":check")
        story.press(.enter)
        #expect(story.state.side.findings?.chosen?.standing == "differs")
        story.press(.escape)
        story.type(":audit")
        story.press(.enter)
        #expect(story.state.side.findings?.chosen?.standing == "low")
    }
}
