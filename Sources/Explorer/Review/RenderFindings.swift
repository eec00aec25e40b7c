import Frames
import Map
import Text

/// The lines of the list of findings, and of what is chosen in it.
struct FindingsLines {
    private let view: FindingsView
    private let width: Int
    private let ellipsis: String

    init(_ view: FindingsView, width: Int, ascii: Bool) { (self.view, self.width, ellipsis) = (view, width, ascii ? "~" : "…") }

    /// Rows for what is chosen.
    static func detailRows(_ size: ScreenSize) -> Int { size.rows < 16 ? 2 : min(10, size.rows / 3) }

    /// Columns of the severity, and of the code.
    private static let standingWidth = 9
    private var codeWidth: Int { min(width < 60 ? 12 : 24, (view.items.map { TerminalText.width($0.code) }.max() ?? 0) + 2) }

    /// A finding in one line.
    func line(_ item: ReviewItem) -> StyledLine {
        let text = [item.name, item.text].filter { !$0.isEmpty }.joined(separator: ": ")
        let code = TerminalText.padded(TerminalText.fitted(item.code, to: codeWidth - 1, ending: ellipsis), to: codeWidth)
        let room = max(4, width - Self.standingWidth - codeWidth)
        let isAccepted = item.finding == nil && item.tone == .dim
        return StyledLine([
            StyledSpan(TerminalText.padded(item.standing, to: Self.standingWidth), item.tone), StyledSpan(code, .dim),
            StyledSpan(TerminalText.fitted(TerminalText.safe(text), to: room, ending: ellipsis), isAccepted ? .dim : .plain),
        ])
    }

    /// What is chosen, whole.
    func details(_ item: ReviewItem) -> [StyledLine] {
        let head = [item.name, item.text].filter { !$0.isEmpty }.joined(separator: ": ")
        return StyledLine.wrapped(TerminalText.safe(head), .strong, width: width)
            + item.more.flatMap { StyledLine.wrapped(TerminalText.safe($0), .dim, width: width) }
    }
}

extension Screen {
    /// Draws the list of findings over everything but title and bottom line: a line a finding, below them what is chosen.
    mutating func drawFindings() {
        guard let view = state.side.findings else { return }
        let columns = state.size.columns
        let room = state.findingsRoom
        let area = Area(x: 0, y: 1, width: columns, height: room + 1)
        frame.fill(Area(x: 0, y: 1, width: columns, height: state.size.rows - 2))
        drawBar("\(pointer) \(view.title)", right: position(view.scroll, view.items.count, area), area: area)
        let words = FindingsLines(view, width: columns - 2, ascii: isASCII)
        if view.items.isEmpty {
            frame.put("Nothing is wrong with the rules, as far as this looks.", x: 1, y: 2, limit: columns)
        }
        let seen = view.items[min(view.scroll.top, view.items.count)...].prefix(room)
        drawLines(
            seen.map(words.line), scroll: .init(cursor: view.scroll.cursor - view.scroll.top, top: 0), hasFocus: true, area: area)
        let top = room + 2
        frame.fill(Area(x: 0, y: top, width: columns, height: 1), role: .bar)
        if let item = view.chosen {
            let leads = item.question != nil ? "Enter asks it" : item.rule != nil ? "Enter goes to the rule" : "Enter goes there"
            frame.put(
                " \(leads)\(item.finding == nil ? "" : ", E accepts it with a reason")", x: 0, y: top, role: .bar, limit: columns)
            for (row, line) in words.details(item).prefix(state.size.rows - 2 - top).enumerated() {
                frame.put(line, x: 1, y: top + 1 + row, limit: columns)
            }
        }
    }
}
