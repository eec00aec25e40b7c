import Frames

extension Command {
    /// What keys do on the network map; they come before those of the map of groups.
    static let network: [Command] = [
        Command(
            "arrows hjkl", [.up, .down, .left, .right, "h", "j", "k", "l"], "move", rank: 9,
            help: "to the next subnet, group or gateway", .moving, in: .network
        ) { state, key in
            switch key {
            case .up, "k": state.moveInNetwork(.up)
            case .down, "j": state.moveInNetwork(.down)
            case .left, "h": state.moveInNetwork(.left)
            default: state.moveInNetwork(.right)
            }
        },
        Command(
            "Enter", [.enter], "open", rank: 2, help: "open: a VPC, a row of subnets, a group; more of anything else", .moving,
            in: .network
        ) { state, _ in state.enterNetwork() },
        Command(
            "Esc", [.escape], "back", rank: 8, help: "out one level, at last to the groups", .moving,
            in: .network, when: { $0.reading == nil }
        ) { state, _ in state.leaveNetwork() },
        Command(
            "PgUp PgDn ^U ^D", [.pageUp, .pageDown, .control("u"), .control("d")], help: "a page, half a page", .moving,
            in: .network
        ) { state, key in
            let page = key == .pageUp || key == .pageDown ? state.page : max(1, state.page / 2)
            state.moveInNetwork(rows: key == .pageDown || key == .control("d") ? page : -page)
        },
        Command(
            "g G Home End", ["g", "G", .home, .end], help: "first, last", .moving, in: .network
        ) { state, key in state.selectNetworkEnd(last: key == "G" || key == .end) },
        Command(
            "n N", ["n", "N"], help: "the next, the previous thing, line by line", .moving, in: .network,
            when: { $0.found == nil && !$0.stepsAnswer }
        ) { state, key in state.stepInNetwork(by: key == "n" ? 1 : -1) },
        Command(
            "Tab", [.tab, .backTab], help: "the next thing; Shift-Tab the previous", .moving, in: .network,
            when: { $0.panes.count == 1 }
        ) { state, key in state.stepInNetwork(by: key == .tab ? 1 : -1) },
        Command(
            "J K", ["J", "K"], "more", rank: 3,
            here: { $0.readsNetwork && $0.hasMoreOfNetwork ? nil : BarWord(word: "", rank: 0) },
            help: "what is told of it, further down and up", .moving, in: .network
        ) { state, key in
            if state.hasMoreOfNetwork {
                state.scrollNetworkDetails(pages: key == "J" ? 1 : -1)
            } else {
                state.message = "all that is told of it is seen"
            }
        },
        Command(
            "V", ["V"], "network", rank: 4, here: { $0.network == nil ? nil : BarWord(word: "groups", rank: 3) },
            help: "the network map, or the map of groups", .looking,
            when: { !$0.model.inventory.subnets.isEmpty || $0.network != nil }
        ) { state, _ in state.toggleNetwork() }.said("vpc").said("network"),
        Command(
            "< >", ["<", ">"], "VPC", rank: 4, here: { ($0.network?.map.vpcs.count ?? 0) > 1 ? nil : BarWord(word: "", rank: 0) },
            help: "the last, the next VPC", .looking, in: .network
        ) { state, key in state.stepVpc(by: key == ">" ? 1 : -1) },
        Command(
            "+ - HL oO f e iI b", ["+", "=", "-", "H", "L", "o", "O", "f", "e", "i", "I", "b"],
            help: "of the map of groups alone", .looking, in: .network
        ) { state, key in state.message = "this key is of the map of groups: V goes there" },
    ]
}
