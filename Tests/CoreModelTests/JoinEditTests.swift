import CoreModel
import Testing

/// Changes of what joins VPCs laid over a peering connection and a transit gateway with two attachments and a table.
@Suite("Edits of what joins VPCs")
struct JoinEditTests {
    private static let near = EditedAttachment("att-1", gateway: "tgw-1")

    private static func inventory() throws -> Inventory {
        var builder = InventoryBuilder(label: "test")
        for (id, block) in [("vpc-1", "10.0.0.0/16"), ("vpc-2", "10.1.0.0/16")] {
            var vpc = Vpc(id: builder.intern(id))
            vpc.networks = [try IPNetwork(parsing: block)]
            builder.add(vpc)
        }
        var peering = PeeringConnection(id: builder.intern("pcx-1"))
        peering.state = builder.state("pending-acceptance")
        (peering.requester.vpc, peering.accepter.vpc) = (builder.intern("vpc-1"), builder.intern("vpc-2"))
        builder.add(peering)
        var table = RouteTable(id: builder.intern("rtb-1"))
        table.routes = [
            Route(
                .network(try IPNetwork(parsing: "10.1.0.0/16")), RouteTarget(.peeringConnection, peering.id),
                origin: .createRoute,
                state: .blackhole)
        ]
        builder.add(table, in: Listing(kind: .groups, argument: 0, file: "test"))
        builder.add(TransitGateway(id: builder.intern("tgw-1")))
        for (number, vpc) in [(1, "vpc-1"), (2, "vpc-2")] {
            var attachment = TransitGatewayAttachment(id: builder.intern("att-\(number)"), gateway: builder.intern("tgw-1"))
            (attachment.kind, attachment.resource, attachment.subnets) = (.vpc, builder.intern(vpc), number == 1 ? [] : nil)
            builder.add(attachment)
        }
        var transit = TransitGatewayTable(id: builder.intern("tr-1"))
        (transit.gateway, transit.routeKnowledge) = (builder.intern("tgw-1"), .complete)
        transit.associations = [TransitGatewayAssociation(builder.intern("att-2"), builder.state("associated"))]
        transit.routes = [
            TransitGatewayRoute(.network(try IPNetwork(parsing: "10.1.0.0/16")), origin: .propagated, state: .active)
        ]
        builder.add(transit)
        var other = TransitGatewayTable(id: builder.intern("tr-2"))
        other.gateway = transit.gateway
        builder.add(other)
        return builder.finish()
    }

    private static func edited(_ edits: NetworkEdit...) throws -> Inventory {
        try inventory().applying(edits.map(Edit.network))
    }

    private static func routes(_ inventory: Inventory) -> [String] {
        inventory.topology.transitGatewayTables[0].routes.map { route in
            let to = route.hops.map { inventory[$0.attachment] }.joined(separator: ",")
            guard case .network(let network) = route.destination else { return "list" }
            return "\(network) \(to) \(route.origin) \(route.state)"
        }
    }

    @Test("A peering connection that is accepted works, tells both blocks, and its routes are no blackholes")
    func acceptance() throws {
        let made = try Self.edited(.acceptPeering("pcx-1"))
        let peering = made.topology.peeringConnections[0]
        #expect(peering.state.works == true && made[peering.state.text] == "active")
        #expect(peering.sides.flatMap(\.networks).map(\.description) == ["10.0.0.0/16", "10.1.0.0/16"])
        #expect(made.topology.routeTables[0].routes.map(\.state) == [.unknown])
        #expect(try Self.edited(.acceptPeering("pcx-9")).topology.peeringConnections[0].state.works == false)
    }

    @Test("An attachment is associated with one table of its gateway at a time")
    func association() throws {
        let made = try Self.edited(
            .associateAttachment(EditedAttachment("att-2", gateway: "tgw-1"), table: "tr-2"),
            .associateAttachment(Self.near, table: "tr-2"))
        #expect(
            made.topology.transitGatewayTables.map { $0.associations.map { made[$0.attachment] } } == [[], ["att-2", "att-1"]])
        guard case .table(let id, let state) = made.topology.transitGatewayAttachments[0].association else {
            Issue.record("none")
            return
        }
        #expect(made[id] == "tr-2" && state.works == true)
    }

    @Test(
        "What is propagated stays behind what is there to the same destination; a written route takes its place, and goes again")
    func routes() throws {
        let block = EditedRoute.Destination.network(try IPNetwork(parsing: "10.1.0.0/16"))
        let far = EditedAttachment("att-2", gateway: "tgw-1")
        let both = try Self.edited(.propagate(Self.near, table: "tr-1"), .propagate(far, table: "tr-1"))
        #expect(Self.routes(both) == ["10.1.0.0/16  propagated active", "10.0.0.0/16 att-1 propagated active"])
        #expect(both.topology.transitGatewayTables[0].propagations.map { both[$0] } == ["att-1", "att-2"])
        let written = EditedTransitRoute(table: "tr-1", block, "att-2")
        #expect(Self.routes(try Self.edited(.addTransitRoute(written))) == ["10.1.0.0/16 att-2 written active"])
        let dropping = EditedTransitRoute(table: "tr-1", block, nil)
        #expect(
            Self.routes(try Self.edited(.addTransitRoute(written), .addTransitRoute(dropping)))
                == ["10.1.0.0/16  written blackhole"])
        #expect(Self.routes(try Self.edited(.addTransitRoute(written), .removeTransitRoute(written))) == [])
        // What nobody wrote nobody takes out.
        #expect(Self.routes(try Self.edited(.removeTransitRoute(written))) == ["10.1.0.0/16  propagated active"])
    }

    @Test("A subnet comes to an attachment whose subnets are told, and references are kept where they are turned on")
    func options() throws {
        let made = try Self.edited(
            .addSubnet("subnet-1", to: Self.near), .addSubnet("subnet-1", to: EditedAttachment("att-2", gateway: "tgw-1")),
            .keepReferencesAcross(gateway: "tgw-1"), .keepReferences(Self.near))
        let attachments = made.topology.transitGatewayAttachments
        #expect(attachments.map { $0.subnets?.map { made[$0] } } == [["subnet-1"], nil])
        #expect(attachments.map(\.keepsReferences) == [true, nil])
        #expect(made.topology.transitGateways.map(\.keepsReferences) == [true])
    }
}
