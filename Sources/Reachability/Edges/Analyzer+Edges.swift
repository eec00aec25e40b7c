import CoreModel

extension Analyzer {
    /// Every edge of the inventory: one for each peer and group, in the order of groups and their rules.
    ///
    /// Complexity: linear in rules, and for each pair of groups of which one names the other on each side, or a network that may hold it, the
    /// egress rules of the peer for their traffic; shared among cores.
    public func edges() -> [Edge] {
        let traffic = EdgeTraffic(analyzer: self, isOfAll: true)
        let groups = inventory.loadedGroups
        // Where the edges of each group begin at the latest: it has no more of them than rules.
        var begins = [0]
        begins.reserveCapacity(groups.count + 1)
        for (number, group) in groups.enumerated() {
            begins.append(begins[number] + inventory.places(of: group, .ingress).count)
        }
        let starts = begins
        // All are made where they stay: a copy of a million costs as much as many of them.
        return Array(unsafeUninitializedCapacity: starts[groups.count]) { buffer, initialized in
            // Each part has places of its own.
            nonisolated(unsafe) let places = buffer
            let parts = Cores.map(groups.count, least: 100) { part -> Range<Int> in
                var memory = EdgeMemory(groups: inventory.groups.count)
                let start = starts[part.lowerBound]
                var end = start
                for group in groups[part] {
                    forEachEdge(into: group, traffic, &memory) { edge in
                        places.initializeElement(at: end, to: edge)
                        end += 1
                    }
                }
                return start..<end
            }
            // Several rules may be one edge: then there is room behind the edges of a part.
            for part in parts {
                if part.lowerBound > initialized {
                    let rest = UnsafeMutableBufferPointer(rebasing: buffer[initialized...])
                    _ = rest.moveInitialize(fromContentsOf: buffer[part])
                }
                initialized += part.count
            }
        }
    }

    /// The edges that end at a group.
    public func edges(into group: GroupIndex) -> [Edge] {
        var memory = EdgeMemory(groups: 0)
        var edges: [Edge] = []
        forEachEdge(into: group, EdgeTraffic(analyzer: self), &memory) { edges.append($0) }
        return edges
    }

    private func forEachEdge(
        into group: GroupIndex, _ traffic: EdgeTraffic, _ memory: inout EdgeMemory, _ body: (Edge) -> Void
    ) {
        if isGone(.group(group)) { return }
        var sources: [(source: End, rule: RuleIndex, more: [RuleIndex])] = []
        let places = inventory.places(of: group, .ingress)
        sources.reserveCapacity(places.count)
        for place in places {
            let peer = inventory.rules[place].peer
            if case .group(let reference) = peer, inventory.references[Int(reference)].isStale { continue }
            let source = inventory.end(of: peer)
            if isGone(source) { continue }
            let number = memory.sources.number(of: source)
            if number == sources.count {
                sources.append((source, RuleIndex(place), []))
            } else {
                sources[number].more.append(RuleIndex(place))
            }
        }
        memory.sources.removeAll()
        memory.knowsSenders = traffic.silentSenders.mark(sendersTo: group, &memory.senders)
        for (source, rule, more) in sources {
            let rules = more.isEmpty ? [] : usable([rule] + more, group, traffic)
            body(edge(source, group, rules.first ?? rule, Array(rules.dropFirst()), traffic, &memory))
        }
    }

    /// The rules that somebody may use: not those for networks of a family that the group has no address of, where there are others.
    private func usable(_ rules: [RuleIndex], _ group: GroupIndex, _ traffic: EdgeTraffic) -> [RuleIndex] {
        if rules.count < 2 { return rules }
        let own = rules.filter { rule in
            inventory.network(of: inventory[rule].peer).map { traffic.hasAddress(group, $0.version) } ?? true
        }
        return own.isEmpty ? rules : own
    }

    private func edge(
        _ source: End, _ group: GroupIndex, _ rule: RuleIndex, _ more: [RuleIndex], _ traffic: EdgeTraffic,
        _ memory: inout EdgeMemory
    ) -> Edge {
        let isOne = more.isEmpty
        let all = isOne ? memory.list(of: inventory[rule].traffic) : ([rule] + more).map { inventory[$0].traffic }
        var isSilent = false
        if isOne, source.network != nil || source == .internet {
            if traffic.passesWhole(rule, to: group) {
                return Edge(source: source, target: group, traffic: all, rule: rule, isOneSided: false)
            }
            isSilent = traffic.isForNobody(rule, of: group)
        } else if memory.knowsSenders, let peer = source.group {
            isSilent = traffic.silentSenders.sendsNothing(peer, to: group, memory.senders)
        }
        let sent = isSilent ? EdgeTraffic.Sent() : traffic.sent(by: source, to: group, rule, more)
        var edge = Edge(
            source: source, target: group, traffic: all, rule: rule, isOneSided: sent.possible.isEmpty, more: more)
        if sent.possible.isEmpty {
            if all.count > 1 { edge.traffic = TrafficSet(all.map(\.points)).traffic }
            return edge
        }
        if all.count == 1, all[0] != .all, sent.possible.intervals == [all[0].points], sent.byEvery == sent.possible,
            sent.certain == sent.possible
        {
            return edge
        }
        let some = sent.possible.subtracting(sent.byEvery)
        let isWhole =
            isOne && (all == [.all] ? sent.possible.shown == all : sent.possible == TrafficSet(all.map(\.points)))
        if !isWhole { edge.traffic = sent.possible.shown }
        var own = Edge.Particulars(more: more, uncertain: sent.possible.subtracting(sent.certain))
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

/// What one core remembers while it makes edges.
private struct EdgeMemory {
    /// Numbers for the ends that one group lets in.
    var sources = NumberTable<End>()
    private var numbers = NumberTable<Traffic>()
    private var lists: [[Traffic]] = []
    /// The groups of which members may send something to the group whose edges are made, where that is known; see ``SilentSenders``.
    var senders: Marks
    var knowsSenders = false

    /// `groups` is how many there are, where that is to be known; else 0.
    init(groups: Int) { senders = Marks(count: groups) }

    /// A list of one traffic, which all edges share that have no other: there are many edges, and few kinds of traffic.
    mutating func list(of traffic: Traffic) -> [Traffic] {
        let number = numbers.number(of: traffic)
        if number == lists.count { lists.append([traffic]) }
        return lists[number]
    }
}

extension Traffic: NumberedKey {
    var word: UInt64 { UInt64(points.lowerBound) << 32 | UInt64(points.upperBound) }
}

extension End: NumberedKey {
    var word: UInt64 {
        switch self {
        case .internet: 0
        case .network(let network): network.word
        case .prefixList(let place): 1 << 40 | UInt64(place)
        case .interfaces(let interfaces): 2 << 40 | UInt64(interfaces.count)
        case .group(let group): 3 << 40 | UInt64(group.number)
        }
    }
}
