import CoreModel

/// A VPC with a public, a private and an isolated subnet, whose things have realistic ids and names of a style: for tests of sentences and
/// reports, which names of any length and content go through.
public struct NamedNetwork: Sendable {
    /// What things are called.
    public enum Style: String, CaseIterable, Sendable {
        /// A word each.
        case plain
        /// None: they are called by their ids.
        case none
        /// 64 characters each.
        case long
        /// With what a terminal would obey, and what would break or reorder a line.
        case hostile
    }

    /// Where the private subnet's default route leads.
    public enum Out: Sendable {
        case nat, nothing, peering, appliance, endpoint
        /// To a NAT gateway that is gone.
        case gone
    }

    /// What it is made of.
    public struct Plan: Sendable {
        /// Where the private subnet's default route leads.
        public var out = Out.nat
        /// The entries of the isolated subnet's ACL; nil stands for one that allows all.
        public var entries: [NetworkACLEntry]?
        /// The mode of Block Public Access.
        public var access = GatewayBlockMode.off
        /// Whether db's group lets nothing in.
        public var isClosed = false
        /// Whether the private subnet's table is not in the input.
        public var lacksTable = false
        /// The appliance's source/destination check.
        public var checks: Bool? = false

        /// The whole and open network.
        public init() {}
    }

    /// The style of the names.
    public let style: Style
    /// What it is made of.
    public let inventory: Inventory
    /// The ids of its things, and of things that are none of it, by their kind and number: "eni 0", "pcx 0", "tgw 0"; states by their word.
    public let ids: [String: TextID]

    /// Makes it.
    public init(_ style: Style, _ plan: Plan = Plan()) throws {
        self.style = style
        var maker = Maker(style: style)
        try maker.make(plan)
        ids = maker.furtherIDs()
        inventory = maker.builder.finish()
    }

    /// An id that AWS could give.
    public static func id(_ kind: String, _ number: Int) -> String { "\(kind)-0123456789abcdef\(number)" }

    /// What a thing of a word is called in a style; nil where it has no name.
    public static func name(_ word: String, _ style: Style) -> String? {
        switch style {
        case .plain: word
        case .none: nil
        case .long: "\(word)-\(String(repeating: "abcdefghi-", count: 7).prefix(63 - word.count))"
        case .hostile: "\(word)\u{1B}[31m\u{202E}x\ny\u{200F}"
        }
    }
}

private struct Maker {
    let style: NamedNetwork.Style
    var builder = InventoryBuilder(label: "named")

    private var ids: [String: TextID] = [:]

    init(style: NamedNetwork.Style) { self.style = style }

    private mutating func id(_ kind: String, _ number: Int) -> TextID {
        let id = builder.intern(NamedNetwork.id(kind, number))
        ids["\(kind) \(number)"] = id
        return id
    }

    /// All ids, with those of things beyond it.
    mutating func furtherIDs() -> [String: TextID] {
        for kind in ["pcx", "tgw", "vgw", "vpce", "lgw", "igw", "nat", "cagw", "odb", "pl"] { _ = id(kind, 0) }
        for (kind, number) in [("vpc", 1), ("eni", 9)] { _ = id(kind, number) }
        for word in ["deleted", "resting", "eu-west-1c", "210987654321"] { ids[word] = builder.intern(word) }
        ids["core"] = builder.intern("arn:aws:networkmanager::123456789012:core-network/core-network-0123456789abcdef0")
        return ids
    }

    private mutating func name(_ word: String) -> TextID { NamedNetwork.name(word, style).map { builder.intern($0) } ?? .none }

    mutating func make(_ plan: NamedNetwork.Plan) throws {
        let listing = Listing(kind: .groups, argument: 0, file: "named")
        let scope = Scope(account: builder.intern("123456789012"), region: builder.intern("eu-west-1"))
        var vpc = Vpc(id: id("vpc", 0))
        (vpc.name, vpc.owner, vpc.region) = (name("shop"), scope.account, scope.region)
        vpc.networks = [try IPNetwork(parsing: "10.0.0.0/16"), try IPNetwork(parsing: "2001:db8:a::/56")]
        builder.add(vpc)
        for (number, word) in ["web", "app", "db"].enumerated() {
            var group = Group(id: id("sg", number))
            (group.name, group.owner, group.vpc) = (name("\(word)-sg"), scope.account, vpc.id)
            builder.beginGroup(group, in: listing)
            for direction in Direction.allCases where !(plan.isClosed && word == "db" && direction == .ingress) {
                for version in IPVersion.allCases {
                    builder.addRule(
                        Rule(direction: direction, traffic: .all, peer: builder.peer(IPNetwork.everything(version))))
                }
            }
        }
        gateways(vpc.id)
        for (number, word) in ["public", "private", "isolated"].enumerated() {
            var subnet = Subnet(id: id("subnet", number))
            (subnet.vpc, subnet.name) = (vpc.id, name(word))
            subnet.networks = [
                try IPNetwork(parsing: "10.0.\(number).0/24"), try IPNetwork(parsing: "2001:db8:a:\(number)::/64"),
            ]
            builder.add(subnet)
            if !(plan.lacksTable && word == "private") {
                builder.add(table(number, word, vpc, plan.out), in: listing)
            }
        }
        var acl = NetworkACL(id: id("acl", 0))
        (acl.vpc, acl.name, acl.isDefault, acl.owner) = (vpc.id, name("open"), true, scope.account)
        (acl.entryKnowledge, acl.associationKnowledge) = ([.complete, .complete], .complete)
        acl.entries = Direction.allCases.flatMap { direction in
            IPVersion.allCases.map {
                NetworkACLEntry(number: $0 == .v4 ? 100 : 101, direction, .allow, .all, .everything($0))
            }
        }
        builder.add(acl, in: listing)
        var own = acl
        (own.id, own.name, own.isDefault, own.subnets) = (id("acl", 1), name("strict"), false, [id("subnet", 2)])
        own.entries = plan.entries ?? acl.entries
        builder.add(own, in: listing)
        try interfaces(vpc.id, plan)
        try joins(vpc, scope)
        builder.add(PublicAccessBlock(scope: scope, mode: plan.access))
        builder.noteCompleteInterfaceListing(of: scope)
        for kind in NetworkListing.Kind.allCases where kind != .routeTables && kind != .networkACLs {
            builder.note(NetworkListing(kind, of: scope, isComplete: true), file: "named")
        }
    }

    private mutating func gateways(_ vpc: TextID) {
        for (kind, word) in [(Gateway.Kind.internet, "igw"), (.egressOnly, "eigw")] {
            var gateway = Gateway(kind, id: id(word, 0))
            gateway.name = name(word == "igw" ? "door" : "valve")
            gateway.attachments = [GatewayAttachment(vpc: vpc, state: builder.state("available"))]
            builder.add(gateway)
        }
        var nat = NatGateway(id: id("nat", 0))
        (nat.name, nat.vpc, nat.subnet) = (name("exit"), vpc, id("subnet", 0))
        (nat.state, nat.isPrivate) = (builder.state("available"), false)
        var address = NatAddress()
        address.privateAddress = try? IPAddress(parsing: "10.0.0.30")
        address.publicAddress = try? IPAddress(parsing: "198.51.100.30")
        nat.addresses = [address]
        builder.add(nat)
    }

    /// What lies between VPCs and beyond them, which no route leads to.
    private mutating func joins(_ vpc: Vpc, _ scope: Scope) throws {
        let (other, owner) = (id("vpc", 1), builder.intern("210987654321"))
        var peering = PeeringConnection(id: id("pcx", 1))
        (peering.name, peering.state) = (name("bridge"), builder.state("active"))
        (peering.requester.vpc, peering.requester.owner) = (vpc.id, scope.account)
        (peering.accepter.vpc, peering.accepter.owner) = (other, owner)
        builder.add(peering)
        var gateway = TransitGateway(id: id("tgw", 1))
        (gateway.name, gateway.owner, gateway.region) = (name("hub"), owner, scope.region)
        builder.add(gateway)
        let resources: [(String, TransitGatewayAttachment.Kind, TextID)] = [
            ("near", .vpc, vpc.id), ("far", .vpc, other), ("road", .vpn, id("vpn", 1)), ("twin", .peering, id("tgw", 2)),
        ]
        for (number, resource) in resources.enumerated() {
            var attachment = TransitGatewayAttachment(id: id("tgw-attach", number), gateway: gateway.id)
            (attachment.name, attachment.kind, attachment.resource) = (name(resource.0), resource.1, resource.2)
            builder.add(attachment)
        }
        var table = TransitGatewayTable(id: id("tgw-rtb", 1))
        (table.name, table.gateway, table.routeKnowledge) = (name("spokes"), gateway.id, .complete)
        let hops = [0, 1].map { TransitGatewayRoute.Hop(attachment: id("tgw-attach", $0), kind: .vpc) }
        table.routes = [
            TransitGatewayRoute(.network(try IPNetwork(parsing: "10.1.0.0/16")), origin: .written, state: .blackhole),
            TransitGatewayRoute(.network(try IPNetwork(parsing: "10.2.0.0/16")), origin: .written, hops: hops),
            TransitGatewayRoute(.network(try IPNetwork(parsing: "10.0.0.0/8")), origin: .propagated, hops: [hops[1]]),
        ]
        builder.add(table)
        var connection = VpnConnection(id: id("vpn", 1))
        (connection.name, connection.gateway) = (name("road"), gateway.id)
        connection.networks = [try IPNetwork(parsing: "10.0.2.0/24")]
        builder.add(connection)
        var endpoint = VpcEndpoint(id: id("vpce", 1))
        (endpoint.name, endpoint.kind, endpoint.vpc) = (name("shelf"), .gateway, vpc.id)
        endpoint.service = builder.intern("com.amazonaws.eu-west-1.s3")
        builder.add(endpoint)
        let arn = builder.intern("arn:aws:network-firewall:eu-west-1:123456789012:firewall/guard")
        var firewall = NetworkFirewall(id: arn)
        (firewall.name, firewall.vpc, ids["firewall"]) = (name("guard"), vpc.id, arn)
        builder.add(firewall)
        addBalancers(vpc)
    }

    /// A load balancer of each generation: one that listens on 80 and 443, one that listens on nothing.
    private mutating func addBalancers(_ vpc: Vpc) {
        let arn = builder.intern("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/door/0123456789abcdef")
        var balancer = LoadBalancer(.application, id: arn)
        (balancer.name, balancer.vpc, balancer.listenerKnowledge, ids["balancer"]) = (name("door"), vpc.id, .complete, arn)
        balancer.listeners = [80, 443].map { port in
            var listener = BalancerListener(id: builder.intern("\(port)"))
            (listener.port, listener.transports) = (port, [.tcp])
            return listener
        }
        builder.add(balancer)
        var classic = LoadBalancer(.classic, id: id("hatch", 0))
        (classic.name, classic.vpc, classic.listenerKnowledge) = (name("hatch"), vpc.id, .complete)
        builder.add(classic)
    }

    private mutating func table(_ number: Int, _ word: String, _ vpc: Vpc, _ out: NamedNetwork.Out) -> RouteTable {
        var table = RouteTable(id: id("rtb", number))
        (table.vpc, table.name, table.subnets, table.owner) = (vpc.id, name(word), [id("subnet", number)], vpc.owner)
        (table.routeKnowledge, table.associationKnowledge) = (.complete, .complete)
        table.routes = vpc.networks.map { Route(.network($0), RouteTarget(.local), origin: .createRouteTable, state: .active) }
        func add(_ target: RouteTarget, _ version: IPVersion = .v4, _ state: Route.State = .active) {
            table.routes.append(Route(.network(.everything(version)), target, origin: .createRoute, state: state))
        }
        switch word {
        case "public":
            let gateway = RouteTarget(.internetGateway, id("igw", 0))
            add(gateway)
            add(gateway, .v6)
        case "private":
            switch out {
            case .nat: add(RouteTarget(.natGateway, id("nat", 0)))
            case .nothing: break
            case .peering: add(RouteTarget(.peeringConnection, id("pcx", 0)))
            case .appliance: add(RouteTarget(.networkInterface, id("eni", 3)))
            case .endpoint: add(RouteTarget(.vpcEndpoint, id("vpce", 0)))
            case .gone: add(RouteTarget(.natGateway, id("nat", 9)), .v4, .blackhole)
            }
            add(RouteTarget(.egressOnlyInternetGateway, id("eigw", 0)), .v6)
        default: break
        }
        return table
    }

    private mutating func interfaces(_ vpc: TextID, _ plan: NamedNetwork.Plan) throws {
        for (number, word) in ["web", "app", "db", "fw"].enumerated() {
            let place = word == "fw" ? 0 : number
            var interface = NetworkInterface(id: id("eni", number))
            (interface.name, interface.vpc, interface.subnet) = (name(word), vpc, id("subnet", place))
            interface.privateAddresses = [
                try IPAddress(parsing: "10.0.\(place).\(word == "fw" ? 50 : 10)"),
                try IPAddress(parsing: "2001:db8:a:\(place)::\(number + 1)"),
            ]
            interface.publicAddressesAreKnown = true
            interface.groups = [builder.group(id: id("sg", place))]
            if word == "web" {
                let address = try IPAddress(parsing: "198.51.100.10")
                interface.publicAddresses = [address]
                interface.publicAssociations = [PublicAssociation(interface.privateAddresses[0], address)]
            }
            if word == "fw" { interface.checksSourceDestination = plan.checks }
            builder.add(interface)
        }
    }
}
