import CoreModel
import Documentation
import Map
import Reachability
import Text
import Words

/// Going through what an answer tells: the hops of its ladders, the kinds of members, what stands behind a load balancer.
extension ExplorerState {
    /// Whether n, N and numbers go through an answer rather than through what was found.
    var stepsAnswer: Bool {
        guard let answer, !answer.stops.isEmpty else { return false }
        return focus == .answer || found == nil || (focus == .details && shownPage != nil)
    }

    /// What the first of them is called in the last line.
    var stepWord: String {
        guard let answer else { return "" }
        switch answer.stop ?? answer.stops.first {
        case .kind, .member, .interface: return "member"
        case .target: return "target"
        case .hop, .station, nil: return "hop"
        }
    }

    /// Goes to the next of what the answer tells, round and round.
    mutating func stepAnswer(by step: Int) {
        guard let view = answer, !view.stops.isEmpty else { return }
        let count = view.stops.count
        let now = view.stop.flatMap { view.stops.firstIndex(of: $0) }
        choose(view.stops[now.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)])
    }

    /// Goes to a hop by its number as it is typed; without one to the next.
    mutating func goToHop(_ text: String) {
        guard let view = answer, !view.stops.isEmpty else {
            message = "no answer stands whose hops one could go to"
            return
        }
        if text.isEmpty {
            stepAnswer(by: 1)
            message = (message ?? "") + "   hop NUMBER goes to one"
            return
        }
        let hops = view.hops
        guard let number = Int(text), hops.indices.contains(number - 1) else {
            message = "hop takes a number from 1 to \(hops.count)"
            return
        }
        choose(hops[number - 1])
    }

    /// Goes to something that the answer tells: it is chosen there, and lit on the maps.
    mutating func choose(_ stop: AnswerStop) {
        guard let view = answer else { return }
        answer?.stop = stop
        answer?.isRevealing = true
        if let subject = subject(of: stop, view) { visit(subject) }
        chooseOnNetwork()
        if isWide || (focus == .details && details.page == .hop) { details.page = .hop }
        revealSelection()
        message = view.text(of: stop, model)
    }

    /// Chooses nothing any more of the answer.
    mutating func leaveStop() {
        answer?.stop = nil
        if details.page == .hop { details.page = nil }
        revealSelection()
    }

    /// Goes in at what is chosen, or at what decides: to the page of a hop, to a question of its own.
    mutating func enterAnswer() {
        guard let view = answer else { return }
        guard let stop = view.stop ?? view.decidingHop else {
            openDecidingRule()
            return
        }
        if view.stop == nil { choose(stop) }
        switch stop {
        case .hop:
            (details.page, details.isOpen) = (.hop, true)
            set(focus: .details)
        case .kind, .member, .interface, .target: askFrom(stop)
        case .station: openDetails()
        }
    }

    /// Asks the question of its own that something of the answer is.
    mutating func askFrom(_ stop: AnswerStop) {
        guard let view = answer else { return }
        guard let text = model.question(of: stop, view) else {
            message = "that cannot be asked: where it is, or its port, is not in the input"
            return
        }
        if text == view.text {
            message = "this is its question already"
            return
        }
        returns.ask(text, from: view)
        ask(text)
        if case .target(let place) = stop, view.targets.indices.contains(place), view.targets[place].target?.seesClient == true {
            message = "asked from the load balancer itself; the target sees the client's address"
        }
    }

    /// Opens the group whose rules decide, on the rule that does.
    mutating func openDecidingRule() {
        guard let answered = answer?.answer, let check = answered.decidingCheck, let group = check.component else {
            message = "no group's rule decides here"
            return
        }
        visit(.group(group))
        openDetails()
        details.wanted = (check.nearest?.rule ?? check.rules.first).map(DetailsPane.Row.rule)
    }

    // MARK: On the maps

    /// The box of the group map that is selected with something of an answer; nil where none is.
    private func subject(of stop: AnswerStop, _ view: AnswerView) -> MapSubject? {
        switch stop {
        case .station(let place):
            let path = view.answer.path
            guard let end = place == 0 ? path.first?.from : path[place - 1].to else { return nil }
            return subjects(of: end).first
        case .hop(let leg, let row):
            guard let words = view.words.ladder(leg), let place = words.way.ladder[row].there ?? words.way.ladder[row].back else {
                return nil
            }
            let stage = words.way.stages[place]
            if let group = words.way.groupChecks[place]?.component ?? words.groups(place)?.first { return .group(group) }
            guard stage.kind == .group || stage.kind == .host || stage.kind == .lb else { return nil }
            let answer = leg == 0 ? view.answer : view.answer.way?.behind?.legs.first
            return answer.flatMap {
                subjects(of: stage.direction == .egress ? $0.question.source : $0.question.destination).first
            }
        case .target(let place):
            guard let interface = view.targets[place].target?.interface else { return nil }
            return model.inventory[interface].groups.first.map(MapSubject.group)
        case .member(let place): return .group(view.answer.members[place].group)
        case .interface(let place):
            return model.inventory[view.answer.answers[place].interface].groups.first.map(MapSubject.group)
        case .kind: return nil
        }
    }

    /// The boxes at both ends of a hop that is no box itself, while the answer has the keys; none where it is one.
    var hopEnds: Set<Int> {
        guard focus == .answer || focus == .details, let view = answer, let stop = view.stop, stop.hop != nil,
            subject(of: stop, view) == nil, let flows
        else { return [] }
        let highlight = AnswerHighlight(view.answer, in: flows.whole)
        return Set([Direction.egress, .ingress].flatMap { highlight.endNodes($0, in: map.graph) })
    }

    /// Chooses on the network map what the hop is there that was gone to.
    mutating func chooseOnNetwork() {
        guard var shown = network, let view = answer, let hop = view.stop?.hop, let words = view.words.ladder(hop.leg),
            let found = shown.map.item(of: words.way.ladder[hop.row], in: words.way, shown: shown.place)
        else { return }
        if shown.place != found.vpc { shown.go(to: found.vpc) }
        (shown.selected, shown.followed, shown.isRevealing) = (found.item, selection, true)
        network = shown
    }
}

extension AnswerView {
    /// The rows of its ladders, one after the other.
    var hops: [AnswerStop] { stops.filter { $0.hop != nil } }

    /// What stands behind the load balancer that it ends at.
    var targets: [BehindText.Row] { words.way?.behind?.rows ?? [] }

    /// The hop that decides where that is none of groups; nil where groups decide.
    var decidingHop: AnswerStop? {
        guard words.way?.decider != nil, let way = answer.way,
            let place = way.deciding.first(where: { way.stages[$0].kind != .group }),
            let row = way.ladder.firstIndex(where: { $0.there == place || $0.back == place })
        else { return nil }
        return .hop(leg: 0, row: row)
    }

    /// What the last line says of something that was gone to.
    func text(of stop: AnswerStop, _ model: ExplorerModel) -> String {
        func place(_ isAlike: (AnswerStop) -> Bool) -> String {
            let alike = stops.filter(isAlike)
            return "\((alike.firstIndex(of: stop) ?? 0) + 1) of \(alike.count)"
        }
        switch stop {
        case .hop(let leg, let row):
            guard let words = words.ladder(leg) else { return "" }
            let own = words.way.ladder[row]
            let behind = leg > 0 ? " (behind it)" : ""
            return "hop \(place { $0.hop != nil })\(behind): \(words.word(own)) \(TerminalText.safe(words.name(own)))"
        case .station(let number):
            let path = answer.path
            guard let end = number == 0 ? path.first?.from : path[number - 1].to else { return "" }
            let leg = number == 0 ? "the way begins" : "-\(path[number - 1].label)->"
            return "hop \(number) of \(path.count): \(leg) \(TerminalText.safe(model.names.name(of: end)))"
        case .kind: return "way \(place { if case .kind = $0 { true } else { false } }): Enter asks it alone"
        case .member: return "member \(place { if case .member = $0 { true } else { false } }): Enter asks it alone"
        case .interface: return "interface \(place { if case .interface = $0 { true } else { false } }): Enter asks it alone"
        case .target:
            return "behind it \(place { if case .target = $0 { true } else { false } }): Enter asks the second connection"
        }
    }
}
