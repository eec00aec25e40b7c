import CoreModel

/// What joins VPCs, a line each with every id, so that two readings can be compared.
enum JoiningLines {
    static func all(_ inventory: Inventory) -> [String] {
        peerings(inventory) + gateways(inventory) + attachments(inventory) + tables(inventory) + edges(inventory)
    }

    static func peerings(_ inventory: Inventory) -> [String] {
        func side(_ side: PeeredVpc) -> String {
            words(
                inventory[side.vpc], inventory[side.owner], inventory[side.region],
                side.networks.map(\.description).joined(separator: ","))
        }
        return inventory.topology.peeringConnections.map {
            words("peering", inventory[$0.id], inventory[$0.name], state($0.state, inventory))
                + ": \(side($0.requester)) - \(side($0.accepter))"
        }
    }

    static func gateways(_ inventory: Inventory) -> [String] {
        inventory.topology.transitGateways.map {
            words(
                "gateway", inventory[$0.id], inventory[$0.name], inventory[$0.owner], inventory[$0.region],
                state($0.state, inventory),
                flag("references", $0.keepsReferences), "association \(inventory[$0.associationTable])",
                "propagation \(inventory[$0.propagationTable])", $0.networks.map(\.description).joined(separator: ","))
        }
    }

    static func attachments(_ inventory: Inventory) -> [String] {
        inventory.topology.transitGatewayAttachments.map {
            let association =
                switch $0.association {
                case .unknown: "?"
                case .none: "none"
                case .table(let table, let own): words(inventory[table], state(own, inventory))
                }
            return words(
                "attachment", inventory[$0.id], inventory[$0.name], "of", inventory[$0.gateway], "\($0.kind)",
                inventory[$0.resource],
                inventory[$0.resourceOwner], inventory[$0.peerRegion], state($0.state, inventory), "table", association,
                $0.subnets.map { "subnets " + $0.map { inventory[$0] }.joined(separator: ",") } ?? "",
                flag("references", $0.keepsReferences), flag("appliance", $0.usesApplianceMode), flag("ipv6", $0.carriesIPv6))
        }
    }

    static func tables(_ inventory: Inventory) -> [String] {
        inventory.topology.transitGatewayTables.flatMap { table in
            [
                words(
                    "table", inventory[table.id], inventory[table.name], "of", inventory[table.gateway],
                    state(table.state, inventory),
                    "associations", knowledge(table.associationKnowledge),
                    table.associations.map { words(inventory[$0.attachment], state($0.state, inventory)) }.joined(separator: ","),
                    "propagations", knowledge(table.propagationKnowledge),
                    table.propagations.map { inventory[$0] }.joined(separator: ","), "routes",
                    knowledge(table.routeKnowledge), table.listsPropagatedRoutes ? "with propagated" : "")
            ]
                + table.routes.map { route in
                    let destination =
                        switch route.destination {
                        case .network(let network): network.description
                        case .prefixList(let id), .unknown(let id): inventory[id]
                        }
                    let hops = route.hops.map { words(inventory[$0.attachment], "\($0.kind)", inventory[$0.resource]) }
                    return words(
                        "route", destination, inventory[route.prefixList], "\(route.origin)", "\(route.state)",
                        hops.joined(separator: ","), route.doubt == .none ? "" : "?")
                }
        }
    }

    static func edges(_ inventory: Inventory) -> [String] {
        let topology = inventory.topology
        func ids(_ name: String, _ ids: [TextID]) -> String {
            ids.isEmpty ? "" : "\(name) " + ids.map { inventory[$0] }.joined(separator: ",")
        }
        var lines = topology.gateways.filter { $0.kind == .virtualPrivate }.map { gateway in
            let attachments = gateway.attachments?.map { words(inventory[$0.vpc], state($0.state, inventory)) }
            return words(
                "vgw", inventory[gateway.id], inventory[gateway.name], attachments?.joined(separator: ",") ?? "?")
        }
        lines += topology.vpnConnections.map {
            words(
                "vpn", inventory[$0.id], inventory[$0.name], inventory[$0.gateway], inventory[$0.customerGateway],
                state($0.state, inventory), flag("static", $0.isStatic), $0.networks.map(\.description).joined(separator: ","),
                $0.tunnels.map { $0 ? "up" : "down" }.joined(separator: ","))
        }
        lines += topology.customerGateways.map { words("cgw", inventory[$0.id], inventory[$0.name], inventory[$0.address]) }
        lines += topology.directConnectGateways.map { gateway in
            words(
                "dx", inventory[gateway.id], inventory[gateway.name],
                gateway.associations.map { words(inventory[$0.attachment], state($0.state, inventory)) }.joined(separator: ","))
        }
        lines += topology.endpoints.map {
            words(
                "endpoint", inventory[$0.id], "\($0.kind)", inventory[$0.name], inventory[$0.vpc], inventory[$0.owner],
                inventory[$0.service], state($0.state, inventory), ids("tables", $0.routeTables), ids("subnets", $0.subnets),
                ids("interfaces", $0.interfaces), flag("restricts", $0.restricts))
        }
        lines += topology.firewalls.map {
            words(
                "firewall", inventory[$0.id], inventory[$0.name], inventory[$0.vpc], inventory[$0.transitGateway],
                ids("subnets", $0.subnets), ids("endpoints", $0.endpoints))
        }
        return lines
    }

    private static func words(_ words: String...) -> String { words.filter { !$0.isEmpty }.joined(separator: " ") }

    private static func state(_ state: ResourceState, _ inventory: Inventory) -> String {
        state.text.isNone ? "" : inventory[state.text] + (state.works.map { $0 ? " works" : " fails" } ?? " open")
    }

    private static func flag(_ name: String, _ value: Bool?) -> String { value.map { $0 ? name : "no \(name)" } ?? "" }

    private static func knowledge(_ knowledge: ListKnowledge) -> String {
        switch knowledge {
        case .absent: "not told"
        case .complete: "all"
        case .partial: "some"
        }
    }
}
