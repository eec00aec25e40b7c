/// Traps of the tables of transit gateways, of two gateways that are peered, and of NAT gateways before and behind one.
extension Trap {
    private static let noRoute = "NO_ROUTE_TO_DESTINATION"
    private static let groups = "ENI_SG_RULES_MISMATCH"
    private static let acl = "SUBNET_ACL_RESTRICTION"
    private static let transitNoRoute = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"
    private static let unassociated = "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"
    private static let unknown = "TGW_RTB_ROUTES_ARE_UNKNOWN"
    private static let privateAtGateway = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"

    /// Each VPC with a table of its own.
    private static func two(_ a: [String], _ b: [String] = ["10.0.0.0/16 att-a"]) -> String {
        Joined.table(a, of: "att-a") + "\ntgw-table tgw-rtb-2 tgw-1 att-b\n" + b.map { "  \($0)" }.joined(separator: "\n")
    }

    /// b at another transit gateway too, which is peered with the first, and sends by that.
    private static func peered(
        _ one: [String] = ["10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-p"],
        _ other: [String] = ["10.1.0.0/16 att-c propagated", "10.0.0.0/16 att-p"], of attachments: String = "att-c,att-p",
        more: String = ""
    ) -> Joined {
        let tables =
            Joined.table(one, of: "att-a,att-p") + "\ntgw-table tgw-rtb-2 tgw-2 \(attachments)\n"
            + other.map { "  \($0)" }.joined(separator: "\n")
        let gateway = """
            tgw tgw-2
            attach att-p tgw-1 peering tgw-2
            attach att-p tgw-2 peering tgw-1
            attach att-c tgw-2 vpc b tb1,tb2

            """
        return .tgw(b1: "10.0.0.0/16 tgw-2", transit: tables, gateway + more)
    }

    static let transitThird = """
        vpc c 10.2.0.0/16
        subnet tc1 c 10.2.8.0/28
        subnet tc2 c 10.2.8.16/28
        zone eu-west-1a euw1-az1 tc1
        zone eu-west-1b euw1-az2 tc2
        table rtb-tc c tc1,tc2
          10.2.0.0/16 local
        acl acl-c c default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        attach att-c tgw-1 vpc c tc1,tc2

        """

    static let transitTables: [Trap] = [
        // The table that is associated with the attachment decides, whatever propagates elsewhere.
        .init(
            "T29", "app -> db tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-1",
            .tgw(transit: two([], ["10.0.0.0/16 att-a", "10.1.0.0/16 att-b propagated"]))),
        .init("T29", "app -> db tcp 443", "allowed", .tgw(transit: two(["10.1.0.0/16 att-b propagated"]))),
        .init(
            "T29", "app -> db tcp 443", "blocked: \(transitNoRoute):reply at tgw-rtb-2",
            .tgw(transit: two(["10.1.0.0/16 att-b propagated"], []))),
        .init(
            "T29", "db -> app tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-2",
            .tgw(transit: two(["10.1.0.0/16 att-b propagated"], []))),
        // As a state has it: propagation without routes.
        .init(
            "T29", "app -> db tcp 443", "allowed",
            .tgw(transit: Joined.table(["propagates att-a att-b"], of: "att-a,att-b,written"))),
        .init(
            "T29", "app -> db tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-1",
            .tgw(transit: Joined.table(["propagates att-a"], of: "att-a,att-b,written"))),
        .init(
            "5.3", "app -> db tcp 443", "blocked: \(unassociated) at tgw-1",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "10.1.0.0/16 att-b"], of: "att-b"))),
        .init(
            "5.3", "app -> db tcp 443", "blocked: \(unassociated):reply at tgw-1",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "10.1.0.0/16 att-b"], of: "att-a"))),
        // The longest prefix, then what somebody wrote; a blackhole drops.
        .init(
            "3.4", "app -> db tcp 443", "blocked: TGW_RTB_BAD_STATE_ROUTE at tgw-rtb-1",
            .tgw(transit: Joined.transit("10.1.1.0/24 - blackhole"))),
        .init("3.4", "app -> db2 tcp 443", "allowed", .tgw(transit: Joined.transit("10.1.1.0/24 - blackhole"))),
        .init(
            "3.4", "app -> db tcp 443", "blocked: TGW_RTB_BAD_STATE_ROUTE:reply at tgw-rtb-1",
            .tgw(transit: Joined.transit("10.0.2.0/24 - blackhole"))),
        .init("3.4", "app -> db tcp 443", "allowed", .tgw(transit: Joined.transit("0.0.0.0/0 - blackhole"))),
        .init(
            "3.4", "app -> db tcp 443", "blocked: TGW_RTB_BAD_STATE_ROUTE at tgw-rtb-1",
            .tgw(transit: Joined.transit("10.1.0.0/16 - blackhole"))),
        .init(
            "3.4", "app -> db tcp 443", "allowed",
            .tgw(transit: Joined.transit("10.1.0.0/17 att-b", "10.1.128.0/17 att-c"), transitThird)),
        // To a VPC whose own table knows nothing of it.
        .init(
            "3.4", "app -> db tcp 443", "blocked: \(noRoute) at rtb-tc",
            .tgw(transit: Joined.transit("10.1.1.0/24 att-c"), transitThird)
        ),
        .init("3.4", "app -> db2 tcp 443", "allowed", .tgw(transit: Joined.transit("10.1.1.0/24 att-c"), transitThird)),
        // A reference to a list stands for its entries.
        .init(
            "3.4", "app -> db tcp 443", "allowed",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "pl-1 att-b"]), "list pl-1 10.1.0.0/16")),
        .init(
            "3.4", "app -> db tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-1",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "pl-1 att-b"]), "list pl-1 10.3.0.0/16")),
        .init(
            "3.4", "app -> db tcp 443", "depends: UNKNOWN_PREFIX_LIST at tgw-rtb-1",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "pl-1 att-b"]), "list pl-1")),
        // What is not told.
        .init(
            "8", "app -> db tcp 443", "depends: \(unknown) at tgw-rtb-1", .tgw(transit: Joined.transit() + "\nuntold tgw-rtb-1")),
        .init("8", "app -> db tcp 443", "depends: UNKNOWN_RESOURCE:transit-gateway-attachment at tgw-1", .tgw("untold att-a")),
        .init(
            "2.2", "app -> db tcp 443", "depends: \(unknown) at tgw-rtb-1",
            .tgw(transit: two(["10.3.0.0/16 att-b"]) + "\ncut tgw-rtb-1")),
        .init(
            "2.2", "app -> db tcp 443", "depends: \(unknown) at tgw-rtb-1",
            .tgw(transit: two(["10.1.0.0/16 att-b"]) + "\ncut tgw-rtb-1")),
        // No longer one can be hidden behind the address itself.
        .init("2.2", "app -> db tcp 443", "allowed", .tgw(transit: two(["10.1.1.40/32 att-b"]) + "\ncut tgw-rtb-1")),
        // An attachment that does not work, where no route says so.
        .init(
            "5.3", "app -> db tcp 443", "blocked: BAD_STATE_ATTACHMENT at tgw-1; BAD_STATE_ATTACHMENT:reply at tgw-1",
            .tgw(
                b1: "10.0.0.0/16 tgw-1 untold",
                transit: Joined.table(["10.0.0.0/16 att-a", "10.1.0.0/16 att-b"], of: "att-a,att-b,written"),
                "state att-b deleted")),
        .init(
            "5.3", "app -> db tcp 443", "blocked: BAD_STATE_ATTACHMENT at tgw-1; BAD_STATE_ATTACHMENT:reply at tgw-1",
            .tgw(
                a2: "10.1.0.0/16 tgw-1 untold",
                transit: Joined.table(["10.0.0.0/16 att-a", "10.1.0.0/16 att-b"], of: "att-a,att-b,written"),
                "state att-a deleted")),
        // Two gateways that are peered learn nothing of each other.
        .init("T32", "app -> db tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-1", peered(["10.0.0.0/16 att-a propagated"])),
        .init("T32", "app -> db tcp 443", "allowed", peered()),
        .init("T32", "db -> app tcp 443", "allowed", peered()),
        .init(
            "T32", "app -> db tcp 443", "blocked: \(transitNoRoute):reply at tgw-rtb-2",
            peered(["10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-p"], ["10.1.0.0/16 att-c propagated"])),
        .init(
            "T32", "app -> db tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-2",
            peered(["10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-p"], ["10.0.0.0/16 att-p"])),
        .init("1.2, 16", "app -> db tcp 443", "blocked: \(unassociated) at tgw-2", peered(of: "att-c")),
        .init("1.2, 16", "app -> db tcp 443", "blocked: \(unassociated):reply at tgw-2", peered(of: "att-p")),
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at db",
            peered(more: "refs tgw-1 on\nrefs tgw-2 on\n" + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "1.9", "app -> db tcp 443", "allowed",
            peered(more: "refs tgw-1 on\nrefs tgw-2 on\n" + Joined.clients + Joined.letting(in: "10.0.2.20/32"))),
        .init("8", "app -> db tcp 443", "depends: \(unknown) at tgw-rtb-2", peered(more: "untold tgw-rtb-2")),
    ]

    private static let natThere = "nat nat-2 a3 10.0.3.31\n"
    /// Everything of b leaves by v: the central way out.
    private static let central = Joined.transit("0.0.0.0/0 att-a")

    static let throughNat: [Trap] = [
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "allowed", .tgw(b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central)),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: \(privateAtGateway):reply at igw-1",
            .tgw(a3: "0.0.0.0/0 igw-1", b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central)),
        .init("T37", "db -> 203.0.113.9 tcp 443", "blocked: \(noRoute) at rtb-ta", .tgw(b1: "0.0.0.0/0 tgw-1", transit: central)),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-1",
            .tgw(b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1")),
        .init(
            "T37", "db -> 203.0.113.9 50", "blocked: PROTOCOL_RESTRICTION at nat-1",
            .tgw(b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central)),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: \(acl) at acl-1",
            .tgw(
                b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central,
                Joined.acl("v", "a3", "in 90 deny all - 10.1.0.0/16"))),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(
                b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central,
                Joined.acl("v", "a3", "out 90 deny all - 10.1.0.0/16"))),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: \(acl) at acl-1",
            .tgw(
                b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central,
                Joined.acl("v", "ta1,ta2", "out 90 deny tcp 443 203.0.113.0/24"))),
        // The answer enters by the server's address all the way.
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(
                b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central,
                Joined.acl("b", "b1", "in 90 deny all - 203.0.113.0/24"))),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(
                b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central,
                Joined.acl("v", "ta1,ta2", "in 90 deny all - 203.0.113.0/24"))),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "allowed",
            .tgw(
                b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central,
                Joined.acl("b", "b1", "in 90 deny all - 10.0.0.0/16"))),
        // The NAT gateway's subnet talks to the internet gateway.
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "blocked: VPC_BLOCK_PUBLIC_ACCESS_ENABLED at igw-1",
            .tgw(b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central, "block block-bidirectional")),
        .init(
            "T37", "db -> 203.0.113.9 tcp 443", "allowed",
            .tgw(
                b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 nat-1", transit: central,
                "block block-bidirectional\nexclude a3 allow-bidirectional")),
        // Without one nothing of another VPC leaves by the internet gateway.
        .init(
            "1.5", "db -> 203.0.113.9 tcp 443", "blocked: IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS:source at igw-1",
            .tgw(b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 igw-1", transit: central)),
        .init(
            "1.5", "web -> 203.0.113.9 tcp 443", "allowed", .tgw(b1: "0.0.0.0/0 tgw-1", ta: "0.0.0.0/0 igw-1", transit: central)),
        // To another VPC a public NAT gateway is known by its private address.
        .init(
            "T39", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(a2: "10.1.0.0/16 nat-1", Joined.letting(in: "198.51.100.30/32"))),
        .init("T39", "app -> db tcp 443", "allowed", .tgw(a2: "10.1.0.0/16 nat-1", Joined.letting(in: "10.0.3.30/32"))),
        .init(
            "T39", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(a2: "10.1.0.0/16 nat-1", Joined.letting(in: "10.0.2.20/32"))),
        .init("1.2, 6", "app -> db tcp 443", "allowed", .tgw(a2: "10.1.0.0/16 nat-2", natThere)),
        .init(
            "1.2, 6", "app -> db tcp 443", "blocked: \(noRoute):reply at rtb-b1",
            .tgw(a2: "10.1.0.0/16 nat-2", b1: "10.0.2.0/24 tgw-1", natThere)),
        .init("1.2, 6", "app -> db tcp 443", "allowed", .tgw(a2: "10.1.0.0/16 nat-2", b1: "10.0.3.0/24 tgw-1", natThere)),
        .init(
            "1.2, 6", "app -> db tcp 443", "blocked: \(acl) at acl-1",
            .tgw(a2: "10.1.0.0/16 nat-2", natThere + Joined.acl("v", "ta1,ta2", "in 90 deny all - 10.0.3.0/24"))),
        .init(
            "1.2, 6", "app -> db tcp 443", "allowed",
            .tgw(a2: "10.1.0.0/16 nat-2", natThere + Joined.acl("v", "ta1,ta2", "in 90 deny all - 10.0.2.0/24"))),
        .init(
            "1.2, 6", "app -> db tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(a2: "10.1.0.0/16 nat-2", natThere + Joined.acl("v", "a2", "in 90 deny all - 10.1.1.0/24"))),
        // The zone is that of the NAT gateway's subnet.
        .init("1.2, 6", "app -> db tcp 443", "allowed", .tgw(a2: "10.1.0.0/16 nat-2", natThere + "attach att-a tgw-1 vpc v ta1")),
        .init(
            "1.2, 6", "app -> db tcp 443", "blocked: TGW_ROUTE_AZ_RESTRICTION at tgw-1",
            .tgw(a2: "10.1.0.0/16 nat-2", natThere + "attach att-a tgw-1 vpc v ta2")),
        .init(
            "T25", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(a2: "10.1.0.0/16 nat-2", "refs tgw-1 on\n" + natThere + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "T25", "app -> db tcp 443", "allowed",
            .tgw(a2: "10.1.0.0/16 nat-2", "refs tgw-1 on\n" + natThere + Joined.clients + Joined.letting(in: "10.0.3.31/32"))),
        .init("T11", "app -> db tcp 443", "allowed", .tgw(a2: "0.0.0.0/0 nat-1")),
        // A regional one sends to a transit gateway too.
        .init(
            "T40", "app -> db tcp 443", "blocked: \(noRoute) at rtb-nat",
            .tgw(a2: "10.1.0.0/16 nat-5", regionalThere("10.2.0.0/16 tgw-1"))),
    ]

    static func regionalThere(_ routes: String) -> String {
        "table rtb-nat v -\n  10.0.0.0/16 local\n  \(routes)\nregional nat-5 v rtb-nat 10.0.9.9 198.51.100.9"
    }
}
