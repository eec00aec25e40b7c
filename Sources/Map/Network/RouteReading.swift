import CoreModel
import Reachability

/// Reads what a table does for subnets that have addresses of some families.
struct RouteReading {
    let analyzer: Analyzer
    let vpc: TextID

    private var inventory: Inventory { analyzer.inventory }

    /// What the table does; of no table nothing is told.
    func routes(of index: RouteTableIndex?, _ families: Set<IPVersion>) -> SubnetRoutes {
        var result = SubnetRoutes()
        guard let index else { return result }
        let table = inventory.topology[index]
        result.mayHaveMore = !table.routeKnowledge.isComplete || !table.listsImplicitRoutes && !table.propagatingGateways.isEmpty
        var ways: [SubnetRoutes.WayOut] = []
        var isOpen = !table.routeKnowledge.isComplete
        for version in IPVersion.allCases where families.contains(version) {
            guard let route = defaultRoute(of: table, version) else { continue }
            if let reason = broken(route) {
                result.broken.append(.init(destination: route.destination, target: route.target, reason: reason))
                if reason == .open { isOpen = true }
            } else if route.target.kind != .local {
                ways.append(.init(version: version, target: route.target, only: nil))
            }
        }
        var partly: [SubnetRoutes.WayOut] = []
        var leavesBy = !table.propagatingGateways.isEmpty
        for route in table.routes where route.target.kind != .local && !isDefault(route) {
            if case .unknown = route.destination { isOpen = true }
            if case .network(let network) = route.destination, !families.contains(network.version) { continue }
            take(route, &result, &partly, leavesBy: &leavesBy)
        }
        // Where there is no default route at all, what leads to some addresses of the internet is the way out.
        if ways.isEmpty {
            ways = partly
        } else {
            result.otherRoutes += partly.count
        }
        result.ways = ways.sorted { (tier($0.target), $0.version == .v4 ? 0 : 1) < (tier($1.target), $1.version == .v4 ? 0 : 1) }
        if let first = result.ways.first {
            result.tier = tier(first.target)
            // A route that is not told may lead to an internet gateway all the same.
            if result.tier > .outOnly, isOpen { result.tier = .unknown }
        } else {
            result.tier = isOpen ? .unknown : leavesBy ? .private : .isolated
        }
        return result
    }

    private func take(
        _ route: Route, _ result: inout SubnetRoutes, _ partly: inout [SubnetRoutes.WayOut], leavesBy: inout Bool
    ) {
        if case .prefixList = route.destination, route.target.kind == .vpcEndpoint {
            result.endpointRoutes += 1
            return
        }
        guard broken(route) == nil else {
            result.otherRoutes += 1
            return
        }
        switch route.target.kind {
        case .internetGateway, .natGateway, .egressOnlyInternetGateway, .carrierGateway:
            guard case .network(let network) = route.destination else {
                result.otherRoutes += 1
                return
            }
            if partly.contains(where: { $0.target == route.target && $0.version == network.version }) {
                result.otherRoutes += 1
            } else {
                partly.append(.init(version: network.version, target: route.target, only: network))
            }
        case .peeringConnection, .transitGateway, .virtualPrivateGateway, .localGateway, .coreNetwork, .odbNetwork:
            leavesBy = true
            if let place = result.joins.firstIndex(where: { $0.target == route.target }) {
                result.joins[place].destinations.append(route.destination)
            } else {
                result.joins.append(.init(target: route.target, destinations: [route.destination]))
            }
        default:
            leavesBy = true
            result.otherRoutes += 1
        }
    }

    // MARK: Default routes

    private func isDefault(_ route: Route) -> Bool { IPVersion.allCases.contains { covers(route, $0) } }

    private func covers(_ route: Route, _ version: IPVersion) -> Bool {
        switch route.destination {
        case .network(let network): network.isEverything && network.version == version
        case .prefixList(let id):
            inventory.prefixLists.first { $0.id == id }?.entries?.contains { $0.isEverything && $0.version == version } ?? false
        case .unknown: false
        }
    }

    /// The default route that counts: a written one before one by a prefix list before one that is propagated.
    func defaultRoute(of table: RouteTable, _ version: IPVersion) -> Route? {
        func order(_ route: Route) -> Int {
            if route.origin.isPropagated { return 2 }
            if case .prefixList = route.destination { return 1 }
            return 0
        }
        return table.routes.filter { covers($0, version) }.min { order($0) < order($1) }
    }

    // MARK: What carries nothing

    /// Why a route carries nothing, or may not; nil where it carries packets as far as the input tells.
    func broken(_ route: Route) -> SubnetRoutes.BrokenRoute.Reason? {
        let stopped = stopped(route.target)
        switch route.state {
        case .blackhole: return .blackhole
        case .filtered: return .open
        // The table says that its target works: a listing that says otherwise is of another time.
        case .active where stopped != nil: return .open
        case .active, .unknown: break
        }
        if route.doubt != .none || route.target.kind == .unknown || route.target.kind == .none { return .open }
        return stopped.map { .notWorking($0) }
    }

    /// The state of a target whose own listing says that it carries nothing; nil for all others.
    private func stopped(_ target: RouteTarget) -> TextID? {
        let topology = inventory.topology
        switch target.kind {
        case .natGateway:
            guard let nat = topology.natGateways.first(where: { $0.id == target.id }) else { return nil }
            return nat.state.works == false ? nat.state.text : nil
        case .internetGateway, .egressOnlyInternetGateway, .virtualPrivateGateway:
            guard let own = topology.gateways.first(where: { $0.id == target.id }), let attachments = own.attachments else {
                return nil
            }
            guard let attachment = attachments.first(where: { $0.vpc == vpc }) else { return TextID.none }
            return attachment.state.works == false ? attachment.state.text : nil
        case .peeringConnection:
            guard let own = topology.peeringConnections.first(where: { $0.id == target.id }) else { return nil }
            return own.state.works == false ? own.state.text : nil
        case .transitGateway:
            guard let own = topology.transitGateways.first(where: { $0.id == target.id }) else { return nil }
            return own.state.works == false ? own.state.text : nil
        default: return nil
        }
    }

    /// The tier of subnets whose way out this is.
    func tier(_ target: RouteTarget) -> SubnetTier {
        switch target.kind {
        case .internetGateway: .public
        case .natGateway: isPrivate(target.id) ? .private : .outOnly
        case .egressOnlyInternetGateway, .carrierGateway: .outOnly
        case .networkInterface, .instance, .vpcEndpoint: .appliance
        case .local: .isolated
        case .none, .unknown: .unknown
        default: .private
        }
    }

    /// Whether a NAT gateway has no public address.
    private func isPrivate(_ id: TextID) -> Bool {
        inventory.topology.natGateways.first { $0.id == id }?.isPrivate == true
    }
}
