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
        let known = Set(routes.map(\.identity))
        let lacking = other.routes.filter { $0.isWritten && !known.contains($0.identity) }
        for var route in lacking {
            if route.doubt == .none { route.doubt = .copies }
            routes.append(route)
        }
        return !lacking.isEmpty
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
        var places: [Route.Identity: Int] = [:]
        for one in all {
            routeKnowledge = routeKnowledge.merged(one.routeKnowledge)
            associationKnowledge = associationKnowledge.merged(one.associationKnowledge)
            for route in one.routes {
                if let place = places[route.identity] {
                    routes[place].fill(route)
                } else {
                    places[route.identity] = routes.count
                    routes.append(route)
                }
            }
        }
        let contested = Contested(copies.map { Set($0.routes.map(\.identity)) })
        let written = routes.filter { !$0.origin.isPropagated }
        let sameDestination = Set(written.map(\.destination).repeated)
        for place in routes.indices where routes[place].doubt == .none {
            let own = routes[place]
            let isTwice = !own.origin.isPropagated && sameDestination.contains(own.destination)
            if isTwice || contested.contains(own.identity) { routes[place].doubt = .copies }
        }
    }
}

extension Route {
    /// What two lists mean the same route by.
    fileprivate struct Identity: Hashable {
        var destination: Destination
        var target: RouteTarget
    }

    fileprivate var identity: Identity { Identity(destination: destination, target: target) }

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
