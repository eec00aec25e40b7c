import CoreModel
import Support
import Testing

@testable import Explorer
@testable import Frames

@Suite("Words at the bottom of the screen")
struct BottomWordsTests {
    @Test(
        "A key without a meaning is answered",
        arguments: [("c", "c"), ("U", "U"), (.function(7), "F7"), (.control("t"), "^T"), (.delete, "Delete"), ("x", "x")]
            as [(Key, String)])
    func unknownKeys(_ key: Key, _ name: String) {
        var story = Story()
        story.press(key)
        #expect(story.screen.contains("no key \"\(name)\" here: ? lists them"))
        #expect(story.effects.isEmpty)
        story.press("j")
        #expect(!story.screen.contains("no key"))
        story.press("?", key)
        #expect(story.screen.contains("no key \"\(name)\" in the help: q closes it"))
        story.press("q", "y", "z")
        #expect(story.screen.contains("nothing is copied: no key \"z\" behind y"))
    }

    @Test("R, F5 and ^R read again as r does", arguments: ["r", "R", .function(5), .control("r")] as [Key])
    func rereading(_ key: Key) {
        var story = Story(ExampleExplorer.model(of: World.inventory(groups: ["web"], rules: [])))
        story.press(key)
        #expect(story.effects == [.reread])
    }

    @Test("A message of one row stands in one, a longer one in two, and no word of it is lost")
    func rows() {
        #expect(MessageRows.rows("short", width: 78) == ["short"])
        let sentence = "the answer to a question that is longer than a row of the screen is told in two rows of it, to its end"
        let rows = MessageRows.rows(sentence, width: 78)
        #expect(rows.count == 2)
        #expect(rows.joined(separator: " ") == sentence)
    }

    @Test("A path is shortened in its middle, as little as saves a third row; what to do is never cut", arguments: [38, 78, 118])
    func paths(_ width: Int) {
        let path = "/home/someone/work/accounts/production/eu-central-1/2026-10-01/listings/describe-security-groups.json"
        let what = "is empty; the command that wrote it probably failed, run it again. Still showing 08:02"
        let rows = MessageRows.rows("✗ not read: \(path): \(what)", width: width)
        let text = rows.joined(separator: " ")
        #expect(rows.count == (width == 38 ? 4 : 2), "\(rows)")
        #expect(rows.allSatisfy { $0.count <= width })
        #expect(text.hasSuffix(what))
        #expect(text.contains("groups.json:") == (width > 38))
        if width == 118 { #expect(text.contains(path)) }
        if width == 78 { #expect(text.contains("...") && !text.contains(path)) }
    }

    @Test("The second row stands over the map, and the keys that are valid now behind it where there is room")
    func drawn() {
        var story = Story()
        story.send(.notice("/a/long/way/to/a/file/that/is/there/already/map.txt is there already; :write! map.txt replaces it"))
        let rows = story.screen.split(separator: "\n").suffix(2)
        #expect(rows.last?.contains("replaces it") == true)
        #expect(rows.last?.contains("q quit") == true)
        #expect(story.screen.contains("/a/long/way/to/a/file/that/is/there/already/map.txt is there"))
    }

    @Test("Each copy after the first says which it is, and that all are printed")
    func copies() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("alb -> rds:5432")
        for (key, said) in [
            ("f", "copied: the fix (1 line), printed too when you leave"),
            ("t", "line"), ("i", "copied: the id (1 line), 3rd copy. All are printed when you leave"),
        ] as [(Key, String)] {
            story.press("y", key)
            story.send(.copyUncertain)
            #expect(story.screen.contains(said), "\(story.screen)")
        }
        #expect(!story.screen.contains("2nd copy"))
    }
}

@Suite("Texts that come without brackets")
struct BurstTests {
    private func burst(_ text: String) -> Event {
        .burst(text.map { $0 == "\n" ? .enter : $0 == "\t" ? .tab : .character($0) })
    }

    @Test("On the map they are a paste: an error line becomes the question, and no letter of it is a command")
    func onTheMap() {
        var story = Story()
        story.send(burst("request to 10.0.10.158:5432 timed out"))
        #expect(story.effects.isEmpty)
        #expect(story.screen.contains("ask  -> 10.0.10.158:5432"))
        var other = Story()
        other.send(burst("quite something else, with quotes\nand q in it\n"))
        #expect(other.effects.isEmpty)
        #expect(other.screen.contains("pasted 45 characters: a question?"), "\(other.screen)")
        other.press(.escape, "y")
        other.send(burst("quit now"))
        #expect(other.effects.isEmpty)
    }

    @Test("Where a text is typed they go into it, and a line end at its end does what Enter does")
    func inPrompts() {
        var story = Story()
        story.press("a")
        story.send(burst("alb -> rds:5432\n"))
        #expect(story.screen.contains("✗ Blocked"))
        #expect(story.state.prompt == nil)
        var lines = Story()
        lines.press("a")
        lines.send(burst("connect\nquit\n"))
        #expect(lines.effects.isEmpty)
        #expect(lines.state.question != nil)
    }

    @Test("What opens a prompt, with what belongs there, is typed", arguments: ["/redis", ":goto redis\n"])
    func typed(_ text: String) {
        var story = Story()
        story.send(burst(text))
        #expect(story.selected == "Redis SG")
        story.send(.key(.escape))
        story.send(burst("aalb -> rds:5432\n"))
        #expect(story.screen.contains("✗ Blocked"))
    }
}

@Suite("Signs and files")
struct TrustTests {
    @Test("A box, its strip and its pane have the same sign; a line says what differs about itself or nothing")
    func signs() {
        var story = Story()
        #expect(story.line(with: "▸ ALB SG  sg-")?.contains("! differs from the notes, 2 findings") == true)
        story.press("/")
        story.type("realtime")
        story.press(.enter)
        let strip = story.line(with: "▸ ECS Realtime SG  sg-")
        #expect(strip?.contains("1 finding") == true && strip?.contains("!") == false)
        #expect(story.line(with: "│ ▸ ECS Realtime SG")?.contains("ECS Realtime SG !") == false)
        story.press("o")
        #expect(story.screen.contains(" -> "))
        #expect(story.line(with: "▸ ")?.contains("finding") == false)
    }

    @Test("Files that are not used are said when it opens, until a key is pressed")
    func unused() {
        var builder = InventoryBuilder(label: "folder")
        builder.noteUnused("notes.json is no JSON: not used")
        builder.noteUnused("empty.json is empty: not used")
        var story = Story(ExampleExplorer.model(of: builder.finish()))
        #expect(story.screen.contains("! notes.json is no JSON: not used; empty.json is empty: not used"))
        story.press("j")
        #expect(!story.screen.contains("! notes.json"))
    }

    @Test("The title's age goes on with the clock")
    func clock() throws {
        var builder = InventoryBuilder(label: "folder")
        builder.noteFile(changed: 1_790_841_600)
        var story = Story(ExampleExplorer.model(of: builder.finish()))
        #expect(story.screen.contains("files of 2026-10-01 08:00Z"))
        story.send(.time(1_790_841_600 + 3 * 3600))
        #expect(story.screen.contains("files of 08:00Z, 3 hours old"))
        story.send(.time(1_790_841_600 + 3 * 86_400))
        #expect(story.screen.contains("! files of 10-01, 3 days old"))
    }

    @Test("A written map begins with what it is of, when, and by which version, and ends with what its signs mean")
    func written() throws {
        var story = Story()
        story.press(":")
        story.type("write map.txt")
        story.press(.enter)
        guard case .write(let file) = story.effects.last, case .text(let text) = file.content else {
            Issue.record("nothing is written")
            return
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "chat-dev, example data, not an account, sgscope 0.1.0")
        #expect(lines.dropLast().suffix(3).map { $0.prefix(10) } == ["signs     ", "lines     ", "a way     "])
    }

    @Test(
        "A command on the screen breaks between options, each row ending in a backslash, and y f is said to copy it in one line")
    func commands() throws {
        let command =
            "aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id acl-0123456789abcdef0 --ingress --rule-number 110 "
            + "--protocol 6 --port-range From=5432,To=5432 --cidr-block 10.0.0.0/16 --rule-action allow"
        let lines = CommandLines(command).lines(width: 60)
        #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" \\") })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  --") })
        #expect(
            lines.map { $0.hasSuffix(" \\") ? String($0.dropLast(2)) : $0 }.joined(separator: " ").replacing("   --", with: " --")
                == command)
        var story = Story(ExampleExplorer.model, 120, 50)
        story.ask("alb -> rds:5432")
        story.press("z", "G")
        #expect(story.screen.contains("y f copies it in one line"))
    }

    @Test("S shows the flows that one side alone allows, and the title says how many are not drawn")
    func oneSided() throws {
        let world = try World("group web\n  in tcp 443 0.0.0.0/0\ngroup db\n  in tcp 5432 web\ngroup jobs\n  in tcp 22 db")
        var story = Story(ExampleExplorer.model(of: world.inventory), 120, 40)
        #expect(story.screen.contains("one-sided flows not drawn: S"), "\(story.screen)")
        story.press("S")
        #expect(!story.screen.contains("not drawn: S"))
        #expect(story.screen.contains("dotted: shown"))
    }
}
