import CoreModel

/// Bounds for the traffic that passes from every member of a group to every member of another, from rules alone: they decide most hops
/// between groups of different members without a judgement of all of them.
///
/// A class, as ``HopTest``.
final class MemberTraffic: Sendable {
    private let analyzer: Analyzer
    private let index: ReachIndex
    /// What must be let through; nil for any traffic at all.
    private let asked: TrafficSet?
    /// What is asked, or everything.
    private let all: TrafficSet

    /// What passes lies between two sets.
    struct Bounds {
        /// Passes for certain; where nothing can pass, it says nothing.
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

    init(analyzer: Analyzer, index: ReachIndex, asked: TrafficSet?) {
        self.analyzer = analyzer
        self.index = index
        self.asked = asked
        all = asked ?? TrafficSet(Traffic.allPoints)
    }

    /// What one side of a group lets through to each member of another, or from it.
    ///
    /// Complexity: linear in the rules of the groups that its members carry; for those that name one of the others, times the logarithm
    /// of what these carry.
    func bounds(of group: GroupIndex, _ direction: Direction, toAllOf other: GroupIndex) -> Bounds {
        let numbers = index.kinds.ofGroup[Int(group.number)]
        let isWhole = numbers.count <= Self.ownLimit
        let step = isWhole ? 1 : numbers.count / Self.samples
        var own: [Own] = []
        var count = 0
        // Most groups send everything to everybody.
        for place in stride(from: numbers.startIndex, to: numbers.endIndex, by: step) {
            count += 1
            let groups = index.kinds.all[Int(numbers[place])].groups
            if !groups.contains(where: { isOpen($0, direction) }) { own.append(Own(groups: groups, kind: numbers[place])) }
        }
        if analyzer.index.isUnseen[InventoryIndex.slot(index.version)][Int(group.number)] {
            count += 1
            if !isOpen(group, direction) { own.append(Own(groups: [group])) }
        }
        if own.isEmpty { return Bounds(least: isWhole ? all : TrafficSet(), most: all) }
        let targets = targets(other)
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
            narrow(&result, by: rows, targets, member.kind, isOnly: count == 1, isSame: group == other)
            if result.most.isEmpty { break }
        }
        return result
    }

    /// Whether a group's own rules are open to everything on all that is asked.
    private func isOpen(_ group: GroupIndex, _ direction: Direction) -> Bool {
        index.stations.openTraffic(group, direction).isSuperset(of: all)
    }

    /// The members of a group as the other side of rules, made when they are asked for first.
    private func targets(_ group: GroupIndex) -> MemberTargets {
        if let known = index.knownTargets(group) { return known }
        return index.keep(MemberTargets(analyzer, index.version, group), of: group)
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
        // Most often some target is named by no rule.
        let low: UInt64 = rows.parts.reduce(0) { $0 | $1.low }
        for (target, number) in targets.kinds.enumerated() {
            let bit = UInt64(1) << UInt64(target)
            let isItself = kind == number && (kind.map { analyzer.index.kinds.all[Int($0)].interfaces.count == 1 } ?? isSame)
            if !isItself, rows.open.isEmpty, low & bit == 0 {
                result.most = TrafficSet()
                return
            }
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
///
/// A class, since an index keeps it from one hop to the next.
final class MemberTargets: Sendable {
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

    /// The number of each kind; nil for a member that no input tells.
    let kinds: [UInt32?]
    /// Whether these are all of the members.
    let isWhole: Bool
    private let ends: [AddressBounds?]
    private let low: UInt128
    private let high: UInt128
    /// The groups that targets carry, ascending, with the targets that carry each.
    private let carried: [(group: GroupIndex, targets: UInt64)]
    /// A bit for the number of each of these, and those 64 apart: most rules name a group that none carries.
    private let carriedBits: UInt64

    init(_ analyzer: Analyzer, _ version: IPVersion, _ group: GroupIndex) {
        let index = analyzer.index
        let slot = InventoryIndex.slot(version)
        let numbers = index.kinds.ofGroup[Int(group.number)]
        let isUnseen = index.isUnseen[slot][Int(group.number)]
        isWhole = numbers.count <= Self.limit
        let seen = isWhole ? numbers : numbers.prefix(Self.samples)
        let all = seen.map(Optional.some) + (isUnseen ? [nil] : [])
        kinds = all
        var pairs: [(GroupIndex, UInt64)] = []
        var ends: [AddressBounds?] = []
        var (low, high) = (UInt128.max, UInt128(0))
        let subjects = EndSubjects(inventory: analyzer.inventory, index: index)
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
        var carried: [(group: GroupIndex, targets: UInt64)] = []
        var bits: UInt64 = 0
        for (group, bit) in pairs {
            if carried.last?.group == group { carried[carried.count - 1].targets |= bit } else { carried.append((group, bit)) }
            bits |= Self.bit(group)
        }
        (self.ends, self.low, self.high, self.carried, carriedBits) = (ends, low, high, carried, bits)
    }

    private static func bit(_ group: GroupIndex) -> UInt64 { 1 << UInt64(group.number & 63) }

    /// What a group's rules let through to the targets, of the traffic asked.
    ///
    /// Rules for places where no group begins or ends are not in the index.
    func rows(_ group: GroupIndex, _ direction: Direction, _ asked: TrafficSet?, _ index: ReachIndex) -> Covered {
        var rows = Covered(open: index.stations.openTraffic(group, direction).intervals)
        for place in index.groupRules(group, direction) {
            let rule = index.rules[place]
            guard case .group(let named) = rule.peer, carriedBits & Self.bit(named) != 0 else { continue }
            let own = targets(carrying: named)
            if own == 0 { continue }
            if let asked, !rule.overlaps(asked) { continue }
            // What is not known of a group that is not loaded is judged.
            rows.parts.append(Part(points: rule.points, whole: index.isSettled(named) ? own : 0, low: own, high: own))
        }
        for place in index.spaceRules(group, direction) {
            let rule = index.rules[place]
            guard case .space(let space) = rule.peer else { continue }
            var part = Part(points: rule.points)
            for stretch in index.spaces.range(Int(space)) { note(index.spaces.value(at: stretch).addresses, &part) }
            if part.low | part.high == 0 { continue }
            if let asked, !rule.overlaps(asked) { continue }
            rows.parts.append(part)
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
