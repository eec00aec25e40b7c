import SecurityGroups

/// Whether a hop between two groups is allowed for certain: on some traffic, or on all that is asked.
///
/// Two rules that each cover the whole other side and share traffic decide at once; where the rules of a side do not reach both
/// the first and the last address of the other, nothing can pass for certain; only what is left is judged as a question.
struct HopTest: Sendable {
    let analyzer: Analyzer
    let index: ReachIndex
    /// What must be allowed; nil for any traffic at all.
    let asked: TrafficSet?

    func allows(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
        guard let source = index.station(from).bounds, let destination = index.station(to).bounds else { return false }
        // An interface that carries both never asks itself, which may leave less to cover.
        if shareMembers(from, to) { return isAllowedByJudgement(from, to) }
        let out = cover(.egress, of: from, over: destination, of: to)
        guard out.mayCover else { return false }
        let into = cover(.ingress, of: to, over: source, of: from)
        guard into.mayCover else { return false }
        for one in out.whole {
            for other in into.whole where one.overlaps(other) && suffices(one.clamped(to: other)) { return true }
        }
        // Only parts together, or several stretches of traffic, can still do it.
        guard out.hasParts || into.hasParts || asked != nil else { return false }
        guard out.hasParts ? everyMember(of: to, isCoveredBy: .egress, of: from) : true,
            into.hasParts ? everyMember(of: from, isCoveredBy: .ingress, of: to) : true
        else { return false }
        return isAllowedByJudgement(from, to)
    }

    /// Whether each address of a group's members is covered by some rule of another group, whatever its traffic.
    private func everyMember(of group: GroupIndex, isCoveredBy direction: Direction, of other: GroupIndex) -> Bool {
        let inventory = analyzer.inventory
        let rules = inventory[other].rules(direction)
        return analyzer.index.members[Int(group.number)].allSatisfy { member in
            inventory[member].privateAddresses.allSatisfy { address in
                address.version != index.version || rules.contains { covers(inventory.rules[$0], address.bits, group) }
            }
        }
    }

    private func covers(_ rule: Rule, _ address: UInt128, _ group: GroupIndex) -> Bool {
        if rule.isContested { return false }
        switch rule.peer {
        case .ipv4(let bits, let length):
            guard index.version == .v4, length > 0 else { return index.version == .v4 }
            return (address ^ UInt128(bits)) >> UInt128(32 - length) == 0
        case .ipv6(let number): return analyzer.inventory.ipv6Networks[Int(number)].range.contains(address)
        case .group(let number): return analyzer.inventory.references[Int(number)].group == group
        case .prefixList: return true
        }
    }

    private func isAllowedByJudgement(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
        let traffic = analyzer.certainTraffic(from: Endpoint(from), to: Endpoint(to), index.version)
        return asked.map { traffic.isSuperset(of: $0) } ?? !traffic.isEmpty
    }

    private func shareMembers(_ one: GroupIndex, _ other: GroupIndex) -> Bool {
        analyzer.index.members[Int(one.number)].contains { analyzer.inventory[$0].groups.contains(other) }
    }

    /// Whether a group's ingress may cover some addresses of hosts without groups, for certain.
    func mayTake(_ group: GroupIndex, from bounds: ReachIndex.Bounds) -> Bool {
        cover(.ingress, of: group, over: bounds, of: nil).mayCover
    }

    private func suffices(_ points: ClosedRange<UInt32>) -> Bool {
        guard let asked else { return true }
        return asked.intervals.allSatisfy { points.lowerBound <= $0.lowerBound && $0.upperBound <= points.upperBound }
    }

    /// What the rules of a side cover of the other side's addresses.
    private struct Cover {
        /// The traffic of rules that cover all of them.
        var whole: [ClosedRange<UInt32>] = []
        /// Whether rules that cover a part reach the first and the last address.
        var low = false
        var high = false

        /// Whether parts together may cover what no rule covers alone.
        var hasParts: Bool { (low || !whole.isEmpty) && (high || !whole.isEmpty) && (low || high) }
        var mayCover: Bool { !whole.isEmpty || (low && high) }
    }

    private func cover(_ direction: Direction, of group: GroupIndex, over bounds: ReachIndex.Bounds, of other: GroupIndex?)
        -> Cover
    {
        var cover = Cover()
        for place in analyzer.inventory[group].rules(direction) {
            let rule = analyzer.inventory.rules[place]
            let points = rule.traffic.points
            if rule.isContested || !isAsked(points) { continue }
            switch rule.peer {
            case .ipv4(let bits, let length):
                guard index.version == .v4 else { continue }
                let host = length == 32 ? 0 : UInt32.max >> UInt32(length)
                add(UInt128(bits), UInt128(bits | host), points, bounds, &cover)
            case .ipv6(let number):
                guard index.version == .v6 else { continue }
                let range = analyzer.inventory.ipv6Networks[Int(number)].range
                add(range.lowerBound, range.upperBound, points, bounds, &cover)
            case .group(let number):
                let reference = analyzer.inventory.references[Int(number)]
                if reference.group == other, !reference.isStale { cover.whole.append(points) }
            case .prefixList(let number):
                guard analyzer.inventory.prefixLists[Int(number)].entries != nil else { continue }
                cover.low = true
                cover.high = true
            }
        }
        return cover
    }

    private func isAsked(_ points: ClosedRange<UInt32>) -> Bool {
        asked.map { $0.intervals.contains { $0.overlaps(points) } } ?? true
    }

    private func add(
        _ low: UInt128, _ high: UInt128, _ points: ClosedRange<UInt32>, _ bounds: ReachIndex.Bounds, _ cover: inout Cover
    ) {
        let holdsLow = low <= bounds.low && bounds.low <= high
        let holdsHigh = low <= bounds.high && bounds.high <= high
        if holdsLow, holdsHigh {
            cover.whole.append(points)
        } else {
            cover.low = cover.low || holdsLow
            cover.high = cover.high || holdsHigh
        }
    }
}
