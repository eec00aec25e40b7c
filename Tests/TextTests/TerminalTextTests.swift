import Testing
import Text

@Test(
    "A text's width is what a terminal advances",
    arguments: [
        ("", 0), ("ALB SG", 6), ("e\u{301}", 1), ("データベース", 12), ("한글", 4), ("🚀", 2), ("👨‍👩‍👧", 2), ("❤️", 2), ("❤", 1),
        ("▸ ✓ …", 5), ("ｆｕｌｌ", 8), ("🇩🇪", 2), ("┼", 1), ("日本", 4), ("👩‍💻", 2),
    ])
func width(text: String, columns: Int) {
    #expect(TerminalText.width(text) == columns)
}

@Test(
    "What a terminal would obey is shown instead",
    arguments: [
        ("plain", "plain"), ("a\u{1b}[31m", "a␛[31m"), ("a\nb\tc", "a␊b␉c"), ("\u{7f}", "␡"), ("\u{9b}2J", "\\u{9b}2J"),
        ("x\u{202e}y", "x\\u{202e}y"), ("\u{2066}x", "\\u{2066}x"), ("a\u{200b}b", "a\\u{200b}b"), ("\u{301}a", "◌\u{301}a"),
        ("データ", "データ"), ("x\u{9B}31m", "x\\u{9b}31m"), ("\u{feff}", "\\u{feff}"), ("a\u{2028}b", "a\\u{2028}b"),
        ("\u{e000}", "\\u{e000}"),
    ])
func safety(text: String, shown: String) {
    #expect(TerminalText.safe(text) == shown)
}
