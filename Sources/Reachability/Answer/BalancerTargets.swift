import CoreModel

/// What the targets of a target group are in the network, and which nodes send to them.
struct BalancerTargets {
    let walker: Walker

    private var index: WayIndex { walker.index }
    private var inventory: Inventory { index.inventory }

    /// What a target can be: an instance's interfaces, whoever has an address, the nodes of a load balancer; none where that is not loaded.
    func ends(of target: BalancerTarget, _ group: TargetGroup, _ version: IPVersion = .v4) -> [WayEnd] {
        switch group.kind {
        case .balancer:
            let nodes = index.balancers.balancer(target.id).map(index.balancers.nodes) ?? []
            return nodes.flatMap { ends(of: $0, version) }
        case .instance:
            // Its first interface is the one that is registered.
            let own = index.balancers.interfaces(ofInstance: target.id).filter {
                group.vpc.isNone || inventory[$0].vpc == group.vpc
            }
            return own.prefix(1).flatMap { ends(of: $0, version) }
        case .address, .unknown, .function:
            guard let address = try? IPAddress(parsing: inventory[target.id]) else { return [] }
            return ends(of: address, inVpc: group.vpc)
        }
    }

    /// Where an interface is: by its first address, or, where none is told, in each subnet that it may be in.
    func ends(of interface: InterfaceIndex, _ version: IPVersion) -> [WayEnd] {
        let own = inventory[interface]
        if let first = own.privateAddresses(version).first, own.possibleSubnets.isEmpty { return [.interface(interface, first)] }
        if !own.privateAddresses(version).isEmpty { return own.privateAddresses(version).map { .interface(interface, $0) } }
        let subnets = own.subnet.isNone ? own.possibleSubnets : [own.subnet]
        return subnets.compactMap { subnet in
            walker.groups.index.addresses(ofSubnet: subnet, version)?.intervals.first
                .map { .interface(interface, IPAddress(version, bits: $0.lowerBound)) }
        }
    }

    private func ends(of address: IPAddress, inVpc vpc: TextID) -> [WayEnd] {
        let holders = walker.groups.index.privateHolders(in: address.bits...address.bits, address.version).map(\.interface)
        let own = holders.filter { vpc.isNone || inventory[$0].vpc == vpc }
        if !own.isEmpty { return own.map { .interface($0, address) } }
        let all = inventory.subnets.filter { subnet in subnet.networks.contains { $0.contains(address) } }
        let subnets = all.filter { vpc.isNone || $0.vpc == vpc }
        if !subnets.isEmpty { return subnets.map { .host(address, subnet: $0.id) } }
        // A target of another VPC, over a peering connection or a transit gateway.
        if !holders.isEmpty { return holders.map { .interface($0, address) } }
        return all.isEmpty ? [.outside(address)] : all.map { .host(address, subnet: $0.id) }
    }

    /// Whether a target is in the zone of a node; nil where that is not told.
    ///
    /// One that is registered for all zones is in every node's.
    func isInZone(_ target: BalancerTarget, _ group: TargetGroup, of node: WayEnd) -> Bool? {
        if isOfAllZones(target) { return true }
        guard let own = index.subnet(of: node) else { return nil }
        let places = Set(ends(of: target, group).map { index.subnet(of: $0).flatMap { index.areInOneZone(own, $0) } })
        if let place = places.first, places.count == 1, let place { return place }
        // A load balancer as target has a node in this zone, or has none.
        if places.contains(true), group.kind == .balancer { return true }
        guard let subnet = index.subnet(own), !target.zone.isNone, !(subnet.zone.isNone && subnet.zoneID.isNone) else {
            return nil
        }
        return [subnet.zone, subnet.zoneID].contains(target.zone)
    }

    /// Whether a target is registered for the zones of all nodes, as those outside of the VPC are.
    func isOfAllZones(_ target: BalancerTarget) -> Bool { inventory[target.zone].lowercased() == "all" }

    /// Whether a target is in none of the zones that a load balancer has nodes in.
    func isOutsideZones(_ target: BalancerTarget, _ end: WayEnd, of balancer: LoadBalancer) -> Bool {
        guard !isOfAllZones(target), let own = index.subnet(of: end), !balancer.subnets.isEmpty,
            index.vpc(ofSubnet: own) == balancer.vpc || balancer.vpc.isNone
        else { return false }
        return balancer.subnets.allSatisfy { index.areInOneZone($0, own) == false }
    }

    /// Whether targets see the client's address: the attribute, else AWS's default; a group for UDP always keeps it.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    func seesClient(_ group: TargetGroup, of balancer: LoadBalancer) -> Bool {
        guard balancer.kind == .network else { return false }
        if group.kind == .balancer { return true }
        if ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(inventory[group.word].uppercased()) { return true }
        return group.preservesClient ?? (group.kind == .instance)
    }
}
