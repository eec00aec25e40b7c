import Frames
import Support
import Testing

@testable import Explorer

@Suite("The screen while keys follow each other")
struct PacedScreenTests {
    /// Somebody who types, and what is sent to him.
    private struct Typist {
        var story: Story
        var screen = PacedScreen()
        var seen: Frame
        private var isResting = true

        init(_ columns: Int, _ rows: Int, model: ExplorerModel = ExampleExplorer.model) {
            story = Story(model, columns, rows)
            seen = screen.frame(of: story.state, pace: .resting)
        }

        mutating func press(_ keys: Key...) {
            for key in keys {
                story.press(key)
                show()
            }
        }

        mutating func show() {
            seen = screen.frame(of: story.state, pace: isResting ? .first : .following)
            isResting = false
        }

        mutating func rest() {
            seen = screen.frame(of: story.state, pace: .resting)
            isResting = true
        }

        func text(of area: Area) -> String {
            (area.y..<(area.y + area.height)).map { row in
                (area.x..<(area.x + area.width)).map { seen[$0, row].text }.joined() + "\n"
            }.joined()
        }
    }

    @Test("The map goes along with each key; the pane beside it goes on telling of the group that its bar names")
    func wide() throws {
        var typist = Typist(160, 50)
        let pane = try #require(typist.story.state.plan.details)
        let map = try #require(typist.story.state.plan.map)
        let (before, first) = (typist.text(of: pane), typist.story.selected)
        #expect(before.contains(first))
        for key in ["j", "l", "j", "k"] as [Key] {
            typist.press(key)
            #expect(typist.text(of: map).contains("▸ \(typist.story.selected)"))
            if typist.story.selected != first {
                #expect(typist.text(of: pane) == before)
                #expect(typist.screen.isBehind)
            }
        }
        typist.press("g", "j")
        typist.rest()
        #expect(!typist.screen.isBehind)
        #expect(typist.text(of: pane).contains(typist.story.selected))
        #expect(typist.seen == typist.story.frame)
    }

    @Test("What is opened is there at once, with the keys pressed before it, too")
    func opened() {
        var typist = Typist(160, 50)
        typist.press("j", "l", .enter)
        #expect(!typist.screen.isBehind)
        #expect(typist.seen == typist.story.frame)
        typist.press(.escape, "j", "?")
        #expect(typist.seen == typist.story.frame)
        typist.press(.escape)
        typist.press("a")
        #expect(typist.seen == typist.story.frame)
    }

    @Test("What costs little follows at once")
    func cheap() {
        var typist = Typist(160, 50)
        typist.press("j")
        #expect(typist.screen.isBehind)
        typist.rest()
        // Nothing but a message.
        typist.press(.escape)
        #expect(!typist.screen.isBehind && typist.seen == typist.story.frame)
    }

    @Test("In the list the map follows as well; another size waits for nothing")
    func list() throws {
        var typist = Typist(120, 40)
        typist.press("v")
        typist.rest()
        let map = try #require(typist.story.state.plan.map)
        let before = typist.text(of: map)
        typist.press("j", "j")
        #expect(typist.screen.isBehind)
        #expect(typist.text(of: map) == before)
        typist.story.send(.resize(ScreenSize(columns: 100, rows: 30)))
        typist.show()
        #expect(typist.seen == typist.story.frame)
    }

    @Test("Who leafs through the walkthrough sees the titles of its steps, and the step at which he stays")
    func walkthrough() throws {
        var typist = Typist(160, 50)
        typist.press("t")
        typist.rest()
        let area = try #require(typist.story.state.plan.tour)
        typist.press("n")
        #expect(typist.text(of: area).contains("2 of "))
        let text = typist.text(of: area).count { !$0.isWhitespace }
        typist.press("n")
        #expect(typist.text(of: area).contains("3 of "))
        #expect(typist.text(of: area).count { !$0.isWhitespace } < text / 4)
        typist.rest()
        #expect(typist.seen == typist.story.frame)
    }

    @Test("Whatever is pressed: a pane is seen as it was or as it is, whole, and at rest everything is", arguments: 0..<6)
    func whole(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let size = [(80, 24), (120, 40), (160, 50)][Int(seed % 3)]
        var typist = Typist(size.0, size.1)
        let keys: [Key] = ["h", "j", "k", "l", .enter, .escape, .tab, "V", "v", "t", "M", "n", "o", "J", "e", "i", "<", ">", "?"]
        for _ in 0..<60 {
            let before = typist.seen
            typist.press(keys[Int.random(in: 0..<keys.count, using: &random)])
            let now = typist.story.frame
            let plan = typist.story.state.plan
            for area in [plan.list, plan.map, plan.strip, plan.details, plan.answer, plan.tour, plan.matrix].compactMap({ $0 }) {
                func cells(_ frame: Frame) -> [FrameCell] {
                    (area.y..<(area.y + area.height)).flatMap { row in
                        (area.x..<(area.x + area.width)).map { frame[$0, row] }
                    }
                }
                let seen = cells(typist.seen)
                let body = seen.dropFirst(area.width)
                #expect(
                    seen == cells(now) || seen == cells(before)
                        || (area == plan.tour && body.allSatisfy { $0 == .blank }))
            }
            if Bool.random(using: &random) {
                typist.rest()
                #expect(typist.seen == typist.story.frame)
            }
        }
    }
}
