import CoreModel

/// Every subject of one end with every subject of the other, judged.
///
/// The sides cost the sum of both ends' subjects, each pair a look at a few bits. Pairs that are not like the others are judged one by
/// one: ends that share an interface, services that are not filtered, public addresses.
struct Crossing: Sendable {
    /// What is asked of a crossing.
    ///
    /// For less than everything the destinations' rules are looked at only where the sources' do not settle it; for the verdicts of
    /// sources, of which there may be thousands, these have their rules looked at only where a destination's may let them in.
    enum Use: Sendable {
        case everything
        /// ``verdicts(_:)`` of the sources alone.
        case verdictsOfSources
        /// ``certainTraffic()`` alone.
        case certainTraffic
        /// ``verdict()`` alone.
        case verdict
    }

    let sources: [Subject]
    let destinations: [Subject]
    let judge: PairJudge
    /// Whether an end was asked by a public address somewhere, so that every pair is judged by itself.
    let isByPublicAddress: Bool
    let egress: [SideTable.Side]
    /// None where the sources' own sides settle all that is asked.
    let ingress: [SideTable.Side]
    /// Pairs that are judged one by one, by ``key(_:_:)``; nil where an interface would meet itself.
    let special: [Int: Pair?]
    /// With whom each source, and each destination, has such a pair.
    private let specialDestinations: [Int: [Int]]
    private let specialSources: [Int: [Int]]

    init(_ sources: [Subject], _ destinations: [Subject], _ judge: PairJudge, for use: Use = .everything) {
        self.sources = sources
        self.destinations = destinations
        self.judge = judge
        isByPublicAddress = (sources + destinations).contains(where: \.isAskedByPublicAddress)
        let coverage = PeerCoverage(inventory: judge.inventory, index: judge.index, version: judge.version)
        var out = SideTable(
            .egress, towards: destinations, judge.inventory, coverage, asked: judge.asked, countsReferences: true)
        func sidesIn() -> [SideTable.Side] {
            var into = SideTable(
                .ingress, towards: sources, judge.inventory, coverage, asked: judge.asked, countsReferences: true)
            return destinations.map { into.side(of: $0) }
        }
        var knownIngress: [SideTable.Side]?
        let egress: [SideTable.Side]
        if isByPublicAddress {
            egress = []
        } else if use == .verdictsOfSources {
            let ingress = sidesIn()
            let letIn = Self.letIn(sources.count, ingress)
            egress = sources.indices.map { letIn.contains($0) ? out.side(of: sources[$0]) : .closed }
            knownIngress = ingress
        } else {
            egress = sources.map { out.side(of: $0) }
        }
        var special: [Int: Pair?] = [:]
        let count = destinations.count
        for (source, destination) in Self.specialAddresses(sources, destinations, judge, isByPublicAddress) {
            special[source * count + destination] = .some(judge.pair(sources, source, destinations, destination))
        }
        self.special = special
        let places = special.keys.map { ($0 / max(1, count), $0 % max(1, count)) }
        let specialDestinations = Dictionary(grouping: places, by: \.0).mapValues { $0.map(\.1) }
        let isSettled: Bool =
            switch use {
            case .everything, .verdictsOfSources: false
            case .certainTraffic:
                egress.enumerated().contains { own, side in
                    Self.certain(side, count, specialDestinations[own] ?? [])?.isEmpty == true
                }
            case .verdict: egress.allSatisfy(\.isClosed)
            }
        if isByPublicAddress || isSettled {
            ingress = []
        } else {
            ingress = knownIngress ?? sidesIn()
        }
        self.egress = egress
        self.specialDestinations = specialDestinations
        specialSources = Dictionary(grouping: places, by: \.1).mapValues { $0.map(\.0) }
    }

    /// The sources, of so many, of which some destination's side may let something in, on their own addresses and groups.
    private static func letIn(_ count: Int, _ ingress: [SideTable.Side]) -> BitSet {
        var letIn = BitSet(count: count)
        for side in ingress {
            for stretch in side.stretches { letIn.formUnion(stretch.row.possible) }
        }
        return letIn
    }

    /// The pair of two places as one number.
    func key(_ source: Int, _ destination: Int) -> Int { source * destinations.count + destination }

    private static func specialAddresses(
        _ sources: [Subject], _ destinations: [Subject], _ judge: PairJudge, _ isByPublicAddress: Bool
    ) -> [(Int, Int)] {
        if isByPublicAddress { return sources.indices.flatMap { source in destinations.indices.map { (source, $0) } } }
        var found: [(Int, Int)] = []
        for (source, one) in sources.enumerated() where one.isUnseen {
            for (destination, other) in destinations.enumerated() where one.kind == other.kind {
                found.append((source, destination))
            }
        }
        found += shared(sources, destinations)
        for (destination, subject) in destinations.enumerated()
        where NotFiltered.mayBeService(subject, judge.index, judge.version) {
            for source in sources.indices { found.append((source, destination)) }
        }
        return found
    }

    /// Pairs of which one is an interface that the other is, or holds.
    private static func shared(_ sources: [Subject], _ destinations: [Subject]) -> [(Int, Int)] {
        var found: [(Int, Int)] = []
        let soleSources = Dictionary(grouping: sources.indices.filter { sources[$0].soleInterface != nil }) {
            sources[$0].soleInterface
        }
        if !soleSources.isEmpty {
            for (destination, subject) in destinations.enumerated() {
                for interface in subject.interfaces { found += (soleSources[interface] ?? []).map { ($0, destination) } }
            }
        }
        let soleDestinations = Dictionary(grouping: destinations.indices.filter { destinations[$0].soleInterface != nil }) {
            destinations[$0].soleInterface
        }
        if !soleDestinations.isEmpty {
            for (source, subject) in sources.enumerated() where subject.interfaces.count > 1 {
                for interface in subject.interfaces { found += (soleDestinations[interface] ?? []).map { (source, $0) } }
            }
        }
        return found
    }

    // MARK: Verdicts

    /// The verdict of a pair; nil where an interface would meet itself.
    func verdict(_ source: Int, _ destination: Int) -> Verdict? {
        if !special.isEmpty, let known = special[key(source, destination)] { return known?.verdict }
        let out = egress[source]
        if out.isClosed { return .blocked }
        let into = ingress[destination]
        if into.isClosed { return .blocked }
        if out.everything.contains(destination), into.everything.contains(source) { return .allowed }
        guard somethingPasses(out, into, source, destination) else { return .blocked }
        // What passes in part may be one interface at both ends.
        return share(source, destination) ? exact(source, destination)?.verdict : .depends
    }

    /// Whether some interface is of both subjects of a pair.
    private func share(_ source: Int, _ destination: Int) -> Bool {
        let (one, other) = (sources[source].interfaces, destinations[destination].interfaces)
        guard let first = one.first, let last = one.last, let otherFirst = other.first, let otherLast = other.last,
            first <= otherLast, otherFirst <= last
        else { return false }
        return one == other || !Set(one).isDisjoint(with: other)
    }

    private func exact(_ source: Int, _ destination: Int) -> Pair? {
        judge.pair(sources, source, destinations, destination)
    }

    private func somethingPasses(_ out: SideTable.Side, _ into: SideTable.Side, _ source: Int, _ destination: Int) -> Bool {
        var place = 0
        for stretch in out.stretches where stretch.row.possible.contains(destination) {
            while place < into.stretches.count, into.stretches[place].points.upperBound < stretch.points.lowerBound { place += 1 }
            var other = place
            while other < into.stretches.count, into.stretches[other].points.lowerBound <= stretch.points.upperBound {
                if into.stretches[other].row.possible.contains(source) { return true }
                other += 1
            }
        }
        return false
    }

    /// The verdict of all pairs together, found as soon as two differ; nil where there are none.
    func verdict() -> Verdict? { Self.together(sources.indices.lazy.map { verdict(of: $0, .egress) }) }

    /// The verdict of each subject of an end with all of the other end; nil where it meets nobody but itself.
    func verdicts(_ direction: Direction) -> [Verdict?] {
        (direction == .egress ? sources : destinations).indices.map { verdict(of: $0, direction) }
    }

    private func verdict(of own: Int, _ direction: Direction) -> Verdict? {
        direction == .egress
            ? Self.together(destinations.indices.lazy.map { verdict(own, $0) })
            : Self.together(sources.indices.lazy.map { verdict($0, own) })
    }

    /// The verdict of several together, found as soon as two differ; nil where there are none.
    private static func together(_ verdicts: some Sequence<Verdict?>) -> Verdict? {
        var all: Verdict?
        for case let one? in verdicts {
            if one == .depends || all.map({ $0 != one }) ?? false { return .depends }
            all = one
        }
        return all
    }

    // MARK: Pairs

    /// A pair with both sides as they are; nil where an interface would meet itself.
    func pair(_ source: Int, _ destination: Int) -> Pair? {
        if let known = special[key(source, destination)] { return known }
        guard let verdict = verdict(source, destination) else { return nil }
        return Pair(
            source: source, destination: destination, seenSource: sources[source], seenDestination: destinations[destination],
            countsReferences: true, egress: side(.egress, source, destination), ingress: side(.ingress, destination, source),
            service: nil, verdict: verdict)
    }

    private func side(_ direction: Direction, _ own: Int, _ other: Int) -> Side {
        let (table, subject, peer) =
            direction == .egress
            ? (egress[own], sources[own], destinations[other]) : (ingress[own], destinations[own], sources[other])
        return Side(table, of: subject, other, peer)
    }

    // MARK: Traffic

    /// The traffic that passes for certain between every source and every destination.
    func certainTraffic() -> TrafficSet {
        var result: TrafficSet?
        func restrict(_ traffic: TrafficSet) { result = result.map { $0.intersection(traffic) } ?? traffic }
        for pair in special.values { if let pair { restrict(pair.certainTraffic) } }
        if result?.isEmpty == true || isByPublicAddress { return result ?? TrafficSet() }
        for (own, side) in egress.enumerated() {
            guard let traffic = Self.certain(side, destinations.count, specialDestinations[own] ?? []) else { continue }
            restrict(traffic)
            if result?.isEmpty == true { return TrafficSet() }
        }
        for (own, side) in ingress.enumerated() {
            guard let traffic = Self.certain(side, sources.count, specialSources[own] ?? []) else { continue }
            restrict(traffic)
            if result?.isEmpty == true { return TrafficSet() }
        }
        return result ?? TrafficSet()
    }

    /// What a side lets through for certain to all that it is judged together with; nil where that is nobody.
    private static func certain(_ side: SideTable.Side, _ count: Int, _ special: [Int]) -> TrafficSet? {
        if count == special.count { return nil }
        let open = side.stretches.filter { stretch in
            if special.isEmpty { return stretch.row.certain.isFull }
            var certain = stretch.row.certain
            for place in special { certain.insert(place) }
            return certain.isFull
        }
        return TrafficSet(open.map(\.points))
    }

    /// The traffic that may pass between some source and some destination.
    func possibleTraffic() -> TrafficSet {
        var passing: [ClosedRange<UInt32>] = []
        for pair in special.values { if let pair { passing += judge.possibleTraffic(pair).intervals } }
        if isByPublicAddress { return TrafficSet(passing) }
        for (source, out) in egress.enumerated() where !out.isClosed {
            for (destination, into) in ingress.enumerated() where !into.isClosed && special[key(source, destination)] == nil {
                let isWhole = out.everything.contains(destination) && into.everything.contains(source)
                if !isWhole, share(source, destination) {
                    if let pair = exact(source, destination) { passing += judge.possibleTraffic(pair).intervals }
                    continue
                }
                for stretch in out.stretches where stretch.row.possible.contains(destination) {
                    for other in into.stretches where other.points.overlaps(stretch.points) && other.row.possible.contains(source)
                    {
                        passing.append(other.points.clamped(to: stretch.points))
                    }
                }
                // Where everything passes already, no other pair adds to it.
                if passing.count > 256 {
                    passing = TrafficSet(passing).intervals
                    if passing == judge.asked.intervals { return judge.asked }
                }
            }
        }
        return TrafficSet(passing)
    }
}

extension Side {
    /// What a subject's side in a table does with one subject of the other end.
    init(_ table: SideTable.Side, of subject: Subject, _ place: Int, _ peer: Subject) {
        self.init(
            basis: Basis(subject.carrier),
            pieces: table.stretches.map { Piece(points: $0.points, coverage: $0.row.coverage(of: place, peer)) })
    }
}

extension Side.Basis {
    /// Why a subject's own side is judged as it is.
    init(_ carrier: Subject.Carrier) {
        switch carrier {
        case .outside: self = .noGroups
        case .unknown: self = .unknownAddress
        case .groups(let groups): self = groups.isEmpty ? .noGroups : .rules(groups)
        }
    }
}
