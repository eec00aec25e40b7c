import CoreModel
import Testing

@testable import Reachability

/// Which route wins: aws-network 3.2 and its worked table 3.3.
@Suite("Which route of a table a packet takes")
struct RouteChoiceTests {
    private static func choice(_ routes: String, _ address: String, lists: String = "", vpc: String = "10.0.0.0/16") throws
        -> String
    {
        let lines = routes.split(separator: ";").map { "  " + $0.trimmingPrefix { $0 == " " } }.joined(separator: "\n")
        let sketch = try NetworkSketch("vpc v \(vpc)\n\(lists)\ntable t v -\n\(lines)")
        return try sketch.choice("t", address)
    }

    @Test(
        "The worked table",
        arguments: [
            ("10.0.0.0/16 local; 0.0.0.0/0 igw-1", "10.0.2.20", "local"),
            ("10.0.0.0/16 local; 0.0.0.0/0 igw-1; 10.0.2.0/24 eni-fw", "10.0.2.20", "eni-fw"),
            ("10.0.0.0/16 local; 10.0.2.0/24 vgw-1 propagated", "10.0.2.20", "local"),
            ("172.31.0.0/24 vgw-1 propagated; 172.31.0.0/24 igw-1", "172.31.0.5", "igw-1"),
            ("172.31.0.0/16 igw-1; 172.31.0.0/24 vgw-1 propagated", "172.31.0.5", "vgw-1"),
            ("10.1.0.0/16 pcx-1; 10.1.1.0/24 tgw-1", "10.1.1.40", "tgw-1"),
            ("pl-corp16 tgw-1; 10.1.0.0/16 pcx-1", "10.1.1.40", "pcx-1"),
            ("pl-corp24 tgw-1; 10.1.0.0/16 pcx-1", "10.1.1.40", "tgw-1"),
            ("pl-corp16 tgw-1; 10.1.0.0/16 vgw-1 propagated", "10.1.1.40", "tgw-1"),
            ("10.1.0.0/16 pcx-1 blackhole; 0.0.0.0/0 igw-1", "10.1.1.40", "pcx-1 dropped"),
            ("0.0.0.0/0 nat-1 blackhole", "203.0.113.9", "nat-1 dropped"),
            ("10.0.0.0/16 local; 0.0.0.0/0 igw-1", "10.1.1.40", "igw-1"), ("10.0.0.0/16 local", "203.0.113.9", "none"),
            ("pl-s3 vpce-1; 0.0.0.0/0 nat-1", "52.218.1.1", "vpce-1"),
            ("pl-unloaded vpce-1; 0.0.0.0/0 nat-1", "52.218.1.1", "nat-1 or vpce-1"),
            ("64:ff9b::/96 nat-1; ::/0 eigw-1", "64:ff9b::cb00:7109", "nat-1"),
        ])
    func worked(routes: String, address: String, winner: String) throws {
        let lists =
            "list pl-corp16 10.1.0.0/16\nlist pl-corp24 10.1.1.0/24\nlist pl-s3 52.218.0.0/17\nlist pl-unloaded\nlist pl-same 10.1.0.0/16"
        #expect(try Self.choice(routes, address, lists: lists) == winner)
    }

    @Test(
        "Traps: priority and families",
        arguments: [
            // T13, T14, T15
            ("10.0.0.0/16 local; 10.0.2.0/24 vgw-1 propagated", "10.0.2.20", "local"),
            ("172.31.0.0/16 igw-1; 172.31.0.0/24 vgw-1 propagated", "172.31.0.5", "vgw-1"),
            // Two lists of one length: AWS picks one.
            ("pl-a tgw-1; pl-b vgw-1", "10.1.1.40", "tgw-1 or vgw-1"), ("pl-a tgw-1; pl-b tgw-1", "10.1.1.40", "tgw-1"),
            // Two propagated ones as well.
            ("10.1.0.0/16 vgw-1 propagated; 10.1.0.0/16 vgw-2 propagated", "10.1.1.40", "vgw-1 or vgw-2"),
            // Of a list that is not loaded nothing wins within the VPC, but for what may stand there.
            ("10.0.0.0/16 local; pl-none tgw-1", "10.0.2.20", "local"),
            ("10.0.0.0/16 local; pl-none eni-1", "10.0.2.20", "local or eni-1"),
            // Of AWS's own list no private address is.
            ("com.amazonaws.eu-west-1.s3 vpce-1; 10.1.0.0/16 tgw-1", "10.1.1.40", "tgw-1"),
            ("com.amazonaws.eu-west-1.s3 vpce-1; 0.0.0.0/0 igw-1", "52.218.1.1", "igw-1 or vpce-1"),
            // What may not be there leaves both open, unless a longer prefix is.
            ("0.0.0.0/0 igw-1 unsettled", "203.0.113.9", "igw-1 or none"),
            ("0.0.0.0/0 igw-1; 203.0.0.0/8 tgw-1 unsettled", "203.0.113.9", "igw-1 or tgw-1"),
            ("203.0.0.0/8 tgw-1; 0.0.0.0/0 igw-1 unsettled", "203.0.113.9", "tgw-1"),
            // T41, T71
            ("0.0.0.0/0 igw-1", "2001:db8::1", "none"), ("0.0.0.0/0 igw-1; ::/0 eigw-1", "169.254.169.254", "not routed"),
            ("0.0.0.0/0 igw-1; ::/0 eigw-1", "fd00:ec2::254", "not routed"),
        ])
    func traps(routes: String, address: String, winner: String) throws {
        #expect(try Self.choice(routes, address, lists: "list pl-a 10.1.0.0/16\nlist pl-b 10.1.0.0/16") == winner)
    }

    @Test("A table that lists what was written alone has the local routes of its VPC's blocks, and unknown propagated ones")
    func implicit() throws {
        let sketch = try NetworkSketch("vpc v 10.0.0.0/16 10.9.0.0/16\ntable t v -\n  0.0.0.0/0 igw-1")
        let inventory = sketch.inventory
        var table = inventory.topology.routeTables[0]
        table.listsImplicitRoutes = false
        func choose(_ text: String, _ blocks: [IPNetwork]?) throws -> [RouteChoice.Possibility] {
            table.choose(try IPAddress(parsing: text), vpcBlocks: blocks) { _ in .entries([]) }.possible
        }
        let blocks = inventory.vpcs[0].networks
        #expect(try choose("10.9.1.1", blocks) == [.local(blocks[1])])
        #expect(try choose("203.0.113.9", blocks) == [.route(0)])
        #expect(try choose("203.0.113.9", nil) == [.route(0), .unlisted])
        table.propagatingGateways = table.routes.map(\.target.id)
        #expect(try choose("203.0.113.9", blocks) == [.route(0), .unlisted])
        #expect(try choose("10.9.1.1", blocks) == [.local(blocks[1])])
        // AWS lists each of them: a list that lacks one is older, or a part of what AWS told.
        table.listsImplicitRoutes = true
        #expect(try choose("10.9.1.1", blocks) == [.route(0), .local(blocks[1]), .unlisted])
        #expect(try choose("203.0.113.9", blocks) == [.route(0)])
        table.listsImplicitRoutes = false
        // A local route whose target was replaced stands for the one that is not listed.
        table.propagatingGateways = []
        table.routes.append(Route(.network(blocks[0]), RouteTarget(.networkInterface), origin: .createRoute))
        #expect(try choose("10.0.1.1", blocks) == [.route(1)])
        table.routeKnowledge = .partial(.owner)
        #expect(try choose("10.0.1.1", blocks) == [.route(1), .unlisted])
    }

    @Test("Who loses is told, and why")
    func losers() throws {
        let sketch = try NetworkSketch(
            "vpc v 10.0.0.0/16\ntable t v -\n  10.1.0.0/16 pcx-1\n  10.1.1.0/24 tgw-1\n  10.1.1.0/24 vgw-1 propagated\n  10.2.0.0/16 pcx-2"
        )
        let choice = sketch.inventory.topology.routeTables[0].choose(
            try IPAddress(parsing: "10.1.1.40"), vpcBlocks: []
        ) { _ in .entries([]) }
        #expect(choice.certain == .route(1))
        #expect(choice.losers.map(\.route).sorted() == [0, 2])
        #expect(choice.losers.first { $0.route == 0 }?.why == .lessSpecific)
        #expect(choice.losers.first { $0.route == 2 }?.why == .lowerPriority)
    }

    @Test(
        "A transit gateway's table of a state leads where a route of it does, and else may have another one",
        arguments: [(true, "10.1.1.40", [0]), (true, "10.9.0.1", nil), (false, "10.9.0.1", [])] as [(Bool, String, [Int]?)])
    func tableOfState(mayHaveMore: Bool, address: String, places: [Int]?) throws {
        var builder = InventoryBuilder(label: "sketch")
        var table = TransitGatewayTable(id: builder.intern("tgw-rtb-1"))
        (table.routeKnowledge, table.listsPropagatedRoutes, table.mayHaveMore) = (.complete, true, mayHaveMore)
        let hop = TransitGatewayRoute.Hop(attachment: builder.intern("att-b"), kind: .vpc)
        table.routes = [TransitGatewayRoute(.network(try IPNetwork(parsing: "10.1.0.0/16")), origin: .written, hops: [hop])]
        let choice = table.choose(try IPAddress(parsing: address)) { _ in .unknown(isOfAWS: false, nil) }
        switch places {
        case nil: #expect(choice.certain == .unlisted)
        case []?: #expect(choice.certain == RouteChoice.Possibility.none)
        case let places?: #expect(choice.possible == places.map { .route($0) })
        }
    }

    @Test(
        "Two routes of a transit gateway's table that count alike are one where both are known to lead to the same",
        arguments: [
            (["att-b"], ["att-b"], false, 1), (["att-b"], ["att-c"], false, 2), (["att-b"], ["att-b"], true, 2),
            ([], [], false, 2),
            ([], [], true, 2),
        ] as [([String], [String], Bool, Int)])
    func alikeInTransit(one: [String], other: [String], isOtherBlackhole: Bool, count: Int) throws {
        var builder = InventoryBuilder(label: "sketch")
        var table = TransitGatewayTable(id: builder.intern("tgw-rtb-1"))
        (table.routeKnowledge, table.listsPropagatedRoutes) = (.complete, true)
        let network = try IPNetwork(parsing: "10.1.0.0/16")
        for (hops, isBlackhole) in [(one, false), (other, isOtherBlackhole)] {
            var route = TransitGatewayRoute(.network(network), origin: .written, state: isBlackhole ? .blackhole : .active)
            route.hops = hops.map { .init(attachment: builder.intern($0), kind: .vpc) }
            table.routes.append(route)
        }
        #expect(table.choose(try IPAddress(parsing: "10.1.1.40")) { _ in .entries([]) }.possible.count == count)
    }

    @Test(
        "Two routes of a table that count alike are one where both are known to lead to the same",
        arguments: [("pcx-1", false, 1), ("pcx-2", false, 2), ("pcx-1", true, 2), (nil, false, 2)] as [(String?, Bool, Int)])
    func alike(other: String?, isOtherBlackhole: Bool, count: Int) throws {
        var builder = InventoryBuilder(label: "sketch")
        var table = RouteTable(id: builder.intern("rtb-1"))
        table.routeKnowledge = .complete
        let network = try IPNetwork(parsing: "10.1.0.0/16")
        let first = builder.intern("pcx-1")
        let second = other.map { builder.intern($0) }
        table.routes = [
            Route(
                .network(network), second == nil ? RouteTarget(.unknown) : RouteTarget(.peeringConnection, first),
                origin: .createRoute, state: .active),
            Route(
                .network(network), second.map { RouteTarget(.peeringConnection, $0) } ?? RouteTarget(.unknown),
                origin: .createRoute, state: isOtherBlackhole ? .blackhole : .active),
        ]
        let choice = table.choose(try IPAddress(parsing: "10.1.1.40"), vpcBlocks: []) { _ in .entries([]) }
        #expect(choice.possible.count == count)
    }
}
