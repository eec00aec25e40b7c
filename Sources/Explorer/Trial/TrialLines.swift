import Documentation
import Text
import Trial
import Words

/// The lines of the list of changes: the changes, the questions that turned, then what else they come to.
struct TrialLines {
    /// A line, with the item that it is of where it can be gone to.
    struct Line {
        var item: Int?
        var text: StyledLine
    }

    /// Columns of the labels.
    private static let labelWidth = 10

    private(set) var lines: [Line] = []

    /// The item that a line is of.
    func item(at line: Int) -> Int? { lines.indices.contains(line) ? lines[line].item : nil }

    /// The first line of an item.
    func line(of item: Int) -> Int? { lines.firstIndex { $0.item == item } }

    init(_ state: ExplorerState, width: Int) {
        let isASCII = state.glyphs == .ascii
        guard let changes = state.changes else {
            lines = [
                "nothing is on trial. A tries the fix of an answer, X takes a chosen rule out,",
                "E edits one, and :+ rds in 5432 from alb, :- ..., :~ ..., :off nat-0 type one.",
            ].flatMap { StyledLine.wrapped($0, .dim, width: width) }.map { Line(text: $0) }
            return
        }
        for (place, change) in changes.changes.enumerated() {
            lines += Self.lines(place, change, width).map { Line(item: place, text: $0) }
        }
        guard let page = state.trial.page else {
            lines.append(Line(text: StyledLine("working out what changes ...", .dim)))
            return
        }
        let marks = ReportMarks(ascii: isASCII)
        for (place, turned) in page.turned.enumerated() {
            let now = turned.after.map(marks.mark) ?? (isASCII ? "gone" : "∅")
            let head = "\(marks.mark(turned.before))\(isASCII ? "->" : "→")\(now) "
            let gone = turned.after == nil ? "   an end is gone" : ""
            let text = StyledLine([
                Self.label(place == 0 ? "answers" : ""), StyledSpan(head, .differs),
                StyledSpan(TerminalText.safe(turned.text) + gone),
            ])
            lines.append(Line(item: changes.changes.count + place, text: text))
        }
        if page.staying > 0 {
            let stay = page.turned.isEmpty ? "\(TrialReport.noneTurns), of " : "the other "
            let text =
                stay
                + (page.turned.isEmpty
                    ? TextCount.of(page.staying, "question") : "\(page.staying) stay\(page.staying == 1 ? "s" : "")")
            lines.append(Line(text: StyledLine([Self.label(page.turned.isEmpty ? "answers" : ""), StyledSpan(text, .dim)])))
        }
        var isAnswer = false
        for row in page.rows.rows(ascii: isASCII) {
            // The answers stand above, each to be gone to.
            if let part = row.part { isAnswer = part == .answers }
            if isAnswer { continue }
            let text = StyledLine.hanging(
                behind: [Self.label(row.label)], TerminalText.safe(row.text), row.tone, rest: row.tone, width: width)
            lines += text.map { Line(text: $0) }
        }
        let undo =
            "y copies them as: f aws, u their undoing, t Terraform, k CloudFormation, p Pulumi, c the command that tries them"
        lines += StyledLine.hanging(behind: [Self.label("take along")], undo, .dim, rest: .dim, width: width)
            .map { Line(text: $0) }
    }

    private static func label(_ text: String) -> StyledSpan {
        StyledSpan(TerminalText.padded(text, to: labelWidth) + " ", .dim)
    }

    /// " 1 + RDS SG ingress tcp 5432 from ALB SG "words"      the fix".
    private static func lines(_ place: Int, _ change: Trial.Change, _ width: Int) -> [StyledLine] {
        let number = StyledSpan(TerminalText.padded("\(place + 1)", to: 3), change.isOn ? .strong : .dim)
        let tone: Tone = change.isOn ? .plain : .dim
        let origin = TerminalText.safe(TrialWords.origin(change)) + (change.isOn ? "" : ", off")
        let room = max(20, width - TerminalText.width(origin) - 2)
        var lines = StyledLine.hanging(
            behind: [number], TerminalText.safe(change.line.text), tone, rest: tone, width: room)
        let used = TerminalText.width(lines[0].text)
        let gap = width - used - TerminalText.width(origin) - 1
        if gap > 0 { lines[0].spans += [.blank(gap), StyledSpan(origin, .dim)] }
        return lines
    }
}

extension ExplorerState {
    /// The lines of the list of changes for its pane, or for a screen of this width.
    var trialLines: TrialLines { TrialLines(self, width: (plan.trial?.width ?? size.columns) - 2) }

    /// The rows that the list wants.
    var trialHeight: Int { TrialLines(self, width: size.columns - 2).lines.count }

    /// How many items of the list can be gone to.
    var trialCount: Int { (changes?.changes.count ?? 0) + (trial.page?.turned.count ?? 0) }

    /// The place of the change that is chosen; nil where none is.
    var chosenChange: Int? {
        guard focus == .trial, let changes, changes.changes.indices.contains(trial.scroll.cursor) else { return nil }
        return trial.scroll.cursor
    }

    /// The question that turned and is chosen.
    var chosenTurned: TrialPage.Turned? {
        guard focus == .trial, let changes, let page = trial.page else { return nil }
        let place = trial.scroll.cursor - changes.changes.count
        return page.turned.indices.contains(place) ? page.turned[place] : nil
    }

    /// Whether the list stands below map and pane on a wide screen.
    var showsTrialBelow: Bool {
        if case .change = prompt { return true }
        guard trial.isOpen, question == nil else { return false }
        return focus == .trial || answer == nil && !side.isTourOpen && !side.isMatrixOpen && !board.isOpen
    }

    /// Keeps what is chosen in the list in view.
    mutating func clampTrial() {
        guard trial.isOpen, let area = plan.trial, !area.isEmpty else { return }
        trial.scroll.clamp(items: trialCount, lines: trialLines.lines.count, height: area.height - 1)
    }
}

extension Screen {
    /// The list of changes: a bar, and its lines.
    mutating func drawTrial(_ area: Area) {
        if area.isEmpty { return }
        if case .change(let form) = state.prompt {
            draw(form, area)
            return
        }
        let hasFocus = state.focus == .trial
        let lines = state.trialLines.lines
        let shown = max(0, area.height - 1)
        let count = state.changes.map { TextCount.of($0.changes.count, "change") } ?? "no change"
        let seen = min(lines.count, state.trial.scroll.top + shown)
        let read = model.inventory.date.map { DataAgeText($0, now: state.now).short } ?? model.readAt.map { "read \($0)" } ?? ""
        let right = lines.count > shown ? "lines \(state.trial.scroll.top + 1)-\(seen) of \(lines.count)" : read
        drawBar("\(hasFocus ? pointer : " ") on trial  \(count)", right: right, area: area)
        let limit = area.x + area.width
        for (row, line) in lines.dropFirst(state.trial.scroll.top).prefix(shown).enumerated() {
            let y = area.y + 1 + row
            let isChosen = hasFocus && state.prompt == nil && line.item == state.trial.scroll.cursor && line.item != nil
            if isChosen {
                frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: .selected)
                frame.put(pointer, x: area.x, y: y, role: .selected, limit: area.x + 1)
            }
            frame.put(line.text, x: area.x + 1, y: y, role: isChosen ? .selected : nil, limit: limit)
        }
    }
}
