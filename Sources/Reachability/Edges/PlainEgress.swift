import CoreModel

/// What the members of one group's part let out to those of another's, by plain rules: for loaded groups and networks, none in doubt.
///
/// Most pairs of groups are decided by them, without a table of what every rule covers. Complexity: linear in those rules of the source's
/// groups that are for the traffic asked; nothing is allocated where nothing passes.
struct PlainEgress: Sendable {
    let inventory: Inventory
    let version: IPVersion
    /// What every group is as an end of the family.
    let ends: PlainEnds
    /// Whom each reference of the inventory covers.
    let named: [NamedGroup]
    /// The egress rules by their traffic, since most are for other traffic.
    let rules: RulesByTraffic
    /// Whether ``rules`` has them; else every rule of a group is looked at.
    let isSorted: Bool

    /// What passes to some member, and what passes to every address of every member for certain.
    struct Passing {
        var possible: TrafficSet
        var certain: TrafficSet
    }

    /// The traffic of rules that cover all of a destination, and that of rules that cover any of one.
    private struct Covered {
        var whole: [ClosedRange<UInt32>] = []
        var possible: [ClosedRange<UInt32>] = []
    }

    /// nil where a rule that matters is not plain, and where only several networks together may cover an end.
    func passing(_ source: PlainEnds.Part, to group: GroupIndex, _ asked: TrafficSet) -> Passing? {
        guard source.isPlainSource else { return nil }
        var covered = Covered()
        var certain: TrafficSet?
        for place in ends.parts(of: group) {
            guard cover(place, source, asked, &covered) else { return nil }
            if certain?.isEmpty == true { continue }
            let own = self.asked(covered.whole, asked)
            certain = certain.map { $0.intersection(own) } ?? own
        }
        return Passing(
            possible: self.asked(covered.possible, asked),
            certain: certain ?? asked)
    }

    /// Notes what a source's rules let out to a destination, by its place; false where that is not plain.
    private func cover(
        _ place: Int, _ source: PlainEnds.Part, _ asked: TrafficSet, _ covered: inout Covered
    ) -> Bool {
        let destination = ends[place]
        guard destination.isPlainDestination else { return false }
        if !covered.whole.isEmpty { covered.whole.removeAll(keepingCapacity: true) }
        guard let low = asked.intervals.first?.lowerBound, let high = asked.intervals.last?.upperBound else { return true }
        let isOne = asked.intervals.count == 1
        let bounds = destination.bounds
        // Whether rules that cover a part reach its first address, and its last.
        var (reachesLow, reachesHigh) = (false, false)
        for carried in source.carried {
            let group = ends.group(at: carried)
            for own in isSorted ? rules.places(of: group, from: low, to: high) : inventory.places(of: group, .egress) {
                let points = isSorted ? rules[own].points : inventory.rules[own].traffic.points
                if points.lowerBound > high || points.upperBound < low { continue }
                guard isOne || asked.overlaps(points.lowerBound, points.upperBound) else { continue }
                let rule = isSorted ? rules[own].rule : own
                if inventory.rules[rule].isContested { return false }
                let range: ClosedRange<UInt128>
                switch inventory.rules[rule].peer {
                case .group(let reference):
                    switch named[Int(reference)] {
                    case .group(let named):
                        if ends.carry(named, destination) {
                            covered.whole.append(points)
                            covered.possible.append(points)
                        }
                    case .nobody: break
                    case .open, .unsettled: return false
                    }
                    continue
                case .ipv4(let bits, let length):
                    guard version == .v4 else { continue }
                    range = Peer.range(ipv4: bits, prefixLength: length)
                case .ipv6(let network):
                    guard version == .v6 else { continue }
                    range = inventory.ipv6Networks[Int(network)].range
                case .prefixList: return false
                }
                if range.lowerBound > bounds.high || range.upperBound < bounds.low { continue }
                if bounds.isWithin(range) {
                    covered.whole.append(points)
                } else if destination.isGapless || ends.meets(destination, range) {
                    reachesLow = reachesLow || range.contains(bounds.low)
                    reachesHigh = reachesHigh || range.contains(bounds.high)
                } else {
                    continue
                }
                covered.possible.append(points)
            }
        }
        return !(reachesLow && reachesHigh)
    }

    /// What of some traffic is asked; mostly it is one interval of one.
    private func asked(_ traffic: [ClosedRange<UInt32>], _ asked: TrafficSet) -> TrafficSet {
        if traffic.isEmpty { return TrafficSet() }
        guard traffic.count == 1, asked.intervals.count == 1 else { return TrafficSet(traffic).intersection(asked) }
        // A rule for other traffic is none of these.
        return TrafficSet(traffic[0].clamped(to: asked.intervals[0]))
    }
}
