import CoreModel
import Support
import Testing

@testable import Reachability

/// Changes that are offered where a way leads from one VPC to another.
@Suite("Fixes between VPCs")
struct JoinFixTests {
    /// Two VPCs in two zones each, and the routes of the subnets that app and db stand in.
    static func world(
        app: String = "", db: String = "", tgw: String = tables, main: String = "", _ more: String = ""
    ) throws -> NetworkSketch {
        func table(_ name: String, _ vpc: String, _ subnets: String, _ local: String, _ routes: String) -> String {
            let lines = routes.split(separator: ";").map { "  " + $0.trimmingPrefix { $0 == " " } }
            return (["table \(name) \(vpc) \(subnets)", "  \(local) local"] + lines).joined(separator: "\n")
        }
        return try NetworkSketch(
            """
            vpc v 10.0.0.0/16
            vpc b 10.1.0.0/16
            subnet a1 v 10.0.1.0/24
            subnet a2 v 10.0.2.0/24
            subnet ta1 v 10.0.8.0/28
            subnet ta2 v 10.0.8.16/28
            subnet b1 b 10.1.1.0/24
            subnet tb1 b 10.1.8.0/28
            subnet tb2 b 10.1.8.16/28
            zone eu-west-1a euw1-az1 a1 ta1 b1 tb1
            zone eu-west-1b euw1-az2 a2 ta2 tb2
            \(table("rtb-a", "v", "a1,a2", "10.0.0.0/16", app))
            \(table("rtb-ta", "v", "main", "10.0.0.0/16", main))
            \(table("rtb-b", "b", "b1", "10.1.0.0/16", db))
            \(table("rtb-tb", "b", "main", "10.1.0.0/16", ""))
            acl acl-v v default
              in 100 allow all - 0.0.0.0/0
              out 100 allow all - 0.0.0.0/0
            acl acl-b b default
              in 100 allow all - 0.0.0.0/0
              out 100 allow all - 0.0.0.0/0
            igw igw-1 v
            eni app a1 10.0.1.20
            eni app2 a2 10.0.2.20
            eni db b1 10.1.1.40
            \(tgw)
            \(more)
            """)
    }

    static let gateway = """
        tgw tgw-1
        attach att-a tgw-1 vpc v ta1,ta2
        attach att-b tgw-1 vpc b tb1,tb2
        """
    private static let tables = transit("10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-b propagated")

    private static func transit(_ routes: String..., associated: String = "att-a,att-b") -> String {
        "\(gateway)\ntgw-table tr tgw-1 \(associated)\n" + routes.map { "  " + $0 }.joined(separator: "\n")
    }

    private static let peering = "pcx pcx-1 v b"

    private static func lines(_ sketch: NetworkSketch, _ question: String = "app -> db tcp 443") throws -> [String] {
        let found = try Fixes(sketch, question)
        return found.lines.isEmpty ? [found.reason ?? "nothing"] : found.lines
    }

    @Test("A route leads to the block of the other VPC over what joins them, and the answer back by what its packet came by")
    func routes() throws {
        let over = Self.gateway + "\ntgw-table tr tgw-1 att-a,att-b"
        #expect(try Self.lines(Self.world(tgw: "", Self.peering)) == ["rtb-a 10.1.0.0/16 pcx-1", "rtb-b 10.0.0.0/16 pcx-1"])
        #expect(try Self.lines(Self.world()) == ["rtb-a 10.1.0.0/16 tgw-1", "rtb-b 10.0.0.0/16 tgw-1"])
        #expect(try Self.lines(Self.world(app: "10.1.0.0/16 pcx-1", Self.peering)) == ["rtb-b 10.0.0.0/16 pcx-1"])
        #expect(try Self.lines(Self.world(app: "10.1.0.0/16 tgw-1", Self.peering)) == ["rtb-b 10.0.0.0/16 tgw-1"])
        // Two would do, and none does.
        #expect(try Self.lines(Self.world(Self.peering)) == ["pcx-1 tgw-1"])
        #expect(try Self.lines(Self.world(tgw: "")) == ["peeringConnection transitGateway virtualPrivateGateway"])
        #expect(
            try Self.lines(Self.world(tgw: over)) == [
                "rtb-a 10.1.0.0/16 tgw-1", "tr gets att-b", "rtb-b 10.0.0.0/16 tgw-1", "tr gets att-a",
            ])
        // What falls to the internet gateway.
        #expect(
            try Self.lines(Self.world(app: "0.0.0.0/0 igw-1", db: "10.0.0.0/16 pcx-1", tgw: "", Self.peering))
                == ["rtb-a 10.1.0.0/16 pcx-1"])
    }

    @Test("A route that wins over a right one goes, and one that nothing right stands behind leads elsewhere")
    func winners() throws {
        let back = "10.0.0.0/16 tgw-1"
        let peerings = Self.peering + "\nvpc c 10.2.0.0/16\npcx pcx-2 v c"
        #expect(
            try Self.lines(Self.world(app: "10.1.1.0/24 pcx-2; 10.1.0.0/16 tgw-1", db: back, peerings))
                == ["rtb-a without 10.1.1.0/24 pcx-2 for tgw-1"])
        #expect(
            try Self.lines(Self.world(app: "10.1.0.0/16 pcx-2", db: back, "vpc c 10.2.0.0/16\npcx pcx-2 v c"))
                == ["rtb-a 10.1.0.0/16 tgw-1 was pcx-2"])
        #expect(
            try Self.lines(Self.world(app: "10.0.0.0/8 pcx-2", db: back, "vpc c 10.2.0.0/16\npcx pcx-2 v c"))
                == ["rtb-a 10.1.0.0/16 tgw-1"])
        #expect(
            try Self.lines(Self.world(app: "10.1.0.0/16 pcx-gone blackhole", db: back))
                == ["rtb-a 10.1.0.0/16 tgw-1 was pcx-gone"])
        #expect(
            try Self.lines(Self.world(app: "10.1.1.0/24 pcx-gone blackhole; 10.1.0.0/16 tgw-1", db: back))
                == ["rtb-a without 10.1.1.0/24 pcx-gone for tgw-1"])
    }

    @Test("A peering connection that waits is accepted by its accepter, and by nobody else")
    func acceptance() throws {
        let routes = ("10.1.0.0/16 pcx-1 blackhole", "10.0.0.0/16 pcx-1 blackhole")
        let pending = "\(Self.peering)\nstate pcx-1 pending-acceptance"
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: "", pending)) == ["pcx-1 accepted"])
        let foreign = pending + "\nside pcx-1 b 2 eu-west-1 10.1.0.0/16"
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: "", foreign)) == ["account 2 pcx-1"])
        // What was refused is not offered; another way is.
        let refused = "\(Self.peering)\nstate pcx-1 rejected"
        #expect(
            try Self.lines(Self.world(app: routes.0, db: routes.1, refused)) == [
                "rtb-a 10.1.0.0/16 tgw-1 was pcx-1", "rtb-b 10.0.0.0/16 tgw-1 was pcx-1",
            ])
    }

    @Test("An attachment gets a subnet of the zone, on whichever side it lacks one")
    func zones() throws {
        let routes = ("10.1.0.0/16 tgw-1", "10.0.0.0/16 tgw-1")
        let a = "\nattach att-a tgw-1 vpc v ta2", b = "\nattach att-b tgw-1 vpc b tb2"
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, a)) == ["att-a gets ta1"])
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, b)) == ["att-b gets tb1"])
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, a + b)) == ["att-a gets ta1", "att-b gets tb1"])
    }

    @Test("An attachment is associated with the gateway's own table or the only one, and gets routes by propagation")
    func associations() throws {
        let routes = ("10.1.0.0/16 tgw-1", "10.0.0.0/16 tgw-1")
        let open = Self.transit(
            "10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-b propagated", associated: "att-b")
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: open)) == ["att-a in tr"])
        #expect(
            try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: open + "\ntgw-table ts tgw-1 -")) == ["att-a in tr ts"])
        let lacking = Self.transit("10.0.0.0/16 att-a propagated")
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: lacking)) == ["tr gets att-b"])
        let dropping = Self.transit("10.0.0.0/16 att-a propagated", "10.1.0.0/16 - blackhole")
        #expect(
            try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: dropping)) == ["tr 10.1.0.0/16 att-b was blackhole"])
        let wide = Self.transit("10.0.0.0/16 att-a propagated", "10.0.0.0/8 - blackhole")
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: wide)) == ["tr gets att-b"])
        let foreign = lacking + "\nowner tgw-1 3"
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: foreign)) == ["account 3 tr"])
    }

    @Test("A route of a transit gateway that wins over a right one goes; what falls to its default gets a route beside that")
    func transitWinners() throws {
        let routes = ("10.1.0.0/16 tgw-1", "10.0.0.0/16 tgw-1")
        let wrong = Self.transit("10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-b propagated", "10.1.1.0/24 att-a")
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: wrong)) == ["tr without 10.1.1.0/24"])
        let egress = """
            vpc e 10.9.0.0/16
            subnet te e 10.9.1.0/24
            zone eu-west-1a euw1-az1 te
            table rtb-te e te
              10.9.0.0/16 local
              0.0.0.0/0 igw-9
            igw igw-9 e
            attach att-e tgw-1 vpc e te
            """
        let fallen = Self.transit("10.0.0.0/16 att-a propagated", "0.0.0.0/0 att-e") + "\n" + egress
        #expect(try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: fallen)) == ["tr gets att-b"])
    }

    @Test func `one route of a transit gateway's table cannot lead to two VPCs with one block`() throws {
        let twin = """
            vpc c 10.1.0.0/16
            subnet c1 c 10.1.1.0/24
            zone eu-west-1a euw1-az1 c1
            table rtb-c c c1
              10.1.0.0/16 local
              10.0.0.0/16 tgw-1
            attach att-c tgw-1 vpc c c1
            eni db2 c1 10.1.1.50
            group twins
            groups db twins
            groups db2 twins
            """
        let dropping = Self.transit("10.0.0.0/16 att-a propagated", "10.1.0.0/16 - blackhole")
        let sketch = try Self.world(app: "10.1.0.0/16 tgw-1", db: "10.0.0.0/16 tgw-1", tgw: dropping, twin)
        #expect(try Self.lines(sketch, "app -> twins tcp 443") == ["contrary tr"])
    }

    @Test("Between peered transit gateways a written route is what leads on")
    func peeredGateways() throws {
        let text = """
            tgw tgw-1
            tgw tgw-2
            attach att-a tgw-1 vpc v ta1,ta2
            attach att-b tgw-2 vpc b tb1,tb2
            attach att-p tgw-1 peering tgw-2
            attach att-p tgw-2 peering tgw-1
            tgw-table t1 tgw-1 att-a,att-p
              10.0.0.0/16 att-a propagated
            tgw-table t2 tgw-2 att-b,att-p
              10.1.0.0/16 att-b propagated
            """
        let routes = ("10.1.0.0/16 tgw-1", "10.0.0.0/16 tgw-2")
        #expect(
            try Self.lines(Self.world(app: routes.0, db: routes.1, tgw: text)) == [
                "t1 10.1.0.0/16 att-p", "t2 10.0.0.0/16 att-p",
            ])
    }

    @Test("Entries of the subnets of attachments are given as others are")
    func entries() throws {
        let acl = """
            acl acl-t v ta1
              in 100 allow tcp 80 0.0.0.0/0
            """
        let sketch = try Self.world(app: "10.1.0.0/16 tgw-1", db: "10.0.0.0/16 tgw-1", acl)
        #expect(
            try Self.lines(sketch) == ["acl-t in 110 tcp 443 10.0.1.20/32", "acl-t out 100 tcp 1024-65535 10.0.1.20/32 wide"])
    }
}
