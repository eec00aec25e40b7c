import CoreModel

/// Bounds for the traffic that passes from every member of a group to every member of another, from rules alone: they decide most hops
/// between groups of different members without a judgement of all of them.
struct MemberTraffic: Sendable {
    let analyzer: Analyzer
    let index: ReachIndex
    /// What must be let through; nil for any traffic at all.
    let asked: TrafficSet?

    /// What passes lies between two sets.
    struct Bounds {
        /// Passes for certain.
        var least: TrafficSet
        /// Holds all that passes.
        var most: TrafficSet
    }

    /// Up to how many kinds of members each is looked at; of more, so many are samples that each have to reach all of the others.
    private static let ownLimit = 8
    private static let samples = 4

    private struct Own {
        var groups: [GroupIndex]
        /// The kind; nil for a member that no input tells.
        var kind: UInt32?
    }

    /// What one side of a group lets through to each member of another, or from it.
    ///
    /// Complexity: linear in the rules of the groups that its members carry, times the logarithm of what the others carry.
    func bounds(of group: GroupIndex, _ direction: Direction, toAllOf other: GroupIndex) -> Bounds {
        let kinds = analyzer.index.kinds
        let numbers = kinds.ofGroup[Int(group.number)]
        let isWhole = numbers.count <= Self.ownLimit
        let step = isWhole ? 1 : numbers.count / Self.samples
        var own = stride(from: numbers.startIndex, to: numbers.endIndex, by: step).map { place in
            Own(groups: kinds.all[Int(numbers[place])].groups, kind: numbers[place])
        }
        if analyzer.index.isUnseen[InventoryIndex.slot(index.version)][Int(group.number)] { own.append(Own(groups: [group])) }
        let isOnly = own.count == 1
        let all = asked ?? TrafficSet(Traffic.allPoints)
        // Most groups send everything to everybody.
        own.removeAll { member in member.groups.contains { index.stations.openTraffic($0, direction).isSuperset(of: all) } }
        if own.isEmpty { return Bounds(least: isWhole ? all : TrafficSet(), most: all) }
        let targets =
            index.knownTargets(other) ?? index.keep(MemberTargets(analyzer, index.version, other), of: other)
        var result = Bounds(least: isWhole && targets.isWhole ? all : TrafficSet(), most: all)
        var known: [(group: GroupIndex, rows: MemberTargets.Covered)] = []
        for member in own {
            var rows = MemberTargets.Covered()
            for carried in member.groups {
                if let place = known.firstIndex(where: { $0.group == carried }) {
                    rows.formUnion(known[place].rows)
                } else {
                    let own = targets.rows(carried, direction, asked, index)
                    known.append((carried, own))
                    rows.formUnion(own)
                }
            }
            narrow(&result, by: rows, targets, member.kind, isOnly: isOnly, isSame: group == other)
            if result.most.isEmpty { break }
        }
        return result
    }

    /// Leaves what one member's rules let through to every target.
    ///
    /// An interface of both ends is not asked to reach itself; where nobody else is left, that is judged.
    private func narrow(
        _ result: inout Bounds, by rows: MemberTargets.Covered, _ targets: MemberTargets, _ kind: UInt32?, isOnly: Bool,
        isSame: Bool
    ) {
        let open = TrafficSet(rows.open)
        if open.isSuperset(of: result.most) { return }
        for (target, number) in targets.kinds.enumerated() {
            let bit = UInt64(1) << UInt64(target)
            let isItself = kind == number && (kind.map { analyzer.index.kinds.all[Int($0)].interfaces.count == 1 } ?? isSame)
            if !result.least.isEmpty, !isItself || isOnly && targets.kinds.count == 1 {
                let points = rows.parts.filter { $0.whole & bit != 0 }.map(\.points)
                result.least = result.least.intersection(TrafficSet(rows.open + points))
            }
            if isItself { continue }
            let points = rows.parts.filter { $0.low & bit != 0 }.map(\.points)
            result.most = result.most.intersection(TrafficSet(rows.open + points))
            if targets.mayBeCoveredInParts(target) {
                let points = rows.parts.filter { $0.high & bit != 0 }.map(\.points)
                result.most = result.most.intersection(TrafficSet(rows.open + points))
            }
            if result.most.isEmpty { return }
        }
    }
}

/// The members of a group as the other side of rules.
struct MemberTargets: Sendable {
    /// What rules of a group let through to them.
    struct Covered {
        /// What is open to everything.
        var open: [ClosedRange<UInt32>] = []
        var parts: [Part] = []

        mutating func formUnion(_ other: Covered) {
            open += other.open
            parts += other.parts
        }
    }

    /// The traffic of a rule, the targets that it covers whole, and those of which it may cover the first address, and the last.
    struct Part {
        var points: ClosedRange<UInt32>
        var whole: UInt64 = 0
        var low: UInt64 = 0
        var high: UInt64 = 0
    }

    /// Up to how many kinds all are looked at; of more, so many are samples that each have to be covered.
    private static let limit = 63
    private static let samples = 12

    private let inventory: Inventory
    private let version: IPVersion
    /// The number of each kind; nil for a member that no input tells.
    let kinds: [UInt32?]
    /// Whether these are all of the members.
    let isWhole: Bool
    private var ends: [AddressBounds?] = []
    private var low: UInt128 = .max
    private var high: UInt128 = 0
    /// The groups that targets carry, ascending, with the targets that carry each.
    private var carried: [(group: GroupIndex, targets: UInt64)] = []

    init(_ analyzer: Analyzer, _ version: IPVersion, _ group: GroupIndex) {
        inventory = analyzer.inventory
        self.version = version
        let index = analyzer.index
        let slot = InventoryIndex.slot(version)
        let numbers = index.kinds.ofGroup[Int(group.number)]
        let isUnseen = index.isUnseen[slot][Int(group.number)]
        isWhole = numbers.count <= Self.limit
        let seen = isWhole ? numbers : numbers.prefix(Self.samples)
        let all = seen.map(Optional.some) + (isUnseen ? [nil] : [])
        kinds = all
        var pairs: [(GroupIndex, UInt64)] = []
        let subjects = EndSubjects(inventory: inventory, index: index)
        for (target, number) in all.enumerated() {
            let bit = UInt64(1) << UInt64(target)
            let groups = number.map { index.kinds.all[Int($0)].groups } ?? [group]
            pairs += groups.map { ($0, bit) }
            let subject = number.map { index.kindEnds[slot][Int($0)].subject } ?? subjects.unseen(group, version)
            let own = subject?.addresses.bounds
            ends.append(own)
            if let own { (low, high) = (min(low, own.low), max(high, own.high)) }
        }
        pairs.sort { $0.0 < $1.0 }
        for (group, bit) in pairs {
            if carried.last?.group == group { carried[carried.count - 1].targets |= bit } else { carried.append((group, bit)) }
        }
    }

    /// What a group's rules let through to the targets, of the traffic asked.
    func rows(_ group: GroupIndex, _ direction: Direction, _ asked: TrafficSet?, _ index: ReachIndex) -> Covered {
        var rows = Covered(open: index.stations.openTraffic(group, direction).intervals)
        for place in inventory[group].rules(direction) {
            let rule = inventory.rules[place]
            if rule.isContested { continue }
            let points = rule.traffic.points
            if let asked, !asked.overlaps(points.lowerBound, points.upperBound) { continue }
            var part = Part(points: points)
            switch rule.peer {
            case .group(let place):
                let reference = inventory.references[Int(place)]
                if reference.isStale || reference.identity != .named { continue }
                part.low = targets(carrying: reference.group)
                if part.low == 0 { continue }
                part.high = part.low
                // What is not known of a group that is not loaded is judged.
                part.whole = inventory[reference.group].isSettled ? part.low : 0
            case .ipv4(let bits, let length):
                guard version == .v4, length > 0 else { continue }
                note(Peer.range(ipv4: bits, prefixLength: length), &part)
            case .ipv6(let place):
                guard version == .v6 else { continue }
                note(inventory.ipv6Networks[Int(place)].range, &part)
            case .prefixList(let list):
                for entry in inventory.prefixLists[Int(list)].entries ?? [] where entry.version == version {
                    note(entry.range, &part)
                }
            }
            if part.low | part.high != 0 { rows.parts.append(part) }
        }
        return rows
    }

    private func targets(carrying group: GroupIndex) -> UInt64 {
        var (first, last) = (0, carried.count)
        while first < last {
            let middle = (first + last) / 2
            if carried[middle].group < group { first = middle + 1 } else { last = middle }
        }
        return first < carried.count && carried[first].group == group ? carried[first].targets : 0
    }

    /// Notes which targets begin and end in a range of addresses.
    private func note(_ range: ClosedRange<UInt128>, _ part: inout Part) {
        guard range.lowerBound <= high, low <= range.upperBound else { return }
        for (target, ends) in ends.enumerated() {
            guard let ends else { continue }
            let bit = UInt64(1) << UInt64(target)
            let (holdsLow, holdsHigh) = (range.contains(ends.low), range.contains(ends.high))
            if holdsLow { part.low |= bit }
            if holdsHigh { part.high |= bit }
            if holdsLow, holdsHigh { part.whole |= bit }
        }
    }

    /// Whether rules that cover neither the whole of a target may together: it has more than one address.
    func mayBeCoveredInParts(_ target: Int) -> Bool { ends[target].map { $0.low < $0.high } ?? false }
}
