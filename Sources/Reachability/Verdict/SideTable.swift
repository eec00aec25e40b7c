import CoreModel

/// What each subject of one end lets through of each subject of the other, stretch by stretch of the traffic asked.
///
/// A group's rules are held against the other end once, however many subjects carry the group.
struct SideTable: Sendable {
    /// A stretch of traffic over which the same rules apply.
    struct Stretch: Sendable {
        var points: ClosedRange<UInt32>
        var row: CoverRow
    }

    /// What one subject's side does with everything that is asked.
    struct Side: Sendable {
        /// Ascending and together exactly the traffic asked about.
        var stretches: [Stretch]
        /// The subjects of the other end that are let through on everything, for certain.
        var everything: BitSet
        /// Whether it lets nothing through, whatever the unknown facts are.
        var isClosed: Bool

        /// A side of which nothing is told but that nothing passes, whatever it is.
        static let closed = Side(stretches: [], everything: BitSet(count: 0), isClosed: true)
    }

    private let direction: Direction
    /// The subjects of the other end.
    private let others: [Subject]
    private let inventory: Inventory
    private let asked: TrafficSet
    private let covers: GroupCover
    private var byGroup: [GroupIndex: [(ClosedRange<UInt32>, CoverRow)]] = [:]
    private var byGroups: [[GroupIndex]: Side] = [:]
    private var uniform: [Bool: Side] = [:]

    init(
        _ direction: Direction, towards others: [Subject], _ inventory: Inventory, _ coverage: PeerCoverage, asked: TrafficSet,
        countsReferences: Bool
    ) {
        self.direction = direction
        self.others = others
        self.inventory = inventory
        self.asked = asked
        covers = GroupCover(inventory, coverage, asked: asked, countsReferences: countsReferences, over: others)
    }

    /// The side of a subject.
    mutating func side(of subject: Subject) -> Side {
        switch subject.carrier {
        case .outside: return whole(isCertain: true)
        case .unknown: return whole(isCertain: false)
        case .groups(let groups):
            if groups.isEmpty { return whole(isCertain: true) }
            if let known = byGroups[groups] { return known }
            let side = judge(groups)
            byGroups[groups] = side
            return side
        }
    }

    private mutating func whole(isCertain: Bool) -> Side {
        if let known = uniform[isCertain] { return known }
        let row = CoverRow.whole(others.count, isCertain: isCertain)
        let side = finished(asked.intervals.map { Stretch(points: $0, row: row) })
        uniform[isCertain] = side
        return side
    }

    private mutating func judge(_ groups: [GroupIndex]) -> Side {
        var parts: [(ClosedRange<UInt32>, CoverRow)] = []
        for group in groups {
            if byGroup[group] == nil { byGroup[group] = covers.rows(group, direction) }
            parts += byGroup[group] ?? []
        }
        if groups.contains(where: { inventory.groups[Int($0.number)].knowledge(direction) != .complete }) {
            let row = CoverRow.whole(others.count, isCertain: false)
            parts += asked.intervals.map { ($0, row) }
        }
        return finished(stretches(parts))
    }

    private func finished(_ stretches: [Stretch]) -> Side {
        var everything = BitSet.all(others.count)
        for stretch in stretches { everything.formIntersection(stretch.row.certain) }
        return Side(
            stretches: stretches, everything: everything, isClosed: stretches.allSatisfy { $0.row.possible.isEmpty })
    }

    /// Cuts the traffic asked where coverage changes and unites what covers each stretch.
    private func stretches(_ parts: [(ClosedRange<UInt32>, CoverRow)]) -> [Stretch] {
        let parts = parts.sorted { $0.0.lowerBound < $1.0.lowerBound }
        let cuts = Set(parts.flatMap { [$0.0.lowerBound, $0.0.upperBound &+ 1] }).sorted()
        var result: [Stretch] = []
        var next = 0
        var active: [Int] = []
        var cut = 0
        for interval in asked.intervals {
            var start = interval.lowerBound
            while true {
                while cut < cuts.count, cuts[cut] <= start { cut += 1 }
                let end = cut < cuts.count && cuts[cut] <= interval.upperBound ? cuts[cut] - 1 : interval.upperBound
                while next < parts.count, parts[next].0.lowerBound <= start {
                    active.append(next)
                    next += 1
                }
                active.removeAll { parts[$0].0.upperBound < start }
                var row = active.first.map { parts[$0].1 } ?? CoverRow(count: others.count)
                for place in active.dropFirst() { row.formUnion(parts[place].1, others) }
                result.append(Stretch(points: start...end, row: row))
                if end == interval.upperBound { break }
                start = end + 1
            }
        }
        return result
    }
}
