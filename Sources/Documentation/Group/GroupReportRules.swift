import CoreModel
import Text
import Words

extension GroupReport {
    /// The rules of a direction, one row a rule; `note` is what stands before a rule's description.
    func rules(_ direction: Direction, note: (RuleIndex) -> (note: HopNote, cell: ReportSection.Cell)? = { _ in nil })
        -> ReportSection
    {
        let knowledge = inventory[group].knowledge(direction)
        let rows = sorted(inventory.rules(of: group, direction)).map { row($0, note($0)) }
        let lack = words.lack(direction).map { [ReportSection.Row([.init($0, .depends)])] } ?? []
        return ReportSection(
            label: direction.name, count: knowledge == .absent ? nil : rows.count,
            rows: (knowledge == .absent ? [] : rows) + lack, none: words.noRules(direction))
    }

    /// By protocol and port, then by the peer's name: the order in which one looks for a rule.
    private func sorted(_ places: [RuleIndex]) -> [RuleIndex] {
        let keyed = places.map { place -> (rule: RuleIndex, traffic: Traffic, peer: String) in
            (place, inventory[place].traffic, names.name(of: inventory[place].peer))
        }
        return keyed.sorted { left, right in
            let (a, b) = (left.traffic, right.traffic)
            return (a.ipProtocol.number, a.from, a.to, left.peer, left.rule) < (
                b.ipProtocol.number, b.from, b.to, right.peer, right.rule
            )
        }.map(\.rule)
    }

    private func row(_ index: RuleIndex, _ note: (note: HopNote, cell: ReportSection.Cell)?) -> ReportSection.Row {
        let rule = inventory[index]
        let remarks = words.remarks(rule)
        let description = [note?.cell.text ?? "", inventory[rule.description]] + remarks
        var row = ReportSection.Row(
            [
                .init(TrafficText.named(rule.traffic), .plain),
                .init("\(rule.direction.preposition) \(names.name(of: rule.peer).glued)", .plain),
                .init(
                    description.filter { !$0.isEmpty }.joined(separator: "  "),
                    note?.cell.tone ?? (remarks.isEmpty ? .dim : .depends)),
            ], rule: index, target: inventory.end(of: rule.peer))
        row.decides = note?.note.outcome
        return row
    }

    /// As many peers of a direction as find room, then how many more rules there are.
    func oneLine(_ direction: Direction, room: Int) -> String {
        if let none = words.nothing(direction) { return none }
        let places = sorted(inventory.rules(of: group, direction))
        let rows = PeersByTraffic(places.prefix(200), inventory, names).rows
        let parts = merged(rows).map {
            TerminalText.safe("\($0.traffic) \(direction.preposition) \($0.peers.joined(separator: ", "))")
        }
        var shown = parts.count
        while shown > 0 {
            let hidden = parts.count - shown + (places.count > 200 ? 1 : 0)
            let text = parts.prefix(shown).joined(separator: "; ") + (hidden > 0 ? "; ... \(places.count) rules" : "")
            if TerminalText.width(text) <= room { return text }
            shown -= 1
        }
        return TextCount.of(places.count, "rule")
    }

    /// Traffic with the same peers said once: "tcp 80, 443 from 0.0.0.0/0".
    private func merged(_ rows: [(traffic: Traffic, peers: [String])]) -> [(traffic: String, peers: [String])] {
        var result: [(traffic: [Traffic], peers: [String])] = []
        for (traffic, own) in rows {
            if let place = result.firstIndex(where: {
                $0.peers == own && $0.traffic[0].ipProtocol == traffic.ipProtocol && traffic.ipProtocol.hasPorts
            }) {
                result[place].traffic.append(traffic)
            } else {
                result.append(([traffic], own))
            }
        }
        return result.map { entry in
            guard entry.traffic.count > 1 else { return (TrafficText.named(entry.traffic[0]), entry.peers) }
            let selectors = entry.traffic.sorted { $0.from < $1.from }.compactMap(\.selectorText)
            return ("\(entry.traffic[0].ipProtocol) \(selectors.joined(separator: ", "))", entry.peers)
        }
    }
}
