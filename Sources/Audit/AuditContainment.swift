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
    func contained(_ group: GroupIndex) -> [Contained] {
        Direction.allCases.flatMap { contained(inventory.rules(of: group, $0)) }
    }

    /// A rule of a direction, in the order of where its traffic begins.
    private struct Entry {
        let rule: RuleIndex
        let value: Rule
        let points: ClosedRange<UInt32>
        /// The network that it names; nil where it names something else.
        let network: IPNetwork?
        var isKept: Bool
    }

    private func contained(_ rules: [RuleIndex]) -> [Contained] {
        guard rules.count > 1 else { return [] }
        var entries = rules.map { rule -> Entry in
            let value = inventory[rule]
            return Entry(
                rule: rule, value: value, points: value.traffic.points, network: inventory.network(of: value.peer),
                isKept: !value.isContested && !isStale(value))
        }
        entries.sort { $0.points.lowerBound < $1.points.lowerBound }
        var found: [Contained] = []
        // The narrowest first, so that of two alike rules only one goes, and none that another needs.
        for place in entries.indices.sorted(by: { isNarrower(entries[$0], entries[$1]) }) where entries[place].isKept {
            let containers = containers(of: place, among: entries)
            guard !containers.isEmpty else { continue }
            entries[place].isKept = false
            found.append(Contained(rule: entries[place].rule, containers: containers))
        }
        return found.sorted { $0.rule < $1.rule }
    }

    private func isStale(_ rule: Rule) -> Bool { inventory.reference(of: rule.peer)?.isStale ?? false }

    private func isNarrower(_ left: Entry, _ right: Entry) -> Bool {
        let (a, b) = (left.points.upperBound - left.points.lowerBound, right.points.upperBound - right.points.lowerBound)
        if a != b { return a < b }
        let (one, other) = (left.network?.prefixLength ?? 1000, right.network?.prefixLength ?? 1000)
        return one == other ? left.rule > right.rule : one > other
    }

    /// The kept rules that together let through all that a rule does; empty where they do not.
    private func containers(of place: Int, among entries: [Entry]) -> [RuleIndex] {
        let own = entries[place]
        var candidates: [Int] = []
        for other in entries.indices {
            if entries[other].points.lowerBound > own.points.upperBound { break }
            guard other != place, entries[other].isKept, entries[other].points.overlaps(own.points),
                mayHold(entries[other], own)
            else { continue }
            candidates.append(other)
        }
        // One rule alone says it best; and of what a network is, one alone holds all or others are needed.
        if let one = candidates.first(where: { holdsAlone(entries[$0], own) }) { return [entries[one].rule] }
        if candidates.isEmpty || candidates.count == 1 && own.network != nil { return [] }
        return hold(candidates.map { entries[$0] }, own) ? candidates.map { entries[$0].rule } : []
    }

    /// Whether some rules together let through all that one does.
    private func hold(_ containers: [Entry], _ own: Entry) -> Bool {
        let families = families(of: own.value.peer)
        if !mayHold(containers, own, families) { return false }
        var same = TrafficSet()
        var pieces: [IPVersion: [CoverPiece]] = [:]
        for container in containers {
            if let network = container.network {
                pieces[network.version, default: []].append(
                    CoverPiece(points: container.points, addresses: AddressSet(network.range)))
            } else {
                same = same.union(TrafficSet(container.points))
            }
        }
        let rest = TrafficSet(own.points).subtracting(same)
        return [(IPVersion.v4, families.v4), (.v6, families.v6)].allSatisfy { version, addresses in
            addresses.map { Cover.uncovered(rest, $0, by: pieces[version] ?? []).isEmpty } ?? true
        }
    }

    /// Whether the first and the last address are covered where the traffic begins; most rules end here.
    private func mayHold(_ containers: [Entry], _ own: Entry, _ families: (v4: AddressSet?, v6: AddressSet?)) -> Bool {
        let first = own.points.lowerBound
        return [(IPVersion.v4, families.v4), (.v6, families.v6)].allSatisfy { version, addresses in
            guard let low = addresses?.intervals.first?.lowerBound, let high = addresses?.intervals.last?.upperBound else {
                return true
            }
            return [low, high].allSatisfy { end in
                containers.contains { container in
                    guard container.points.contains(first) else { return false }
                    return container.network.map { $0.version == version && $0.range.contains(end) } ?? true
                }
            }
        }
    }

    private func holdsAlone(_ outer: Entry, _ inner: Entry) -> Bool {
        guard outer.points.contains(inner.points) else { return false }
        if isSamePeer(outer.value.peer, inner.value.peer) { return true }
        guard let wide = outer.network, let narrow = inner.network else { return false }
        return wide.contains(narrow)
    }

    /// What must be covered for a peer, family by family: a CIDR's own addresses, for anything else everything.
    private func families(of peer: Peer) -> (v4: AddressSet?, v6: AddressSet?) {
        if let network = inventory.network(of: peer) {
            let addresses = AddressSet(network.range)
            return network.version == .v4 ? (addresses, nil) : (nil, addresses)
        }
        let all = IPVersion.allCases.map { AddressSet(IPNetwork.everything($0).range) }
        if let list = inventory.prefixList(of: peer), let version = list.version {
            return version == .v4 ? (all[0], nil) : (nil, all[1])
        }
        return (all[0], all[1])
    }

    /// Whether a rule's peer can hold a part of what another's is.
    private func mayHold(_ outer: Entry, _ inner: Entry) -> Bool {
        guard let network = outer.network else { return isSamePeer(outer.value.peer, inner.value.peer) }
        guard let own = inner.network else { return true }
        return own.version == network.version && own.range.overlaps(network.range)
    }

    /// Whether two rules name the same group, list or network.
    private func isSamePeer(_ left: Peer, _ right: Peer) -> Bool {
        if left == right { return true }
        guard let one = inventory.reference(of: left), let other = inventory.reference(of: right) else { return false }
        return one.group == other.group && !one.isStale && !other.isStale
    }
}
