import Support
import Testing

@testable import Explorer
@testable import Frames

@Suite("Taking along")
struct TakingAlongTests {
    private func copied(_ key: Key, _ question: String? = "alb -> rds:5432", glyphs: Bool = true) -> String? {
        var story = Story()
        if let question { story.ask(question) }
        story.press("y", key)
        return story.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }.first
    }

    @Test("y copies the answer, the fix, its undoing, the fix as Terraform, the map, the id, the command that asks the same")
    func copies() throws {
        let answer = try #require(copied("y"))
        #expect(answer.hasPrefix("alb -> rds:5432   (example data, not an account"))
        #expect(answer.contains("\n✗ Blocked: RDS SG lets tcp 5432 in only from"))
        #expect(copied("f")?.hasPrefix("aws ec2 authorize-security-group-ingress ") == true)
        #expect(copied("u")?.hasPrefix("aws ec2 revoke-security-group-ingress ") == true)
        #expect(copied("t")?.contains("aws_vpc_security_group_ingress_rule") == true)
        #expect(copied("d")?.contains("[✓ ALB SG !]") == true)
        #expect(copied("i") == "sg-e9ec91ed1f04d6569")
        #expect(copied("c") == "sgscope why 'alb -> rds:5432'\n")
    }

    @Test("What there is none of is not offered, and Esc copies nothing")
    func nothing() {
        #expect(copied("f", "api -> rds:5432") == nil)
        #expect(copied("y", nil) == nil)
        #expect(copied("i", nil) == "sg-d04e9420348ae5fda")
        var story = Story()
        story.press("y")
        #expect(story.line(with: "copy:")?.contains("d map  i id") == true)
        #expect(story.line(with: "copy:")?.contains("fix") == false)
        story.press(.escape)
        #expect(story.effects.isEmpty)
    }

    @Test("What was copied is said, and that it is printed too where nobody knows whether the terminal took it")
    func said() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("alb -> rds:5432")
        story.press("y", "f")
        #expect(story.screen.contains("copied: the fix (1 line)"))
        story.send(.copyUncertain)
        #expect(story.screen.contains("copied: the fix (1 line), printed too when you leave"))
    }

    @Test("w writes the map with the answer below it; an existing file only with write!")
    func writing() {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.press("w")
        story.type("ticket.txt")
        story.press(.enter)
        guard case .write(let file) = story.effects.last else {
            Issue.record("nothing is written")
            return
        }
        #expect(file.path == "ticket.txt")
        #expect(!file.isReplacing)
        guard case .text(let text) = file.content else {
            Issue.record("not written as text")
            return
        }
        #expect(text.contains("[✓ ALB SG !]"))
        #expect(text.contains("✗ Blocked"))
        story.press(":")
        story.type("w! ticket.txt")
        story.press(.enter)
        guard case .write(let again) = story.effects.last else {
            Issue.record("nothing is written")
            return
        }
        #expect(again.isReplacing)
        story.send(.notice("written: ticket.txt, 1802 bytes"))
        #expect(story.screen.contains("written: ticket.txt"))
    }

    @Test("The ending of the file is its format", arguments: [("svg", "<svg "), ("dot", "digraph"), ("mmd", "flowchart")])
    func formats(ending: String, start: String) {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.press(":")
        story.type("write map.\(ending)")
        story.press(.enter)
        guard case .write(let file) = story.effects.last, case .text(let text) = file.content else {
            Issue.record("nothing is written")
            return
        }
        #expect(text.prefix(200).contains(start))
        story.press(":")
        story.type("write answer.json")
        story.press(.enter)
        guard case .write(let json) = story.effects.last else {
            Issue.record("nothing is written")
            return
        }
        #expect(json.content == .json(question: "alb -> rds:5432"))
    }

    @Test("The mouse is off until m; then a click selects and opens, the wheel scrolls")
    func mouse() throws {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.press("m")
        #expect(story.effects == [.mouse(true)])
        let box = try place(of: "ECS Realtime SG", in: story)
        story.send(.mouse(Mouse(.click, column: box.0, row: box.1)))
        #expect(story.selected == "ECS Realtime SG")
        #expect(story.state.focus == .map)
        story.send(.mouse(Mouse(.click, column: box.0, row: box.1)))
        #expect(story.state.focus == .details)
        let cursor = story.state.details.scroll.cursor
        story.send(.mouse(Mouse(.wheelDown, column: 100, row: 10)))
        #expect(story.state.details.scroll.cursor == cursor + 3)
        let rule = try place(of: "from ALB SG", in: story)
        story.send(.mouse(Mouse(.click, column: rule.0, row: rule.1)))
        story.send(.mouse(Mouse(.click, column: rule.0, row: rule.1)))
        #expect(story.selected == "ALB SG")
        story.press("m")
        #expect(story.effects.last == .mouse(false))
    }

    private func place(of text: String, in story: Story) throws -> (Int, Int) {
        let lines = story.screen.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(lines.firstIndex { $0.contains(text) })
        let line = Array(lines[row])
        let column = try #require(line.indices.first { String(line[$0...]).hasPrefix(text) })
        return (column, row)
    }
}
