extension StandIns {
    /// Learns what joins VPCs with each other and with the world beside the internet.
    mutating func learnJoining(_ topology: Topology, of inventory: Inventory) {
        func learn(ids: [TextID], owners: [TextID] = [], states: [ResourceState] = []) {
            for id in ids { self.learn(inventory[id], .network) }
            for owner in owners { learnOwner(inventory[owner]) }
            for state in states { self.learn(state, of: inventory) }
        }
        for connection in topology.peeringConnections {
            let sides = [connection.requester, connection.accepter]
            learn(
                ids: [connection.id, connection.name] + sides.map(\.vpc), owners: sides.map(\.owner), states: [connection.state])
        }
        for gateway in topology.transitGateways {
            learn(
                ids: [gateway.id, gateway.name, gateway.associationTable, gateway.propagationTable], owners: [gateway.owner],
                states: [gateway.state])
        }
        for attachment in topology.transitGatewayAttachments {
            learn(
                ids: [attachment.id, attachment.gateway, attachment.name, attachment.resource] + (attachment.subnets ?? []),
                owners: [attachment.resourceOwner], states: [attachment.state])
            if case .table(let table, let state) = attachment.association { learn(ids: [table], states: [state]) }
        }
        for table in topology.transitGatewayTables {
            learn(
                ids: [table.id, table.name, table.gateway] + table.associations.map(\.attachment) + table.propagations,
                states: [table.state] + table.associations.map(\.state))
            for knowledge in [table.associationKnowledge, table.propagationKnowledge, table.routeKnowledge] {
                self.learn(knowledge, of: inventory)
            }
            for route in table.routes {
                learn(ids: [route.prefixList] + route.hops.flatMap { [$0.attachment, $0.resource] })
                switch route.destination {
                case .network: break
                case .prefixList(let id): learn(ids: [id])
                case .unknown(let name): self.learn(inventory[name], .unknown)
                }
            }
        }
        for connection in topology.vpnConnections {
            learn(
                ids: [connection.id, connection.name, connection.gateway, connection.customerGateway], states: [connection.state])
        }
        for gateway in topology.customerGateways { learn(ids: [gateway.id, gateway.name]) }
        for gateway in topology.directConnectGateways {
            learn(
                ids: [gateway.id, gateway.name] + gateway.associations.map(\.attachment),
                states: gateway.associations.map(\.state))
        }
        for endpoint in topology.endpoints {
            learn(
                ids: [endpoint.id, endpoint.name, endpoint.vpc] + endpoint.routeTables + endpoint.subnets + endpoint.interfaces,
                owners: [endpoint.owner], states: [endpoint.state])
            self.learn(EndpointService(inventory[endpoint.service]).secret, .network)
        }
        for firewall in topology.firewalls {
            learn(
                ids: [firewall.id, firewall.name, firewall.vpc, firewall.transitGateway] + firewall.subnets + firewall.endpoints)
        }
        learnBalancers(topology, of: inventory)
    }
}

extension TextReplacement {
    /// Replaces ids, names and addresses of what joins VPCs; kinds, states, options and regions stay.
    mutating func replaceJoining(_ topology: inout Topology) {
        for place in topology.peeringConnections.indices {
            replace(
                &topology.peeringConnections[place],
                [\.id, \.name, \.requester.vpc, \.requester.owner, \.accepter.vpc, \.accepter.owner],
                keeping: [\.requester.region, \.accepter.region])
            replace(&topology.peeringConnections[place].state)
            replace(&topology.peeringConnections[place].requester.networks)
            replace(&topology.peeringConnections[place].accepter.networks)
        }
        for place in topology.transitGateways.indices {
            replace(
                &topology.transitGateways[place], [\.id, \.name, \.owner, \.associationTable, \.propagationTable],
                keeping: [\.region])
            replace(&topology.transitGateways[place].state)
            replace(&topology.transitGateways[place].networks)
        }
        for place in topology.transitGatewayAttachments.indices { replace(&topology.transitGatewayAttachments[place]) }
        for place in topology.transitGatewayTables.indices { replace(&topology.transitGatewayTables[place]) }
        for place in topology.vpnConnections.indices {
            replace(&topology.vpnConnections[place], [\.id, \.name, \.gateway, \.customerGateway])
            replace(&topology.vpnConnections[place].state)
            replace(&topology.vpnConnections[place].networks)
        }
        for place in topology.customerGateways.indices {
            replace(&topology.customerGateways[place], [\.id, \.name])
            topology.customerGateways[place].address = address(topology.customerGateways[place].address)
        }
        for place in topology.directConnectGateways.indices {
            replace(&topology.directConnectGateways[place], [\.id, \.name])
            replace(&topology.directConnectGateways[place].associations)
        }
        for place in topology.endpoints.indices { replace(&topology.endpoints[place]) }
        for place in topology.firewalls.indices {
            replace(&topology.firewalls[place], [\.id, \.name, \.vpc, \.transitGateway])
            topology.firewalls[place].subnets = replaced(topology.firewalls[place].subnets)
            topology.firewalls[place].endpoints = replaced(topology.firewalls[place].endpoints)
        }
        for place in topology.loadBalancers.indices { replace(&topology.loadBalancers[place]) }
        for place in topology.targetGroups.indices { replace(&topology.targetGroups[place]) }
    }

    private mutating func replace(_ networks: inout [IPNetwork]) {
        for place in networks.indices { networks[place] = network(networks[place]) }
    }

    private mutating func replace(_ associations: inout [TransitGatewayAssociation]) {
        for place in associations.indices {
            associations[place].attachment = self[associations[place].attachment]
            replace(&associations[place].state)
        }
    }

    private mutating func replace(_ attachment: inout TransitGatewayAttachment) {
        replace(&attachment, [\.id, \.gateway, \.name, \.resource, \.resourceOwner], keeping: [\.peerRegion])
        replace(&attachment.state)
        attachment.subnets = attachment.subnets.map { replaced($0) }
        if case .table(let table, var state) = attachment.association {
            replace(&state)
            attachment.association = .table(self[table], state)
        }
    }

    private mutating func replace(_ table: inout TransitGatewayTable) {
        replace(&table, [\.id, \.name, \.gateway])
        replace(&table.state)
        replace(&table.associations)
        table.propagations = replaced(table.propagations)
        replace(&table.associationKnowledge)
        replace(&table.propagationKnowledge)
        replace(&table.routeKnowledge)
        for place in table.routes.indices {
            switch table.routes[place].destination {
            case .network(let block): table.routes[place].destination = .network(network(block))
            case .prefixList(let id): table.routes[place].destination = .prefixList(listName(id))
            case .unknown(let name): table.routes[place].destination = .unknown(self[name])
            }
            table.routes[place].prefixList = listName(table.routes[place].prefixList)
            for hop in table.routes[place].hops.indices {
                replace(&table.routes[place].hops[hop], [\.attachment, \.resource])
            }
        }
    }

    private mutating func replace(_ endpoint: inout VpcEndpoint) {
        let service = EndpointService(old(endpoint.service))
        replace(&endpoint, [\.id, \.name, \.vpc, \.owner])
        endpoint.service = new(service.open + standIns.text(service.secret))
        replace(&endpoint.state)
        endpoint.routeTables = replaced(endpoint.routeTables)
        endpoint.subnets = replaced(endpoint.subnets)
        endpoint.interfaces = replaced(endpoint.interfaces)
    }

    /// The stand-in of an address that is kept as text; what is no address is hidden.
    mutating func address(_ id: TextID) -> TextID {
        if id.isNone { return .none }
        return new((try? IPAddress(parsing: old(id))).map { standIns.address($0).description } ?? "hidden")
    }
}

/// The name of an endpoint's service: AWS's own are everybody's, and of another account's the last part tells whose it is.
private struct EndpointService {
    /// What stays: the whole of an AWS service's name, of another's what stands before its id.
    let open: String
    /// What gets a stand-in; empty of AWS's services.
    let secret: String

    init(_ name: String) {
        let isOfAccount = name.hasPrefix("com.amazonaws.vpce.") || name.hasPrefix("cn.com.amazonaws.vpce.")
        if !isOfAccount, ["com.amazonaws.", "cn.com.amazonaws.", "aws."].contains(where: name.hasPrefix) {
            (open, secret) = (name, "")
        } else if isOfAccount, let dot = name.lastIndex(of: ".") {
            (open, secret) = (String(name[...dot]), String(name[name.index(after: dot)...]))
        } else {
            (open, secret) = ("", name)
        }
    }
}
