import CoreModel

/// What is wrong with route tables and gateways by themselves.
struct RouteFindings {
    let uses: SubnetUses

    private var inventory: Inventory { uses.inventory }
    private var topology: Topology { inventory.topology }
    private var tables: [RouteTableIndex] {
        topology.routeTables.indices.map(RouteTableIndex.init).filter { !topology[$0].isAssumed }
    }

    func findings() -> [NetworkFinding] {
        tables.flatMap(blackholes) + transitBlackholes() + distantNats() + unusedGateways() + tables.compactMap(publicSubnets)
    }

    // MARK: Blackholes

    private func blackholes(_ table: RouteTableIndex) -> [NetworkFinding] {
        let own = topology[table]
        return own.routes.indices.compactMap { place in
            let route = own.routes[place]
            guard route.state == .blackhole, route.doubt == .none, works(route.target, own.vpc) != true else { return nil }
            return .blackhole(table, route: place, subnets: uses.ofTable[table] ?? [], next: next(after: place, of: own))
        }
    }

    /// The route that would carry what a route is for; nil where none would, or several.
    private func next(after place: Int, of table: RouteTable) -> Int? {
        guard case .network(let network) = table.routes[place].destination else { return nil }
        var rest = table
        rest.routes.remove(at: place)
        let blocks = uses.index.blocks(ofVpc: table.vpc)
        guard case .route(let next)? = rest.choose(network.address, vpcBlocks: blocks, list: uses.index.list).certain else {
            return nil
        }
        return next < place ? next : next + 1
    }

    /// Whether the listing of a target says that it works; nil where none says anything.
    private func works(_ target: RouteTarget, _ vpc: TextID) -> Bool? {
        switch target.kind {
        case .natGateway: uses.index.natGateway(target.id)?.state.works
        case .peeringConnection: uses.index.transit.peering(target.id)?.state.works
        case .vpcEndpoint: uses.index.transit.endpoint(target.id)?.state.works
        case .transitGateway: uses.index.transit.attachment(ofVpc: vpc, to: target.id)?.state.works
        case .internetGateway, .egressOnlyInternetGateway, .virtualPrivateGateway:
            uses.index.gateway(target.id)?.attachments.map { $0.contains { $0.vpc == vpc && $0.state.works == true } }
        default: nil
        }
    }

    private func transitBlackholes() -> [NetworkFinding] {
        topology.transitGatewayTables.indices.flatMap { number in
            topology.transitGatewayTables[number].routes.enumerated().filter {
                $0.element.state == .blackhole && $0.element.doubt == .none
            }
            .map { .transitBlackhole(TransitGatewayTableIndex(number), route: $0.offset) }
        }
    }

    // MARK: Gateways

    /// NAT gateways that subnets of other zones send to.
    private func distantNats() -> [NetworkFinding] {
        var users: [TextID: [TextID]] = [:]
        for (table, subnets) in uses.ofTable.sorted(by: { $0.key < $1.key }) {
            let targets = topology[table].routes.filter {
                $0.target.kind == .natGateway && $0.state != .blackhole && $0.doubt == .none
            }
            for target in Set(targets.map(\.target.id)) { users[target, default: []] += subnets }
        }
        return topology.natGateways.indices.compactMap { number in
            let nat = topology.natGateways[number]
            guard nat.isRegional != true, nat.state.works != false, let own = uses.index.subnet(nat.subnet)
            else { return nil }
            let others = (users[nat.id] ?? []).compactMap(uses.index.subnet).filter { isElsewhere($0, own) }.map(\.id)
            return others.isEmpty
                ? nil : .distantNat(NatGatewayIndex(number), zone: own.zone.isNone ? own.zoneID : own.zone, subnets: others)
        }
    }

    /// Whether two subnets of a VPC are known to be in different zones.
    private func isElsewhere(_ one: Subnet, _ other: Subnet) -> Bool {
        if !one.zoneID.isNone, !other.zoneID.isNone { return one.zoneID != other.zoneID }
        return !one.zone.isNone && !other.zone.isNone && one.zone != other.zone
    }

    private func unusedGateways() -> [NetworkFinding] {
        let targets = Set(topology.routeTables.flatMap { $0.routes.map(\.target.id) })
        let nats = topology.natGateways.indices.filter { number in
            let nat = topology.natGateways[number]
            let vpc = nat.vpc.isNone ? uses.index.vpc(ofSubnet: nat.subnet) ?? .none : nat.vpc
            return nat.state.works == true && !targets.contains(nat.id) && tellsAllRoutes(vpc)
        }
        let gateways = topology.gateways.indices.compactMap { number -> NetworkFinding? in
            let gateway = topology.gateways[number]
            guard let attachments = gateway.attachments else { return nil }
            if attachments.isEmpty { return .unusedGateway(.detached(GatewayIndex(number))) }
            let isUsed =
                targets.contains(gateway.id)
                || topology.routeTables.contains { table in
                    table.propagatingGateways.contains(gateway.id) || table.gateways.contains(gateway.id)
                }
            guard !isUsed,
                attachments.allSatisfy({ tellsAllRoutes($0.vpc) && $0.state.works == true && !isEntered(gateway, $0.vpc) })
            else { return nil }
            return .unusedGateway(.gateway(GatewayIndex(number)))
        }
        return nats.map { .unusedGateway(.nat(NatGatewayIndex($0))) } + gateways
    }

    /// Whether every route of a VPC is listed.
    private func tellsAllRoutes(_ vpc: TextID) -> Bool {
        guard !vpc.isNone, inventory.coverage(of: .routeTables, inVpc: vpc) == .complete else { return false }
        return topology.routeTables.allSatisfy { table in
            table.vpc != vpc || table.routeKnowledge.isComplete && !table.routes.contains { $0.target.kind == .unknown }
        }
    }

    /// Whether what needs no route may come in by an internet gateway of a VPC, such as Global Accelerator.
    ///
    /// Source: https://docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html
    private func isEntered(_ gateway: Gateway, _ vpc: TextID) -> Bool {
        guard gateway.kind == .internet else { return false }
        if !inventory.listsAllInterfaces(ofVpc: vpc) { return true }
        return inventory.interfaces.contains { interface in
            let type = inventory[interface.type].lowercased()
            return interface.vpc == vpc && (type.contains("accelerator") || type.contains("cloudfront"))
        }
    }

    // MARK: Public subnets

    private func publicSubnets(_ table: RouteTableIndex) -> NetworkFinding? {
        guard let subnets = uses.ofTable[table] else { return nil }
        let place = topology[table].routes.firstIndex { route in
            guard route.target.kind == .internetGateway, route.state != .blackhole, route.doubt == .none,
                case .network(let network) = route.destination
            else { return false }
            return network.isEverything
        }
        return place.map { .publicSubnets(table, route: $0, subnets: subnets) }
    }
}
