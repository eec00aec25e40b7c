import CoreModel

/// Breadth-first search over groups, towards a destination or away from a source.
///
/// Every group is settled once. What decides many hops at once is tried once a level: a class of open traffic against another,
/// and a class against the rules for a space. So a level costs what the rules about groups and the places of groups are, not
/// pairs of groups.
struct ReachSearch: ~Copyable {
    private let analyzer: Analyzer
    private let index: ReachIndex
    /// The side of the groups that are looked at: ingress when it runs backwards, from a destination to those who reach it.
    private let own: Direction
    private var hop: HopTest
    private var memory: SearchMemory
    /// Classes of open traffic that were held against the rules for a space.
    private var triedSpaces: Set<Tried> = []
    /// Up to how many groups of mixed members each is tried with each; above that a hop needs rules that every member has.
    private static let mixedLimit = 512
    /// Whether it goes on from groups with members alone.
    var needsMembers = false
    /// How many groups may still be found; where there are none left, the rest of a level need not be looked at.
    private var unsettledCount: Int
    /// The rules of groups that are not settled, for the spaces that were looked at.
    private var unsettled: [UInt32: UnsettledRules] = [:]
    /// For spaces that were looked at, how many of the first groups that begin there and end elsewhere are settled.
    private var leavingPlaces: [UInt32: Int] = [:]

    /// What is marked of the present group of the frontier, for ``lacksRules(_:_:)``; nil until a hop is tested.
    private var marked: MarkedSide?

    private struct MarkedSide {
        /// Whether the own side of one member lets through others than those whom its rules name.
        var isForOthers = false
    }

    private struct UnsettledRules {
        var rules: [ReachIndex.OwnedRule]
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

    /// A search that has found its first level; `start` is where it began, which is not found again.
    init(_ analyzer: Analyzer, _ index: ReachIndex, first: [GroupIndex], of start: GroupIndex? = nil, isBackward: Bool) {
        self.init(analyzer, index, settled: first, level: 1, asked: nil, isBackward: isBackward)
        guard let start, memory.settled.insert(Int(start.number)) else { return }
        if index.findable[own.other][Int(start.number)] { unsettledCount -= 1 }
    }

    private init(
        _ analyzer: Analyzer, _ index: ReachIndex, settled: [GroupIndex], level: Int, asked: TrafficSet?, isBackward: Bool
    ) {
        self.analyzer = analyzer
        self.index = index
        self.level = level
        own = isBackward ? .ingress : .egress
        hop = HopTest(analyzer: analyzer, index: index, asked: asked)
        memory = index.takeMemory()
        frontier = settled
        let findable = index.findable[own.other]
        unsettledCount = findable.count { $0 }
        for group in settled where memory.settled.insert(Int(group.number)) {
            if findable[Int(group.number)] { unsettledCount -= 1 }
        }
    }

    deinit { index.keep(memory) }

    /// Settles the next level; false when there is none.
    mutating func advance() -> Bool {
        var found: [GroupIndex] = []
        for group in frontier {
            guard unsettledCount > 0 else { break }
            guard index.station(group).isWhole, !needsMembers || !analyzer.index.members[Int(group.number)].isEmpty else {
                continue
            }
            memory.tested.removeAll()
            memory.coversFirst.removeAll()
            marked = nil
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
            memory.triedClasses.removeAll()
            memory.triedRules.removeAll()
            triedSpaces = []
        }
        return !frontier.isEmpty
    }

    private mutating func settle(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        guard memory.settled.insert(Int(group.number)) else { return }
        unsettledCount -= 1
        found.append(group)
    }

    private func isSettled(_ group: GroupIndex) -> Bool { memory.settled.contains(Int(group.number)) }

    /// Settles a group where the hop between it and one of the frontier is allowed; tried once for each of the frontier.
    private mutating func test(_ candidate: GroupIndex, _ group: GroupIndex, _ found: inout [GroupIndex]) {
        guard !isSettled(candidate), index.rank[Int(candidate.number)] != Int.max,
            memory.tested.insert(Int(candidate.number))
        else { return }
        if lacksRules(candidate, group) { return }
        let isAllowed = own == .ingress ? hop.allows(candidate, group) : hop.allows(group, candidate)
        if isAllowed { settle(candidate, &found) }
    }

    /// Whether a side of one member of each has no rule for the other: then no hop between them is allowed for certain.
    ///
    /// Most hops end here.
    /// Complexity: a look at what one member of the candidate carries; for the first candidate of a group, at the rules of what one of its
    /// own members carries, and at those that name it.
    private mutating func lacksRules(_ candidate: GroupIndex, _ group: GroupIndex) -> Bool {
        // Nothing is let through by any rule.
        if hop.asked?.isEmpty == true { return false }
        if marked == nil { marked = mark(group) }
        var (isNamed, isNaming) = (marked?.isForOthers == true, false)
        for carried in hop.necessaryGroups(candidate) {
            isNamed = isNamed || memory.named.contains(Int(carried.number))
            isNaming = isNaming || memory.naming.contains(Int(carried.number)) || isForOthers(carried, own.other)
        }
        if isNamed, isNaming { return false }
        // An interface of both is not asked to reach itself.
        return !index.kinds.someMember(of: group, carries: candidate)
    }

    private mutating func mark(_ group: GroupIndex) -> MarkedSide {
        var side = MarkedSide()
        let references = index.references[own.other].value
        memory.named.removeAll()
        memory.naming.removeAll()
        for carried in hop.necessaryGroups(group) {
            side.isForOthers = side.isForOthers || isForOthers(carried, own)
            for place in index.groupRules(carried, own) {
                guard case .group(let named) = index.rules[place].peer, isAsked(index.rules[place]) else { continue }
                memory.named.insert(Int(named.number))
            }
            for place in references.range(Int(carried.number)) {
                let reference = references.value(at: place)
                if isAsked(reference.rule) { memory.naming.insert(Int(reference.group.number)) }
            }
        }
        return side
    }

    /// Whether a group's own rules are for everybody on some traffic, or for a place where groups live.
    private func isForOthers(_ group: GroupIndex, _ direction: Direction) -> Bool {
        !index.spaceRules(group, direction).isEmpty || !index.stations.openTraffic(group, direction).isEmpty
    }

    private func isAsked(_ rule: HopRule) -> Bool { hop.asked.map(rule.overlaps) ?? true }

    // MARK: Open sides and names

    /// Both sides open to everything: decided by their classes.
    private mutating func settleOpen(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let open = index.station(group).open[own]
        guard open != 0, memory.triedClasses.insert(open) else { return }
        let groups = index.openGroups[own.other]
        for other in 1..<groups.count where !groups.range(other).isEmpty && !memory.settledClasses.contains(other) {
            guard suffice(open, other) else { continue }
            for candidate in groups[other] { settle(candidate, &found) }
            memory.settledClasses.insert(other)
        }
    }

    private func suffice(_ one: Int, _ other: Int) -> Bool {
        guard let asked = hop.asked else { return index.classes[one].intersects(index.classes[other]) }
        return index.classes[one].isSuperset(of: asked) && index.classes[other].isSuperset(of: asked)
    }

    /// Groups that this one names, that name it, or that share an interface with it.
    private mutating func settleNamed(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let references = index.references[own.other].value
        let carriers = index.kinds.everyCarriers(index.version)
        for carried in index.carried(by: group) {
            for place in index.groupRules(carried, own) {
                guard case .group(let named) = index.rules[place].peer else { continue }
                testCarriers(carriers, of: named, index.rules[place], group, &found)
            }
            for place in references.range(Int(carried.number)) {
                let reference = references.value(at: place)
                testCarriers(carriers, of: reference.group, reference.rule, group, &found)
            }
        }
        // An interface that both carry leaves less to cover; groups of mixed members are tried below.
        if index.station(group).isMixed { return }
        for other in index.kinds.carriedBySome[Int(group.number)] where !index.station(other).isMixed {
            test(other, group, &found)
        }
    }

    /// Groups of which every member carries one, where a rule between this and the present group may be what lets them through.
    ///
    /// Of groups of mixed members rules for other traffic may lead to those that several rules let through together.
    private mutating func testCarriers(
        _ carriers: Rows<GroupIndex>, of named: GroupIndex, _ rule: HopRule, _ group: GroupIndex, _ found: inout [GroupIndex]
    ) {
        let isAsked = self.isAsked(rule)
        if !isAsked, index.mixed.isEmpty { return }
        let isMixed = isAsked || index.station(group).isMixed
        for place in carriers.range(Int(named.number)) {
            let carrier = carriers.value(at: place)
            if isSettled(carrier) { continue }
            if isMixed || index.station(carrier).isMixed { test(carrier, group, &found) }
        }
    }

    /// Groups of which different members are let through by different rules, on this side or on the other.
    private mutating func settleMixed(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        if index.mixed.isEmpty || index.mixed.count > Self.mixedLimit { return }
        let candidates = index.station(group).isMixed ? index.byLow : index.mixed
        for candidate in candidates { test(candidate, group, &found) }
    }

    // MARK: Spaces

    /// Groups with a rule for a space that this one lies in.
    private mutating func settleCovering(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let number = Int(group.number)
        for place in index.around.range(number) { settleWhole(group, index.around.value(at: place), &found) }
        for place in index.aroundFirst.range(number) {
            for entry in unsettledRules(for: index.aroundFirst.value(at: place)) {
                memory.coversFirst.insert(Int(entry.group.number))
            }
        }
        for place in index.aroundLast.range(number) {
            for entry in unsettledRules(for: index.aroundLast.value(at: place))
            where memory.coversFirst.contains(Int(entry.group.number)) {
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
        for entry in entries where !isSettled(entry.group) { settleBoth(group, entry, &found) }
    }

    /// The rules of a space that belong to groups that are not settled; those of settled ones are dropped for good.
    private mutating func unsettledRules(for space: UInt32) -> [ReachIndex.OwnedRule] {
        let known = unsettled[space]
        if let known, known.rules.isEmpty || known.unsettledCount == unsettledCount { return known.rules }
        var rest = known?.rules ?? newRules(for: space)
        if known != nil { rest.removeAll { isSettled($0.group) } }
        unsettled[space] = UnsettledRules(rules: rest, unsettledCount: unsettledCount)
        return rest
    }

    /// The rules of a space as those of all who carry their groups and may be found; one without an address is nobody's next hop.
    private func newRules(for space: UInt32) -> [ReachIndex.OwnedRule] {
        let (index, settled) = (index, memory.settled)
        return index.naming[own.other].value[Int(space)].flatMap { entry in
            index.carriers(of: entry.group).filter { !settled.contains(Int($0.number)) && index.station($0).isWhole }.map {
                ReachIndex.OwnedRule(group: $0, rule: entry.rule)
            }
        }
    }

    /// A group whose rule covers this one, where this one's rules for spaces may cover it.
    private mutating func settleBoth(_ group: GroupIndex, _ entry: ReachIndex.OwnedRule, _ found: inout [GroupIndex]) {
        guard let bounds = index.station(entry.group).bounds else { return }
        for carried in index.carried(by: group) {
            for place in index.spaceRules(carried, own) {
                let rule = index.rules[place]
                guard case .space(let space) = rule.peer, rule.overlaps(entry.rule),
                    let stretch = index.stretch(of: space, holding: bounds.low)
                else { continue }
                if bounds.high <= stretch.upperBound { settle(entry.group, &found) } else { test(entry.group, group, &found) }
                return
            }
        }
    }

    /// Groups that live in a space that this one has a rule for; those that have one for it too were found before.
    private mutating func settleCovered(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        var rules: [HopRule] = []
        for carried in index.carried(by: group) { rules += index.rules[index.spaceRules(carried, own)] }
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
        let range = index.leaving.range(Int(space))
        if range.isEmpty { return false }
        var place = leavingPlaces[space] ?? 0
        while place < range.count, isSettled(index.leaving.value(at: range.lowerBound + place)) { place += 1 }
        leavingPlaces[space] = place
        return place < range.count
    }

    /// Whether a rule was not held against the open sides of all who live in its space before.
    private mutating func isNew(_ rule: HopRule) -> Bool {
        if hop.asked != nil { return true }
        let known = memory.triedRules.keys.count
        return memory.triedRules.number(of: rule) == known
    }

    /// Groups that begin in a space of one rule and end elsewhere: another rule must reach there.
    private mutating func settleLeaving(_ group: GroupIndex, _ rules: [HopRule], _ found: inout [GroupIndex]) {
        var candidates: [GroupIndex] = []
        for rule in rules {
            guard case .space(let space) = rule.peer else { continue }
            for candidate in index.leaving.range(Int(space)).dropFirst(leavingPlaces[space] ?? 0) {
                let candidate = index.leaving.value(at: candidate)
                if !isSettled(candidate) { candidates.append(candidate) }
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

    /// The first place by lowest address from one on whose group is not settled.
    private mutating func firstUnsettled(_ start: Int) -> Int {
        let (byLow, settled) = (index.byLow, memory.settled)
        return memory.places.first(from: start) { settled.contains(Int(byLow[$0].number)) }
    }
}
