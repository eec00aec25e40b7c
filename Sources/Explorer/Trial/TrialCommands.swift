import Frames

extension Command {
    /// What keys try on what was read; those of the list of changes and of the form come before the others.
    static let trying: [Command] = trials + trialList + changeForm + fixChoice

    private static let trials: [Command] = [
        Command(
            "A", ["A"], "try the fix", rank: 2,
            here: {
                $0.focus == .answer && $0.answer.map { $0.answer.verdict != .allowed && !$0.fixes.isEmpty } == true
                    ? nil : BarWord(word: "", rank: 0)
            },
            help: "try the answer's fix; nothing is sent to AWS", .trying, when: { $0.answer != nil }
        ) { state, _ in state.tryFix() }.said("try"),
        Command(
            "E", ["E"], "edit", rank: 6,
            here: { $0.focus == .details && $0.chosenPaneRow?.rule != nil ? nil : BarWord(word: "", rank: 0) },
            help: "try the chosen rule otherwise, or one more of the group", .trying, when: { $0.selection?.group != nil }
        ) { state, _ in state.startChange() }.said("edit"),
        Command(
            "X", ["X"], "take out", rank: 6,
            here: { $0.chosenRemoval != nil ? nil : BarWord(word: "", rank: 0) },
            help: "try without the chosen rule, ACL entry or route", .trying
        ) { state, _ in state.takeOut() }.said("takeout"),
        Command(
            "u", ["u"], "undo", rank: 7, here: { $0.focus == .map ? nil : BarWord(word: "", rank: 0) },
            help: "take the last change on trial back", .trying, when: { $0.changes != nil }
        ) { state, _ in state.undoLast() }.said("undo"),
        Command(
            "W", ["W"], "changes", rank: 3, here: { $0.changes != nil ? nil : BarWord(word: "", rank: 0) },
            help: "the changes on trial, and what they come to", .trying
        ) { state, _ in state.toggleTrial() }.said("trial", .text("[off]"), help: "the changes on trial; off leaves them") {
            state, text in
            switch text {
            case "off": if state.changes == nil { state.message = "nothing is on trial" } else { state.leaveTrial() }
            case "": if state.focus != .trial { state.toggleTrial() }
            default: state.message = "trial takes off, or nothing"
            }
        },
        change("+", "RULE", help: "try a rule more: + rds in 5432 from alb; also acl ..., route ..., X carries GROUP"),
        change("-", "RULE", help: "try a rule, an entry or a route less: - rds in 5432 from api"),
        change("~", "RULE : CHANGE", help: "try a rule otherwise: ~ rds in 5432 from api : 5432-5433"),
        change("off", "THING", help: "a drill: off nat-0, a peering, a zone, a group is gone"),
    ]

    /// A change by its first word; where one is typed it is read whole, before words are looked up.
    private static func change(_ word: String, _ what: String, help: String) -> Command {
        Command.word(word, .text(what), help: help, .trying) { state, text in state.runChange("\(word) \(text)") }
    }

    private static let trialList: [Command] = [
        Command(
            "n N", ["n", "N"], "turned", rank: 2, help: "the next, the previous question that turns", .moving, in: .trial
        ) { state, key in state.stepInTrial(by: key == "n" ? 1 : -1) },
        Command(
            "Space", [" "], "off, on", rank: 1, help: "switch the change off, or on", .trying, in: .trial,
            when: { $0.chosenChange != nil }
        ) { state, _ in state.switchChosenChange() },
        Command(
            // Enter says the same in the bar.
            "E", ["E"], "edit", rank: 2, here: { _ in BarWord(word: "", rank: 0) }, help: "edit the change", .trying, in: .trial,
            when: { $0.chosenChange != nil }
        ) { state, _ in state.editChosenChange() },
        Command(
            "X", ["X"], "drop", rank: 1, help: "take the change off the trial", .trying, in: .trial,
            when: { $0.chosenChange != nil }
        ) { state, _ in state.dropChosenChange() },
        Command(
            "u", ["u"], "undo last", rank: 0, help: "take the last change back", .trying, in: .trial,
            when: { $0.changes != nil }
        ) { state, _ in state.undoLast() },
        Command("y", ["y"], "copy as", rank: 1, help: "copy all changes that are on", .taking, in: .trial) { state, _ in
            state.prompt = .copy
        },
    ]
}
