import SecurityGroups

/// Counts how many kinds of a group's members the rules of a member of another may cover, to turn down most hops without judging them.
struct MemberCount: Sendable {
    let analyzer: Analyzer
    let version: IPVersion
    /// What must be let through; nil for any traffic at all.
    let asked: TrafficSet?

    /// How many kinds are looked at: each of them has to reach all of the others.
    private static let samples = 4

    private struct Weight {
        var points: ClosedRange<UInt32>
        var count: Int
    }

    /// Whether the rules of some members of a group may cover all members of another; never false where they do.
    func mayReachAll(of other: GroupIndex, _ direction: Direction, _ group: GroupIndex) -> Bool {
        let kinds = analyzer.index.kinds
        let own = kinds.ofGroup[Int(group.number)]
        var sampled = stride(from: own.startIndex, to: own.endIndex, by: max(1, own.count / Self.samples)).prefix(Self.samples)
            .map { kinds.all[Int(own[$0])].groups }
        if analyzer.index.isUnseen[InventoryIndex.slot(version)][Int(group.number)] { sampled.append([group]) }
        let isUnseen = analyzer.index.isUnseen[InventoryIndex.slot(version)][Int(other.number)]
        // An interface of both ends is not asked to reach itself: one kind fewer may be enough.
        let shared = kinds.someMember(of: group, carries: other) ? 1 : 0
        let total = kinds.ofGroup.range(Int(other.number)).count + (isUnseen ? 1 : 0) - shared
        // Nobody else is left to reach.
        if total <= 0 { return true }
        return sampled.allSatisfy { mayReach(total, of: other, direction, $0) }
    }

    private func mayReach(_ total: Int, of other: GroupIndex, _ direction: Direction, _ groups: [GroupIndex]) -> Bool {
        let inventory = analyzer.inventory
        var weights: [Weight] = []
        for group in groups {
            let open = analyzer.reach(version).openTraffic(group, direction)
            if isEnough(open) { return true }
            weights += open.intervals.map { Weight(points: $0, count: total) }
            for place in inventory[group].rules(direction) {
                let rule = inventory.rules[place]
                if rule.isContested { continue }
                if let asked, !asked.overlaps(rule.traffic.points.lowerBound, rule.traffic.points.upperBound) { continue }
                let count = count(rule, of: other, total)
                if count > 0 { weights.append(Weight(points: rule.traffic.points, count: count)) }
            }
        }
        return isEnough(weights, total)
    }

    private func isEnough(_ traffic: TrafficSet) -> Bool { asked.map(traffic.isSuperset) ?? !traffic.isEmpty }

    /// Whether enough is covered on all that is asked, or on some traffic.
    private func isEnough(_ weights: [Weight], _ total: Int) -> Bool {
        let cuts = Set(weights.flatMap { [$0.points.lowerBound, $0.points.upperBound &+ 1] }).sorted()
        var covered: [ClosedRange<UInt32>] = []
        for (low, next) in zip(cuts, cuts.dropFirst()) {
            let count = weights.reduce(0) { $0 + ($1.points.contains(low) ? $1.count : 0) }
            if count >= total { covered.append(low...(next - 1)) }
        }
        return isEnough(TrafficSet(covered))
    }

    /// How many kinds of a group's members a rule may cover, at most.
    private func count(_ rule: Rule, of other: GroupIndex, _ total: Int) -> Int {
        let inventory = analyzer.inventory
        if let reference = inventory.reference(of: rule.peer) {
            if reference.isStale || reference.identity != .named { return 0 }
            return reference.group == other ? total : analyzer.index.kinds.count(of: other, carrying: reference.group)
        }
        guard let bounds = analyzer.reach(version).station(other).bounds else { return 0 }
        if let network = inventory.network(of: rule.peer) { return count(network, bounds, of: other) }
        guard let list = inventory.prefixList(of: rule.peer) else { return 0 }
        return (list.entries ?? []).reduce(0) { $0 + count($1, bounds, of: other) }
    }

    /// Up to how many kinds each is looked at for an address in a network.
    private static let few = 32

    private func count(_ network: IPNetwork, _ bounds: ReachIndex.Bounds, of other: GroupIndex) -> Int {
        guard network.version == version, network.range.lowerBound <= bounds.high, bounds.low <= network.range.upperBound else {
            return 0
        }
        let kinds = analyzer.index.kinds.ofGroup[Int(other.number)]
        let slot = InventoryIndex.slot(version)
        if kinds.count <= Self.few {
            let range = AddressSet(network.range)
            let found = kinds.count { kind in
                analyzer.index.kindEnds[slot][Int(kind)].subject.map { $0.addresses.intersects(range) } ?? false
            }
            return found + (analyzer.index.isUnseen[slot][Int(other.number)] ? 1 : 0)
        }
        // A member that no input tells, or whose address is not told, may be there too.
        return analyzer.index.countOfPrivateHolders(in: network.range, version) + analyzer.index.countOfUntold + 1
    }
}
