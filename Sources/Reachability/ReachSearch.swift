import SecurityGroups

/// Breadth-first search over groups, towards a destination or away from a source.
///
/// A level costs what its groups' rules name: groups that are open to everything are settled by class, groups that rules name
/// one by one, and groups that networks may cover are looked up by address. Every group is settled once.
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
        frontier = settled
        for group in settled { isSettled[Int(group.number)] = true }
        for group in index.byLow where !isSettled[Int(group.number)] {
            let open = index.station(group).open[own.other]
            if open != 0 { byClass[open].append(group) }
        }
    }

    /// Settles the next level; false when there is none.
    mutating func advance() -> Bool {
        var found: [GroupIndex] = []
        for group in frontier where index.station(group).bounds != nil {
            settleOpen(group, &found)
            settleNamed(group, &found)
            settleCovered(group, &found)
            settleCovering(group, &found)
        }
        frontier = found.sorted { index.rank[Int($0.number)] < index.rank[Int($1.number)] }
        level += 1
        hop = HopTest(analyzer: analyzer, index: index, asked: nil)
        return !frontier.isEmpty
    }

    private mutating func settle(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        if isSettled[Int(group.number)] { return }
        isSettled[Int(group.number)] = true
        found.append(group)
    }

    /// Both sides open to everything: decided by their classes.
    private mutating func settleOpen(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let open = index.station(group).open[own]
        guard open != 0 else { return }
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
        let inventory = analyzer.inventory
        for place in inventory[group].rules(own) {
            guard case .group(let reference) = inventory.rules[place].peer else { continue }
            test(inventory.references[Int(reference)].group, group, &found)
        }
        for candidate in index.naming[own.other][Int(group.number)] { test(candidate, group, &found) }
        for member in analyzer.index.members[Int(group.number)] {
            for candidate in inventory[member].groups { test(candidate, group, &found) }
        }
    }

    /// Groups whose lowest address lies in a network that this one names; their own side must be open.
    private mutating func settleCovered(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let station = index.station(group)
        if station.hasLists[own] { testOpen(0..<index.byLow.count, group, &found) }
        guard station.hasNetworks[own] else { return }
        let inventory = analyzer.inventory
        for place in inventory[group].rules(own) {
            guard let network = inventory.network(of: inventory.rules[place].peer), network.version == index.version,
                !network.isEverything
            else { continue }
            testOpen(index.places(from: network.range.lowerBound, to: network.range.upperBound), group, &found)
        }
    }

    /// Tests the groups of some places that are not settled and whose own side is open to everything.
    private mutating func testOpen(_ places: Range<Int>, _ group: GroupIndex, _ found: inout [GroupIndex]) {
        var place = firstUnsettled(places.lowerBound)
        while place < places.upperBound {
            let candidate = index.byLow[place]
            if index.station(candidate).open[own.other] != 0 { test(candidate, group, &found) }
            place = firstUnsettled(place + 1)
        }
    }

    /// Groups with a network, or a list, that may cover this one.
    private mutating func settleCovering(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        guard let bounds = index.station(group).bounds else { return }
        var candidates: [GroupIndex] = []
        index.networks[own.other].forEach(holding: bounds.low) { candidate in
            if !isSettled[Int(candidate.number)] { candidates.append(candidate) }
        }
        for candidate in candidates { test(candidate, group, &found) }
        for candidate in index.lists[own.other] { test(candidate, group, &found) }
    }

    private mutating func test(_ candidate: GroupIndex, _ group: GroupIndex, _ found: inout [GroupIndex]) {
        guard !isSettled[Int(candidate.number)], index.rank[Int(candidate.number)] != Int.max else { return }
        let isAllowed = own == .ingress ? hop.allows(candidate, group) : hop.allows(group, candidate)
        if isAllowed { settle(candidate, &found) }
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
