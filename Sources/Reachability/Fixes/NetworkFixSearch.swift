import CoreModel

/// What to change so that some ways get past where they fail: one round of ``NetworkFixFinder``.
struct NetworkFixSearch {
    let walker: Walker
    /// The inventory that the question is about, before any change.
    let original: Inventory
    let far: FarNetworks
    let isEverything: Bool
    let isOneWay: Bool

    var index: WayIndex { walker.index }
    var inventory: Inventory { walker.index.inventory }

    /// A stage of a way that fails, with what was passed before it.
    struct Failure {
        let entry: Ways.Entry
        let place: Int

        var stage: Stage { entry.way.stages[place] }
        var before: ArraySlice<Stage> { entry.way.stages[..<place] }
        /// Nothing is offered for it.
        var noneOffered: NoNetworkFix { .noneOffered(stage) }
        /// The NAT gateway that the packet came through; nil for none.
        var nat: TextID? { before.last { $0.kind == .nat && $0.leg == .packet && $0.outcome == .pass }?.component }
        /// The table that led here, with the route of it that was taken; nil where no one route was.
        var route: (table: RouteTableIndex, place: Int)? {
            for stage in before.reversed() where stage.kind == .table && stage.leg == self.stage.leg {
                guard case .route(let table, let choice) = stage.reason, case .route(let place)? = choice.certain else {
                    return nil
                }
                return (table, place)
            }
            return nil
        }
    }

    /// The changes for every stage at which one of the ways fails; those past a route that changes are not looked at yet.
    func fixes(_ failing: [Ways.Entry]) -> Result<[NetworkFix], NoNetworkFix> {
        var found: [NetworkFix] = []
        var entries = EntryFixes(inventory, isEverything: isEverything)
        for entry in failing {
            stages: for (place, stage) in entry.way.stages.enumerated() where stage.failsInNetwork(isOneWay: isOneWay) {
                let failure = Failure(entry: entry, place: place)
                if case .acl(let acl, let judgement) = stage.reason {
                    let address = stage.direction == .ingress ? stage.source : stage.destination
                    entries.take(
                        acl, judgement, at: stage, entry.traffic, far.networks(address, in: entry, index),
                        system: index.clientPorts(entry.source.end))
                    continue
                }
                switch fixes(failure) {
                case .failure(let reason): return .failure(reason)
                case .success(let new):
                    for fix in new { take(fix, into: &found) }
                    // Where packets go from there on is another way.
                    if new.contains(where: { !$0.kind.keepsWays && ![.attachment, .address].contains($0.kind) }) { break stages }
                }
            }
        }
        if let reason = contradiction(found) { return .failure(reason) }
        switch entries.fixes() {
        case .failure(let reason): return .failure(reason)
        case .success(let new): found += new
        }
        for fix in found {
            if let reason = foreign(fix) { return .failure(reason) }
            // A table that no input has is known by nothing that a command could name.
            if case .route(let table, _, _, _) = fix, inventory.topology[table].isAssumed {
                return .failure(.tableNotInInput(vpc: inventory.topology[table].vpc))
            }
        }
        return .success(found)
    }

    private func take(_ fix: NetworkFix, into found: inout [NetworkFix]) {
        if found.contains(fix) { return }
        // What lets both ways through lets one way through too.
        if case .exclusion(let resource, let mode, _) = fix,
            let place = found.firstIndex(where: { if case .exclusion(resource, _, _) = $0 { true } else { false } })
        {
            if mode == .bidirectional { found[place] = fix }
            return
        }
        found.append(fix)
    }

    /// One route cannot lead to two things, nor one public address to two interfaces.
    private func contradiction(_ fixes: [NetworkFix]) -> NoNetworkFix? {
        for (place, fix) in fixes.enumerated() {
            for other in fixes[..<place] {
                switch (fix, other) {
                case (.route(let table, let destination, _, _), .route(let otherTable, let otherDestination, _, _))
                where table == otherTable && destination == otherDestination:
                    return .contrary(table, destination)
                case (.transitRoute(let table, let destination, _, _), .transitRoute(let otherTable, let otherDestination, _, _))
                where table == otherTable && destination == otherDestination:
                    return .contraryTransit(table, destination)
                case (.address(let address, _, _, _), .address(let other, _, _, _)) where address == other:
                    return .oneFreeAddress(address)
                default: break
                }
            }
        }
        return nil
    }

    /// Whose account it is that would have to change something, where it is none that the input was read from.
    func foreign(_ fix: NetworkFix) -> NoNetworkFix? {
        var accounts = Set(inventory.topology.listings.map(\.scope.account)).subtracting([.none])
        if accounts.isEmpty {
            // Groups are listed to their owner, and so is everything else in the same place.
            let owners = Set(inventory.loadedGroups.map { inventory[$0].owner }).subtracting([.none])
            if owners.count == 1 { accounts = owners }
        }
        let component = fix.component(in: inventory)
        var owner: TextID =
            switch fix {
            case .entry(let acl, _, _, _): inventory.topology[acl].owner
            case .route(let table, _, _, _): inventory.topology[table].owner
            case .exclusion(let resource, _, _): index.subnet(resource)?.owner ?? .none
            case .attach(let gateway, _): index.gateway(gateway)?.owner ?? .none
            case .checkOff(let interface), .address(_, _, let interface, _): inventory[interface].owner
            case .removal(let table, _, _, _): inventory.topology[table].owner
            case .acceptance, .association, .propagation, .transitRoute, .transitRemoval, .attachmentSubnet, .references,
                .attachmentReferences, .crossZone:
                .none
            }
        if owner.isNone { owner = fix.scope(in: inventory).account }
        if owner.isNone || accounts.isEmpty || accounts.contains(owner) { return nil }
        return .foreignAccount(owner, component: component)
    }

    // MARK: One failure

    private func fixes(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix> {
        if let ownRoute = endpointRoute(failure) { return ownRoute }
        let own = fixesOfStage(failure)
        if case .failure = own, let route = wholeListRoute(failure) { return route }
        return own
    }

    private func fixesOfStage(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix> {
        let stage = failure.stage
        switch stage.reason {
        case .route(let table, let choice):
            return choice.certain == RouteChoice.Possibility.none ? route(failure, in: table) : .failure(failure.noneOffered)
        case .blackhole(let table, let place): return replacing(failure, table, place)
        case .badState:
            guard let route = failure.route else { return .failure(failure.noneOffered) }
            return replacing(failure, route.table, route.place)
        case .noPublicSource, .privateNat: return publicSource(failure)
        case .asymmetric(let gateway): return reply(failure, to: gateway)
        case .publicAccess(_, let subnet): return .success([exclusion(failure, subnet)])
        case .notAttached(let state): return attachment(failure, state)
        case .sourceDestinationCheck:
            guard let interface = index.interface(stage.component) else { return .failure(failure.noneOffered) }
            return .success([.checkOff(interface: interface)])
        case .privateDestination: return joining(failure)
        case .notPeered, .otherVpc, .attachmentZone, .noAssociation, .transitRoute, .transitBlackhole: return join(failure)
        case .natInOwnSubnet: return .failure(.natInOwnSubnet(stage.component, table: failure.route?.table))
        default: return .failure(failure.noneOffered)
        }
    }

    private func exclusion(_ failure: Failure, _ subnet: TextID) -> NetworkFix {
        let stage = failure.stage
        let comesIn = failure.entry.source.end.isOutside
        let goesOutOnly = stage.kind == .eigw || (!comesIn && failure.nat != nil)
        // A regional NAT gateway is in no subnet: its VPC is what can be excluded.
        let isRegional = failure.nat.flatMap { index.natGateway($0) }.map { $0.subnet.isNone } ?? false
        let resource = isRegional && stage.kind == .igw ? index.subnet(subnet)?.vpc ?? subnet : subnet
        let known = original.topology.accessExclusions.first { $0.resource == resource && $0.state == .effective }
        return .exclusion(of: resource, goesOutOnly ? .egress : .bidirectional, replaces: known)
    }

    /// An internet gateway that is attached to nothing, to the VPC that has none.
    private func attachment(_ failure: Failure, _ state: ResourceState?) -> Result<[NetworkFix], NoNetworkFix> {
        let outside = failure.entry.source.end.isOutside
        guard failure.stage.kind == .igw, state == nil,
            let vpc = index.vpc(of: outside ? failure.entry.destination.end : failure.entry.source.end)
        else { return .failure(failure.noneOffered) }
        // A route that leads to a foreign gateway where the VPC has its own.
        if !index.internetGateways(ofVpc: vpc).isEmpty {
            return failure.route.map { replacing(failure, $0.table, $0.place) } ?? .failure(failure.noneOffered)
        }
        return attachment(failure.stage.component, vpc)
    }

    /// The gateway of an id, or the only one that is free where none is named.
    func attachment(_ id: TextID, _ vpc: TextID) -> Result<[NetworkFix], NoNetworkFix> {
        let needed = needed(inVpc: vpc)
        // A VPC has one at most.
        guard index.internetGateways(ofVpc: vpc).isEmpty else { return .failure(.noComponent(needed, [.internetGateway])) }
        let owner = inventory.scope(ofVpc: vpc).account
        let free = inventory.topology.gateways.filter { gateway in
            gateway.kind == .internet && gateway.attachments == [] && (id.isNone || gateway.id == id)
                && (owner.isNone || gateway.owner.isNone || gateway.owner == owner)
        }
        let regions = Set(inventory.vpcs.map(\.region) + inventory.topology.listings.map(\.scope.region)).subtracting([.none])
        // What a gateway's region is no input tells: of several it may be another.
        guard free.count == 1, !id.isNone || regions.count < 2 else {
            let all = free.map { RouteTarget(.internetGateway, $0.id) }
            return .failure(free.isEmpty ? .noComponent(needed, [.internetGateway]) : .severalComponents(needed, all))
        }
        return .success([.attach(gateway: free[0].id, vpc: vpc)])
    }
}
