import CoreModel

extension FoundComponent {
    /// Every part of the network that the inventory tells, by kind.
    public static func all(in inventory: Inventory) -> [FoundComponent] {
        let topology = inventory.topology
        let parts = filters(topology) + gateways(topology) + joins(topology) + balancers(topology)
        return parts.filter { !$0.id.isNone }
    }

    private static func filters(_ topology: Topology) -> [FoundComponent] {
        let tables = topology.routeTables.map { table in
            FoundComponent(.routeTable, table.id, table.name, vpcs: [table.vpc], subnets: table.subnets)
        }
        return tables
            + topology.networkACLs.map { acl in
                FoundComponent(.networkACL, acl.id, acl.name, vpcs: [acl.vpc], subnets: acl.subnets)
            }
    }

    private static func gateways(_ topology: Topology) -> [FoundComponent] {
        let gateways = topology.gateways.map { gateway in
            let kind: Kind =
                switch gateway.kind {
                case .internet: .internetGateway
                case .egressOnly: .egressOnlyGateway
                case .virtualPrivate: .virtualPrivateGateway
                }
            return FoundComponent(kind, gateway.id, gateway.name, vpcs: (gateway.attachments ?? []).map(\.vpc))
        }
        let nats = topology.natGateways.map { nat in
            FoundComponent(
                .natGateway, nat.id, nat.name, vpcs: [nat.vpc], subnets: [nat.subnet],
                interfaces: nat.addresses.map(\.interface))
        }
        let endpoints = topology.endpoints.map { endpoint in
            FoundComponent(
                .endpoint, endpoint.id, endpoint.name, vpcs: [endpoint.vpc], subnets: endpoint.subnets,
                interfaces: endpoint.interfaces)
        }
        return gateways + nats + endpoints
            + topology.firewalls.map { FoundComponent(.firewall, $0.id, $0.name, vpcs: [$0.vpc], subnets: $0.subnets) }
    }

    private static func joins(_ topology: Topology) -> [FoundComponent] {
        func attached(_ gateway: TextID) -> [TextID] {
            topology.transitGatewayAttachments.filter { $0.gateway == gateway && $0.kind == .vpc }.map(\.resource)
        }
        let peerings = topology.peeringConnections.map { FoundComponent(.peering, $0.id, $0.name, vpcs: $0.sides.map(\.vpc)) }
        let transit = topology.transitGateways.map { FoundComponent(.transitGateway, $0.id, $0.name, vpcs: attached($0.id)) }
        let attachments = topology.transitGatewayAttachments.map {
            FoundComponent(
                .transitGatewayAttachment, $0.id, $0.name, vpcs: $0.kind == .vpc ? [$0.resource] : [], subnets: $0.subnets ?? [])
        }
        let tables = topology.transitGatewayTables.map {
            FoundComponent(.transitGatewayTable, $0.id, $0.name, vpcs: attached($0.gateway))
        }
        return peerings + transit + attachments + tables
            + topology.vpnConnections.map { FoundComponent(.vpn, $0.id, $0.name, vpcs: attached($0.gateway)) }
            + topology.customerGateways.map { FoundComponent(.customerGateway, $0.id, $0.name) }
            + topology.directConnectGateways.map { FoundComponent(.directConnectGateway, $0.id, $0.name) }
    }

    private static func balancers(_ topology: Topology) -> [FoundComponent] {
        topology.loadBalancers.map { FoundComponent(.loadBalancer, $0.id, $0.name, vpcs: [$0.vpc], subnets: $0.subnets) }
            + topology.targetGroups.map { FoundComponent(.targetGroup, $0.id, $0.name, vpcs: [$0.vpc]) }
    }

    private init(
        _ kind: Kind, _ id: TextID, _ name: TextID, vpcs: [TextID] = [], subnets: [TextID] = [], interfaces: [TextID] = []
    ) {
        self.init(kind, id, name)
        self.vpcs = vpcs.filter { !$0.isNone }.distinct()
        self.subnets = subnets.filter { !$0.isNone }
        self.interfaces = interfaces.filter { !$0.isNone }
    }

    /// The addresses that are its own and perhaps no interface's: a NAT gateway's, a customer gateway's.
    func addresses(in inventory: Inventory) -> [String] {
        switch kind {
        case .natGateway:
            let all = inventory.topology.natGateways.first { $0.id == id }?.addresses ?? []
            let own = all.flatMap { [$0.privateAddress, $0.publicAddress] }.compactMap { $0 }
            return own.filter { address in !inventory.interfaces.contains { $0.hasAddress(address) } }.map(\.description)
        case .customerGateway:
            return [inventory.topology.customerGateways.first { $0.id == id }.map { inventory[$0.address] } ?? ""]
        default: return []
        }
    }
}
