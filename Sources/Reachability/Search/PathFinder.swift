import CoreModel

/// Finds the shortest chain of allowed flows that ends with what was asked.
///
/// Breadth first over groups, backwards from the destination; a hop is allowed for certain, never depends. Of several shortest
/// chains the one whose groups come first by name, then by id.
struct PathFinder: Sendable {
    let analyzer: Analyzer
    let version: IPVersion
    private let index: ReachIndex

    init(analyzer: Analyzer, version: IPVersion) {
        self.analyzer = analyzer
        self.version = version
        index = analyzer.reach(version)
    }

    /// A chain of groups, or why there is none.
    enum Chain {
        /// The hops from source to destination.
        case hops([Hop])
        /// Why there is none.
        case none(NoWay)
    }

    /// The groups between source and destination with the traffic of every hop.
    func way(_ question: Question) -> Chain {
        let asked = question.port.points(version)
        var search = searchTowards(question.destination, asked)
        if search.frontier.isEmpty { return .none(.nobodyReaches) }
        let entries = Set(EntryFinder(analyzer: analyzer, version: version).reached(from: question.source, nil))
        if entries.isEmpty { return .none(.noChain) }
        var levels: [[GroupIndex]] = []
        repeat {
            levels.append(search.frontier)
            if let first = search.frontier.first(where: entries.contains) {
                return .hops(hops(question, chain(first, levels), asked))
            }
        } while search.advance()
        return .none(.noChain)
    }

    /// A search from a destination back, with its first level: the groups that reach it directly on all that is asked.
    func searchTowards(_ destination: Endpoint, _ asked: TrafficSet?) -> ReachSearch {
        if let group = destination.kind.group {
            var search = ReachSearch(analyzer, index, from: group, asked: asked, isBackward: true)
            _ = search.advance()
            return search
        }
        let first = EntryFinder(analyzer: analyzer, version: version).reaching(destination, asked)
        return ReachSearch(analyzer, index, first: first, isBackward: true)
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
    private func hop(_ from: Endpoint, _ to: Endpoint) -> TrafficSet {
        analyzer.certainTraffic(from: from, to: to, version).inFamily(version)
    }

    private func hops(_ question: Question, _ chain: [GroupIndex], _ asked: TrafficSet) -> [Hop] {
        let all = [question.source] + chain.map { Endpoint($0) } + [question.destination]
        return (1..<all.count).map { place in
            let traffic = place == all.count - 1 ? asked : hop(all[place - 1], all[place])
            return Hop(from: all[place - 1], to: all[place], points: traffic)
        }
    }
}

extension Hop {
    /// A hop with what is allowed on it.
    init(from: Endpoint, to: Endpoint, points: TrafficSet) {
        self.init(from: from, to: to, traffic: points.shown)
    }
}

extension IntervalSet where Bound == UInt128 {
    /// The first and the last member; nil for the empty set.
    var bounds: AddressBounds? {
        guard let first = intervals.first, let last = intervals.last else { return nil }
        return AddressBounds(low: first.lowerBound, high: last.upperBound)
    }
}
