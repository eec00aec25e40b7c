import Testing
import Text

@Suite("Breaking into lines")
struct TextWrapTests {
    @Test(
        "Lines are broken at blanks, a protocol stays with its ports, and a word that is wider than a line stays whole",
        arguments: [
            ("", 10, [""]), ("one two", 10, ["one two"]), ("one two", 7, ["one two"]), ("one two", 6, ["one", "two"]),
            ("one two three", 8, ["one two", "three"]), ("allows tcp 5432", 10, ["allows", "tcp 5432"]),
            ("on port 443 alone", 9, ["on", "port 443", "alone"]), ("tcp and udp", 8, ["tcp and", "udp"]),
            ("icmpv6 128 is", 9, ["icmpv6 128", "is"]), ("sg-0123456789 of web", 6, ["sg-0123456789", "of web"]),
            ("a sg-0123456789 b", 6, ["a", "sg-0123456789", "b"]), ("データ ベース", 8, ["データ", "ベース"]),
            ("データ ベース", 13, ["データ ベース"]),
        ])
    func lines(text: String, width: Int, lines: [String]) {
        #expect(TextWrap.lines(text, width: width) == lines)
    }

    @Test(
        "Where a line has to fit, a word that is wider is broken within, wide characters never in two",
        arguments: [
            ("one two", 6, ["one", "two"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("a bcdef", 3, ["a", "bcd", "ef"]),
            ("データ", 4, ["デー", "タ"]), ("データ", 3, ["デ", "ー", "タ"]), ("データ", 1, ["デ", "ー", "タ"]), ("", 3, [""]),
        ])
    func broken(text: String, width: Int, lines: [String]) {
        #expect(TextWrap.broken(text, width: width) == lines)
    }

    @Test("Nothing of a text is lost, and no line is wider than it may be", arguments: 1..<40)
    func whole(width: Int) {
        let text = "ALB SG (sg-0a1b2c3d4e5f67890) lets tcp 80, 443 in from 0.0.0.0/0, データベース too, but not udp 53 from 10.0.0.0/8"
        let words = { (lines: [String]) in lines.joined(separator: " ").split(separator: " ") }
        #expect(words(TextWrap.lines(text, width: width)) == words([text]))
        let broken = TextWrap.broken(text, width: width)
        #expect(broken.joined().filter { $0 != " " } == text.filter { $0 != " " })
        #expect(broken.allSatisfy { TerminalText.width($0) <= max(width, 2) })
    }
}

@Suite("Hung text")
struct HangingTests {
    @Test(
        "What follows the first line stands behind the indent and the hang, or under what the lead leads to",
        arguments: [(0, 2, ["aaa bbb", "  ccc"]), (1, 0, [" aaa bbb", " ccc"]), (2, 3, ["  aaa bbb", "     ccc"])])
    func indented(indent: Int, hang: Int, lines: [String]) {
        let width = 8 + indent + hang
        #expect(StyledLine.hanging("aaa bbb ccc", indent: indent, hang: hang, width: width).map(\.text) == lines)
    }

    @Test("The text stands behind its lead, further lines under it in a tone of their own")
    func behindLead() {
        let lead = [StyledSpan("in ", .dim)]
        let lines = StyledLine.hanging(behind: lead, "aaa bbb ccc", .pass, rest: .plain, width: 11)
        #expect(lines.map(\.text) == ["in aaa bbb", "   ccc"])
        #expect(lines.map { $0.spans.last?.tone } == [.pass, .plain])
        #expect(StyledLine.hanging(behind: lead, "", width: 11).map(\.text) == ["in "])
        // An id that is copied stays whole, whatever it takes.
        let whole = StyledLine.hanging(behind: lead, "sg-0123456789", isWhole: true, width: 11).map(\.text)
        #expect(whole == ["in sg-0123456789"])
        #expect(StyledLine.hanging(behind: lead, "sg-0123456789", width: 11).map(\.text) == ["in sg-01234", "   56789"])
    }
}
