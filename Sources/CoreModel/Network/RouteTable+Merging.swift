extension RouteTable: ToldList {
    static var words: (one: String, all: String, contested: String) {
        ("a route", "routes", "is listed several times with differing routes")
    }

    var isOfOwner: Bool { routeKnowledge.isOfOwner }

    /// The routes of a gateway endpoint stand in neither form.
    var tellsElements: Bool {
        routes.contains { route in
            guard route.target.kind == .vpcEndpoint else { return true }
            return if case .network = route.destination { true } else { false }
        }
    }

    var isContested: Bool { routes.contains { $0.doubt == .copies } }

    mutating func associate(_ other: RouteTable) {
        subnets.take(other.subnets)
        gateways.take(other.gateways)
        isMain = isMain || other.isMain
    }

    mutating func add(openly other: RouteTable) -> Bool {
        routeKnowledge = routeKnowledge.merged(other.routeKnowledge)
        associationKnowledge = associationKnowledge.merged(other.associationKnowledge)
        let propagating = other.propagatingGateways.filter { !propagatingGateways.contains($0) }
        if !propagating.isEmpty {
            propagatingGateways += propagating
            // What these propagate is in no list.
            listsImplicitRoutes = false
        }
        if other.routes.isEmpty { return false }
        let known = Set(routes.map(\.identity))
        let lacking = other.routes.filter { $0.isWritten && !known.contains($0.identity) }
        for var route in lacking {
            if route.doubt == .none { route.doubt = .copies }
            routes.append(route)
        }
        return !lacking.isEmpty
    }

    mutating func add(unwritten other: RouteTable) {
        // Gateway endpoints and gateways make routes in any table; its resource has none of them.
        for var route in other.routes where route.isOfEndpoint || route.origin.isPropagated {
            guard !routes.contains(where: { $0.identity == route.identity }) else { continue }
            route.doubt = .copies
            routes.append(route)
        }
    }

    func contradicts(_ other: RouteTable) -> Bool {
        let (own, counting) = (Set(written), Set(other.written))
        return routeKnowledge.isComplete ? own != counting : !own.isSubset(of: counting)
    }

    private var written: [Route.Identity] { routes.filter(\.isWritten).map(\.identity) }

    mutating func merge(_ all: [RouteTable], copies: [RouteTable]) {
        // What AWS lists has its local and propagated routes; what somebody wrote has not.
        listsImplicitRoutes = copies.contains(where: \.listsImplicitRoutes)
        subnets = all.flatMap(\.subnets).distinct()
        gateways = all.flatMap(\.gateways).distinct()
        propagatingGateways = all.flatMap(\.propagatingGateways).distinct()
        isMain = all.contains(where: \.isMain)
        isAssumed = all.contains(where: \.isAssumed)
        for one in all {
            routeKnowledge = routeKnowledge.merged(one.routeKnowledge)
            associationKnowledge = associationKnowledge.merged(one.associationKnowledge)
        }
        // Mostly one list tells it, with one route to each destination.
        if all.count == 1, Self.haveDestinationsOfTheirOwn(all[0].routes) {
            routes = all[0].routes
            return
        }
        var places: [Route.Identity: Int] = [:]
        for one in all {
            for route in one.routes {
                if let place = places[route.identity] {
                    routes[place].fill(route)
                } else {
                    places[route.identity] = routes.count
                    routes.append(route)
                }
            }
        }
        let contested = Contested(copies.filter { !$0.routeKnowledge.isCut }.map { Set($0.routes.map(\.identity)) })
        let written = routes.filter { !$0.origin.isPropagated }
        let sameDestination = Set(written.map(\.destination).repeated)
        for place in routes.indices where routes[place].doubt == .none {
            let own = routes[place]
            let isTwice = !own.origin.isPropagated && sameDestination.contains(own.destination)
            if isTwice || contested.contains(own.identity) { routes[place].doubt = .copies }
        }
    }
}

extension RouteTable {
    /// Whether no two routes lead to one destination; false too where that is not plain.
    private static func haveDestinationsOfTheirOwn(_ routes: [Route]) -> Bool {
        if routes.count < 2 { return true }
        var size = 4
        while size < 2 * routes.count { size *= 2 }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { slots in
            slots.initialize(repeating: 0)
            for route in routes {
                let mark = route.destination.mark
                var slot = Int(truncatingIfNeeded: mark >> 32) & (size - 1)
                while slots[slot] != 0 {
                    if slots[slot] == mark { return false }
                    slot = (slot + 1) & (size - 1)
                }
                slots[slot] = mark
            }
            return true
        }
    }
}

extension Route.Destination {
    /// A number that equal destinations share, and others hardly ever; never 0.
    fileprivate var mark: UInt64 {
        func mixed(_ value: UInt64) -> UInt64 {
            let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            return product.high ^ product.low
        }
        let own: UInt64 =
            switch self {
            case .network(let network):
                mixed(UInt64(truncatingIfNeeded: network.address.bits))
                    ^ mixed(
                        UInt64(truncatingIfNeeded: network.address.bits >> 64)
                            &+ UInt64(network.prefixLength + network.version.bitWidth))
            case .prefixList(let id): mixed(UInt64(id.number)) &+ 1
            case .unknown(let name): mixed(UInt64(name.number)) &+ 2
            }
        return mixed(own) | 1
    }
}

extension Route {
    /// What two lists mean the same route by.
    fileprivate struct Identity: Hashable {
        var destination: Destination
        var target: RouteTarget
    }

    fileprivate var identity: Identity { Identity(destination: destination, target: target) }

    /// Whether it is a gateway endpoint's.
    fileprivate var isOfEndpoint: Bool {
        guard target.kind == .vpcEndpoint, case .prefixList = destination else { return false }
        return true
    }

    /// Whether somebody wrote it: every list of its table has it.
    fileprivate var isWritten: Bool { target.kind != .local && origin != .createRouteTable && !origin.isPropagated }

    /// Fills in what another list tells of the same route.
    fileprivate mutating func fill(_ other: Route) {
        if origin == .unknown { origin = other.origin }
        if state == .unknown { state = other.state }
        firewall.fill(other.firewall)
        if other.doubt == .none { doubt = .none }
    }
}
