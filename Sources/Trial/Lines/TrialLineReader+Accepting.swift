import CoreModel
import Documentation
import Reachability

/// What AWS refuses, as far as the inputs tell: where they do not, a change is tried.
extension TrialLineReader {
    /// What a thing is called in errors.
    func called(_ id: String) -> String {
        if let group = inventory.group(id: id) { return name(group) }
        let components = FoundComponent.all(in: inventory).first { inventory[$0.id] == id }
        let own = [
            components?.name, inventory.vpcs.first { inventory[$0.id] == id }?.name,
            inventory.subnets.first { inventory[$0.id] == id }?.name,
        ]
        let name = own.compactMap { $0 }.first { !$0.isNone }
        return name.map { inventory[$0] } ?? id
    }

    private func called(_ id: TextID) -> String { called(inventory[id]) }

    // MARK: Gateways, peering connections, attachments

    /// Throws where a gateway is attached already, or a VPC has one of its kind.
    ///
    /// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (Gateways) and
    /// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html
    func accept(gateway id: String, in vpc: String) throws(TrialFault) {
        guard let own = inventory.topology.gateways.first(where: { inventory[$0.id] == id }) else { return }
        if let attachment = own.attachments?.first(where: { $0.state.works == true && !$0.vpc.isNone }) {
            throw .attachedAlready(gateway: called(id), vpc: called(attachment.vpc))
        }
        let other = inventory.topology.gateways.first { gateway in
            gateway.kind == own.kind && gateway.id != own.id
                && gateway.attachments?.contains { $0.state.works == true && inventory[$0.vpc] == vpc } == true
        }
        if let other {
            let kind =
                switch own.kind {
                case .internet: FoundComponent.Kind.internetGateway
                case .egressOnly: FoundComponent.Kind.egressOnlyGateway
                case .virtualPrivate: FoundComponent.Kind.virtualPrivateGateway
                }
            throw .hasGateway(vpc: called(vpc), gateway: called(other.id), kind: kind.word)
        }
    }

    /// Throws where a peering connection does not wait to be accepted any more.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html (lifecycle)
    func accept(peering id: String) throws(TrialFault) {
        if gone.contains(id) { throw .isOff(called(id)) }
        let state = inventory.topology.peeringConnections.first { inventory[$0.id] == id }.map { inventory[$0.state.text] } ?? ""
        guard ["failed", "expired", "rejected", "deleting", "deleted"].contains(state.lowercased()) else { return }
        throw .notWaiting(peering: called(id), state: state)
    }

    /// Throws where an attachment and a table are of different transit gateways.
    func accept(_ attachment: EditedAttachment, table: String) throws(TrialFault) {
        try accept(attachment: attachment.id, table: table)
    }

    /// The same of an attachment by its id, which may be of several.
    func accept(attachment id: String, table: String) throws(TrialFault) {
        guard let own = inventory.topology.transitGatewayTables.first(where: { inventory[$0.id] == table }), !own.gateway.isNone
        else { return }
        let gateways = inventory.topology.transitGatewayAttachments.filter { inventory[$0.id] == id }.map(\.gateway)
        if gateways.isEmpty || gateways.contains(where: { $0.isNone || $0 == own.gateway }) { return }
        throw .tableOfOtherGateway(attachment: called(id), table: called(table), gateway: called(own.gateway))
    }

    /// Throws where a subnet is of another VPC than the one that is attached.
    func accept(subnet id: String, to attachment: EditedAttachment) throws(TrialFault) {
        let own = inventory.topology.transitGatewayAttachments.first {
            inventory[$0.id] == attachment.id && inventory[$0.gateway] == attachment.gateway
        }
        guard let own, own.kind == .vpc, !own.resource.isNone,
            let vpc = inventory.subnets.first(where: { inventory[$0.id] == id })?.vpc, !vpc.isNone, vpc != own.resource
        else { return }
        throw .subnetOfOtherVpc(subnet: called(id), vpc: called(vpc), attachment: called(attachment.id))
    }

    // MARK: Groups

    /// Throws where an interface takes no groups, or not one of another VPC.
    ///
    /// A group that is associated with further VPCs is carried in them: where a listing says so, or somebody there carries it.
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
    func accept(_ group: GroupIndex, on place: InterfaceIndex) throws(TrialFault) {
        let interface = inventory[place]
        if InterfaceMaker.isOfNatGateway(interface, in: inventory) {
            throw .takesNoGroups(writer.name(interface: place), of: FoundComponent.Kind.natGateway.word)
        }
        let vpc = inventory[group].vpc
        if vpc.isNone || interface.vpc.isNone || vpc == interface.vpc { return }
        if inventory[group].associatedVpcs.contains(interface.vpc) { return }
        if inventory.interfaces.contains(where: { $0.vpc == interface.vpc && $0.groups.contains(group) }) { return }
        throw .groupOfOtherVpc(
            group: name(group), vpc: called(vpc), carrier: writer.name(interface: place), of: called(interface.vpc))
    }

    // MARK: Routes

    /// Throws where AWS takes no such route into its table.
    func accept(_ route: EditedRoute) throws(TrialFault) {
        guard let table = inventory.topology.routeTables.first(where: { inventory[$0.id] == route.table }) else { return }
        let refusal = refusalOfFamily(route) ?? refusalWithinVpc(route, of: table) ?? refusalOfTarget(route, of: table)
        if let refusal { throw .noSuchRoute(writer.route(route), refusal) }
    }

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
            guard case .network = route.destination else { return nil }
            return .endpoint(target: called(own.id), comesWithRoutes: true)
        case .gatewayLoadBalancer, .tunnel, .unknown: return nil
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
            // One that is attached to nothing yet may be attached by another change.
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
