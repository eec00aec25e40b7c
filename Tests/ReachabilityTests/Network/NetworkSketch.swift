import CoreModel
import Testing

@testable import Reachability

/// A small network written as text, for tests of ways.
///
/// A line is one thing:
///
///     vpc v 10.0.0.0/16 2001:db8:a::/56      a VPC and its blocks
///     subnet a1 v 10.0.1.0/24                a subnet, its VPC and its blocks; "untold" stands for an IPv4 block that no input tells
///     unloaded a2 v                          a subnet that only what stands in it names, and its VPC
///     table a v main,a1,a2                   a route table, its VPC, and what uses it: "main", subnets, gateways; "-" for nothing;
///                                            with "written" among them it is as a state has it, without local routes and states
///       10.0.0.0/16 local                    its routes: a CIDR or list, a target, and "propagated", "blackhole", "unsettled", "untold"
///     acl x v a1                             a network ACL, its VPC, and what uses it: "default", subnets
///       in 100 allow tcp 443 0.0.0.0/0       an entry: direction, number, action, protocol, ports ("-": all), CIDR
///     igw igw-1 v                            an internet gateway and its VPC; "eigw" likewise
///     nat nat-1 a3 10.0.3.30 198.51.100.30   a NAT gateway, its subnet and its addresses, without a public one a private one
///     eni web a1 10.0.1.10 198.51.100.10     an interface, its subnet ("-": not told, "-v": somewhere in v; "?" stands for addresses that no
///                                            input tells), its private addresses and their public ones; it carries `open`
///     groups web strict                      an interface carries another group instead
///     regional nat-2 v rtb-nat 10.0.9.9 198.51.100.9   a regional NAT gateway, its VPC, its table and its addresses
///     address nat-1 10.0.3.31                a further address of a NAT gateway
///     state nat-1 deleted                    a NAT gateway's state
///     check eni-fw off                       an interface's source/destination check
///     type web nat_gateway                   an interface's type
///     owner acl-1 2                          an ACL's account, which is "1" else
///     group strict                           a group
///       in tcp 443 0.0.0.0/0                 a rule, whose peer is a CIDR, a group or a list, "pl-1"
///     prefix web 10.0.1.64/28                a prefix that is delegated to an interface
///     list pl-1 10.1.0.0/16                  a prefix list; without entries they are not loaded; "ipv4" tells its family alone
///     firewall v                             a VPC or a subnet behind a firewall
///     instance web windows                   the platform of the instance that an interface is of
///     unlisted interfaces subnets            of these no listing is loaded; "partly" instead of it: a part of one
///     elastic 198.51.100.9 eipalloc-9        a public address that is free
///     mode a1 block-ingress                  what a subnet tells of Block Public Access itself
///     block block-ingress                    Block Public Access of the account; "exclude a3 allow-egress" excludes a subnet
struct NetworkSketch {
    let inventory: Inventory
    let walker: Walker
    /// The places of tables in the topology, by name.
    private let tables: [String: RouteTable]

    init(_ text: String) throws {
        var reader = Reader()
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if !words.isEmpty { try reader.read(words, isInner: line.hasPrefix("  ")) }
        }
        inventory = reader.finish()
        walker = Walker(inventory, InventoryIndex(inventory))
        tables = Dictionary(uniqueKeysWithValues: inventory.topology.routeTables.map { [inventory] in (inventory[$0.id], $0) })
    }

    /// An end: an interface's name, its name with one of its addresses behind a slash, a subnet with an address, or an address outside.
    func end(_ text: String, _ version: IPVersion = .v4) throws -> WayEnd {
        let parts = text.split(separator: "/").map(String.init)
        if let place = inventory.interfaces.firstIndex(where: { inventory[$0.id] == parts[0] }) {
            let own = inventory.interfaces[place].privateAddresses(version)
            let address = parts.count > 1 ? try IPAddress(parsing: parts[1]) : own.first
            return .interface(InterfaceIndex(place), address ?? IPAddress(version, bits: 0))
        }
        if parts.count > 1, let subnet = inventory.subnets.first(where: { inventory[$0.id] == parts[0] }) {
            return .host(try IPAddress(parsing: parts[1]), subnet: subnet.id)
        }
        return .outside(try IPAddress(parsing: text))
    }

    /// The way of `source -> destination:protocol/port`, such as `web -> 203.0.113.9 tcp 443`.
    func way(_ question: String) throws -> Way {
        let words = question.split(separator: " ").map(String.init)
        let version: IPVersion = question.split(separator: " ").contains { $0.contains("::") } || words.contains("v6") ? .v6 : .v4
        let ipProtocol = IPProtocol(words[3]) ?? .tcp
        let numbers = words.count > 4 && words[4] != "v6" ? words[4].split(separator: "/").map { Int($0) } : []
        let first = numbers.first ?? nil
        let traffic =
            ipProtocol.isICMP
            ? try Traffic(ipProtocol, from: first, to: numbers.count > 1 ? numbers[1] : nil)
            : try Traffic(ipProtocol, from: first, to: first)
        let pieces = WayTraffic.pieces(TrafficSet(traffic.points))
        return walker.way(from: try end(words[0], version), to: try end(words[2], version), pieces[0])
    }

    /// The verdict with the codes of what fails or depends, in their order: "blocked SUBNET_ACL_RESTRICTION:reply".
    func answer(_ question: String) throws -> String {
        let way = try way(question)
        return ([way.verdict.rawValue] + way.stages.compactMap(\.code)).joined(separator: " ")
    }

    /// The stages in one line: "group web, acl x out, table a, igw igw-1, reply acl x in".
    func stages(_ question: String) throws -> String {
        try way(question).stages.map { stage in
            let leg = stage.leg == .reply ? "reply " : ""
            let direction = stage.direction.map { $0 == .ingress ? " in" : " out" } ?? ""
            let id = stage.component.isNone ? "" : " \(inventory[stage.component])"
            return "\(leg)\(stage.kind.rawValue)\(id)\(direction)\(stage.outcome == .pass ? "" : " \(stage.outcome.rawValue)")"
        }.joined(separator: ", ")
    }

    /// Which route of a table an address takes: its targets, with " or " between them.
    func choice(_ table: String, _ address: String) throws -> String {
        guard let own = tables[table] else { return "no table" }
        let vpc = inventory.vpcs.first { $0.id == own.vpc }
        let choice = own.choose(try IPAddress(parsing: address), vpcBlocks: vpc?.networks, list: walker.index.list)
        return choice.possible.map { possibility in
            switch possibility {
            case .route(let place):
                let route = own.routes[place]
                let target = route.target.kind == .local ? "local" : inventory[route.target.id]
                return route.state == .blackhole ? "\(target) dropped" : target
            case .local: return "local"
            case .none: return "none"
            case .unlisted: return "unlisted"
            case .notRouted: return "not routed"
            }
        }.joined(separator: " or ")
    }
}

/// Reads a sketch line by line.
private struct Reader {
    private var builder = InventoryBuilder(label: "sketch")
    private var tables: [RouteTable] = []
    private var acls: [NetworkACL] = []
    private var interfaces: [NetworkInterface] = []
    private var vpcOfSubnet: [String: String] = [:]
    private var natGateways: [NatGateway] = []
    private var unlisted: Set<String> = []
    private var partly: Set<String> = []
    private var isOfTable = true
    private var groupName = ""
    private let listing = Listing(kind: .groups, argument: 0, file: "sketch")

    init() {
        let all = builder.peer(IPNetwork.everything(.v4)), all6 = builder.peer(IPNetwork.everything(.v6))
        beginGroup("open")
        for direction in Direction.allCases {
            for peer in [all, all6] { builder.addRule(Rule(direction: direction, traffic: .all, peer: peer)) }
        }
    }

    private mutating func beginGroup(_ name: String) {
        var group = Group(id: builder.intern(name))
        group.name = group.id
        group.owner = builder.intern("1")
        builder.beginGroup(group, in: listing)
    }

    mutating func read(_ words: [String], isInner: Bool) throws {
        if isInner {
            if isGroup { try rule(words) } else if isOfTable { try route(words) } else { try entry(words) }
            return
        }
        isGroup = false
        switch words[0] {
        case "vpc":
            var vpc = Vpc(id: builder.intern(words[1]))
            vpc.owner = builder.intern("1")
            vpc.region = builder.intern("eu-west-1")
            vpc.networks = try words.dropFirst(2).map { try IPNetwork(parsing: $0) }
            builder.add(vpc)
        case "subnet":
            var subnet = Subnet(id: builder.intern(words[1]))
            subnet.vpc = builder.intern(words[2])
            vpcOfSubnet[words[1]] = words[2]
            subnet.networks = try words.dropFirst(3).filter { $0 != "untold" }.map { try IPNetwork(parsing: $0) }
            if words.contains("untold") { subnet.openFamilies = [.v4] }
            builder.add(subnet)
        case "unloaded": vpcOfSubnet[words[1]] = words[2]
        case "table":
            var table = RouteTable(id: builder.intern(words[1]))
            table.vpc = builder.intern(words[2])
            table.owner = builder.intern("1")
            (table.routeKnowledge, table.associationKnowledge) = (.complete, .complete)
            for use in words[3].split(separator: ",").map(String.init) {
                switch use {
                case "main": table.isMain = true
                case "written": table.listsImplicitRoutes = false
                case "-": break
                case let use where use.hasPrefix("igw-"): table.gateways.append(builder.intern(use))
                default: table.subnets.append(builder.intern(use))
                }
            }
            tables.append(table)
            isOfTable = true
        case "acl":
            var acl = NetworkACL(id: builder.intern(words[1]))
            acl.vpc = builder.intern(words[2])
            acl.owner = builder.intern("1")
            (acl.entryKnowledge, acl.associationKnowledge) = ([.complete, .complete], .complete)
            for use in words[3].split(separator: ",").map(String.init) {
                if use == "default" { acl.isDefault = true } else { acl.subnets.append(builder.intern(use)) }
            }
            acls.append(acl)
            isOfTable = false
        case "igw", "eigw":
            var gateway = Gateway(words[0] == "igw" ? .internet : .egressOnly, id: builder.intern(words[1]))
            let state = builder.state(words[0] == "igw" ? "available" : "attached")
            gateway.attachments = words.count > 2 ? [GatewayAttachment(vpc: builder.intern(words[2]), state: state)] : []
            builder.add(gateway)
        case "nat":
            var gateway = NatGateway(id: builder.intern(words[1]))
            gateway.subnet = builder.intern(words[2])
            gateway.vpc = builder.intern(vpcOfSubnet[words[2]] ?? "")
            gateway.state = builder.state("available")
            var address = NatAddress()
            address.privateAddress = try IPAddress(parsing: words[3])
            address.publicAddress = words.count > 4 ? try IPAddress(parsing: words[4]) : nil
            gateway.isPrivate = words.count < 5
            gateway.addresses = [address]
            natGateways.append(gateway)
        case "regional":
            var gateway = NatGateway(id: builder.intern(words[1]))
            gateway.vpc = builder.intern(words[2])
            gateway.isRegional = true
            gateway.routeTable = builder.intern(words[3])
            gateway.state = builder.state("available")
            gateway.isPrivate = false
            gateway.provisionsZones = true
            var address = NatAddress()
            address.privateAddress = try IPAddress(parsing: words[4])
            address.publicAddress = words.count > 5 ? try IPAddress(parsing: words[5]) : nil
            gateway.addresses = [address]
            natGateways.append(gateway)
        case "address":
            guard let place = natGateways.firstIndex(where: { builder.text($0.id) == words[1] }) else { return }
            var address = NatAddress()
            address.privateAddress = try IPAddress(parsing: words[2])
            address.publicAddress = words.count > 3 ? try IPAddress(parsing: words[3]) : nil
            natGateways[place].addresses.append(address)
        case "eni":
            var interface = NetworkInterface(id: builder.intern(words[1]))
            if !words[2].hasPrefix("-") { interface.subnet = builder.intern(words[2]) }
            let vpc = words[2].hasPrefix("-") ? String(words[2].dropFirst()) : vpcOfSubnet[words[2]]
            interface.vpc = builder.intern(vpc ?? "")
            interface.addressesAreKnown = !words.contains("?")
            interface.owner = builder.intern("1")
            interface.publicAddressesAreKnown = true
            interface.groups = [builder.group(id: builder.intern("open"))]
            for word in words.dropFirst(3) where word != "?" {
                let address = try IPAddress(parsing: word)
                let isPublic = address.version == .v4 && SpecialAddresses.publicAddresses(.v4).contains(address.bits)
                if isPublic, let own = interface.privateAddresses(.v4).last {
                    interface.publicAddresses.append(address)
                    interface.publicAssociations.append(PublicAssociation(own, address))
                } else {
                    interface.privateAddresses.append(address)
                }
            }
            interfaces.append(interface)
        case "groups":
            guard let place = interfaces.firstIndex(where: { builder.text($0.id) == words[1] }) else { return }
            interfaces[place].groups = words.dropFirst(2).map { builder.group(id: builder.intern($0)) }
        case "prefix":
            guard let place = interfaces.firstIndex(where: { builder.text($0.id) == words[1] }) else { return }
            interfaces[place].delegatedPrefixes.append(try IPNetwork(parsing: words[2]))
        case "state":
            guard let place = natGateways.firstIndex(where: { builder.text($0.id) == words[1] }) else { return }
            natGateways[place].state = builder.state(words[2])
        case "check":
            guard let place = interfaces.firstIndex(where: { builder.text($0.id) == words[1] }) else { return }
            interfaces[place].checksSourceDestination = words[2] == "on"
        case "elastic":
            var address = PublicAddress(try IPAddress(parsing: words[1]))
            address.allocation = builder.intern(words[2])
            builder.add(address)
        case "mode":
            var subnet = Subnet(id: builder.intern(words[1]))
            subnet.blockMode = GatewayBlockMode(word: words[2])
            builder.add(subnet)
        case "owner":
            if let place = acls.firstIndex(where: { builder.text($0.id) == words[1] }) {
                acls[place].owner = builder.intern(words[2])
            }
        case "type":
            guard let place = interfaces.firstIndex(where: { builder.text($0.id) == words[1] }) else { return }
            interfaces[place].type = builder.intern(words[2])
        case "group":
            beginGroup(words[1])
            isGroup = true
        case "list":
            var list = PrefixList(id: builder.intern(words[1]))
            if words.last == "ipv4" {
                list.version = .v4
            } else if words.count > 2 {
                list.entries = try words.dropFirst(2).map { try IPNetwork(parsing: $0) }
            }
            builder.add(list)
        case "unlisted": unlisted.formUnion(words.dropFirst())
        case "partly": partly.formUnion(words.dropFirst())
        case "firewall":
            if let vpc = vpcOfSubnet[words[1]] {
                var subnet = Subnet(id: builder.intern(words[1]))
                subnet.vpc = builder.intern(vpc)
                subnet.hasFirewall = true
                builder.add(subnet)
            } else {
                var vpc = Vpc(id: builder.intern(words[1]))
                vpc.hasFirewall = true
                builder.add(vpc)
            }
        case "instance":
            guard let place = interfaces.firstIndex(where: { builder.text($0.id) == words[1] }) else { return }
            var instance = Instance(id: builder.intern("i-" + words[1]))
            instance.platform = words[2] == "windows" ? .windows : .linux
            interfaces[place].instance = instance.id
            builder.add(instance)
        case "block":
            let scope = Scope(account: builder.intern("1"), region: builder.intern("eu-west-1"))
            builder.add(PublicAccessBlock(scope: scope, mode: GatewayBlockMode(word: words[1])))
        case "exclude":
            builder.add(
                PublicAccessExclusion(
                    id: builder.intern("exclude-\(words[1])"), resource: builder.intern(words[1]),
                    mode: PublicAccessExclusion.mode(word: words[2]), state: .effective))
        default: Issue.record("\(words)")
        }
    }

    private var isGroup = false

    private mutating func route(_ words: [String]) throws {
        guard let place = tables.indices.last else { return }
        let id = builder.intern(words[1])
        let kinds: [(String, RouteTarget.Kind)] = [
            ("nat", .natGateway), ("pcx", .peeringConnection), ("tgw", .transitGateway), ("eni", .networkInterface),
        ]
        let kind = kinds.first { words[1].hasPrefix($0.0) }?.1
        let target = kind.map { RouteTarget($0, id) } ?? RouteTarget(gateway: words[1], id)
        let network = try? IPNetwork(parsing: words[0])
        let destination: Route.Destination = network.map { .network($0) } ?? .prefixList(builder.intern(words[0]))
        var route = Route(destination, target, origin: target.kind == .local ? .createRouteTable : .createRoute, state: .active)
        // Only AWS tells whether a target works.
        if !tables[place].listsImplicitRoutes { route.state = .unknown }
        if words.contains("propagated") { route.origin = .propagation }
        if words.contains("blackhole") { route.state = .blackhole }
        if words.contains("untold") { route.state = .unknown }
        if words.contains("unsettled") { route.doubt = builder.doubt("a condition") }
        tables[place].routes.append(route)
    }

    private mutating func entry(_ words: [String]) throws {
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

    private mutating func rule(_ words: [String]) throws {
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

    mutating func finish() -> Inventory {
        for table in tables { builder.add(table, in: listing) }
        for acl in acls { builder.add(acl, in: listing) }
        for interface in interfaces { builder.add(interface) }
        for gateway in natGateways { builder.add(gateway) }
        let scope = Scope(account: builder.intern("1"), region: builder.intern("eu-west-1"))
        if !unlisted.contains("interfaces") { builder.noteCompleteInterfaceListing(of: scope) }
        for kind in NetworkListing.Kind.allCases {
            if partly.contains("\(kind)") {
                builder.note(NetworkListing(kind, of: scope, isComplete: false), file: "sketch")
            } else if kind != .routeTables, kind != .networkACLs, !unlisted.contains("\(kind)") {
                builder.note(NetworkListing(kind, of: scope, isComplete: true), file: "sketch")
            }
        }
        return builder.finish()
    }
}

extension Ways {
    /// All alike: that; else it depends; nil where there is nobody to walk between.
    var verdict: Verdict? {
        guard isPlaced else { return .depends }
        guard let first = entries.first?.way.verdict else { return nil }
        return entries.allSatisfy { $0.way.verdict == first } ? first : .depends
    }
}
