import Annotations
import CoreModel
import Notes
import Reachability
import Support
import Testing
import Text
import Words

@testable import Documentation

/// The ladder of a way at every width, in both alphabets, whatever things are called.
@Suite("The ladder of a way")
struct LadderTests {
    /// A question on a network, with what its way comes to.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var question: [String]
        var verdict: Verdict
        var change: @Sendable (inout NamedNetwork.Plan) throws -> Void = { _ in }
        var isOneWay = false

        var testDescription: String { name }

        func words(_ style: NamedNetwork.Style) throws -> WayText {
            let (answer, analyzer) = try answer(style)
            return try #require(AnswerText(answer, of: analyzer).way)
        }

        func answer(_ style: NamedNetwork.Style) throws -> (Answer, Analyzer) {
            var plan = NamedNetwork.Plan()
            try change(&plan)
            let network = try NamedNetwork(style, plan)
            let analyzer = Analyzer(network.inventory)
            let ends = question.map { word in network.ids[word].map { network.inventory[$0] } ?? word }
            let asked = try analyzer.question(from: ends[0], to: ends[1], port: ends[2], version: .v4)
            return (analyzer.answer(asked, AnswerScope(looksAtNetwork: true, isOneWay: isOneWay, isFull: false)), analyzer)
        }
    }

    private static func entries(_ ports: ClosedRange<Int>) throws -> [NetworkACLEntry] {
        let traffic = try Traffic(.tcp, from: ports.lowerBound, to: ports.upperBound)
        return [
            NetworkACLEntry(number: 100, .ingress, .allow, try Traffic(.tcp, from: 5432, to: 5432), .everything(.v4)),
            NetworkACLEntry(number: 110, .egress, .allow, traffic, .everything(.v4)),
        ]
    }

    static let cases = [
        Case(name: "out through a NAT gateway", question: ["eni 1", "internet", "443"], verdict: .allowed),
        Case(name: "in from the internet", question: ["internet", "eni 0", "443"], verdict: .allowed),
        Case(name: "between subnets", question: ["eni 1", "eni 2", "5432"], verdict: .allowed),
        Case(name: "within a subnet", question: ["eni 0", "eni 3", "443"], verdict: .allowed),
        Case(
            name: "an ACL that denies both ways", question: ["eni 1", "eni 2", "22"], verdict: .blocked,
            change: { $0.entries = try entries(80...80) }),
        Case(
            name: "an ACL that denies the answer", question: ["eni 1", "eni 2", "5432"], verdict: .blocked,
            change: { $0.entries = try entries(80...80) }),
        Case(
            name: "the same, asked one way", question: ["eni 1", "eni 2", "5432"], verdict: .allowed,
            change: { $0.entries = try entries(80...80) }, isOneWay: true),
        Case(
            name: "an ACL that denies part of the answers", question: ["eni 1", "eni 2", "5432"], verdict: .depends,
            change: { $0.entries = try entries(32768...60999) }),
        Case(
            name: "a group that lets nothing in", question: ["eni 1", "eni 2", "5432"], verdict: .blocked,
            change: { $0.isClosed = true }),
        Case(
            name: "a group and an ACL", question: ["eni 1", "eni 2", "443"], verdict: .blocked,
            change: {
                $0.isClosed = true
                $0.entries = try entries(80...80)
            }),
        Case(
            name: "no route", question: ["eni 1", "203.0.113.9", "443"], verdict: .blocked, change: { $0.out = .nothing }),
        Case(
            name: "a route to what is gone", question: ["eni 1", "203.0.113.9", "443"], verdict: .blocked,
            change: { $0.out = .gone }),
        Case(
            name: "an edge", question: ["eni 1", "203.0.113.9", "443"], verdict: .depends, change: { $0.out = .peering }),
        Case(
            name: "an appliance of which nothing is told", question: ["eni 1", "203.0.113.9", "443"], verdict: .blocked,
            change: {
                $0.out = .appliance
                $0.checks = nil
            }),
        Case(
            name: "Block Public Access", question: ["eni 1", "203.0.113.9", "443"], verdict: .blocked,
            change: { $0.access = .bidirectional }),
        Case(
            name: "a table that is not in the input, on the way back", question: ["eni 2", "eni 1", "5432"], verdict: .depends,
            change: { $0.lacksTable = true }),
        Case(name: "no public address", question: ["203.0.113.9", "eni 1", "443"], verdict: .blocked),
    ]

    @Test("Each case comes to what it is here for", arguments: cases)
    func verdict(own: Case) throws {
        let words = try own.words(.plain)
        #expect(words.way.verdict == own.verdict)
        #expect(!words.way.ladder.isEmpty)
    }

    /// A ladder's lines by what of them is where.
    private struct Page {
        let lines: [[Character]]
        let marks: ReportMarks
        let width: Int

        init(_ words: WayText, width: Int, ascii: Bool, isFolded: Bool = false) {
            self.width = min(120, width)
            marks = ReportMarks(ascii: ascii)
            lines = LadderReport(words, width: width, ascii: ascii).lines(isFolded: isFolded).map { Array($0.text) }
        }

        var left: Int { marks.width }
        var right: Int { width - marks.width - 2 }

        func character(_ line: [Character], _ column: Int) -> Character { column < line.count ? line[column] : " " }
        func text(_ line: [Character], _ columns: Range<Int>) -> String {
            TerminalText.trimmed(String(columns.map { character(line, $0) }))
        }

        func kind(_ line: [Character]) -> String { text(line, left + 2..<left + 8) }

        /// The lines of each row: those that say what a row is begin one.
        var linesOfRows: [[[Character]]] {
            var rows: [[[Character]]] = []
            for line in lines {
                if Self.kinds.contains(kind(line)), character(line, left + 1) == " " {
                    rows.append([line])
                } else if !rows.isEmpty {
                    rows[rows.count - 1].append(line)
                }
            }
            return rows
        }

        private static let kinds = Set(Stage.Kind.allCases.map(\.rawValue))

        /// The first line of each row.
        var rows: [[Character]] { linesOfRows.compactMap(\.first) }
        /// Below the header.
        var body: [[Character]] { linesOfRows.flatMap(\.self) }
    }

    private static let widths = [34, 35, 36, 37, 40, 44, 60, 79, 80, 99, 100, 120, 200]

    @Test("No line is wider than asked, and nothing of a name reaches a terminal", arguments: cases, NamedNetwork.Style.allCases)
    func width(own: Case, style: NamedNetwork.Style) throws {
        let words = try own.words(style)
        var faults: [String] = []
        for ascii in [false, true] {
            for width in [34, 40, 60, 80, 99, 100, 200] {
                for line in LadderReport(words, width: width, ascii: ascii).lines().map(\.text) {
                    let isSafe = TerminalText.safe(line) == line && (!ascii || line.utf8.allSatisfy { $0 < 0x80 })
                    // A hostile name is shown with signs of its own for what a terminal would obey.
                    if TerminalText.width(line) > width || !(isSafe || style == .hostile) { faults.append("\(width): \(line)") }
                    if TerminalText.safe(line) != line { faults.append("\(width) is not safe: \(line)") }
                }
            }
        }
        #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(5).joined(separator: "\n"))")
    }

    @Test("Both rails stand in one column each, and every stage that stops it or leaves it open has its mark", arguments: cases)
    func rails(own: Case) throws {
        let words = try own.words(.plain)
        let (way, stages) = (words.way, words.way.stages)
        var faults: [String] = []
        for ascii in [false, true] {
            let signs = Set<Character>(ascii ? "#X:v^ " : "║╳┆▼▲ ")
            for width in Self.widths {
                let page = Page(words, width: width, ascii: ascii)
                if page.rows.count != way.ladder.count { faults.append("\(width): \(page.rows.count) rows") }
                for line in page.body {
                    let isRail = [page.left, page.right].allSatisfy { signs.contains(page.character(line, $0)) }
                    let isFree = [page.left + 1, page.right - 1, page.right + 1].allSatisfy { page.character(line, $0) == " " }
                    if !isRail || !isFree { faults.append("\(width): \(String(line))") }
                }
                for (row, line) in zip(way.ladder, page.rows) {
                    func mark(_ place: Int?) -> String { place.map { page.marks.mark(stages[$0].outcome) } ?? "" }
                    let back = row.back == nil && words.isTracked(row) ? page.marks.mark(Outcome.pass) : mark(row.back)
                    let shown = [
                        page.text(line, 0..<page.left), page.text(line, page.right + 2..<page.width + 1), page.kind(line),
                    ]
                    let right = [mark(row.there), back, stages[row.there ?? row.back ?? 0].kind.rawValue]
                    if shown != right { faults.append("\(width): not \(right): \(String(line))") }
                }
            }
        }
        #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(5).joined(separator: "\n"))")
    }

    @Test("What stops it or leaves it open is said whole in its row, at every width", arguments: cases)
    func said(own: Case) throws {
        let words = try own.words(.plain)
        let way = words.way
        var faults: [String] = []
        for width in Self.widths {
            let page = Page(words, width: width, ascii: false)
            for (row, lines) in zip(way.ladder, page.linesOfRows) {
                // What is beside or below each other is read as one: in columns, without blanks, since narrow lines break words.
                let text = lines.map { page.text($0, page.left + 9..<page.right) }.joined().filter { $0 != " " }
                for (place, cell) in [(row.there, words.there(row)), (row.back, words.back(row))] {
                    guard let place, way.stages[place].outcome != .pass else { continue }
                    let isBeside = lines.count > 1 && !words.there(row).isEmpty && !words.back(row).isEmpty
                    let pieces = isBeside ? cell.split(separator: " ").map(String.init) : [cell.filter { $0 != " " }]
                    for piece in pieces where piece.count < 9 || !isBeside {
                        if cell.isEmpty || !text.contains(piece) { faults.append("\(width): \(piece) in \(text)") }
                    }
                }
            }
        }
        #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(5).joined(separator: "\n"))")
    }

    @Test("Folded, rows that pass and follow each other stand in one line, and every other row as it does else", arguments: cases)
    func folded(own: Case) throws {
        let words = try own.words(.plain)
        let (ladder, stages) = (words.way.ladder, words.way.stages)
        let passes = ladder.map { row in [row.there, row.back].allSatisfy { $0.map { stages[$0].outcome == .pass } ?? true } }
        for ascii in [false, true] {
            for width in Self.widths {
                let (whole, short) = (
                    Page(words, width: width, ascii: ascii), Page(words, width: width, ascii: ascii, isFolded: true)
                )
                let folds = short.lines.map { String($0) }.compactMap { $0.firstMatch(of: #/([0-9]+) pass: /#) }
                    .compactMap { Int($0.1) }
                #expect(folds.allSatisfy { $0 > 1 })
                #expect(folds.reduce(0, +) + short.rows.count == ladder.count)
                #expect(zip(passes, passes.dropFirst()).contains { $0 && $1 } == !folds.isEmpty)
                #expect(short.lines.allSatisfy { TerminalText.width(String($0)) <= width })
                for (place, lines) in whole.linesOfRows.enumerated() where !passes[place] {
                    #expect(lines.allSatisfy(short.lines.contains), "\(width): \(lines.map { String($0) })")
                }
                for line in short.body.filter({ String($0).contains(" pass: ") }) {
                    let signs = Set<Character>(ascii ? "#:v^ " : "║┆▼▲ ")
                    #expect([short.left, short.right].allSatisfy { signs.contains(short.character(line, $0)) })
                }
            }
        }
    }

    @Test("A report that has too few rows folds what passes, one that has enough does not")
    func shortReport() throws {
        let own = try #require(Self.cases.first { $0.name == "an ACL that denies the answer" })
        let (answer, analyzer) = try own.answer(.plain)
        let report = AnswerReport(answer, annotations: Annotations(analyzer.inventory, notes: Notes()))
        let whole = report.lines(width: 80, ascii: false)
        #expect(report.lines(width: 80, ascii: false, rows: whole.count) == whole)
        // What stands below the ladder and the fix may be scrolled to.
        #expect(report.lines(width: 80, ascii: false, rows: whole.count - 1) == whole)
        let last = try #require(whole.lastIndex { $0.text.contains("║") })
        let short = report.lines(width: 80, ascii: false, rows: last)
        #expect(short.count < whole.count && short.contains { $0.text.contains(" pass: group ") })
    }

    @Test("Nor does anything of a name reach a terminal in the rest of a report", arguments: cases)
    func report(own: Case) throws {
        let (answer, analyzer) = try own.answer(.hostile)
        let report = AnswerReport(answer, annotations: Annotations(analyzer.inventory, notes: Notes()))
        for line in report.lines(width: 80, ascii: false) {
            #expect(TerminalText.safe(line.text) == line.text)
            #expect(TerminalText.width(line.text) <= 80 || line.text.contains("_"), "\(line.text)")
        }
    }

    @Test("A rail is broken where the packet or its answer stops, and arrives where it does not")
    func signs() throws {
        func column(_ name: String, isLeft: Bool) throws -> String {
            let own = try #require(Self.cases.first { $0.name == name })
            let page = Page(try own.words(.plain), width: 100, ascii: true)
            return String(page.rows.map { page.character($0, isLeft ? page.left : page.right) })
        }
        let out = try column("between subnets", isLeft: true)
        #expect(out.hasSuffix("v") && out.dropLast().allSatisfy { $0 == "#" })
        let back = try column("between subnets", isLeft: false)
        #expect(back.hasPrefix("^") && back.dropFirst().allSatisfy { $0 == "#" })
        let denied = try column("an ACL that denies both ways", isLeft: true)
        #expect(denied.filter { $0 == "X" }.count == 1 && denied.drop { $0 != "X" }.dropFirst().allSatisfy { $0 == ":" })
        // The answer is stopped at its first failing stage, seen from where it begins.
        let answer = try column("an ACL that denies the answer", isLeft: false)
        #expect(answer.contains("X") && answer.prefix { $0 != "X" }.allSatisfy { $0 == ":" })
        #expect(try column("an ACL that denies the answer", isLeft: true).hasSuffix("v"))
    }
}
