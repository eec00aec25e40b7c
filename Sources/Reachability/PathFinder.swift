import SecurityGroups

/// Finds the shortest chain of allowed flows that ends with what was asked.
///
/// Breadth first over groups, backwards from the destination; a hop is allowed for certain, never depends. Of several shortest
/// chains the one whose groups come first by name, then by id.
struct PathFinder: Sendable {
    let analyzer: Analyzer
    let version: IPVersion

    private var index: ReachIndex { analyzer.reach(version) }

    /// The groups between source and destination with the traffic of every hop; nil when there is no way.
    func path(_ question: Question) -> [Hop]? {
        let asked = question.port.points(version)
        var search = searchTowards(question.destination, asked)
        var levels: [[GroupIndex]] = []
        while !search.frontier.isEmpty {
            levels.append(search.frontier)
            if let first = firstHop(from: question.source, among: search.frontier) {
                return hops(question, chain(first, levels), asked)
            }
            if !search.advance() { break }
        }
        return nil
    }

    /// Why there is no way: nobody takes the last hop, or nobody leads to those who do.
    func noWay(_ question: Question) -> String {
        let ends = EndText(analyzer: analyzer, question: question)
        let asked = question.port.text(version)
        let destination = ends.name(of: question.destination)
        if searchTowards(question.destination, question.port.points(version)).frontier.isEmpty {
            return "no group reaches \(destination) on \(asked)"
        }
        return "no chain of groups leads from \(ends.name(of: question.source)) to \(destination) on \(asked)"
    }

    /// A search from a destination back, with its first level: the groups that reach it directly on all that is asked.
    func searchTowards(_ destination: Endpoint, _ asked: TrafficSet?) -> ReachSearch {
        if case .group(let group) = destination.kind {
            var search = ReachSearch(analyzer, index, from: group, asked: asked, isBackward: true)
            _ = search.advance()
            return search
        }
        let first = index.order.filter { reaches(destination, from: $0, asked) }
        return ReachSearch(analyzer, index, first: first, isBackward: true)
    }

    /// Whether a group reaches an end that is no group, on all that is asked.
    private func reaches(_ destination: Endpoint, from group: GroupIndex, _ asked: TrafficSet?) -> Bool {
        let station = index.station(group)
        guard station.bounds != nil else { return false }
        if destination.kind == .internet {
            // Nothing filters the other side, and only rules for networks can cover it.
            if let asked, index.classes[station.open.egress].isSuperset(of: asked) { return true }
            if station.open.egress == 0, !station.hasNetworks.egress, !station.hasLists.egress { return false }
        }
        let traffic = analyzer.certainTraffic(from: Endpoint(group), to: destination, version)
        return asked.map { traffic.isSuperset(of: $0) } ?? !traffic.isEmpty
    }

    /// The first group by name that a source reaches directly on some traffic.
    func firstHop(from source: Endpoint, among groups: [GroupIndex]) -> GroupIndex? {
        groups.first { source.kind != .group($0) && allows(source, to: $0, nil) }
    }

    /// Whether a source reaches a group directly: on all that is asked, or on some traffic.
    func allows(_ source: Endpoint, to group: GroupIndex, _ asked: TrafficSet?) -> Bool {
        if case .group(let from) = source.kind {
            return HopTest(analyzer: analyzer, index: index, asked: asked).allows(from, group)
        }
        if source.kind == .internet, let space = SpecialAddresses.publicAddresses(version).bounds,
            !HopTest(analyzer: analyzer, index: index, asked: asked).mayTake(group, from: space)
        {
            return false
        }
        let traffic = hop(source.kind, .group(group))
        return asked.map { traffic.isSuperset(of: $0) } ?? !traffic.isEmpty
    }

    /// From a first group on, the first by name of each level that the one before reaches.
    private func chain(_ first: GroupIndex, _ levels: [[GroupIndex]]) -> [GroupIndex] {
        let test = HopTest(analyzer: analyzer, index: index, asked: nil)
        var chain = [first]
        for level in levels.dropLast().reversed() {
            guard let last = chain.last, let next = level.first(where: { test.allows(last, $0) }) else { break }
            chain.append(next)
        }
        return chain
    }

    /// The traffic that is allowed on a hop.
    func hop(_ from: Endpoint.Kind, _ to: Endpoint.Kind) -> TrafficSet {
        analyzer.certainTraffic(from: Endpoint(from, asked: ""), to: Endpoint(to, asked: ""), version)
    }

    private func hops(_ question: Question, _ chain: [GroupIndex], _ asked: TrafficSet) -> [Hop] {
        let ends = EndText(analyzer: analyzer, question: question)
        let between = chain.map { group in
            HopEnd(group: group, id: analyzer.inventory[analyzer.inventory[group].id], name: analyzer.names.name(of: group))
        }
        let all = [ends.hopEnd(question.source)] + between + [ends.hopEnd(question.destination)]
        let kinds = [question.source.kind] + chain.map(Endpoint.Kind.group) + [question.destination.kind]
        return (1..<all.count).map { place in
            let traffic = place == all.count - 1 ? asked : hop(kinds[place - 1], kinds[place])
            return Hop(from: all[place - 1], to: all[place], traffic: traffic)
        }
    }
}

extension Endpoint {
    /// A group as an end.
    init(_ group: GroupIndex) { self.init(.group(group), asked: "") }
}

extension EndText {
    func hopEnd(_ end: Endpoint) -> HopEnd {
        if case .group(let group) = end.kind { return HopEnd(group: group, id: id(of: end) ?? end.asked, name: name(of: end)) }
        return HopEnd(group: nil, id: id(of: end) ?? end.asked, name: name(of: end))
    }
}

extension Hop {
    /// A hop with its traffic; several protocols are written as one text.
    init(from: HopEnd, to: HopEnd, traffic points: TrafficSet) {
        let traffic = TrafficText.traffic(points)
        let protocols = Set(traffic.map(\.ipProtocol))
        let only = protocols.count == 1 ? protocols.first : nil
        let selectors = traffic.compactMap(\.selectorText)
        self.init(
            from: from, to: to, ipProtocol: only?.description ?? TrafficText.label(traffic),
            ports: only != nil && selectors.count == traffic.count && !selectors.isEmpty
                ? selectors.joined(separator: ",") : nil)
    }
}

extension IntervalSet where Bound == UInt128 {
    /// The first and the last member; nil for the empty set.
    var bounds: ReachIndex.Bounds? {
        guard let first = intervals.first, let last = intervals.last else { return nil }
        return ReachIndex.Bounds(low: first.lowerBound, high: last.upperBound)
    }
}
