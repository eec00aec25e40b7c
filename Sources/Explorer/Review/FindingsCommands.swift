import Frames

extension Command {
    /// What keys do with all that the review found.
    static let reviewing: [Command] = [
        Command(
            "!", ["!"], "findings", rank: 8, here: { _ in BarWord(word: "", rank: 0) },
            help: "all that differs from the notes or is found by the audit", .looking
        ) { state, _ in state.openFindings() }
        .said("findings").said("audit", .none, help: "the same, on the audit's findings") { state, _ in
            state.openFindings(ofAudit: true)
        }.said("check", .none, help: "the same, on what differs from the notes") { state, _ in
            state.openFindings(ofAudit: false)
        }.said("review", .none, help: "groups with !; n goes through them") { state, _ in state.sayReview() },
        Command.word(
            "accept", .text("WHY"), help: "accept the chosen finding with a reason, in the notes", .taking,
            when: { $0.side.findings?.chosen?.finding != nil }
        ) { state, text in state.acceptFinding(text) },
        Command(
            "Enter", [.enter], "go there", rank: 0, help: "to the rule, the thing or the question", .moving, in: .findings,
            when: { $0.side.findings?.chosen != nil }
        ) { state, _ in state.enterFinding() },
        Command(
            "E", ["E"], "accept", rank: 1, help: "accept it with a reason, in the notes", .taking, in: .findings,
            when: { $0.side.findings?.chosen?.finding != nil }
        ) { state, _ in state.startAccepting() },
        Command(
            "j k", ["j", "k", .down, .up, .pageDown, .pageUp, .control("d"), .control("u"), "g", "G", .home, .end], "move",
            rank: 2,
            help: "move", .moving, in: .findings
        ) { state, key in
            let page = state.findingsRoom
            switch key {
            case "j", .down: state.moveInFindings(by: 1)
            case "k", .up: state.moveInFindings(by: -1)
            case .pageDown: state.moveInFindings(by: page)
            case .pageUp: state.moveInFindings(by: -page)
            case .control("d"): state.moveInFindings(by: page / 2)
            case .control("u"): state.moveInFindings(by: -page / 2)
            case "g", .home: state.moveInFindings(by: -1_000_000)
            default: state.moveInFindings(by: 1_000_000)
            }
        },
        Command(":", [":"], rank: 9, help: "every command by name", .program, in: .findings) { state, _ in state.startCommand() },
        Command("Esc", [.escape, "q", "!"], "back", rank: -1, help: "back to the map", .moving, in: .findings) { state, _ in
            state.prompt = nil
        },
    ]
}
