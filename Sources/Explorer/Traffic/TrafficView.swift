import FlowLogs
import Text
import Traffic

/// The list of what flow logs say, as it stands on screen.
struct TrafficView: Sendable {
    /// Where the records come from; nil where there are none.
    var source: FlowLogSource?
    /// What they say; nil until that is worked out.
    var page: TrafficPage?
    /// What the logs that were given say, while pasted records are in their place.
    var given: TrafficPage?
    /// What the changes on trial would have done to it; nil while nothing is on trial, and until that is worked out.
    var replay: ReplayPage?
    var isOpen = false
    /// What is chosen, counted through everything that is listed.
    var scroll = ItemScroll()
    /// The text that what is listed has in it.
    var filter = ""
    /// The lines as they are shown; made when an event is over.
    var lines = TrafficLines()
}

extension ExplorerState {
    /// Opens the list of what flow logs say; from the list it goes on to the map with it.
    mutating func toggleTraffic() {
        guard traffic.source != nil else {
            message = "no flow logs are given: sgscope --flows LOGS reads them; records can be pasted here, too"
            return
        }
        if focus == .traffic {
            showTrafficMap(true)
            return
        }
        openTraffic()
    }

    /// Opens the list.
    mutating func openTraffic() {
        traffic.isOpen = true
        isZoomed = false
        set(focus: .traffic)
        orderTraffic()
    }

    /// Draws how much was seen of each flow at its line, or no longer.
    mutating func showTrafficMap(_ isShown: Bool) {
        traffic.isOpen = false
        if focus == .traffic { set(focus: .map) }
        let isBack = leavePastedRecords()
        orderTraffic()
        drawing.shown.traffic = isShown
        network = isShown ? nil : network
        redrawMap()
        revealSelection()
        let look = glyphs == .ascii ? " on the map" : ": heavy from a tenth of the busiest, dotted not seen"
        if isBack {
            message = isShown ? "the map with the given flow logs; :traffic opens them" : Self.givenAgain
        } else {
            message = isShown ? "traffic\(look); :traffic off" : "the map without traffic"
        }
    }

    /// Has the logs read and held against what was read, unless that is done, or under way.
    mutating func orderTraffic() {
        guard let source = traffic.source, traffic.page?.model !== read, !executor.isRunning(.traffic) else { return }
        order(.traffic(source))
    }

    /// Takes what logs say: it stands in the list, and below the answer that stands.
    mutating func take(traffic page: TrafficPage) {
        guard page.model === read, !keepsLast(insteadOf: page) else { return }
        let problems = page.problems
        if let reason = page.unread.first {
            message = "\(glyphs == .ascii ? "!" : "✗") not read: \(reason). Still showing what was read of the logs before"
        } else if !problems.isEmpty {
            let more = problems.count > 1 ? "; T lists \(TextCount.of(problems.count - 1, "more", plural: "more"))" : ""
            message = "! \(problems[0])\(more)"
        }
        traffic.page = page
        traffic.replay = nil
        orderReplay()
        redrawWeights()
        // What was answered before says now what was seen of it.
        if case .settled(.answer(let view)) = answering { ask(view.text, at: AnswerPlace(scroll: view.scroll, stop: view.stop)) }
    }

    /// Keeps what was read of the logs where nothing could be read again; says whether it does.
    private mutating func keepsLast(insteadOf page: TrafficPage) -> Bool {
        guard traffic.source == .given, page.tellsNothing, let last = traffic.page, last.list.log.records > 0 else {
            return false
        }
        order(.traffic(.kept(last, unread: page.problems)))
        return true
    }

    /// Draws the map anew where it says how much was seen.
    private mutating func redrawWeights() {
        guard drawing.shown.traffic else { return }
        drawing.recent = DrawnMaps()
        drawing.scope = nil
        redrawMap()
    }

    /// Has worked out what the changes on trial would have done.
    mutating func orderReplay() {
        guard model.trial != nil, traffic.page?.model === read else { return }
        order(.replay)
    }

    /// Takes what the changes on trial would have done.
    mutating func take(replay: ReplayPage) {
        guard replay.model === model, replay.page === traffic.page else { return }
        traffic.replay = replay
        traffic.scroll = ItemScroll()
        say(beside: replay.sentence)
    }

    /// Goes on with what was known of logs after another inventory took the place of the one that is shown.
    mutating func takeTraffic(of old: ExplorerState) {
        traffic = old.traffic
        traffic.replay = nil
        if executor.isRunning(.traffic) || traffic.page == nil && traffic.source != nil || traffic.page?.model !== read {
            orderTraffic()
        }
        orderReplay()
    }

    /// What could not be read of the flow logs that were given, a line each; empty until they are read.
    public var flowLogProblems: [String] { traffic.source == .given ? traffic.page?.problems ?? [] : [] }

    /// How a program ends that could not read something of them: 66 where all of that is missing, 65 else; 0 where all was read.
    public var flowLogStatus: Int32 {
        let problems = traffic.source == .given ? traffic.page?.list.log.problems ?? [] : []
        return problems.isEmpty ? 0 : problems.allSatisfy(\.isMissing) ? 66 : 65
    }

    /// What is chosen in the list; nil where that is not open, and where nothing is listed.
    var chosenTraffic: TrafficItem.Subject? {
        guard focus == .traffic, traffic.lines.items.indices.contains(traffic.scroll.cursor) else { return nil }
        return traffic.lines.items[traffic.scroll.cursor].subject
    }

    /// The rule that is chosen in the list.
    var chosenUse: RuleUse? { if case .rule(let use)? = chosenTraffic { use } else { nil } }

    /// The row of flows that is chosen in the list.
    var chosenTrafficRow: TrafficRow? { if case .row(let row)? = chosenTraffic { row } else { nil } }
}
