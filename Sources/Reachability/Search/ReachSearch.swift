import CoreModel

/// Breadth-first search over groups, towards a destination or away from a source.
///
/// Every group is settled once. What decides many hops at once is tried once a level: a class of open traffic against another,
/// and a class against the rules for a space. So a level costs what the rules about groups and the places of groups are, not
/// pairs of groups.
struct ReachSearch {
    private let analyzer: Analyzer
    private let index: ReachIndex
    /// The side of the groups that are looked at: ingress when it runs backwards, from a destination to those who reach it.
    private let own: Direction
    private var hop: HopTest
    private var isSettled: [Bool]
    /// The groups that are not settled, by the class of what they send (or take) openly.
    private var byClass: [[GroupIndex]]
    /// For each place by lowest address the next place that may not be settled.
    private var next: [Int]
    /// Classes of open traffic that were held against all others, and against the rules for a space.
    private var triedClasses: Set<Int> = []
    private var triedSpaces: Set<Tried> = []
    /// Rules for spaces that were held against the open sides of all who live there.
    private var triedRules: [Bool]
    /// Up to how many groups of mixed members each is tried with each; above that a hop needs rules that every member has.
    private static let mixedLimit = 512
    /// How many groups may still be found; where there are none left, the rest of a level need not be looked at.
    private var unsettledCount: Int
    /// The rules of groups that are not settled, for the spaces that were looked at.
    private var unsettled: [UnsettledRules?]
    /// For each space, how many of the first groups that begin there and end elsewhere are settled.
    private var leavingPlaces: [Int]
    /// For each group the last of the frontier that it was tested with by name.
    private var testedLast: [GroupIndex?]
    /// For each group the last of the frontier whose first address it covers.
    private var coversFirst: [GroupIndex?]

    private struct UnsettledRules {
        var rules: [ReachIndex.SpaceRule]
        /// How many groups were not settled when they were looked through.
        var unsettledCount: Int
    }

    private struct Tried: Hashable {
        var space: UInt32
        var openClass: Int
    }

    /// The last level found, by name.
    private(set) var frontier: [GroupIndex]
    /// The number of the last level.
    private(set) var level: Int

    /// A search from one group; its first level is reached on all that is asked, every other on any traffic.
    init(_ analyzer: Analyzer, _ index: ReachIndex, from start: GroupIndex, asked: TrafficSet?, isBackward: Bool) {
        self.init(analyzer, index, settled: [start], level: 0, asked: asked, isBackward: isBackward)
    }

    /// A search that has found its first level.
    init(_ analyzer: Analyzer, _ index: ReachIndex, first: [GroupIndex], isBackward: Bool) {
        self.init(analyzer, index, settled: first, level: 1, asked: nil, isBackward: isBackward)
    }

    private init(
        _ analyzer: Analyzer, _ index: ReachIndex, settled: [GroupIndex], level: Int, asked: TrafficSet?, isBackward: Bool
    ) {
        self.analyzer = analyzer
        self.index = index
        self.level = level
        own = isBackward ? .ingress : .egress
        hop = HopTest(analyzer: analyzer, index: index, asked: asked)
        isSettled = Array(repeating: false, count: analyzer.inventory.groups.count)
        byClass = Array(repeating: [], count: index.classes.count)
        next = Array(0...index.byLow.count)
        triedRules = Array(repeating: false, count: index.ruleKinds)
        unsettledCount = 0
        unsettled = Array(repeating: nil, count: index.spaces.count)
        leavingPlaces = Array(repeating: 0, count: index.spaces.count)
        testedLast = Array(repeating: nil, count: analyzer.inventory.groups.count)
        coversFirst = testedLast
        frontier = settled
        for group in settled { isSettled[Int(group.number)] = true }
        for group in index.byLow where !isSettled[Int(group.number)] {
            let station = index.station(group)
            let open = station.open[own.other]
            if open != 0 { byClass[open].append(group) }
            // Who has no rule for anybody here, and shares no interface, is never found.
            let mayBeFound =
                open != 0 || index.carried(by: group).contains { !index.rules($0, own.other).isEmpty } || station.isMixed
                || index.kinds.carriedBySome.range(Int(group.number)).count > 1
            if mayBeFound { unsettledCount += 1 }
        }
    }

    /// Settles the next level; false when there is none.
    mutating func advance() -> Bool {
        var found: [GroupIndex] = []
        for group in frontier {
            guard unsettledCount > 0 else { break }
            guard index.station(group).isWhole else { continue }
            settleOpen(group, &found)
            settleNamed(group, &found)
            settleCovering(group, &found)
            if index.hasSpaceRules(group, own) { settleCovered(group, &found) }
            settleMixed(group, &found)
        }
        frontier = found.sorted { index.rank[Int($0.number)] < index.rank[Int($1.number)] }
        level += 1
        if hop.asked != nil {
            hop = HopTest(analyzer: analyzer, index: index, asked: nil)
            triedClasses = []
            triedSpaces = []
            triedRules = Array(repeating: false, count: index.ruleKinds)
        }
        return !frontier.isEmpty
    }

    private mutating func settle(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        if isSettled[Int(group.number)] { return }
        isSettled[Int(group.number)] = true
        unsettledCount -= 1
        found.append(group)
    }

    private mutating func test(_ candidate: GroupIndex, _ group: GroupIndex, _ found: inout [GroupIndex]) {
        guard !isSettled[Int(candidate.number)], index.rank[Int(candidate.number)] != Int.max else { return }
        let isAllowed = own == .ingress ? hop.allows(candidate, group) : hop.allows(group, candidate)
        if isAllowed { settle(candidate, &found) }
    }

    /// The same, once for each group of the frontier.
    private mutating func testOnce(_ candidate: GroupIndex, _ group: GroupIndex, _ found: inout [GroupIndex]) {
        if testedLast[Int(candidate.number)] == group { return }
        testedLast[Int(candidate.number)] = group
        test(candidate, group, &found)
    }

    // MARK: Open sides and names

    /// Both sides open to everything: decided by their classes.
    private mutating func settleOpen(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let open = index.station(group).open[own]
        guard open != 0, triedClasses.insert(open).inserted else { return }
        for other in byClass.indices where !byClass[other].isEmpty && suffice(open, other) {
            for candidate in byClass[other] { settle(candidate, &found) }
            byClass[other] = []
        }
    }

    private func suffice(_ one: Int, _ other: Int) -> Bool {
        guard let asked = hop.asked else { return index.classes[one].intersects(index.classes[other]) }
        return index.classes[one].isSuperset(of: asked) && index.classes[other].isSuperset(of: asked)
    }

    /// Groups that this one names, that name it, or that share an interface with it.
    private mutating func settleNamed(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let references = index.references[own.other]
        for carried in index.carried(by: group) {
            var last: GroupIndex?
            for place in index.groupRules(carried, own) {
                guard case .group(let named) = index.rules[place].peer, named != last else { continue }
                for carrier in index.carriers(of: named) { testOnce(carrier, group, &found) }
                last = named
            }
            for place in references.range(Int(carried.number)) {
                for carrier in index.carriers(of: references.value(at: place)) { testOnce(carrier, group, &found) }
            }
        }
        // An interface that both carry leaves less to cover; groups of mixed members are tried below.
        if index.station(group).isMixed { return }
        for other in index.kinds.carriedBySome[Int(group.number)] where !index.station(other).isMixed {
            test(other, group, &found)
        }
    }

    /// Groups of which different members are let through by different rules, on this side or on the other.
    private mutating func settleMixed(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        if index.mixed.isEmpty || index.mixed.count > Self.mixedLimit { return }
        let candidates = index.station(group).isMixed ? index.byLow : index.mixed
        for candidate in candidates where !isSettled[Int(candidate.number)] { test(candidate, group, &found) }
    }

    // MARK: Spaces

    /// Groups with a rule for a space that this one lies in.
    private mutating func settleCovering(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let number = Int(group.number)
        for place in index.around.range(number) { settleWhole(group, index.around.value(at: place), &found) }
        for place in index.aroundFirst.range(number) {
            for entry in unsettledRules(for: index.aroundFirst.value(at: place)) {
                coversFirst[Int(entry.group.number)] = group
            }
        }
        for place in index.aroundLast.range(number) {
            for entry in unsettledRules(for: index.aroundLast.value(at: place))
            where coversFirst[Int(entry.group.number)] == group {
                test(entry.group, group, &found)
            }
        }
    }

    /// Groups with a rule for a space that holds all of this group's addresses.
    private mutating func settleWhole(_ group: GroupIndex, _ space: UInt32, _ found: inout [GroupIndex]) {
        if hop.asked != nil {
            // More than one rule may be needed.
            for entry in unsettledRules(for: space) { test(entry.group, group, &found) }
            return
        }
        let (open, hasSpaces) = (index.station(group).open[own], index.hasSpaceRules(group, own))
        let isNew = open != 0 && triedSpaces.insert(Tried(space: space, openClass: open)).inserted
        guard isNew || hasSpaces else { return }
        let entries = unsettledRules(for: space)
        if isNew {
            for entry in entries where entry.rule.overlaps(index.classes[open]) { settle(entry.group, &found) }
        }
        guard hasSpaces else { return }
        for entry in entries where !isSettled[Int(entry.group.number)] { settleBoth(group, entry, &found) }
    }

    /// The rules of a space that belong to groups that are not settled; those of settled ones are dropped for good.
    private mutating func unsettledRules(for space: UInt32) -> [ReachIndex.SpaceRule] {
        let known = unsettled[Int(space)]
        if let known, known.rules.isEmpty || known.unsettledCount == unsettledCount { return known.rules }
        let rest = known.map { $0.rules.filter { !isSettled[Int($0.group.number)] } } ?? newRules(for: space)
        unsettled[Int(space)] = UnsettledRules(rules: rest, unsettledCount: unsettledCount)
        return rest
    }

    /// The rules of a space as those of all who carry their groups and may be found; one without an address is nobody's next hop.
    private func newRules(for space: UInt32) -> [ReachIndex.SpaceRule] {
        index.naming[own.other][Int(space)].flatMap { entry in
            index.carriers(of: entry.group).filter { !isSettled[Int($0.number)] && index.station($0).isWhole }.map {
                ReachIndex.SpaceRule(group: $0, rule: entry.rule)
            }
        }
    }

    /// A group whose rule covers this one, where this one's rules for spaces may cover it.
    private mutating func settleBoth(_ group: GroupIndex, _ entry: ReachIndex.SpaceRule, _ found: inout [GroupIndex]) {
        guard let bounds = index.station(entry.group).bounds else { return }
        let (index, own) = (index, own)
        for place in index.carried(by: group).lazy.flatMap({ index.spaceRules($0, own) }) {
            let rule = index.rules[place]
            guard case .space(let space) = rule.peer, rule.overlaps(entry.rule),
                let stretch = index.stretch(of: space, holding: bounds.low)
            else { continue }
            if bounds.high <= stretch.upperBound { settle(entry.group, &found) } else { test(entry.group, group, &found) }
            return
        }
    }

    /// Groups that live in a space that this one has a rule for; those that have one for it too were found before.
    private mutating func settleCovered(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let rules = index.carried(by: group).flatMap { index.rules[index.spaceRules($0, own)] }
        var hasLeaving = false
        for rule in rules {
            guard case .space(let space) = rule.peer else { continue }
            hasLeaving = hasLeaving || mayLeave(space)
            if isNew(rule) {
                for stretch in index.spaces.range(Int(space)) { settleLiving(stretch, rule, group, &found) }
            }
        }
        if hasLeaving, hop.asked == nil { settleLeaving(group, rules, &found) }
    }

    /// Whether groups that begin in a space and end elsewhere are not settled.
    private mutating func mayLeave(_ space: UInt32) -> Bool {
        let number = Int(space)
        let range = index.leaving.range(number)
        while leavingPlaces[number] < range.count,
            isSettled[Int(index.leaving.value(at: range.lowerBound + leavingPlaces[number]).number)]
        {
            leavingPlaces[number] += 1
        }
        return leavingPlaces[number] < range.count
    }

    /// Whether a rule was not held against the open sides of all who live in its space before.
    private mutating func isNew(_ rule: HopRule) -> Bool {
        if hop.asked != nil { return true }
        if triedRules[Int(rule.number)] { return false }
        triedRules[Int(rule.number)] = true
        return true
    }

    /// Groups that begin in a space of one rule and end elsewhere: another rule must reach there.
    private mutating func settleLeaving(_ group: GroupIndex, _ rules: [HopRule], _ found: inout [GroupIndex]) {
        var candidates: [GroupIndex] = []
        for rule in rules {
            guard case .space(let space) = rule.peer else { continue }
            for candidate in index.leaving.range(Int(space)).dropFirst(leavingPlaces[Int(space)]) {
                let candidate = index.leaving.value(at: candidate)
                if !isSettled[Int(candidate.number)] { candidates.append(candidate) }
            }
        }
        for candidate in candidates {
            guard let high = index.station(candidate).bounds?.high else { continue }
            let isReached = rules.contains { rule in
                guard case .space(let space) = rule.peer else { return false }
                return index.stretch(of: space, holding: high) != nil
            }
            if isReached { test(candidate, group, &found) }
        }
    }

    /// Groups by their places in a space, held against a rule for it.
    private mutating func settleLiving(_ number: Int, _ rule: HopRule, _ group: GroupIndex, _ found: inout [GroupIndex]) {
        let stretch = index.spaces.value(at: number)
        var place = firstUnsettled(stretch.places.lowerBound)
        while place < stretch.places.upperBound {
            let candidate = index.byLow[place]
            let station = index.station(candidate)
            let open = station.open[own.other]
            if hop.asked != nil {
                test(candidate, group, &found)
            } else if open != 0, let bounds = station.bounds, bounds.high <= stretch.addresses.upperBound,
                rule.overlaps(index.classes[open])
            {
                settle(candidate, &found)
            }
            place = firstUnsettled(place + 1)
        }
    }

    /// The first place from one on whose group is not settled; chains are shortened on the way.
    private mutating func firstUnsettled(_ start: Int) -> Int {
        var place = next[min(start, index.byLow.count)]
        while place < index.byLow.count, isSettled[Int(index.byLow[place].number)] {
            place = next[place + 1]
        }
        next[min(start, index.byLow.count)] = place
        return place
    }
}
