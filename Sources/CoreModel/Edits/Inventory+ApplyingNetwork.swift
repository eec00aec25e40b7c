/// Lays changes of the network over an inventory; places of tables, ACLs and gateways stay, and those of interfaces but where one is gone.
extension Inventory {
    mutating func apply(_ edit: NetworkEdit) {
        switch edit {
        case .addEntry(let entry): add(entry)
        case .removeEntry(let entry):
            guard let place = acl(entry.acl) else { return }
            topology.networkACLs[place].entries.removeAll { $0.isSame(as: NetworkACLEntry(entry)) }
        case .addRoute(let route): set(route)
        case .removeRoute(let route):
            guard let place = table(route.table), let destination = texts.known(route.destination) else { return }
            let target = RouteTarget(route.target, texts.find(route.target.id) ?? .none)
            topology.routeTables[place].routes.removeAll {
                !$0.origin.isPropagated && $0.destination == destination && $0.target == target
            }
        case .changeRoute(var route, let target):
            route.target = target
            set(route)
        case .exclude(let id, let mode): exclude(id, mode)
        case .attachGateway(let id, let vpc): attach(id, vpc)
        case .disableSourceDestinationCheck(let id):
            if let place = interface(id) { interfaces[place].checksSourceDestination = false }
        case .associate(let association): associate(association)
        case .acceptPeering, .associateAttachment, .propagate, .addTransitRoute, .removeTransitRoute, .addSubnet,
            .keepReferencesAcross, .keepReferences:
            applyJoin(edit)
        case .off(let id): turnOff(id)
        case .crossZones(let id):
            guard let id = texts.named(id) else { return }
            for place in topology.loadBalancers.indices where topology.loadBalancers[place].id == id {
                topology.loadBalancers[place].crossesZones = true
            }
            for place in topology.targetGroups.indices where topology.targetGroups[place].id == id {
                topology.targetGroups[place].crossesZones = true
            }
        }
    }

    private func acl(_ id: String) -> Int? {
        texts.named(id).flatMap { id in topology.networkACLs.firstIndex { $0.id == id } }
    }

    private func table(_ id: String) -> Int? {
        texts.named(id).flatMap { id in topology.routeTables.firstIndex { $0.id == id } }
    }

    private func interface(_ id: String) -> Int? {
        texts.named(id).flatMap { id in interfaces.firstIndex { $0.id == id } }
    }

    // MARK: Entries and routes

    private mutating func add(_ entry: EditedEntry) {
        guard let place = acl(entry.acl) else { return }
        let new = NetworkACLEntry(entry)
        if topology.networkACLs[place].entries.contains(where: { $0.isSame(as: new) && $0.doubt == .none }) { return }
        topology.networkACLs[place].entries.removeAll { $0.direction == new.direction && $0.number == new.number }
        topology.networkACLs[place].insert(new)
    }

    private mutating func set(_ route: EditedRoute) {
        guard let place = table(route.table) else { return }
        let destination: Route.Destination =
            switch route.destination {
            case .network(let network): .network(network)
            case .prefixList(let id): .prefixList(texts.intern(id))
            }
        let target = RouteTarget(route.target, route.target.id.isEmpty ? .none : texts.intern(route.target.id))
        var routes = topology.routeTables[place].routes
        let written = routes.indices.filter { !routes[$0].origin.isPropagated && routes[$0].destination == destination }
        if written.count == 1, routes[written[0]].target == target, routes[written[0]].doubt == .none { return }
        // The VPC's own route keeps coming first, whatever its target is.
        let isLocal = written.contains { routes[$0].origin == .createRouteTable }
        let new = Route(destination, target, origin: isLocal ? .createRouteTable : .createRoute)
        if let first = written.first { routes[first] = new } else { routes.append(new) }
        for further in written.dropFirst().reversed() { routes.remove(at: further) }
        topology.routeTables[place].routes = routes
    }

    // MARK: Gateways and addresses

    private mutating func exclude(_ id: String, _ mode: PublicAccessExclusion.Mode) {
        guard let resource = texts.named(id) else { return }
        let vpc = subnets.first { $0.id == resource }?.vpc ?? resource
        guard vpcs.contains(where: { $0.id == vpc }) || vpc != resource else { return }
        let known = topology.accessExclusions.first { $0.resource == resource && $0.state != .gone }
        topology.accessExclusions.removeAll { $0.resource == resource }
        topology.accessExclusions.append(
            PublicAccessExclusion(id: known?.id ?? .none, resource: resource, mode: mode, state: .effective))
        guard mode == .bidirectional else { return }
        // What a subnet or a VPC tells of itself has its exclusion in it.
        let ofVpc = vpcs.firstIndex { $0.id == vpc }
        let told = ofVpc.flatMap { vpcs[$0].blockMode }
        for place in subnets.indices where subnets[place].id == resource || (vpc == resource && subnets[place].vpc == vpc) {
            if (subnets[place].blockMode ?? told) != nil { subnets[place].blockMode = .off }
        }
        if let ofVpc, told != nil, vpc == resource { vpcs[ofVpc].blockMode = .off }
    }

    private mutating func attach(_ id: String, _ vpc: String) {
        guard let id = texts.named(id), let place = topology.gateways.firstIndex(where: { $0.id == id }) else { return }
        let vpc = texts.intern(vpc)
        var attachments = topology.gateways[place].attachments ?? []
        attachments.removeAll { $0.vpc == vpc }
        // AWS's word differs by kind of gateway.
        let word = topology.gateways[place].kind == .internet ? "available" : "attached"
        attachments.append(GatewayAttachment(vpc: vpc, state: ResourceState(text: texts.intern(word), works: true)))
        topology.gateways[place].attachments = attachments
        revive(id) { $0.vpc == vpc }
    }

    /// Routes of some tables to a target that works from now on are no blackholes any more.
    mutating func revive(_ target: TextID, in isConcerned: (RouteTable) -> Bool = { _ in true }) {
        for table in topology.routeTables.indices where isConcerned(topology.routeTables[table]) {
            for route in topology.routeTables[table].routes.indices
            where topology.routeTables[table].routes[route].target.id == target {
                if topology.routeTables[table].routes[route].state == .blackhole {
                    topology.routeTables[table].routes[route].state = .unknown
                }
            }
        }
    }

    private mutating func associate(_ new: EditedAssociation) {
        guard let place = interface(new.interface) else { return }
        for other in interfaces.indices where interfaces[other].publicAddresses.contains(new.address) {
            interfaces[other].publicAddresses.removeAll { $0 == new.address }
            interfaces[other].publicAssociations.removeAll { $0.publicAddress == new.address }
        }
        let before = interfaces[place].publicAssociations.filter { $0.privateAddress == new.privateAddress }.map(\.publicAddress)
        interfaces[place].publicAddresses.removeAll { before.contains($0) }
        interfaces[place].publicAssociations.removeAll { $0.privateAddress == new.privateAddress }
        interfaces[place].publicAddresses.append(new.address)
        interfaces[place].publicAssociations.append(PublicAssociation(new.privateAddress, new.address))
        let id = interfaces[place].id
        for known in topology.publicAddresses.indices {
            let isBefore =
                topology.publicAddresses[known].interface == id
                && topology.publicAddresses[known].privateAddress == new.privateAddress
            if isBefore {
                topology.publicAddresses[known].interface = .none
                topology.publicAddresses[known].privateAddress = nil
            }
        }
        let own = topology.publicAddresses.firstIndex { $0.address == new.address }
        if own == nil { topology.publicAddresses.append(PublicAddress(new.address)) }
        let listed = own ?? topology.publicAddresses.count - 1
        topology.publicAddresses[listed].interface = id
        topology.publicAddresses[listed].privateAddress = new.privateAddress
        if topology.publicAddresses[listed].allocation.isNone, !new.allocation.isEmpty {
            topology.publicAddresses[listed].allocation = texts.intern(new.allocation)
        }
    }
}

extension NetworkACLEntry {
    /// The entry that an edit tells.
    fileprivate init(_ edited: EditedEntry) {
        self.init(number: edited.number, edited.direction, edited.action, edited.traffic, edited.network)
    }
}

extension RouteTarget {
    fileprivate init(_ edited: EditedTarget, _ id: TextID) { self.init(edited.kind, id) }
}

extension StringTable {
    /// A route's destination where its texts are known; nil where no route can have it.
    func known(_ destination: EditedRoute.Destination) -> Route.Destination? {
        switch destination {
        case .network(let network): .network(network)
        case .prefixList(let id): named(id).map { .prefixList($0) }
        }
    }

    /// The text that something is called by; nil where no text of the table is it, or it is empty: two things whose ids are not told are not
    /// one.
    func named(_ text: String) -> TextID? { text.isEmpty ? nil : find(text) }
}
