import SecurityGroups

/// Breadth-first search over groups, towards a destination or away from a source.
///
/// A level costs what its groups' rules name: groups that are open to everything are settled by class, groups that rules name
/// one by one, and only those that networks may cover are looked at address by address. Every group is settled once.
struct ReachSearch {
    private let analyzer: Analyzer
    private let index: ReachIndex
    private let hop: HopTest
    /// Whether the search runs against the flows, from a destination to those who reach it.
    private let isBackward: Bool
    private var isSettled: [Bool]
    /// The groups that are not settled by the class of what they send (or take) openly.
    private var byClass: [[GroupIndex]]
    /// Those that networks of the other side, or their own, may decide.
    private var rest: [GroupIndex]

    /// The last level found, by name.
    private(set) var frontier: [GroupIndex]
    /// The number of the last level.
    private(set) var level = 1

    /// A search that has settled its first level; `start` is never met again.
    init(_ analyzer: Analyzer, _ index: ReachIndex, start: GroupIndex?, first: [GroupIndex], isBackward: Bool) {
        self.analyzer = analyzer
        self.index = index
        self.isBackward = isBackward
        hop = HopTest(analyzer: analyzer, index: index, asked: nil)
        isSettled = Array(repeating: false, count: analyzer.inventory.groups.count)
        byClass = Array(repeating: [], count: index.classes.count)
        rest = []
        frontier = first
        if let start { isSettled[Int(start.number)] = true }
        for group in first { isSettled[Int(group.number)] = true }
        for group in index.order where !isSettled[Int(group.number)] {
            let station = index.station(group)
            guard station.bounds != nil else { continue }
            let open = isBackward ? station.openOut : station.openIn
            if open != 0 { byClass[open].append(group) }
            rest.append(group)
        }
    }

    /// Settles the next level; false when there is none.
    mutating func advance() -> Bool {
        var found: [GroupIndex] = []
        for group in frontier {
            settleOpen(group, &found)
            settleNamed(group, &found)
            settleNetworks(group, &found)
        }
        rest.removeAll { isSettled[Int($0.number)] }
        let rank = Set(found)
        frontier = found.count < 64 ? sortedSmall(found) : index.order.filter { rank.contains($0) }
        level += 1
        return !frontier.isEmpty
    }

    private func sortedSmall(_ groups: [GroupIndex]) -> [GroupIndex] {
        let key = { (group: GroupIndex) in
            (analyzer.names.name(of: group), analyzer.inventory[analyzer.inventory[group].id])
        }
        return groups.sorted { key($0) < key($1) }
    }

    private mutating func settle(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        if isSettled[Int(group.number)] { return }
        isSettled[Int(group.number)] = true
        found.append(group)
    }

    /// Both sides open to everything: decided by their classes.
    private mutating func settleOpen(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let station = index.station(group)
        let own = isBackward ? station.openIn : station.openOut
        guard own != 0, station.bounds != nil else { return }
        for other in byClass.indices where !byClass[other].isEmpty && index.classes[other].intersects(index.classes[own]) {
            for candidate in byClass[other] { settle(candidate, &found) }
            byClass[other] = []
        }
    }

    /// Groups that either side names.
    private mutating func settleNamed(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let inventory = analyzer.inventory
        let own = isBackward ? inventory[group].ingress : inventory[group].egress
        for place in own {
            guard case .group(let reference) = inventory.rules[place].peer else { continue }
            test(inventory.references[Int(reference)].group, group, &found)
        }
        let naming = isBackward ? index.namedByEgress : index.namedByIngress
        for candidate in naming[Int(group.number)] { test(candidate, group, &found) }
    }

    /// Groups that networks decide, on this side or on theirs.
    private mutating func settleNetworks(_ group: GroupIndex, _ found: inout [GroupIndex]) {
        let station = index.station(group)
        let ownNetworks = isBackward ? station.hasNetworksIn : station.hasNetworksOut
        let ownOpen = (isBackward ? station.openIn : station.openOut) != 0
        guard ownNetworks || ownOpen else { return }
        for candidate in rest where !isSettled[Int(candidate.number)] {
            let other = index.station(candidate)
            let theirs = isBackward ? other.hasNetworksOut : other.hasNetworksIn
            // Open to open is settled by class; named by name.
            guard ownNetworks || theirs else { continue }
            test(candidate, group, &found)
        }
    }

    private mutating func test(_ candidate: GroupIndex, _ group: GroupIndex, _ found: inout [GroupIndex]) {
        guard !isSettled[Int(candidate.number)], analyzer.inventory[candidate].knowledge != .absent,
            !analyzer.inventory[candidate].isCopy
        else { return }
        let isAllowed = isBackward ? hop.allows(candidate, group) : hop.allows(group, candidate)
        if isAllowed { settle(candidate, &found) }
    }
}
