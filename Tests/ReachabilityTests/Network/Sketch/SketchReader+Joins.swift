import CoreModel

/// What joins VPCs to each other and to the rest: peerings, transit gateways, VPNs, endpoints.
extension SketchReader {
    /// What is put together when every line is read.
    struct Joins {
        var peerings: [PeeringConnection] = []
        /// What a connection tells of a side itself: words of a line "side".
        var sides: [(connection: String, words: [String])] = []
        var gateways: [TransitGateway] = []
        var attachments: [TransitGatewayAttachment] = []
        var tables: [TransitGatewayTable] = []
        var endpoints: [VpcEndpoint] = []
        /// The attachments whose table no listing tells.
        var unassociated: Set<TextID> = []
    }

    /// False where a line says something else. A line is one of these:
    ///
    ///     pcx pcx-1 v b                     a peering connection of two VPCs; it is active, as everything here is in a state that works
    ///     side pcx-1 c 2 us-east-1 10.2.0.0/16   what it tells of a VPC, loaded or not: account, region, blocks; "-" for what it does not
    ///     tgw tgw-1                         a transit gateway; rules cannot name groups across it
    ///     attach att-a tgw-1 vpc v a1,a2    an attachment: its gateway, its kind in AWS's word, what is attached, its subnets ("-": not
    ///                                       told, "none"); of a peering the other gateway; a later line of its id takes the place of an earlier
    ///     refs tgw-1 on                     whether rules may name groups across a gateway or an attachment; "untold" for what is not told
    ///     tgw-table t tgw-1 att-a,att-b     a table of a gateway and the attachments associated with it; "-" for none; with "written"
    ///                                       among them it is as a state has it, without propagated routes and states
    ///       10.1.0.0/16 att-b               a route: a CIDR or list, attachments ("-": none), and "propagated", "blackhole"
    ///       propagates att-b                an attachment that propagates to it
    ///     untold t                          a table whose routes no listing tells, or an attachment whose table none does
    ///     cut t                             a table of whose routes a listing tells a part
    ///     vgw vgw-1 v                       a virtual private gateway and its VPC; none: it is detached
    ///     vpn vpn-1 vgw-1 up,down 192.168.0.0/16   a VPN connection, its gateway, its tunnels ("-": not told), and its routes if it has
    ///                                       written ones alone
    ///     dx dx-1 vgw-1                     a Direct Connect gateway with what it is associated with
    ///     endpoint vpce-1 gateway v s3 rtb-a2    an endpoint: its type in AWS's word, VPC, service, and tables, of other types subnets
    ///     held vpce-1 ep                    the interfaces of an endpoint
    ///     inspection fw-1 v vpce-fw         a firewall of AWS Network Firewall, its VPC and its endpoints
    ///     state pcx-1 deleted               the state of any of these
    mutating func join(_ words: [String]) throws -> Bool {
        func list(_ word: String) -> [String] { word == "-" ? [] : word.split(separator: ",").map(String.init) }
        switch words[0] {
        case "pcx":
            var connection = PeeringConnection(id: builder.intern(words[1]))
            connection.state = builder.state("active")
            connection.requester.vpc = builder.intern(words[2])
            connection.accepter.vpc = builder.intern(words[3])
            joins.peerings.append(connection)
        case "side": joins.sides.append((words[1], Array(words.dropFirst(2))))
        case "tgw":
            var gateway = TransitGateway(id: builder.intern(words[1]))
            gateway.state = builder.state("available")
            gateway.keepsReferences = false
            joins.gateways.append(gateway)
        case "attach":
            var attachment = TransitGatewayAttachment(id: builder.intern(words[1]), gateway: builder.intern(words[2]))
            attachment.kind = TransitGatewayAttachment.Kind(word: words[3])
            attachment.resource = builder.intern(words[4])
            attachment.state = builder.state("available")
            attachment.keepsReferences = true
            if words.count > 5, words[5] != "-" {
                attachment.subnets = words[5] == "none" ? [] : list(words[5]).map { builder.intern($0) }
            }
            joins.attachments.removeAll { $0.id == attachment.id && $0.gateway == attachment.gateway }
            joins.attachments.append(attachment)
        case "refs": refer(builder.intern(words[1]), words[2] == "untold" ? nil : words[2] == "on")
        case "tgw-table":
            var table = TransitGatewayTable(id: builder.intern(words[1]))
            table.gateway = builder.intern(words[2])
            table.state = builder.state("available")
            (table.routeKnowledge, table.associationKnowledge, table.propagationKnowledge) = (.complete, .complete, .complete)
            table.listsPropagatedRoutes = true
            for word in list(words[3]) {
                if word == "written" {
                    table.listsPropagatedRoutes = false
                } else {
                    table.associations.append(TransitGatewayAssociation(builder.intern(word), builder.state("associated")))
                }
            }
            joins.tables.append(table)
            section = .transitTable
        case "untold":
            guard let place = joins.tables.firstIndex(where: { builder.text($0.id) == words[1] }) else {
                joins.unassociated.insert(builder.intern(words[1]))
                return true
            }
            joins.tables[place].routeKnowledge = .absent
            joins.tables[place].routes = []
        case "cut":
            for place in joins.tables.indices where builder.text(joins.tables[place].id) == words[1] {
                joins.tables[place].routeKnowledge = .partial(.page)
            }
        case "vpn":
            var connection = VpnConnection(id: builder.intern(words[1]))
            connection.gateway = builder.intern(words[2])
            connection.state = builder.state("available")
            connection.tunnels = list(words[3]).map { $0 == "up" }
            connection.networks = try words.dropFirst(4).map { try IPNetwork(parsing: $0) }
            connection.isStatic = !connection.networks.isEmpty
            builder.add(connection)
        case "dx":
            var gateway = DirectConnectGateway(id: builder.intern(words[1]))
            gateway.associations = [TransitGatewayAssociation(builder.intern(words[2]), builder.state("associated"))]
            builder.add(gateway)
        case "endpoint":
            var endpoint = VpcEndpoint(id: builder.intern(words[1]))
            endpoint.kind = VpcEndpoint.Kind(word: words[2])
            endpoint.vpc = builder.intern(words[3])
            endpoint.service = words[4] == "-" ? .none : builder.intern("com.amazonaws.eu-west-1.\(words[4])")
            endpoint.state = builder.state("available")
            let places = words.count > 5 ? list(words[5]).map { builder.intern($0) } : []
            if endpoint.kind == .gateway { endpoint.routeTables = places } else { endpoint.subnets = places }
            joins.endpoints.append(endpoint)
        case "held":
            for place in joins.endpoints.indices where builder.text(joins.endpoints[place].id) == words[1] {
                joins.endpoints[place].interfaces = words.dropFirst(2).map { builder.intern($0) }
            }
        case "inspection":
            var firewall = NetworkFirewall(id: builder.intern(words[1]))
            firewall.vpc = builder.intern(words[2])
            firewall.endpoints = words.dropFirst(3).map { builder.intern($0) }
            builder.add(firewall)
        case "state": return set(state(words[2]), of: builder.intern(words[1]))
        default: return false
        }
        return true
    }

    /// A line that is set in below a transit gateway's table.
    mutating func transitRoute(_ words: [String]) throws {
        guard let place = joins.tables.indices.last else { return }
        if words[0] == "propagates" {
            joins.tables[place].propagations += words.dropFirst().map { builder.intern($0) }
            return
        }
        let isListed = joins.tables[place].listsPropagatedRoutes
        var route = TransitGatewayRoute(
            destination(words[0]), origin: words.contains("propagated") ? .propagated : .written,
            state: words.contains("blackhole") ? .blackhole : isListed ? .active : .unknown)
        if words[1] != "-" {
            route.hops = words[1].split(separator: ",").map { .init(attachment: builder.intern(String($0))) }
        }
        joins.tables[place].routes.append(route)
    }

    private mutating func refer(_ id: TextID, _ keeps: Bool?) {
        for place in joins.gateways.indices where joins.gateways[place].id == id { joins.gateways[place].keepsReferences = keeps }
        for place in joins.attachments.indices where joins.attachments[place].id == id {
            joins.attachments[place].keepsReferences = keeps
        }
    }

    /// False where no line has it.
    private mutating func set(_ state: ResourceState, of id: TextID) -> Bool {
        let found = [
            set(state, of: id, \.peerings, \.id, \.state), set(state, of: id, \.gateways, \.id, \.state),
            set(state, of: id, \.attachments, \.id, \.state), set(state, of: id, \.tables, \.id, \.state),
            set(state, of: id, \.endpoints, \.id, \.state),
        ]
        return found.contains(true)
    }

    private mutating func set<Thing>(
        _ state: ResourceState, of id: TextID, _ things: WritableKeyPath<Joins, [Thing]>, _ own: KeyPath<Thing, TextID>,
        _ its: WritableKeyPath<Thing, ResourceState>
    ) -> Bool {
        let places = joins[keyPath: things].indices.filter { joins[keyPath: things][$0][keyPath: own] == id }
        for place in places { joins[keyPath: things][place][keyPath: its] = state }
        return !places.isEmpty
    }

    /// Puts together what lines tell of one another, as the listings of AWS do.
    mutating func finishJoins() {
        for var connection in joins.peerings {
            connection.requester = side(connection.requester.vpc, of: connection.id)
            connection.accepter = side(connection.accepter.vpc, of: connection.id)
            builder.add(connection)
        }
        for var gateway in joins.gateways {
            gateway.owner = builder.intern(owners[builder.text(gateway.id)] ?? "1")
            gateway.region = builder.intern(regions[builder.text(gateway.id)] ?? "eu-west-1")
            builder.add(gateway)
        }
        for var attachment in joins.attachments {
            if attachment.kind == .vpc { attachment.resourceOwner = scope(ofVpc: attachment.resource).account }
            // Who sees no table of the gateway is not told which one an attachment is associated with.
            let isTold = joins.tables.contains { $0.gateway == attachment.gateway } && !joins.unassociated.contains(attachment.id)
            attachment.association = isTold ? .none : .unknown
            builder.add(attachment)
        }
        for var table in joins.tables {
            table.associations.removeAll { joins.unassociated.contains($0.attachment) }
            if !joins.unassociated.isEmpty { table.associationKnowledge = .partial(.member) }
            for route in table.routes.indices {
                table.routes[route].hops = table.routes[route].hops.map { hop in
                    let own = joins.attachments.first { $0.id == hop.attachment && $0.gateway == table.gateway }
                    return .init(attachment: hop.attachment, kind: own?.kind ?? .unknown, resource: own?.resource ?? .none)
                }
            }
            builder.add(table)
        }
        for var endpoint in joins.endpoints {
            endpoint.owner = scope(ofVpc: endpoint.vpc).account
            builder.add(endpoint)
        }
    }

    private mutating func side(_ vpc: TextID, of connection: TextID) -> PeeredVpc {
        var side = PeeredVpc()
        side.vpc = vpc
        if let own = vpcs.first(where: { $0.id == vpc }) {
            let scope = scope(ofVpc: vpc)
            (side.owner, side.region, side.networks) = (scope.account, scope.region, own.networks)
        }
        let name = builder.text(vpc)
        for (id, words) in joins.sides where id == builder.text(connection) && words[0] == name {
            (side.owner, side.region) = (told(words[1]), told(words[2]))
            side.networks = words.dropFirst(3).compactMap { try? IPNetwork(parsing: $0) }
        }
        return side
    }
}
