import Diagram
import CoreModel
import Support
import Testing
import Words

@testable import Explorer
@testable import Map
@testable import Frames

@Suite("Stories")
struct StoryTests {
    @Test("The start shows all six groups, the internet and every port of the nine flows")
    func start() {
        let story = Story()
        for name in ["INTERNET", "ALB SG", "ECS API SG", "ECS Realtime SG", "ECS Workers SG", "RDS SG", "Redis SG"] {
            #expect(story.screen.contains(name))
        }
        for port in ["80, 443", "3001", "3002", "5432", "6379"] { #expect(story.screen.contains("▼ \(port)")) }
        #expect(story.state.map.graph.graph.edges.count == 9)
        #expect(story.screen.contains("EXAMPLE chat-dev, built in: not your account"))
        #expect(story.selected == "ALB SG")
    }

    @Test("Arrows and hjkl move by place on screen")
    func moving() {
        var story = Story()
        let steps: [(Key, String)] = [
            ("j", "ECS Realtime SG"), ("h", "ECS API SG"), (.right, "ECS Realtime SG"), ("l", "ECS Workers SG"),
            (.down, "Redis SG"),
            (.left, "RDS SG"), ("k", "ECS API SG"), (.up, "ALB SG"), (.up, "INTERNET"), (.up, "INTERNET"), ("G", "Redis SG"),
            ("g", "INTERNET"),
        ]
        for (key, name) in steps {
            story.press(key)
            #expect(story.selected == name)
        }
    }

    @Test("Moving the selection moves no box")
    func movesNoBox() {
        var story = Story()
        func lines(_ story: Story) -> [Int] {
            let map = story.frame.cells.prefix(80 * 20)
            return map.indices.filter { "─│┌┐└┘├┤┬┴┼▼".contains(map[$0].text) && !map[$0].text.isEmpty }
        }
        let before = lines(story)
        story.press("j", "l", "j")
        #expect(lines(story) == before)
    }

    @Test("Enter opens the group, follows a rule to its peer, and [ ] go back and forward")
    func following() throws {
        var story = Story()
        story.press("/")
        story.type("rds")
        story.press(.enter, .enter)
        #expect(story.line(with: "ingress 3")?.contains("tcp 5432  from ECS API SG       PostgreSQL from ECS API") == true)
        let rule = try #require(story.state.details.lines.rows.firstIndex { $0.line.text.contains("from ECS Workers SG") })
        while story.state.details.scroll.cursor < rule { story.press("j") }
        story.press(.enter)
        #expect(story.selected == "ECS Workers SG")
        story.press("[")
        #expect(story.selected == "RDS SG")
        story.press("]")
        #expect(story.selected == "ECS Workers SG")
    }

    @Test(
        "An address finds the groups of the interface that has it, by itself or by a delegated prefix",
        arguments: [
            ("10.0.1.10", "node"), ("10.0.1.40", "node"), ("2001:db8:1::9", "node"), ("10.0.1.48", "nothing"),
            ("203.0.113.9", "database"),
        ])
    func finding(_ address: String, _ group: String) throws {
        let inventory = try World.inventory(
            """
            group first
            group node
            group database
            interface eni-1 - node 10.0.1.10 prefix=10.0.1.32/28 prefix=2001:db8:1::/80
            interface eni-2 - database public=203.0.113.9
            """, idPrefix: "sg-")
        var story = Story(ExampleExplorer.model(of: inventory))
        story.press("/")
        story.type(address)
        story.press(.enter)
        #expect(story.state.found?.hits.compactMap { $0.subject.map(story.state.model.name) } ?? ["nothing"] == [group])
        if group != "nothing" { #expect(story.selected == group) }
    }

    @Test("Esc goes out level by level and never quits; q closes the top thing and quits at the top")
    func leaving() {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.press(.enter)
        #expect(story.state.focus == .details)
        story.press(.escape)
        #expect(story.state.focus == .answer)
        story.press(.escape)
        #expect(story.state.answer == nil)
        for _ in 0..<5 { story.press(.escape) }
        #expect(story.effects.isEmpty)
        story.press(.enter, "q")
        #expect(story.effects.isEmpty)
        story.press("q")
        #expect(story.effects == [.quit])
    }

    @Test("A blocked question names both sides, lights the way round, and marks where the flow stops")
    func blocked() throws {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("alb -> rds:5432")
        #expect(story.line(with: "✗ Blocked") != nil)
        #expect(story.line(with: "✓ ║ group ALB SG") != nil)
        #expect(story.line(with: "✗ ╳ group RDS SG") != nil)
        #expect(story.screen.contains("✓ 5432 to RDS SG"))
        #expect(story.screen.contains("✗ 5432 from ALB SG"))
        #expect(story.screen.contains("║ • ECS API SG"))
        let answer = try #require(story.state.answer)
        let lit = AnswerHighlight(answer.answer, in: try #require(story.state.whole))
            .highlight(in: story.state.map.graph, glyphs: .unicode)
        let lines = lit.edges.map { edge in
            let line = story.state.map.graph.graph.edges[edge]
            return [line.source, line.target].map { story.state.map.graph.graph.nodes[$0].title }.joined(separator: " -> ")
        }
        #expect(Set(lines) == ["ALB SG -> ECS API SG", "ECS API SG -> RDS SG"])
        let roles = Set(story.frame.cells.map(\.role))
        #expect(roles.isSuperset(of: [.path, .dim, .allowed, .blocked, .selected]))
    }

    @Test("The sentence of an answer keeps the colour of its verdict, and the answer scrolls to its end and back")
    func scrollingAnswer() {
        var story = Story()
        story.ask("alb -> rds:5432")
        let row = story.screen.split(separator: "\n").firstIndex { $0.contains("✗ Blocked") } ?? 0
        #expect(story.frame[1, row].role == .blocked)
        let before = story.screen
        story.press("G")
        #expect(story.screen.contains("groups drop in silence") || story.screen.contains("health checks"))
        story.press("k", "k", "g")
        #expect(story.screen == before)
    }

    @Test("The path is seen without colour: double lines and signs, in ASCII too")
    func seenWithoutColour() {
        var story = Story(ExampleExplorer.model, 80, 24, glyphs: .ascii)
        story.ask("alb -> rds:5432")
        #expect(story.screen.contains("[ok ALB SG !]"))
        #expect(story.screen.contains("[* ECS API SG]"))
        #expect(story.screen.contains("[>NO RDS SG !]"))
        #expect(story.screen.contains("====="))
        #expect(story.screen.unicodeScalars.allSatisfy { $0.isASCII })
    }

    @Test("The answer comes as the question is typed, with its path lit; Enter keeps it, Esc takes it back")
    func preview() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.press("a")
        story.type("alb -> rds:")
        #expect(story.state.preview == nil)
        story.type("5432")
        #expect(story.line(with: "✗ Blocked") != nil)
        #expect(story.screen.contains("║ • ECS API SG"))
        #expect(story.state.answer == nil)
        story.press(.backspace)
        story.type("3")
        #expect(story.state.preview?.text == "alb -> rds:5433")
        story.press(.escape)
        #expect(!story.screen.contains("Blocked"))
        #expect(!story.screen.contains("║ • ECS API SG"))
        story.ask("api -> rds:5432")
        #expect(story.state.answer?.text == "api -> rds:5432")
        #expect(story.state.preview == nil)
    }

    @Test("Tab completes each part of a question, and Enter goes on from part to part")
    func completion() {
        var story = Story()
        story.press("a")
        story.type("alb")
        story.press(.enter)
        #expect(story.state.question?.editor.text == "alb -> ")
        story.type("rd")
        story.press(.tab)
        #expect(story.state.question?.editor.text == "alb -> RDS SG")
        story.press(.enter)
        #expect(story.state.question?.editor.text == "alb -> RDS SG:")
        #expect(story.state.question?.candidates == ["5432", "all"])
        story.press(.tab, .enter)
        #expect(story.state.answer?.text == "alb -> RDS SG:5432")
    }

    @Test("Enter behind a destination goes on to the port, and Enter there asks for every port")
    func portAfterDestination() {
        var story = Story()
        story.press("a")
        story.type("api -> rds")
        story.press(.enter)
        #expect(story.state.question?.editor.text == "api -> rds:")
        #expect(story.screen.contains("5432"))
        story.press(.enter)
        #expect(story.state.answer?.text == "api -> rds")
        story.press(":")
        story.type("ask alb -> rds")
        story.press(.enter)
        #expect(story.state.answer?.text == "alb -> rds")
    }

    @Test("The source and the destination can be marked on the map; then only the port is missing")
    func marking() {
        var story = Story()
        story.press("s")
        #expect(story.screen.contains("from ALB SG to ?"))
        story.press("j", "h", "d")
        #expect(story.state.question?.editor.text == "ALB SG -> ECS API SG:")
        #expect(story.state.question?.candidates.first == "3001")
        story.press(.tab, .enter)
        #expect(story.screen.contains("✓ Allowed"))
    }

    @Test("x swaps the ends, p asks for another port, up brings earlier questions back")
    func whatIf() {
        var story = Story()
        story.ask("alb -> api:3001")
        #expect(story.screen.contains("✓ Allowed"))
        story.press("x")
        #expect(story.state.answer?.text == "api -> alb:3001")
        story.press("p")
        #expect(story.state.question?.editor.text == "api -> alb:")
        story.type("443")
        story.press(.enter)
        #expect(story.screen.contains("✓ Allowed"))
        story.press("a", .up, .up)
        #expect(story.state.question?.editor.text == "api -> alb:3001")
        story.press(.down, .down)
        #expect(story.state.question?.editor.text == "")
    }

    @Test("A question that cannot be asked says why where it was typed, and can be mended")
    func mending() {
        var story = Story()
        story.ask("alb -> rdss:5432")
        #expect(story.screen.contains("nothing is called \"rdss\". Close: RDS SG"))
        for _ in 0..<6 { story.press(.backspace) }
        story.type(":5432")
        story.press(.enter)
        #expect(story.screen.contains("✗ Blocked"))
        story.ask("ecs -> rds:5432")
        #expect(story.screen.contains("\"ecs\" is three: ECS API SG, ECS Realtime SG, ECS Workers SG"))
    }

    @Test("Enter behind a source that nothing is called says so; behind one that is, it goes on")
    func sourceAlone() {
        var story = Story()
        story.ask("nope")
        #expect(story.screen.contains("nothing is called \"nope\""))
        #expect(!story.screen.contains("is no question"))
        story.press(.control("u"))
        story.type("ecs")
        story.press(.enter)
        #expect(story.screen.contains("\"ecs\" is three"))
        story.press(.control("u"))
        story.type(" 10.0.0.1 ")
        story.press(.enter)
        #expect(story.state.question?.editor.text == " 10.0.0.1 -> ")
    }

    @Test(
        "Of a very long paste the end stays in view, and the error is told",
        arguments: [
            ("x", 80, 24), ("ab ", 40, 12), ("安 ", 40, 12), ("安 ", 120, 40), ("x -> ", 80, 24), ("1.2.3.4/", 120, 40),
        ])
    func longPaste(_ piece: String, columns: Int, rows: Int) {
        var story = Story(ExampleExplorer.model, columns, rows)
        story.press("a")
        story.send(.paste(String(repeating: piece, count: 1990 / piece.count) + "theEnd"))
        #expect(story.line(with: "ask  ")?.contains("theEnd") == true)
        story.press(.enter)
        let screen = story.screen
        #expect(screen.split(separator: "\n").first { $0.contains("ask  ") }?.contains("theEnd") == true)
        let reasons = ["nothing is called", "is no", "has the prefix length"]
        #expect(reasons.contains { screen.contains($0) }, "\(screen)")
    }

    @Test("A fix stands at the end of the answer as a command to run, whole and in view", arguments: [40, 60, 80, 120, 200])
    func command(columns: Int) throws {
        var story = Story(ExampleExplorer.model, columns, 40)
        story.ask("alb -> rds:5432")
        let view = try #require(story.state.answer)
        let first = try #require(view.lines.firstIndex { $0.text.hasPrefix("  run") })
        let lines = view.lines[first...].map(\.text).filter { !$0.contains("y f copies it in one line") }
        #expect(lines.allSatisfy { $0.count <= columns - 2 })
        var command = ""
        for line in lines {
            let text = (line.hasPrefix("  run") ? String(line.dropFirst(5)) : line).drop { $0 == " " }
            command += text.hasSuffix(" \\") ? String(text.dropLast()) : String(text)
        }
        #expect([command] == view.fixes.map(\.aws))
        story.press("G")
        #expect(story.screen.contains("Description=\"tcp 5432 from ALB SG\"}]'"))
        story.ask("api -> rds:5432")
        #expect(story.state.answer?.lines.contains { $0.text.hasPrefix("  run") } == false)
    }

    @Test("Where groups alone are looked at n and N step through the groups of the way; Enter goes to the rule that decides")
    func hops() {
        let world = World.inventory(
            groups: ["alb", "api", "rds"], rules: [("0.0.0.0/0", "alb", 443), ("alb", "api", 3001), ("api", "rds", 5432)])
        var story = Story(ExampleExplorer.model(of: world))
        story.ask("alb -> rds:5432")
        let seen = (0..<4).map { _ in
            story.press("n")
            return story.selected
        }
        #expect(seen == ["alb", "api", "rds", "alb"])
        story = Story()
        story.ask("alb -> rds:5432")
        story.press(.enter)
        #expect(story.selected == "RDS SG")
        #expect(story.state.details.lines.rows[story.state.details.scroll.cursor].line.text.contains("tcp 5432  from ECS API SG"))
    }

    @Test("/ finds as one types, n and N go on with a count, Esc goes back to where it began")
    func finding() {
        var story = Story()
        story.press("/")
        story.type("ecs")
        #expect(story.selected == "ECS API SG")
        #expect(story.screen.contains("1 of "))
        story.press(.escape)
        #expect(story.selected == "ALB SG")
        story.press("/")
        story.type("ecs")
        story.press(.enter, "n")
        #expect(story.selected == "ECS Realtime SG")
        story.press("N", "N")
        #expect(story.screen.contains("/ecs  "))
        story.press("/")
        story.type("kafka")
        #expect(story.screen.contains("nothing"))
        story.press(.enter)
        #expect(story.screen.contains("/kafka  nothing"))
    }

    @Test("A paste is text: it opens the question line and presses no keys")
    func pasting() {
        var story = Story()
        story.send(.paste("alb -> rds:5432\nq\u{1b}[A"))
        #expect(story.state.question?.editor.text == "alb -> rds:5432 q[A")
        #expect(story.effects.isEmpty)
        #expect(story.state.answer == nil)
    }

    @Test("Ctrl-L repaints, Ctrl-Z suspends, in a question too they are no text")
    func effects() {
        var story = Story()
        story.press(.control("l"), .control("z"))
        story.send(.repaint)
        #expect(story.effects == [.repaint, .suspend, .repaint])
    }

    @Test("+ and - draw more and less of each box, and say so")
    func detail() {
        var story = Story()
        story.press("-")
        #expect(story.screen.contains("in each box: title"))
        story.press("-")
        #expect(story.screen.contains("[▸ ALB SG !]"))
        story.press("-")
        #expect(story.screen.contains("the boxes hold names alone already"))
    }

    @Test("A map larger than its pane is moved so that the selection is seen, and by hand")
    func panning() {
        var story = Story(ExampleExplorer.model, 40, 12)
        story.press("G")
        #expect(story.line(with: "▸ Re")?.contains("[") == true || story.line(with: "[▸") != nil)
        let before = story.screen
        story.press("K")
        #expect(story.screen != before)
    }

    @Test("The help lists the keys that are valid now, and only those")
    func help() {
        var story = Story()
        func told() -> String { HelpPage(story.state).lines.map(\.text).joined(separator: "\n") }
        story.press("?")
        #expect(told().contains("moving") && !told().contains("swap the ends"))
        story.press(.escape)
        story.ask("alb -> rds:5432")
        story.press("?")
        #expect(told().contains("swap the ends"))
        story.press("q")
        #expect(story.state.help == nil)
        #expect(story.effects.isEmpty)
    }
}
