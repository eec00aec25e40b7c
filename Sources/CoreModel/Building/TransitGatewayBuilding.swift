extension InventoryBuilder {
    /// Settles what several lists tell of transit gateways: which attachment is whose, by which table it is routed, and what propagates.
    ///
    /// Complexity: linear in attachments, associations and propagations.
    mutating func settleTransitGateways() {
        joinAttachments()
        associateAttachments()
        propagateRoutes()
    }

    /// An attachment that only its id is told of somewhere is the one of that id whose gateway is told, else it is attached to the gateway
    /// of the table that it is associated with.
    private mutating func joinAttachments() {
        let all = inventory.topology.transitGatewayAttachments
        var kept = all.filter { !$0.gateway.isNone }
        var places: [TextID: Int] = [:]
        for (place, attachment) in kept.enumerated() { places[attachment.id] = places[attachment.id] ?? place }
        var gateways: [TextID: TextID] = [:]
        for table in inventory.topology.transitGatewayTables {
            for association in table.associations { gateways[association.attachment] = table.gateway }
        }
        for var attachment in all where attachment.gateway.isNone {
            if let place = places[attachment.id] {
                kept[place].merge(attachment)
            } else {
                attachment.gateway = gateways[attachment.id] ?? .none
                places[attachment.id] = kept.count
                kept.append(attachment)
            }
        }
        inventory.topology.transitGatewayAttachments = kept
    }

    /// Gives attachments the table that lists of associations tell of them, and tables theirs.
    private mutating func associateAttachments() {
        var told: [TransitGatewayAttachment.Identity: (table: TextID, state: ResourceState)] = [:]
        for table in inventory.topology.transitGatewayTables {
            for association in table.associations {
                told[.init(id: association.attachment, gateway: table.gateway)] = (table.id, association.state)
            }
        }
        for place in inventory.topology.transitGatewayAttachments.indices {
            let own = inventory.topology.transitGatewayAttachments[place]
            guard let found = told[own.identity] ?? told[.init(id: own.id, gateway: .none)] else {
                if own.association == .none, isOthers(own) {
                    inventory.topology.transitGatewayAttachments[place].association = .unknown
                }
                continue
            }
            switch own.association {
            case .unknown, .none:
                inventory.topology.transitGatewayAttachments[place].association = .table(found.table, found.state)
            case .table: break
            }
        }
    }

    /// Whether an attachment is to another account's gateway of which no table is told: its associations are its owner's to see.
    private func isOthers(_ attachment: TransitGatewayAttachment) -> Bool {
        let owner = inventory.topology.transitGateways.first { $0.id == attachment.gateway }?.owner ?? .none
        if owner.isNone || attachment.resourceOwner.isNone || owner == attachment.resourceOwner { return false }
        return !inventory.topology.transitGatewayTables.contains {
            $0.gateway == attachment.gateway && $0.routeKnowledge != .absent
        }
    }

    /// Adds the routes that attachments of VPCs propagate to tables that do not list them.
    private mutating func propagateRoutes() {
        let open = inventory.topology.transitGatewayTables.indices.filter { place in
            let table = inventory.topology.transitGatewayTables[place]
            return !table.listsPropagatedRoutes && (table.routeKnowledge != .absent || !table.propagations.isEmpty)
        }
        if open.isEmpty { return }
        let attachments = Dictionary(grouping: inventory.topology.transitGatewayAttachments, by: \.id)
        let vpcs = Dictionary(inventory.vpcs.map { ($0.id, $0) }) { first, _ in first }
        for place in open {
            var table = inventory.topology.transitGatewayTables[place]
            // What a state or a template makes of a table is there; others may have added to it.
            let isPartly = table.propagationKnowledge == .partial(.owner)
            if isPartly { table.mayHaveMore = true }
            var knowsAll = table.propagationKnowledge.isComplete || isPartly
            var propagated: [Route.Destination: Int] = [:]
            for (number, route) in table.routes.enumerated() where route.origin == .propagated {
                propagated[route.destination] = number
            }
            for id in table.propagations {
                let attachment = attachments[id]?.first { $0.gateway == table.gateway || table.gateway.isNone }
                guard let attachment, attachment.kind == .vpc, let vpc = vpcs[attachment.resource],
                    !vpc.networks.isEmpty, vpc.openFamilies.isEmpty
                else {
                    knowsAll = false
                    continue
                }
                let hop = TransitGatewayRoute.Hop(attachment: id, kind: .vpc, resource: vpc.id)
                for network in vpc.networks {
                    // Of VPCs with one block the later one's is not propagated, and which that is nobody tells.
                    if let known = propagated[.network(network)] {
                        if table.routes[known].hops != [hop] { table.routes[known].doubt = .copies }
                        continue
                    }
                    propagated[.network(network)] = table.routes.count
                    table.routes.append(TransitGatewayRoute(.network(network), origin: .propagated, hops: [hop]))
                }
            }
            table.listsPropagatedRoutes = knowsAll
            inventory.topology.transitGatewayTables[place] = table
        }
    }
}
