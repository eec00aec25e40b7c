import Reachability
import CoreModel

/// Finds rules that others of the same group and direction contain, alone or together: without them every flow stays as it is.
///
/// The proof does not look at who carries what today: for every protocol, port and address that the rule covers another rule covers the
/// same, and a rule that names a group is contained only in one that names it too, or in networks that are everything in both families.
struct AuditContainment {
    let inventory: Inventory

    /// A rule that could go, with what lets the same through.
    struct Contained: Hashable, Sendable {
        var rule: RuleIndex
        var containers: [RuleIndex]
    }

    /// The rules of a group that could all go together.
    ///
    /// Complexity: for each rule of the group, those of its direction that share traffic with it.
    func contained(_ group: GroupIndex) -> [Contained] {
        contained(group, .ingress) + contained(group, .egress)
    }

    /// A rule of a direction, in the order of where its traffic begins.
    private struct Entry {
        let rule: RuleIndex
        let peer: Peer
        let points: ClosedRange<UInt32>
        /// The last point of it and of all before it.
        let reach: UInt32
        /// The addresses of the network that it names; nil where it names something else.
        let network: (version: IPVersion, range: ClosedRange<UInt128>)?
        var isKept: Bool
    }

    private func contained(_ group: GroupIndex, _ direction: Direction) -> [Contained] {
        let places = inventory.places(of: group, direction)
        guard places.count > 1 else { return [] }
        // Numbers sort faster than what they stand for. Rules that begin alike keep their order.
        let begins = places.enumerated().map { offset, place in
            UInt64(inventory.rules[place].traffic.points.lowerBound) << 32 | UInt64(offset)
        }.sorted()
        var entries: [Entry] = []
        entries.reserveCapacity(places.count)
        var narrowest: [(width: UInt64, place: Int)] = []
        narrowest.reserveCapacity(places.count)
        var reach: UInt32 = 0
        for begin in begins {
            let offset = Int(begin & 0xFFFF_FFFF)
            let rule = RuleIndex(places.lowerBound + offset)
            let value = inventory[rule]
            let points = value.traffic.points
            reach = max(reach, points.upperBound)
            let network = inventory.network(of: value.peer)
            let isKept = !value.isContested && !isStale(value)
            // The narrowest first, so that of two alike rules only one goes, and none that another needs: by points, by addresses, and the
            // later rule first.
            let addresses = network.map { UInt64(129 - $0.prefixLength) } ?? 0
            let width = UInt64(points.upperBound - points.lowerBound) << 40 | addresses << 32 | UInt64(places.count - 1 - offset)
            if isKept { narrowest.append((width, entries.count)) }
            entries.append(
                Entry(
                    rule: rule, peer: value.peer, points: points, reach: reach, network: network.map { ($0.version, $0.range) },
                    isKept: isKept))
        }
        narrowest.sort { $0.width < $1.width }
        var found: [Contained] = []
        var candidates: [Int] = []
        for (_, place) in narrowest {
            let containers = containers(of: place, among: entries, &candidates)
            guard !containers.isEmpty else { continue }
            entries[place].isKept = false
            found.append(Contained(rule: entries[place].rule, containers: containers))
        }
        return found.sorted { $0.rule < $1.rule }
    }

    private func isStale(_ rule: Rule) -> Bool {
        guard case .group(let place) = rule.peer else { return false }
        return inventory.references[Int(place)].isStale
    }

    /// The kept rules that together let through all that a rule does; empty where they do not.
    ///
    /// `candidates` is memory for the rules that may be among them.
    private func containers(of place: Int, among entries: [Entry], _ candidates: inout [Int]) -> [RuleIndex] {
        let own = entries[place]
        candidates.removeAll(keepingCapacity: true)
        // Whatever stands before the first of these ends before the traffic begins.
        var (other, last) = (0, place)
        while other < last {
            let middle = (other + last) / 2
            if entries[middle].reach < own.points.lowerBound { other = middle + 1 } else { last = middle }
        }
        while other < entries.count, entries[other].points.lowerBound <= own.points.upperBound {
            if other != place, entries[other].isKept, entries[other].points.upperBound >= own.points.lowerBound,
                mayHold(entries[other], own)
            {
                candidates.append(other)
            }
            other += 1
        }
        // One rule alone says it best; and of what a network is, one alone holds all or others are needed.
        if let one = candidates.first(where: { holdsAlone(entries[$0], own) }) { return [entries[one].rule] }
        if candidates.isEmpty || candidates.count == 1 && own.network != nil { return [] }
        return hold(candidates, of: entries, own) ? candidates.map { entries[$0].rule } : []
    }

    /// Whether some rules together let through all that one does.
    private func hold(_ containers: [Int], of entries: [Entry], _ own: Entry) -> Bool {
        let families = families(of: own)
        if !mayHold(containers, of: entries, own, families.v4, .v4) { return false }
        if !mayHold(containers, of: entries, own, families.v6, .v6) { return false }
        var same = TrafficSet()
        var pieces: [IPVersion: [CoverPiece]] = [:]
        for container in containers.map({ entries[$0] }) {
            if let network = container.network {
                pieces[network.version, default: []].append(
                    CoverPiece(points: container.points, addresses: AddressSet(network.range)))
            } else {
                same = same.union(TrafficSet(container.points))
            }
        }
        let rest = TrafficSet(own.points).subtracting(same)
        return [(IPVersion.v4, families.v4), (.v6, families.v6)].allSatisfy { version, addresses in
            addresses.map { Cover.uncovered(rest, AddressSet($0), by: pieces[version] ?? []).isEmpty } ?? true
        }
    }

    /// Whether the first and the last address are covered where the traffic begins; most rules end here.
    private func mayHold(
        _ containers: [Int], of entries: [Entry], _ own: Entry, _ addresses: ClosedRange<UInt128>?, _ version: IPVersion
    ) -> Bool {
        guard let addresses else { return true }
        var (holdsLow, holdsHigh) = (false, false)
        for container in containers where entries[container].points.contains(own.points.lowerBound) {
            guard let network = entries[container].network else { return true }
            if network.version != version { continue }
            holdsLow = holdsLow || network.range.contains(addresses.lowerBound)
            holdsHigh = holdsHigh || network.range.contains(addresses.upperBound)
            if holdsLow, holdsHigh { return true }
        }
        return false
    }

    private func holdsAlone(_ outer: Entry, _ inner: Entry) -> Bool {
        guard outer.points.contains(inner.points) else { return false }
        if isSamePeer(outer.peer, inner.peer) { return true }
        guard let wide = outer.network, let narrow = inner.network, wide.version == narrow.version else { return false }
        return wide.range.contains(narrow.range)
    }

    /// What must be covered for a rule's peer, family by family: a CIDR's own addresses, for anything else everything.
    private func families(of own: Entry) -> (v4: ClosedRange<UInt128>?, v6: ClosedRange<UInt128>?) {
        if let network = own.network { return network.version == .v4 ? (network.range, nil) : (nil, network.range) }
        let (v4, v6) = (IPNetwork.everything(.v4).range, IPNetwork.everything(.v6).range)
        if let list = inventory.prefixList(of: own.peer), let version = list.version {
            return version == .v4 ? (v4, nil) : (nil, v6)
        }
        return (v4, v6)
    }

    /// Whether a rule's peer can hold a part of what another's is.
    private func mayHold(_ outer: Entry, _ inner: Entry) -> Bool {
        guard let network = outer.network else { return isSamePeer(outer.peer, inner.peer) }
        guard let own = inner.network else { return true }
        return own.version == network.version && own.range.overlaps(network.range)
    }

    /// Whether two rules name the same group, list or network.
    private func isSamePeer(_ left: Peer, _ right: Peer) -> Bool {
        if left == right { return true }
        guard case .group(let one) = left, case .group(let other) = right else { return false }
        let (first, second) = (Int(one), Int(other))
        return inventory.references[first].group == inventory.references[second].group
            && !inventory.references[first].isStale && !inventory.references[second].isStale
    }
}
