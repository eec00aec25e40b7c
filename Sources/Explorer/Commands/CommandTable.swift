import Documentation
import Frames
import Map

extension Command {
    /// Every command there is, in the order of the help.
    static let table: [Command] =
        moving + looking + network + timeLines + pinned + touring + reviewing + asking + trying + seenTraffic + taking + program
        + prompts + stepsPrompt

    private static let moving: [Command] = [
        Command(
            "arrows hjkl", [.up, .down, .left, .right, "h", "j", "k", "l"], "move", rank: 9,
            here: { $0.focus == .list ? BarWord(word: "move", rank: 0) : nil }, help: "to the next box, or line", .moving
        ) { state, key in state.move(key) },
        Command(
            "Tab", [.tab, .backTab], "next pane", rank: 6,
            here: { $0.focus == .map ? nil : BarWord(word: $0.focus == .traffic ? "" : "map", rank: 3) },
            help: "next pane; Shift-Tab the last", .moving, when: { $0.panes.count > 1 }
        ) { state, key in state.nextPane(by: key == .tab ? 1 : -1) },
        Command(
            "Enter", [.enter], "open", rank: 2,
            here: { state in
                switch state.focus {
                case .map, .list: nil
                case .answer: BarWord(word: state.answerEnterWord, rank: 0)
                case .details: BarWord(word: state.detailsEnterWord, rank: 0)
                case .tour, .matrix, .board, .trial, .traffic, .timeLine:
                    state.enterWord.map { BarWord(word: $0, rank: 0) }
                }
            }, help: "in: open, follow, the page of a hop", .moving,
            when: { $0.selection != nil || [.tour, .matrix, .board, .trial, .traffic, .timeLine].contains($0.focus) }
        ) { state, _ in state.enter() },
        Command(
            "Esc", [.escape], "back", rank: 4, here: { $0.focus == .traffic ? BarWord(word: "", rank: 0) : nil },
            help: "out one level; never quits", .moving, when: { $0.canGoOut }
        ) { state, _ in state.goOut() },
        Command(
            "[", ["["], "before", rank: 8, help: "back to what was looked at", .moving, when: { $0.trail.canGoBack }
        ) { state, _ in state.step(back: true) }.said("back"),
        Command(
            "]", ["]"], help: "and forward again", .moving, when: { $0.trail.canGoForward }
        ) { state, _ in state.step(back: false) }.said("forward"),
        Command(
            "/", ["/"], "find", rank: 1,
            here: {
                switch $0.focus {
                case .map: nil
                case .list: BarWord(word: "filter", rank: 0)
                default: BarWord(word: "find", rank: 7)
                }
            },
            help: "find: address, name, id, port, word", .moving
        ) { state, _ in
            if state.focus == .list { state.startFiltering() } else { state.startFinding() }
        }.said("find", .text("TEXT")) { state, text in
            if text.isEmpty { state.startFinding() } else { state.go(to: text) }
        }.said("goto", .place, help: "go to a group, what carries it, an address, a subnet, a table ...") { state, text in
            state.go(to: text)
        },
        Command(
            "n N", ["n", "N"], "next", rank: 3,
            here: {
                $0.stepsTour
                    ? BarWord(word: "step", rank: 0) : $0.stepsAnswer ? BarWord(word: $0.stepWord, rank: 1) : nil
            },
            help: "next, previous: step, hop or member of the answer, or what was found", .moving,
            when: { $0.found != nil || $0.stepsAnswer || $0.stepsTour }
        ) { state, key in state.stepLit(by: key == "n" ? 1 : -1) }.said("next", as: "n").said("previous", as: "N"),
        Command(
            "PgUp PgDn ^U ^D", [.pageUp, .pageDown, .control("u"), .control("d")], help: "a page, half a page", .moving
        ) { state, key in state.scrollByPage(key) },
        Command("g G Home End", ["g", "G", .home, .end], help: "first, last", .moving) { state, key in
            state.scrollToEnd(last: key == "G" || key == .end)
        },
    ]

    private static let sortHelp = "sort the list: \(GroupColumn.words.joined(separator: ", "))"

    private static let looking: [Command] = [
        Command(
            "+ -", ["+", "=", "-"], "detail", rank: 8, here: { $0.focus == .map ? nil : BarWord(word: "", rank: 0) },
            help: "more, less in each box", .looking, when: { !$0.map.graph.subjects.isEmpty }
        ) { state, key in state.changeDetail(by: key == "-" ? 1 : -1) }.said("more", as: "+", help: "more in each box")
            .said("less", as: "-", help: "less in each box"),
        Command(
            "HJKL", ["H", "J", "K", "L"], "pan", rank: 5, here: { $0.focus == .map ? nil : BarWord(word: "", rank: 0) },
            help: "move the picture", .looking, when: { $0.isMapLarger }
        ) { state, key in state.pan(key) },
        Command(
            "< >", ["<", ">"], "steps", rank: 5,
            here: {
                $0.focus == .list
                    ? BarWord(word: "sort", rank: 3)
                    : $0.focus != .map || $0.drawing.hops == nil ? BarWord(word: "", rank: 0) : nil
            },
            help: "fewer, more steps around the box; sort the list", .looking,
            when: { state in state.focus == .list || state.flows.map { $0.map.subjects.count > 3 } ?? true }
        ) { state, key in
            // Until who reaches whom is worked out, that is what it does everywhere.
            if state.focus == .list, state.flows != nil || state.executor.isRunning(.flows) || key == "<" {
                state.sortList(by: key == ">" ? 1 : -1)
            } else {
                state.changeHops(by: key == ">" ? 1 : -1)
            }
        }.said("wider", as: ">", help: "one more step around the box")
            .said("nearer", as: "<", help: "one step less around the box"),
        Command(
            "v", ["v"], "list", rank: 4, here: { $0.focus == .list ? BarWord(word: "map alone", rank: 4) : nil },
            help: "the list of groups, or the map", .looking, when: { $0.model.groupCount > 0 }
        ) { state, _ in state.toggleList() }.said("list", .text("TEXT"), help: "the list, or what a text finds in it") {
            state, text in
            state.openList(filter: text)
        },
        Command(
            "F", ["F"], "only", rank: 4, here: { $0.focus == .list ? nil : BarWord(word: "", rank: 0) },
            help: "list only groups with !, open, unused", .looking, when: { $0.model.groupCount > 0 }
        ) { state, _ in state.filterByMark() }.said(
            "sort", .text("[-]COLUMN"), help: sortHelp
        ) { state, text in state.sortList(by: text) },
        Command(
            "o O", ["o", "O"], "line", rank: 7,
            here: {
                $0.focus == .map
                    ? nil : $0.hasTourQuestions ? BarWord(word: "question", rank: 1) : BarWord(word: "", rank: 0)
            },
            help: "the lines of this box, or the step's questions", .looking, when: { $0.hasLines || $0.hasTourQuestions }
        ) { state, key in state.stepLine(by: key == "o" ? 1 : -1) }.said("line", as: "o"),
        Command(
            "f", ["f"], help: "fold by VPC, account, tier, tag, name", .looking,
            when: { $0.flows.map { $0.map.subjects.count > 1 } ?? false }
        ) {
            state, _ in
            state.startCommand("fold ")
        }.said("fold", .fold) { state, text in
            state.fold(by: text)
        },
        Command("e", ["e"], help: "egress to networks", .looking) { state, _ in state.toggle(\.egress, "egress to networks") }
            .said("egress"),
        Command("i", ["i"], help: "ids in the boxes", .looking) { state, _ in state.toggle(\.ids, "ids") }.said("ids"),
        Command(
            "I", ["I"], "interfaces", rank: 7,
            here: { $0.focus == .map ? nil : BarWord(word: "", rank: 0) }, help: "interfaces in the boxes", .looking
        ) { state, _ in state.toggleInterfaces() }.said("interfaces"),
        Command("b", ["b"], help: "flows among the neighbours", .looking, when: { $0.drawing.hops != nil }) { state, _ in
            state.toggle(\.between, "flows among the neighbours")
        }.said("between"),
        Command("S", ["S"], help: "flows that one side alone allows", .looking) { state, _ in
            state.toggle(\.oneSided, "flows that one side alone allows, dotted")
        }.said("onesided"),
        Command.word("rules", .text("GROUP"), help: "the rules of a group, or of the selection", .looking) { state, text in
            state.openRules(of: text)
        },
        Command.word("unused", .none, help: "groups that nothing uses", .looking) { state, _ in
            state.toggle(\.unused, "groups that nothing uses")
        },
        Command.word("networks", .none, help: "each network in a box of its own", .looking) { state, _ in
            state.toggle(\.networks, "each network in a box of its own")
        },
        Command(
            "z", ["z"], "alone", rank: 8, help: "this pane alone, and back", .looking, when: { $0.panes.count > 1 || $0.isZoomed }
        ) { state, _ in
            state.isZoomed.toggle()
            state.revealSelection()
        }.said("alone"),
    ]

    private static let asking: [Command] = [
        Command(
            "a", ["a"], "ask", rank: 0, here: { $0.focus == .map ? nil : BarWord(word: "ask", rank: 5) },
            help: "ask: SOURCE -> DESTINATION:PORT", .asking
        ) { state, _ in state.startAsking() }.said("ask", .question) { state, text in
            state.startAsking(text)
            if !text.isEmpty, !state.askBehind() { state.ask(text) }
        }.said("why", .question, help: "ask, in any words: why alb rds 5432") { state, text in
            state.startAsking(text)
            if !text.isEmpty { state.ask() }
        },
        Command.word("who", .text("END PORT"), help: "who reaches it", .asking) { state, text in state.askWho(text) },
        Command(
            "s", ["s"], "source", rank: 6, help: "the selection is the source", .asking, when: { $0.selection != nil }
        ) { state, _ in state.mark(asSource: true) }.said("source"),
        Command(
            "d", ["d"], "destination", rank: 6, help: "the selection is the destination", .asking, when: { $0.selection != nil }
        ) { state, _ in state.mark(asSource: false) }.said("destination"),
        Command("x", ["x"], "swap", rank: 2, help: "swap the ends", .asking, when: { $0.answer != nil }) { state, _ in
            state.swapEnds()
        }.said("swap"),
        Command("p", ["p"], "port", rank: 2, help: "another port", .asking, when: { $0.answer != nil }) { state, _ in
            state.changePort()
        }.said("port", .port, help: "the same on another port") { state, text in
            state.ask(port: text)
        }.said("from", .end, help: "the same from another source") { state, text in
            state.ask(from: text)
        }.said("to", .end, help: "the same to another destination") { state, text in
            state.ask(to: text)
        },
    ]

    private static let taking: [Command] = [
        Command(
            "y", ["y"], "copy", rank: 5, here: { $0.focus == .answer ? BarWord(word: "copy", rank: 2) : nil },
            help: "copy: answer, fix, map ...", .taking,
            when: { state in Copied.allCases.contains { state.text(of: $0) != nil } }
        ) { state, _ in state.prompt = .copy }.said("copy", .oneOf(Copied.allCases.map(\.rawValue))) { state, text in
            if let copied = Copied(rawValue: text) {
                state.copy(copied)
            } else {
                state.message = "copy takes \(Copied.allCases.map(\.rawValue).joined(separator: ", "))"
            }
        },
        Command("w", ["w"], help: "write map and answer to a file", .taking) { state, _ in
            state.startCommand("write ")
        }.said("write", .file) { state, path in
            state.write(to: path, replacing: false)
        }.said("draw", .file, help: "the same, as sgscope draw") { state, path in
            state.write(to: path, replacing: false)
        }.said("write!", .file, help: "the same, in place of a file that is there") { state, path in
            state.write(to: path, replacing: true)
        },
    ]

    private static let program: [Command] = [
        Command(
            "r", ["r", "R", .function(5), .control("r")], help: "read the inputs again; also R, F5, ^R", .program
        ) { state, _ in state.startReading() }.said(
            "reread"
        )
        .said("changes", .none, help: "what changed since the last reading, or since --before") { state, _ in
            state.sayChanges()
        }
        .said("diff", .none, help: "the same; sgscope diff compares two readings") { state, _ in state.sayChanges() },
        Command(":", [":"], rank: 9, help: "every command by name", .program) { state, _ in state.startCommand() },
        Command(
            "m", ["m"], help: "the mouse on or off: click, wheel", .program
        ) { state, _ in
            state.usesMouse.toggle()
            state.message = state.usesMouse ? "mouse on: click selects, wheel scrolls; m gives it back" : "mouse off"
            state.emit(.mouse(state.usesMouse))
        }.said("mouse"),
        Command("^L", [.control("l")], help: "draw the screen anew", .program) { state, _ in state.emit(.repaint) }.said(
            "repaint"),
        Command("^Z", [.control("z")], help: "suspend", .program) { state, _ in state.emit(.suspend) }.said("suspend"),
        Command("?", ["?", .function(1)], "keys", rank: -2, help: "the keys that are valid now", .program) { state, _ in
            state.openHelp(.keys)
        }.said("help"),
        Command("Z", ["Z"], help: "what the words and signs mean", .program) { state, _ in
            state.openHelp(.words)
        }.said("glossary"),
        Command(
            "q", ["q"], "quit", rank: -1,
            here: { $0.focus == .traffic ? BarWord(word: "", rank: 0) : $0.hasTop ? BarWord(word: "close", rank: -1) : nil },
            help: "close this; at the top, quit", .program
        ) { state, _ in if !state.closeTop() { state.quit() } }.said("close").said(
            "quit", .none, help: "quit; what is on trial is asked for"
        ) { state, _ in
            state.quit()
        }.said("quit!", .none, help: "quit, whatever is on trial") { state, _ in state.emit(.quit) },
    ]

    private static let prompts: [Command] = [
        Command(
            "Enter", [.enter], "ask", rank: 0,
            here: { $0.question?.isReadyForMore($0.model) == true ? BarWord(word: "go on", rank: 0) : nil },
            help: "ask, or go on to the next part", .asking, in: .question
        ) { state, _ in state.ask() },
        Command(
            "Tab", [.tab, .backTab], "complete", rank: 1, help: "complete; again for the next", .asking, in: .question
        ) { state, key in state.editQuestion { $0.chooseNext(by: key == .tab ? 1 : -1, model: $1) } },
        Command(
            "up down", [.up, .down], "earlier", rank: 2, help: "earlier questions", .asking, in: .question,
            when: { !$0.recallable.isEmpty }
        ) { state, key in
            let history = state.recallable
            state.editQuestion { $0.recall(by: key == .up ? 1 : -1, from: history, model: $1) }
        },
        Command("Esc", [.escape], "leave", rank: 3, help: "leave the question", .asking, in: .question) { state, _ in
            state.leaveQuestion()
        },
        Command(
            "j k", [.up, .down, "j", "k"], "choose", rank: 0, help: "one of what may be meant; anything else goes on typing",
            .asking, in: .choice
        ) { state, key in
            state.editQuestion { question, _ in question.choice?.move(by: key == .up || key == "k" ? -1 : 1) }
        },
        Command("Enter", [.enter], "ask it", rank: 1, help: "ask what is chosen", .asking, in: .choice) { state, _ in
            state.askChosen()
        },
        Command("Esc", [.escape], "type on", rank: 2, help: "back to what was typed", .asking, in: .choice) { state, _ in
            state.editQuestion { question, _ in question.choice = nil }
        },
        Command(
            "Enter", [.enter], "keep", rank: 0, here: { $0.hasFoundNothing ? BarWord(word: "", rank: 0) : nil },
            help: "stay with what was found", .moving, in: .find
        ) { state, _ in
            state.keepFound()
        },
        Command(
            "down up", [.down, .up, .tab, .backTab], "next", rank: 1, help: "next, previous", .moving, in: .find,
            when: { !$0.hasFoundNothing }
        ) {
            state, key in
            state.stepFinding(by: key == .down || key == .tab ? 1 : -1)
        },
        Command("Esc", [.escape], "back", rank: 2, help: "back to where it began", .moving, in: .find) { state, _ in
            state.dropFinding()
        },
        Command("Enter", [.enter], "open", rank: 0, help: "open the group", .moving, in: .filter) { state, _ in
            state.enterListed()
        },
        Command(
            "arrows", [.down, .up, .pageDown, .pageUp], "move", rank: 1, help: "move in the list", .moving, in: .filter
        ) { state, key in
            let step = key == .pageDown || key == .pageUp ? state.page : 1
            state.scroll(by: key == .down || key == .pageDown ? step : -step)
        },
        Command("Tab", [.tab, .backTab], "keep, to the map", rank: 3, help: "keep the filter, go on", .moving, in: .filter) {
            state, _ in
            state.prompt = nil
            state.nextPane(by: 1)
        },
        Command("Esc", [.escape], "keys", rank: 2, help: "take the filter away", .moving, in: .filter) { state, _ in
            state.dropFilter()
        },
        Command("Enter", [.enter], "do it", rank: 0, help: "do what is typed", .program, in: .command) { state, _ in
            state.runCommand()
        },
        Command("Tab", [.tab, .backTab], "complete", rank: 1, help: "complete; again for the next", .program, in: .command) {
            state, key in
            state.editCommand { $0.chooseNext(by: key == .tab ? 1 : -1, state: $1) }
        },
        Command(
            "up down", [.up, .down], "earlier", rank: 2, help: "earlier commands", .program, in: .command,
            when: { !$0.commandHistory.isEmpty }
        ) { state, key in
            let history = state.commandHistory
            state.editCommand { $0.recall(by: key == .up ? 1 : -1, from: history, state: $1) }
        },
        Command("Esc", [.escape], "leave", rank: 3, help: "leave the command line", .program, in: .command) { state, _ in
            state.prompt = nil
        },
        copy("y", .answer), copy("f", .fix), copy("u", .undo), copy("t", .terraform), copy("k", .cloudformation),
        copy("p", .pulumi), copy("d", .map), copy("i", .id),
        copy("c", .command),
        Command("Esc", [.escape], "leave", rank: -1, help: "copy nothing", .taking, in: .copy) { state, _ in state.prompt = nil },
        Command("Esc", [.escape, "q", "?", .enter], "close", rank: 0, help: "close the help", .program, in: .help) { state, _ in
            state.help = nil
        },
        Command(
            "Z", ["Z"], "words", rank: 2, here: { $0.helpTopic == .words ? BarWord(word: "keys", rank: 2) : nil },
            help: "what the words and signs mean, or the keys", .program, in: .help
        ) { state, _ in state.openHelp(state.helpTopic == .keys ? .words : .keys) },
        Command(
            "j k", ["j", "k", .down, .up, .pageDown, .pageUp, " ", .control("d"), .control("u"), "g", "G", .home, .end],
            "scroll", rank: 1, help: "scroll", .moving, in: .help, when: { HelpPage($0).isLonger }
        ) { state, key in state.scrollHelp(key) },
    ]
}

extension Command {
    /// Copies something, behind `y`.
    fileprivate static func copy(_ key: Character, _ copied: Copied) -> Command {
        Command(
            String(key), [.character(key)], copied.rawValue, rank: 0,
            here: { copied.barWord($0) },
            help: "copy \(copied.words)", .taking, in: .copy,
            when: { $0.text(of: copied) != nil }
        ) { state, _ in state.copy(copied) }
    }
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
    /// The key of a character.
    public init(extendedGraphemeClusterLiteral value: Character) { self = .character(value) }
}
