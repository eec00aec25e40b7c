import CoreModel
import Testing

@testable import Reachability

/// Ways in one VPC and out of it, in the environment of aws-network's traps; those traps are in ``TrapTests``.
@Suite("The way of a packet and its answer")
struct WayTests {
    @Test("What is passed, in its order, there and back")
    func stages() throws {
        let open = try Sample.environment()
        #expect(try open.stages("app -> app2 tcp 443") == "group app out, group app2 in")
        #expect(
            try open.stages("web -> app tcp 443")
                == "group web out, acl acl-0 out, table rtb-a1, acl acl-0 in, group app in, "
                + "reply acl acl-0 out, reply table rtb-a2, reply acl acl-0 in")
        #expect(
            try open.stages("web -> 203.0.113.9 tcp 443")
                == "group web out, acl acl-0 out, table rtb-a1, igw igw-1, reply acl acl-0 in")
        #expect(
            try open.stages("app -> 203.0.113.9 tcp 443")
                == "group app out, acl acl-0 out, table rtb-a2, acl acl-0 in, nat nat-1, acl acl-0 out, table rtb-a3, igw igw-1, "
                + "reply acl acl-0 in, reply nat nat-1, reply acl acl-0 out, reply table rtb-a3, reply acl acl-0 in")
        #expect(
            try open.stages("203.0.113.9 -> web tcp 443")
                == "igw igw-1, acl acl-0 in, group web in, reply acl acl-0 out, reply table rtb-a1, reply igw igw-1")
        // What answers nothing has no way back.
        #expect(try open.way("web -> app icmp 3/4").stages.allSatisfy { $0.leg == .packet })
    }

    @Test("What each filter sees: the address of the server all the way to the client, that of the NAT gateway behind it")
    func seen() throws {
        let way = try Sample.environment().way("app -> 203.0.113.9 tcp 443")
        let acls = way.stages.filter { $0.kind == .acl }.map { "\($0.source) \($0.destination)" }
        #expect(
            acls == [
                "10.0.2.20 203.0.113.9", "10.0.2.20 203.0.113.9", "10.0.3.30 203.0.113.9", "203.0.113.9 10.0.3.30",
                "203.0.113.9 10.0.2.20", "203.0.113.9 10.0.2.20",
            ])
    }

    @Test("Two interfaces that meet by a public address do so out and in at the internet gateway (T78)")
    func publicAddresses() throws {
        let sketch = try Sample.environment(more: "eni web3 a1 10.0.1.13 198.51.100.13")
        #expect(try sketch.answer("web -> 198.51.100.13 tcp 443") == "allowed")
        #expect(
            try sketch.stages("web -> 198.51.100.13 tcp 443") == """
                group web out, acl acl-0 out, table rtb-a1, igw igw-1, igw igw-1, acl acl-0 in, group web3 in, \
                reply acl acl-0 out, reply table rtb-a1, reply igw igw-1, reply acl acl-0 in
                """)
        // Nothing can be opened to a NAT gateway; what comes from one stands behind it.
        #expect(try sketch.answer("web -> 198.51.100.30 tcp 443") == "blocked UNSOLICITED")
        #expect(try sketch.answer("198.51.100.30 -> web tcp 443") == "allowed")
        #expect(try sketch.answer("198.51.100.13 -> web tcp 443") == "depends EDGE:internetGateway")
    }

    @Test("A subnet without an association uses the main table, and one whose table is not in the input depends (T16, T17, T74)")
    func tables() throws {
        let main = "table rtb-main v main\n  10.0.0.0/16 local\n  0.0.0.0/0 igw-1"
        #expect(try Sample.environment(tables: main).answer("web -> 203.0.113.9 tcp 443") == "allowed")
        let part = "table rtb-a1 v a1\n  10.0.0.0/16 local"
        #expect(try Sample.environment(tables: part).answer("web -> app tcp 443") == "depends UNKNOWN_RESOURCE:route-table:reply")
        let two = Sample.routes() + "table rtb-b v a2\n  10.0.0.0/16 local"
        #expect(try Sample.environment(tables: two).answer("web -> app tcp 443") == "depends UNKNOWN_RESOURCE:route-table:reply")
    }

    @Test("The public address is that of one private address (T10)")
    func secondary() throws {
        let sketch = try Sample.environment(more: "eni two a1 10.0.1.20 198.51.100.20 10.0.1.21")
        #expect(try sketch.answer("two -> 203.0.113.9 tcp 443") == "allowed")
        #expect(try sketch.answer("two/10.0.1.21 -> 203.0.113.9 tcp 443") == "blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        #expect(try sketch.answer("203.0.113.9 -> two/10.0.1.21 tcp 443") == "blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS")
    }

    @Test("A private NAT gateway reaches no internet (T38), and whoever is behind one has no group (T25)")
    func privateNat() throws {
        let nat = "nat nat-1 a3 10.0.3.30"
        #expect(
            try Sample.environment(nat: nat).answer("app -> 203.0.113.9 tcp 443")
                == "blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        func within(_ peer: String) throws -> String {
            try Sample.environment(
                tables: Sample.routes(a2: "10.0.1.0/24 nat-1"), nat: nat,
                more: "group strict\n  in tcp 443 \(peer)\ngroups web strict"
            ).answer("app -> web tcp 443")
        }
        #expect(try within("10.0.3.30/32") == "allowed")
        #expect(try within("open") == "blocked ENI_SG_RULES_MISMATCH")
        #expect(try within("10.0.2.0/24") == "blocked ENI_SG_RULES_MISMATCH")
        // Without the gateway the group is seen.
        let direct = try Sample.environment(more: "group strict\n  in tcp 443 open\ngroups web strict")
        #expect(try direct.answer("app -> web tcp 443") == "allowed")
        #expect(try direct.answer("203.0.113.9 -> web tcp 443") == "blocked ENI_SG_RULES_MISMATCH")
        #expect(try direct.answer("app -> web tcp 80") == "blocked ENI_SG_RULES_MISMATCH")
    }

    @Test("Without an internet gateway nothing comes in, and an egress-only one takes nothing that nobody asked for (T42)")
    func noGateway() throws {
        let text = """
            vpc v 10.0.0.0/16 2001:db8:a::/56
            subnet a1 v 10.0.1.0/24 2001:db8:a:1::/64
            table t v a1
              10.0.0.0/16 local
              ::/0 eigw-1
            eigw eigw-1 v
            eni web a1 10.0.1.10 198.51.100.10 2001:db8:a:1::10
            """
        let sketch = try NetworkSketch(text)
        #expect(try sketch.answer("2001:db8:ffff::1 -> web tcp 443") == "blocked UNSOLICITED")
        #expect(try sketch.answer("203.0.113.9 -> web tcp 443") == "blocked BAD_STATE_ATTACHMENT")
        // Network ACLs are not looked at: they change nothing.
        #expect(try sketch.way("web -> 2001:db8:ffff::1 tcp 443").stages.allSatisfy { $0.kind != .acl })
    }

    @Test(
        "Block Public Access: the subnet that talks to the gateway counts (T60 to T62)",
        arguments: [
            ("block off", ["allowed", "allowed", "allowed", "allowed"]),
            ("block block-bidirectional", ["blocked", "blocked", "blocked", "blocked"]),
            ("block block-ingress", ["blocked", "blocked", "allowed", "allowed"]),
            ("block block-bidirectional\nexclude a2 allow-bidirectional", ["blocked", "blocked", "blocked", "allowed"]),
            (
                "block block-bidirectional\nexclude a1 allow-egress\nexclude a3 allow-egress",
                ["blocked", "blocked", "allowed", "blocked"]
            ),
            ("block block-bidirectional\nexclude v allow-egress", ["blocked", "blocked", "allowed", "allowed"]),
            ("block block-ingress\nexclude a1 allow-egress", ["blocked", "blocked", "allowed", "allowed"]),
            ("block block-bidirectional\nexclude v allow-bidirectional", ["allowed", "allowed", "allowed", "allowed"]),
        ])
    func publicAccess(text: String, verdicts: [String]) throws {
        let sketch = try Sample.environment(tables: Sample.routes(a2: "0.0.0.0/0 nat-1; ::/0 eigw-1"), more: text)
        let questions = [
            "203.0.113.9 -> web tcp 443", "web -> 203.0.113.9 tcp 443", "app -> 203.0.113.9 tcp 443",
            "app -> 2001:db8:ffff::1 tcp 443",
        ]
        #expect(try questions.map { try sketch.way($0).verdict.rawValue } == verdicts)
    }

    @Test(
        "Where a route and its target's listing disagree, in either direction, it depends (T69); where both fail, it is blocked")
    func disagreement() throws {
        let (gone, active) = (Sample.routes(a2: "0.0.0.0/0 nat-1 blackhole"), Sample.routes())
        func answer(_ tables: String, _ state: String) throws -> String {
            try Sample.environment(tables: tables, more: "state nat-1 \(state)").answer("app -> 203.0.113.9 tcp 443")
        }
        #expect(try answer(gone, "available") == "depends BAD_STATE_ROUTE")
        #expect(try answer(active, "deleted") == "depends BAD_STATE_ROUTE")
        #expect(try answer(gone, "deleted") == "blocked BAD_STATE_ROUTE")
        #expect(try answer(active, "available") == "allowed")
        // An active route to a gateway that its listing has elsewhere.
        let detached = try Sample.environment(more: "igw igw-1")
        #expect(try detached.answer("web -> 203.0.113.9 tcp 443") == "depends BAD_STATE_ROUTE")
    }

    @Test("Where neither tables nor ACLs are looked at, the groups alone decide")
    func groupsAlone() throws {
        let sketch = try Sample.environment(tables: "", acls: "", more: "group strict\n  in tcp 443 open\ngroups web strict")
        #expect(try sketch.stages("app -> web tcp 443") == "group app out, group web in")
        #expect(try sketch.answer("app -> web tcp 80") == "blocked ENI_SG_RULES_MISMATCH")
        #expect(try sketch.answer("203.0.113.9 -> app tcp 443") == "allowed")
        #expect(try sketch.answer("app -> 203.0.113.9 tcp 443") == "allowed")
        // Nor does it matter in which subnet an interface is.
        let nowhere = try NetworkSketch("vpc v 10.0.0.0/16\neni x nowhere 10.0.1.1\neni y nowhere 10.0.2.1")
        #expect(try nowhere.stages("x -> y tcp 443") == "group x out, group y in")
        #expect(try nowhere.answer("203.0.113.9 -> y tcp 443") == "allowed")
        // With ACLs alone the tables change nothing.
        let acls = try Sample.environment(tables: "", acls: Sample.acl("a2", "in 100 allow tcp 443 0.0.0.0/0", Sample.out))
        #expect(try acls.answer("app -> 203.0.113.9 tcp 443") == "blocked SUBNET_ACL_RESTRICTION:reply")
    }

    @Test(
        "An appliance: its check, its groups both ways, and a packet that comes as it was or with the appliance's address (T63, T64)"
    )
    func appliance() throws {
        func answer(_ question: String, _ more: String) throws -> String {
            try Sample.environment(
                tables: Sample.routes(a2: "10.0.1.0/24 eni-fw; 0.0.0.0/0 nat-1"),
                more: "eni eni-fw a3 10.0.3.50\n" + more
            ).answer(question)
        }
        let strict = "group strict\n  in tcp 443 open\ngroups web strict\n"
        #expect(try answer("app -> web tcp 443", "check eni-fw off") == "depends EDGE:networkInterface")
        #expect(
            try answer("app -> web tcp 443", "check eni-fw on")
                == "blocked ENI_SOURCE_DEST_CHECK_RESTRICTION EDGE:networkInterface")
        #expect(
            try answer("app -> web tcp 443", "")
                == "depends ENI_SOURCE_DEST_CHECK_RESTRICTION EDGE:networkInterface")
        // Whoever is behind it bears no group.
        #expect(try answer("app -> web tcp 443", strict + "check eni-fw off") == "blocked ENI_SG_RULES_MISMATCH")
        // Its own address may be let in.
        let own = "group strict\n  in tcp 443 10.0.3.50/32\ngroups web strict\n"
        #expect(try answer("app -> web tcp 443", own + "check eni-fw off") == "depends EDGE:networkInterface")
        let closed = "group strict\n  out all - 0.0.0.0/0\ngroups eni-fw strict\n"
        #expect(
            try answer("app -> web tcp 443", closed + "check eni-fw off")
                == "blocked ENI_SG_RULES_MISMATCH EDGE:networkInterface")
        // On the way back alone.
        #expect(try answer("web -> app tcp 443", "check eni-fw off") == "depends EDGE:networkInterface:reply")
        // A NAT instance puts its own address in, which the internet gateway knows.
        let natInstance = try Sample.environment(
            tables: Sample.routes(a2: "0.0.0.0/0 eni-nat"),
            more: "eni eni-nat a3 10.0.3.60 198.51.100.60\ncheck eni-nat off")
        #expect(try natInstance.answer("app -> 203.0.113.9 tcp 443") == "depends EDGE:networkInterface")
        #expect(
            try answer("web -> app tcp 443", "check eni-fw on")
                == "blocked ENI_SOURCE_DEST_CHECK_RESTRICTION:reply EDGE:networkInterface:reply")
    }

    @Test("An open choice of routes depends only where the choice matters")
    func forks() throws {
        let both = Sample.routes("10.1.0.0/16 igw-1 unsettled; 0.0.0.0/0 igw-1")
        #expect(
            try Sample.environment(tables: both).answer("web -> 10.1.1.40 tcp 443")
                == "blocked IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS")
        let matters = Sample.routes("203.0.113.0/24 nat-1 unsettled; 0.0.0.0/0 igw-1")
        #expect(try Sample.environment(tables: matters).answer("web -> 203.0.113.9 tcp 443") == "allowed")
        #expect(try Sample.environment(tables: matters).answer("203.0.113.9 -> web tcp 443").hasPrefix("depends"))
        let gone = Sample.routes("0.0.0.0/0 igw-1 unsettled")
        #expect(try Sample.environment(tables: gone).answer("web -> 203.0.113.9 tcp 443") == "depends UNKNOWN_RESOURCE:route")
        let list = try Sample.environment(
            tables: Sample.routes(a2: "pl-s3 vpce-s3; 0.0.0.0/0 nat-1"), more: "endpoint vpce-s3 gateway v s3 rtb-a2")
        #expect(try list.answer("app -> 52.218.1.1 tcp 443") == "allowed")
        #expect(try list.answer("app -> 52.218.1.1 udp 443") == "depends UNKNOWN_PREFIX_LIST")
    }

    @Test("A question over several protocols is cut into pieces of which all or none need an answer")
    func pieces() throws {
        let all = WayTraffic.pieces(TrafficSet(Traffic.allPoints))
        #expect(all.count == 7)
        #expect(all.reduce(TrafficSet()) { $0.union($1.points) } == TrafficSet(Traffic.allPoints))
        #expect(all.filter { $0.reply == .none }.count == 2)
        let ping = WayTraffic.pieces(TrafficSet(try Traffic(.icmp, from: 8, to: 0).points))
        #expect(ping.map(\.reply) == [.fixed(TrafficSet(try Traffic(.icmp, from: 0, to: 0).points))])
        let esp = try #require(IPProtocol(number: 50))
        let points = TrafficSet(try Traffic(esp).points)
        #expect(WayTraffic.pieces(points).map(\.reply) == [.fixed(points)])
    }
}
