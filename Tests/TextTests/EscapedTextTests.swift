import Testing

@testable import Text

@Suite("Text for other formats")
struct EscapedTextTests {
    @Test("What is escaped is still there, in the words of its format")
    func kept() {
        #expect(EscapedText.csv("a,b") == "\"a,b\"" && EscapedText.csv("plain") == "plain")
        #expect(EscapedText.csvRow(["plain", "a,b"]).hasPrefix("plain,\"a,b\""))
        #expect(EscapedText.markdown("a|b") == "a\\|b")
        #expect(EscapedText.xml("a<b & c") == "a&lt;b &amp; c")
        #expect(EscapedText.hex(UInt8(10), digits: 4).lowercased() == "000a")
    }

    @Test(
        "What other people wrote cannot become a formula, a cell, a table, a tag or a command",
        arguments: [
            "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1", "a,b", "say \"hi\"", "a\r\nb,c", "\u{1B}[31mred", "\u{202E}txt",
            "a|b", "<script>", "[x](http://e)", "`code`", "*b* _i_", "'=1",
        ])
    func hostile(text: String) {
        let csv = EscapedText.csv(text)
        let inner = csv.hasPrefix("\"") ? String(csv.dropFirst().dropLast()) : csv
        #expect(!csv.contains("\n") && !csv.contains("\r") && !csv.contains("\u{1B}") && !csv.contains("\u{202E}"))
        #expect(!"=+-@ ".contains(inner.first ?? "x"), "\(csv)")
        #expect(csv.hasPrefix("\"") || !csv.contains { ",\"".contains($0) })
        let markdown = EscapedText.markdown(text)
        for character in "|<[`*" {
            let places = markdown.indices.filter { markdown[$0] == character }
            #expect(places.allSatisfy { $0 > markdown.startIndex && markdown[markdown.index(before: $0)] == "\\" }, "\(markdown)")
        }
        #expect(!markdown.contains("\n") && !markdown.contains("\u{1B}"))
        #expect(!EscapedText.xml(text).contains { "<\"\u{1B}\u{202E}".contains($0) })
        // What is printed by the thousands is searched, not read: a row stays a line.
        let many = TextTable(columns: ["a", "b"], rows: Array(repeating: [text + text + text + text, text], count: 2_001))
        #expect(many.lines(width: 24).count == 2_002)
        let table = TextTable(columns: ["a", "b"], rows: [[text, text + text + text]])
        #expect(table.lines(width: 24).allSatisfy { TerminalText.width($0.text) <= 24 })
        #expect(table.markdown.split(separator: "\n").count == 3)
    }

    @Test(
        "A shell takes the text as one word, and as it is",
        arguments: [
            ("sg-1", "sg-1", "'sg-1'"), ("it's", #"'it'\''s'"#, #"'it'\''s'"#), ("", "''", "''"), ("a b", "'a b'", "'a b'"),
            ("$(x)", "'$(x)'", "'$(x)'"), ("a=1,b:/c+d", "a=1,b:/c+d", "'a=1,b:/c+d'"),
        ])
    func shell(text: String, quoted: String, always: String) {
        #expect(ShellText.quoted(text) == quoted)
        #expect(ShellText.quoted(text, always: true) == always)
    }

    @Test(
        "JSON escapes what it must and what a terminal would obey, and keeps the order of keys",
        arguments: [
            (JSONText.Value.string("a\"b\\c\n\u{1B}[1m\u{202E}\u{1F600}"), #""a\"b\\c\n\u001b[1m\u202e😀""#),
            (.string("a \"b\" \\\n\\\n\n"), #""a \"b\" \\\n\\\n\n""#), (.string("a\tb\n\u{7F}"), #""a\tb\n\u007f""#),
            (.object([("b", .number(-1)), ("a", .null)]), #"{"b": -1, "a": null}"#),
            (.dictionary([("k\"", .bool(true))]), #"{"k\"": true}"#),
            (.array([.strings(["x", "é"]), .written("[ ]"), .optional(nil)]), #"[["x", "é"], [ ], null]"#),
        ])
    func json(value: JSONText.Value, text: String) {
        #expect(JSONText.compact(value) == text)
    }
}
