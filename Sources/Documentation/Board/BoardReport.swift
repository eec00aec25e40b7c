import Board
import Reachability
import Text
import Words

/// A judged board as lines for a terminal: what is not as meant, with why, and a count.
public struct BoardReport: Sendable {
    private let result: BoardResult
    private let words: PinText

    /// A report of a board.
    public init(_ result: BoardResult) {
        self.result = result
        words = result.words
    }

    /// The lines, for a width in columns; with `all` also what holds and what is not judged.
    ///
    /// Failures come first, then what depends, each in the order of the board.
    public func lines(width: Int, ascii: Bool, all: Bool) -> [StyledLine] {
        let marks = ReportMarks(ascii: ascii)
        let shown = result.ordered.filter { all || $0.standing == .otherwise || $0.standing == .open }
        let table = Table(shown.map(cells), width: width, marks: marks)
        var lines: [StyledLine] = []
        for (row, cells) in zip(shown, shown.map(cells)) {
            lines += table.lines(cells, mark: mark(row, marks), tone: row.standing.tone)
            let sentence = row.standing == .asMeant ? held(row) : words.sentence(row, result.answer(to: row))
            if !sentence.isEmpty {
                let tone: Tone = row.standing == .asMeant || row.standing == .notJudged ? .dim : .plain
                lines += StyledLine.hanging(sentence, tone, indent: table.indent, hang: 0, width: width)
            }
            if row.standing != .asMeant, let why = words.why(row.pin) {
                lines += StyledLine.hanging("why: \(why)", .dim, indent: table.indent, hang: 2, width: width)
            }
        }
        for fault in result.judged.board.faults {
            lines += StyledLine.hanging(
                behind: [StyledSpan(TerminalText.padded("!", to: marks.width), .fail)],
                "\(result.shownFile):\(fault.line): \(result.hidesText ? "this line cannot be read" : fault.reason)", width: width
            )
        }
        let isGood = result.status == 0
        return lines + StyledLine.hanging("\(result.judged.sentence).", isGood ? .pass : .strong, width: width)
    }

    /// What is said below a question that holds.
    private func held(_ row: PinJudgement) -> String {
        words.why(row.pin) ?? (words.reachers(row) == nil ? "" : words.sentence(row, nil))
    }

    /// A sign for how it stands: whether it holds, not which verdict it is.
    private func mark(_ row: PinJudgement, _ marks: ReportMarks) -> String {
        switch row.standing {
        case .asMeant: marks.mark(Verdict.allowed)
        case .otherwise: marks.mark(Verdict.blocked)
        case .open: marks.mark(Verdict.depends)
        case .notJudged: ""
        }
    }

    private func cells(_ row: PinJudgement) -> [String] {
        let meant = words.shortMeant(row.pin).map { "meant \($0)" } ?? "not judged"
        return [
            "\(row.number)", words.question(row), meant, words.now(row), "\(result.shownFile):\(row.pin.line)",
        ].map(TerminalText.safe)
    }

    /// Columns as wide as their widest cell where all fit; else the cells of a row follow each other over lines.
    private struct Table {
        let widths: [Int]
        let width: Int
        let marks: ReportMarks
        let fits: Bool

        init(_ rows: [[String]], width: Int, marks: ReportMarks) {
            widths = (0..<5).map { column in rows.map { TerminalText.width($0[column]) }.max() ?? 0 }
            self.width = width
            self.marks = marks
            fits = marks.width + widths.reduce(0, +) + 1 + 3 * 2 <= width
        }

        /// Where what belongs to a row begins.
        var indent: Int { marks.width + widths[0] + 2 }

        func lines(_ cells: [String], mark: String, tone: Tone) -> [StyledLine] {
            let lead = [
                StyledSpan(TerminalText.padded(mark, to: marks.width), tone),
                StyledSpan(TerminalText.padded(cells[0], to: widths[0]) + "  "),
            ]
            if fits {
                let columns = [1, 2, 3].map { TerminalText.padded(cells[$0], to: widths[$0]) + "  " }
                return [
                    StyledLine(
                        lead + [
                            StyledSpan(columns[0], .strong), StyledSpan(columns[1]), StyledSpan(columns[2], tone),
                            StyledSpan(cells[4], .dim),
                        ])
                ]
            }
            return StyledLine.hanging(behind: lead, cells[1], .strong, width: width)
                + StyledLine.hanging(
                    behind: [.blank(indent)], cells[2...].joined(separator: "   "), tone == .pass ? .dim : tone, width: width)
        }
    }
}

extension PinJudgement.Standing {
    /// The tone of it.
    public var tone: Tone {
        switch self {
        case .asMeant: .pass
        case .otherwise: .fail
        case .open: .depends
        case .notJudged: .dim
        }
    }
}
