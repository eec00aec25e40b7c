import CoreModel

/// Route tables, routes and associations of a state, managed or looked up.
///
/// A state has what somebody wrote: neither the local routes, unless they were adopted, nor propagated ones.
extension TerraformResources {
    /// `aws_route_table` and `aws_default_route_table`, with their inline routes; a data source tells what is associated with it, and of its
    /// routes not all.
    mutating func readRouteTable(_ values: JSONValue, _ resource: TerraformResource, into collector: inout Collector)
        throws(JSONFault)
    {
        var table = RouteTable(id: try ownID(values, "default_route_table_id", into: &collector))
        table.name = try collector.terraformName(values)
        table.vpc = collector.intern(try values.text("vpc_id"))
        table.owner = collector.intern(try values.text("owner_id"))
        table.isAssumed = try values.member("is_assumed")?.boolean() ?? false
        if resource.type == .defaultRouteTable {
            if table.vpc.isNone {
                table.isMain = true
            } else if network.mainTables[table.vpc] == nil {
                network.mainTables[table.vpc] = table.id
            }
        }
        network.tables.append(table.id)
        guard resource.isManaged else {
            try readAssociations(values, of: &table, into: &collector)
            collector.builder.add(table, in: groups, by: resourceID)
            return
        }
        table.routeKnowledge = .complete
        // Of one that is left open no more counts than that there is one.
        for gateway in try values.ids("propagating_vgws") {
            table.propagatingGateways.append(collector.builder.intern(gateway.text))
        }
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
        collector.builder.add(table, in: groups, by: resourceID)
    }

    /// What a data source tells to be associated with a table.
    private mutating func readAssociations(
        _ values: JSONValue, of table: inout RouteTable, into collector: inout Collector
    ) throws(JSONFault) {
        if case .open(let name) = try values.id("associations") { network.openAssociations.insert(name) }
        for association in try values.elements("associations") where association.kind == .object {
            for subnet in try association.ids("subnet_id") { table.subnets.append(collector.builder.intern(subnet.text)) }
            for gateway in try association.ids("gateway_id") { table.gateways.append(collector.builder.intern(gateway.text)) }
            let isMain = try association.member("main")?.boolean() ?? false
            if isMain, !table.vpc.isNone, network.mainTables[table.vpc] == nil { network.mainTables[table.vpc] = table.id }
        }
    }

    /// `aws_route`; one whose table is left open may be any table's.
    mutating func readRoute(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let route = try self.route(
            values, ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"], into: &collector)
        try add(route, toTableOf: values, into: &collector)
    }

    /// The routes of a gateway endpoint, which are no resources of their own; one whose table is left open may be any table's.
    mutating func readEndpointRoutes(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let target = RouteTarget(.vpcEndpoint, collector.intern(try values.requiredText("id")))
        let destination = try endpointDestination(values, into: &collector)
        for table in try values.ids("route_table_ids") {
            add(Route(destination, target, origin: .createRoute), to: table, into: &collector)
        }
    }

    /// `aws_vpc_endpoint_route_table_association`.
    mutating func readEndpointRouteTable(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let endpoint = try values.id("vpc_endpoint_id").orOpen("an endpoint, which is not in the input")
        let id = collector.builder.intern(endpoint.text)
        if case .known = endpoint {
            var own = VpcEndpoint(id: id)
            own.routeTables = try collector.knownIDs(values, "route_table_id")
            collector.builder.add(own, by: resourceID)
        }
        let list = network.endpointLists[id] ?? .unknown(collector.builder.intern("the prefix list of \(endpoint.text)"))
        try add(Route(list, RouteTarget(.vpcEndpoint, id), origin: .createRoute), toTableOf: values, into: &collector)
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
            var table = RouteTable(id: collector.builder.intern(id))
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
            collector.builder.add(table, in: rules, by: resourceID)
        }
    }

    /// `aws_main_route_table_association`.
    mutating func readMainRouteTable(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let vpc = try values.id("vpc_id").orOpen("the VPC of a main route table")
        let table = try values.id("route_table_id").orOpen("the main route table of \(vpc.text)")
        switch (vpc, table) {
        case (.known(let vpc), .known(let table)):
            network.mainTables[collector.builder.intern(vpc)] = collector.builder.intern(table)
        // Which table subnets without an association use is open then.
        case (.open(let name), _), (_, .open(let name)): network.openAssociations.insert(name)
        }
    }

    /// `aws_vpn_gateway_route_propagation`; one whose table is left open may be any table's.
    mutating func readPropagation(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        switch try values.id("route_table_id").orOpen("the route table of a propagation") {
        case .open(let name): network.openTables.insert(name)
        case .known(let table):
            var own = RouteTable(id: collector.builder.intern(table))
            let gateway = try values.id("vpn_gateway_id").orOpen("a gateway that propagates into \(table)")
            own.propagatingGateways = [collector.builder.intern(gateway.text)]
            collector.builder.add(own, in: rules, by: resourceID)
        }
    }

    /// The id of a table or an ACL; a plan knows that of one which is adopted by the attribute that names it.
    func ownID(_ values: JSONValue, _ adopted: StaticString, into collector: inout Collector) throws(JSONFault) -> TextID {
        if case .known(let id) = try values.id(adopted) { return collector.builder.intern(id) }
        return collector.intern(try values.requiredText("id"))
    }

    private mutating func add(_ route: Route, toTableOf values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        add(route, to: try values.id("route_table_id").orOpen("the route table of a route"), into: &collector)
    }

    private mutating func add(_ route: Route, to table: KnownID, into collector: inout Collector) {
        switch table {
        case .open(let name): network.openTables.insert(name)
        case .known(let id):
            var table = RouteTable(id: collector.builder.intern(id))
            table.routes = [route]
            table.routeKnowledge = .partial(.owner)
            collector.builder.add(table, in: rules, by: resourceID)
        }
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
