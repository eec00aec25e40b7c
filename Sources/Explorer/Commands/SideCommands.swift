extension Command {
    static let touring: [Command] = [
        Command(
            "t", ["t"], "tour", rank: 4,
            here: { $0.focus == .map ? nil : BarWord(word: $0.focus == .tour ? "" : "tour", rank: 8) },
            help: "the walkthrough, where it was left", .looking
        ) { state, _ in state.toggleTour() }.said("tour", .text("STEP")) { state, text in
            guard let number = Int(text), number > 0 else {
                if text.isEmpty { state.openTour() } else { state.message = "tour takes the number of a step" }
                return
            }
            state.openTour(at: number - 1)
        },
        Command(
            "Space", [" "], "read on", rank: 1, help: "read on: a page, then the next step", .looking, when: { $0.stepsTour }
        ) { state, _ in state.readOn() }.said("on"),
        Command(
            "1-9", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], help: "the step, or hop of the answer, of that number", .moving,
            when: { $0.stepsTour || $0.stepsAnswer }
        ) { state, key in
            guard case .character(let digit) = key else { return }
            if state.stepsTour { state.openSteps(typed: String(digit)) } else { state.goToHop(String(digit)) }
        }.said("hop", .text("NUMBER"), help: "the hop of that number, or the next") { state, text in
            state.goToHop(text)
        },
        Command.word("steps", .none, help: "the list of steps", .looking, when: { $0.stepsTour }) { state, _ in
            state.openSteps()
        },
        Command(
            "M", ["M"], "matrix", rank: 7,
            here: { state in
                state.focus == .matrix
                    ? BarWord(word: state.side.matrix?.showsRows == true ? "grid" : "rows", rank: 2)
                    : state.focus == .map ? nil : BarWord(word: "", rank: 0)
            },
            help: "the traffic matrix; again: rows, grid", .looking
        ) { state, _ in state.toggleMatrix() }.said("matrix"),
    ]

    static let stepsPrompt: [Command] = [
        Command("Enter", [.enter], "go", rank: 0, help: "go to this step", .moving, in: .steps) { state, _ in state.enterStep() },
        Command(
            "j k", ["j", "k", .down, .up, .pageDown, .pageUp, "g", "G", .home, .end], "move", rank: 2, help: "move", .moving,
            in: .steps
        ) {
            state, key in
            switch key {
            case "j", .down: state.moveInSteps(by: 1)
            case "k", .up: state.moveInSteps(by: -1)
            case .pageDown: state.moveInSteps(by: state.page)
            case .pageUp: state.moveInSteps(by: -state.page)
            case "g", .home: state.moveInSteps(by: -100_000)
            default: state.moveInSteps(by: 100_000)
            }
        },
        Command(
            "0-9", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], "number", rank: 1, help: "the number of a step", .moving,
            in: .steps
        ) {
            state, key in
            if case .character(let digit) = key { state.typeStep(digit) }
        },
        Command("Esc", [.escape, "q", "t"], "back", rank: -1, help: "stay at this step", .moving, in: .steps) { state, _ in
            state.prompt = nil
        },
    ]
}
