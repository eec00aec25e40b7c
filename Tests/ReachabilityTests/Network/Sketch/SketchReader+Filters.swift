import CoreModel

/// Route tables, network ACLs, groups and prefix lists, with the lines set in below them.
extension SketchReader {
    mutating func beginGroup(_ name: String, vpc: String? = nil) {
        var group = Group(id: builder.intern(name))
        group.name = group.id
        group.owner = builder.intern("1")
        if let vpc { group.vpc = builder.intern(vpc) }
        builder.beginGroup(group, in: listing)
    }

    /// False where a line says something else.
    mutating func filter(_ words: [String]) throws -> Bool {
        switch words[0] {
        case "table":
            var table = RouteTable(id: builder.intern(words[1]))
            table.vpc = builder.intern(words[2])
            (table.routeKnowledge, table.associationKnowledge) = (.complete, .complete)
            for use in words[3].split(separator: ",").map(String.init) {
                switch use {
                case "main": table.isMain = true
                case "written": table.listsImplicitRoutes = false
                case "-": break
                case let use where use.hasPrefix("igw-") || use.hasPrefix("vgw-"): table.gateways.append(builder.intern(use))
                default: table.subnets.append(builder.intern(use))
                }
            }
            tables.append(table)
            section = .table
        case "acl":
            var acl = NetworkACL(id: builder.intern(words[1]))
            acl.vpc = builder.intern(words[2])
            (acl.entryKnowledge, acl.associationKnowledge) = ([.complete, .complete], .complete)
            for use in words[3].split(separator: ",").map(String.init) {
                if use == "default" { acl.isDefault = true } else { acl.subnets.append(builder.intern(use)) }
            }
            acls.append(acl)
            section = .acl
        case "group":
            beginGroup(words[1], vpc: words.count > 2 ? words[2] : nil)
            section = .group
        case "list":
            var list = PrefixList(id: builder.intern(words[1]))
            if words.last == "ipv4" {
                list.version = .v4
            } else if words.count > 2 {
                list.entries = try words.dropFirst(2).map { try IPNetwork(parsing: $0) }
            }
            builder.add(list)
        case "service":
            var list = PrefixList(id: builder.intern(words[1]))
            list.name = builder.intern("com.amazonaws.eu-west-1.\(words[2])")
            builder.add(list)
        default: return false
        }
        return true
    }

    private static let targets: [(prefix: String, kind: RouteTarget.Kind)] = [
        ("nat", .natGateway), ("pcx", .peeringConnection), ("tgw", .transitGateway), ("eni", .networkInterface),
        ("i-", .instance),
        ("core", .coreNetwork), ("lgw", .localGateway), ("cagw", .carrierGateway), ("odb", .odbNetwork),
    ]

    /// Where a route or a reference to a list leads from: a CIDR, or a list by its id.
    mutating func destination(_ word: String) -> Route.Destination {
        (try? IPNetwork(parsing: word)).map { .network($0) } ?? .prefixList(builder.intern(word))
    }

    mutating func route(_ words: [String]) throws {
        guard let place = tables.indices.last else { return }
        let id = builder.intern(words[1])
        let kind = Self.targets.first { words[1].hasPrefix($0.prefix) }?.kind
        let target = kind.map { RouteTarget($0, id) } ?? RouteTarget(gateway: words[1], id)
        var route = Route(
            destination(words[0]), target, origin: target.kind == .local ? .createRouteTable : .createRoute, state: .active)
        // Only AWS tells whether a target works.
        if !tables[place].listsImplicitRoutes { route.state = .unknown }
        if words.contains("propagated") { route.origin = .propagation }
        if words.contains("blackhole") { route.state = .blackhole }
        if words.contains("untold") { route.state = .unknown }
        if words.contains("unsettled") { route.doubt = builder.doubt("a condition") }
        tables[place].routes.append(route)
    }

    mutating func entry(_ words: [String]) throws {
        guard let place = acls.indices.last else { return }
        let network = try IPNetwork(parsing: words[5])
        let known = IPProtocol(words[3]) ?? .all
        let numbers = words[4] == "-" ? [] : words[4].split(separator: words[4].contains("/") ? "/" : "-").map { Int($0) }
        let (first, last) = (numbers.first ?? nil, numbers.last ?? nil)
        let traffic = try NetworkACLEntry.traffic(
            known, ports: (first, last), icmp: (first, numbers.count > 1 ? last : -1), network.version)
        acls[place].entries.append(
            NetworkACLEntry(
                number: Int(words[1]), words[0] == "in" ? .ingress : .egress, words[2] == "allow" ? .allow : .deny, traffic,
                network))
    }

    mutating func rule(_ words: [String]) throws {
        let numbers = words[2] == "-" ? [] : words[2].split(separator: "-").map { Int($0) }
        let traffic = try Traffic(IPProtocol(words[1]) ?? .all, from: numbers.first ?? nil, to: numbers.last ?? nil)
        let peer: Peer
        if let network = try? IPNetwork(parsing: words[3]) {
            peer = builder.peer(network)
        } else if words[3].hasPrefix("pl-") {
            peer = builder.peer(prefixList: builder.intern(words[3]))
        } else {
            peer = builder.peer(GroupReference(group: builder.group(id: builder.intern(words[3]))))
        }
        builder.addRule(Rule(direction: words[0] == "in" ? .ingress : .egress, traffic: traffic, peer: peer))
    }
}
