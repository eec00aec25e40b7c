import Notes
import Reachability
import CoreModel

/// Which groups a rule of another group may let in, so that a flow from `any` is not asked about thousands that none can.
///
/// Who is left out is blocked for certain: no rule that applies to a member of the other group names a group that a member carries, nor a
/// network that its members, or else its VPC, have addresses in.
struct FlowSuspects {
    private let analyzer: Analyzer
    private let inventory: Inventory
    private let members: [GroupIndex: [InterfaceIndex]]
    private let vpcs: [TextID: Vpc]
    private var holders: [Set<Peer>: [GroupIndex]] = [:]

    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        inventory = analyzer.inventory
        var members: [GroupIndex: [InterfaceIndex]] = [:]
        for (place, interface) in inventory.interfaces.enumerated() {
            for group in interface.groups { members[group, default: []].append(InterfaceIndex(place)) }
        }
        self.members = members
        vpcs = Dictionary(inventory.vpcs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The groups that may reach a group with some of the traffic; nil where its rules are not all known, so that all may.
    ///
    /// Where the network is looked at, whoever comes through a NAT gateway has its address: then a network may hold anybody.
    mutating func sources(of group: GroupIndex, _ traffic: DocumentedPorts, _ looksAtNetwork: Bool = false) -> [GroupIndex]? {
        var named = Set<GroupIndex>()
        var networks = Set<Peer>()
        for carried in analyzer.sharingMembers(with: group) {
            guard inventory[carried].knowledge(.ingress) == .complete else { return nil }
            for index in inventory.rules(of: carried, .ingress) {
                let rule = inventory[index]
                guard traffic.overlaps(rule.traffic) else { continue }
                if inventory.reference(of: rule.peer) != nil {
                    named.formUnion(analyzer.groups(coveredBy: index))
                } else {
                    networks.insert(rule.peer)
                }
            }
        }
        let loaded = named.filter { inventory[$0].knowledge != .absent }
        guard !networks.isEmpty else { return loaded.sorted() }
        if looksAtNetwork { return nil }
        if holders[networks] == nil { holders[networks] = inventory.loadedGroups.filter { mayHold(networks, $0) } }
        return loaded.union(holders[networks] ?? []).sorted()
    }

    /// Whether an address of a group may lie in a network or a list.
    private func mayHold(_ peers: Set<Peer>, _ group: GroupIndex) -> Bool {
        peers.contains { peer in
            if let network = inventory.network(of: peer) { return mayHold(network, group) }
            guard let entries = inventory.prefixList(of: peer)?.entries else { return true }
            return entries.contains { mayHold($0, group) }
        }
    }

    private func mayHold(_ network: IPNetwork, _ group: GroupIndex) -> Bool {
        if network.isEverything { return true }
        if let own = members[group] {
            return own.contains { index in
                let interface = inventory[index]
                return !interface.addressesAreKnown(network.version)
                    || (interface.privateAddresses + interface.publicAddresses).contains { network.contains($0) }
                    || interface.delegatedPrefixes.contains { $0.version == network.version && $0.range.overlaps(network.range) }
            }
        }
        guard let vpc = vpcs[inventory[group].vpc], !vpc.networks.isEmpty, !vpc.openFamilies.contains(network.version) else {
            return true
        }
        return vpc.networks.contains { $0.version == network.version && $0.range.overlaps(network.range) }
    }
}
