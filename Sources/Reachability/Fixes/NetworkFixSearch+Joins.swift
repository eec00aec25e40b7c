import CoreModel

/// Routes to another VPC, over the only thing there is that joins it to the table's.
extension NetworkFixSearch {
    /// Whether what fails is on its way to an address that no internet gateway leads to: another VPC's, or one beyond a VPN.
    func isJoined(_ failure: Failure) -> Bool {
        let address = failure.stage.destination
        if !SpecialAddresses.publicAddresses(address.version).contains(address.bits) { return true }
        // Addresses of IPv6 are public within VPCs too.
        return address.version == .v6 && farVpc(failure) != nil
    }

    /// The VPC that what fails is on its way to; nil where no input tells one.
    func farVpc(_ failure: Failure) -> TextID? {
        let (address, entry) = (failure.stage.destination, failure.entry)
        for end in [entry.source.end, entry.destination.end] where end.address == address {
            if let vpc = index.vpc(of: end) { return vpc }
        }
        // A NAT gateway's own address, to which answers go.
        let translators = entry.way.stages.filter { $0.kind == .nat }.compactMap { index.natGateway($0.component) }
        let own = translators.first { $0.addresses.contains { $0.privateAddress == address } }
        if let own { return own.vpc.isNone ? index.vpc(ofSubnet: own.subnet) : own.vpc }
        return peers.first { $0.networks.contains { $0.contains(address) } }?.vpc
    }

    /// The VPCs of peering connections that carry packets.
    private var peers: [PeeredVpc] {
        inventory.topology.peeringConnections.filter { $0.state.works != false }.flatMap(\.sides)
    }

    /// The block of the far VPC that holds the destination: what a route to it is for, as people write them; else the address alone.
    func block(_ failure: Failure) -> IPNetwork {
        let address = failure.stage.destination
        guard let vpc = farVpc(failure) else { return networks(failure).first ?? .single(address) }
        let own = index.vpc(vpc)?.networks ?? []
        let told = peers.filter { $0.vpc == vpc }.flatMap(\.networks)
        return (own + told).first { $0.contains(address) } ?? .single(address)
    }

    /// What joins a VPC to the one that what fails is on its way to; an answer goes back by what its packet came by.
    ///
    /// A transit gateway counts where both are attached to it, or to gateways that are peered: what its tables lack is looked at when the way
    /// gets there.
    func joints(_ failure: Failure, from vpc: TextID, besides dead: RouteTarget? = nil) -> [RouteTarget] {
        let address = failure.stage.destination
        guard let far = farVpc(failure), far != vpc else { return [] }
        let peerings = inventory.topology.peeringConnections.filter { connection in
            connection.state.works != false && connection.sides.contains { $0.vpc == vpc }
                && connection.sides.contains { side in
                    side.vpc == far && (side.networks.isEmpty || side.networks.contains { $0.contains(address) })
                }
        }
        let gateways = gateways(of: vpc).filter { leads($0, to: far) }
        let all =
            (peerings.map { RouteTarget(.peeringConnection, $0.id) } + gateways.map { RouteTarget(.transitGateway, $0) })
            .filter { $0 != dead }
        guard failure.stage.leg == .reply else { return all }
        let came = failure.before.last { $0.leg == .packet && [.pcx, .tgw].contains($0.kind) }?.component
        let own = all.filter { $0.id == came }
        return own.isEmpty ? all : own
    }

    /// The transit gateways that a VPC is attached to.
    private func gateways(of vpc: TextID) -> [TextID] {
        inventory.topology.transitGatewayAttachments.filter { $0.kind == .vpc && $0.resource == vpc && $0.state.works != false }
            .map(\.gateway).filter { !$0.isNone }.distinct()
    }

    /// Whether a VPC is attached to a transit gateway, or to one that it is peered with.
    private func leads(_ gateway: TextID, to vpc: TextID) -> Bool {
        let own = gateways(of: vpc)
        if own.contains(gateway) { return true }
        return inventory.topology.transitGatewayAttachments.contains {
            $0.kind == .peering && $0.gateway == gateway && $0.state.works != false && own.contains($0.resource)
        }
    }

    /// The only thing that a route to another VPC can lead to.
    func joint(
        _ failure: Failure, at place: (table: RouteTableIndex, place: Int?), besides dead: RouteTarget?
    ) -> Result<RouteTarget, NoNetworkFix> {
        let all = joints(failure, from: inventory.topology[place.table].vpc, besides: dead)
        if let only = all.first, all.count == 1 { return .success(only) }
        // What the route is for besides stays where it is.
        let route = place.place.map { inventory.topology[place.table].routes[$0] }
        var replaced = place.place
        if case .network(let network)? = route?.destination, !block(failure).contains(network) { replaced = nil }
        let needed = needed(failure, at: (place.table, replaced))
        var kinds: [RouteTarget.Kind] = [.peeringConnection, .transitGateway]
        // What falls to a default route was mostly meant for another VPC.
        if case .privateDestination = failure.stage.reason {} else { kinds.append(.virtualPrivateGateway) }
        return .failure(all.isEmpty ? .noComponent(needed, kinds) : .severalComponents(needed, all))
    }

    /// What falls to a gateway that drops it: a route of the sender's own table, or of a transit gateway's, has to lead to
    /// the other VPC.
    func joining(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix> {
        if let fixes = rejoining(failure) { return fixes }
        let first = failure.entry.way.stages.first { $0.kind == .table && $0.leg == failure.stage.leg }
        guard case .route(let table, let choice)? = first?.reason else {
            return .failure(.noComponent(needed(failure, at: nil), [.peeringConnection, .transitGateway]))
        }
        guard case .route(let place)? = choice.certain else {
            return .failure(.noComponent(needed(failure, at: (table, nil)), [.peeringConnection, .transitGateway]))
        }
        return leading(failure, (table, place), choice)
    }

    /// A peering connection that a route leads to and that waits to be accepted.
    func acceptance(of target: RouteTarget) -> NetworkFix? {
        guard target.kind == .peeringConnection,
            let connection = inventory.topology.peeringConnections.first(where: { $0.id == target.id }),
            inventory.waitsToBeAccepted(connection.state)
        else { return nil }
        return .acceptance(peering: connection.id)
    }

    /// A table leads to another VPC: the route that wins goes where a right one loses against it; else it leads elsewhere, or a more specific
    /// one does.
    func leading(
        _ failure: Failure, _ taken: (table: RouteTableIndex, place: Int), _ choice: RouteChoice? = nil,
        besides dead: RouteTarget? = nil
    ) -> Result<[NetworkFix], NoNetworkFix> {
        let own = inventory.topology[taken.table]
        let route = own.routes[taken.place]
        let dead = dead ?? route.target
        let joints = joints(failure, from: own.vpc, besides: dead)
        let losers = (choice ?? self.choice(failure, taken.table)).losers.map { own.routes[$0.route] }
        let next = losers.first { joints.contains($0.target) && $0.state != .blackhole }
        let isWritten = !route.origin.isPropagated && route.target.kind != .local
        if let next, isWritten {
            return .success([.removal(taken.table, destination: route.destination, target: route.target, next: next.target)])
        }
        return joint(failure, at: (taken.table, taken.place), besides: dead).map { target in
            let block = block(failure)
            guard case .network(let network) = route.destination else {
                return networks(failure).map { .route(taken.table, destination: .network($0), target: target, replaces: nil) }
            }
            if isWritten, block.contains(network) {
                return [.route(taken.table, destination: route.destination, target: target, replaces: route.target)]
            }
            // What the route is for besides stays where it is.
            let isLonger = block.prefixLength > network.prefixLength || (block == network && !isWritten)
            let wanted = isLonger ? [block] : networks(failure)
            return wanted.map { .route(taken.table, destination: .network($0), target: target, replaces: nil) }
        }
    }

    private func choice(_ failure: Failure, _ table: RouteTableIndex) -> RouteChoice {
        let own = inventory.topology[table]
        return own.choose(failure.stage.destination, vpcBlocks: index.blocks(ofVpc: own.vpc), list: index.list)
    }
}
