import Frames

extension Command {
    /// What keys do with what flow logs say; those of the list come before the others.
    static let seenTraffic: [Command] = [
        Command(
            "T", ["T"], "traffic", rank: 7, here: { $0.traffic.source == nil ? BarWord(word: "", rank: 0) : nil },
            help: "what the flow logs say; again: on the map", .looking
        ) { state, _ in state.toggleTraffic() }.said(
            "traffic", .maybeOneOf(["map", "off"]), help: "what the flow logs say; map draws it, off no longer"
        ) { state, text in
            switch text {
            case "": state.toggleTraffic()
            case "map" where state.traffic.source != nil: state.showTrafficMap(true)
            case "map": state.toggleTraffic()
            case "off": state.showTrafficMap(false)
            default: state.message = "traffic takes map, off, or nothing"
            }
        },
        Command(
            "n N", ["n", "N"], "next", rank: 1, help: "the next, the previous that is listed", .moving, in: .traffic
        ) { state, key in state.stepInTraffic(by: key == "n" ? 1 : -1) },
        Command(
            "X", ["X"], "try without", rank: 2, here: { $0.chosenUse == nil ? BarWord(word: "", rank: 0) : nil },
            help: "try without the rule: what would it have cut?", .trying, in: .traffic
        ) { state, _ in state.takeOut() },
        Command(
            "P", ["P"], "pin", rank: 3,
            here: { $0.chosenTrafficRow == nil || $0.model.past != nil ? BarWord(word: "", rank: 0) : nil },
            help: "pin the question that it raises", .asking, in: .traffic
        ) { state, _ in state.pinTraffic() },
        Command("T", ["T"], "map", rank: 4, help: "on the map: how often each line was seen", .looking, in: .traffic) {
            state, _ in
            state.toggleTraffic()
        },
        Command("/", ["/"], "filter", rank: 5, help: "list only what has a text in it", .looking, in: .traffic) { state, _ in
            state.prompt = .traffic(LineEditor(state.traffic.filter))
        },
        Command("y", ["y"], "copy", rank: 6, help: "copy list, rule's id or command", .taking, in: .traffic) { state, _ in
            state.prompt = .copy
        },
        Command("Enter", [.enter], "keep", rank: 0, help: "keep the filter", .looking, in: .sifting) { state, _ in
            state.prompt = nil
        },
        Command(
            "arrows", [.down, .up, .pageDown, .pageUp], "move", rank: 1, help: "move in the list", .moving, in: .sifting
        ) { state, key in
            let step = key == .pageDown || key == .pageUp ? state.page : 1
            state.moveInTraffic(by: key == .down || key == .pageDown ? step : -step)
        },
        Command("Esc", [.escape], "all", rank: 2, help: "take the filter away", .looking, in: .sifting) { state, _ in
            state.prompt = nil
            state.filterTraffic("")
        },
    ]
}
