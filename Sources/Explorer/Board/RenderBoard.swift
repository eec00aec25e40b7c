import Board
import Frames
import Text
import Words

extension Screen {
    /// The board: a bar with the count, a head, and its lines.
    mutating func drawBoard(_ area: Area) {
        if area.isEmpty { return }
        let hasFocus = state.focus == .board
        let board = state.boardLines
        let lines = board.lines
        let count = state.board.page?.judged.sentence ?? "judging ..."
        let shown = max(0, area.height - 2)
        let right =
            lines.count > shown
            ? "lines \(state.board.scroll.top + 1)-\(min(lines.count, state.board.scroll.top + shown)) of \(lines.count)" : ""
        drawBar("\(hasFocus ? pointer : " ") board  \(count)", right: right, area: area)
        if area.height < 3 { return }
        let limit = area.x + area.width
        frame.put(board.head, x: area.x + 1, y: area.y + 1, role: .dim, limit: limit)
        for (row, line) in lines.dropFirst(state.board.scroll.top).prefix(shown).enumerated() {
            let y = area.y + 2 + row
            let isChosen = hasFocus && state.prompt == nil && line.item == state.board.scroll.cursor
            if isChosen {
                frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: .selected)
                frame.put(pointer, x: area.x, y: y, role: .selected, limit: area.x + 1)
            }
            frame.put(line.text, x: area.x + 1, y: y, role: isChosen ? .selected : nil, limit: limit)
        }
    }
}
