import SecurityGroups

extension Analyzer {
    /// Every edge of the inventory: one for each peer and group, in the order of groups and their rules.
    ///
    /// Complexity: linear in ingress rules, and for each pair of groups the egress rules of the peer.
    public func edges() -> [Edge] {
        inventory.loadedGroups.flatMap { group in edges(into: group) }
    }

    /// The edges that end at a group.
    public func edges(into group: GroupIndex) -> [Edge] {
        var places: [Edge.Source: Int] = [:]
        var sources: [(source: Edge.Source, rules: [RuleIndex])] = []
        for place in inventory.rules(of: group, .ingress) {
            guard let source = edgeSource(inventory[place].peer) else { continue }
            let known = places[source] ?? sources.count
            if known == sources.count {
                places[source] = known
                sources.append((source, [place]))
            } else {
                sources[known].rules.append(place)
            }
        }
        return sources.map { source, rules in edge(source, group, rules) }
    }

    private func edge(_ source: Edge.Source, _ group: GroupIndex, _ rules: [RuleIndex]) -> Edge {
        let sent = EdgeTraffic(analyzer: self).sent(by: source, to: group, rules)
        let all = rules.map { inventory[$0].traffic }
        let some = sent.possible.subtracting(sent.byEvery)
        var edge = Edge(source: source, target: group, traffic: all, rules: rules, isOneSided: sent.possible.isEmpty)
        if sent.possible.isEmpty {
            if all.count > 1 { edge.traffic = TrafficText.traffic(TrafficSet(all.map(\.points))) }
            return edge
        }
        let isWhole =
            rules.count == 1 && (all == [.all] ? sent.possible.shown == all : sent.possible == TrafficSet(all.map(\.points)))
        if !isWhole { edge.traffic = sent.possible.shown }
        edge.possible = sent.possible
        edge.certain = sent.certain
        if !some.isEmpty {
            // Where members may send everything, what others may too is not taken out of it.
            edge.memberTraffic = sent.possible.shown == [.all] ? [.all] : TrafficText.traffic(some)
            edge.everyTraffic = sent.byEvery.shown
            edge.members = sent.senders
        }
        return edge
    }

    private func edgeSource(_ peer: Peer) -> Edge.Source? {
        if let network = inventory.network(of: peer) { return network.isEverything ? .internet : .network(network) }
        if let reference = inventory.reference(of: peer) { return reference.isStale ? nil : .group(reference.group) }
        guard case .prefixList(let place) = peer else { return nil }
        return .prefixList(Int(place))
    }
}
