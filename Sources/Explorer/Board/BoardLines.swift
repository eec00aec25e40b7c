import Board
import Documentation
import Reachability
import Text

/// The lines of the board: a line a question, then what was asked before, then what is said of the file.
struct BoardLines {
    /// A line, with the row that it is of where it can be gone to.
    struct Line {
        var item: Int?
        var text: StyledLine
    }

    private(set) var lines: [Line] = []
    /// What stands above the columns.
    private(set) var head = ""

    /// The row that a line is of.
    func item(at line: Int) -> Int? { lines.indices.contains(line) ? lines[line].item : nil }

    /// The line of a row.
    func line(of item: Int) -> Int? { lines.firstIndex { $0.item == item } }

    /// Columns of a question.
    private static let questionWidth = 29

    init(_ state: ExplorerState, width: Int) {
        let marks = ReportMarks(ascii: state.glyphs == .ascii)
        let columns = Columns(marks: marks, width: width)
        head = columns.head
        for (place, row) in state.board.rows.enumerated() {
            lines.append(Line(item: place, text: columns.line(row, state.board.past[row.pin.identity])))
        }
        if state.board.page == nil { lines.append(Line(text: StyledLine("judging the board ...", .dim))) }
        if state.board.rows.isEmpty, state.board.page != nil {
            lines.append(Line(text: StyledLine("no question is pinned: P pins the one that is answered", .dim)))
        }
        for fault in state.board.source.board.faults {
            lines.append(Line(text: StyledLine(columns.fitted("! line \(fault.line): \(fault.reason)"), .fail)))
        }
        if let place = state.board.source.place {
            let text = "file \(place)\(state.board.source.isThere ? "" : ": made with the first pin")"
            lines.append(Line(text: StyledLine(columns.fitted(text), .dim)))
        }
        let asked = state.askedUnpinned
        if asked.isEmpty { return }
        lines.append(Line(text: StyledLine("asked before, not pinned", .dim)))
        for (place, question) in asked.enumerated() {
            lines.append(Line(item: state.board.rows.count + place, text: columns.line(question)))
        }
    }

    /// A row of the board over columns.
    private struct Columns {
        let marks: ReportMarks
        let width: Int
        private let turn: String
        private let same: String
        private let differs: String

        init(marks: ReportMarks, width: Int) {
            (self.marks, self.width) = (marks, width)
            let isASCII = marks == ReportMarks(ascii: true)
            (turn, same, differs) = isASCII ? (">", "=", "#") : ("→", "=", "≠")
        }

        /// Columns before the question.
        private static let lead = 15

        /// What stands above, as far as there is room.
        var head: String {
            let room = max(8, width - Self.lead)
            let wanted = questionWidth(room)
            let start = "   now   meant question"
            guard room - wanted - 1 > 12 else { return start }
            return TerminalText.padded(start, to: Self.lead + wanted) + " since  why it is here"
        }

        private func questionWidth(_ room: Int) -> Int {
            width < 60 ? room : min(max(BoardLines.questionWidth, room * 2 / 5), room)
        }

        func fitted(_ text: String) -> String {
            TerminalText.fitted(TerminalText.safe(text), to: max(1, width), ending: turn == ">" ? "~" : "…")
        }

        func line(_ row: BoardPage.Row, _ past: BoardView.Past?) -> StyledLine {
            let now = mark(row.came, row.judgement.standing)
            let was = past?.was.map { mark($0, .asMeant) + turn } ?? ""
            let meant: String =
                switch row.pin.meant {
                case nil: ""
                case .verdict(let verdict): marks.mark(verdict)
                case .names: same
                }
            let number = String("\(row.judgement.number)".suffix(3))
            let head = [
                StyledSpan(String(repeating: " ", count: max(0, 2 - number.count)) + number + " "),
                StyledSpan(TerminalText.padded(was + now, to: 5) + " ", tone(row)),
                StyledSpan(TerminalText.padded(meant, to: 4)), StyledSpan(row.isWrong ? "! " : "  ", .fail),
            ]
            let reason = row.isWrong || row.judgement.fault != nil ? row.reason ?? row.pin.why : row.pin.why
            let because = reason ?? (row.pin.meant == nil ? "not judged" : "")
            return line(head, row.question, past?.since ?? "", because)
        }

        func line(_ asked: AskedQuestion) -> StyledLine {
            let was = asked.was.map { marks.mark($0) + turn } ?? ""
            let now = asked.verdict.map { was + marks.mark($0) } ?? "-"
            let head = [
                StyledSpan("   "), StyledSpan(TerminalText.padded(now, to: 5) + " ", asked.verdict?.tone ?? .dim),
                StyledSpan("      "),
            ]
            return line(head, asked.text, "", asked.verdict == nil ? "cannot be asked of this data" : "")
        }

        private func line(_ head: [StyledSpan], _ question: String, _ since: String, _ because: String) -> StyledLine {
            let taken = head.reduce(0) { $0 + TerminalText.width($1.text) }
            let room = max(8, width - taken)
            let wanted = questionWidth(room)
            let question = TerminalText.safe(question)
            let isWide = TerminalText.width(question) > wanted
            let shown = isWide ? cut(question, to: because.isEmpty && since.isEmpty ? room : wanted) : question
            var spans = head + [StyledSpan(TerminalText.padded(shown, to: wanted))]
            let rest = room - max(wanted, TerminalText.width(shown)) - 1
            guard rest > 6 else { return StyledLine(spans).trimmed }
            spans.append(StyledSpan(" " + TerminalText.padded(since, to: 5), .dim))
            if rest > 12 { spans.append(StyledSpan("  " + cut(TerminalText.safe(because), to: rest - 7), .dim)) }
            return StyledLine(spans).trimmed
        }

        private func cut(_ text: String, to columns: Int) -> String {
            TerminalText.fitted(text, to: max(1, columns), ending: turn == ">" ? "~" : "…")
        }

        private func mark(_ came: BoardPage.Came, _ standing: PinJudgement.Standing) -> String {
            switch came {
            case .verdict(let verdict): marks.mark(verdict)
            case .names: standing == .otherwise || standing == .open ? differs : same
            case .unasked: "-"
            }
        }

        private func tone(_ row: BoardPage.Row) -> Tone {
            switch row.came {
            case .verdict(let verdict): verdict.tone
            case .names, .unasked: row.judgement.standing.tone
            }
        }
    }
}

extension ExplorerState {
    /// The lines of the board for its pane, or for a screen of this width.
    var boardLines: BoardLines { BoardLines(self, width: (plan.board?.width ?? size.columns) - 1) }

    /// The rows that the board wants, its head included.
    var boardHeight: Int { BoardLines(self, width: size.columns - 1).lines.count + 1 }

    /// Whether the board stands below map and pane on a wide screen.
    var showsBoardBelow: Bool {
        guard board.isOpen, question == nil else { return false }
        return focus == .board || answer == nil && !side.isTourOpen && !side.isMatrixOpen
    }

    /// Keeps what is chosen on the board in view.
    mutating func clampBoard() {
        guard board.isOpen, let area = plan.board, !area.isEmpty else { return }
        let lines = boardLines
        board.scroll.clamp(items: boardCount, lines: lines.lines.count, height: area.height - 2)
        guard let line = lines.line(of: board.scroll.cursor) else { return }
        board.scroll.reveal(from: line, to: line, height: area.height - 2)
    }
}
