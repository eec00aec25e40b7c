import CoreModel
import Testing

@testable import Reachability

/// What else is said of ways between VPCs and to endpoints, and what else the same thing stops.
@Suite("Remarks about ways between VPCs")
struct JoinRemarkTests {
    private static let both = "pcx pcx-1 v b\ntgw tgw-1\nattach att-a tgw-1 vpc v a1\nattach att-b tgw-1 vpc b b1"

    /// Two VPCs, each with a subnet for its hosts, in which app and db stand.
    private static func world(
        app: String, db: String, joins: String = both,
        zones: String = "zone eu-west-1a euw1-az1 a1 a3 b1", _ more: String = ""
    ) throws -> Analyzer {
        func table(_ name: String, _ vpc: String, _ subnet: String, _ local: String, _ routes: String) -> String {
            let lines = routes.split(separator: ";").map { "  " + $0.trimmingPrefix { $0 == " " } }
            return (["table \(name) \(vpc) \(subnet)", "  \(local) local"] + lines).joined(separator: "\n")
        }
        let sketch = try NetworkSketch(
            """
            vpc v 10.0.0.0/16
            vpc b 10.1.0.0/16
            subnet a1 v 10.0.1.0/24
            subnet a3 v 10.0.3.0/24
            subnet b1 b 10.1.1.0/24
            \(zones)
            \(table("rtb-a", "v", "a1,main", "10.0.0.0/16", app))
            \(table("rtb-b", "b", "main", "10.1.0.0/16", db))
            eni app a1 10.0.1.20
            eni app2 a1 10.0.1.21
            eni db b1 10.1.1.40
            \(joins)
            tgw-table tr tgw-1 att-a,att-b
              10.0.0.0/16 att-a propagated
              10.1.0.0/16 att-b propagated
            \(more)
            """)
        return Analyzer(sketch.inventory)
    }

    private static func id(_ text: String, _ analyzer: Analyzer) throws -> TextID {
        let topology = analyzer.inventory.topology
        let all =
            topology.peeringConnections.map(\.id) + topology.transitGateways.map(\.id) + topology.natGateways.map(\.id)
            + topology.endpoints.map(\.id)
        return try #require(all.first { analyzer.inventory[$0] == text })
    }

    private static func answer(_ analyzer: Analyzer, _ from: String, _ to: String, _ port: String = "443") throws -> Answer {
        let question = try analyzer.question(from: from, to: to, port: port, version: .v4)
        return analyzer.answer(question, .everything)
    }

    private static func remarks(_ analyzer: Analyzer, _ from: String = "app", _ to: String = "db", _ port: String = "443") throws
        -> [Remark]
    {
        try answer(analyzer, from, to, port).remarks
    }

    @Test("An answer that comes back over something else is told, and one that comes back the same way is not")
    func answersElsewhere() throws {
        let analyzer = try Self.world(app: "10.1.0.0/16 pcx-1", db: "10.0.0.0/16 tgw-1")
        func id(_ text: String) throws -> TextID { try Self.id(text, analyzer) }
        #expect(try Self.answer(analyzer, "app", "db").verdict == .allowed)
        #expect(try Self.remarks(analyzer).contains(.answersElsewhere(there: id("pcx-1"), back: id("tgw-1"))))
        for way in ["pcx-1", "tgw-1"] {
            let same = try Self.world(app: "10.1.0.0/16 \(way)", db: "10.0.0.0/16 \(way)")
            #expect(try Self.answer(same, "app", "db").verdict == .allowed)
            #expect(
                try !Self.remarks(same).contains { if case .answersElsewhere = $0 { true } else { false } }, "\(way)")
        }
    }

    @Test("An answer to a NAT gateway that comes back over a peering connection without a route is told")
    func returnsToSender() throws {
        let analyzer = try Self.world(
            app: "10.1.0.0/16 nat-1", db: "",
            """
            table rtb-3 v a3
              10.0.0.0/16 local
              10.1.0.0/16 pcx-1
            nat nat-1 a3 10.0.3.30
            """)
        let ids = try ["nat-1", "pcx-1"].map { try Self.id($0, analyzer) }
        #expect(try Self.answer(analyzer, "app", "db").verdict == .allowed)
        #expect(try Self.remarks(analyzer).contains(.returnsToSender(nat: ids[0], peering: ids[1])))
    }

    @Test("That nothing joins two VPCs is said where everything that could is listed, and only there")
    func disconnected() throws {
        func isSaid(_ joins: String, _ more: String = "") throws -> Bool {
            let analyzer = try Self.world(app: "", db: "", joins: joins, more)
            #expect(try Self.answer(analyzer, "app", "db").verdict == .blocked)
            return try Self.remarks(analyzer).contains { if case .disconnected = $0 { true } else { false } }
        }
        #expect(try isSaid(""))
        #expect(try isSaid("pcx pcx-1 v b\nstate pcx-1 deleted"))
        #expect(try isSaid("tgw tgw-1\nattach att-a tgw-1 vpc v a1"))
        #expect(try !isSaid("pcx pcx-1 v b"))
        #expect(try !isSaid("tgw tgw-1\nattach att-a tgw-1 vpc v a1\nattach att-b tgw-1 vpc b b1"))
        for kind in ["peeringConnections", "transitGatewayAttachments"] {
            #expect(try !isSaid("", "unlisted \(kind)"))
            #expect(try !isSaid("", "partly \(kind)"))
        }
    }

    @Test("What an endpoint's policy or provider decides is told, and that its interfaces answer no ping")
    func endpoints() throws {
        let analyzer = try Self.world(
            app: "pl-s3 vpce-s3", db: "",
            """
            list pl-s3 52.218.0.0/17
            endpoint vpce-s3 gateway v s3 rtb-a
            eni ep a3 10.0.3.60
            type ep vpc_endpoint
            endpoint vpce-ssm interface v ssm a3
            held vpce-ssm ep
            eni own a3 10.0.3.61
            type own vpc_endpoint
            endpoint vpce-own interface v vpce-svc-1 a3
            held vpce-own own
            """)
        func id(_ text: String) throws -> TextID { try Self.id(text, analyzer) }
        #expect(try Self.answer(analyzer, "app", "52.218.1.1").verdict == .allowed)
        #expect(
            try Self.remarks(analyzer, "app", "52.218.1.1").contains(.endpointPolicy(id("vpce-s3"), restricts: nil)))
        #expect(try Self.remarks(analyzer, "app", "ep").contains(.endpointPolicy(id("vpce-ssm"), restricts: nil)))
        #expect(try Self.remarks(analyzer, "app", "ep", "ping").contains(.noPing(endpoint: id("vpce-ssm"))))
        #expect(try !Self.remarks(analyzer, "app", "ep").contains(.noPing(endpoint: id("vpce-ssm"))))
        #expect(try !Self.remarks(analyzer, "app", "app2", "ping").contains { if case .noPing = $0 { true } else { false } })
    }

    @Test("What else a missing zone of an attachment stops is found by the networks that rules name")
    func alsoHit() throws {
        let more = """
            eni db2 b1 10.1.1.41
            group far
              in tcp 443 10.0.0.0/16
              in tcp 5432 10.0.1.0/24
              in tcp 22 192.168.0.0/16
              out all - 0.0.0.0/0
            groups db2 far
            """
        let analyzer = try Self.world(
            app: "10.1.0.0/16 tgw-1", db: "10.0.0.0/16 tgw-1",
            joins: "tgw tgw-1\nattach att-a tgw-1 vpc v a3\nattach att-b tgw-1 vpc b b1",
            zones: "zone eu-west-1a euw1-az1 a1 b1\nzone eu-west-1b euw1-az2 a3", more)
        let answer = try Self.answer(analyzer, "app", "db")
        #expect(answer.verdict == .blocked)
        let hit = try #require(answer.way?.alsoHit)
        let names = hit.flows.map { "\(analyzer.names.name(of: $0.from)) \(analyzer.names.name(of: $0.to))" }
        #expect(names.contains("10.0.0.0/16 far") && names.contains("10.0.1.0/24 far"), "\(names)")
        #expect(!names.contains("192.168.0.0/16 far"))
        #expect(hit.subnets == 1)
    }

    @Test("Groups that a way has not come to yet get a rule for the address, and turning referencing on is told beside it")
    func references() throws {
        let analyzer = try Self.world(
            app: "10.1.0.0/16 tgw-1", db: "",
            """
            group own
              out all - 0.0.0.0/0
            group named
              in tcp 443 own
            groups app own
            groups db named
            """)
        let answer = try Self.answer(analyzer, "app", "db")
        #expect(answer.verdict == .blocked && answer.noNetworkFix == nil)
        #expect(answer.networkFixes.map(\.kind) == [.route])
        #expect(answer.fixes.map { analyzer.names.name(of: $0.peer) } == ["10.0.1.20/32"])
        #expect(answer.insteadOfRules.map(\.kind) == [.references])
        #expect(answer.remarks.contains { if case .instead = $0 { true } else { false } })
        // Over a peering of one region the group is named.
        let peered = try Self.world(
            app: "10.1.0.0/16 pcx-1", db: "10.0.0.0/16 pcx-1",
            """
            group own
              out all - 0.0.0.0/0
            group closed
              in tcp 22 0.0.0.0/0
            groups app own
            groups db closed
            """)
        #expect(try Self.answer(peered, "app", "db").fixes.map { peered.names.name(of: $0.peer) } == ["own"])
    }
}
