import CoreModel
import Reachability
import Text

/// The gateways of one VPC with where they lead and who uses them.
struct NetworkGateways {
    private let analyzer: Analyzer
    private let titles: NetworkTitles
    private let vpc: TextID
    private let rows: [SubnetRow]
    private var gateways: [NetworkGateway] = []

    private var inventory: Inventory { analyzer.inventory }
    private var topology: Topology { analyzer.inventory.topology }

    init(_ analyzer: Analyzer, _ titles: NetworkTitles, _ vpc: TextID, _ rows: [SubnetRow]) {
        (self.analyzer, self.titles, self.vpc, self.rows) = (analyzer, titles, vpc, rows)
        collect()
        connect()
        name()
    }

    /// All of them: those that rows leave by from the internet downwards, then the others.
    func all() -> [NetworkGateway] { gateways }

    // MARK: Which there are

    private mutating func collect() {
        for (place, row) in rows.enumerated() {
            for way in row.routes.ways { gateways[add(way.target)].ways.append(place) }
        }
        for (place, row) in rows.enumerated() {
            for join in row.routes.joins { gateways[add(join.target)].joins.append(place) }
        }
        for gateway in topology.gateways
        where (gateway.attachments ?? []).contains(where: { $0.vpc == vpc && $0.state.works != false }) {
            let kind: RouteTarget.Kind =
                switch gateway.kind {
                case .internet: .internetGateway
                case .egressOnly: .egressOnlyInternetGateway
                case .virtualPrivate: .virtualPrivateGateway
                }
            _ = add(RouteTarget(kind, gateway.id))
        }
        for nat in topology.natGateways where nat.state.works != false {
            let own = nat.vpc.isNone ? analyzer.vpc(ofSubnet: nat.subnet) : nat.vpc
            if own == vpc { _ = add(RouteTarget(.natGateway, nat.id)) }
        }
        for peering in topology.peeringConnections
        where peering.state.works != false && peering.sides.contains(where: { $0.vpc == vpc }) {
            _ = add(RouteTarget(.peeringConnection, peering.id))
        }
        for attachment in topology.transitGatewayAttachments
        where attachment.kind == .vpc && attachment.resource == vpc && attachment.state.works != false
            && !attachment.gateway.isNone
        {
            _ = add(RouteTarget(.transitGateway, attachment.gateway))
        }
    }

    private mutating func add(_ target: RouteTarget) -> Int {
        if let place = gateways.firstIndex(where: { $0.target == target }) { return place }
        gateways.append(NetworkGateway(target: target, title: titles.title(target.kind, target.id)))
        return gateways.count - 1
    }

    private mutating func name() {
        let known = Names.distinct(gateways.map { (name: $0.title, id: TerminalText.safe(inventory[$0.target.id])) })
        for place in gateways.indices { gateways[place].title = known[place] }
    }

    // MARK: Where they lead

    private mutating func connect() {
        // A NAT gateway's own way may lead over one that no row uses.
        var place = 0
        while place < gateways.count {
            gateways[place].subnet = subnet(of: gateways[place].target)
            let onward = onward(place)
            gateways[place].onward = onward
            if case .gateway(let next) = onward { gateways[next].feeders.append(place) }
            gateways[place].distant = distant(place)
            place += 1
        }
    }

    private func subnet(of target: RouteTarget) -> TextID {
        switch target.kind {
        case .natGateway: topology.natGateways.first { $0.id == target.id && $0.isRegional != true }?.subnet ?? .none
        case .networkInterface: inventory.interfaces.first { $0.id == target.id }?.subnet ?? .none
        case .instance: inventory.interfaces.first { $0.instance == target.id }?.subnet ?? .none
        case .vpcEndpoint:
            topology.endpoints.first { $0.id == target.id }.flatMap { $0.subnets.count == 1 ? $0.subnets.first : nil } ?? .none
        default: .none
        }
    }

    private mutating func onward(_ place: Int) -> NetworkGateway.Onward {
        let target = gateways[place].target
        switch target.kind {
        case .internetGateway, .egressOnlyInternetGateway: return .internet
        case .natGateway: return natOnward(place)
        case .peeringConnection:
            guard let own = topology.peeringConnections.first(where: { $0.id == target.id }) else { return .notFollowed }
            return others(own.sides.map(\.vpc))
        case .transitGateway:
            let own = topology.transitGatewayAttachments.filter { $0.gateway == target.id && $0.state.works != false }
            let vpcs = own.filter { $0.kind == .vpc && !$0.resource.isNone }.map(\.resource)
            if case .vpcs(let others) = others(vpcs) { return .vpcs(others) }
            let beyond = own.filter { $0.kind != .vpc && !$0.resource.isNone }.map { titles.beyond($0.kind, $0.resource) }
            return beyond.isEmpty ? .notFollowed : .beyond(beyond.distinct())
        case .virtualPrivateGateway:
            let beyond = titles.beyond(gateway: target.id)
            return beyond.isEmpty ? .notFollowed : .beyond(beyond)
        default: return .notFollowed
        }
    }

    private func others(_ vpcs: [TextID]) -> NetworkGateway.Onward {
        let others = vpcs.filter { $0 != vpc && !$0.isNone }.distinct()
        return others.isEmpty ? .notFollowed : .vpcs(others)
    }

    /// A NAT gateway sends on by the table of the subnet that it stands in, a regional one by its own.
    private mutating func natOnward(_ place: Int) -> NetworkGateway.Onward {
        guard let nat = topology.natGateways.first(where: { $0.id == gateways[place].target.id }) else { return .notFollowed }
        let table: RouteTableIndex? =
            nat.isRegional == true
            ? topology.routeTables.firstIndex { $0.id == nat.routeTable && !nat.routeTable.isNone }.map(RouteTableIndex.init)
            : nat.subnet.isNone ? nil : analyzer.routeTable(ofSubnet: nat.subnet)
        let routes = RouteReading(analyzer: analyzer, vpc: vpc).routes(of: table, [.v4])
        if let way = routes.ways.first(where: { $0.only == nil }) {
            // The route of its own subnet leads to itself, and a private one has no address that the internet knows.
            let isStuck = way.target == gateways[place].target || nat.isPrivate == true && way.target.kind == .internetGateway
            return isStuck ? .nowhere : .gateway(add(way.target))
        }
        return table == nil || routes.tier == .unknown ? .notFollowed : .nowhere
    }

    /// The subnets of other zones that leave by a gateway of one zone.
    private func distant(_ place: Int) -> [TextID] {
        let gateway = gateways[place]
        guard gateway.target.kind == .natGateway, let own = inventory.subnets.first(where: { $0.id == gateway.subnet }),
            !own.zone.isNone
        else { return [] }
        let zone = TerminalText.safe(inventory[own.zone])
        return gateway.ways.flatMap { rows[$0].subnets }.filter { !$0.zone.isEmpty && $0.zone != zone }.map(\.id)
    }
}
