import Board
import Reachability
import Text
import Words

/// When the board is judged, and what is said of it.
extension ExplorerState {
    /// Has the pins judged by the data that is shown.
    mutating func judgeBoard() {
        if board.source.board.pins.isEmpty {
            board.page = BoardPage(board.source.board, of: model) { _, _ in true }
        } else {
            order(.board(board.source.board))
        }
    }

    /// Takes over from a reading before what the board was, with the pins that were read with the new data.
    mutating func takeBoard(of old: ExplorerState) {
        let source = board.source
        board = old.board
        board.source = source
        board.page = nil
        board.isFresh = true
    }

    /// Takes what the pins come to: what turned is marked, and said where the data was read again.
    mutating func take(board page: BoardPage) {
        board.page = page
        let time = shortTime
        var past: [Pin.Identity: BoardView.Past] = [:]
        var turned = 0
        for row in page.rows {
            let before = board.past[row.pin.identity]
            if let before, before.came == row.came {
                past[row.pin.identity] = before
                if board.isFresh { past[row.pin.identity]?.was = nil }
            } else {
                past[row.pin.identity] = BoardView.Past(came: row.came, since: time, was: before?.came)
                if before != nil { turned += 1 }
            }
        }
        let isFirst = board.past.isEmpty
        board.past = past
        let wrong = page.rows.count { $0.isWrong }
        if board.isFresh, turned > 0 {
            say(beside: wrong == 0 ? "board: all as meant" : "board: \(wrong) not as meant")
        } else if isFirst, wrong > 0, isUntouched, message == nil {
            message = "board: \(wrong) not as meant   B shows \(wrong == 1 ? "it" : "them")"
        }
        board.isFresh = false
        if focus == .board { moveInBoard(to: board.scroll.cursor) }
    }

    /// Takes what became of a line for the board's file.
    mutating func take(board event: BoardEvent) {
        switch event {
        case .failed(let reason): message = "not pinned: \(reason)"
        case .written(let pin, let source):
            let isNew = !board.source.isThere
            board.source = source
            board.lastWritten = pin
            judgeBoard()
            let what: String =
                if pin.isOff { "unpinned" } else {
                    switch pin.meant {
                    case nil: "pinned, not judged"
                    case .verdict(let verdict): "pinned, meant \(verdict.rawValue)"
                    case .names(let names): "pinned, meant \(names.isEmpty ? "nobody" : TextCount.of(names.count, "name"))"
                    }
                }
            message = "\(what): \(isNew ? "begun " : "")\(source.place ?? "")"
        }
    }

    /// When the data is of, as short as a column: "18:34", "11-23"; empty where nothing tells it.
    private var shortTime: String {
        if model.trial != nil { return "trial" }
        guard let time = model.time else { return "" }
        if let clock = time.split(whereSeparator: { $0 == "T" || $0 == " " }).last, clock.count >= 5, clock.contains(":") {
            return String(clock.prefix(5))
        }
        return String(time.suffix(5))
    }
}
