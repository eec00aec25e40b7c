import CoreModel

/// Routes that lead past where a way fails: only where exactly one thing of the VPC is there to lead to.
extension NetworkFixSearch {
    /// A route that no table has yet.
    func route(_ failure: Failure, in table: RouteTableIndex) -> Result<[NetworkFix], NoNetworkFix> {
        if let fix = misleading(failure, into: inventory.topology[table].vpc) { return .success([fix]) }
        return target(failure, at: (table, nil), besides: nil).map { target in
            let wanted = isJoined(failure) ? [block(failure)] : networks(failure)
            return wanted.map { .route(table, destination: .network($0), target: target, replaces: nil) }
        }
    }

    /// Another target for a route that leads to something that is gone or does not work.
    func replacing(_ failure: Failure, _ table: RouteTableIndex, _ place: Int) -> Result<[NetworkFix], NoNetworkFix> {
        let own = inventory.topology[table]
        let route = own.routes[place]
        if let gateway = index.gateway(route.target.id), gateway.kind == .internet, gateway.attachments == [],
            index.internetGateways(ofVpc: own.vpc).isEmpty
        {
            return attachment(gateway.id, own.vpc)
        }
        if let fix = acceptance(of: route.target) { return .success([fix]) }
        if isJoined(failure) { return leading(failure, (table, place), besides: route.target) }
        return target(failure, at: (table, place), besides: route.target).map { target in
            // What is propagated nobody can replace: what is written beside it comes first.
            let replaced = route.origin.isPropagated ? nil : route.target
            return [.route(table, destination: route.destination, target: target, replaces: replaced)]
        }
    }

    /// Another way for what leaves by a thing that works and does not take it: the whole route where all that it is for was asked, else a
    /// more specific one.
    private func diverting(_ failure: Failure, _ table: RouteTableIndex, _ place: Int, to target: RouteTarget) -> [NetworkFix] {
        let route = inventory.topology[table].routes[place]
        return networks(failure).map { network in
            if case .network(let own) = route.destination, network.contains(own), !route.origin.isPropagated {
                return .route(table, destination: route.destination, target: target, replaces: route.target)
            }
            return .route(table, destination: .network(network), target: target, replaces: nil)
        }
    }

    /// The answer back to the gateway that the packet came in by.
    func reply(_ failure: Failure, to gateway: TextID) -> Result<[NetworkFix], NoNetworkFix> {
        guard let route = failure.route, !gateway.isNone else { return .failure(failure.noneOffered) }
        return .success(diverting(failure, route.table, route.place, to: RouteTarget(.internetGateway, gateway)))
    }

    /// Out by a NAT gateway, or with a public address that is free, for what has none.
    func publicSource(_ failure: Failure) -> Result<[NetworkFix], NoNetworkFix> {
        let source = failure.entry.source
        // From behind a private NAT gateway the way out of the sender's own subnet is what has to lead elsewhere.
        let own = failure.before.firstIndex { $0.kind == .table && $0.leg == .packet }
        guard let own, case .route(let table, let choice) = failure.entry.way.stages[own].reason,
            case .route(let place)? = choice.certain, failure.entry.way.stages[own].source == source.end.address,
            failure.stage.source == source.end.address || failure.nat != nil
        else { return .failure(failure.noneOffered) }
        let current = inventory.topology[table].routes[place].target
        let isForNat = !failure.entry.traffic.isForeignToNat
        let gateways = isForNat ? natGateways(for: table, outOf: index.subnet(of: source.end), besides: current.id) : []
        if let gateway = gateways.first {
            let fixes = diverting(failure, table, place, to: gateway)
            let isNew = fixes.allSatisfy { if case .route(_, _, _, nil) = $0 { true } else { false } }
            // What has a public address of its own would be cut off from whoever comes in.
            if isNew || !servesPublicAddresses(table) {
                if gateways.count == 1 { return .success(fixes) }
                return .failure(.severalComponents(needed(failure, at: (table, place)), gateways))
            }
        }
        if case .interface(let interface, let address) = source.end, source.count == 1, failure.nat == nil {
            let free = inventory.topology.publicAddresses.filter { $0.interface.isNone && !$0.allocation.isNone }
            let regions = Set(inventory.vpcs.map(\.region) + inventory.topology.listings.map(\.scope.region)).subtracting([.none])
            if free.count == 1, regions.count < 2 {
                return .success([
                    .address(free[0].address, allocation: free[0].allocation, interface: interface, privateAddress: address)
                ])
            }
        }
        if failure.nat == nil {
            return .failure(
                .noPublicAddress(failure.stage.source, table: table, gateway: failure.stage.component, isForNat: isForNat))
        }
        return .failure(gateways.isEmpty ? lackOfNat(failure, at: (table, place)) : failure.noneOffered)
    }

    /// Whether interfaces with public addresses use a table.
    private func servesPublicAddresses(_ table: RouteTableIndex) -> Bool {
        let vpc = inventory.topology[table].vpc
        return inventory.interfaces.contains { interface in
            guard interface.vpc == vpc, !interface.publicAddresses.isEmpty || !interface.publicAssociations.isEmpty,
                case .one(table) = index.table(ofSubnet: interface.subnet, vpc)
            else { return false }
            return true
        }
    }

    // MARK: Where to

    /// The CIDRs that a route has to be for.
    func networks(_ failure: Failure) -> [IPNetwork] {
        far.networks(failure.stage.destination, in: failure.entry, index)
    }

    /// What a packet that leaves by a table can be sent to.
    private func target(
        _ failure: Failure, at place: (table: RouteTableIndex, place: Int?), besides dead: RouteTarget?
    ) -> Result<RouteTarget, NoNetworkFix> {
        let (stage, source) = (failure.stage, failure.entry.source.end)
        let vpc = inventory.topology[place.table].vpc
        if isJoined(failure) { return joint(failure, at: place, besides: dead) }
        if stage.leg == .reply {
            // Back by the gateway that the packet came in by; within the VPC the way back needs no route.
            let gateway = failure.before.first { $0.kind == .igw && $0.leg == .packet && !$0.component.isNone }?.component
            guard source.isOutside, let gateway else { return .failure(failure.noneOffered) }
            return .success(RouteTarget(.internetGateway, gateway))
        }
        if failure.nat == nil, stage.source != source.address { return .failure(failure.noneOffered) }
        let internet = index.internetGateways(ofVpc: vpc).map { RouteTarget(.internetGateway, $0.id) }.filter { $0 != dead }
        func one(_ targets: [RouteTarget], _ kinds: [RouteTarget.Kind]) -> Result<RouteTarget, NoNetworkFix> {
            if let only = targets.first, targets.count == 1 { return .success(only) }
            let needed = needed(failure, at: place, kinds)
            return .failure(targets.isEmpty ? .noComponent(needed, kinds) : .severalComponents(needed, targets))
        }
        if stage.destination.version == .v6 {
            let outOnly = inventory.topology.gateways.filter { gateway in
                gateway.kind == .egressOnly && gateway.attachments?.contains { $0.vpc == vpc && $0.state.works != false } == true
            }.map { RouteTarget(.egressOnlyInternetGateway, $0.id) }.filter { $0 != dead }
            return one(outOnly.isEmpty ? internet : outOnly, [.egressOnlyInternetGateway, .internetGateway])
        }
        if failure.nat != nil || index.hasPublicAddress(source) == true { return one(internet, [.internetGateway]) }
        if failure.entry.traffic.isForeignToNat { return .failure(.notForNat(stage.source, table: place.table)) }
        let gateways = natGateways(for: place.table, outOf: index.subnet(of: source), besides: dead?.id)
        return gateways.isEmpty ? .failure(lackOfNat(failure, at: place)) : one(gateways, [.natGateway])
    }

    /// The public NAT gateways of a table's VPC that work and stand in a subnet with another table.
    private func natGateways(for table: RouteTableIndex, outOf subnet: TextID?, besides dead: TextID?) -> [RouteTarget] {
        working(for: table, besides: dead).filter { $0.subnet.isNone || $0.subnet != subnet && !uses(table, $0.subnet) }
            .map { RouteTarget(.natGateway, $0.id) }
    }

    /// The public NAT gateways of a table's VPC that work, wherever they stand.
    private func working(for table: RouteTableIndex, besides dead: TextID?) -> [NatGateway] {
        let vpc = inventory.topology[table].vpc
        return inventory.topology.natGateways.filter { gateway in
            gateway.vpc == vpc && gateway.id != dead && gateway.isPrivate == false && gateway.state.works != false
                && !gateway.hasAppliances && (!gateway.subnet.isNone || gateway.isRegional == true)
                && gateway.addresses.contains { $0.publicAddress != nil && $0.state.works != false }
        }
    }

    /// Whether a subnet uses a table: a NAT gateway there that the table led to would get its own packets back.
    private func uses(_ table: RouteTableIndex, _ subnet: TextID) -> Bool {
        if case .one(table) = index.table(ofSubnet: subnet, inventory.topology[table].vpc) { true } else { false }
    }

    // MARK: What is lacking

    /// Why no NAT gateway can be led to: one that works has the table for its own, or there is none.
    private func lackOfNat(_ failure: Failure, at place: (table: RouteTableIndex, place: Int?)) -> NoNetworkFix {
        let needed = needed(failure, at: place, [.natGateway])
        if let gateway = working(for: place.table, besides: needed.replaces?.id).first {
            return .natByOwnTable(gateway.id, table: place.table)
        }
        return .noComponent(needed, [.natGateway])
    }

    /// What is needed where a way fails; `place` is the table, with the route that would get another target.
    func needed(
        _ failure: Failure, at place: (table: RouteTableIndex, place: Int?)?, _ kinds: [RouteTarget.Kind] = []
    ) -> NeededRoute {
        let place = place ?? failure.route.map { ($0.table, nil) }
        guard let place else {
            let ends = [failure.entry.source.end, failure.entry.destination.end]
            return needed(
                inVpc: ends.lazy.compactMap { index.vpc(of: $0) }.first ?? .none,
                towards: networks(failure).first.map(Route.Destination.network))
        }
        let own = inventory.topology[place.table]
        let route = place.place.map { own.routes[$0] }
        let asked = networks(failure).first.map(Route.Destination.network)
        return NeededRoute(
            vpc: own.vpc, table: place.table, destination: route?.destination ?? asked, replaces: route?.target,
            publicSubnets: publicSubnets(of: own.vpc, towards: failure.stage.destination).filter {
                !uses(place.table, $0)
            },
            hasUnsure: has(kinds, inVpc: own.vpc, besides: route?.target.id))
    }

    /// What is needed in a VPC where it is not a route, or where the table is not told.
    func needed(inVpc vpc: TextID, towards destination: Route.Destination? = nil) -> NeededRoute {
        NeededRoute(vpc: vpc, table: nil, destination: destination, replaces: nil, publicSubnets: [], hasUnsure: false)
    }

    /// Whether a VPC has a way out of some kinds, in whatever state, but for one that is being deleted.
    private func has(_ kinds: [RouteTarget.Kind], inVpc vpc: TextID, besides dead: TextID?) -> Bool {
        func isThere(_ state: ResourceState) -> Bool {
            !["deleting", "deleted", "detaching", "detached"].contains(inventory[state.text])
        }
        let hasGateway = inventory.topology.gateways.contains { gateway in
            gateway.id != dead
                && (gateway.kind == .internet && kinds.contains(.internetGateway)
                    || gateway.kind == .egressOnly && kinds.contains(.egressOnlyInternetGateway))
                && gateway.attachments?.contains { $0.vpc == vpc && isThere($0.state) } == true
        }
        if hasGateway || !kinds.contains(.natGateway) { return hasGateway }
        return inventory.topology.natGateways.contains {
            $0.vpc == vpc && $0.id != dead && $0.isPrivate != true && isThere($0.state)
        }
    }

    /// The subnets of a VPC whose tables lead an address to an internet gateway.
    private func publicSubnets(of vpc: TextID, towards address: IPAddress) -> [TextID] {
        inventory.subnets.filter { subnet in
            guard subnet.vpc == vpc, case .one(let table) = index.table(ofSubnet: subnet.id, vpc) else { return false }
            let own = inventory.topology[table]
            let choice = own.choose(address, vpcBlocks: index.blocks(ofVpc: vpc), list: index.list)
            guard case .route(let place)? = choice.certain else { return false }
            return own.routes[place].target.kind == .internetGateway && own.routes[place].state != .blackhole
        }.map(\.id)
    }
}
