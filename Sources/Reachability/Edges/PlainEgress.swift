import CoreModel

/// What the members of one group's part let out to those of another's, by plain rules: for loaded groups and networks, none in doubt.
///
/// Most pairs of groups are decided by them, without a table of what every rule covers. Complexity: linear in the rules of the source's
/// groups; nothing is allocated where nothing passes.
struct PlainEgress: Sendable {
    let inventory: Inventory
    let version: IPVersion
    /// The traffic of each rule of the inventory, since most rules are for other traffic; empty where it is read off the rules.
    let points: [ClosedRange<UInt32>]

    /// What passes to some member, and what passes to every address of every member for certain.
    struct Passing {
        var possible: TrafficSet
        var certain: TrafficSet
    }

    /// nil where a rule that matters is not plain, and where only several networks together may cover an end.
    func passing(_ source: Subject, to destinations: [Subject], _ asked: TrafficSet) -> Passing? {
        guard case .groups(let groups) = source.carrier, !groups.isEmpty,
            groups.allSatisfy({ inventory.groups[Int($0.number)].egressKnowledge == .complete })
        else { return nil }
        var possible: [ClosedRange<UInt32>] = []
        var certain: TrafficSet?
        for destination in destinations {
            guard let whole = cover(destination, groups, asked, &possible) else { return nil }
            if certain?.isEmpty == true { continue }
            let own = TrafficSet(whole).intersection(asked)
            certain = certain.map { $0.intersection(own) } ?? own
        }
        return Passing(
            possible: possible.isEmpty ? TrafficSet() : TrafficSet(possible).intersection(asked), certain: certain ?? asked)
    }

    /// The traffic of rules that cover all of a subject; that of rules that cover any of it is added to `possible`.
    private func cover(
        _ subject: Subject, _ groups: [GroupIndex], _ asked: TrafficSet, _ possible: inout [ClosedRange<UInt32>]
    ) -> [ClosedRange<UInt32>]? {
        guard case .groups(let carried) = subject.carrier, let bounds = subject.addresses.bounds,
            !carried.contains(where: { inventory.groups[Int($0.number)].isUnknown })
        else { return nil }
        guard let low = asked.intervals.first?.lowerBound, let high = asked.intervals.last?.upperBound else { return [] }
        var whole: [ClosedRange<UInt32>] = []
        // Whether rules that cover a part reach its first address, and its last.
        var (reachesLow, reachesHigh) = (false, false)
        for group in groups {
            for place in inventory.groups[Int(group.number)].egress {
                let points = points.isEmpty ? inventory.rules[place].traffic.points : points[place]
                if points.lowerBound > high || points.upperBound < low { continue }
                guard asked.overlaps(points.lowerBound, points.upperBound) else { continue }
                if inventory.rules[place].isContested { return nil }
                let range: ClosedRange<UInt128>
                switch inventory.rules[place].peer {
                case .group(let reference):
                    guard let isCovered = covers(Int(reference), carried) else { return nil }
                    if isCovered {
                        whole.append(points)
                        possible.append(points)
                    }
                    continue
                case .ipv4(let bits, let length):
                    guard version == .v4 else { continue }
                    let host = length == 0 ? UInt32.max : (UInt32.max >> UInt32(length - 1)) >> 1
                    range = UInt128(bits)...UInt128(bits | host)
                case .ipv6(let network):
                    guard version == .v6 else { continue }
                    range = inventory.ipv6Networks[Int(network)].range
                case .prefixList: return nil
                }
                if bounds.isWithin(range) {
                    whole.append(points)
                } else if subject.addresses.overlaps(range.lowerBound, range.upperBound) {
                    reachesLow = reachesLow || range.contains(bounds.low)
                    reachesHigh = reachesHigh || range.contains(bounds.high)
                } else {
                    continue
                }
                possible.append(points)
            }
        }
        return reachesLow && reachesHigh ? nil : whole
    }

    /// Whether a reference covers who carries some groups; nil where that is not plain.
    private func covers(_ reference: Int, _ carried: [GroupIndex]) -> Bool? {
        if inventory.references[reference].isStale { return false }
        guard case .named = inventory.references[reference].identity else { return nil }
        let named = inventory.references[reference].group
        return inventory.groups[Int(named.number)].isSettled ? carried.contains(named) : nil
    }
}
