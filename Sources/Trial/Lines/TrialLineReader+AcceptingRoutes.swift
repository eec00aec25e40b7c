import CoreModel
import Reachability

/// Which routes AWS takes into which table, as far as the inputs tell.
extension TrialLineReader {
    /// Throws where AWS takes no such route into its table.
    func accept(_ route: EditedRoute) throws(TrialFault) {
        // Why a target is none that is gone would be said of what became of it.
        if let id = [route.table, route.target.id].first(where: gone.contains) { throw .isOff(called(id)) }
        guard let table = inventory.topology.routeTables.first(where: { inventory[$0.id] == route.table }) else { return }
        let refusal =
            refusalOfReserved(route) ?? refusalOfFamily(route) ?? refusalAtEdge(route, of: table)
            ?? refusalWithinVpc(route, of: table) ?? refusalOfState(route.target) ?? refusalOfTarget(route, of: table)
        if let refusal { throw .noSuchRoute(writer.route(route), refusal) }
    }

    /// Why a destination has a route in no table: AWS's services answer there.
    ///
    /// A route for more than that may be.
    private func refusalOfReserved(_ route: EditedRoute) -> TrialFault.RouteRefusal? {
        guard case .network(let network) = route.destination, let block = Self.reserved.first(where: { $0.contains(network) })
        else { return nil }
        return .reserved(block)
    }

    /// What AWS keeps for its services.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html (rules and considerations)
    private static let reserved = ["169.254.168.0/22", "fd00:ec2::/32"].compactMap { try? IPNetwork(parsing: $0) }

    private func refusalOfFamily(_ route: EditedRoute) -> TrialFault.RouteRefusal? {
        guard case .network(let network) = route.destination else { return nil }
        switch (route.target.kind, network.version) {
        case (.natGateway, .v6):
            return Self.translated.contains { $0.contains(network) } ? nil : .family(target: called(route.target.id), .v4)
        case (.egressOnlyInternetGateway, .v4): return .family(target: called(route.target.id), .v6)
        default: return nil
        }
    }

    /// What a NAT gateway translates to IPv4.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
    private static let translated = [try? IPNetwork(parsing: "64:ff9b::/96")].compactMap { $0 }

    /// Why a destination within the table's VPC can have no such route: only a whole subnet's can, to what may stand before it.
    private func refusalWithinVpc(_ route: EditedRoute, of table: RouteTable) -> TrialFault.RouteRefusal? {
        guard case .network(let network) = route.destination, route.target.kind != .local, !table.vpc.isNone,
            let block = blocks(of: table).first(where: { $0.contains(network) })
        else { return nil }
        if block != network, !mayBeSubnet(network, of: table.vpc) { return .noSubnet(block) }
        switch route.target.kind {
        case .natGateway, .networkInterface, .instance, .localGateway, .unknown: return nil
        case .vpcEndpoint:
            let kind = endpoint(route.target.id)?.kind ?? .unknown
            return [.gatewayLoadBalancer, .unknown].contains(kind) ? nil : .targetWithinVpc
        default: return .targetWithinVpc
        }
    }

    /// Why a table that a gateway's packets are looked up in has no such route.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html (rules and considerations)
    private func refusalAtEdge(_ route: EditedRoute, of table: RouteTable) -> TrialFault.RouteRefusal? {
        guard let gateway = table.gateways.first else { return nil }
        switch route.destination {
        case .prefixList: return .edgeList(gateway: called(gateway))
        case .network(let network):
            let vpc = inventory.vpcs.first { $0.id == table.vpc }
            let isTold = vpc.map { !$0.networks.isEmpty && !$0.openFamilies.contains(network.version) } ?? false
            if isTold, !blocks(of: table).contains(where: { $0.contains(network) }) {
                return .edgeDestination(gateway: called(gateway))
            }
        }
        switch route.target.kind {
        case .local, .networkInterface, .instance, .none, .unknown: return nil
        case .vpcEndpoint:
            let kind = endpoint(route.target.id)?.kind ?? .unknown
            return [.gatewayLoadBalancer, .unknown].contains(kind) ? nil : .edgeTarget(gateway: called(gateway))
        case .internetGateway, .egressOnlyInternetGateway, .virtualPrivateGateway, .natGateway, .transitGateway,
            .peeringConnection, .localGateway, .carrierGateway, .coreNetwork, .odbNetwork:
            return .edgeTarget(gateway: called(gateway))
        }
    }

    private func blocks(of table: RouteTable) -> [IPNetwork] {
        let local = table.routes.filter { $0.target.kind == .local || $0.origin == .createRouteTable }.compactMap {
            route -> IPNetwork? in
            if case .network(let network) = route.destination { network } else { nil }
        }
        return (inventory.vpcs.first { $0.id == table.vpc }?.networks ?? []) + local
    }

    /// Whether a CIDR is a subnet's, or may be that of one that no input tells: subnets do not overlap.
    private func mayBeSubnet(_ network: IPNetwork, of vpc: TextID) -> Bool {
        let subnets = inventory.subnets.filter { $0.vpc == vpc }
        let told = subnets.flatMap(\.networks)
        if told.contains(network) { return true }
        if told.contains(where: { $0.contains(network) || network.contains($0) }) { return false }
        if subnets.contains(where: { $0.networks.isEmpty || $0.openFamilies.contains(network.version) }) { return true }
        return inventory.coverage(of: .subnets, inVpc: vpc) != .complete
    }

    private func endpoint(_ id: String) -> VpcEndpoint? { inventory.topology.endpoints.first { inventory[$0.id] == id } }

    /// Why no route leads to a target any more: it is gone, or comes to nothing.
    ///
    /// What is being made, or waits to be accepted, may be led to already.
    private func refusalOfState(_ target: EditedTarget) -> TrialFault.RouteRefusal? {
        let (id, topology) = (target.id, inventory.topology)
        let gone = ["deleting", "deleted"]
        let (state, ended): (ResourceState?, [String]) =
            switch target.kind {
            case .natGateway: (topology.natGateways.first { inventory[$0.id] == id }?.state, gone + ["failed"])
            case .peeringConnection:
                (
                    topology.peeringConnections.first { inventory[$0.id] == id }?.state,
                    gone + ["failed", "rejected", "expired"]
                )
            case .vpcEndpoint: (endpoint(id)?.state, gone)
            case .transitGateway: (topology.transitGateways.first { inventory[$0.id] == id }?.state, gone)
            default: (nil, [])
            }
        guard let word = state.map({ inventory[$0.text] }), ended.contains(word.lowercased()) else { return nil }
        return .ended(target: called(id), state: word)
    }

    /// Why a target is none for this table: it is of another VPC, or does not join the table's.
    private func refusalOfTarget(_ route: EditedRoute, of table: RouteTable) -> TrialFault.RouteRefusal? {
        let (id, topology) = (route.target.id, inventory.topology)
        if let refusal = refusalOfEndpoint(route) { return refusal }
        guard !table.vpc.isNone, !id.isEmpty else { return nil }
        switch route.target.kind {
        case .peeringConnection:
            let sides = topology.peeringConnections.first { inventory[$0.id] == id }?.sides ?? []
            if sides.count < 2 || sides.contains(where: { $0.vpc == table.vpc }) { return nil }
            return .notJoined(target: called(id), table: called(table.vpc))
        case .transitGateway:
            let isListed = [NetworkListing.Kind.transitGatewayAttachments, .transitGatewayVpcAttachments].contains {
                inventory.coverage(of: $0, inVpc: table.vpc) == .complete
            }
            let isAttached = topology.transitGatewayAttachments.contains { own in
                (inventory[own.gateway] == id || own.gateway.isNone) && (own.resource == table.vpc || own.resource.isNone)
                    && own.state.works != false
            }
            return isListed && !isAttached ? .notJoined(target: called(id), table: called(table.vpc)) : nil
        default:
            if let attachments = topology.gateways.first(where: { inventory[$0.id] == id })?.attachments,
                !attachments.contains(where: { $0.state.works != false })
            {
                return .notAttached(target: called(id))
            }
            let vpcs = self.vpcs(of: route.target)
            guard let other = vpcs.first, !vpcs.contains(table.vpc) else { return nil }
            return .targetOfOtherVpc(target: called(id), vpc: called(other), table: called(table.vpc))
        }
    }

    /// Why no table has a route to an endpoint: only Gateway Load Balancer endpoints are led to, and gateway endpoints for their lists.
    private func refusalOfEndpoint(_ route: EditedRoute) -> TrialFault.RouteRefusal? {
        guard route.target.kind == .vpcEndpoint, let own = endpoint(route.target.id) else { return nil }
        switch own.kind {
        case .interface, .resource, .serviceNetwork: return .endpoint(target: called(own.id), comesWithRoutes: false)
        case .gateway:
            if case .prefixList(let id) = route.destination {
                let list = inventory.prefixList(id: id).map { inventory.prefixLists[$0] }
                if list.flatMap({ inventory.isList($0, of: own) }) != false { return nil }
            }
            return .endpoint(target: called(own.id), comesWithRoutes: true)
        case .gatewayLoadBalancer:
            if case .prefixList = route.destination { return .endpointList(target: called(own.id)) }
            return nil
        case .tunnel, .unknown: return nil
        }
    }

    /// The VPCs that a target is of; empty where no input tells, or something of it is open.
    private func vpcs(of target: EditedTarget) -> [TextID] {
        let topology = inventory.topology
        func told(_ vpcs: [TextID]) -> [TextID] { vpcs.contains(.none) ? [] : vpcs }
        func ofSubnet(_ id: TextID) -> TextID { id.isNone ? .none : inventory.subnets.first { $0.id == id }?.vpc ?? .none }
        switch target.kind {
        case .internetGateway, .egressOnlyInternetGateway, .virtualPrivateGateway:
            let attachments = topology.gateways.first { inventory[$0.id] == target.id }?.attachments ?? []
            return told(attachments.filter { $0.state.works != false }.map(\.vpc))
        case .natGateway:
            let own = topology.natGateways.filter { inventory[$0.id] == target.id }
            return told(own.map { $0.vpc.isNone ? ofSubnet($0.subnet) : $0.vpc })
        case .networkInterface, .instance:
            let own = inventory.interfaces.filter {
                inventory[target.kind == .instance ? $0.instance : $0.id] == target.id
            }
            return told(own.map { $0.vpc.isNone ? ofSubnet($0.subnet) : $0.vpc })
        case .vpcEndpoint: return told([endpoint(target.id)?.vpc ?? .none])
        default: return []
        }
    }
}
