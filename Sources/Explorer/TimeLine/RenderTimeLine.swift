import Frames
import Text

extension Screen {
    /// The list of what changed when: a bar, its rows, and what is told of the chosen one.
    mutating func drawTimeLine(_ area: Area) {
        if area.isEmpty { return }
        let hasFocus = state.focus == .timeLine
        guard let lines = TimeLineLines(state, width: area.width - 2) else { return }
        let title = "\(hasFocus ? pointer : " ") \(lines.title(state))"
        drawBar(title, right: right(of: title, area), area: area)
        let limit = area.x + area.width
        let room = state.timeLineRoom
        for (row, item) in state.timeLine.rows.dropFirst(state.timeLine.scroll.top).prefix(room.rows).enumerated() {
            let y = area.y + 1 + row
            let isChosen = hasFocus && state.prompt == nil && state.timeLine.scroll.top + row == state.timeLine.scroll.cursor
            if isChosen {
                frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: .selected)
                frame.put(pointer, x: area.x, y: y, role: .selected, limit: area.x + 1)
            }
            frame.put(lines.row(item), x: area.x + 1, y: y, role: isChosen ? .selected : nil, limit: limit)
        }
        let first = area.y + 1 + min(room.rows, max(0, state.timeLine.rows.count - state.timeLine.scroll.top))
        let height = max(0, area.y + area.height - first)
        let details = lines.details(state.chosenTimeLineRow, rows: max(room.details, 4))
        for (row, line) in details.prefix(min(height, max(room.details, 0))).enumerated() {
            frame.put(line, x: area.x + 1, y: first + row, limit: limit)
        }
    }

    /// The question that the verdicts are of, or how far they are judged.
    private func right(of title: String, _ area: Area) -> String {
        guard let answer = state.answer else { return "" }
        let room = area.width - TerminalText.width(title) - 3
        let text = state.timeLinePage == nil && state.timeLine.givenUp == nil ? "judging ..." : TerminalText.safe(answer.text)
        return room < 8 ? "" : TerminalText.fitted(text, to: room, ending: isASCII ? "~" : "…")
    }
}
