/// Traps of VPC endpoints, and of the edges past which nothing is in the input.
extension Trap {
    private static let acl = "SUBNET_ACL_RESTRICTION"
    private static let groups = "ENI_SG_RULES_MISMATCH"
    private static let carried = "VPCE_GATEWAY_PROTOCOL_RESTRICTION"
    private static let list = "list pl-s3 52.218.0.0/17\n"
    static let s3 = list + "endpoint vpce-s3 gateway v s3 rtb-a2\n"
    private static let toS3 = s3 + "group strict\n  out tcp 443 pl-s3\ngroups app strict\n"
    private static let both = Sample.routes(a2: "pl-s3 vpce-s3; 0.0.0.0/0 nat-1")
    private static let alone = Sample.routes(a2: "pl-s3 vpce-s3")
    private static let ep = "eni ep a3 10.0.3.60\ntype ep vpc_endpoint\nendpoint vpce-1 interface v ssm a3\nheld vpce-1 ep\n"

    static let endpoints: [Trap] = [
        // `vpce-` as the target of a CIDR: a Gateway Load Balancer's or a firewall's, in the input or not.
        .init(
            "T18", "app -> 203.0.113.9 tcp 443", "depends: EDGE:vpcEndpoint at vpce-1",
            tables: Sample.routes(a2: "0.0.0.0/0 vpce-1")),
        .init(
            "T18", "app -> 203.0.113.9 tcp 443", "depends: EDGE:vpcEndpoint at vpce-1",
            tables: Sample.routes(a2: "0.0.0.0/0 vpce-1"),
            more: "endpoint vpce-1 gatewayloadbalancer v - a3"),
        .init(
            "T18", "app -> 203.0.113.9 tcp 443", "depends: EDGE:firewall at fw-1", tables: Sample.routes(a2: "0.0.0.0/0 vpce-1"),
            more: "endpoint vpce-1 gatewayloadbalancer v - a3\ninspection fw-1 v vpce-1"),
        .init(
            "T18", "app -> 203.0.113.9 tcp 443", "depends: EDGE:firewall at fw-1", tables: Sample.routes(a2: "0.0.0.0/0 vpce-1"),
            more: "inspection fw-1 v vpce-1"),
        .init(
            "T18", "203.0.113.9 -> web tcp 443", "depends: EDGE:vpcEndpoint:reply at vpce-1",
            tables: Sample.routes("0.0.0.0/0 vpce-1")),
        // What stands before it is judged.
        .init(
            "T18", "app -> 203.0.113.9 tcp 443", "blocked: \(acl) at acl-1; EDGE:vpcEndpoint at vpce-1",
            tables: Sample.routes(a2: "0.0.0.0/0 vpce-1"), acls: Sample.acl("a2", Sample.into),
            more: "endpoint vpce-1 gatewayloadbalancer v - a3"),
        .init(
            "8", "app -> 203.0.113.9 tcp 443", "blocked: \(acl) at acl-1; EDGE:vpcEndpoint at vpce-1",
            tables: Sample.routes(a2: "0.0.0.0/0 vpce-1"),
            acls: Sample.acl("a3", "in 90 deny all - 10.0.2.0/24", Sample.into, Sample.out),
            more: "endpoint vpce-1 gatewayloadbalancer v - a3"),
        .init(
            "8", "app -> 203.0.113.9 tcp 443", "blocked: BAD_STATE at vpce-1; EDGE:vpcEndpoint at vpce-1",
            tables: Sample.routes(a2: "0.0.0.0/0 vpce-1 untold"),
            more: "endpoint vpce-1 gatewayloadbalancer v - a3\nstate vpce-1 deleted"),
        // The list's addresses go by the endpoint, whatever the default route is; ACLs see the addresses, there and back.
        .init("T48", "app -> 52.218.1.1 tcp 443", "allowed", tables: both, more: toS3),
        .init("T48", "app -> 52.218.1.1 tcp 443", "allowed", tables: alone, more: toS3),
        .init(
            "T48", "app -> 52.218.1.1 tcp 443", "allowed", tables: both,
            acls: Sample.acl("a2", "out 100 allow tcp 443 52.218.0.0/17", "in 100 allow tcp 1024-65535 52.218.0.0/17"), more: toS3
        ),
        .init(
            "T48", "app -> 52.218.1.1 tcp 443", "blocked: \(acl) at acl-1", tables: both,
            acls: Sample.acl("a2", "out 100 allow tcp 443 10.0.0.0/8", Sample.into), more: toS3),
        .init(
            "T48", "app -> 52.218.1.1 tcp 443", "blocked: \(acl):reply at acl-1", tables: both,
            acls: Sample.acl("a2", Sample.out, "in 100 allow tcp 1024-65535 10.0.0.0/8"), more: toS3),
        // No ACL of the NAT gateway's subnet, which it does not pass.
        .init("T48", "app -> 52.218.1.1 tcp 443", "allowed", tables: both, acls: Sample.acl("a3"), more: toS3),
        .init("T48", "app -> 203.0.113.9 tcp 443", "blocked: \(groups) at app", tables: both, more: toS3),
        .init("T48", "app -> 52.218.1.1 tcp 80", "blocked: \(groups) at app", tables: both, more: toS3),
        // Nor Block Public Access, which gateways to the internet have.
        .init("T48", "app -> 52.218.1.1 tcp 443", "allowed", tables: both, more: toS3 + "block block-bidirectional"),
        // A bucket of another Region has none of the list's addresses.
        .init("T49", "app -> 52.219.1.1 tcp 443", "allowed", tables: both, more: s3),
        .init("T49", "app -> 52.219.1.1 tcp 443", "blocked: NO_ROUTE_TO_DESTINATION at rtb-a2", tables: alone, more: s3),
        .init(
            "T49", "app -> 52.219.1.1 tcp 443", "blocked: NO_ROUTE_TO_DESTINATION at rtb-a3",
            tables: Sample.routes(a2: "pl-s3 vpce-s3; 0.0.0.0/0 nat-1", a3: ""), more: s3),
        .init(
            "T49", "app -> 52.218.1.1 tcp 443", "allowed", tables: Sample.routes(a2: "pl-s3 vpce-s3; 0.0.0.0/0 nat-1", a3: ""),
            more: s3),
        // It carries tcp, and answers ping.
        .init("T50", "app -> 52.218.1.1 udp 443", "blocked: \(carried) at vpce-s3", tables: both, more: s3),
        .init("T50", "app -> 52.218.1.1 tcp 443", "allowed", tables: both, more: s3),
        .init("T50", "app -> 52.218.1.1 icmp 8/0", "allowed", tables: both, more: s3),
        .init("T50", "app -> 52.218.1.1 50", "blocked: \(carried) at vpce-s3", tables: both, more: s3),
        .init("T50", "app -> 52.219.1.1 udp 443", "allowed", tables: both, more: s3),
        // A route of the list's very length wins over it.
        .init(
            "3.2", "app -> 52.218.1.1 udp 443", "allowed", tables: Sample.routes(a2: "pl-s3 vpce-s3; 52.218.0.0/17 nat-1"),
            more: s3),
        .init(
            "3.2", "app -> 52.218.1.1 udp 443", "blocked: \(carried) at vpce-s3",
            tables: Sample.routes(a2: "pl-s3 vpce-s3; 52.218.0.0/16 nat-1"), more: s3),
        // A state has the tables of an endpoint and no route to it.
        .init("T77", "app -> 52.218.1.1 tcp 443", "allowed", tables: written("nat-1"), more: toS3 + named),
        .init("T77", "app -> 52.219.1.1 udp 443", "allowed", tables: written("nat-1"), more: s3 + named),
        .init("T77", "web -> 52.218.1.1 udp 443", "allowed", tables: written("nat-1"), more: s3 + named),
        // The endpoint's addresses are public: a rule for private ones is none for them.
        .init(
            "T80", "app -> 52.218.1.1 tcp 443", "blocked: \(groups) at app", tables: both,
            more: s3 + "group strict\n  out tcp 443 10.0.0.0/8\ngroups app strict"),
        .init("T80", "app -> 52.218.1.1 tcp 443", "allowed", tables: both, more: toS3),
        .init(
            "T80", "app -> 52.218.1.1 tcp 443", "allowed", tables: both,
            more: s3 + "group strict\n  out tcp 443 52.218.0.0/16\ngroups app strict"),
        // What does not work, and what is not told.
        .init(
            "5.5, 13", "app -> 52.218.1.1 tcp 443", "depends: BAD_STATE_ROUTE at rtb-a2", tables: both,
            more: s3 + "state vpce-s3 deleted"),
        .init(
            "5.3", "app -> 52.218.1.1 tcp 443", "blocked: BAD_STATE at vpce-s3",
            tables: Sample.routes(a2: "pl-s3 vpce-s3 untold"),
            more: s3 + "state vpce-s3 deleted"),
        .init(
            "8", "app -> 52.218.1.1 tcp 443", "depends: UNKNOWN_RESOURCE:vpc-endpoint at vpce-9",
            tables: Sample.routes(a2: "pl-s3 vpce-9 untold"), more: list + "unlisted endpoints"),
        // That an active route to a list works, and by a gateway endpoint, the route tells.
        .init(
            "8", "app -> 52.218.1.1 tcp 443", "allowed", tables: Sample.routes(a2: "pl-s3 vpce-9"),
            more: list + "unlisted endpoints"),
        // It is its VPC's own.
        .init(
            "5.3", "db -> 52.218.1.1 tcp 443", "blocked: VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION at vpce-s3",
            .tgw(b1: "0.0.0.0/0 tgw-1", ta: "pl-s3 vpce-s3", transit: Joined.transit("0.0.0.0/0 att-a"), s3)),
        .init("5.3", "app -> 52.218.1.1 tcp 443", "allowed", .tgw(a2: "pl-s3 vpce-s3", s3)),
        // An interface endpoint is an interface with groups.
        .init("1.2, 19", "app -> ep tcp 443", "allowed", more: ep),
        .init(
            "1.2, 19", "app -> ep tcp 443", "blocked: \(groups) at ep",
            more: ep + "group strict\n  in tcp 443 10.0.1.0/24\ngroups ep strict"),
        .init(
            "1.2, 19", "app -> ep tcp 443", "allowed", more: ep + Joined.clients + Joined.letting(in: "clients", of: "ep")),
        .init(
            "1.2, 19", "app -> ep tcp 443", "blocked: \(acl) at acl-1",
            acls: Sample.acl("a3", "in 90 deny tcp 443 10.0.2.0/24", Sample.into, Sample.out), more: ep),
        .init("1.2, 19", "ep -> app tcp 443", "blocked: VPCE_INTRA_VPC_TRAFFIC at ep", more: ep),
        .init("1.2, 19", "db -> ep tcp 443", "allowed", .tgw(ep)),
        .init("1.2, 19", "db -> ep tcp 443", "blocked: NO_ROUTE_TO_DESTINATION:reply at rtb-a3", .tgw(a3: "", ep)),
    ]

    /// The tables as a state has them; a2's leads to something for the internet, and not to the endpoint.
    static func written(_ target: String) -> String {
        """
        table rtb-a1 v a1,written
          0.0.0.0/0 igw-1
        table rtb-a2 v a2,written
          0.0.0.0/0 \(target)
        table rtb-a3 v a3,written
          0.0.0.0/0 igw-1
        """
    }

    static let named = "service pl-s3 s3\n"
}
