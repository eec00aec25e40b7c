import CoreModel

/// What joins VPCs with each other and with networks beyond AWS, by id: peerings, transit gateways, endpoints, firewalls, VPNs.
///
/// Complexity: linear in them and in the routes of tables that name a peering.
struct TransitIndex: Sendable {
    /// A VPC, or another transit gateway, as it is attached to one.
    private struct Attached: Hashable {
        var resource: TextID
        var gateway: TextID
    }

    /// A peering connection with what listings and the routes of both sides tell of it.
    struct Peering {
        /// Its state; untold where only routes name it.
        var state: ResourceState
        /// The VPCs that it joins, as far as they are told.
        var sides: [PeeredVpc]
        /// Whether they are in one region, where that is told and not which it is.
        var staysInRegion: Bool?
        /// Whether something beside routes tells it.
        var isListed: Bool
    }

    private var peerings: [TextID: Peering] = [:]
    private var gateways: [TextID: TransitGateway] = [:]
    private var attachments: [TransitGatewayAttachment.Identity: TransitGatewayAttachment] = [:]
    private var attachmentsByResource: [Attached: [TransitGatewayAttachment]] = [:]
    private var attachmentsOfVpcs: [TextID: [TransitGatewayAttachment]] = [:]
    private var tables: [TextID: TransitGatewayTableIndex] = [:]
    private var attachedSubnets: Set<TextID> = []
    private var endpoints: [TextID: VpcEndpoint] = [:]
    private var endpointsByInterface: [TextID: TextID] = [:]
    private var firewalls: [TextID: TextID] = [:]
    private var connections: [TextID: VpnConnection] = [:]
    private var connectionsByGateway: [TextID: [VpnConnection]] = [:]

    init(_ inventory: Inventory) {
        let topology = inventory.topology
        for peering in topology.peeringConnections {
            peerings[peering.id] = Peering(
                state: peering.state, sides: peering.sides, staysInRegion: peering.staysInRegion, isListed: true)
        }
        // A route to a peering stands only in tables of the VPCs that it joins.
        for table in topology.routeTables where !table.vpc.isNone {
            for route in table.routes where route.target.kind == .peeringConnection && route.state != .blackhole {
                let id = route.target.id
                let told = peerings[id]?.sides ?? []
                if told.count == 2 || told.contains(where: { $0.vpc == table.vpc }) { continue }
                var side = PeeredVpc()
                side.vpc = table.vpc
                peerings[id, default: Peering(state: ResourceState(), sides: [], isListed: false)].sides.append(side)
            }
        }
        for gateway in topology.transitGateways { gateways[gateway.id] = gateway }
        for attachment in topology.transitGatewayAttachments {
            attachments[attachment.identity] = attachment
            let attached = Attached(resource: attachment.resource, gateway: attachment.gateway)
            attachmentsByResource[attached, default: []].append(attachment)
            guard attachment.kind == .vpc else { continue }
            attachedSubnets.formUnion(attachment.subnets ?? [])
            attachmentsOfVpcs[attachment.resource, default: []].append(attachment)
        }
        for (place, table) in topology.transitGatewayTables.enumerated() { tables[table.id] = TransitGatewayTableIndex(place) }
        for endpoint in topology.endpoints {
            endpoints[endpoint.id] = endpoint
            for interface in endpoint.interfaces { endpointsByInterface[interface] = endpoint.id }
        }
        for firewall in topology.firewalls { for endpoint in firewall.endpoints { firewalls[endpoint] = firewall.id } }
        for connection in topology.vpnConnections {
            connections[connection.id] = connection
            connectionsByGateway[connection.gateway, default: []].append(connection)
        }
    }

    /// A peering connection; nil where nothing names it.
    func peering(_ id: TextID) -> Peering? { peerings[id] }

    func transitGateway(_ id: TextID) -> TransitGateway? { gateways[id] }

    /// An attachment of a transit gateway.
    func attachment(_ id: TextID, of gateway: TextID) -> TransitGatewayAttachment? {
        attachments[.init(id: id, gateway: gateway)]
    }

    /// The attachment by which a transit gateway has what joins it to another one: of the same id, else, as within a region, of an id of
    /// its own; nil where none is told, or several are.
    func attachment(joining gateway: TextID, to other: TextID, as id: TextID) -> TransitGatewayAttachment? {
        if let same = attachment(id, of: gateway) { return same }
        let all = attachmentsByResource[Attached(resource: other, gateway: gateway)] ?? []
        return all.count == 1 ? all[0] : nil
    }

    /// The attachment of a VPC to a transit gateway: of several, of which others are gone, the one that works; nil where none is told, or
    /// several work.
    func attachment(ofVpc vpc: TextID, to gateway: TextID) -> TransitGatewayAttachment? {
        let all = attachmentsByResource[Attached(resource: vpc, gateway: gateway)] ?? []
        let working = all.filter { $0.state.works != false }
        return working.count == 1 ? working[0] : working.isEmpty && all.count == 1 ? all[0] : nil
    }

    /// Whether a transit gateway has an interface in a subnet.
    func hasAttachment(inSubnet id: TextID) -> Bool { attachedSubnets.contains(id) }

    func transitTable(_ id: TextID) -> TransitGatewayTableIndex? { tables[id] }

    func endpoint(_ id: TextID) -> VpcEndpoint? { endpoints[id] }

    /// The endpoint that an interface is of.
    func endpoint(ofInterface id: TextID) -> VpcEndpoint? { endpointsByInterface[id].flatMap { endpoints[$0] } }

    /// The firewall that an endpoint is of.
    func firewall(behind endpoint: TextID) -> TextID? { firewalls[endpoint] }

    func vpnConnection(_ id: TextID) -> VpnConnection? { connections[id] }

    /// The VPN connections of a virtual private gateway.
    func vpnConnections(of gateway: TextID) -> [VpnConnection] { connectionsByGateway[gateway] ?? [] }

    /// What packets from a VPC may pass on their way elsewhere: the tables of transit gateways, and the VPCs that these lead through.
    ///
    /// A VPC is led through where a route into it is for addresses that are not its own. Complexity: linear in the routes of these tables.
    func passed(from vpc: TextID, _ topology: Topology, blocks: (TextID) -> [IPNetwork]?) -> (
        tables: [TransitGatewayTableIndex], vpcs: [TextID]
    ) {
        var visited: Set<TransitGatewayTableIndex> = []
        var vpcs: [TextID] = [vpc]
        var waiting = attachmentsOfVpcs[vpc] ?? []
        while let attachment = waiting.popLast() {
            guard case .table(let id, _) = attachment.association, let table = tables[id], visited.insert(table).inserted else {
                continue
            }
            for route in topology[table].routes {
                for hop in route.hops {
                    let far = self.attachment(hop.attachment, of: attachment.gateway)
                    let resource = far.map(\.resource) ?? hop.resource
                    switch far?.kind ?? hop.kind {
                    case .peering:
                        if let other = self.attachment(joining: resource, to: attachment.gateway, as: hop.attachment) {
                            waiting.append(other)
                        }
                    case .vpc:
                        if vpcs.contains(resource) { continue }
                        if case .network(let network) = route.destination,
                            blocks(resource)?.contains(where: { $0.contains(network) }) == true
                        {
                            continue
                        }
                        vpcs.append(resource)
                        waiting += attachmentsOfVpcs[resource] ?? []
                    default: break
                    }
                }
            }
        }
        return (visited.sorted(), Array(vpcs.dropFirst()))
    }
}
