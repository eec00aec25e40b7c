import CoreModel

/// The CIDRs that stand for an end of a question where a fix names it: the address asked, or the subnets of a group's members.
struct FarNetworks: Sendable {
    let source: End
    let destination: End

    /// The CIDRs to name for an address that is seen on a way: those of the end that has it, else the address alone, as of a NAT gateway.
    func networks(_ address: IPAddress, in entry: Ways.Entry, _ index: WayIndex) -> [IPNetwork] {
        if entry.source.end.address == address { return networks(entry.source, of: source, index) }
        if entry.destination.end.address == address { return networks(entry.destination, of: destination, index) }
        return [.single(address)]
    }

    private func networks(_ member: WayEnds.Member, of end: End, _ index: WayIndex) -> [IPNetwork] {
        let address = member.end.address
        let inventory = index.inventory
        switch end {
        case .internet: return [.everything(address.version)]
        case .network(let network): return [network]
        case .prefixList(let place):
            let fitting = (inventory.prefixLists[place].entries ?? []).filter { $0.contains(address) }
            return [fitting.min { $0.prefixLength < $1.prefixLength } ?? .single(address)]
        case .group(let group):
            return subnet(member, index) ?? alike(member, inventory) { $0.groups.contains(group) }
        case .interfaces(let interfaces):
            let isReplaced = member.end.interface.map { Self.isReplaced(inventory[$0].attachment.kind) } ?? false
            if isReplaced, let subnet = subnet(member, index) { return subnet }
            let ids = Set(interfaces.map { inventory[$0].id })
            return alike(member, inventory) { ids.contains($0.id) }
        }
    }

    /// Whether AWS puts other interfaces in the place of those of a kind, with other addresses.
    private static func isReplaced(_ kind: Attachment.Kind) -> Bool {
        switch kind {
        case .loadBalancer, .function, .task, .cache, .database: true
        case .unknown, .instance, .natGateway, .endpoint, .other: false
        }
    }

    /// The blocks of a member's subnet; nil where they are not told.
    private func subnet(_ member: WayEnds.Member, _ index: WayIndex) -> [IPNetwork]? {
        guard let subnet = index.subnet(of: member.end).flatMap({ index.subnet($0) }) else { return nil }
        let blocks = subnet.networks.filter { $0.version == member.end.address.version }
        return blocks.contains { $0.contains(member.end.address) } ? blocks : nil
    }

    /// The addresses of the interfaces that a member stands for.
    private func alike(
        _ member: WayEnds.Member, _ inventory: Inventory, isOfEnd: (NetworkInterface) -> Bool
    ) -> [IPNetwork] {
        let version = member.end.address.version
        guard member.count > 1, let interface = member.end.interface else { return [.single(member.end.address)] }
        let own = inventory[interface]
        return inventory.interfaces.filter { isOfEnd($0) && $0.subnet == own.subnet && Set($0.groups) == Set(own.groups) }
            .compactMap { $0.privateAddresses(version).first.map(IPNetwork.single) }
    }
}
