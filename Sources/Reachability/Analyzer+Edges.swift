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
        guard case .group = source else {
            // A network's own side is filtered by nothing; a rule alone says all of it.
            let traffic = rules.map { inventory[$0].traffic }
            return Edge(
                source: source, target: group,
                traffic: traffic.count == 1 ? traffic : TrafficText.traffic(TrafficSet(traffic.map(\.points))), rules: rules,
                isOneSided: false)
        }
        let traffic = TrafficSet(rules.map { inventory[$0].traffic.points })
        let out = letOut(by: source, to: group, traffic)
        return Edge(
            source: source, target: group, traffic: TrafficText.traffic(out.isEmpty ? traffic : out), rules: rules,
            isOneSided: out.isEmpty)
    }

    private func edgeSource(_ peer: Peer) -> Edge.Source? {
        if let network = inventory.network(of: peer) { return network.isEverything ? .internet : .network(network) }
        if let reference = inventory.reference(of: peer) { return reference.isStale ? nil : .group(reference.group) }
        guard case .prefixList(let place) = peer else { return nil }
        return .prefixList(Int(place))
    }

    /// What of some traffic the peer's own egress lets out to a group, at least in part; a peer without rules lets out everything.
    private func letOut(by source: Edge.Source, to group: GroupIndex, _ traffic: TrafficSet) -> TrafficSet {
        guard case .group(let peer) = source else { return traffic }
        for version in IPVersion.allCases {
            // Open to everything: no need to judge.
            let index = reach(version)
            let from = index.station(peer)
            if from.bounds != nil, index.station(group).bounds != nil, index.classes[from.open.egress].isSuperset(of: traffic) {
                return traffic
            }
        }
        let ends = EndSubjects(inventory: inventory, index: index)
        return IPVersion.allCases.reduce(into: TrafficSet()) { result, version in
            guard case .some(let sources, _) = ends.subjects(of: Endpoint(peer), version),
                case .some(let destinations, _) = ends.subjects(of: Endpoint(group), version)
            else { return }
            let judge = PairJudge(inventory: inventory, index: index, asked: traffic, version: version)
            for pair in judge.pairs(sources, destinations) {
                let out = pair.egress.pieces.filter { !$0.coverage.possible.isEmpty }.map(\.points)
                result = result.union(TrafficSet(out))
            }
        }
    }
}
