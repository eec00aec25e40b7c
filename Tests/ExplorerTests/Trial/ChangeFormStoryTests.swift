import Support
import Testing

@testable import Explorer
@testable import Frames

/// The form of a change, filled in by somebody who goes from field to field.
@Suite("The form of a change in the explorer")
struct ChangeFormStoryTests {
    @Test func `Tab completes, and where nothing more fits it goes on to the next field`() {
        var story = Story()
        story.command("goto rds")
        story.press("E")
        story.type("5432")
        story.press(.tab)
        story.type("alb s")
        story.press(.tab)
        #expect(story.line(with: "line")?.contains("+ RDS SG ingress tcp 5432 from ALB SG") == true, "\(story.screen)")
        story.press(.tab)
        story.type("from ALB")
        #expect(story.line(with: "words")?.contains("▸ from ALB") == true, "\(story.screen)")
        story.press(.backTab, .backTab)
        #expect(story.line(with: "ports")?.contains("▸ 5432") == true, "\(story.screen)")
        // Of several ends that fit it goes through each.
        story.press(.escape)
        story.press("E")
        story.type("5432")
        story.press(.tab)
        story.type("al")
        story.press(.tab, .tab)
        #expect(story.line(with: "peer")?.contains("▸ ") == true, "\(story.screen)")
    }
}
