import Frames
import History
import Text

/// What keys do in the list of what changed when.
extension ExplorerState {
    /// Opens the list; in it, lists all changes, or those alone that touch the way.
    mutating func openTimeLine() {
        guard let known = read.known else {
            message = Self.withoutChanges
            return
        }
        timeLine.givenUp = nil
        if focus == .timeLine {
            timeLine.showsAll.toggle()
            if timeLinePage == nil {
                timeLine.showsAll = false
                message = answer == nil ? "all are listed: a asks a question, and C lists what touches its way" : nil
            }
            return
        }
        if known.changes.isEmpty { message = "nothing changed in the records that were read: \(leftOut ?? "they are none")" }
        if !timeLine.isOpen { timeLine.wantsTurn = model.past == nil }
        timeLine.isOpen = true
        isZoomed = false
        set(focus: .timeLine)
    }

    /// What of the records is left out.
    private var leftOut: String? { read.known.flatMap { HistoryReport($0.timeLine, read.names, clock: $0.whole).leftOut } }

    /// The row that is chosen.
    var chosenTimeLineRow: TimeLineRow? {
        timeLine.isOpen && timeLine.rows.indices.contains(timeLine.scroll.cursor) ? timeLine.rows[timeLine.scroll.cursor] : nil
    }

    /// The change that is chosen; nil where none is.
    var chosenPastChange: Change? { if case .change(let change, _, _)? = chosenTimeLineRow { change } else { nil } }

    mutating func moveInTimeLine(to row: Int) {
        timeLine.scroll.cursor = min(max(0, row), max(0, timeLine.rows.count - 1))
        timeLine.wantsTurn = false
    }

    /// Goes to the next change that turned the answer, round and round.
    mutating func stepInTimeLine(by step: Int) {
        guard answer != nil else {
            message = "no question is answered: a asks one, and n goes through what turned it"
            return
        }
        guard let line = timeLinePage?.line else {
            message = timeLinePage == nil ? "judging what was ..." : "the question cannot be asked of what was read"
            return
        }
        let turned = timeLine.rows.indices.filter { timeLine.rows[$0].isTurned }
        guard let next = turned.next(from: timeLine.scroll.cursor, by: step), let number = turned.firstIndex(of: next) else {
            message = line.isWhole ? "no change that was read turned it" : "none of the newest changes turned it"
            return
        }
        moveInTimeLine(to: next)
        message = "\(number + 1) of \(turned.count) that turned it"
    }

    /// What Enter does with what is chosen.
    var timeLineEnterWord: String? {
        switch chosenTimeLineRow {
        case .read?: model.past == nil ? "" : "now again"
        case .change?, .oldest?: "as of then"
        case nil: nil
        }
    }

    /// Shows everything as of just before the chosen change.
    mutating func enterTimeLine() {
        guard let known = read.known, let row = chosenTimeLineRow else { return }
        switch row {
        case .read:
            if model.past != nil { leavePast() } else { message = "this is what is shown: j goes to what changed before" }
        case .change(let change, _, _):
            let time = known.timeLine.time(before: change.time)
            let what = change.edits.isEmpty ? change.event ?? "a change" : known.words.sentence(change)
            show(asOf: time, saying: "as of \(known.exact(time)), just before \(what); Esc goes back to now")
        case .oldest:
            guard let since = known.timeLine.knownSince else { return }
            show(asOf: since, saying: "as of \(known.exact(since)), as far back as is known; Esc goes back to now")
        }
    }

    /// Lists the changes alone that a text is in; all for an empty one.
    mutating func filterTimeLine(_ text: String) {
        if focus != .timeLine { openTimeLine() }
        guard read.known != nil else { return }
        timeLine.filter = text
    }

    mutating func clickTimeLine(_ area: Area, _ mouse: Mouse, hadFocus: Bool) {
        let row = mouse.row - area.y - 1
        let place = timeLine.scroll.top + row
        guard row >= 0, row < timeLineRoom.rows, timeLine.rows.indices.contains(place) else { return }
        if hadFocus, place == timeLine.scroll.cursor { enterTimeLine() } else { moveInTimeLine(to: place) }
    }
}
