import CoreModel
import Testing

/// Changes of the network laid over a small one: a table with two routes, an ACL with two entries, a gateway, an interface.
@Suite("Edits of the network")
struct NetworkEditTests {
    private static func inventory(blockMode: GatewayBlockMode? = nil) throws -> Inventory {
        var builder = InventoryBuilder(label: "test")
        var vpc = Vpc(id: builder.intern("vpc-1"))
        vpc.blockMode = blockMode
        builder.add(vpc)
        for id in ["subnet-1", "subnet-2"] {
            var subnet = Subnet(id: builder.intern(id))
            subnet.vpc = vpc.id
            builder.add(subnet)
        }
        let listing = Listing(kind: .groups, argument: 0, file: "test")
        var table = RouteTable(id: builder.intern("rtb-1"))
        table.vpc = vpc.id
        let igw = RouteTarget(.internetGateway, builder.intern("igw-1"))
        let block = try IPNetwork(parsing: "10.0.0.0/16")
        let learnt = Route(
            .network(try IPNetwork(parsing: "10.9.0.0/16")), RouteTarget(.virtualPrivateGateway, builder.intern("vgw-1")),
            origin: .propagation, state: .active)
        table.routes = [
            Route(.network(block), RouteTarget(.local), origin: .createRouteTable, state: .active),
            Route(.network(.everything(.v4)), igw, origin: .createRoute, state: .blackhole), learnt,
        ]
        builder.add(table, in: listing)
        var acl = NetworkACL(id: builder.intern("acl-1"))
        acl.entries = [
            NetworkACLEntry(number: 100, .ingress, .allow, .all, .everything(.v4)),
            NetworkACLEntry(number: 200, .egress, .deny, .all, .everything(.v4)),
        ]
        builder.add(acl, in: listing)
        var gateway = Gateway(.internet, id: builder.intern("igw-1"))
        gateway.attachments = []
        builder.add(gateway)
        for (id, text) in [("eni-1", "10.0.0.4"), ("eni-2", "10.0.0.5")] {
            var interface = NetworkInterface(id: builder.intern(id))
            interface.privateAddresses = [try IPAddress(parsing: text)]
            interface.checksSourceDestination = true
            builder.add(interface)
        }
        builder.add(PublicAddress(try IPAddress(parsing: "198.51.100.7")))
        return builder.finish()
    }

    private static func entries(_ inventory: Inventory) -> [String] {
        inventory.topology.networkACLs.flatMap(\.entries).map { entry in
            "\(entry.direction.name) \(entry.number ?? 0) \(entry.action == .allow ? "allow" : "deny") \(entry.traffic?.text ?? "") "
                + "\(entry.network?.description ?? "")"
        }
    }

    private static func routes(_ inventory: Inventory) -> [String] {
        inventory.topology.routeTables.flatMap(\.routes).map { route in
            let destination = inventory.edited(route.destination)
            let text: String =
                switch destination {
                case .network(let network): network.description
                case .prefixList(let id): id
                case nil: "?"
                }
            return "\(text) \(route.target.kind == .local ? "local" : inventory[route.target.id]) \(route.state)"
        }
    }

    private static let (first, second) = ("ingress 100 allow all 0.0.0.0/0", "egress 200 deny all 0.0.0.0/0")

    @Test("An entry stands by its number, takes the place of one that has it, and goes by all that it says")
    func entries() throws {
        let inventory = try Self.inventory()
        let https = try Traffic(.tcp, from: 443, to: 443)
        func entry(_ direction: Direction, _ number: Int, _ traffic: Traffic = .all) -> EditedEntry {
            EditedEntry(acl: "acl-1", direction, number, .allow, traffic, .everything(.v4))
        }
        let cases: [([NetworkEdit], [String])] = [
            ([.addEntry(entry(.egress, 110, https))], [Self.first, "egress 110 allow tcp 443 0.0.0.0/0", Self.second]),
            (
                [.addEntry(entry(.egress, 50)), .addEntry(entry(.egress, 50))],
                ["egress 50 allow all 0.0.0.0/0", Self.first, Self.second]
            ),
            ([.addEntry(entry(.egress, 300))], [Self.first, Self.second, "egress 300 allow all 0.0.0.0/0"]),
            ([.addEntry(entry(.ingress, 100))], [Self.first, Self.second]),
            ([.addEntry(entry(.ingress, 100, https))], ["ingress 100 allow tcp 443 0.0.0.0/0", Self.second]),
            ([.removeEntry(entry(.ingress, 100))], [Self.second]),
            ([.removeEntry(entry(.ingress, 100, https)), .removeEntry(entry(.egress, 200))], [Self.first, Self.second]),
            ([.addEntry(EditedEntry(acl: "acl-9", .ingress, 1, .allow, .all, .everything(.v4)))], [Self.first, Self.second]),
        ]
        for (edits, wanted) in cases { #expect(Self.entries(inventory.applying(edits.map(Edit.network))) == wanted) }
        // An entry of an inventory goes as it was told.
        let told = try #require(inventory.edited(inventory.topology.networkACLs[0].entries[1], of: NetworkACLIndex(0)))
        #expect(Self.entries(inventory.applying([.network(.removeEntry(told))])) == [Self.first])
    }

    @Test("A route comes beside what is propagated, takes the place of a written one, and the VPC's own stays its own")
    func routes() throws {
        let inventory = try Self.inventory()
        let (local, igw, learnt) = ("10.0.0.0/16 local active", "0.0.0.0/0 igw-1 blackhole", "10.9.0.0/16 vgw-1 active")
        func route(_ network: String, _ target: EditedTarget) throws -> EditedRoute {
            EditedRoute(table: "rtb-1", .network(try IPNetwork(parsing: network)), target)
        }
        let (nat, gateway) = (EditedTarget(.natGateway, "nat-1"), EditedTarget(.internetGateway, "igw-1"))
        let cases: [([NetworkEdit], [String])] = [
            ([.addRoute(try route("10.1.0.0/16", nat))], [local, igw, learnt, "10.1.0.0/16 nat-1 unknown"]),
            ([.addRoute(try route("10.9.0.0/16", nat))], [local, igw, learnt, "10.9.0.0/16 nat-1 unknown"]),
            ([.addRoute(try route("0.0.0.0/0", gateway))], [local, igw, learnt]),
            ([.addRoute(try route("0.0.0.0/0", nat))], [local, "0.0.0.0/0 nat-1 unknown", learnt]),
            ([.changeRoute(try route("0.0.0.0/0", gateway), to: nat)], [local, "0.0.0.0/0 nat-1 unknown", learnt]),
            ([.removeRoute(try route("0.0.0.0/0", gateway))], [local, learnt]),
            ([.removeRoute(try route("0.0.0.0/0", nat)), .removeRoute(try route("10.9.0.0/16", nat))], [local, igw, learnt]),
            (
                [.addRoute(EditedRoute(table: "rtb-1", .prefixList("pl-1"), nat))], [local, igw, learnt, "pl-1 nat-1 unknown"]
            ),
        ]
        for (edits, wanted) in cases { #expect(Self.routes(inventory.applying(edits.map(Edit.network))) == wanted) }
        let diverted = inventory.applying([.network(.changeRoute(try route("10.0.0.0/16", EditedTarget(.local)), to: nat))])
        #expect(diverted.topology.routeTables[0].routes[0].origin == .createRouteTable)
    }

    @Test("A gateway that is attached is attached, and routes to it are no blackholes any more")
    func gateways() throws {
        let made = try Self.inventory().applying([.network(.attachGateway("igw-1", vpc: "vpc-1"))])
        let gateway = made.topology.gateways[0]
        #expect(gateway.attachments?.map { made[$0.vpc] } == ["vpc-1"])
        #expect(gateway.attachments?.map { $0.state.works } == [true])
        #expect(Self.routes(made).contains("0.0.0.0/0 igw-1 unknown"))
    }

    @Test("An exclusion holds whatever a subnet or its VPC told of themselves; it is one for each of them")
    func exclusions() throws {
        let edits: [Edit] = [.network(.exclude("subnet-1", .egress)), .network(.exclude("subnet-1", .bidirectional))]
        let made = try Self.inventory(blockMode: .bidirectional).applying(edits)
        #expect(made.topology.accessExclusions.map { made[$0.resource] } == ["subnet-1"])
        #expect(made.topology.accessExclusions.map(\.mode) == [.bidirectional])
        #expect(made.subnets.map(\.blockMode) == [.off, nil])
        #expect(made.vpcs.map(\.blockMode) == [.bidirectional])
        let whole = try Self.inventory(blockMode: .bidirectional).applying([.network(.exclude("vpc-1", .bidirectional))])
        #expect(whole.vpcs.map(\.blockMode) == [.off])
        #expect(try Self.inventory().applying([.network(.exclude("subnet-9", .egress))]).topology.accessExclusions.isEmpty)
    }

    @Test("A public address stands for one private address at a time, and a check goes off")
    func interfaces() throws {
        let (address, first, second) = (
            try IPAddress(parsing: "198.51.100.7"), try IPAddress(parsing: "10.0.0.4"), try IPAddress(parsing: "10.0.0.5")
        )
        let edits: [Edit] = [
            .network(.associate(EditedAssociation(address, allocation: "eipalloc-1", interface: "eni-1", privateAddress: first))),
            .network(.associate(EditedAssociation(address, interface: "eni-2", privateAddress: second))),
            .network(.disableSourceDestinationCheck(interface: "eni-2")),
        ]
        let made = try Self.inventory().applying(edits)
        #expect(made.interfaces.map(\.publicAddresses) == [[], [address]])
        #expect(made.interfaces.map(\.publicAssociations) == [[], [PublicAssociation(second, address)]])
        #expect(made.topology.publicAddresses.map { made[$0.interface] } == ["eni-2"])
        #expect(made.topology.publicAddresses.map { made[$0.allocation] } == ["eipalloc-1"])
        #expect(made.interfaces.map(\.checksSourceDestination) == [true, false])
    }

    @Test(
        "What a thing that goes does not tell is not what others do not tell: local routes stay",
        arguments: [
            "nat-1", "subnet-1", "eu-west-1a", "tgw-attach-1", "vgw-1", "tgw-attach-2", "lb-1", "",
        ])
    func untoldIDs(gone: String) throws {
        var builder = InventoryBuilder(label: "test")
        var subnet = Subnet(id: builder.intern("subnet-1"))
        subnet.zone = builder.intern("eu-west-1a")
        builder.add(subnet)
        let listing = Listing(kind: .groups, argument: 0, file: "test")
        var table = RouteTable(id: builder.intern("rtb-1"))
        let own = IPNetwork(containing: try IPAddress(parsing: "10.0.0.0"), prefixLength: 16)
        table.routes = [
            Route(.network(own), RouteTarget(.local), origin: .createRouteTable, state: .active),
            Route(.network(try IPNetwork(parsing: "10.1.0.0/16")), RouteTarget(.unknown), origin: .createRoute, state: .active),
            Route(.network(.everything(.v4)), RouteTarget(.natGateway, builder.intern("nat-1")), state: .active),
            Route(.network(.everything(.v6)), RouteTarget(.virtualPrivateGateway, builder.intern("vgw-1")), state: .active),
            Route(
                .network(try IPNetwork(parsing: "10.2.0.0/16")), RouteTarget(.transitGateway, builder.intern("tgw-1")),
                state: .active),
        ]
        builder.add(table, in: listing)
        var nat = NatGateway(id: builder.intern("nat-1"))
        nat.subnet = subnet.id
        // Neither a listing nor a state has to tell its interface.
        nat.addresses = [NatAddress()]
        builder.add(nat)
        builder.add(TransitGatewayAttachment(id: builder.intern("tgw-attach-1"), gateway: .none))
        // Of the VPC neither an attachment nor a table has to tell.
        var attachment = TransitGatewayAttachment(id: builder.intern("tgw-attach-2"), gateway: builder.intern("tgw-1"))
        attachment.kind = .vpc
        builder.add(attachment)
        builder.add(LoadBalancer(.application, id: builder.intern("lb-1")))
        var interface = NetworkInterface(id: builder.intern("eni-1"))
        interface.privateAddresses = [try IPAddress(parsing: "10.0.0.4")]
        interface.attachment = Attachment(kind: .loadBalancer)
        builder.add(interface)
        builder.add(PublicAddress(try IPAddress(parsing: "198.51.100.7")))
        let made = builder.finish().applying([.network(.off(gone))])
        let isNat = ["nat-1", "subnet-1", "eu-west-1a"].contains(gone)
        #expect(
            Self.routes(made) == [
                "10.0.0.0/16 local active", "10.1.0.0/16  active", "0.0.0.0/0 nat-1 \(isNat ? "blackhole" : "active")",
                "::/0 vgw-1 \(gone == "vgw-1" ? "blackhole" : "active")", "10.2.0.0/16 tgw-1 active",
            ])
        #expect(made.interfaces.count == 1)
    }
}
