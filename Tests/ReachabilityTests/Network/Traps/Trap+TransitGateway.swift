/// Traps of transit gateways: zones, attachments, the ACLs of their subnets, and how groups are named across one.
extension Trap {
    private static let noRoute = "NO_ROUTE_TO_DESTINATION"
    private static let groups = "ENI_SG_RULES_MISMATCH"
    private static let acl = "SUBNET_ACL_RESTRICTION"
    private static let zone = "TGW_ROUTE_AZ_RESTRICTION"
    private static let lack = "UNKNOWN_RESOURCE:transit-gateway-attachment at tgw-1"
    private static let refs = "refs tgw-1 on\n"
    /// The attachments with interfaces in some subnets alone.
    private static func a(_ subnets: String) -> String { "attach att-a tgw-1 vpc v \(subnets)\n" }
    private static func b(_ subnets: String) -> String { "attach att-b tgw-1 vpc b \(subnets)\n" }

    static let transit: [Trap] = [
        .init("1.2, 15", "app -> db tcp 443", "allowed", .tgw()),
        .init("1.2, 15", "db -> app tcp 443", "allowed", .tgw()),
        .init("1.2, 15", "db2 -> web udp 53", "allowed", .tgw()),
        .init("1.2, 15", "app -> db tcp 443 v6", "allowed", .tgw()),
        .init("1.2, 15", "app -> db tcp 443 v6", "blocked: \(noRoute) at rtb-a2", .tgw(a2: "10.1.0.0/16 tgw-1")),
        .init("1.2, 15", "app -> db tcp 443 v6", "blocked: \(noRoute):reply at rtb-b1", .tgw(b1: "10.0.0.0/16 tgw-1")),
        .init("1.2, 15", "app -> db tcp 443", "blocked: \(noRoute):reply at rtb-b1", .tgw(b1: "")),
        .init("1.2, 15", "app -> db tcp 443", "blocked: \(noRoute) at rtb-a2", .tgw(a2: "")),
        // There over the transit gateway and back over the peering.
        .init("1.2, 15", "app -> db tcp 443", "allowed", .tgw(b1: "10.0.0.0/16 pcx-1")),
        .init(
            "1.2, 15", "app -> db tcp 443", "blocked: BAD_STATE_ROUTE:reply at rtb-b1",
            .tgw(b1: "10.0.0.0/16 pcx-1 blackhole", "state pcx-1 deleted")),
        // An attachment serves the zones that it has a subnet in.
        .init("T27", "app -> db tcp 443", "blocked: \(zone) at tgw-1", .tgw(a("ta1"))),
        .init("T27", "web -> db tcp 443", "allowed", .tgw(a("ta1"))),
        .init("T27", "app -> db tcp 443", "allowed", .tgw(a("ta1") + "zone eu-west-1b euw1-az1 a2")),
        .init("T27", "app -> db tcp 443", "blocked: \(zone) at tgw-1", .tgw(a("ta1") + "zone eu-west-1a euw1-az2 a2")),
        .init("T27", "app -> db icmp 3/4", "depends: UNKNOWN_RESOURCE:transit-gateway-attachment at tgw-1", .tgw(a("-"))),
        // By one that has no subnet nothing comes out, and nothing goes in, in whatever zone.
        .init("3.4", "app -> db tcp 443", "blocked: \(zone) at tgw-1", .tgw(b("none"))),
        .init("3.4", "db -> app icmp 3/4", "blocked: \(zone) at tgw-1", .tgw(b("none"))),
        .init("3.4", "db -> app icmp 3/4", "blocked: \(zone) at tgw-1", .tgw(b("none") + "zone - - b1")),
        // By whichever subnet it comes out: where every table of the VPC keeps it there, the destination's groups count.
        .init("5.1", "app -> db tcp 443", "blocked: \(lack); \(groups) at db", .tgw(b("-") + Joined.letting(in: "10.9.0.0/16"))),
        .init("5.1", "app -> db tcp 443", "depends: \(lack)", .tgw(b("-") + Joined.letting(in: "10.0.2.20/32"))),
        .init(
            "5.1", "app -> db tcp 443", "blocked: \(lack); \(groups) at db",
            .tgw(b("-") + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "5.1", "app -> db tcp 443", "depends: \(lack)", .tgw(refs + b("-") + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "5.1", "app -> db tcp 443", "depends: \(lack)",
            .tgw(tb: "10.1.1.0/24 eni-fw", b("-") + fireWall + Joined.letting(in: "10.9.0.0/16"))),
        .init(
            "5.1", "app -> db tcp 443", "depends: \(lack)",
            .tgw(b("-") + Joined.letting(in: "10.9.0.0/16") + "partly routeTables")),
        // Into another zone it delivers all the same; whoever is there does not send.
        .init("T28", "web -> db2 tcp 443", "blocked: \(zone):reply at tgw-1", .tgw(b("tb1"))),
        .init("T28", "web -> db2 icmp 3/4", "allowed", .tgw(b("tb1"))),
        .init("T28", "web -> db tcp 443", "allowed", .tgw(b("tb1"))),
        .init("T28", "app -> db tcp 443", "allowed", .tgw(b("tb1"))),
        .init("T28", "db2 -> web tcp 443", "blocked: \(zone) at tgw-1", .tgw(b("tb1"))),
        .init("T28", "db -> app tcp 443", "blocked: \(zone):reply at tgw-1", .tgw(a("ta1"))),
        // At the subnets of an attachment: in from the instances, out to the instances, by their addresses.
        .init(
            "T30", "app -> db tcp 443", "blocked: \(acl) at acl-1",
            .tgw(Joined.acl("v", "ta1,ta2", "in 90 deny all - 10.0.2.0/24"))),
        .init("T30", "app -> db tcp 443", "allowed", .tgw(Joined.acl("v", "ta1,ta2", "out 90 deny all - 10.1.0.0/16"))),
        .init("T30", "app -> db tcp 443", "allowed", .tgw(Joined.acl("v", "ta1,ta2", "in 90 deny all - 10.1.0.0/16"))),
        .init(
            "T30", "app -> db tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(Joined.acl("v", "ta1,ta2", "out 90 deny tcp - 10.0.2.0/24"))),
        .init(
            "T30", "app -> db tcp 443", "blocked: \(acl) at acl-1",
            .tgw(Joined.acl("b", "tb1,tb2", "out 90 deny tcp 443 10.1.1.0/24"))),
        .init(
            "T30", "app -> db tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(Joined.acl("b", "tb1,tb2", "in 90 deny tcp - 10.1.1.0/24"))),
        .init("T30", "app -> db tcp 443", "allowed", .tgw(Joined.acl("b", "tb1,tb2", "out 90 deny all - 10.0.0.0/16"))),
        .init("T30", "app -> db tcp 443", "allowed", .tgw(Joined.acl("b", "tb1,tb2", "in 90 deny all - 10.0.0.0/16"))),
        // Of the zone that the packet comes from, not of another one.
        .init("T30", "app -> db tcp 443", "allowed", .tgw(Joined.acl("v", "ta1", "in 90 deny all - 10.0.2.0/24"))),
        .init(
            "T30", "app -> db tcp 443", "blocked: \(acl) at acl-1", .tgw(Joined.acl("v", "ta2", "in 90 deny all - 10.0.2.0/24"))),
        // And those of the ends.
        .init(
            "1.4", "app -> db tcp 443", "blocked: \(acl) at acl-1", .tgw(Joined.acl("v", "a2", "out 90 deny all - 10.1.1.0/24"))),
        .init(
            "1.4", "app -> db tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(Joined.acl("v", "a2", "in 90 deny all - 10.1.1.0/24"))),
        .init(
            "1.4", "app -> db tcp 443", "blocked: \(acl) at acl-1", .tgw(Joined.acl("b", "b1", "in 90 deny all - 10.0.2.0/24"))),
        .init(
            "1.4", "app -> db tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(Joined.acl("b", "b1", "out 90 deny all - 10.0.2.0/24"))),
        .init(
            "1.4", "app -> db tcp 443", "allowed",
            .tgw(Joined.acl("b", "b1", "out 90 deny all - 10.1.8.0/24", "in 90 deny all - 10.1.8.0/24"))),
        // In the attachment's own subnet: out by destination and in by source towards it, nothing from it.
        .init(
            "T31", "app -> db tcp 443", "blocked: \(acl) at acl-1",
            .tgw(a("a2") + Joined.acl("v", "a2", "in 90 deny all - 10.0.2.0/24"))),
        .init(
            "T31", "app -> db tcp 443", "blocked: \(acl) at acl-1",
            .tgw(a("a2") + Joined.acl("v", "a2", "out 90 deny all - 10.1.0.0/16"))),
        .init(
            "T31", "app -> db tcp 443", "allowed",
            .tgw(a("a2") + Joined.acl("v", "a2", "in 90 deny all - 10.1.0.0/16", "out 90 deny all - 10.0.2.0/24"))),
        .init(
            "T31", "db -> app tcp 443", "allowed",
            .tgw(a("a2") + Joined.acl("v", "a2", "in 90 deny all - 10.1.0.0/16", "out 90 deny all - 10.0.2.0/24"))),
        .init(
            "T31", "db -> app tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(a("a2") + Joined.acl("v", "a2", "in 90 deny tcp - 10.0.2.0/24"))),
        .init(
            "T31", "db -> app tcp 443", "blocked: \(acl):reply at acl-1",
            .tgw(a("a2") + Joined.acl("v", "a2", "out 90 deny tcp - 10.1.1.0/24"))),
        // What comes from the transit gateway is routed by the table of the attachment's subnet.
        .init("1.4", "app -> db tcp 443", "depends: EDGE:networkInterface at eni-fw", .tgw(tb: "10.1.1.0/24 eni-fw", fireWall)),
        .init("1.4", "app -> db2 tcp 443", "allowed", .tgw(tb: "10.1.1.0/24 eni-fw", fireWall)),
        .init(
            "1.4", "app -> db tcp 443", "blocked: ENI_SOURCE_DEST_CHECK_RESTRICTION at eni-fw; EDGE:networkInterface at eni-fw",
            .tgw(tb: "10.1.1.0/24 eni-fw", fireWall + "check eni-fw on")),
        .init(
            "1.4", "app -> db tcp 443", "depends: EDGE:networkInterface:reply at eni-fw",
            .tgw(ta: "10.0.2.0/24 eni-fw", "eni eni-fw a3 10.0.3.50\ncheck eni-fw off")),
        .init(
            "1.4", "app -> db tcp 443", "depends: UNKNOWN_RESOURCE:route-table at tb3",
            .tgw("subnet tb3 b 10.1.9.0/28\nzone eu-west-1a euw1-az1 tb3\n" + b("tb3"))),
        // What does not work.
        .init(
            "5.3", "app -> db tcp 443", "blocked: BAD_STATE_ROUTE at rtb-a2",
            .tgw(a2: "10.1.0.0/16 tgw-1 blackhole", "state tgw-1 deleted")),
        .init("5.5, 13", "app -> db tcp 443", "depends: BAD_STATE_ROUTE at rtb-a2", .tgw("state tgw-1 deleted")),
        .init("5.5, 13", "app -> db tcp 443", "depends: BAD_STATE_ROUTE at rtb-a2", .tgw(a2: "10.1.0.0/16 tgw-1 blackhole")),
        .init("5.3", "app -> db tcp 443", "allowed", .tgw(a2: "10.1.0.0/16 tgw-1 untold")),
        .init(
            "8", "app -> db tcp 443", "depends: UNKNOWN_RESOURCE:transit-gateway-attachment at tgw-9",
            .tgw(a2: "10.1.0.0/16 tgw-9", "unlisted transitGatewayAttachments transitGateways")),
        // IPv4 of one and IPv6 of the other are asked apart.
        .init(
            "3.4", "app -> db tcp 443 v6", "blocked: TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT at tgw-rtb-1",
            .tgw(transit: Joined.table(["10.0.0.0/16 att-a", "10.1.0.0/16 att-b"]))),
    ]

    /// Names of groups across a transit gateway (1.9).
    static let referenced: [Trap] = [
        .init(
            "T26", "app -> db tcp 443", "blocked: \(groups) at app",
            .tgw(refs + Joined.servers + Joined.letting(outTo: "servers"))),
        .init("T26", "app -> db tcp 443", "allowed", .tgw(refs + Joined.clients + Joined.letting(in: "clients"))),
        .init("T26", "app -> db tcp 443", "allowed", .tgw(refs + Joined.letting(outTo: "10.1.1.0/24"))),
        // Interfaces of endpoints are left out of it.
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(refs + Joined.clients + Joined.letting(in: "clients") + "\ntype db vpc_endpoint")),
        .init(
            "T26", "web -> db tcp 443", "blocked: \(groups) at db", .tgw(refs + Joined.clients + Joined.letting(in: "clients"))),
        .init("1.9", "app -> db tcp 443", "blocked: \(groups) at db", .tgw(Joined.clients + Joined.letting(in: "clients"))),
        .init("1.9", "app -> db tcp 443", "allowed", .tgw(Joined.clients + Joined.letting(in: "10.0.2.20/32"))),
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(refs + "refs att-a off\n" + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(refs + "refs att-b off\n" + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at app",
            .tgw("refs tgw-1 off\n" + Joined.servers + Joined.letting(outTo: "servers"))),
        // Where it is not told, it depends; an outbound rule is none whatever is told.
        .init(
            "1.9", "app -> db tcp 443", "depends: SG_REFERENCING_SUPPORT at db",
            .tgw("refs tgw-1 untold\n" + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "1.9", "app -> db tcp 443", "depends: SG_REFERENCING_SUPPORT at db",
            .tgw(refs + "refs att-a untold\n" + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw("refs tgw-1 untold\nrefs att-a off\n" + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at app",
            .tgw("refs tgw-1 untold\n" + Joined.servers + Joined.letting(outTo: "servers"))),
        .init(
            "1.9", "web -> db tcp 443", "blocked: \(groups) at db",
            .tgw("refs tgw-1 untold\n" + Joined.clients + Joined.letting(in: "clients"))),
        // There over a peering, back over a transit gateway: the packet's way counts.
        .init(
            "1.9", "app -> db tcp 443", "allowed", .pcx(b1: "10.0.0.0/16 tgw-1", Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(b1: "10.0.0.0/16 pcx-1", Joined.clients + Joined.letting(in: "clients"))),
        // By an appliance behind it nobody bears a group.
        .init(
            "1.9", "app -> db tcp 443", "blocked: \(groups) at db",
            .tgw(tb: "10.1.1.0/24 eni-fw", refs + fireWall + Joined.clients + Joined.letting(in: "clients"))),
    ]

    private static let fireWall = "eni eni-fw b2 10.1.2.50\ncheck eni-fw off\n"
}
