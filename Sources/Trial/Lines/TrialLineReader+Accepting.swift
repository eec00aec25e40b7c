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

    /// Throws where a peering connection does not wait to be accepted any more: it is accepted, or nobody can accept it.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html (lifecycle)
    func accept(peering id: String) throws(TrialFault) {
        if gone.contains(id) { throw .isOff(called(id)) }
        guard let own = inventory.topology.peeringConnections.first(where: { inventory[$0.id] == id })?.state else { return }
        let ended = ["failed", "expired", "rejected", "provisioning", "deleting", "deleted"]
        guard own.works == true || ended.contains(inventory[own.text].lowercased()) else { return }
        throw .notWaiting(peering: called(id), state: own.text.isNone ? "active" : inventory[own.text])
    }

    /// Throws where an attachment has a table already, which it has one of at a time.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html (route table association)
    func accept(association attachment: EditedAttachment, table: String) throws(TrialFault) {
        try accept(attachment: attachment.id, table: table)
        let own = inventory.topology.transitGatewayAttachments.first {
            inventory[$0.id] == attachment.id && inventory[$0.gateway] == attachment.gateway
        }
        guard let own, case .table(let known, let state) = own.association, state.works == true, !known.isNone else { return }
        throw .associatedAlready(attachment: called(own.id), with: called(known), isThere: inventory[known] == table)
    }

    /// Throws where a table has the routes of an attachment already.
    func accept(propagation attachment: EditedAttachment, table: String) throws(TrialFault) {
        try accept(attachment: attachment.id, table: table)
        let own = inventory.topology.transitGatewayTables.first { inventory[$0.id] == table }
        guard own?.propagations.contains(where: { inventory[$0] == attachment.id }) == true else { return }
        throw .propagatesAlready(attachment: called(attachment.id), to: called(table))
    }

    /// Throws where a written route stands in a transit gateway's table as it is meant.
    func accept(_ route: EditedTransitRoute) throws(TrialFault) {
        if let id = route.attachment { try accept(attachment: id, table: route.table) }
        let own = inventory.topology.transitGatewayTables.first { inventory[$0.id] == route.table }
        let stands = own?.routes.contains { known in
            known.origin == .written && inventory.edited(known.destination) == route.destination
                && known.hops.map { inventory[$0.attachment] } == [route.attachment].compactMap { $0 }
                && (route.attachment != nil || known.state == .blackhole)
        }
        if stands == true { throw .standsAlready(writer.text(.network(.addTransitRoute(route))) ?? route.table) }
    }

    /// Throws where an attachment, which may be of several transit gateways, and a table are of different ones.
    func accept(attachment id: String, table: String) throws(TrialFault) {
        guard let own = inventory.topology.transitGatewayTables.first(where: { inventory[$0.id] == table }), !own.gateway.isNone
        else { return }
        let gateways = inventory.topology.transitGatewayAttachments.filter { inventory[$0.id] == id }.map(\.gateway)
        if gateways.isEmpty || gateways.contains(where: { $0.isNone || $0 == own.gateway }) { return }
        throw .tableOfOtherGateway(attachment: called(id), table: called(table), gateway: called(own.gateway))
    }

    /// Throws where a subnet is of another VPC than the one that is attached, or of a zone that the attachment has one of.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html (one subnet for each zone)
    func accept(subnet id: String, to attachment: EditedAttachment) throws(TrialFault) {
        let own = inventory.topology.transitGatewayAttachments.first {
            inventory[$0.id] == attachment.id && inventory[$0.gateway] == attachment.gateway
        }
        guard let own, let subnet = inventory.subnets.first(where: { inventory[$0.id] == id }) else { return }
        if own.kind == .vpc, !own.resource.isNone, !subnet.vpc.isNone, subnet.vpc != own.resource {
            throw .subnetOfOtherVpc(subnet: called(id), vpc: called(subnet.vpc), attachment: called(attachment.id))
        }
        let known = inventory.subnets.first { known in
            guard own.subnets?.contains(known.id) == true else { return false }
            return known.id == subnet.id || known.zone == subnet.zone && !known.zone.isNone
                || known.zoneID == subnet.zoneID && !known.zoneID.isNone
        }
        if let known { throw .hasSubnetOfZone(attachment: called(attachment.id), subnet: called(known.id)) }
    }

    // MARK: Interfaces

    /// Throws where AWS made an interface for something: nobody else gives it an address, or changes what it checks.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
    func accept(changed place: InterfaceIndex) throws(TrialFault) {
        guard let maker = InterfaceMaker(of: place, in: inventory) else { return }
        throw .madeByAws(writer.name(interface: place), of: maker.kind.word, called: maker.id.map { called($0) })
    }

    /// Throws where an interface has not the private address that a public one is to be associated with; where it tells none, it may.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html (PrivateIpAddress: the primary or secondary
    /// private IP address to associate with the Elastic IP address)
    func accept(_ inner: IPAddress, of interface: InterfaceIndex) throws(TrialFault) {
        let own = inventory[interface]
        if own.privateAddresses.isEmpty || inner.version == .v4 && own.hasPrivateAddress(inner) { return }
        throw .notItsAddress(
            called(own.id), address: "\(inner)", has: own.privateAddresses(.v4).map(\.description))
    }

    /// Throws where something that AWS made has a public address: that alone lets go of it.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html (an address of a NAT gateway is disassociated there)
    func accept(address: IPAddress) throws(TrialFault) {
        let gateway = inventory.topology.natGateways.first { own in
            // One that is gone holds nothing any more.
            own.state.works != false && own.addresses.contains { $0.publicAddress == address }
        }
        if let gateway {
            throw .holdsAddress(called(gateway.id), FoundComponent.Kind.natGateway.word, address: "\(address)")
        }
        for place in inventory.interfaces.indices where inventory.interfaces[place].publicAddresses.contains(address) {
            guard let maker = InterfaceMaker(of: InterfaceIndex(place), in: inventory) else { continue }
            throw .holdsAddress(
                maker.id.map { called($0) } ?? writer.name(interface: InterfaceIndex(place)), maker.kind.word,
                address: "\(address)")
        }
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
        // Why a target is none that is gone would be said of what became of it.
        if let id = [route.table, route.target.id].first(where: gone.contains) { throw .isOff(called(id)) }
        guard let table = inventory.topology.routeTables.first(where: { inventory[$0.id] == route.table }) else { return }
        let refusal =
            refusalOfFamily(route) ?? refusalAtEdge(route, of: table) ?? refusalWithinVpc(route, of: table)
            ?? refusalOfTarget(route, of: table)
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
