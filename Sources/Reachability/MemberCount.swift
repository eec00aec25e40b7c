import SecurityGroups

/// Counts how many kinds of a group's members the rules of a member of another may cover: what turns down most hops, and narrows the traffic
/// of the rest, before all members are judged.
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

    /// The traffic on which the rules of every member of a group may cover all members of another; more than that, never less.
    func traffic(of group: GroupIndex, _ direction: Direction, toAllOf other: GroupIndex) -> TrafficSet {
        let kinds = analyzer.index.kinds
        let own = kinds.ofGroup[Int(group.number)]
        var sampled = stride(from: own.startIndex, to: own.endIndex, by: max(1, own.count / Self.samples)).prefix(Self.samples)
            .map { kinds.all[Int(own[$0])].groups }
        let isUnseen = analyzer.index.isUnseen[InventoryIndex.slot(version)]
        if isUnseen[Int(group.number)] { sampled.append([group]) }
        // An interface of both ends is not asked to reach itself: one kind fewer may be enough.
        let shared = kinds.someMember(of: group, carries: other) ? 1 : 0
        let total = kinds.ofGroup.range(Int(other.number)).count + (isUnseen[Int(other.number)] ? 1 : 0) - shared
        var result = asked ?? TrafficSet(Traffic.allPoints)
        // Where nobody else is left to reach, nothing is in the way.
        guard total > 0 else { return result }
        for groups in sampled {
            result = result.intersection(traffic(of: groups, direction, total, of: other))
            if result.isEmpty { break }
        }
        return result
    }

    /// The traffic on which groups together may cover so many kinds of another group's members.
    private func traffic(of groups: [GroupIndex], _ direction: Direction, _ total: Int, of other: GroupIndex) -> TrafficSet {
        let inventory = analyzer.inventory
        var whole: [ClosedRange<UInt32>] = []
        var weights: [Weight] = []
        for group in groups {
            whole += analyzer.reach(version).openTraffic(group, direction).intervals
            for place in inventory[group].rules(direction) {
                let rule = inventory.rules[place]
                if rule.isContested { continue }
                if let asked, !asked.overlaps(rule.traffic.points.lowerBound, rule.traffic.points.upperBound) { continue }
                let count = count(rule, of: other, total)
                if count >= total {
                    whole.append(rule.traffic.points)
                } else if count > 0 {
                    weights.append(Weight(points: rule.traffic.points, count: count))
                }
            }
        }
        return TrafficSet(whole + covered(weights, total))
    }

    /// Where several weights together are enough.
    private func covered(_ weights: [Weight], _ total: Int) -> [ClosedRange<UInt32>] {
        if weights.count < 2 { return [] }
        let cuts = Set(weights.flatMap { [$0.points.lowerBound, $0.points.upperBound &+ 1] }).sorted()
        return zip(cuts, cuts.dropFirst()).filter { low, _ in
            weights.reduce(0) { $0 + ($1.points.contains(low) ? $1.count : 0) } >= total
        }.map { low, next in low...(next - 1) }
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
        return analyzer.index.countOfPrivateHolders(in: network.range, version) + analyzer.index.countOfUnknown + 1
    }
}
