import Frames
import Map
import Reachability
import Text
import Traffic

/// What keys do in the list of what flow logs say.
extension ExplorerState {
    /// Goes to something that is listed.
    mutating func moveInTraffic(to item: Int) {
        let count = traffic.lines.items.count
        traffic.scroll.cursor = min(max(0, item), max(0, count - 1))
        let rows = traffic.lines.rows
        guard let line = traffic.lines.line(of: traffic.scroll.cursor) else { return }
        // What is said of it is seen with it, and with the first of a part its heading.
        let end = rows[(line + 1)...].firstIndex { $0.item != traffic.scroll.cursor && !$0.isRemark } ?? rows.count
        let start = traffic.scroll.cursor == 0 ? 0 : max(0, line - 1)
        traffic.scroll.reveal(from: start, to: end - 1, height: (plan.traffic?.height ?? 2) - 1)
    }

    /// Moves on; behind the last the lines are moved.
    mutating func moveInTraffic(by step: Int) {
        let next = traffic.scroll.cursor + step
        if traffic.lines.items.indices.contains(next) {
            moveInTraffic(to: next)
        } else if abs(step) > 1, !traffic.lines.items.isEmpty {
            moveInTraffic(to: next)
        } else {
            traffic.scroll.top += step
        }
    }

    /// Moves by lines that are seen.
    mutating func pageInTraffic(by lines: Int) {
        let rows = traffic.lines.rows
        guard let now = traffic.lines.line(of: traffic.scroll.cursor) else {
            traffic.scroll.top += lines
            return
        }
        let goal = now + lines
        let item =
            lines > 0
            ? rows.indices.last { $0 <= goal && rows[$0].item != nil } : rows.indices.first { $0 >= goal && rows[$0].item != nil }
        guard let item, let place = rows[item].item, place != traffic.scroll.cursor else {
            traffic.scroll.top += lines
            return
        }
        traffic.scroll.top += lines
        moveInTraffic(to: place)
    }

    /// Goes to the next that is listed, round and round.
    mutating func stepInTraffic(by step: Int) {
        let count = traffic.lines.items.count
        guard count > 0 else {
            message = traffic.page == nil ? "reading the flow logs ..." : "nothing is listed"
            return
        }
        moveInTraffic(to: (traffic.scroll.cursor + step + count) % count)
        message = "\(traffic.scroll.cursor + 1) of \(count)"
    }

    /// What Enter does with what is chosen.
    var trafficEnterWord: String? {
        switch chosenTraffic {
        case .row: "ask it"
        case .rule: "its group"
        case nil: nil
        }
    }

    /// Asks what is chosen, or goes to the rule.
    mutating func enterTraffic() {
        guard let page = traffic.page else {
            message = "reading the flow logs ..."
            return
        }
        switch chosenTraffic {
        case nil: message = "nothing is listed"
        case .row(let row):
            guard let question = page.question(row) else {
                message = "it raises no question: its ends, or its port, are not told"
                return
            }
            ask(question)
        case .rule(let use):
            let group = page.model.inventory[use.rule].group
            guard let subject = model.subject(for: .group(group), of: page.model) else {
                message = "its group is gone"
                return
            }
            visit(subject)
            openDetails()
            if page.model === model { details.wanted = .rule(use.rule) }
        }
    }

    /// Pins the question that the chosen row raises, with its verdict as what is meant.
    mutating func pinTraffic() {
        guard let row = chosenTrafficRow, let question = traffic.page?.question(row) else {
            message = "P pins a flow: choose one that was rejected, or is against the rules"
            return
        }
        let isQuick = model.size.fits(Limits.quick)
        pin(question, verdict: isQuick ? model.verdicts(of: [question])[question] : nil)
    }

    /// Lists only what has a text in it.
    mutating func filterTraffic(_ text: String) {
        traffic.filter = text
        traffic.scroll = ItemScroll()
    }

    mutating func clickTraffic(_ area: Area, _ mouse: Mouse, hadFocus: Bool) {
        let line = traffic.scroll.top + mouse.row - area.y - 1
        guard mouse.row > area.y, traffic.lines.rows.indices.contains(line), let item = traffic.lines.rows[line].item else {
            return
        }
        if hadFocus, item == traffic.scroll.cursor { enterTraffic() } else { moveInTraffic(to: item) }
    }

    /// What the list gives to take along; nil of what it has nothing of.
    func textOfTraffic(_ copied: Copied) -> String? {
        guard let page = traffic.page else { return nil }
        switch copied {
        case .answer:
            let head = page.report.headLines(width: 78).map(\.text)
            var lines = TrafficLines()
            lines.store(traffic, width: 78)
            return trialHead + (["\(origin)"] + head + lines.rows.map(\.line.text)).joined(separator: "\n") + "\n"
        case .id:
            let id = chosenUse.map { page.model.inventory[page.model.inventory[$0.rule].id] }
            return id?.isEmpty == false ? id : nil
        case .command:
            guard traffic.source == .given else { return nil }
            let logs = page.model.logs.paths.map { " " + ShellText.quoted($0, always: true) }.joined()
            return "sgscope traffic\(logs)\(model.inputText)\(trialOptions)\n"
        case .fix, .undo, .terraform, .cloudformation, .pulumi, .map: return nil
        }
    }
}

extension Copied {
    /// What it is of the list of what flow logs say; nil of what it has nothing of.
    var wordsOfTraffic: String? {
        switch self {
        case .answer: "the list"
        case .id: "the rule's id"
        case .command: "the command that lists the same"
        case .fix, .undo, .terraform, .cloudformation, .pulumi, .map: nil
        }
    }
}
