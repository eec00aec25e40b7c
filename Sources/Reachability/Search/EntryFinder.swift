import CoreModel

/// The groups at the first hop of a source, and at the last hop to a destination.
///
/// For ends that are no groups the indexes turn down nearly all groups by the first address of the end, which every way in or
/// out must cover; what is left is judged.
struct EntryFinder: Sendable {
    let analyzer: Analyzer
    let version: IPVersion
    private let index: ReachIndex

    init(analyzer: Analyzer, version: IPVersion) {
        self.analyzer = analyzer
        self.version = version
        index = analyzer.reach(version)
    }

    /// The groups that a source reaches directly, by name: on all that is asked, or on some traffic.
    ///
    /// At most so many, and only those that are wanted.
    func reached(
        from source: Endpoint, _ asked: TrafficSet?, atMost limit: Int = .max,
        where isWanted: (GroupIndex) -> Bool = { _ in true }
    ) -> [GroupIndex] {
        groups(.ingress, source, asked, limit, isWanted)
    }

    /// The groups that reach a destination directly, by name: on all that is asked, or on some traffic.
    func reaching(_ destination: Endpoint, _ asked: TrafficSet?) -> [GroupIndex] {
        groups(.egress, destination, asked, .max) { _ in true }
    }

    /// `side` is that of the groups looked for.
    private func groups(
        _ side: Direction, _ end: Endpoint, _ asked: TrafficSet?, _ limit: Int, _ isWanted: (GroupIndex) -> Bool
    ) -> [GroupIndex] {
        var found: [GroupIndex] = []
        if let group = end.kind.group {
            var search = ReachSearch(analyzer, index, from: group, asked: asked, isBackward: side == .egress)
            guard search.advance() else { return [] }
            for candidate in search.frontier where found.count < limit && isWanted(candidate) { found.append(candidate) }
            return found
        }
        let ends = EndSubjects(inventory: analyzer.inventory, index: analyzer.index)
        guard case .some(let subjects, let lacking) = ends.subjects(of: end, version), lacking.isEmpty,
            let first = subjects.first,
            subjects.allSatisfy({ subject in
                // Whatever a resolver's address may carry, it is not filtered for its own VPC.
                subject.carrier != .unknown
                    || side == .egress && NotFiltered.mayBeService(subject, analyzer.index, version)
            })
        else { return [] }
        let tests = subjects.prefix(1).compactMap { FarSideTest($0, side.other, asked, analyzer, version) }
        for candidate in candidates(side, first, asked) where isWanted(candidate) {
            guard found.count < limit else { break }
            guard tests.allSatisfy({ $0.mayCover(candidate) }) else { continue }
            if allows(side, candidate, subjects, asked) { found.append(candidate) }
        }
        return found
    }

    /// Groups whose rules may cover all of a subject, by name; never too few.
    private func candidates(_ side: Direction, _ subject: Subject, _ asked: TrafficSet?) -> [GroupIndex] {
        guard let bounds = subject.addresses.bounds else { return [] }
        var carried: [GroupIndex] = []
        if case .groups(let groups) = subject.carrier { carried = groups }
        var found = Set<GroupIndex>()
        for owner in index.entries.groups(side, naming: bounds.low) { found.formUnion(index.carriers(of: owner)) }
        for group in carried {
            for rule in index.references[side].value[Int(group.number)] { found.formUnion(index.carriers(of: rule.group)) }
        }
        // What is not filtered at an address is let out by every group.
        let isService = side == .egress && mayBeService(bounds)
        let hop = HopTest(analyzer: analyzer, index: index, asked: asked)
        return index.order.filter { group in
            let station = index.station(group)
            if station.bounds == nil || station.isLacking { return false }
            if isService || carried.contains(group) { return true }
            guard station.open[side] != 0 || station.isMixed || found.contains(group) else { return false }
            return hop.mayCover(bounds, carried, by: side, of: group)
        }
    }

    private func mayBeService(_ bounds: AddressBounds) -> Bool {
        guard bounds.low == bounds.high else { return false }
        let address = IPAddress(version, bits: bounds.low)
        return NotFiltered.fixed.contains { $0.address == address } || analyzer.index.resolvers.contains(address)
    }

    /// Whether a group and an end, given by its subjects, are allowed to talk for certain.
    private func allows(_ side: Direction, _ group: GroupIndex, _ subjects: [Subject], _ asked: TrafficSet?) -> Bool {
        if subjects.count == 1, subjects.allSatisfy(\.isUnfiltered) {
            // Nothing filters the other side.
            let open = index.classes[index.station(group).open[side]]
            if open.isEnough(asked, version) { return true }
        }
        let ends = EndSubjects(inventory: analyzer.inventory, index: analyzer.index)
        guard case .some(let own, let lacking) = ends.subjects(of: Endpoint(group), version), lacking.isEmpty else {
            return false
        }
        let traffic = analyzer.cross(side, own, subjects, asked ?? TrafficSet(Traffic.allPoints), version).certainTraffic()
        return traffic.isEnough(asked, version)
    }
}

extension Subject {
    /// Whether nothing filters its own side.
    fileprivate var isUnfiltered: Bool {
        if case .outside = carrier { return true }
        return carrier == .groups([])
    }
}
