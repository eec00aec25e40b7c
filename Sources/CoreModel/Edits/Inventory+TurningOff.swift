/// Lays over an inventory that something is gone.
///
/// What led to it leads nowhere: AWS calls such routes blackholes, and takes those of a gateway endpoint out of their tables.
extension Inventory {
    mutating func turnOff(_ text: String) {
        guard let id = texts.named(text) else { return }
        let deleted = ResourceState(text: texts.intern("deleted"), works: false)
        var targets: Set<TextID> = []
        var lost: Set<TextID> = Set(interfaces.filter { $0.id == id || $0.instance == id }.map(\.id))
        turnOffGateways(id, deleted, &targets, &lost)
        turnOffJoins(id, deleted)
        turnOffTable(id)
        turnOffPlaces(Set(subnets.filter { [$0.id, $0.zone, $0.zoneID].contains(id) }.map(\.id)), &targets, &lost)
        // What only routes name can be gone as well; appliances are led to by their interfaces.
        let isTarget = topology.routeTables.contains { table in table.routes.contains { $0.target.id == id } }
        if isTarget { targets.insert(id) }
        fail(targets.union(lost).union(instancesLeft(without: lost))) { _ in true }
        remove(lost)
    }

    private mutating func turnOffGateways(
        _ id: TextID, _ deleted: ResourceState, _ targets: inout Set<TextID>, _ lost: inout Set<TextID>
    ) {
        for place in topology.gateways.indices where topology.gateways[place].id == id {
            topology.gateways[place].attachments = []
            targets.insert(id)
        }
        for place in topology.natGateways.indices where topology.natGateways[place].id == id {
            lose(natGateway: place, deleted, &targets, &lost)
        }
        for place in topology.endpoints.indices where topology.endpoints[place].id == id {
            topology.endpoints[place].state = deleted
            lost.formUnion(interfaces(of: topology.endpoints[place]).map { self[$0].id })
            targets.insert(id)
            if topology.endpoints[place].kind != .gateway { continue }
            for table in topology.routeTables.indices {
                topology.routeTables[table].routes.removeAll { $0.target.id == id }
            }
        }
        for place in topology.loadBalancers.indices where topology.loadBalancers[place].id == id {
            let own = topology.loadBalancers[place]
            topology.loadBalancers[place].state = deleted
            lost.formUnion(nodes(of: own).map { self[$0].id })
        }
    }

    private mutating func lose(
        natGateway place: Int, _ state: ResourceState, _ targets: inout Set<TextID>, _ lost: inout Set<TextID>
    ) {
        topology.natGateways[place].state = state
        targets.insert(topology.natGateways[place].id)
        lost.formUnion(topology.natGateways[place].addresses.map(\.interface).filter { !$0.isNone })
    }

    private mutating func turnOffJoins(_ id: TextID, _ deleted: ResourceState) {
        var gone: Set<TextID> = []
        for place in topology.peeringConnections.indices where topology.peeringConnections[place].id == id {
            topology.peeringConnections[place].state = deleted
            gone.insert(id)
        }
        for place in topology.vpnConnections.indices where topology.vpnConnections[place].id == id {
            topology.vpnConnections[place].state = deleted
        }
        for place in topology.transitGateways.indices where topology.transitGateways[place].id == id {
            topology.transitGateways[place].state = deleted
            gone.insert(id)
        }
        if !gone.isEmpty { fail(gone) { _ in true } }
        for place in topology.transitGatewayAttachments.indices {
            let own = topology.transitGatewayAttachments[place]
            // A VPN connection is attached by itself.
            guard own.id == id || own.gateway == id || own.kind == .vpn && own.resource == id else { continue }
            topology.transitGatewayAttachments[place].state = deleted
            if own.kind == .vpc, !own.resource.isNone { fail([own.gateway]) { $0.vpc == own.resource } }
            failTransitRoutes(to: own)
        }
    }

    private mutating func failTransitRoutes(to attachment: TransitGatewayAttachment) {
        for table in topology.transitGatewayTables.indices
        where topology.transitGatewayTables[table].gateway == attachment.gateway {
            // What it propagated goes with it.
            topology.transitGatewayTables[table].routes.removeAll { route in
                route.origin == .propagated && !route.hops.isEmpty && route.hops.allSatisfy { $0.attachment == attachment.id }
            }
            for route in topology.transitGatewayTables[table].routes.indices {
                var own = topology.transitGatewayTables[table].routes[route]
                guard own.hops.contains(where: { $0.attachment == attachment.id }) else { continue }
                if own.hops.count > 1 {
                    own.hops.removeAll { $0.attachment == attachment.id }
                } else {
                    own.state = .blackhole
                }
                topology.transitGatewayTables[table].routes[route] = own
            }
        }
    }

    private mutating func turnOffTable(_ id: TextID) {
        for place in topology.routeTables.indices where topology.routeTables[place].id == id {
            topology.routeTables[place].subnets = []
            topology.routeTables[place].gateways = []
        }
    }

    /// What stands in some subnets is gone, and with it the nodes that others have there.
    private mutating func turnOffPlaces(_ places: Set<TextID>, _ targets: inout Set<TextID>, _ lost: inout Set<TextID>) {
        if places.isEmpty { return }
        let off = ResourceState(text: texts.intern("off"), works: false)
        for interface in interfaces {
            let own = interface.subnet.isNone ? interface.possibleSubnets : [interface.subnet]
            if !own.isEmpty, own.allSatisfy(places.contains) { lost.insert(interface.id) }
        }
        for place in topology.natGateways.indices where places.contains(topology.natGateways[place].subnet) {
            lose(natGateway: place, off, &targets, &lost)
        }
        for place in topology.transitGatewayAttachments.indices {
            topology.transitGatewayAttachments[place].subnets?.removeAll(where: places.contains)
        }
        for place in topology.endpoints.indices { topology.endpoints[place].subnets.removeAll(where: places.contains) }
        for place in topology.loadBalancers.indices { topology.loadBalancers[place].subnets.removeAll(where: places.contains) }
        for place in topology.firewalls.indices { topology.firewalls[place].subnets.removeAll(where: places.contains) }
    }

    /// Routes of some tables to targets that are gone are blackholes.
    mutating func fail(_ targets: Set<TextID>, in isConcerned: (RouteTable) -> Bool) {
        // A local route has no target's id, and neither has what an input does not tell.
        let targets = targets.subtracting([.none])
        if targets.isEmpty { return }
        for table in topology.routeTables.indices where isConcerned(topology.routeTables[table]) {
            for route in topology.routeTables[table].routes.indices
            where targets.contains(topology.routeTables[table].routes[route].target.id) {
                topology.routeTables[table].routes[route].state = .blackhole
            }
        }
    }

    /// The instances all of whose interfaces are among some.
    private func instancesLeft(without lost: Set<TextID>) -> Set<TextID> {
        let own = interfaces.filter { lost.contains($0.id) && !$0.instance.isNone }.map(\.instance)
        let staying = Set(interfaces.filter { !lost.contains($0.id) }.map(\.instance))
        return Set(own).subtracting(staying)
    }

    /// The interfaces of an endpoint, as it tells them itself or their descriptions do.
    public func interfaces(of endpoint: VpcEndpoint) -> [InterfaceIndex] {
        interfaces.indices.filter { place in
            let own = interfaces[place]
            if own.id.isNone { return false }
            let isDescribed = own.attachment.kind == .endpoint && !endpoint.id.isNone && own.attachment.name == endpoint.id
            return isDescribed || endpoint.interfaces.contains(own.id)
        }.map { InterfaceIndex($0) }
    }

    /// The interfaces of a load balancer's nodes, as far as their descriptions tell them; none where its name is not told.
    public func nodes(of balancer: LoadBalancer) -> [InterfaceIndex] {
        if balancer.name.isNone { return [] }
        return interfaces.indices.filter { place in
            let own = interfaces[place]
            return own.attachment.kind == .loadBalancer && own.attachment.name == balancer.name && own.vpc == balancer.vpc
        }.map { InterfaceIndex($0) }
    }

    /// Takes interfaces out; those that stay get other places.
    private mutating func remove(_ lost: Set<TextID>) {
        guard interfaces.contains(where: { lost.contains($0.id) }) else { return }
        var places: [InterfaceIndex?] = []
        var next = 0
        for interface in interfaces {
            let stays = !lost.contains(interface.id)
            places.append(stays ? InterfaceIndex(next) : nil)
            next += stays ? 1 : 0
        }
        func moved(_ old: [InterfaceIndex]) -> [InterfaceIndex] { old.compactMap { places[Int($0.number)] } }
        interfaces.removeAll { lost.contains($0.id) }
        exactNames = exactNames.mapValues(moved).filter { !$0.value.isEmpty }
        databaseSetters = databaseSetters.reduce(into: [:]) { staying, own in
            if let place = places[Int(own.key.number)] { staying[place] = own.value }
        }
        ownerNames = ownerNames.map { ($0.name, moved($0.interfaces)) }.filter { !$0.1.isEmpty }
        for place in topology.publicAddresses.indices where lost.contains(topology.publicAddresses[place].interface) {
            topology.publicAddresses[place].interface = .none
            topology.publicAddresses[place].privateAddress = nil
        }
        for place in topology.endpoints.indices { topology.endpoints[place].interfaces.removeAll(where: lost.contains) }
    }
}
