import Annotations
import CoreModel
import Reachability
import Support
import Testing
import Text
import Words

@testable import Documentation

/// The pages behind the rows of a ladder: the whole ACL, table, group or gateway, with what decides in it.
@Suite("The pages of hops")
struct HopPageTests {
    private typealias Case = LadderTests.Case

    /// The pages of a case's ladder, row by row.
    private static func pages(
        _ own: Case, _ style: NamedNetwork.Style = .plain, width: Int = 100, ascii: Bool = false
    ) throws -> [(row: LadderRow, page: HopPage, words: WayText)] {
        let (answer, analyzer) = try own.answer(style)
        let annotations = Annotations(analyzer.inventory, notes: nil)
        let source = HopPage.Source(analyzer, annotations, GroupReferences(analyzer.inventory))
        let words = try #require(AnswerText(answer, of: analyzer).ladder(0))
        return try words.way.ladder.enumerated().map { place, row in
            let page = HopPage(leg: 0, row: place, of: answer, source, width: width, ascii: ascii)
            return (row, try #require(page), words)
        }
    }

    @Test("Every row of every ladder has a page that says something, and there are no others", arguments: LadderTests.cases)
    func all(own: LadderTests.Case) throws {
        for (row, page, words) in try Self.pages(own) {
            // A group is called by itself, whatever carries it.
            if words.word(row) != "group" { #expect(page.title.contains(TerminalText.safe(words.name(row))), "\(page.title)") }
            #expect(!page.rows.isEmpty, "\(page.title)")
        }
        let (answer, analyzer) = try own.answer(.plain)
        let source = HopPage.Source(
            analyzer, Annotations(analyzer.inventory, notes: nil), GroupReferences(analyzer.inventory))
        for (leg, row) in [(0, 99), (0, -1), (1, 0), (2, 0)] {
            #expect(HopPage(leg: leg, row: row, of: answer, source, width: 80, ascii: false) == nil)
        }
    }

    @Test("What an ACL, a table and a group decide on their pages is what the ladder says", arguments: LadderTests.cases)
    func decides(own: LadderTests.Case) throws {
        for (row, page, words) in try Self.pages(own) where ["acl", "table", "group"].contains(words.word(row)) {
            let stages = [row.there, row.back].compactMap { $0 }.map { words.way.stages[$0] }
            let isTold = stages.allSatisfy { stage in
                switch stage.reason {
                case .acl, .route, .blackhole: true
                default: false
                }
            }
            guard isTold else { continue }
            let decided = Set(page.rows.compactMap(\.decides))
            for stage in stages {
                // Of answers of which part is let through both are seen.
                let isSeen = decided.contains(stage.outcome) || (stage.outcome == .depends && decided == [.pass, .fail])
                #expect(isSeen, "\(own.name), \(page.title): \(decided), not \(stage.outcome)")
            }
            if stages.allSatisfy({ $0.outcome == .pass }) { #expect(decided == [.pass], "\(own.name), \(page.title)") }
        }
    }

    @Test(
        "No line is wider than asked, and nothing of a name reaches a terminal", arguments: LadderTests.cases,
        NamedNetwork.Style.allCases)
    func width(own: LadderTests.Case, style: NamedNetwork.Style) throws {
        for width in [38, 60, 78, 118] {
            for (_, page, _) in try Self.pages(own, style, width: width, ascii: true) {
                for line in page.rows.map(\.line.text) + [page.title, page.note] {
                    #expect(TerminalText.safe(line) == line)
                    if style != .hostile { #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)") }
                }
                for row in page.rows { #expect(TerminalText.width(row.line.text) <= width, "\(width): \(row.line.text)") }
            }
        }
    }

    /// A page that is looked for: of a case, by what its title begins with, with lines that stand on it.
    struct Wanted: Sendable, CustomTestStringConvertible {
        var name: String
        var title: String
        var lines: [String]

        var testDescription: String { "\(name): \(title)" }
    }

    static let wanted = [
        Wanted(
            name: "an ACL that denies the answer", title: "acl strict",
            lines: [
                "in         100 allow  tcp 5432  from 0.0.0.0/0  ✓ the packet",
                "             * deny   all       from 0.0.0.0/0",
                "out        110 allow  tcp 80    to 0.0.0.0/0    port differs",
                "             * deny   all       to 0.0.0.0/0    ✗ the reply, tcp 1024-65535",
            ]),
        Wanted(
            name: "an ACL that denies part of the answers", title: "acl strict",
            lines: [
                "out        110 allow  tcp 32768-60999  to 0.0.0.0/0    ✓ the reply, tcp 32768-60999",
                "             * deny   all              to 0.0.0.0/0    ✗ the reply, tcp 1024-32767, 61000-65535",
            ]),
        Wanted(
            name: "a route to what is gone", title: "table private",
            lines: [
                "0.0.0.0/0        nat-0123456789abcdef9  ✗ the packet, to 203.0.113.9: gone (blackhole)",
                "routes     10.0.0.0/16      local",
            ]),
        Wanted(
            name: "between subnets", title: "table private",
            lines: [
                "10.0.0.0/16      local       ✓ the packet, to 10.0.2.10: the longest",
                "0.0.0.0/0        nat exit    shorter",
            ]),
        Wanted(name: "no route", title: "table private", lines: ["no route", "✗ the packet, to 203.0.113.9"]),
        Wanted(
            name: "out through a NAT gateway", title: "nat exit",
            lines: [
                "packet     ✓ 10.0.1.10 becomes 10.0.0.30", "reply      ✓ turned back",
                "stands     in public: 10.0.0.30, leaves as 198.51.100.30", "routes     table private: 0.0.0.0/0",
            ]),
        Wanted(
            name: "in from the internet", title: "igw door",
            lines: ["packet     ✓ 198.51.100.10 becomes 10.0.0.10", "attached   to shop (available)"]),
        Wanted(
            name: "a group that lets nothing in", title: "group db ",
            lines: ["✗", "none: nothing may come in", "(SG_HAS_NO_RULES)"]),
        Wanted(
            name: "between subnets", title: "group app ",
            lines: ["egress 2   all  to 0.0.0.0/0  ✓ the packet", "reply      ✓ tracked"]),
        Wanted(name: "an edge", title: "pcx", lines: ["not in the input"]),
    ]

    @Test("Pages say", arguments: wanted)
    func says(wanted: Wanted) throws {
        let own = try #require(LadderTests.cases.first { $0.name == wanted.name })
        let pages = try Self.pages(own)
        let page = try #require(pages.first { $0.page.title.hasPrefix(wanted.title) }?.page, "\(pages.map(\.page.title))")
        let text = page.rows.map(\.line.text).joined(separator: "\n")
        for line in wanted.lines { #expect(text.contains(line), "\(line) is not in\n\(page.title)  \(page.note)\n\(text)") }
    }
}
