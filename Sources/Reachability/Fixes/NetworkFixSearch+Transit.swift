import CoreModel

/// What peering connections and transit gateways need to lead on.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
extension NetworkFixSearch {
    /// What takes away that a peering connection or a transit gateway stops what fails.
    func join(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix> {
        switch failure.stage.reason {
        case .attachmentZone(let id, let zone): return subnet(id, zone, failure)
        case .noAssociation(let id): return association(id, failure)
        case .transitRoute(let table, _): return transitRoute(failure, table, nil)
        case .transitBlackhole(let table, let place): return transitRoute(failure, table, place)
        case .notPeered, .otherVpc:
            // Where it went wrong: at a table of a VPC, or at one of a transit gateway.
            if let route = failure.route { return leading(failure, route) }
            guard let taken = transitRoute(before: failure) else { return .failure(failure.noneOffered) }
            return transitRoute(failure, taken.table, taken.place, taken.choice)
        default: return .failure(failure.noneOffered)
        }
    }

    /// A written route of a transit gateway's table that led into a VPC which is not on the way, where a right one loses against it.
    func misleading(_ failure: Failure, into vpc: TextID) -> NetworkFix? {
        guard let taken = transitRoute(before: failure), let far = farVpc(failure), far != vpc else { return nil }
        let own = inventory.topology[taken.table]
        guard let attachment = way(own.gateway, to: far), isRight(attachment, behind: taken.choice, own) else { return nil }
        let route = own.routes[taken.place]
        return route.origin == .written && route.prefixList.isNone ? .transitRemoval(taken.table, route) : nil
    }

    /// What a transit gateway's table needs that led what fails elsewhere, to a gateway that drops it; nil where it did not go through one that
    /// the other VPC is attached to.
    func rejoining(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix>? {
        guard let taken = transitRoute(before: failure), let far = farVpc(failure),
            way(inventory.topology[taken.table].gateway, to: far) != nil
        else { return nil }
        return transitRoute(failure, taken.table, taken.place, taken.choice)
    }

    /// Whether a route that leads by an attachment loses against the one that was taken.
    private func isRight(
        _ attachment: TransitGatewayAttachmentIndex, behind choice: RouteChoice?, _ table: TransitGatewayTable
    ) -> Bool {
        let id = inventory.topology[attachment].id
        return choice?.losers.contains { loser in
            let hops = table.routes[loser.route].hops
            return !hops.isEmpty && hops.allSatisfy { $0.attachment == id }
        } ?? false
    }

    /// The route of a transit gateway's table that led here.
    private func transitRoute(
        before failure: Failure
    ) -> (table: TransitGatewayTableIndex, place: Int, choice: RouteChoice)? {
        let stages = failure.entry.way.stages[...failure.place]
        for stage in stages.reversed() where stage.leg == failure.stage.leg {
            guard case .transitRoute(let table, let choice) = stage.reason else { continue }
            guard case .route(let place)? = choice.certain else { return nil }
            return (table, place, choice)
        }
        return nil
    }

    private func attachment(_ id: TextID, of gateway: TextID) -> TransitGatewayAttachmentIndex? {
        inventory.topology.transitGatewayAttachments.firstIndex { $0.id == id && $0.gateway == gateway }
            .map { TransitGatewayAttachmentIndex($0) }
    }

    // MARK: Attachments

    /// A subnet of the zone for an attachment: of several one that nobody stands in who is asked about, since its ACL stands before the
    /// gateway too.
    private func subnet(_ id: TextID, _ zone: TextID, _ failure: Failure) -> Result<[NetworkFix], NoNetworkFix> {
        guard let attachment = attachment(id, of: failure.stage.component) else { return .failure(failure.noneOffered) }
        let own = inventory.topology[attachment]
        let ends = [failure.entry.source.end, failure.entry.destination.end].compactMap { index.subnet(of: $0) }
        let fitting = inventory.subnets.filter { $0.vpc == own.resource && ($0.zone == zone || $0.zoneID == zone) }
            .sorted { inventory[$0.id] < inventory[$1.id] }
        guard let subnet = fitting.first(where: { !ends.contains($0.id) }) ?? fitting.first else {
            return .failure(.noSubnet(attachment: id, zone: zone))
        }
        return .success([.attachmentSubnet(attachment, subnet: subnet.id)])
    }

    /// The table that the gateway associates attachments with by itself, or the only one that it has.
    private func association(_ id: TextID, _ failure: Failure) -> Result<[NetworkFix], NoNetworkFix> {
        guard let attachment = attachment(id, of: failure.stage.component) else { return .failure(failure.noneOffered) }
        let topology = inventory.topology
        let gateway = topology[attachment].gateway
        let tables = topology.transitGatewayTables.indices.filter {
            topology.transitGatewayTables[$0].gateway == gateway && topology.transitGatewayTables[$0].state.works != false
        }.map { TransitGatewayTableIndex($0) }
        let usual = topology.transitGateways.first { $0.id == gateway }?.associationTable
        if let table = tables.first(where: { topology[$0].id == usual }) ?? (tables.count == 1 ? tables.first : nil) {
            return .success([.association(attachment, table)])
        }
        return .failure(tables.isEmpty ? failure.noneOffered : .severalTables(attachment: id, tables))
    }

    // MARK: Routes

    /// A table of a transit gateway leads to where the destination is attached: by propagation, or by a written route where nothing is
    /// propagated or another route comes first.
    private func transitRoute(
        _ failure: Failure, _ table: TransitGatewayTableIndex, _ taken: Int?, _ choice: RouteChoice? = nil
    ) -> Result<[NetworkFix], NoNetworkFix> {
        let own = inventory.topology[table]
        guard let far = farVpc(failure) else { return .failure(failure.noneOffered) }
        guard let attachment = way(own.gateway, to: far) else { return .failure(.notAttached(vpc: far, to: own.gateway)) }
        let next = inventory.topology[attachment]
        let block = block(failure)
        let mayPropagate =
            next.kind == .vpc && !own.propagations.contains(next.id) && index.vpc(far)?.networks.contains(block) == true
            && !own.routes.contains { $0.destination == .network(block) }
        let new =
            mayPropagate
            ? NetworkFix.propagation(attachment, table)
            : .transitRoute(table, destination: .network(block), attachment, replaces: nil)
        guard let taken else { return .success([new]) }
        let route = own.routes[taken]
        let isWritten = route.origin == .written && route.prefixList.isNone
        if isRight(attachment, behind: choice, own), isWritten { return .success([.transitRemoval(table, route)]) }
        guard case .network(let network) = route.destination else { return .failure(failure.noneOffered) }
        if isWritten, block.contains(network) {
            return .success([.transitRoute(table, destination: route.destination, attachment, replaces: route)])
        }
        // What the route is for besides stays where it is.
        if block.prefixLength > network.prefixLength { return .success([new]) }
        // What is propagated loses against what is written to the same destination.
        let wanted = block == network && !isWritten ? [block] : networks(failure)
        return .success(wanted.map { .transitRoute(table, destination: .network($0), attachment, replaces: nil) })
    }

    /// The attachment of a transit gateway that leads to a VPC: the VPC's own, or that of the only peered gateway to which it is attached.
    private func way(_ gateway: TextID, to vpc: TextID) -> TransitGatewayAttachmentIndex? {
        let all = inventory.topology.transitGatewayAttachments
        let working = all.indices.filter { all[$0].state.works != false }
        let own = working.first { all[$0].gateway == gateway && all[$0].kind == .vpc && all[$0].resource == vpc }
        if let own { return TransitGatewayAttachmentIndex(own) }
        let others = Set(working.filter { all[$0].kind == .vpc && all[$0].resource == vpc }.map { all[$0].gateway }).subtracting([
            .none
        ])
        let peered = working.filter {
            all[$0].gateway == gateway && all[$0].kind == .peering && others.contains(all[$0].resource)
        }
        return peered.count == 1 ? peered.first.map { TransitGatewayAttachmentIndex($0) } : nil
    }
}
