/// Routes that gateway endpoints make: AWS takes none of them by itself, but the table into the tables of the endpoint, and gives it the
/// route to the prefix list of the endpoint's service.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html (Routing)
extension Inventory {
    /// Whether a gateway endpoint makes a route: by the type of its target, and where that is not told since only they are the targets of
    /// routes to prefix lists.
    ///
    /// Complexity: linear in the endpoints.
    public func comesWithEndpoint(_ destination: Route.Destination, _ target: RouteTarget) -> Bool {
        guard target.kind == .vpcEndpoint else { return false }
        let kind = topology.endpoints.first { $0.id == target.id }?.kind ?? .unknown
        if kind != .unknown { return kind == .gateway }
        return if case .prefixList = destination { true } else { false }
    }

    /// The same of a route as an edit tells it.
    public func comesWithEndpoint(_ destination: EditedRoute.Destination, _ target: EditedTarget) -> Bool {
        let known: Route.Destination =
            switch destination {
            case .network(let network): .network(network)
            case .prefixList(let id): .prefixList(texts.find(id) ?? .none)
            }
        return comesWithEndpoint(known, RouteTarget(target.kind, texts.named(target.id) ?? .none))
    }

    /// Whether a prefix list is the one of a gateway endpoint's service; nil where the input does not tell.
    ///
    /// Complexity: linear in the routes.
    public func isList(_ list: PrefixList, of endpoint: VpcEndpoint) -> Bool? {
        if !endpoint.service.isNone, [list.name, list.id].contains(endpoint.service) { return true }
        let leads = topology.routeTables.contains { table in
            table.routes.contains { $0.destination == .prefixList(list.id) && $0.target.id == endpoint.id }
        }
        if leads { return true }
        return endpoint.service.isNone || list.name.isNone ? nil : false
    }
}
