import CoreModel
import Reachability

/// How a flow is closed where its rules have to stay: by taking a group off the interfaces that are asked about, or by entries of ACLs.
///
/// Neither is wider than the question's ends and ports.
struct OtherClosings {
    let analyzer: Analyzer
    let question: Question

    /// Interfaces from which a group is taken, CIDRs that are denied, and stretches of traffic, at most.
    private static let limit = 8

    private var inventory: Inventory { analyzer.inventory }

    private func near(_ direction: Direction) -> End {
        direction == .egress ? question.source.kind : question.destination.kind
    }

    /// Takes groups off every interface at the end of a side, and off those whose groups are set with theirs; nil where one would be left
    /// without any, or where they were asked about.
    func detaching(_ groups: [String], _ direction: Direction) -> [Edit]? {
        let end = near(direction)
        let asked = end.group.map { inventory[inventory[$0].id] }
        guard !groups.isEmpty, !groups.contains(where: { $0 == asked }), let members = analyzer.carriers(of: end) else {
            return nil
        }
        guard let edits = detaching(groups, from: members) else { return nil }
        let concerned = members.filter { !taken(groups, $0).isEmpty }
        let all = concerned.flatMap { inventory.groupHolder(of: $0)?.interfaces ?? [$0] }.distinct()
        return all.count == concerned.count ? edits : detaching(groups, from: all)
    }

    private func detaching(_ groups: [String], from members: [InterfaceIndex]) -> [Edit]? {
        var edits: [Edit] = []
        for member in members {
            let taken = taken(groups, member)
            // AWS keeps one on every interface.
            if taken.count == inventory[member].groups.count { return nil }
            edits += taken.map { .detach(group: $0, interface: inventory[inventory[member].id]) }
            if edits.count > Self.limit { return nil }
        }
        return edits.isEmpty ? nil : edits
    }

    /// Which of some groups an interface carries, by id.
    private func taken(_ groups: [String], _ member: InterfaceIndex) -> [String] {
        inventory[member].groups.map { inventory[inventory[$0].id] }.filter(groups.contains)
    }

    /// Entries that deny the question's traffic at every subnet of a side, each before what allows it; nil where the subnets, their ACLs or
    /// the far CIDRs are not told, or no number is free.
    func denying(_ direction: Direction) -> [Edit]? {
        guard let members = analyzer.carriers(of: near(direction)), !members.isEmpty else { return nil }
        let far = direction == .egress ? question.destination.kind : question.source.kind
        guard let networks = networks(far) else { return nil }
        let traffic = question.port.points(question.version).traffic
        if traffic.count > Self.limit || networks.count > Self.limit { return nil }
        var edits: [Edit] = []
        for subnet in members.map({ inventory[$0].subnet }).distinct() {
            guard !subnet.isNone, let acl = inventory.topology.networkACLs.first(where: { $0.subnets.contains(subnet) }) else {
                return nil
            }
            let own = acl.entries.filter { $0.direction == direction }
            guard !acl.isAssumed, own.allSatisfy({ $0.number != nil }) else { return nil }
            var used = Set(own.compactMap(\.number))
            for network in networks {
                for one in traffic {
                    let allowing = own.filter { $0.action == .allow && Self.meets($0, one, network) }.compactMap(\.number).min()
                    guard let allowing else { continue }
                    guard let number = (1..<max(1, allowing)).last(where: { !used.contains($0) }) else { return nil }
                    used.insert(number)
                    let entry = EditedEntry(acl: inventory[acl.id], direction, number, .deny, one, network)
                    if !edits.contains(.network(.addEntry(entry))) { edits.append(.network(.addEntry(entry))) }
                }
            }
        }
        return edits.isEmpty || edits.count > Self.limit ? nil : edits
    }

    private static func meets(_ entry: NetworkACLEntry, _ traffic: Traffic, _ network: IPNetwork) -> Bool {
        guard let own = entry.traffic, let block = entry.network else { return true }
        return TrafficSet(own.points).intersects(TrafficSet(traffic.points))
            && AddressSet(block.range).intersects(AddressSet(network.range)) && block.version == network.version
    }

    /// The CIDRs that an entry names for an end: an address for each interface.
    private func networks(_ end: End) -> [IPNetwork]? {
        switch end {
        case .internet: return [.everything(question.version)]
        case .network(let network): return network.version == question.version ? [network] : nil
        case .prefixList(let place): return inventory.prefixLists[place].entries?.filter { $0.version == question.version }
        case .group, .interfaces:
            let addresses = (analyzer.carriers(of: end) ?? []).flatMap { inventory[$0].privateAddresses(question.version) }
            return addresses.isEmpty ? nil : addresses.map(IPNetwork.single).distinct()
        }
    }
}
