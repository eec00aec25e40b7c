/// Rows of what inputs leave open or disagree about, and of what still counts past an edge.
extension Trap {
    private static let acl = "SUBNET_ACL_RESTRICTION"
    private static let home = Sample.routes(a2: "192.168.0.0/16 vgw-1")
    private static let unknown = "TGW_RTB_ROUTES_ARE_UNKNOWN"

    private static let gateway = "UNKNOWN_RESOURCE:internet-gateway"
    private static let gone = "igw igw-1\nunlisted internetGateways"
    private static let address = "UNKNOWN_RESOURCE:nat-gateway at nat-9"
    private static let untold = "nat nat-9 a3"
    private static let toUntold = "0.0.0.0/0 nat-9"

    static let doubts: [Trap] = [
        // 1.2, 17: the answer enters the sender's subnet, whatever is past the edge: a certain fail there is still blocked (8).
        .init(
            "1.2, 17", "app -> 192.168.0.9 tcp 443", "blocked: EDGE:virtualPrivateGateway at vgw-1; \(acl):reply at acl-1",
            tables: home, acls: Sample.acl("a2", Sample.out, "in 100 allow tcp 1024-65535 10.0.0.0/8"), more: "vgw vgw-1 v"),
        .init(
            "1.2, 17", "app -> 192.168.0.9 tcp 443", "blocked: EDGE:vpn at tgw-1; \(acl):reply at acl-1",
            attached("vpn", "vpn-1", Joined.acl("v", "a2", "in 90 deny all - 192.168.0.0/16"))),
        .init(
            "8", "app -> 10.2.1.40 tcp 443", "blocked: UNKNOWN_RESOURCE:vpc at pcx-3; \(acl):reply at acl-1",
            .pcx(
                a2: "10.2.0.0/16 pcx-3",
                Joined.acl("v", "a2", "in 90 deny tcp - 10.2.0.0/16") + "pcx pcx-3 v c\nside pcx-3 c 2 eu-west-1 10.2.0.0/16")),
        // 3.4: of several attachments every one must lead to the destination's VPC; the table's route is what decides, no ACL.
        .init(
            "3.4", "app -> db tcp 443", "depends: \(unknown) at tgw-rtb-1",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "10.1.0.0/16 att-b,att-c"]), transitThird)),
        .init(
            "3.4", "app -> db tcp 443", "depends: \(unknown) at tgw-rtb-1",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "10.1.0.0/16 att-b,att-vpn"]), "attach att-vpn tgw-1 vpn vpn-1")),
        // 8: the tables of another owner.
        .init("8", "app -> db tcp 443", "depends: \(unknown) at tgw-1", .tgw(transit: "owner tgw-1 3")),
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: \(unknown) at tgw-1", attached("network-function", "fw-1")),
        // 5.5, 13: a route's state and its target's listing disagree.
        .init("5.5, 13", "app -> db icmp 3/4", "depends: BAD_STATE_ATTACHMENT at tgw-1", .tgw("state att-b deleted")),
        // 5.1: what fails for certain blocks, whatever is open before it: the answer leaves by whichever gateway the packet came by.
        .init(
            "5.1", "203.0.113.9 -> web tcp 443", "blocked: \(gateway); BAD_STATE_ROUTE:reply at rtb-a1",
            tables: Sample.routes("0.0.0.0/0 igw-1 blackhole"), more: gone),
        .init(
            "5.1", "203.0.113.9 -> shown tcp 443", "blocked: \(gateway); ASYMMETRIC_REPLY:reply at nat-1",
            more: gone + "\neni shown a2 10.0.2.30 198.51.100.40"),
        .init("5.1", "203.0.113.9 -> web tcp 443", "depends: \(gateway)", more: gone),
        .init(
            "5.1", "203.0.113.9 -> web icmp 3/4", "depends: \(gateway)", tables: Sample.routes("0.0.0.0/0 igw-1 blackhole"),
            more: gone),
        // Behind a NAT gateway whose address is not told its own subnet's table counts all the same.
        .init("5.1", "app -> 203.0.113.9 tcp 443", "depends: \(address)", tables: Sample.routes(a2: toUntold), more: untold),
        .init(
            "5.1", "app -> 203.0.113.9 tcp 443", "blocked: \(address); BAD_STATE_ROUTE at rtb-a3",
            tables: Sample.routes(a2: toUntold, a3: "0.0.0.0/0 igw-1 blackhole"), more: untold + "\nigw igw-1"),
        .init(
            "5.1", "app -> 203.0.113.9 tcp 443", "blocked: \(address); NO_ROUTE_TO_DESTINATION at rtb-a3",
            tables: Sample.routes(a2: toUntold, a3: ""), more: untold),
        .init(
            "5.1", "app -> 203.0.113.9 tcp 443", "blocked: \(address); \(acl) at acl-1",
            tables: Sample.routes(a2: toUntold), acls: Sample.acl("a3", Sample.into, "out 90 deny all - 203.0.113.0/24"),
            more: untold),
        // 1.7: a regional NAT gateway's table may send to a transit gateway, which has a subnet in each of the VPC's zones.
        .init("T40", "app -> db tcp 443", "allowed", .tgw(a2: "10.1.0.0/16 nat-5", regionalThere("10.1.0.0/16 tgw-1"))),
    ]
}
