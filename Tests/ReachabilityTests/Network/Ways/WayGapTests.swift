import CoreModel
import Testing

@testable import Reachability

/// Ways where the input lacks a fact, or tells it of one side alone: aws-network 5.1 and 5.5.
@Suite("Ways where the input lacks something")
struct WayGapTests {
    @Test(
        "An address in a block of the VPC and in no subnet is nobody's, from there and to there (5.5, 6)",
        arguments: [
            ("", "10.0.200.9 -> web tcp 443", "blocked NO_POSSIBLE_DESTINATION"),
            ("unlisted subnets", "10.0.200.9 -> web tcp 443", "depends UNKNOWN_RESOURCE:subnets"),
            ("unlisted subnets", "web -> 10.0.200.9 tcp 443", "depends UNKNOWN_RESOURCE:subnets"),
            ("partly subnets", "10.0.200.9 -> web tcp 443", "depends UNKNOWN_RESOURCE:subnets"),
            // What fails for certain blocks all the same.
            (
                "unlisted subnets\ngroup strict\n  in tcp 80 0.0.0.0/0\ngroups web strict", "10.0.200.9 -> web tcp 443",
                "blocked UNKNOWN_RESOURCE:subnets ENI_SG_RULES_MISMATCH"
            ),
            // Without a listing of interfaces whoever is there may carry any group.
            (
                "unlisted subnets interfaces\ngroup strict\n  in tcp 443 open\ngroups web strict", "10.0.200.9 -> web tcp 443",
                "depends UNKNOWN_RESOURCE:network-interface UNKNOWN_RESOURCE:subnets ENI_SG_RULES_MISMATCH"
            ),
            (
                "group strict\n  in tcp 443 open\ngroups web strict", "10.0.1.99 -> web tcp 443",
                "blocked"
            ),
            // What AWS keeps for itself, but for what is not filtered; the router answers some protocols.
            ("", "a2/10.0.2.3 -> web tcp 443", "blocked NO_POSSIBLE_DESTINATION"),
            ("", "web -> a2/10.0.2.255 tcp 443", "blocked NO_POSSIBLE_DESTINATION"),
            ("", "app -> a2/10.0.2.1 tcp 443", "depends NO_POSSIBLE_DESTINATION"),
            ("", "web -> a2/10.0.2.1 tcp 443", "blocked NO_POSSIBLE_DESTINATION"),
        ])
    func nobody(more: String, question: String, answer: String) throws {
        #expect(try Sample.environment(more: more).answer(question).hasPrefix(answer))
    }

    @Test(
        "A host without a complete listing of interfaces has unknown groups, on either side and beside its neighbours",
        arguments: [
            ("a2/10.0.2.99 -> web tcp 443", "depends UNKNOWN_RESOURCE:network-interface"),
            ("web -> a2/10.0.2.99 tcp 443", "depends UNKNOWN_RESOURCE:network-interface"),
            ("a2/10.0.2.99 -> app tcp 443", "depends UNKNOWN_RESOURCE:network-interface"),
            ("app -> a2/10.0.2.99 tcp 443", "depends UNKNOWN_RESOURCE:network-interface"),
            // A rule that names a group may let it in, one that names a port does not.
            ("a2/10.0.2.99 -> strict tcp 443", "depends UNKNOWN_RESOURCE:network-interface ENI_SG_RULES_MISMATCH"),
            ("a2/10.0.2.99 -> strict tcp 80", "blocked UNKNOWN_RESOURCE:network-interface ENI_SG_RULES_MISMATCH"),
            // A NAT gateway that only its own listing tells is no host.
            ("a2/10.0.2.99 -> a3/10.0.3.31 tcp 443", "blocked UNKNOWN_RESOURCE:network-interface UNSOLICITED"),
            ("a3/10.0.3.31 -> web tcp 443", "blocked UNKNOWN_RESOURCE:network-interface VPCE_INTRA_VPC_TRAFFIC"),
        ])
    func hosts(question: String, answer: String) throws {
        let more = "group named\n  in tcp 443 open\neni strict a1 10.0.1.50\ngroups strict named\n"
        let listed = try Sample.environment(more: more + "nat nat-2 a3 10.0.3.31")
        let unlisted = try Sample.environment(more: more + "nat nat-2 a3 10.0.3.31\nunlisted interfaces")
        #expect(try unlisted.answer(question) == answer)
        let plain = answer.split(separator: " ").filter { $0 != "UNKNOWN_RESOURCE:network-interface" }
        let isSettled = plain.count > 1 || answer.hasPrefix("blocked")
        #expect(try listed.answer(question).hasPrefix(isSettled ? "blocked" : "allowed"))
    }

    /// Two VPCs of which the second has these tables and ACLs; the first has none.
    private static func two(_ tables: String, more: String = "") throws -> NetworkSketch {
        try NetworkSketch(
            """
            vpc v 10.0.0.0/16
            vpc w 10.1.0.0/16
            subnet a1 v 10.0.1.0/24
            subnet b1 w 10.1.1.0/24
            subnet b2 w 10.1.2.0/24
            eni web a1 10.0.1.10
            eni db b1 10.1.1.40
            igw igw-1 w
            nat nat-1 b2 10.1.2.30 198.51.100.30
            \(tables)
            \(more)
            """)
    }

    @Test(
        "From a VPC that is not looked at the destination's own table is asked on the way back, and the source's own on the way there",
        arguments: [
            (
                "10.0.0.0/16 tgw-1", "depends UNKNOWN_RESOURCE:transit-gateway-attachment:reply",
                "depends UNKNOWN_RESOURCE:transit-gateway-attachment"
            ),
            ("192.168.0.0/16 pcx-1", "blocked NO_ROUTE_TO_DESTINATION:reply", "blocked NO_ROUTE_TO_DESTINATION"),
            (
                "0.0.0.0/0 igw-1", "blocked IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS:reply",
                "blocked IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"
            ),
            ("0.0.0.0/0 nat-1", "blocked ASYMMETRIC_REPLY:reply", "blocked NAT_IN_OWN_SUBNET"),
            ("0.0.0.0/0 pcx-1 blackhole", "blocked BAD_STATE_ROUTE:reply", "blocked BAD_STATE_ROUTE"),
        ])
    func across(route: String, there: String, back: String) throws {
        let sketch = try Self.two("table t w main\n  10.1.0.0/16 local\n  \(route)")
        #expect(try sketch.answer("web -> db tcp 443") == there)
        #expect(try sketch.answer("db -> web tcp 443") == back)
        // What needs no answer needs no way back.
        #expect(try sketch.answer("web -> db icmp 3/4") == "allowed")
    }

    @Test(
        "Where only ACLs of the source's VPC are looked at the destination's table is asked all the same, and the other way round"
    )
    func acrossLayers() throws {
        let acl = "acl x v default\n  in 100 allow all - 0.0.0.0/0\n  out 100 allow all - 0.0.0.0/0\n"
        let sketch = try Self.two(acl + "table t w main\n  10.1.0.0/16 local")
        #expect(try sketch.answer("web -> db tcp 443") == "blocked NO_ROUTE_TO_DESTINATION:reply")
        #expect(try sketch.answer("db -> web tcp 443") == "blocked NO_ROUTE_TO_DESTINATION")
        // Neither has tables: the ACLs alone decide.
        let acls = try Self.two("acl x v default\n  out 100 allow all - 0.0.0.0/0")
        #expect(try acls.answer("web -> db tcp 443") == "blocked SUBNET_ACL_RESTRICTION:reply")
        // An interface of which not even the VPC is told may stand anywhere.
        let nowhere = try Self.two("table t w main\n  10.1.0.0/16 local", more: "eni x nowhere 10.0.1.1")
        #expect(try nowhere.answer("x -> db tcp 443") == "depends UNKNOWN_RESOURCE:subnet")
    }

    @Test("Which table a gateway uses is not told where several name it, or where tables are listed in part")
    func edgeTables() throws {
        let edge = "table rtb-edge v igw-1\n  10.0.0.0/16 local\n"
        let one = try Sample.environment(tables: Sample.routes(more: edge))
        #expect(try one.answer("203.0.113.9 -> web tcp 443") == "allowed")
        let two = try Sample.environment(tables: Sample.routes(more: edge + "table rtb-edge2 v igw-1\n  10.0.0.0/16 local"))
        #expect(try two.answer("203.0.113.9 -> web tcp 443") == "depends UNKNOWN_RESOURCE:route-table")
        #expect(try two.answer("web -> 203.0.113.9 tcp 443") == "depends UNKNOWN_RESOURCE:route-table:reply")
        let part = try Sample.environment(tables: Sample.routes(), more: "partly routeTables")
        #expect(try part.answer("203.0.113.9 -> web tcp 443") == "depends UNKNOWN_RESOURCE:route-table")
        #expect(try part.answer("web -> 203.0.113.9 tcp 443") == "depends UNKNOWN_RESOURCE:route-table:reply")
        #expect(try part.answer("web -> app tcp 443") == "allowed")
    }

    @Test("A subnet that the gateway's table hands to an appliance cannot use the gateway past it (5.5, 4)")
    func redirection() throws {
        let edge = Sample.routes(more: "table rtb-edge v igw-1\n  10.0.0.0/16 local\n  10.0.1.0/24 eni-fw")
        let hidden = "eni eni-fw a3 10.0.3.50\ncheck eni-fw off"
        let shown = "eni eni-fw a3 10.0.3.50 198.51.100.50\ncheck eni-fw off"
        func answer(_ question: String, _ more: String) throws -> String {
            try Sample.environment(tables: edge, more: more).answer(question)
        }
        #expect(try answer("web -> 203.0.113.9 tcp 443", shown) == "blocked INGRESS_RTB_TRAFFIC_REDIRECTION")
        #expect(try answer("app -> 203.0.113.9 tcp 443", shown) == "allowed")
        #expect(try answer("203.0.113.9 -> web tcp 443", shown) == "depends EDGE:networkInterface")
        #expect(try answer("203.0.113.9 -> web tcp 443", hidden).hasPrefix("blocked INGRESS_RTB_NO_PUBLIC_IP"))
    }

    @Test(
        "What the gateway's table hands a subnet to uses the gateway itself, and what stands beside it there does not (5.5, 4)",
        arguments: [
            ("eni-fw", "eni-fw -> 203.0.113.9 tcp 443", "allowed"), ("i-eni-fw", "eni-fw -> 203.0.113.9 tcp 443", "allowed"),
            ("eni-fw", "eni-fw/10.0.3.51 -> 203.0.113.9 tcp 443", "allowed"),
            ("eni-fw", "203.0.113.9 -> eni-fw tcp 443", "allowed"),
            ("eni-fw", "behind -> 203.0.113.9 tcp 443", "blocked INGRESS_RTB_TRAFFIC_REDIRECTION"),
            // A NAT gateway in that subnet sends for others.
            ("eni-fw", "app -> 203.0.113.9 tcp 443", "blocked INGRESS_RTB_TRAFFIC_REDIRECTION"),
            // Another interface of the same instance.
            ("eni-fw", "eni-other -> 203.0.113.9 tcp 443", "blocked INGRESS_RTB_TRAFFIC_REDIRECTION"),
            ("eni-other", "eni-fw -> 203.0.113.9 tcp 443", "blocked INGRESS_RTB_TRAFFIC_REDIRECTION"),
            ("eni-other", "eni-other -> 203.0.113.9 tcp 443", "allowed"),
        ])
    func ownRedirection(target: String, question: String, answer: String) throws {
        let tables = Sample.routes(more: "table rtb-edge v igw-1\n  10.0.0.0/16 local\n  10.0.3.0/24 \(target)")
        let more = """
            eni eni-fw a3 10.0.3.50 198.51.100.50 10.0.3.51 198.51.100.51
            eni behind a3 10.0.3.60 198.51.100.60
            eni eni-other a3 10.0.3.70 198.51.100.70
            check eni-fw off
            check eni-other off
            instance eni-fw linux
            """
        let shared = target.hasPrefix("i-") ? "" : "\ninstance eni-other linux eni-fw"
        let sketch = try Sample.environment(tables: tables, more: more + shared)
        #expect(try sketch.answer(question) == answer)
    }

    @Test("A firewall before a VPC's gateways makes what passes them depend, and nothing else")
    func firewalls() throws {
        let tables = Sample.routes(a2: "0.0.0.0/0 nat-1; ::/0 eigw-1")
        let vpc = try Sample.environment(tables: tables, more: "firewall v")
        for question in [
            "web -> 203.0.113.9 tcp 443", "203.0.113.9 -> web tcp 443", "app -> 203.0.113.9 tcp 443",
            "app -> 2001:db8:ffff::1 tcp 443",
        ] {
            #expect(try vpc.answer(question) == "depends EDGE:firewall")
        }
        #expect(try vpc.answer("web -> app tcp 443") == "allowed")
        #expect(try vpc.answer("web2 -> 203.0.113.9 tcp 443").hasPrefix("blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"))
        let subnet = try Sample.environment(tables: tables, more: "firewall a1")
        #expect(try subnet.answer("web -> 203.0.113.9 tcp 443") == "depends EDGE:firewall")
        #expect(try subnet.answer("app -> 203.0.113.9 tcp 443") == "allowed")
    }

    @Test("An egress-only gateway that drops a destination says so as what it is")
    func egressOnly() throws {
        let way = try Sample.environment(tables: Sample.routes(a2: "::/0 eigw-1")).way("app -> fd12::1 tcp 443")
        #expect(way.stages.last.map { "\($0.kind) \($0.outcome)" } == "eigw fail")
    }

    @Test(
        "An active route to an internet gateway and a listing that has it attached to nothing disagree also about what comes in")
    func attachment() throws {
        let active = try Sample.environment(more: "igw igw-1")
        #expect(try active.answer("203.0.113.9 -> web tcp 443") == "depends UNKNOWN_RESOURCE:internet-gateway")
        let gone = try Sample.environment(
            tables: Sample.routes("0.0.0.0/0 igw-1 blackhole", a3: "0.0.0.0/0 igw-1 blackhole"), more: "igw igw-1")
        #expect(try gone.answer("203.0.113.9 -> web tcp 443") == "blocked BAD_STATE_ATTACHMENT")
        // A complete listing that lacks it says the same.
        let text = "vpc v 10.0.0.0/16\nsubnet a v 10.0.1.0/24\ntable t v main\n  10.0.0.0/16 local\n  0.0.0.0/0 igw-1\n"
        let lacking = try NetworkSketch(text + "eni web a 10.0.1.10 198.51.100.10")
        #expect(try lacking.answer("web -> 203.0.113.9 tcp 443") == "depends UNKNOWN_RESOURCE:internet-gateway")
        let unlisted = try NetworkSketch(text + "eni web a 10.0.1.10 198.51.100.10\nunlisted internetGateways")
        #expect(try unlisted.answer("web -> 203.0.113.9 tcp 443") == "allowed")
    }

    @Test("An address of a delegated prefix is a pod's, which opens connections from any port")
    func pods() throws {
        let acl = Sample.acl("a2", "in 100 allow tcp 32768-60999 0.0.0.0/0", Sample.out)
        let sketch = try Sample.environment(acls: acl, more: "instance app linux\nprefix app 10.0.2.64/28")
        #expect(try sketch.answer("app -> web tcp 443") == "allowed")
        #expect(try sketch.answer("app/10.0.2.70 -> web tcp 443") == "depends SUBNET_ACL_RESTRICTION:reply")
    }

    @Test("Behind a NAT gateway and an appliance the internet gateway knows the NAT gateway's address")
    func natBeforeAppliance() throws {
        let sketch = try Sample.environment(
            tables: Sample.routes(a3: "0.0.0.0/0 eni-fw"), more: "eni eni-fw a1 10.0.1.50\ncheck eni-fw off")
        #expect(try sketch.answer("app -> 203.0.113.9 tcp 443") == "depends EDGE:networkInterface")
    }

    @Test("A list of which only the family is told says nothing of the other family")
    func listFamily() throws {
        let tables = Sample.routes("pl-1 tgw-1; 0.0.0.0/0 igw-1; ::/0 igw-1")
        let sketch = try Sample.environment(tables: tables, more: "list pl-1 ipv4")
        #expect(try sketch.answer("web -> 2001:db8:ffff::1 tcp 443") == "allowed")
        #expect(try sketch.answer("web -> 203.0.113.9 tcp 443") == "depends UNKNOWN_PREFIX_LIST")
    }

    @Test("A subnet that is not loaded has its ACL and table all the same, and an interface without a subnet depends")
    func subnets() throws {
        let text = """
            vpc v 10.0.0.0/16
            unloaded a1 v
            subnet a2 v 10.0.2.0/24
            table t v main
              10.0.0.0/16 local
            eni web a1 10.0.1.10
            eni app a2 10.0.2.20
            eni lost - 10.0.2.30
            unlisted subnets
            """
        let open = try NetworkSketch(text + "\n" + Sample.openACL)
        let closed = try NetworkSketch(text + "\n" + Sample.acl("a1", "out 100 allow all - 0.0.0.0/0"))
        #expect(try open.answer("web -> app tcp 443") == "allowed")
        #expect(try closed.answer("app -> web tcp 443") == "blocked SUBNET_ACL_RESTRICTION")
        #expect(try closed.answer("web -> app tcp 443") == "blocked SUBNET_ACL_RESTRICTION:reply")
        for question in ["app -> lost tcp 443", "lost -> app tcp 443", "203.0.113.9 -> lost tcp 443"] {
            #expect(try closed.answer(question) != "allowed")
            #expect(try open.way(question).verdict != .blocked)
        }
        #expect(try open.answer("app -> lost tcp 443") == "depends UNKNOWN_RESOURCE:subnet")
    }

    @Test("A NAT gateway uses any of its addresses: where they come to different things it depends")
    func natAddresses() throws {
        func answer(_ peer: String) throws -> String {
            try Sample.environment(
                tables: Sample.routes(a2: "10.0.1.0/24 nat-1"), nat: "nat nat-1 a3 10.0.3.30\naddress nat-1 10.0.3.31",
                more: "group strict\n  in tcp 443 \(peer)\ngroups web strict"
            ).answer("app -> web tcp 443")
        }
        #expect(try answer("10.0.3.30/31") == "allowed")
        #expect(try answer("10.0.3.30/32") == "depends UNKNOWN_RESOURCE:nat-gateway")
        #expect(try answer("10.0.3.32/32") == "blocked ENI_SG_RULES_MISMATCH")
    }
}
