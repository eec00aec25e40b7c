import Reachability
import CoreModel
import Text
import Words

extension GroupReport {
    /// The rules of a direction, one row a rule.
    func rules(_ direction: Direction) -> ReportSection {
        let knowledge = inventory[group].knowledge(direction)
        let places = sorted(inventory.rules(of: group, direction))
        var rows = places.map { row($0) }
        switch knowledge {
        case .absent: rows = [.init([.init("not known: \(notKnown(direction))", .depends)])]
        case .partial: rows.append(.init([.init("and perhaps more: only some of its rules are in the input", .depends)]))
        case .complete where places.isEmpty:
            rows = [.init([.init(noRules(direction), .plain)])]
        case .complete: break
        }
        return ReportSection(label: direction.name, count: knowledge == .absent ? nil : places.count, rows: rows)
    }

    /// What it means that a group has no rules of a direction: nothing, unless its members carry others that have some.
    private func noRules(_ direction: Direction) -> String {
        let others = carriedToo(direction)
        if others.isEmpty { return direction == .ingress ? "none: nothing may come in" : "none: nothing may go out" }
        let named = TextList.few(others.map { names.name(of: $0) }, limit: 2, shown: 2)
        return "none of its own: members also carry \(named), whose \(direction.name) rules count for them"
    }

    /// The other groups with rules of a direction, or with rules that are not known, that some member carries; by name.
    func carriedToo(_ direction: Direction) -> [GroupIndex] {
        var found = Set(
            analyzer?.sharingMembers(with: group)
                ?? inventory.interfaces.filter { $0.groups.contains(group) }.flatMap(\.groups))
        found.remove(group)
        return found.filter {
            !inventory[$0].rules(direction).isEmpty || inventory[$0].knowledge(direction) != .complete
        }.sorted { names.name(of: $0) < names.name(of: $1) }
    }

    /// Why none of the rules of a direction is known.
    private func notKnown(_ direction: Direction) -> String {
        if inventory[group].knowledge == .absent { return "the group is only named, its rules are not in the input" }
        return UnlistedRules(inventory[group], direction)?.text ?? "its rules are not in the input"
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

    private func row(_ index: RuleIndex) -> ReportSection.Row {
        let rule = inventory[index]
        let word = rule.direction.preposition
        let remarks = self.remarks(rule)
        let description = [inventory[rule.description]] + remarks
        return .init(
            [
                .init(Self.traffic(rule.traffic), .plain), .init("\(word) \(names.name(of: rule.peer).glued)", .plain),
                .init(description.filter { !$0.isEmpty }.joined(separator: "  "), remarks.isEmpty ? .dim : .depends),
            ], rule: index, target: inventory.end(of: rule.peer))
    }

    /// What else to know of a rule: a stale or foreign reference, copies that disagree, a list that is not loaded.
    private func remarks(_ rule: Rule) -> [String] {
        var remarks: [String] = []
        if let reference = inventory.reference(of: rule.peer) {
            if reference.isStale { remarks.append("(stale: covers nothing)") }
            if reference.identity != .named {
                remarks.append("(not settled by the input)")
            } else if inventory[reference.group].knowledge == .absent {
                let account = inventory[reference.account]
                remarks.append(account.isEmpty ? "(not in the input)" : "(account \(account), not in the input)")
            }
        }
        if let list = inventory.prefixList(of: rule.peer), list.entries == nil {
            if !list.isLeftOut { remarks.append(list.isUnknown ? "(not settled by the input)" : "(entries not loaded)") }
        }
        if let reason = inventory.reason(of: rule.doubt) { remarks.append("(perhaps: \(reason) decides)") }
        if rule.doubt == .copies { remarks.append("(in some copies of the group only)") }
        return remarks
    }

    /// "tcp 5432", "icmp 8/0 echo request", "all".
    static func traffic(_ traffic: Traffic) -> String {
        guard let name = ICMPNames.name(of: traffic) else { return traffic.text }
        return "\(traffic.text) \(name)"
    }

    /// As many peers of a direction as find room, then how many more rules there are.
    func oneLine(_ direction: Direction, room: Int) -> String {
        let knowledge = inventory[group].knowledge(direction)
        if knowledge == .absent { return "not known: its rules are not in the input" }
        let word = direction.preposition
        let places = sorted(inventory.rules(of: group, direction))
        guard !places.isEmpty else {
            if knowledge == .partial { return "not known: only some of its rules are in the input" }
            return noRules(direction)
        }
        let rows = PeersByTraffic(places.prefix(200), inventory, names).rows
        let parts = merged(rows).map { TerminalText.safe("\($0.traffic) \(word) \($0.peers.joined(separator: ", "))") }
        let rest = places.count
        var shown = parts.count
        while shown > 0 {
            let hidden = parts.count - shown + (places.count > 200 ? 1 : 0)
            let text = parts.prefix(shown).joined(separator: "; ") + (hidden > 0 ? "; ... \(rest) rules" : "")
            if TerminalText.width(text) <= room { return text }
            shown -= 1
        }
        return TextCount.of(rest, "rule")
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
            guard entry.traffic.count > 1 else { return (Self.traffic(entry.traffic[0]), entry.peers) }
            let selectors = entry.traffic.sorted { $0.from < $1.from }.compactMap(\.selectorText)
            return ("\(entry.traffic[0].ipProtocol) \(selectors.joined(separator: ", "))", entry.peers)
        }
    }
}
