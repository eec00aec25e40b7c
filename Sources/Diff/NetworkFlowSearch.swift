import CoreModel

/// What the CIDRs that the rules of one direction of a group name may send to it, or take from it, in two readings.
///
/// The CIDRs cut the address space into parts of which every address is named by the same rules; each part is compared as a whole, so
/// that what was open already is not said to open. Which groups the hosts there carry is not for the readings to know: it is the
/// group's own side that is compared. Groups with members there are compared as groups.
struct NetworkFlowSearch {
    /// A difference: where, but for which parts, and on what.
    struct Found: Hashable {
        var network: IPNetwork
        var except: [IPNetwork]
        var change: VerdictChange
        var traffic: TrafficSet
    }

    /// A CIDR that rules name.
    private struct Node {
        let network: IPNetwork
        var children: [Int] = []
        var parent: Int?
        /// What both readings let through at its own addresses, those that no narrower CIDR holds.
        var before = Passing()
        var after = Passing()
        var changes: [VerdictChange: TrafficSet] = [:]
    }

    private var nodes: [Node] = []
    private(set) var found: [Found] = []

    init(before: (Inventory, GroupIndex)?, after: (Inventory, GroupIndex)?, _ direction: Direction, _ version: IPVersion) {
        let (old, new) = (Self.rules(before, direction, version), Self.rules(after, direction, version))
        if old.isEmpty, new.isEmpty, Self.rest(before, direction) == Self.rest(after, direction) { return }
        let networks = Set(old.keys).union(new.keys).union([.everything(version)]).sorted()
        var open: [Int] = []
        for (place, network) in networks.enumerated() {
            while let last = open.last, !nodes[last].network.contains(network) { open.removeLast() }
            var node = Node(network: network, parent: open.last)
            let parent = open.last.map { nodes[$0] }
            node.before = (parent?.before ?? Self.rest(before, direction)).union(old[network] ?? Passing())
            node.after = (parent?.after ?? Self.rest(after, direction)).union(new[network] ?? Passing())
            nodes.append(node)
            if let last = open.last { nodes[last].children.append(place) }
            open.append(place)
        }
        // Children come after their parents.
        for place in nodes.indices.reversed() { compare(place) }
        for place in nodes.indices { emit(place) }
    }

    /// What a side lets through wherever its rules are not known.
    private static func rest(_ side: (Inventory, GroupIndex)?, _ direction: Direction) -> Passing {
        guard let (inventory, group) = side, inventory[group].knowledge(direction) != .complete else { return Passing() }
        return Passing(certain: TrafficSet(), possible: TrafficSet(Traffic.allPoints))
    }

    /// What the rules of a side let through, by the CIDRs that they name, entries of prefix lists among them.
    private static func rules(
        _ side: (Inventory, GroupIndex)?, _ direction: Direction, _ version: IPVersion
    ) -> [IPNetwork: Passing] {
        guard let (inventory, group) = side else { return [:] }
        var certain: [IPNetwork: [ClosedRange<UInt32>]] = [:]
        var possible: [IPNetwork: [ClosedRange<UInt32>]] = [:]
        for place in inventory.rules(of: group, direction) {
            let rule = inventory[place]
            // Neither family carries the other's ICMP.
            if rule.traffic.ipProtocol == (version == .v4 ? .icmpv6 : .icmp) { continue }
            let named = inventory.network(of: rule.peer).map { [$0] } ?? inventory.prefixList(of: rule.peer)?.entries ?? []
            for network in named where network.version == version {
                if !rule.isContested { certain[network, default: []].append(rule.traffic.points) }
                possible[network, default: []].append(rule.traffic.points)
            }
        }
        return possible.reduce(into: [:]) { result, entry in
            result[entry.key] = Passing(certain: TrafficSet(certain[entry.key] ?? []), possible: TrafficSet(entry.value))
        }
    }

    /// Works out how a CIDR changes as a whole, or, where narrower ones take all of it, what they have in common.
    private mutating func compare(_ place: Int) {
        let node = nodes[place]
        let narrower = node.children.map { nodes[$0] }
        let isTaken =
            narrower.count > 1
            && AddressSet(narrower.map(\.network.range)).isSuperset(of: AddressSet(node.network.range))
        guard isTaken, let first = narrower.first else {
            for (change, traffic) in VerdictChange.all(from: node.before, to: node.after) {
                nodes[place].changes[change] = FlowChange.carried(traffic, node.network.version)
            }
            return
        }
        for (change, traffic) in first.changes {
            let common = narrower.dropFirst().reduce(traffic) { $0.intersection($1.changes[change] ?? TrafficSet()) }
            if !common.isEmpty { nodes[place].changes[change] = common }
        }
    }

    /// Tells a change of a CIDR where the wider one around it does not change likewise.
    private mutating func emit(_ place: Int) {
        let node = nodes[place]
        for (change, traffic) in node.changes {
            let around = node.parent.flatMap { nodes[$0].changes[change] } ?? TrafficSet()
            let own = traffic.subtracting(around)
            if own.isEmpty { continue }
            var byExceptions: [[IPNetwork]: TrafficSet] = [:]
            for part in parts(own, below: place, change) {
                byExceptions[exceptions(part, below: place, change), default: TrafficSet()].formUnion(part)
            }
            for (except, traffic) in byExceptions {
                found.append(Found(network: node.network, except: except, change: change, traffic: traffic))
            }
        }
    }

    /// Traffic cut where a narrower CIDR begins or ceases to change likewise.
    private func parts(_ traffic: TrafficSet, below place: Int, _ change: VerdictChange) -> [TrafficSet] {
        var parts = [traffic]
        func cut(_ place: Int) {
            for child in nodes[place].children {
                let own = nodes[child].changes[change] ?? TrafficSet()
                parts = parts.flatMap { [$0.intersection(own), $0.subtracting(own)] }.filter { !$0.isEmpty }
                cut(child)
            }
        }
        cut(place)
        return parts
    }

    /// The widest CIDRs below one that do not change likewise.
    private func exceptions(_ part: TrafficSet, below place: Int, _ change: VerdictChange) -> [IPNetwork] {
        nodes[place].children.flatMap { child in
            let isLikewise = nodes[child].changes[change]?.isSuperset(of: part) ?? false
            return isLikewise ? exceptions(part, below: child, change) : [nodes[child].network]
        }
    }
}

extension IntervalSet {
    mutating func formUnion(_ other: IntervalSet) { self = union(other) }
}
