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
        var isKept: Bool
    }

    private func contained(_ rules: [RuleIndex]) -> [Contained] {
        guard rules.count > 1 else { return [] }
        var entries = rules.map { rule -> Entry in
            let value = inventory[rule]
            return Entry(rule: rule, value: value, points: value.traffic.points, isKept: !value.isContested && !isStale(rule))
        }
        entries.sort { $0.points.lowerBound < $1.points.lowerBound }
        var found: [Contained] = []
        // The narrowest first, so that of two alike rules only one goes, and none that another needs.
        for place in entries.indices.sorted(by: { isNarrower(entries[$0].rule, entries[$1].rule) }) where entries[place].isKept {
            let containers = containers(of: place, among: entries)
            guard !containers.isEmpty else { continue }
            entries[place].isKept = false
            found.append(Contained(rule: entries[place].rule, containers: containers))
        }
        return found.sorted { $0.rule < $1.rule }
    }

    private func isStale(_ rule: RuleIndex) -> Bool { inventory.reference(of: inventory[rule].peer)?.isStale ?? false }

    private func isNarrower(_ left: RuleIndex, _ right: RuleIndex) -> Bool {
        let (a, b) = (size(left), size(right))
        if a.traffic != b.traffic { return a.traffic < b.traffic }
        return a.prefix == b.prefix ? left > right : a.prefix > b.prefix
    }

    private func size(_ rule: RuleIndex) -> (traffic: Int, prefix: Int) {
        let points = inventory[rule].traffic.points
        return (points.count, inventory.network(of: inventory[rule].peer)?.prefixLength ?? 1000)
    }

    /// The kept rules that together let through all that a rule does; empty where they do not.
    private func containers(of place: Int, among entries: [Entry]) -> [RuleIndex] {
        let (rule, value, points) = (entries[place].rule, entries[place].value, entries[place].points)
        var four: [CoverPiece] = []
        var six: [CoverPiece] = []
        var same = TrafficSet()
        var used: [RuleIndex] = []
        for other in entries.indices {
            if entries[other].points.lowerBound > points.upperBound { break }
            guard other != place, entries[other].isKept, entries[other].points.overlaps(points) else { continue }
            let container = entries[other].value
            if let network = inventory.network(of: container.peer) {
                guard mayHold(network, value.peer) else { continue }
                let piece = CoverPiece(points: entries[other].points, addresses: AddressSet(network.range))
                if network.version == .v4 { four.append(piece) } else { six.append(piece) }
            } else if isSamePeer(container.peer, value.peer) {
                same = same.union(TrafficSet(entries[other].points))
            } else {
                continue
            }
            used.append(entries[other].rule)
        }
        if used.isEmpty { return [] }
        // One rule alone says it best.
        if let one = used.first(where: { holdsAlone($0, rule) }) { return [one] }
        let rest = TrafficSet(points).subtracting(same)
        switch families(of: value.peer) {
        case (let v4, let v6):
            let isCovered = [(v4, four), (v6, six)].allSatisfy { addresses, pieces in
                addresses.map { Cover.uncovered(rest, $0, by: pieces).isEmpty } ?? true
            }
            return isCovered ? used : []
        }
    }

    private func holdsAlone(_ container: RuleIndex, _ rule: RuleIndex) -> Bool {
        let (outer, inner) = (inventory[container], inventory[rule])
        guard outer.traffic.points.contains(inner.traffic.points) else { return false }
        if isSamePeer(outer.peer, inner.peer) { return true }
        guard let wide = inventory.network(of: outer.peer), let narrow = inventory.network(of: inner.peer) else { return false }
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

    /// Whether a network can hold a part of what a peer is.
    private func mayHold(_ network: IPNetwork, _ peer: Peer) -> Bool {
        guard let own = inventory.network(of: peer) else { return true }
        return own.version == network.version && own.range.overlaps(network.range)
    }

    /// Whether two rules name the same group, list or network.
    private func isSamePeer(_ left: Peer, _ right: Peer) -> Bool {
        if left == right { return true }
        guard let one = inventory.reference(of: left), let other = inventory.reference(of: right) else { return false }
        return one.group == other.group && !one.isStale && !other.isStale
    }
}
