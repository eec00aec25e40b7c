import Testing

@testable import Terminal

@Suite("A cell shows exactly its columns")
struct CellTextTests {
    /// Widths as a UTF-8 locale has them, whatever the tests run in.
    private func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: -1
        case 0x300...0x36F, 0x200D, 0x202E, 0xFE0F: 0
        case 0x4E00...0x9FFF, 0x1F300...0x1FAFF: 2
        default: 1
        }
    }

    private func fitted(_ text: String, columns: Int, utf8: Bool = true) -> (text: String, taken: Int) {
        var scalars: [Unicode.Scalar] = []
        let taken = CellText(isUTF8: utf8, width: width).fitted(text, columns: columns, into: &scalars)
        return (scalars.map { String($0) }.joined(), taken)
    }

    @Test(
        "characters stay as they are, with their marks",
        arguments: [("a", 1), ("─", 1), ("✓", 1), ("e\u{301}", 1), ("漢", 2), ("🙂", 2), (" ", 1)])
    func kept(text: String, columns: Int) {
        #expect(fitted(text, columns: columns) == (text, columns))
    }

    @Test(
        "what a terminal would obey, or show in other columns, becomes a question mark",
        arguments: ["\u{1B}", "\u{07}", "\n", "\u{9B}", "\u{202E}", "漢"])
    func replaced(text: String) {
        #expect(fitted(text, columns: 1) == ("?", 1))
    }

    @Test("joined emoji and selectors are cut to their first character, which every terminal shows alike")
    func joined() {
        #expect(fitted("👩\u{200D}🚀", columns: 2) == ("👩", 2))
        #expect(fitted("❤\u{FE0F}", columns: 2) == ("❤", 1))
    }

    @Test("a pile of marks is cut to what curses keeps")
    func marks() {
        let text = "e" + String(repeating: "\u{301}", count: 40)
        #expect(fitted(text, columns: 1).text.unicodeScalars.count == CellText.longest)
    }

    @Test("without UTF-8 only ASCII is sent")
    func ascii() {
        #expect(fitted("a", columns: 1, utf8: false) == ("a", 1))
        #expect(fitted("é", columns: 1, utf8: false) == ("?", 1))
        #expect(fitted("e\u{301}", columns: 1, utf8: false) == ("e", 1))
        #expect(fitted("漢", columns: 2, utf8: false) == ("?", 1))
    }

    @Test("an empty cell is a blank")
    func empty() {
        #expect(fitted("", columns: 1) == (" ", 1))
    }
}
