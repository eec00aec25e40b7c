import Diagram
import Support
import Testing

@testable import Explorer
@testable import Frames

/// A moment on the example, with the keys that lead to it.
struct Moment: Sendable, CustomTestStringConvertible {
    let name: String
    let play: @Sendable (inout Story) -> Void

    var testDescription: String { name }

    static let all: [Moment] = [
        Moment(name: "start") { _ in },
        Moment(name: "group") { story in
            story.press("/")
            story.type("rds")
            story.press(.enter, .enter)
        },
        Moment(name: "blocked") { $0.ask("alb -> rds:5432") },
        Moment(name: "help") { $0.press("?") },
        Moment(name: "find") { story in
            story.press("/")
            story.type("red")
        },
        Moment(name: "completion") { story in
            story.press("a")
            story.type("ecs")
            story.press(.tab, .tab)
        },
    ]

    static let more: [Moment] = [
        Moment(name: "allowed") { $0.ask("api -> rds:5432") },
        Moment(name: "error") { $0.ask("alb -> rdss:5432") },
        Moment(name: "ports") { story in
            story.press("s")
            story.press("j", "d")
        },
        Moment(name: "internet") { story in story.press("k", .enter) },
        Moment(name: "rule") { story in
            story.ask("alb -> rds:5432")
            story.press(.enter)
        },
        Moment(name: "hop") { story in
            story.ask("alb -> rds:5432")
            story.press("n", "n")
        },
    ]
}

@Suite("Stored frames")
struct FrameTests {
    @Test(
        "The screen at every moment is the stored one", arguments: Moment.all,
        [(80, 24), (40, 12), (120, 40), (200, 50)])
    func stored(_ moment: Moment, _ size: (Int, Int)) {
        for glyphs in GlyphSet.allCases {
            var story = Story(ExampleExplorer.model, size.0, size.1, glyphs: glyphs)
            moment.play(&story)
            StoredFrames.check(story.body, "\(moment.name)-\(size.0)x\(size.1)\(glyphs == .ascii ? "-ascii" : "")")
        }
    }

    @Test("More moments at 80x24 are the stored ones", arguments: Moment.more)
    func storedMore(_ moment: Moment) {
        var story = Story()
        moment.play(&story)
        StoredFrames.check(story.body, "\(moment.name)-80x24")
    }

    @Test(
        "A size below 40x12 says what is needed, and the screen comes back intact",
        arguments: [(31, 8), (39, 30), (12, 3), (1, 1), (0, 0)])
    func tooSmall(_ size: (Int, Int)) {
        var story = Story()
        story.ask("alb -> rds:5432")
        let before = story.frame
        story.send(.resize(ScreenSize(columns: size.0, rows: size.1)))
        #expect(story.frame.size == ScreenSize(columns: size.0, rows: size.1))
        if size == (31, 8) { #expect(story.screen.hasPrefix("sgscope needs 40x12, this is\n31x8. q quits.\n")) }
        story.press("a", "x", .escape)
        #expect(story.effects.isEmpty)
        story.send(.resize(ScreenSize(columns: 80, rows: 24)))
        #expect(story.frame == before)
        story.send(.resize(ScreenSize(columns: size.0, rows: size.1)))
        story.press("q")
        #expect(story.effects == [.quit])
    }

    @Test("A frame for a size that no event told is that of a state of this size")
    func otherSize() {
        let story = Story()
        let size = ScreenSize(columns: 120, rows: 40)
        #expect(render(story.state, size: size, glyphs: .unicode) == Story(ExampleExplorer.model, 120, 40).frame)
    }
}
