import CoreModel
import Testing

@testable import Reachability

/// What is passed on each topology of aws-network 1.2 but load balancers, and what each filter sees (1.3).
@Suite("Topologies")
struct TopologyTests {
    private static let firewall = "eni eni-fw a3 10.0.3.50\ncheck eni-fw off"
    private static let edge = "table rtb-edge v igw-1\n  10.0.0.0/16 local\n  2001:db8:a::/56 local"

    @Test(
        "The stages, in their order, there and back",
        arguments: [
            // 3 and 9 with a table of the gateway's own; 7, 8 and 10.
            (
                Sample.routes(more: edge), "", "web -> 203.0.113.9 tcp 443",
                "group web out, acl acl-0 out, table rtb-a1, igw igw-1, reply table rtb-edge, reply acl acl-0 in"
            ),
            (
                Sample.routes(more: edge), "", "203.0.113.9 -> web tcp 443",
                "table rtb-edge, igw igw-1, acl acl-0 in, group web in, reply acl acl-0 out, reply table rtb-a1, reply igw igw-1"
            ),
            (
                Sample.routes("::/0 igw-1"), "", "web -> 2001:db8:ffff::1 tcp 443",
                "group web out, acl acl-0 out, table rtb-a1, igw igw-1, reply acl acl-0 in"
            ),
            (
                Sample.routes(a2: "::/0 eigw-1"), "", "app -> 2001:db8:ffff::1 tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, eigw eigw-1, reply acl acl-0 in"
            ),
            (
                Sample.routes("::/0 igw-1"), "", "2001:db8:ffff::1 -> web tcp 443",
                "igw igw-1, acl acl-0 in, group web in, reply acl acl-0 out, reply table rtb-a1, reply igw igw-1"
            ),
            // 5: a regional NAT gateway has a table and no subnet.
            (
                Sample.routes(a2: "0.0.0.0/0 nat-2", more: "table rtb-nat v -\n  10.0.0.0/16 local\n  0.0.0.0/0 igw-1"),
                "regional nat-2 v rtb-nat 10.0.9.9 198.51.100.9", "app -> 203.0.113.9 tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, nat nat-2, table rtb-nat, igw igw-1, "
                    + "reply nat nat-2, reply table rtb-nat, reply acl acl-0 in"
            ),
            // 4: the client in the NAT gateway's subnet has a loop, one in the subnet behind it three ACLs each way.
            (
                Sample.routes(a2: "10.1.0.0/16 nat-2", a3: "10.1.0.0/16 tgw-1"), "nat nat-2 a3 10.0.3.31",
                "app -> 10.1.1.40 tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, acl acl-0 in, nat nat-2, acl acl-0 out, table rtb-a3, "
                    + "tgw tgw-1 depends"
            ),
            // 18: a gateway endpoint answers from the service's addresses.
            (
                Sample.routes(a2: "pl-s3 vpce-1"), "list pl-s3 52.218.0.0/17\nendpoint vpce-1 gateway v s3 rtb-a2",
                "app -> 52.218.1.1 tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, vpce vpce-1, reply acl acl-0 in"
            ),
            // 19: an interface endpoint is an interface of another subnet.
            (
                Sample.routes(), "eni ep a3 10.0.3.60\ntype ep vpc_endpoint\nendpoint vpce-1 interface v ssm a3\nheld vpce-1 ep",
                "app -> ep tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, acl acl-0 in, group ep in, "
                    + "reply acl acl-0 out, reply table rtb-a3, reply acl acl-0 in"
            ),
            // 22: into the appliance's subnet, and through its groups.
            (
                Sample.routes(a2: "10.0.1.0/24 eni-fw"), firewall, "app -> web tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, acl acl-0 in, group eni-fw in, fw eni-fw depends"
            ),
            // One in the subnet of what it serves stands behind no ACL.
            (
                Sample.routes(a2: "10.0.1.0/24 eni-fw"), "eni eni-fw a2 10.0.2.50\ncheck eni-fw off", "app -> web tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, group eni-fw in, fw eni-fw depends"
            ),
            // A NAT gateway and the destination in one subnet: no ACL between them, there or back.
            (
                Sample.routes(a2: "10.0.3.0/24 nat-1"), "eni db a3 10.0.3.40", "app -> db tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, acl acl-0 in, nat nat-1, group db in, "
                    + "reply nat nat-1, reply acl acl-0 out, reply table rtb-a3, reply acl acl-0 in"
            ),
        ])
    func stages(tables: String, more: String, question: String, stages: String) throws {
        let own = try Sample.environment(tables: tables, more: more).stages(question)
        #expect(own == stages)
    }

    @Test(
        "The stages of an edge",
        arguments: [
            // 17: past the edge nothing is followed but the way back into the sender's subnet.
            (
                Sample.routes(a2: "192.168.0.0/16 vgw-1"), "vgw vgw-1 v", "app -> 192.168.0.9 tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, vpn vgw-1 depends, reply acl acl-0 in"
            ),
            // With a table of the gateway's own.
            (
                Sample.routes(a2: "192.168.0.0/16 vgw-1", more: edge.replacing("igw-1", with: "vgw-1")), "vgw vgw-1 v",
                "app -> 192.168.0.9 tcp 443",
                "group app out, acl acl-0 out, table rtb-a2, vpn vgw-1 depends, reply table rtb-edge, reply acl acl-0 in"
            ),
        ])
    func edges(tables: String, more: String, question: String, stages: String) throws {
        try self.stages(tables: tables, more: more, question: question, stages: stages)
    }

    private static let toGateway = "group app out, acl acl-0 out, table rtb-a2, "
    private static let fromGateway = "acl acl-b out, table rtb-tb, acl acl-b in, group db in, reply acl acl-b out, "
    private static let oneTable =
        toGateway + "acl acl-0 in, tgw tgw-1, table tgw-rtb-1, " + fromGateway
        + "reply table rtb-b1, reply acl acl-b in, reply tgw tgw-1, reply table tgw-rtb-1, "
        + "reply acl acl-0 out, reply table rtb-ta, reply acl acl-0 in"
    private static let peering =
        toGateway + "pcx pcx-1, acl acl-b in, group db in, reply acl acl-b out, reply table rtb-b1, reply pcx pcx-1, "
        + "reply acl acl-0 in"

    @Test(
        "The stages from VPC to VPC",
        arguments: [
            // 13 and 14; 15.
            (Joined.pcx(), "app -> db tcp 443", peering),
            (.pcx("region b us-east-1"), "app -> db tcp 443", peering),
            (.tgw(), "app -> db tcp 443", oneTable),
            // In the attachment's own subnet its ACL is asked twice towards the gateway, and not from it.
            (
                .tgw("attach att-a tgw-1 vpc v a2"), "app -> db tcp 443",
                oneTable.replacing("reply acl acl-0 out, reply table rtb-ta, reply acl acl-0 in", with: "reply table rtb-a2")
            ),
            // 16: a table of either gateway, there and back.
            (
                .tgw(
                    b1: "10.0.0.0/16 tgw-2",
                    transit: """
                        tgw-table tgw-rtb-1 tgw-1 att-a,att-p
                          10.0.0.0/16 att-a propagated
                          10.1.0.0/16 att-p
                        tgw-table tgw-rtb-2 tgw-2 att-c,att-p
                          10.1.0.0/16 att-c propagated
                          10.0.0.0/16 att-p
                        """,
                    "tgw tgw-2\nattach att-p tgw-1 peering tgw-2\nattach att-p tgw-2 peering tgw-1\nattach att-c tgw-2 vpc b tb1,tb2"
                ),
                "app -> db tcp 443",
                toGateway + "acl acl-0 in, tgw tgw-1, table tgw-rtb-1, tgw tgw-2, table tgw-rtb-2, " + fromGateway
                    + "reply table rtb-b1, reply acl acl-b in, reply tgw tgw-2, reply table tgw-rtb-2, reply tgw tgw-1, "
                    + "reply table tgw-rtb-1, reply acl acl-0 out, reply table rtb-ta, reply acl acl-0 in"
            ),
            // 6: a NAT gateway before a transit gateway, and before a peering.
            (
                .tgw(a2: "10.1.0.0/16 nat-2", "nat nat-2 a3 10.0.3.31"), "app -> db tcp 443",
                toGateway + "acl acl-0 in, nat nat-2, acl acl-0 out, table rtb-a3, acl acl-0 in, tgw tgw-1, table tgw-rtb-1, "
                    + fromGateway + "reply table rtb-b1, reply acl acl-b in, reply tgw tgw-1, reply table tgw-rtb-1, "
                    + "reply acl acl-0 out, reply table rtb-ta, reply acl acl-0 in, reply nat nat-2, "
                    + "reply acl acl-0 out, reply table rtb-a3, reply acl acl-0 in"
            ),
            (
                .pcx(a2: "10.1.0.0/16 nat-2", "nat nat-2 a3 10.0.3.31"), "app -> db tcp 443",
                toGateway + "acl acl-0 in, nat nat-2, acl acl-0 out, table rtb-a3, pcx pcx-1, acl acl-b in, group db in, "
                    + "reply acl acl-b out, reply table rtb-b1, reply pcx pcx-1, reply acl acl-0 in, reply nat nat-2, "
                    + "reply acl acl-0 out, reply table rtb-a3, reply acl acl-0 in"
            ),
            // A NAT gateway in another VPC, behind the transit gateway (1.7).
            (
                .tgw(b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: Joined.transit("0.0.0.0/0 att-a")),
                "db -> 203.0.113.9 tcp 443",
                "group db out, acl acl-b out, table rtb-b1, acl acl-b in, tgw tgw-1, table tgw-rtb-1, acl acl-0 out, table rtb-ta, "
                    + "acl acl-0 in, nat nat-1, acl acl-0 out, table rtb-a3, igw igw-1, "
                    + "reply acl acl-0 in, reply nat nat-1, reply acl acl-0 out, reply table rtb-a3, reply acl acl-0 in, "
                    + "reply tgw tgw-1, reply table tgw-rtb-1, reply acl acl-b out, reply table rtb-tb, reply acl acl-b in"
            ),
        ])
    func joined(joined: Joined, question: String, stages: String) throws {
        let own = try NetworkSketch(joined.text).stages(question)
        #expect(own == stages)
    }

    @Test(
        "Each filter sees the addresses that the packet has there",
        arguments: [
            // From the internet: the client's own, and behind the gateway the private one.
            (
                "", "203.0.113.9 -> web tcp 443",
                ["acl 203.0.113.9 10.0.1.10", "group 203.0.113.9 10.0.1.10", "reply acl 10.0.1.10 203.0.113.9"]
            ),
            // Behind a NAT gateway within the VPC: the gateway's, and the server's all the way back.
            (
                "10.0.1.0/24 nat-1", "app -> web tcp 443",
                [
                    "group 10.0.2.20 10.0.1.10", "acl 10.0.2.20 10.0.1.10", "acl 10.0.2.20 10.0.1.10", "acl 10.0.3.30 10.0.1.10",
                    "acl 10.0.3.30 10.0.1.10", "group 10.0.3.30 10.0.1.10", "reply acl 10.0.1.10 10.0.3.30",
                    "reply acl 10.0.1.10 10.0.3.30", "reply acl 10.0.1.10 10.0.2.20", "reply acl 10.0.1.10 10.0.2.20",
                ]
            ),
        ])
    func seen(route: String, question: String, seen: [String]) throws {
        let way = try Sample.environment(tables: Sample.routes(a2: route)).way(question)
        let filters = way.stages.filter { $0.kind == .acl || $0.kind == .group }
        let told = filters.map { "\($0.leg == .reply ? "reply " : "")\($0.kind) \($0.source) \($0.destination)" }
        #expect(told == seen)
    }

    /// What lets answers in to app, by the kind of client that app is: all of its ports, some, none (6.2).
    @Test(
        "Answers go to the ports of the client's system",
        arguments: [
            ("instance app linux", "32768-60999", "allowed"), ("instance app linux", "49152-65535", "depends"),
            ("instance app linux", "61000-65535", "blocked"), ("instance app windows", "49152-65535", "allowed"),
            ("instance app windows", "32768-60999", "depends"), ("instance app windows", "1024-49151", "blocked"),
            ("", "1024-65535", "allowed"), ("", "32768-60999", "depends"), ("", "1-1023", "blocked"),
        ])
    func clients(more: String, ports: String, verdict: String) throws {
        let acl = Sample.acl("a2", "in 100 allow tcp \(ports) 0.0.0.0/0", Sample.out)
        #expect(try Sample.environment(acls: acl, more: more).way("app -> web tcp 443").verdict.rawValue == verdict)
        // To the server itself the client's system is nothing.
        let other = Sample.acl("a1", Sample.into, "out 100 allow tcp \(ports) 0.0.0.0/0")
        #expect(try Sample.environment(acls: other, more: more).way("app -> web tcp 443").verdict.rawValue == verdict)
    }
}
