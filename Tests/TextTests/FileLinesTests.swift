import Testing
import Text

/// Lines of files from every system.
@Suite("Lines of a file")
struct FileLinesTests {
    @Test(
        "Lines end alike on every system, and a mark of the byte order is of none",
        arguments: [
            ("a\nb\n", ["a", "b", ""]), ("a\r\nb\r\n", ["a", "b", ""]), ("a\rb", ["a", "b"]),
            ("\u{FEFF}a\r\n\r\nb", ["a", "", "b"]),
            ("\u{FEFF}", [""]), ("", [""]), ("a\u{FEFF}b\u{2028}c", ["a\u{FEFF}b\u{2028}c"]),
        ])
    func ends(text: String, lines: [String]) {
        #expect(text.fileLines.map(String.init) == lines)
    }
}
