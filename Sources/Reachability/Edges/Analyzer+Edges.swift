import CoreModel

extension Analyzer {
    /// Every edge of the inventory: one for each peer and group, in the order of groups and their rules.
    ///
    /// Complexity: linear in ingress rules, and for each pair of groups the egress rules of the peer.
    public func edges() -> [Edge] {
        let traffic = EdgeTraffic(analyzer: self)
        return inventory.loadedGroups.flatMap { group in edges(into: group, traffic) }
    }

    /// The edges that end at a group.
    public func edges(into group: GroupIndex) -> [Edge] { edges(into: group, EdgeTraffic(analyzer: self)) }

    private func edges(into group: GroupIndex, _ traffic: EdgeTraffic) -> [Edge] {
        var places: [End: Int] = [:]
        var sources: [(source: End, rules: [RuleIndex])] = []
        for place in inventory.rules(of: group, .ingress) {
            let peer = inventory[place].peer
            if inventory.reference(of: peer)?.isStale ?? false { continue }
            let source = inventory.end(of: peer)
            let known = places[source] ?? sources.count
            if known == sources.count {
                places[source] = known
                sources.append((source, [place]))
            } else {
                sources[known].rules.append(place)
            }
        }
        return sources.map { source, rules in edge(source, group, usable(rules, group, traffic), traffic) }
    }

    /// The rules that somebody may use: not those for networks of a family that the group has no address of, where there are others.
    private func usable(_ rules: [RuleIndex], _ group: GroupIndex, _ traffic: EdgeTraffic) -> [RuleIndex] {
        let own = rules.filter { rule in
            inventory.network(of: inventory[rule].peer).map { traffic.hasAddress(group, $0.version) } ?? true
        }
        return own.isEmpty ? rules : own
    }

    private func edge(_ source: End, _ group: GroupIndex, _ rules: [RuleIndex], _ traffic: EdgeTraffic) -> Edge {
        let sent = traffic.sent(by: source, to: group, rules)
        let all = rules.map { inventory[$0].traffic }
        let some = sent.possible.subtracting(sent.byEvery)
        var edge = Edge(source: source, target: group, traffic: all, rules: rules, isOneSided: sent.possible.isEmpty)
        if sent.possible.isEmpty {
            if all.count > 1 { edge.traffic = TrafficSet(all.map(\.points)).traffic }
            return edge
        }
        let isWhole =
            rules.count == 1 && (all == [.all] ? sent.possible.shown == all : sent.possible == TrafficSet(all.map(\.points)))
        if !isWhole { edge.traffic = sent.possible.shown }
        var own = Edge.Particulars(uncertain: sent.possible.subtracting(sent.certain))
        if !sent.possible.isSuperset(of: TrafficSet(edge.traffic.map(\.points))) { own.carried = sent.possible }
        if !some.isEmpty {
            // Where members may send everything, what others may too is not taken out of it.
            let shown = sent.possible.shown
            (own.every, own.members) = (sent.byEvery.shown, sent.senders)
            own.some = shown == [.all] ? shown : some.traffic
        }
        if own != Edge.Particulars() { edge.particulars = [own] }
        return edge
    }
}
