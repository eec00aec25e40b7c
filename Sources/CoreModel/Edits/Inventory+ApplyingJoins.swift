/// Lays changes of what joins VPCs over an inventory: peering connections, transit gateways.
extension Inventory {
    mutating func applyJoin(_ edit: NetworkEdit) {
        switch edit {
        case .acceptPeering(let id): accept(id)
        case .associateAttachment(let attachment, let table): associate(attachment, table)
        case .propagate(let attachment, let table): propagate(attachment, table)
        case .addTransitRoute(let route): set(route)
        case .removeTransitRoute(let route):
            guard let place = transitTable(route.table), let destination = texts.known(route.destination) else { return }
            topology.transitGatewayTables[place].routes.removeAll { $0.origin == .written && $0.destination == destination }
        case .addSubnet(let id, let attachment):
            guard let place = self.attachment(attachment) else { return }
            let subnet = texts.intern(id)
            // Where its subnets are not told, they stay so.
            guard var subnets = topology.transitGatewayAttachments[place].subnets, !subnets.contains(subnet) else { return }
            subnets.append(subnet)
            topology.transitGatewayAttachments[place].subnets = subnets
        case .keepReferencesAcross(let id):
            guard let id = texts.named(id), let place = topology.transitGateways.firstIndex(where: { $0.id == id }) else {
                return
            }
            topology.transitGateways[place].keepsReferences = true
        case .keepReferences(let attachment):
            if let place = self.attachment(attachment) { topology.transitGatewayAttachments[place].keepsReferences = true }
        case .addEntry, .removeEntry, .addRoute, .removeRoute, .changeRoute, .exclude, .attachGateway,
            .disableSourceDestinationCheck, .associate, .crossZones, .off:
            break
        }
    }

    private func attachment(_ edited: EditedAttachment) -> Int? {
        guard let id = texts.named(edited.id), let gateway = texts.find(edited.gateway) else { return nil }
        return topology.transitGatewayAttachments.firstIndex { $0.id == id && $0.gateway == gateway }
    }

    private func transitTable(_ id: String) -> Int? {
        texts.named(id).flatMap { id in topology.transitGatewayTables.firstIndex { $0.id == id } }
    }

    // MARK: Peering

    private mutating func accept(_ id: String) {
        guard let id = texts.named(id), let place = topology.peeringConnections.firstIndex(where: { $0.id == id }) else { return }
        var connection = topology.peeringConnections[place]
        if connection.state.works == true { return }
        connection.state = ResourceState(text: texts.intern("active"), works: true)
        // While it is active it tells the blocks of both.
        if connection.requester.networks.isEmpty { connection.requester.networks = networks(ofVpc: connection.requester.vpc) }
        if connection.accepter.networks.isEmpty { connection.accepter.networks = networks(ofVpc: connection.accepter.vpc) }
        topology.peeringConnections[place] = connection
        revive(id)
    }

    private func networks(ofVpc id: TextID) -> [IPNetwork] { vpcs.first { $0.id == id }?.networks ?? [] }

    // MARK: Transit gateways

    private mutating func associate(_ edited: EditedAttachment, _ table: String) {
        guard let place = attachment(edited), let new = transitTable(table) else { return }
        let own = topology.transitGatewayAttachments[place]
        let id = topology.transitGatewayTables[new].id
        if case .table(let known, let state) = own.association, known == id, state.works == true { return }
        let state = ResourceState(text: texts.intern("associated"), works: true)
        for table in topology.transitGatewayTables.indices where topology.transitGatewayTables[table].gateway == own.gateway {
            topology.transitGatewayTables[table].associations.removeAll { $0.attachment == own.id }
        }
        topology.transitGatewayTables[new].associations.append(TransitGatewayAssociation(own.id, state))
        topology.transitGatewayAttachments[place].association = .table(id, state)
    }

    private mutating func propagate(_ edited: EditedAttachment, _ table: String) {
        guard let place = attachment(edited), let table = transitTable(table) else { return }
        let own = topology.transitGatewayAttachments[place]
        if topology.transitGatewayTables[table].propagations.contains(own.id) { return }
        topology.transitGatewayTables[table].propagations.append(own.id)
        let networks =
            own.kind == .vpc
            ? networks(ofVpc: own.resource) : topology.vpnConnections.first { $0.id == own.resource }?.networks ?? []
        let hop = TransitGatewayRoute.Hop(attachment: own.id, kind: own.kind, resource: own.resource)
        // AWS lists the preferred one alone of several to one destination.
        for network in networks
        where !topology.transitGatewayTables[table].routes.contains(where: { $0.destination == .network(network) }) {
            topology.transitGatewayTables[table].routes.append(
                TransitGatewayRoute(.network(network), origin: .propagated, state: .active, hops: [hop]))
        }
    }

    private mutating func set(_ edited: EditedTransitRoute) {
        guard let place = transitTable(edited.table) else { return }
        let destination: Route.Destination =
            switch edited.destination {
            case .network(let network): .network(network)
            case .prefixList(let id): .prefixList(texts.intern(id))
            }
        let gateway = topology.transitGatewayTables[place].gateway
        let id = edited.attachment.map { texts.intern($0) }
        let own = topology.transitGatewayAttachments.first { $0.id == id && $0.gateway == gateway }
        let hops = id.map {
            [TransitGatewayRoute.Hop(attachment: $0, kind: own?.kind ?? .unknown, resource: own?.resource ?? .none)]
        }
        let new = TransitGatewayRoute(
            destination, origin: .written, state: hops == nil ? .blackhole : .active, hops: hops ?? [])
        // One that stands keeps its place.
        let known = topology.transitGatewayTables[place].routes.filter { $0.destination == destination }
        let isWritten = known.count == 1 && known[0].origin == .written && known[0].doubt == .none
        if isWritten, known[0].hops.map(\.attachment) == new.hops.map(\.attachment), hops != nil || known[0].state == .blackhole {
            return
        }
        // A written route hides what is propagated to the same destination.
        topology.transitGatewayTables[place].routes.removeAll { $0.destination == destination }
        topology.transitGatewayTables[place].routes.append(new)
    }
}
