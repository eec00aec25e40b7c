import Frames

extension Command {
    /// What keys do with what changed when; those of its list come before the others.
    static let timeLines: [Command] = [
        Command(
            "C", ["C"], "changes", rank: 6,
            here: {
                $0.focus == .answer && $0.read.known != nil ? BarWord(word: "changes", rank: 4) : BarWord(word: "", rank: 0)
            },
            help: "who changed what when, and what the answer was then", .looking
        ) { state, _ in state.openTimeLine() }.said(
            "history", .text("[TEXT]"), help: "who changed what when; with TEXT, where it is in"
        ) {
            state, text in
            if text.isEmpty, state.focus == .timeLine {
                state.filterTimeLine("")
            } else if text.isEmpty {
                state.openTimeLine()
            } else {
                state.filterTimeLine(text)
            }
        }.said("at", .text("TIME"), help: "everything as of an earlier time: at 11-23 18:40") { state, text in
            state.show(asOf: text)
        },
        Command(
            "n N", ["n", "N"], "turned", rank: 0, help: "the next, the previous change that turned the answer", .moving,
            in: .timeLine
        ) { state, key in state.stepInTimeLine(by: key == "n" ? 1 : -1) },
        Command(
            "C", ["C"], "all", rank: 1, here: { $0.timeLineScopeWord.map { BarWord(word: $0, rank: 1) } },
            help: "all changes, or those that touch this way", .looking, in: .timeLine
        ) { state, _ in state.openTimeLine() },
        Command("/", ["/"], "filter", rank: 3, help: "list those that have a text", .looking, in: .timeLine) { state, _ in
            state.startCommand("history ")
        },
        Command(
            "y", ["y"], "copy", rank: 1, help: "copy the list, or what takes the change back", .taking, in: .timeLine
        ) { state, _ in state.prompt = .copy },
        Command("w", ["w"], "save", rank: 1, help: "write map, answer and list to a file", .taking, in: .timeLine) { state, _ in
            state.startCommand("write ")
        },
    ]
}

extension ExplorerState {
    /// What C does in the list: "all 31", "4 that touch it".
    var timeLineScopeWord: String? {
        guard let line = timeLinePage?.line else { return nil }
        return timeLine.showsAll ? "the \(line.points.count(where: \.touches)) that touch it" : "all \(line.points.count)"
    }
}
