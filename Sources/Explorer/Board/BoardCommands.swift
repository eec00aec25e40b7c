import Frames

extension Command {
    /// What keys do with pinned questions; those on the board come before the others.
    static let pinned: [Command] = [
        Command(
            "B", ["B"], "board", rank: 6, here: { $0.focus == .map && $0.board.hasAny ? nil : BarWord(word: "", rank: 0) },
            help: "the board: pinned questions, and what was asked", .looking
        ) { state, _ in state.toggleBoard() }.said("board"),
        Command(
            "P", ["P"], "pin", rank: 3,
            here: { $0.focus == .answer ? BarWord(word: $0.pinWord, rank: 3) : BarWord(word: "", rank: 0) },
            help: "pin the question; again: meant otherwise, not judged, off", .asking, when: { $0.answer != nil }
        ) { state, _ in state.pin() }.said(
            "pin", .oneOf(["allowed", "blocked", "depends", "shown", "off"]), help: "pin the question with what is meant"
        ) { state, text in
            state.pin(meant: text)
        },
        Command(
            "n N", ["n", "N"], "turned", rank: 1, help: "the next, the previous that turned or is not as meant", .moving,
            in: .board
        ) { state, key in state.stepInBoard(by: key == "n" ? 1 : -1) },
        Command(
            "P", ["P"], "meant", rank: 2, help: "meant otherwise, not judged, off; pin what was asked before", .asking,
            in: .board, when: { $0.boardCount > 0 }
        ) { state, _ in state.pinChosen() },
        Command(
            "X", ["X"], "unpin", rank: 3, help: "take it off the board", .asking, in: .board, when: { $0.chosenPin != nil }
        ) { state, _ in state.unpinChosen() },
        Command(
            "E", ["E"], "why it is here", rank: 4, help: "say why it is on the board", .asking, in: .board,
            when: { $0.chosenPin != nil }
        ) { state, _ in state.startCommand("reason \(state.chosenPin?.why ?? "")") },
        Command(
            "1-9", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], help: "the question of that number", .moving, in: .board
        ) { state, key in
            if case .character(let digit) = key, let number = digit.wholeNumberValue { state.goToPin(number) }
        },
        Command.word(
            "reason", .text("TEXT"), help: "why the question is on the board", .asking, when: { $0.chosenPin != nil }
        ) { state, text in state.explainChosen(text) },
    ]
}
