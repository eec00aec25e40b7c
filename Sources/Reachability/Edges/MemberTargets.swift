import CoreModel

/// The members of a group as the other side of rules: a target for each run of addresses that members of a kind have, and one for where a
/// member may be that no input tells.
///
/// A class, since an index keeps it from one hop to the next.
final class MemberTargets: Sendable {
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

    /// A bit for each target.
    let all: UInt64
    /// Whether these are all of the members.
    let isWhole: Bool
    /// Whether the members are of one kind.
    let isOneKind: Bool
    /// The kind of each target; nil for a member that no input tells.
    private let kinds: [UInt32?]
    /// The first and the last address of each; nil where it has none.
    private let ends: [AddressBounds?]
    /// The targets of more than one address: rules that cover neither the whole of one may together.
    private let spread: UInt64
    private let low: UInt128
    private let high: UInt128
    /// The groups that targets carry, ascending, with the targets that carry each.
    private let carried: [(group: GroupIndex, targets: UInt64)]
    /// A bit for the number of each of these, and those 64 apart: most rules name a group that none carries.
    private let carriedBits: UInt64

    /// Whether all members of a group are looked at, which are of so many kinds.
    static func areAll(ofKinds count: Int) -> Bool { count <= limit }

    init(_ analyzer: Analyzer, _ version: IPVersion, _ group: GroupIndex) {
        let index = analyzer.index
        let slot = InventoryIndex.slot(version)
        let numbers = index.kinds.ofGroup[Int(group.number)]
        isWhole = Self.areAll(ofKinds: numbers.count)
        let seen = isWhole ? numbers : numbers.prefix(Self.samples)
        let members: [UInt32?] = seen.map(Optional.some) + (index.isUnseen[slot][Int(group.number)] ? [nil] : [])
        let subjects = EndSubjects(inventory: analyzer.inventory, index: index)
        let addresses = members.map { number -> [ClosedRange<UInt128>] in
            guard let number else { return subjects.unseen(group, version)?.addresses.intervals ?? [] }
            return index.kindEnds[slot][Int(number)].subject?.addresses.intervals ?? []
        }
        // Of a kind among too many addresses the first and the last one stand for all.
        let hasRoom = addresses.reduce(0) { $0 + max(1, $1.count) } <= UInt64.bitWidth
        var kinds: [UInt32?] = []
        var ends: [AddressBounds?] = []
        var pairs: [(GroupIndex, UInt64)] = []
        for (number, intervals) in zip(members, addresses) {
            let first = ends.count
            // Rules for places in the midst of where a member may be that no input tells are not in the index.
            if hasRoom, number != nil {
                for interval in intervals { ends.append(AddressBounds(low: interval.lowerBound, high: interval.upperBound)) }
            } else if let one = intervals.first, let last = intervals.last {
                ends.append(AddressBounds(low: one.lowerBound, high: last.upperBound))
            }
            if ends.count == first { ends.append(nil) }
            var bits: UInt64 = 0
            for place in first..<ends.count {
                bits |= Self.bit(place)
                kinds.append(number)
            }
            let groups = number.map { index.kinds.all[Int($0)].groups } ?? [group]
            pairs += groups.map { ($0, bits) }
        }
        pairs.sort { $0.0 < $1.0 }
        var carried: [(group: GroupIndex, targets: UInt64)] = []
        var carriedBits: UInt64 = 0
        for (group, bits) in pairs {
            if carried.last?.group == group {
                carried[carried.count - 1].targets |= bits
            } else {
                carried.append((group, bits))
            }
            carriedBits |= Self.bit(of: group)
        }
        var (all, spread) = (UInt64(0), UInt64(0))
        var (low, high) = (UInt128.max, UInt128(0))
        for (place, own) in ends.enumerated() {
            all |= Self.bit(place)
            guard let own else { continue }
            if own.low < own.high { spread |= Self.bit(place) }
            (low, high) = (min(low, own.low), max(high, own.high))
        }
        (self.all, self.spread, isOneKind) = (all, spread, members.count == 1)
        (self.kinds, self.ends, self.low, self.high) = (kinds, ends, low, high)
        (self.carried, self.carriedBits) = (carried, carriedBits)
    }

    private static func bit(_ place: Int) -> UInt64 { 1 << UInt64(place) }

    private static func bit(of group: GroupIndex) -> UInt64 { 1 << UInt64(group.number & 63) }

    /// The targets of one kind; nil for the member that no input tells.
    func places(of kind: UInt32?) -> UInt64 {
        var bits: UInt64 = 0
        for (place, own) in kinds.enumerated() where own == kind { bits |= Self.bit(place) }
        return bits
    }

    /// Adds what a group's rules let through to the targets, where it may be of some traffic.
    ///
    /// Rules for places where no group begins or ends are not in the index.
    func add(
        _ group: GroupIndex, _ direction: Direction, _ within: TrafficSet, _ index: ReachIndex, to parts: inout [Part]
    ) {
        for points in index.stations.openTraffic(group, direction).intervals
        where within.overlaps(points.lowerBound, points.upperBound) {
            parts.append(Part(points: points, whole: .max, low: .max, high: .max))
        }
        for place in index.groupRules(group, direction) {
            let rule = index.rules[place]
            guard case .group(let named) = rule.peer, carriedBits & Self.bit(of: named) != 0 else { continue }
            let own = targets(carrying: named)
            if own == 0 || !rule.overlaps(within) { continue }
            // What is not known of a group that is not loaded is judged.
            parts.append(Part(points: rule.points, whole: index.isSettled(named) ? own : 0, low: own, high: own))
        }
        for place in index.spaceRules(group, direction) {
            let rule = index.rules[place]
            guard case .space(let space) = rule.peer else { continue }
            var part = Part(points: rule.points)
            for stretch in index.spaces.range(Int(space)) { note(index.spaces.value(at: stretch).addresses, &part) }
            if part.low | part.high == 0 || !rule.overlaps(within) { continue }
            parts.append(part)
        }
    }

    /// Leaves of bounds what rules let through to some targets: to all of one set for certain, and to all of another perhaps.
    ///
    /// `parts` are ascending by where their traffic begins. Complexity: linear in them, times how many are for the same traffic.
    func narrow(
        _ bounds: inout MemberTraffic.Bounds, by parts: [Part], certainly wanted: UInt64, possibly others: UInt64
    ) {
        let needsLeast = !bounds.least.isEmpty
        var (least, most): ([ClosedRange<UInt32>], [ClosedRange<UInt32>]) = ([], [])
        // Those before the first end before the traffic at hand, those from the next on begin behind it.
        var (first, next) = (0, 0)
        var start: UInt32 = 0
        while true {
            while first < next, parts[first].points.upperBound < start { first += 1 }
            if first == next {
                guard next < parts.count else { break }
                start = max(start, parts[next].points.lowerBound)
            }
            while next < parts.count, parts[next].points.lowerBound <= start { next += 1 }
            // Up to here the same rules are for all of the traffic.
            var end = next < parts.count ? parts[next].points.lowerBound - 1 : UInt32.max
            var (whole, low, high) = (UInt64(0), UInt64(0), UInt64(0))
            for place in first..<next where parts[place].points.upperBound >= start {
                end = min(end, parts[place].points.upperBound)
                whole |= parts[place].whole
                low |= parts[place].low
                high |= parts[place].high
            }
            if needsLeast, whole & wanted == wanted { least.append(start...end) }
            if low & others == others, high & others & spread == others & spread { most.append(start...end) }
            if end == UInt32.max { break }
            start = end + 1
        }
        if others != 0 { bounds.most = bounds.most.intersection(TrafficSet(sorted: most)) }
        if needsLeast { bounds.least = bounds.least.intersection(TrafficSet(sorted: least)) }
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
            let (holdsLow, holdsHigh) = (range.contains(ends.low), range.contains(ends.high))
            if holdsLow { part.low |= Self.bit(target) }
            if holdsHigh { part.high |= Self.bit(target) }
            if holdsLow, holdsHigh { part.whole |= Self.bit(target) }
        }
    }
}
