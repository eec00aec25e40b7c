import Board
import Frames
import Reachability
import Text

/// What keys do on the board.
extension ExplorerState {
    /// Questions that were asked before and are not pinned, the last first.
    var askedUnpinned: [AskedQuestion] {
        let pinned = Set(board.rows.compactMap { $0.judgement.strict.map { Pin(ask: $0).identity } })
            .union(board.source.board.pins.map(\.identity))
        return history.reversed().filter { !pinned.contains(Pin(ask: $0.text).identity) }
    }

    /// How many rows of the board can be gone to.
    var boardCount: Int { board.rows.count + askedUnpinned.count }

    /// The row of the pin that is chosen; nil where none is.
    var chosenPinRow: BoardPage.Row? {
        focus == .board && board.rows.indices.contains(board.scroll.cursor) ? board.rows[board.scroll.cursor] : nil
    }

    /// The pin that is chosen.
    var chosenPin: Pin? { chosenPinRow?.pin }

    /// The question asked before that is chosen.
    private var chosenAsked: AskedQuestion? {
        let asked = askedUnpinned
        let place = board.scroll.cursor - board.rows.count
        return asked.indices.contains(place) ? asked[place] : nil
    }

    /// The answer that is lit while its question is chosen.
    var boardAnswer: Answer? { chosenPinRow?.answer }

    /// What Enter does with what is chosen.
    var boardEnterWord: String? { boardCount == 0 ? nil : "open" }

    /// Opens the board, or closes it.
    mutating func toggleBoard() {
        if focus == .board {
            _ = closeTop()
            return
        }
        board.isOpen = true
        isZoomed = false
        set(focus: .board)
        message = board.source.problem.map { "! not used: \($0)" }
    }

    mutating func moveInBoard(to row: Int) {
        board.scroll.cursor = min(max(0, row), max(0, boardCount - 1))
        redrawMap()
        revealSelection()
    }

    /// Goes to a question by its number.
    mutating func goToPin(_ number: Int) {
        if board.rows.indices.contains(number - 1) {
            moveInBoard(to: number - 1)
        } else {
            message = "the board has \(TextCount.of(board.rows.count, "question"))"
        }
    }

    /// Goes to the next that turned or is not as meant, round and round.
    mutating func stepInBoard(by step: Int) {
        let asked = askedUnpinned
        let count = board.rows.count + asked.count
        let wanted = (0..<count).filter { place in
            guard board.rows.indices.contains(place) else { return asked[place - board.rows.count].was != nil }
            let row = board.rows[place]
            return row.isWrong || board.past[row.pin.identity]?.was != nil
        }
        guard let next = wanted.next(from: board.scroll.cursor, by: step) else {
            message = "nothing turned, and all is as meant"
            return
        }
        moveInBoard(to: next)
    }

    /// Opens the answer of what is chosen.
    mutating func enterBoard() {
        if let asked = chosenAsked {
            ask(asked.text)
            return
        }
        guard let row = chosenPinRow else {
            message = "no question is pinned: P pins the one that is answered"
            return
        }
        switch row.judgement.outcome {
        case .unasked: message = row.reason
        case .who: askWho(inWords: row.pin.ask)
        case .verdict:
            if let text = row.judgement.strict { ask(text) }
        }
    }

    mutating func clickBoard(_ area: Area, _ mouse: Mouse, hadFocus: Bool) {
        let row = board.scroll.top + mouse.row - area.y - 2
        guard mouse.row >= area.y + 2, let place = boardLines.item(at: row) else { return }
        if hadFocus, place == board.scroll.cursor { enterBoard() } else { moveInBoard(to: place) }
    }

    // MARK: Pinning

    /// What P does with the answer that stands.
    var pinWord: String { pinOfAnswer == nil ? "pin" : "meant" }

    /// The pin of the question that is answered; nil where it is none.
    private var pinOfAnswer: Pin? {
        guard let answer else { return nil }
        let asked = Pin(ask: answer.text)
        return board.source.board.pins.first { $0.isSameQuestion(as: asked) }
            ?? board.rows.first { row in
                !row.pin.onlyGroups && row.judgement.strict.map { Pin(ask: $0).isSameQuestion(as: asked) } ?? false
            }?.pin
    }

    /// Pins the question that is answered with its verdict as what is meant; pinned again it is meant otherwise.
    mutating func pin() {
        guard let answer else { return }
        if let pinned = pinOfAnswer {
            // What somebody else has pinned is not turned by who wants to pin it, too.
            let takesLines =
                board.source.place != nil && board.source.problem == nil && board.source.board.sealed == nil
            guard isTurning(pinned) || !takesLines else {
                board.lastWritten = pinned
                let meant = pinned.meant.map { if case .verdict(let verdict) = $0 { "meant \(verdict.rawValue)" } else { "" } }
                message = "pinned already, \(meant ?? "not judged"): P again changes that"
                return
            }
            append(pinned.turned(verdict: answer.answer.verdict))
        } else {
            append(Pin(ask: answer.text, meant: .verdict(answer.answer.verdict)))
        }
    }

    /// Pins it with a word for what is meant.
    mutating func pin(meant text: String) {
        guard let asked = chosenPin ?? pinOfAnswer ?? answer.map({ Pin(ask: $0.text) }) else {
            message = "no question is answered that could be pinned"
            return
        }
        if text.isEmpty {
            if chosenPin != nil { pinChosen() } else { pin() }
            return
        }
        var pin = asked
        switch text {
        case "shown": pin.meant = nil
        case "off": pin.isOff = true
        default:
            guard let verdict = Verdict(rawValue: text) else {
                message = "pin takes allowed, blocked, depends, shown or off"
                return
            }
            pin.meant = .verdict(verdict)
        }
        append(pin)
    }

    /// Pins a question with a verdict as what is meant; without one it is not judged.
    mutating func pin(_ question: String, verdict: Verdict?) {
        if board.source.board.pins.contains(where: { $0.isSameQuestion(as: Pin(ask: question)) }) {
            message = "pinned already: B shows the board"
        } else {
            append(Pin(ask: question, meant: verdict.map { .verdict($0) }))
        }
    }

    /// Pins what is chosen otherwise, or for the first time.
    mutating func pinChosen() {
        if let asked = chosenAsked {
            append(Pin(ask: asked.text, meant: asked.verdict.map { .verdict($0) }))
            return
        }
        guard let row = chosenPinRow else { return }
        guard case .who(let set, _) = row.judgement.outcome else {
            append(row.pin.turned(verdict: row.judgement.verdict))
            return
        }
        var next = row.pin
        let names = set.certain.map { model.names.name(of: $0) }
        if case .names(let meant)? = row.pin.meant, Set(meant) == Set(names) || row.judgement.standing == .asMeant {
            next.meant = nil
        } else if row.pin.meant == nil, row.pin.line > 0, isTurning(row.pin) {
            next.isOff = true
        } else {
            next.meant = .names(names)
        }
        append(next)
    }

    /// Whether what is meant by a pin was taken away by the key before.
    private func isTurning(_ pin: Pin) -> Bool { board.lastWritten?.isSameQuestion(as: pin) == true }

    mutating func unpinChosen() {
        guard var pin = chosenPin else { return }
        pin.isOff = true
        append(pin)
    }

    /// Says why the chosen question is on the board.
    mutating func explainChosen(_ text: String) {
        guard var pin = chosenPin else { return }
        pin.why = text.isEmpty ? nil : text
        append(pin)
    }

    private mutating func append(_ pin: Pin) {
        if model.past != nil {
            message = "nothing is pinned as of an earlier time: Esc goes back to now"
        } else if board.source.place == nil {
            message = "nothing is pinned of data with stand-ins: the board has the real names"
        } else if let problem = board.source.problem {
            message = "not pinned: \(problem)"
        } else if let seal = board.source.board.sealed {
            message = "not pinned: \(board.source.board.fileName) takes no line, \(seal.message)"
        } else {
            emit(.append(pin))
        }
    }
}
