extension InventoryBuilder {
    /// Settles what several lists tell of transit gateways: which attachment is whose, by which table it is routed, and what propagates.
    ///
    /// Complexity: linear in attachments and associations, and for tables that do not list what is propagated in their propagations.
    mutating func settleTransitGateways() {
        joinAttachments()
        associateAttachments()
        for place in inventory.topology.transitGatewayTables.indices { propagate(at: place) }
    }

    /// An attachment that only its id is told of somewhere is the one of that id whose gateway is told.
    private mutating func joinAttachments() {
        var places: [TextID: Int] = [:]
        let all = inventory.topology.transitGatewayAttachments
        for (place, attachment) in all.enumerated() where !attachment.gateway.isNone {
            places[attachment.id] = places[attachment.id] ?? place
        }
        var kept: [TransitGatewayAttachment] = []
        var keptPlaces: [Int: Int] = [:]
        for (place, attachment) in all.enumerated() where !attachment.gateway.isNone || places[attachment.id] == nil {
            keptPlaces[place] = kept.count
            kept.append(attachment)
        }
        for attachment in all where attachment.gateway.isNone {
            guard let place = places[attachment.id].flatMap({ keptPlaces[$0] }) else { continue }
            kept[place].merge(attachment)
        }
        inventory.topology.transitGatewayAttachments = kept
    }

    /// Gives attachments the table that lists of associations tell of them, and tables theirs.
    private mutating func associateAttachments() {
        struct Key: Hashable {
            var attachment: TextID
            var gateway: TextID
        }
        var told: [Key: (table: TextID, state: ResourceState)] = [:]
        for table in inventory.topology.transitGatewayTables {
            for association in table.associations {
                told[Key(attachment: association.attachment, gateway: table.gateway)] = (table.id, association.state)
            }
        }
        for place in inventory.topology.transitGatewayAttachments.indices {
            let own = inventory.topology.transitGatewayAttachments[place]
            let key = Key(attachment: own.id, gateway: own.gateway)
            guard let found = told[key] ?? told[Key(attachment: own.id, gateway: .none)] else { continue }
            switch own.association {
            case .unknown, .none:
                inventory.topology.transitGatewayAttachments[place].association = .table(found.table, found.state)
            case .table: break
            }
        }
    }

    /// Adds the routes that attachments of VPCs propagate to a table that does not list them.
    private mutating func propagate(at place: Int) {
        let table = inventory.topology.transitGatewayTables[place]
        guard !table.listsPropagatedRoutes, table.routeKnowledge != .absent || !table.propagations.isEmpty else { return }
        var knowsAll = table.propagationKnowledge.isComplete
        var routes: [TransitGatewayRoute] = []
        for id in table.propagations {
            let attachment = inventory.topology.transitGatewayAttachments.first {
                $0.id == id && ($0.gateway == table.gateway || table.gateway.isNone)
            }
            guard let attachment, attachment.kind == .vpc,
                let vpc = inventory.vpcs.first(where: { $0.id == attachment.resource }),
                !vpc.networks.isEmpty, vpc.openFamilies.isEmpty
            else {
                knowsAll = false
                continue
            }
            let hop = TransitGatewayRoute.Hop(attachment: id, kind: .vpc, resource: vpc.id)
            routes += vpc.networks.map { TransitGatewayRoute(.network($0), origin: .propagated, hops: [hop]) }
        }
        // Of VPCs with one block the later one's is not propagated, and which that is nobody tells.
        for route in routes {
            guard
                let same = inventory.topology.transitGatewayTables[place].routes.firstIndex(where: { $0.hasIdentity(of: route) })
            else {
                inventory.topology.transitGatewayTables[place].routes.append(route)
                continue
            }
            if inventory.topology.transitGatewayTables[place].routes[same].hops != route.hops {
                inventory.topology.transitGatewayTables[place].routes[same].doubt = .copies
            }
        }
        inventory.topology.transitGatewayTables[place].listsPropagatedRoutes = knowsAll
    }
}
