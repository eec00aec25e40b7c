import CoreModel

/// The concrete ends that the two ends of a question stand for, one of those that no stage tells apart.
struct WayEnds: Sendable {
    typealias Member = WayMember

    let index: WayIndex
    let inventoryIndex: InventoryIndex
    let version: IPVersion
    /// The addresses of interfaces that something tells apart from others of their subnet; see ``NamedAddresses``.
    let named: Set<IPAddress>
    /// The cuts of every VPC; see ``Borders/ofVpcs(_:_:)``.
    let vpcCuts: [TextID: [UInt128]]
    /// The internet, without what loaded interfaces have of it.
    let internet: AddressSet
    /// The addresses of what answers the traffic asked whatever the rules say; none for a source, where nobody has them.
    var services: [IPAddress] = []

    private var inventory: Inventory { index.inventory }

    /// The members of an end; `borders` are networks that something on the way tells apart.
    ///
    /// Nil where it is not told where a member is: a group without interfaces, a prefix list without entries.
    func members(of end: End, borders: Borders) -> [Member]? {
        switch end {
        case .group(let group):
            if inventoryIndex.gone.contains(group) { return [] }
            let members = inventoryIndex.members[Int(group.number)]
            return members.isEmpty ? unseen(group, borders) : kinds(members, borders)
        case .interfaces(let interfaces): return kinds(interfaces, borders)
        case .network(let network):
            if network.version != version { return [] }
            return network.isEverything ? addresses(internet, borders) : addresses(AddressSet(network.range), borders)
        case .internet: return addresses(internet, borders)
        case .prefixList(let place):
            guard let entries = inventory.prefixLists[place].entries else { return nil }
            return addresses(AddressSet(entries, version: version), borders)
        }
    }

    /// Where addresses are told apart on the ways of an end, in no order: by routes, entries and blocks of its VPCs, and by the peers of
    /// its groups' rules, but where nothing but the network is asked for.
    func cuts(of end: End, isBesideGroups: Bool = false) -> [UInt128] {
        let interfaces = interfaces(of: end)
        let own = vpcs(of: end, interfaces).flatMap { vpcCuts[$0] ?? [] }
        if isBesideGroups { return own }
        var groups = Set(interfaces.flatMap { inventory[$0].groups })
        if interfaces.isEmpty, let group = end.group { groups.insert(group) }
        return own + Borders.cuts(groups.flatMap(inventory.ruleNetworks), version)
    }

    /// The VPCs that an end may stand in.
    func vpcs(of end: End) -> Set<TextID> { vpcs(of: end, interfaces(of: end)) }

    private func vpcs(of end: End, _ interfaces: [InterfaceIndex]) -> Set<TextID> {
        var vpcs = Set(interfaces.map { inventory[$0].vpc })
        if interfaces.isEmpty, let group = end.group { vpcs.insert(inventory[group].vpc) }
        for network in asked(end) {
            func isMet(_ blocks: [IPNetwork]) -> Bool {
                blocks.contains { $0.version == version && $0.range.overlaps(network.range) }
            }
            vpcs.formUnion(inventory.subnets.filter { isMet($0.networks) }.map(\.vpc))
            vpcs.formUnion(inventory.vpcs.filter { isMet($0.networks) }.map(\.id))
        }
        return vpcs
    }

    /// The interfaces of an end, or in its networks.
    private func interfaces(of end: End) -> [InterfaceIndex] {
        switch end {
        case .group(let group): inventoryIndex.members[Int(group.number)]
        case .interfaces(let own): own
        case .network, .prefixList, .internet:
            asked(end).flatMap { inventoryIndex.privateHolders(in: $0.range, version).map(\.interface) }
        }
    }

    /// The networks of a family that are asked for, as far as they are not everything.
    private func asked(_ end: End) -> [IPNetwork] {
        let networks: [IPNetwork] =
            switch end {
            case .network(let network): network.isEverything ? [] : [network]
            case .prefixList(let place): inventory.prefixLists[place].entries ?? []
            case .group, .interfaces, .internet: []
            }
        return networks.filter { $0.version == version }
    }

    /// The public addresses of interfaces within a range.
    private func publicHolders(_ range: ClosedRange<UInt128>) -> [ClosedRange<UInt128>] {
        inventoryIndex.publicHolders(in: range, version).map(\.addresses)
    }

    // MARK: Members

    /// What tells interfaces apart on a way, but for their addresses.
    struct Kind: Hashable {
        var subnet: TextID
        /// Its VPC, where its subnet is not told.
        var vpc: TextID
        var groups: [GroupIndex]
        var isPublic: Bool?
        var ports: ClientPorts
        var type: TextID
        var deniesGatewayTraffic: Bool?
        /// The endpoint that it is of, where that may not work.
        var endpoint: TextID?
        /// The load balancer that it is a node of.
        var balancer: LoadBalancerIndex?
        /// Where an entry, a route or a rule may name an address of its own, every interface is told apart.
        var address: IPAddress?
    }

    /// A member of a group that no input tells, in every loaded subnet of the group's VPC that is not off; nil where there is none, or where
    /// a block of one is not told.
    private func unseen(_ group: GroupIndex, _ borders: Borders) -> [Member]? {
        let vpc = inventory[group].vpc
        var members: [Member] = []
        let off = inventoryIndex.off
        for subnet in inventory.subnets where subnet.vpc == vpc && !vpc.isNone && !off.contains(subnet.id) {
            guard let usable = inventoryIndex.addresses(ofSubnet: subnet.id, version) else { return nil }
            members += stretches(usable, borders).map { Member(end: .unseen(group, $0, subnet: subnet.id), count: 1) }
        }
        return members.isEmpty ? nil : members
    }

    /// Interfaces of one kind together, by every address that they have; those without one of the family are left out.
    ///
    /// Nil where it is not told where one is.
    private func kinds(_ interfaces: [InterfaceIndex], _ borders: Borders) -> [Member]? {
        var places: [Kind: Int] = [:]
        var result: [Member] = []
        for interface in interfaces {
            let own = inventory[interface]
            guard let addresses = addresses(of: own, borders) else { return nil }
            for address in addresses {
                let end = WayEnd.interface(interface, address)
                let kind = kind(of: interface, at: address)
                if let place = places[kind] {
                    result[place].take(interface, end)
                } else {
                    places[kind] = result.count
                    result.append(Member(end: end, count: 1, interfaces: [interface]))
                }
            }
        }
        return result
    }

    /// What tells an interface apart from others, at one of its addresses.
    func kind(of interface: InterfaceIndex, at address: IPAddress) -> Kind {
        let (end, own) = (WayEnd.interface(interface, address), inventory[interface])
        let subnet = index.subnet(of: end)
        return Kind(
            subnet: subnet ?? .none, vpc: subnet == nil ? own.vpc : .none, groups: own.groups.sorted(),
            isPublic: index.hasPublicAddress(end),
            ports: index.clientPorts(end), type: own.type, deniesGatewayTraffic: own.deniesGatewayTraffic,
            endpoint: index.transit.endpoint(ofInterface: own.id).flatMap { $0.state.works == true ? nil : $0.id },
            balancer: index.balancers.balancer(of: interface),
            address: named.contains(address) || !own.privateAddresses.contains(address) ? address : nil)
    }

    /// The addresses of an interface, of delegated prefixes one for each stretch that nothing cuts.
    ///
    /// Where they are not told also those of its subnet. Nil where these are not told either.
    private func addresses(of own: NetworkInterface, _ borders: Borders) -> [IPAddress]? {
        var addresses = own.privateAddresses(version)
        addresses += stretches(AddressSet(own.delegatedPrefixes, version: version), borders)
        if own.addressesAreKnown(version) { return addresses }
        let subnets = own.subnet.isNone && !own.possibleSubnets.isEmpty ? own.possibleSubnets : [own.subnet]
        for subnet in subnets {
            guard let usable = inventoryIndex.addresses(ofSubnet: subnet, version) else { return nil }
            addresses += stretches(usable, borders).filter { !addresses.contains($0) }
        }
        return addresses
    }

    // MARK: Addresses

    /// Addresses cut where something tells them apart: those of interfaces, those of subnets, and the rest.
    private func addresses(_ wanted: AddressSet, _ borders: Borders) -> [Member] {
        var result: [Member] = []
        var held: [ClosedRange<UInt128>] = []
        for interval in wanted.intervals {
            for holder in inventoryIndex.privateHolders(in: interval, version) {
                let own = holder.addresses.clamped(to: interval)
                held.append(own)
                result += stretches(AddressSet(own), borders).map { Member(end: .interface(holder.interface, $0), count: 1) }
            }
        }
        // A public address of an interface stands for itself: its way is not followed.
        let shown = AddressSet(wanted.intervals.flatMap(publicHolders))
        for interval in shown.intervals {
            result += (interval.lowerBound...interval.upperBound).map {
                Member(end: .outside(IPAddress(version, bits: $0)), count: 1)
            }
        }
        var rest = wanted.subtracting(AddressSet(held)).subtracting(shown)
        for subnet in inventory.subnets {
            guard subnet.networks.contains(where: { $0.version == version && wanted.intersects($0.range) }) else { continue }
            let blocks = AddressSet(subnet.networks, version: version)
            // No host has what AWS keeps for itself.
            let own = rest.intersection(subnet.usableAddresses(version))
            rest = rest.subtracting(blocks)
            result += stretches(own, borders).map { Member(end: .host($0, subnet: subnet.id), count: 1) }
        }
        for part in Self.parts(rest, version) { result += stretches(part, borders).map { Member(end: .outside($0), count: 1) } }
        for address in services where wanted.contains(address.bits) && !result.contains(where: { $0.end.address == address }) {
            result.append(Member(end: .outside(address), count: 1))
        }
        if !result.isEmpty { return result }
        // Nothing was asked but what AWS keeps for itself.
        return inventory.subnets.flatMap { subnet in
            stretches(wanted.intersection(AddressSet(subnet.networks, version: version)), borders)
                .map { Member(end: .host($0, subnet: subnet.id), count: 1) }
        }
    }

    /// Addresses by what gateways and tables tell apart whatever is written in them: public ones, those that are never routed, and the rest.
    private static func parts(_ addresses: AddressSet, _ version: IPVersion) -> [AddressSet] {
        let (everywhere, never) = (SpecialAddresses.publicAddresses(version), NeverRouted.addresses(version))
        let routed = addresses.subtracting(never)
        let (outside, shared) = (routed.subtracting(everywhere), SpecialAddresses.sharedAddresses(version))
        return [
            routed.intersection(everywhere), addresses.intersection(never), outside.intersection(shared),
            outside.subtracting(shared),
        ].filter { !$0.isEmpty }
    }

    /// The first address of each stretch that no border cuts: addresses between two cuts are alike, holes between them or not.
    private func stretches(_ addresses: AddressSet, _ borders: Borders) -> [IPAddress] {
        if addresses.isEmpty { return [] }
        let sorted = borders.cuts.value
        var seen: Set<Int> = []
        var result: [IPAddress] = []
        for interval in addresses.intervals {
            var place = sorted.firstPlace { $0 > interval.lowerBound }
            if seen.insert(place).inserted { result.append(IPAddress(version, bits: interval.lowerBound)) }
            while place < sorted.count, sorted[place] <= interval.upperBound {
                if seen.insert(place + 1).inserted { result.append(IPAddress(version, bits: sorted[place])) }
                place += 1
            }
        }
        return result
    }
}
