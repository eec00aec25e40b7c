import CoreModel

/// To a service by a gateway endpoint of the sender's VPC: its table lacks the endpoint alone.
extension NetworkFixSearch {
    /// The route of a gateway endpoint to the prefix list that is asked, where the way out of the sender's subnet fails for want of it; nil
    /// where no such endpoint is there, or none takes what is asked.
    ///
    /// It comes before every other way out: it is for what is asked alone, and needs neither a NAT gateway nor a public address.
    /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    func endpointRoute(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix>? {
        guard case .prefixList(let place) = far.destination else { return nil }
        return endpointRoute(failure, to: inventory.prefixLists[place])
    }

    /// The same for addresses that lie in the prefix list of such an endpoint's service; nil where they lie in none whose entries are told.
    ///
    /// The route is always of the whole list, so that it comes where nothing narrower is there.
    func wholeListRoute(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix>? {
        guard case .network(let network) = far.destination else { return nil }
        let holding = inventory.prefixLists.filter { list in list.entries?.contains { $0.contains(network) } ?? false }
        for list in holding {
            if let route = endpointRoute(failure, to: list) { return route }
        }
        return nil
    }

    private func endpointRoute(_ failure: Failure, to list: PrefixList) -> Result<[NetworkFix], NoNetworkFix>? {
        guard failure.stage.leg == .packet, lacksWayOut(failure.stage),
            failure.entry.traffic.isCarriedByGatewayEndpoint, let vpc = index.vpc(of: failure.entry.source.end),
            let table = ownTable(failure), inventory.topology[table].vpc == vpc
        else { return nil }
        let destination = Route.Destination.prefixList(list.id)
        if inventory.topology[table].routes.contains(where: { $0.destination == destination }) { return nil }
        let targets = inventory.topology.endpoints.filter { endpoint in
            endpoint.kind == .gateway && endpoint.vpc == vpc && endpoint.state.works != false
                && inventory.isList(list, of: endpoint) == true
        }.map { RouteTarget(.vpcEndpoint, $0.id) }
        guard let target = targets.first else { return nil }
        if targets.count > 1 { return .failure(.severalComponents(needed(failure, at: (table, nil)), targets)) }
        return .success([.route(table, destination: destination, target: target, replaces: nil)])
    }

    /// Whether a way fails where another route of the sender's table would lead past.
    private func lacksWayOut(_ stage: Stage) -> Bool {
        switch stage.reason {
        case .route(_, let choice): choice.certain == RouteChoice.Possibility.none
        case .blackhole, .badState, .noPublicSource, .privateNat, .notAttached, .natInOwnSubnet: true
        default: false
        }
    }

    /// The table by which a packet leaves its sender's subnet; nil where none is told.
    private func ownTable(_ failure: Failure) -> RouteTableIndex? {
        let first = failure.entry.way.stages.first { $0.kind == .table && $0.leg == .packet }
        guard let first, first.source == failure.entry.source.end.address else { return nil }
        return switch first.reason {
        case .route(let table, _), .blackhole(let table, _): table
        default: nil
        }
    }
}
