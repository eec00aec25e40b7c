import Documentation
import History
import Reachability
import Text
import Words

/// The lines of the list of what changed when: a row a change, and what is told of the chosen one.
struct TimeLineLines {
    private let known: KnownChanges
    private let words: ChangeText
    private let marks: ReportMarks
    private let isASCII: Bool
    private let line: VerdictLine?
    private let read: ExplorerModel
    private let width: Int

    /// Columns of the verdicts.
    private var markWidth: Int { isASCII ? 6 : 4 }

    /// Nil where nothing is known of changes.
    init?(_ state: ExplorerState, width: Int) {
        guard let known = state.read.known else { return nil }
        (self.known, read, self.width) = (known, state.read, width)
        words = known.words
        isASCII = state.glyphs == .ascii
        marks = ReportMarks(ascii: isASCII)
        line = state.timeLinePage?.line
    }

    /// "11-23 18:41  ops-oncall, console    ~ acl isolated out 100              ✓→✗".
    func row(_ row: TimeLineRow) -> StyledLine {
        let whoWidth = min(30, max(10, width * 3 / 10))
        let room = max(8, width - 15 - whoWidth - (line == nil ? 0 : markWidth + 1))
        let (time, who, what) = cells(row)
        var spans = [
            StyledSpan(" " + TerminalText.padded(time, to: 11) + "  ", .dim),
            StyledSpan(TerminalText.padded(fitted(who, whoWidth), to: whoWidth) + " "),
            StyledSpan(TerminalText.padded(fitted(what, room), to: room)),
        ]
        if line != nil {
            let (mark, tone) = self.mark(row)
            let gap = max(0, markWidth - TerminalText.width(mark))
            spans += [.blank(1 + gap / 2), StyledSpan(mark, tone)]
        }
        return StyledLine(spans).trimmed
    }

    private func cells(_ row: TimeLineRow) -> (time: String, who: String, what: String) {
        switch row {
        case .read: (read.readTime.map(known.short) ?? "", "read", "")
        case .change(let change, _, _):
            (known.short(change.time), words.who(change), change.edits.isEmpty ? change.event ?? "" : words.brief(change))
        case .oldest: (known.timeLine.knownSince.map(known.short) ?? "", oldest, "")
        }
    }

    private var oldest: String {
        switch known.timeLine.oldest {
        case .snapshot: "snapshot, the oldest"
        case .config: "AWS Config, the oldest"
        case .cloudtrail: "the oldest event"
        case nil: "what was read"
        }
    }

    /// The verdict after a row, and before it too where it turned there.
    private func mark(_ row: TimeLineRow) -> (text: String, tone: Tone) {
        func mark(_ verdict: Verdict?) -> String { verdict.map(marks.mark) ?? "-" }
        let arrow = isASCII ? ">" : "→"
        switch row {
        case .read:
            guard let line else { return ("", .dim) }
            return (
                line.last != line.now && line.last != nil ? mark(line.last) + arrow + mark(line.now) : mark(line.now),
                line.now.tone
            )
        case .change(_, let before, let after):
            return (row.isTurned ? mark(before) + arrow + mark(after) : mark(after), after?.tone ?? .dim)
        case .oldest: return (mark(line?.first), line?.first?.tone ?? .dim)
        }
    }

    private func fitted(_ text: String, _ columns: Int) -> String {
        TerminalText.fitted(TerminalText.safe(text), to: max(1, columns), ending: isASCII ? "~" : "…")
    }

    /// What is told of the chosen row, in at most `rows` lines: when and what call, what was and is, by whom, what takes it back.
    func details(_ row: TimeLineRow?, rows: Int = Int.max) -> [StyledLine] {
        guard case .change(let change, _, _)? = row else { return notes(row) }
        let call = [change.event, change.edits.first?.component].compactMap { $0 }.joined(separator: " ")
        let source = change.event == nil ? "\(change.source == .config ? "AWS Config" : "a snapshot") shows it first" : call
        let head = StyledLine(fitted("\(known.whole(change.time).dropFirst(5))  \(source)", width), .strong)
        var sides: [StyledLine] = []
        for edit in change.edits {
            let name = change.edits.count > 1 ? words.title(edit.component) + " " : ""
            sides += words.sides(edit).map { line($0.label, name + $0.text) }
        }
        let by = [
            words.who(change), change.from.map { "from \($0)" }, change.eventID.map { "event \($0)" },
        ].compactMap { $0 }.joined(separator: ", ")
        let undoing = change.undoing
        let back =
            undoing.isEmpty
            ? "nothing takes it back: no record tells what was before"
            : "y u copies what restores it"
                + (undoing.unknown.isEmpty ? "" : ", all but \(undoing.unknown.count) that no record tells")
        let room = max(1, rows - 3)
        if sides.count > room {
            let more = sides.count - room + 1
            sides = sides.prefix(room - 1) + [line("", "and \(more) more: y y copies all")]
        }
        return [head] + sides + [line("by", by), line("back", back)]
    }

    private func notes(_ row: TimeLineRow?) -> [StyledLine] {
        switch row {
        case .read?: return [StyledLine(fitted("what was read: \(read.inventory.label)", width), .strong)] + leftOut
        case .oldest?:
            return [StyledLine(fitted("as far back as is known: what was before stands in no record", width), .strong)] + leftOut
        case .change?, nil: return leftOut
        }
    }

    private var leftOut: [StyledLine] {
        let report = HistoryReport(known.timeLine, read.names, clock: known.whole)
        return report.leftOut.map { StyledLine.hanging("  " + $0, .dim, width: width) } ?? []
    }

    private func line(_ label: String, _ text: String) -> StyledLine {
        StyledLine([
            StyledSpan("  " + TerminalText.padded(label, to: 4) + " ", .dim), StyledSpan(fitted(text, max(4, width - 7))),
        ])
    }

    /// "changes  11-16 to 11-23: 31, of which 4 touch this way".
    func title(_ state: ExplorerState) -> String {
        let all = line?.points.count ?? known.changes.count
        let days = [known.timeLine.knownSince, read.readTime ?? known.changes.last?.time].compactMap { $0 }.map {
            String(known.short($0).prefix(5))
        }
        let span = days.count == 2 ? "\(days[0]) to \(days[1]): " : ""
        let touching = line.map { ", of which \($0.points.count(where: \.touches)) touch this way" } ?? ""
        let filter = state.timeLine.filter.isEmpty ? "" : ", with \"\(TerminalText.safe(state.timeLine.filter))\""
        return "changes  \(span)\(all)\(touching)\(filter)"
    }

    /// The whole list as text, with what each change was and is.
    func text(_ state: ExplorerState) -> String {
        let rows = state.timeLine.rows.flatMap { row -> [StyledLine] in
            guard case .change = row else { return [self.row(row)] }
            return [self.row(row)] + details(row).dropFirst()
        }
        return (["\(title(state))\(state.answer.map { "   \($0.text)" } ?? "")"] + rows.map(\.text)).map { $0 + "\n" }.joined()
    }
}

extension ExplorerState {
    /// The rows of the list that the pane has room for, and those below it for what is told of the chosen one.
    var timeLineRoom: (rows: Int, details: Int) {
        let height = max(0, (plan.timeLine?.height ?? 3) - 1)
        let wanted = TimeLineLines(self, width: timeLineWidth)?.details(chosenTimeLineRow, rows: max(4, height / 2)).count ?? 0
        let details = height < 7 ? 0 : min(wanted, height - 3)
        return (height - details, details)
    }

    /// The columns of the list.
    var timeLineWidth: Int { (plan.timeLine?.width ?? size.columns) - 2 }

    /// The rows that the pane wants.
    var timeLineHeight: Int { 1 + timeLine.rows.count + 6 }

    /// Whether the list stands below map and pane on a wide screen.
    var showsTimeLineBelow: Bool {
        guard timeLine.isOpen, question == nil else { return false }
        return focus == .timeLine || answer == nil && !side.isTourOpen && !side.isMatrixOpen && !board.isOpen && !trial.isOpen
    }

    /// Keeps what is chosen in the list in view.
    mutating func clampTimeLine() {
        guard timeLine.isOpen, let area = plan.timeLine, !area.isEmpty else { return }
        timeLine.scroll = timeLine.scroll.clamped(lines: timeLine.rows.count, height: timeLineRoom.rows)
    }
}
