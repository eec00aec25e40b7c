import Testing

@testable import SecurityGroups

@Suite("Texts")
struct TextTests {
    @Test("A text is kept once, whatever its bytes")
    func interned() {
        var table = StringTable()
        let texts = (0..<5000).map { "text \($0 % 1250) \u{1F600}" }
        let ids = texts.map { table.intern($0) }
        #expect(Set(ids).count == 1250)
        #expect(zip(ids, texts).allSatisfy { table[$0] == $1 })
        #expect(table.find("text 7 \u{1F600}") == ids[7])
        #expect(table.find("text 9999") == nil)
        #expect(table.intern("") == .none)
    }

    @Test(
        "What a terminal would obey is shown instead",
        arguments: [
            ("plain", "plain"), ("a\u{1B}[31m", "a␛[31m"), ("x\ny", "x␊y"), ("x\u{202E}y", "x\\u{202e}y"),
            ("x\u{9B}31m", "x\\u{9b}31m"),
            ("tab\there", "tab␉here"), ("日本", "日本"), ("\u{7F}", "␡"), ("a\u{2028}b", "a\\u{2028}b"),
        ])
    func safe(given: String, expected: String) {
        #expect(TerminalText.safe(given) == expected)
    }

    @Test("Widths are counted in columns", arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("✓", 1), ("👩‍💻", 2), ("", 0)])
    func widths(text: String, columns: Int) {
        #expect(TerminalText.width(text) == columns)
    }
}
