import Foundation
import Readers
import Support
import Testing

@testable import Explorer

@Suite("Pasted records and long pastes")
struct PastedRecordTests {
    private static let folder = Places.tests.appending(path: "FieldTests/Fixtures/flowlog-pkt-addresses")

    private static func line() throws -> String { try String(contentsOf: folder.appending(path: "line.txt"), encoding: .utf8) }

    private static func story() throws -> Story {
        let files = ["groups.json", "interfaces.json"].map { InputArgument.path(folder.appending(path: $0).path) }
        return Story(ExampleExplorer.model(of: try InputReader().read(files).inventory), 110, 40)
    }

    /// The screen's text without its line ends, so that wrapped sentences are found.
    private static func text(_ story: Story) -> String {
        story.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("A record with the packet's addresses before the protocol asks about its port, not about the packets' count")
    func packetAddresses() throws {
        var story = try Self.story()
        story.send(.paste(try Self.line()))
        #expect(story.state.question?.editor.text == "198.51.100.9 -> 10.0.2.20:5432")
        #expect(Self.text(story).contains("from the record: 198.51.100.9 -> 10.0.2.20"))
    }

    @Test(
        "What the record says is held against the rules",
        arguments: [
            ("REJECT", "the record says REJECT, and the rules here block it"),
            ("ACCEPT", "the record says ACCEPT, the rules here block it: a rule or a group was taken away since"),
        ])
    func compared(action: String, sentence: String) throws {
        var story = try Self.story()
        let line = try Self.line()
        #expect(line.contains("REJECT"))
        story.send(.paste(line.replacing("REJECT", with: action)))
        #expect(Self.text(story).contains(sentence), "\(story.screen)")
        story.press(.enter)
        #expect(story.state.answer != nil)
        #expect(Self.text(story).contains(sentence), "\(story.screen)")
    }

    @Test("On the example a record that the rules allow was rejected by something else")
    func allowed() throws {
        var story = Story(ExampleExplorer.model, 110, 40)
        story.send(
            .paste(
                "2 123456789012 eni-59687a94ea3c2b3e7 10.0.11.24 10.0.10.158 48122 5432 6 4 240 1418530010 1418530070 REJECT OK"))
        #expect(Self.text(story).contains("the record says REJECT, the rules here allow it"), "\(story.screen)")
        // Another question is no longer the record's.
        story.press(.backspace, "3", .enter)
        #expect(!Self.text(story).contains("the record says"))
    }

    @Test(
        "Without an order of fields that is known the port is left open, and without traffic there is no question",
        arguments: [
            (
                "2 eni-1 10.0.11.24 10.0.10.158 6 568 8 REJECT OK", "10.0.11.24 -> 10.0.10.158:",
                "the order of its fields is not known"
            ),
            ("2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - NODATA", "", "NODATA, there was no traffic"),
            ("2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - SKIPDATA", "", "SKIPDATA, records were lost"),
        ])
    func open(line: String, question: String, words: String) throws {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.send(.paste(line))
        #expect(story.state.question?.editor.text == question)
        #expect(Self.text(story).contains(words), "\(story.screen)")
    }

    @Test(
        "The first label of a foreign host name is no name of the input",
        arguments: ["chat-dev-rds-0.corp.example:5432", "dial tcp: lookup rds.corp.example:5432: no such host"])
    func foreign(line: String) throws {
        var story = Story(ExampleExplorer.model, 110, 40)
        story.send(.paste(line))
        #expect(story.state.question?.editor.text.contains(".corp.example") == true)
    }

    @Test("What is longer than a line of a log is cut before it is worked on", arguments: ["alb ", "é", "\u{1B}[A", "{\"a\": "])
    func long(piece: String) throws {
        let text = String(repeating: piece, count: 4_000_000 / piece.utf8.count)
        var story = Story()
        let took = OwnTime.seconds {
            story.send(.paste(text))
            story.press("x")
        }
        #expect(took < 3)
        let typed = try #require(story.state.question).editor.characters.count
        #expect(typed > 0 && typed <= LineEditor.limit)
        #expect(PastedText.cut(text).unicodeScalars.count == PastedText.limit)
        #expect(PastedText.cut("short") == "short")
    }
}
