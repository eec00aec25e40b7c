/// Traps of VPC peering: there, back, and what a peering carries not at all.
extension Trap {
    private static let noRoute = "NO_ROUTE_TO_DESTINATION"
    private static let groups = "ENI_SG_RULES_MISMATCH"
    private static let notPeered = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
    private static let acl = "SUBNET_ACL_RESTRICTION"
    private static let transitNoRoute = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"
    private static let noTransit = "tgw-table tgw-rtb-1 tgw-1 att-a,att-b"
    /// A third VPC, joined to b.
    private static let third = """
        vpc c 10.2.0.0/16
        subnet c1 c 10.2.1.0/24
        table rtb-c1 c c1
          10.2.0.0/16 local
          10.0.0.0/15 pcx-2
        acl acl-c c default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        eni far c1 10.2.1.40
        pcx pcx-2 b c

        """
    /// Another VPC with the blocks of v, joined to b.
    private static let twin = """
        vpc w 10.0.0.0/16
        subnet w2 w 10.0.2.0/24
        table rtb-w w w2
          10.0.0.0/16 local
        eni other w2 10.0.2.99
        pcx pcx-4 b w

        """
    private static let natThere = "nat nat-2 a3 10.0.3.31\n"
    private static let overThere = "10.1.0.0/16 pcx-1"

    static let peering: [Trap] = [
        .init("1.2, 13", "app -> db tcp 443", "allowed", .pcx()),
        .init("1.2, 13", "db -> app tcp 443", "allowed", .pcx()),
        .init("1.2, 13", "db2 -> web udp 53", "allowed", .pcx()),
        // IPv6 has routes of its own.
        .init("1.2, 13", "app -> db tcp 443 v6", "allowed", .pcx()),
        .init("1.2, 13", "app -> db tcp 443 v6", "blocked: \(noRoute) at rtb-a2", .pcx(a2: overThere)),
        .init("1.2, 13", "app -> db tcp 443 v6", "blocked: \(noRoute):reply at rtb-b1", .pcx(b1: "10.0.0.0/16 pcx-1")),
        // Nothing joins them.
        .init(
            "T11", "web -> db tcp 443", "blocked: IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS at igw-1",
            .pcx(a1: "0.0.0.0/0 igw-1")),
        .init(
            "T11", "app -> db tcp 443", "blocked: IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS at igw-1",
            .pcx(a2: "0.0.0.0/0 nat-1", a3: "0.0.0.0/0 igw-1")),
        .init("T11", "app -> db tcp 443", "blocked: \(noRoute) at rtb-a2", .pcx(a2: "")),
        .init("T11", "app -> db tcp 443", "allowed", .pcx(a2: "0.0.0.0/0 nat-1; \(overThere)")),
        // A blackhole that wins drops, whatever a shorter route would do.
        .init(
            "T12", "app -> db tcp 443", "blocked: BAD_STATE_ROUTE at rtb-a2",
            .tgw(a2: "10.1.0.0/16 pcx-1 blackhole; 0.0.0.0/0 tgw-1", "state pcx-1 deleted")),
        .init(
            "T12", "app -> db tcp 443", "allowed", .tgw(a2: "10.2.0.0/16 pcx-1 blackhole; 0.0.0.0/0 tgw-1", "state pcx-1 deleted")
        ),
        .init("T12", "app -> db tcp 443", "allowed", .tgw(a2: "0.0.0.0/0 tgw-1")),
        // Of one length the CIDR counts, not the list; else the longer one.
        .init(
            "T15", "app -> db tcp 443", "allowed",
            .pcx(a2: "pl-1 tgw-1; \(overThere)", transit: noTransit, "list pl-1 10.1.0.0/16")),
        .init(
            "T15", "app -> db tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-1",
            .pcx(a2: "pl-1 tgw-1; \(overThere)", transit: noTransit, "list pl-1 10.1.1.0/24")),
        .init(
            "T15", "app -> db tcp 443", "allowed",
            .tgw(a2: "pl-1 tgw-1; 10.1.0.0/16 vgw-1 propagated", "list pl-1 10.1.0.0/16\nvgw vgw-1 v")),
        .init("3.3", "app -> db tcp 443", "allowed", .pcx(a2: "\(overThere); 10.1.2.0/24 tgw-1", transit: noTransit)),
        .init(
            "3.3", "app -> db2 tcp 443", "blocked: \(transitNoRoute) at tgw-rtb-1",
            .pcx(a2: "\(overThere); 10.1.2.0/24 tgw-1", transit: noTransit)),
        // A route one way, and the way back.
        .init("T19", "app -> db tcp 443", "blocked: \(noRoute):reply at rtb-b1", .pcx(b1: "")),
        .init("T19", "db -> app tcp 443", "blocked: \(noRoute) at rtb-b1", .pcx(b1: "")),
        .init("T19", "app -> db2 tcp 443", "allowed", .pcx(b1: "")),
        .init("T19", "app -> db tcp 443", "blocked: \(noRoute):reply at rtb-b1", .pcx(b1: "10.0.1.0/24 pcx-1")),
        .init("T19", "app -> db icmp 3/4", "allowed", .pcx(b1: "")),
        .init("T19", "app -> db icmp 8/0", "blocked: \(noRoute):reply at rtb-b1", .pcx(b1: "")),
        // What a NAT gateway sends over a peering returns to it without a route.
        .init("T20", "app -> db tcp 443", "allowed", .pcx(a2: "10.1.0.0/16 nat-1", b1: "", Joined.letting(in: "10.0.3.30/32"))),
        .init(
            "T20", "app -> db tcp 443", "allowed",
            .pcx(a2: "10.1.0.0/16 nat-2", b1: "", natThere + Joined.letting(in: "10.0.3.31/32"))),
        .init(
            "T20", "app -> db tcp 443", "blocked: \(groups) at db",
            .pcx(a2: "10.1.0.0/16 nat-1", b1: "", Joined.letting(in: "10.0.2.20/32"))),
        .init("T20", "app -> db tcp 443", "blocked: \(noRoute) at rtb-a3", .pcx(a2: "10.1.0.0/16 nat-1", a3: "", b1: "")),
        // Not through a VPC to a third one, there or back.
        .init("T21", "app -> far tcp 443", "blocked: \(notPeered) at pcx-1", .pcx(a2: "10.2.0.0/16 pcx-1", third)),
        .init("T21", "app -> 10.2.1.40 tcp 443", "blocked: \(notPeered) at pcx-1", .pcx(a2: "10.2.0.0/16 pcx-1")),
        .init(
            "T21", "app -> far tcp 443", "allowed",
            .pcx(a2: "10.2.0.0/16 pcx-3", third.replacing("10.0.0.0/15 pcx-2", with: "10.0.0.0/15 pcx-3") + "pcx pcx-3 v c")),
        .init("T21", "db -> far tcp 443", "allowed", .pcx(b1: "10.2.0.0/16 pcx-2", third)),
        .init(
            "T21", "app -> far tcp 443", "blocked: \(notPeered):reply at pcx-2",
            .pcx(a2: "10.2.0.0/16 pcx-3", third + "pcx pcx-3 v c")),
        // What comes over a transit gateway is no VPC's own.
        .init(
            "T21", "db -> far tcp 443", "blocked: \(notPeered) at pcx-3",
            .tgw(
                b1: "10.0.0.0/8 tgw-1", ta: "10.2.0.0/16 pcx-3", transit: Joined.transit("10.2.0.0/16 att-a"),
                third + "pcx pcx-3 v c")),
        // Nor to what the other VPC has at its edge.
        .init("T22", "db -> 203.0.113.9 tcp 443", "blocked: \(notPeered) at pcx-1", .pcx(b1: "0.0.0.0/0 pcx-1")),
        .init(
            "T22", "db -> 192.168.0.9 tcp 443", "blocked: \(notPeered) at pcx-1", .pcx(b1: "192.168.0.0/16 pcx-1", "vgw vgw-1 v")),
        .init(
            "T22", "shown -> 203.0.113.9 tcp 443", "allowed",
            .pcx(b1: "0.0.0.0/0 igw-b", "igw igw-b b\neni shown b1 10.1.1.41 198.51.100.41")),
        // An interface endpoint is an address like any other, a gateway endpoint is its own VPC's.
        .init("T23", "db -> ep tcp 443", "allowed", .pcx(interfaceEndpoint)),
        .init("T23", "db -> ep tcp 443", "allowed", .pcx(interfaceEndpoint + Joined.letting(in: "10.1.1.0/24", of: "ep"))),
        .init(
            "T23", "db -> ep tcp 443", "blocked: \(groups) at ep",
            .pcx(interfaceEndpoint + Joined.letting(in: "10.0.0.0/16", of: "ep"))),
        .init(
            "T23", "db -> 52.218.1.1 tcp 443", "blocked: \(notPeered) at pcx-1",
            .pcx(b1: "pl-s3 pcx-1", "list pl-s3 52.218.0.0/17\nendpoint vpce-s3 gateway v s3 rtb-a1")),
        // Names of groups are understood within a Region.
        .init(
            "T24", "app -> db tcp 443", "blocked: \(groups) at db", .pcx(abroad + Joined.clients + Joined.letting(in: "clients"))),
        .init("T24", "app -> db tcp 443", "allowed", .pcx(Joined.clients + Joined.letting(in: "clients"))),
        .init("T24", "app -> db tcp 443", "allowed", .pcx(abroad + Joined.clients + Joined.letting(in: "10.0.2.0/24"))),
        .init(
            "T24", "app -> db tcp 443", "blocked: \(groups) at app",
            .pcx(abroad + Joined.servers + Joined.letting(outTo: "servers"))),
        .init("T24", "app -> db tcp 443", "allowed", .pcx(Joined.servers + Joined.letting(outTo: "servers"))),
        .init("T24", "web -> db tcp 443", "blocked: \(groups) at db", .pcx(Joined.clients + Joined.letting(in: "clients"))),
        .init("1.2, 14", "app -> db tcp 443", "allowed", .pcx(abroad)),
        .init("1.2, 14", "app -> db tcp 443 v6", "allowed", .pcx(abroad)),
        // Another account of the same Region is as good.
        .init("T24", "app -> db tcp 443", "allowed", .pcx("owner b 2\n" + Joined.clients + Joined.letting(in: "clients"))),
        // Nor behind a NAT gateway.
        .init(
            "T25", "app -> db tcp 443", "blocked: \(groups) at db",
            .pcx(a2: "10.1.0.0/16 nat-2", natThere + Joined.clients + Joined.letting(in: "clients"))),
        .init(
            "T25", "app -> db tcp 443", "allowed",
            .pcx(a2: "10.1.0.0/16 nat-2", natThere + Joined.clients + Joined.letting(in: "10.0.3.31/32"))),
        // The route and the connection tell two things: one of them is old.
        .init("T69", "app -> db tcp 443", "depends: BAD_STATE_ROUTE at rtb-a2", .pcx("state pcx-1 deleted")),
        .init("T69", "app -> db tcp 443", "depends: BAD_STATE_ROUTE at rtb-a2", .pcx(a2: "\(overThere) blackhole")),
        .init("T69", "app -> db tcp 443", "depends: BAD_STATE_ROUTE:reply at rtb-b1", .pcx(b1: "10.0.0.0/16 pcx-1 blackhole")),
        .init(
            "T69", "app -> db tcp 443", "blocked: BAD_STATE_ROUTE at rtb-a2",
            .pcx(a2: "\(overThere) blackhole", "state pcx-1 expired")),
        // Where only the connection tells.
        .init(
            "3.5", "app -> db tcp 443", "blocked: BAD_STATE at pcx-1; BAD_STATE:reply at pcx-1",
            .pcx(a2: "\(overThere) untold", b1: "10.0.0.0/16 pcx-1 untold", "state pcx-1 pending-acceptance")),
        .init("3.5", "app -> db tcp 443", "allowed", .pcx(a2: "\(overThere) untold", b1: "10.0.0.0/16 pcx-1 untold")),
        // The answer goes where the table of its subnet says.
        .init("3.5", "app -> db tcp 443", "allowed", .pcx(b1: "10.0.0.0/16 tgw-1")),
        .init(
            "3.5", "app -> db tcp 443", "blocked: \(transitNoRoute):reply at tgw-rtb-1",
            .pcx(b1: "10.0.0.0/16 tgw-1", transit: noTransit)),
        .init(
            "3.5", "app -> db tcp 443", "blocked: IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS:reply at igw-b",
            .pcx(b1: "0.0.0.0/0 igw-b", "igw igw-b b")),
        .init("3.5", "app -> db tcp 443", "blocked: CANNOT_ROUTE:reply", .pcx(b1: "10.0.0.0/16 pcx-4", twin)),
        .init("3.5", "app -> db tcp 443", "allowed", .pcx(b1: "10.0.0.0/16 pcx-1; 10.0.1.0/24 pcx-4", twin)),
        // ACLs at both ends, both ways, and nowhere else.
        .init(
            "1.2, 13", "app -> db tcp 443", "blocked: \(acl) at acl-1",
            .pcx(Joined.acl("b", "b1", "in 90 deny tcp 443 10.0.2.0/24"))),
        .init("1.2, 13", "web -> db tcp 443", "allowed", .pcx(Joined.acl("b", "b1", "in 90 deny tcp 443 10.0.2.0/24"))),
        .init(
            "1.2, 13", "app -> db tcp 443", "blocked: \(acl):reply at acl-1",
            .pcx(Joined.acl("b", "b1", "out 90 deny tcp - 10.0.2.0/24"))),
        .init(
            "1.2, 13", "app -> db tcp 443", "blocked: \(acl):reply at acl-1",
            .pcx(Joined.acl("v", "a2", "in 90 deny tcp - 10.1.1.0/24"))),
        .init(
            "1.2, 13", "app -> db tcp 443", "blocked: \(acl) at acl-1",
            .pcx(Joined.acl("v", "a2", "out 90 deny tcp - 10.1.1.0/24"))),
        .init(
            "1.2, 13", "app -> db tcp 443", "allowed",
            .pcx(Joined.acl("v", "ta1,ta2", "in 90 deny all - 0.0.0.0/0", "out 90 deny all - 0.0.0.0/0"))),
        // They know addresses, not VPCs.
        .init(
            "4.2", "app -> db tcp 443", "allowed",
            .pcx("acl acl-1 b b1\n  in 100 allow tcp 80-443 10.0.0.0/16\n  out 100 allow tcp 1024-65535 10.0.2.20/32")),
        .init(
            "T45", "app -> db icmp 8/0", "blocked: \(acl):reply at acl-1",
            .pcx("acl acl-1 b b1\n  in 100 allow icmp 8/-1 0.0.0.0/0\n  out 100 allow icmp 8/-1 0.0.0.0/0")),
        .init(
            "T45", "app -> db icmp 8/0", "allowed",
            .pcx("acl acl-1 b b1\n  in 100 allow icmp 8/-1 0.0.0.0/0\n  out 100 allow icmp 0/0 0.0.0.0/0")),
        // A connection that no listing tells, and one to a VPC that is not loaded.
        .init(
            "8", "app -> 10.2.1.40 tcp 443", "depends: UNKNOWN_RESOURCE:vpc-peering-connection at pcx-9",
            .pcx(a2: "10.2.0.0/16 pcx-9", "unlisted peeringConnections")),
        .init(
            "8", "app -> 10.2.1.40 tcp 443", "depends: UNKNOWN_RESOURCE:vpc at pcx-3",
            .pcx(a2: "10.2.0.0/16 pcx-3", "pcx pcx-3 v c\nside pcx-3 c 2 eu-west-1 10.2.0.0/16")),
        .init(
            "8", "app -> 10.2.1.40 tcp 443", "blocked: \(notPeered) at pcx-3",
            .pcx(a2: "10.2.0.0/16 pcx-3", "pcx pcx-3 v c\nside pcx-3 c 2 eu-west-1 10.3.0.0/16")),
        .init(
            "8", "app -> 10.2.1.40 tcp 443", "depends: UNKNOWN_RESOURCE:vpc at pcx-3",
            .pcx(a2: "10.2.0.0/16 pcx-3", "pcx pcx-3 v c\nside pcx-3 c 2 - ")),
        // What fails on this side fails whatever is there.
        .init(
            "8", "app -> 10.2.1.40 tcp 443", "blocked: \(acl) at acl-1; UNKNOWN_RESOURCE:vpc at pcx-3",
            .pcx(
                a2: "10.2.0.0/16 pcx-3",
                Joined.acl("v", "a2", "out 90 deny tcp 443 10.2.0.0/16") + "pcx pcx-3 v c\nside pcx-3 c 2 eu-west-1 10.2.0.0/16")),
        // The table of one subnet is missing, and no other one's.
        .init(
            "T74", "app -> lone tcp 443", "depends: UNKNOWN_RESOURCE:route-table:reply at b3",
            .pcx("subnet b3 b 10.1.3.0/24\neni lone b3 10.1.3.40")),
        .init("T74", "app -> db tcp 443", "allowed", .pcx("subnet b3 b 10.1.3.0/24\neni lone b3 10.1.3.40")),
    ]

    private static let abroad = "region b eu-central-1\n"
    private static let interfaceEndpoint = """
        eni ep a3 10.0.3.60
        type ep vpc_endpoint
        endpoint vpce-1 interface v ssm a3
        held vpce-1 ep

        """
}
