import CoreModel

/// Route tables, routes and associations of a state, managed or looked up.
///
/// A state has what somebody wrote: neither the local routes, unless they were adopted, nor propagated ones.
extension TerraformResources {
    /// `aws_route_table` and `aws_default_route_table`, with their inline routes; a data source tells no more than that it is there.
    mutating func readRouteTable(_ values: JSONValue, _ resource: TerraformResource, into collector: inout Collector)
        throws(JSONFault)
    {
        var table = try emptyTable(collector.intern(try values.requiredText("id")))
        table.name = try collector.terraformName(values)
        table.vpc = collector.intern(try values.text("vpc_id"))
        table.owner = collector.intern(try values.text("owner_id"))
        table.isAssumed = try values.member("is_assumed")?.boolean() ?? false
        if resource.type == .defaultRouteTable, network.mainTables[table.vpc] == nil { network.mainTables[table.vpc] = table.id }
        if !table.isAssumed { network.tables.append(table.id) }
        guard resource.isManaged else {
            collector.builder.add(table, in: groups)
            return
        }
        table.routeKnowledge = .complete
        for gateway in try values.ids("propagating_vgws") { table.propagatingGateways.append(collector.builder.intern(gateway)) }
        switch try values.settled("route") {
        case .absent: break
        case .unknown(let unknown): table.routeKnowledge = .partial(.unsettled(collector.builder.intern(unknown.name)))
        case .known(let routes):
            for route in try routes.elements() {
                if let unknown = route.unknown {
                    table.routeKnowledge = .partial(.unsettled(collector.builder.intern(unknown.name)))
                } else {
                    table.routes.append(
                        try self.route(route, ["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"], into: &collector))
                }
            }
        }
        collector.builder.add(table, in: groups)
    }

    /// `aws_route`; one whose table is left open may be any table's.
    mutating func readRoute(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let route = try self.route(
            values, ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"], into: &collector)
        switch try values.id("route_table_id") {
        case .none: break
        case .open(let name): network.openTables.insert(name)
        case .known(let id): add([route], toTable: collector.builder.intern(id), into: &collector)
        }
    }

    /// The routes of a gateway endpoint, which are no resources of their own.
    func readEndpointRoutes(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let target = RouteTarget(.vpcEndpoint, collector.intern(try values.requiredText("id")))
        let destination = try endpointDestination(values, into: &collector)
        for table in try values.ids("route_table_ids") {
            add([Route(destination, target, origin: .createRoute)], toTable: collector.builder.intern(table), into: &collector)
        }
    }

    /// `aws_vpc_endpoint_route_table_association`.
    mutating func readEndpointRouteTable(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let endpoint) = try values.id("vpc_endpoint_id") else { return }
        let id = collector.builder.intern(endpoint)
        let list = network.endpointLists[id] ?? .unknown(collector.builder.intern("the prefix list of \(endpoint)"))
        switch try values.id("route_table_id") {
        case .none: break
        case .open(let name): network.openTables.insert(name)
        case .known(let table):
            let route = Route(list, RouteTarget(.vpcEndpoint, id), origin: .createRoute)
            add([route], toTable: collector.builder.intern(table), into: &collector)
        }
    }

    /// Where a gateway endpoint's routes lead: its prefix list, or AWS's list of the service where the id is not told.
    mutating func noteEndpoint(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        network.endpointLists[collector.intern(try values.requiredText("id"))] = try endpointDestination(values, into: &collector)
    }

    private func endpointDestination(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) -> Route.Destination
    {
        for key in ["prefix_list_id", "service_name"] as [StaticString] {
            if case .known(let list) = try values.id(key) { return .prefixList(collector.builder.intern(list)) }
        }
        return .unknown(collector.builder.intern("the prefix list of \(try values.requiredText("id").string)"))
    }

    /// `aws_route_table_association`: of a subnet, or of a gateway.
    mutating func readRouteTableAssociation(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let doubt = try values.doubtName()
        switch try values.id("route_table_id") {
        case .none: break
        case .open(let name): network.openAssociations.insert(name)
        case .known(let id):
            var table = try emptyTable(collector.builder.intern(id))
            var isTold = false
            for (key, list) in [
                ("subnet_id", \RouteTable.subnets), ("gateway_id", \RouteTable.gateways),
            ] as [(StaticString, WritableKeyPath<RouteTable, [TextID]>)] {
                let one = try values.id(key)
                if case .none = one { continue }
                isTold = true
                switch one {
                case .none: break
                case .open(let name): network.openAssociations.insert(name)
                case .known(let one):
                    if let doubt {
                        network.openAssociations.insert(doubt)
                    } else {
                        table[keyPath: list].append(collector.builder.intern(one))
                    }
                }
            }
            if !isTold { network.openAssociations.insert("what is associated with \(id)") }
            collector.builder.add(table, in: rules)
        }
    }

    /// `aws_main_route_table_association`.
    mutating func readMainRouteTable(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let vpc) = try values.id("vpc_id"), case .known(let table) = try values.id("route_table_id") else {
            return
        }
        network.mainTables[collector.builder.intern(vpc)] = collector.builder.intern(table)
    }

    /// `aws_vpn_gateway_route_propagation`.
    func readPropagation(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let table) = try values.id("route_table_id"), case .known(let gateway) = try values.id("vpn_gateway_id")
        else { return }
        var own = try emptyTable(collector.builder.intern(table))
        own.propagatingGateways = [collector.builder.intern(gateway)]
        collector.builder.add(own, in: rules)
    }

    private func emptyTable(_ id: TextID) throws(JSONFault) -> RouteTable {
        var table = RouteTable(id: id)
        table.listsImplicitRoutes = false
        return table
    }

    private func add(_ routes: [Route], toTable id: TextID, into collector: inout Collector) {
        var table = RouteTable(id: id)
        table.listsImplicitRoutes = false
        table.routes = routes
        table.routeKnowledge = .partial(.owner)
        collector.builder.add(table, in: rules)
    }

    // MARK: One route

    private func route(
        _ values: JSONValue, _ destinations: [StaticString], into collector: inout Collector
    ) throws(JSONFault) -> Route {
        var route = Route(
            .unknown(collector.builder.intern("the destination of a route, which is not in the input")),
            try target(values, into: &collector), origin: .createRoute)
        for (place, key) in destinations.enumerated() {
            switch try values.id(key) {
            case .none: continue
            case .open(let name): route.destination = .unknown(collector.builder.intern(name))
            case .known(let text):
                if place == destinations.count - 1 {
                    route.destination = .prefixList(collector.builder.intern(text))
                } else if let network = try? WrittenNetwork(parsing: text, isBlock: true).network {
                    route.destination = .network(network)
                }
            }
            break
        }
        switch try values.text("state")?.string {
        case "active": route.state = .active
        case "blackhole": route.state = .blackhole
        default: break
        }
        if case .known("EnableVgwRoutePropagation") = try values.id("origin") { route.origin = .propagation }
        if let doubt = try values.doubtName() { route.doubt = collector.builder.doubt(doubt) }
        return route
    }

    private func target(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) -> RouteTarget {
        for (key, kind) in Self.targets {
            switch try values.id(key) {
            case .none: continue
            case .open(let name): return RouteTarget(.unknown, collector.builder.intern(name))
            case .known(let id):
                let text = collector.builder.intern(id)
                guard kind == nil else { return RouteTarget(kind ?? .unknown, text) }
                let told = RouteTarget(gateway: id, text)
                return told.kind == .unknown ? RouteTarget(network.gatewayKinds[text] ?? .unknown, text) : told
            }
        }
        return RouteTarget(.none)
    }

    /// The attributes that hold a target; a gateway's kind is told by its id.
    private static let targets: [(StaticString, RouteTarget.Kind?)] = [
        ("gateway_id", nil), ("nat_gateway_id", .natGateway), ("transit_gateway_id", .transitGateway),
        ("vpc_peering_connection_id", .peeringConnection), ("network_interface_id", .networkInterface),
        ("instance_id", .instance),
        ("vpc_endpoint_id", .vpcEndpoint), ("egress_only_gateway_id", .egressOnlyInternetGateway),
        ("local_gateway_id", .localGateway), ("carrier_gateway_id", .carrierGateway), ("core_network_arn", .coreNetwork),
        ("odb_network_arn", .odbNetwork),
    ]
}

/// What a document tells of its network as a whole, known when all of it is read.
struct TerraformNetworkFacts {
    /// The main route table and the default network ACL of each VPC.
    var mainTables: [TextID: TextID] = [:]
    var defaultACLs: [TextID: TextID] = [:]
    /// The tables and ACLs that the document describes.
    var tables: [TextID] = []
    var acls: [TextID] = []
    /// What gateways are, by their ids.
    var gatewayKinds: [TextID: RouteTarget.Kind] = [:]
    /// Where the routes of gateway endpoints lead.
    var endpointLists: [TextID: Route.Destination] = [:]
    /// What leaves open which table a route is in, which ACL an entry is in, and what is associated with what.
    var openTables: Set<String> = []
    var openACLs: Set<String> = []
    var openAssociations: Set<String> = []
    var openACLAssociations: Set<String> = []
}

/// A member that holds an id, or another text.
enum IDValue {
    /// Absent, null or empty.
    case none
    case known(String)
    /// What is unknown, by its name.
    case open(String)
}

extension JSONValue {
    /// A member that holds an id.
    func id(_ key: StaticString) throws(JSONFault) -> IDValue {
        switch try settled(key) {
        case .absent: return .none
        case .unknown(let unknown): return .open(unknown.name)
        case .known(let value):
            guard value.kind == .text else { return .none }
            let text = try value.text().string
            return text.isEmpty ? .none : .known(text)
        }
    }

    /// The settled texts of a list, or of a single text.
    func ids(_ key: StaticString) throws(JSONFault) -> [String] {
        guard case .known(let list) = try settled(key) else { return [] }
        if list.kind == .text { return [try list.text().string] }
        guard list.kind == .array else { return [] }
        var ids: [String] = []
        for element in try list.elements() where element.kind == .text { ids.append(try element.text().string) }
        return ids.filter { !$0.isEmpty }
    }

    /// A whole number, as a number or as text; nil for anything else.
    func number(_ key: StaticString) throws(JSONFault) -> Int? {
        guard case .known(let value) = try settled(key) else { return nil }
        switch value.kind {
        case .number: return try? value.integer()
        case .text: return Int(try value.text().string)
        default: return nil
        }
    }

    /// What decides whether a resource is there at all.
    func doubtName() throws(JSONFault) -> String? { try text(TreeJSON.doubtKey)?.string }
}
