/// Edges (aws-network 8): what stands before one is judged, what is behind it depends.
extension Trap {
    private static let acl = "SUBNET_ACL_RESTRICTION"
    private static let gone = "EDGE:virtualPrivateGateway at vgw-1"
    private static let home = Sample.routes(a2: "192.168.0.0/16 vgw-1")
    static func attached(_ kind: String, _ what: String, _ more: String = "") -> Joined {
        .tgw(
            a2: "192.168.0.0/16 tgw-1", transit: Joined.transit("192.168.0.0/16 att-x"),
            "attach att-x tgw-1 \(kind) \(what)\n" + more)
    }

    static let edges: [Trap] = [
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: \(gone)", tables: home, more: "vgw vgw-1 v"),
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: \(gone)", tables: home, more: "vgw vgw-1 v\nvpn vpn-1 vgw-1 up,down"),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: \(gone)", tables: home,
            more: "vgw vgw-1 v\nvpn vpn-1 vgw-1 up,up 192.168.0.0/16"),
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: \(gone)", tables: home, more: "vgw vgw-1 v\ndx dx-1 vgw-1"),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: BAD_STATE_VPN at vgw-1", tables: home,
            more: "vgw vgw-1 v\nvpn vpn-1 vgw-1 down,down"),
        // Groups and ACLs of this side, there and back.
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "blocked: ENI_SG_RULES_MISMATCH at app; \(gone)", tables: home,
            more: "vgw vgw-1 v\ngroup strict\n  out tcp 443 10.0.0.0/8\ngroups app strict"),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "blocked: \(acl) at acl-1; \(gone)", tables: home,
            acls: Sample.acl("a2", Sample.into),
            more: "vgw vgw-1 v"),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "blocked: NO_ROUTE_TO_DESTINATION at rtb-a2",
            tables: Sample.routes(a2: "192.168.1.0/24 vgw-1"), more: "vgw vgw-1 v"),
        // Attached to nothing, or so it says.
        .init(
            "5.3", "app -> 192.168.0.9 tcp 443", "blocked: BAD_STATE_ATTACHMENT at vgw-1; \(gone)",
            tables: Sample.routes(a2: "192.168.0.0/16 vgw-1 untold"), more: "vgw vgw-1"),
        .init("5.5, 13", "app -> 192.168.0.9 tcp 443", "depends: BAD_STATE_ROUTE at rtb-a2", tables: home, more: "vgw vgw-1"),
        .init(
            "5.3", "app -> 192.168.0.9 tcp 443", "blocked: BAD_STATE_ROUTE at rtb-a2",
            tables: Sample.routes(a2: "192.168.0.0/16 vgw-1 blackhole"),
            more: "vgw vgw-1"),
        // From there: the answer leaves by it.
        .init(
            "8", "192.168.0.9 -> app tcp 443", "depends: EDGE:virtualPrivateGateway:reply at vgw-1", tables: home,
            more: "vgw vgw-1 v"),
        .init(
            "8", "192.168.0.9 -> app tcp 443", "blocked: \(acl) at acl-1; EDGE:virtualPrivateGateway:reply at vgw-1",
            tables: home,
            acls: Sample.acl("a2", Sample.out, "in 90 deny tcp 443 192.168.0.0/16", Sample.into), more: "vgw vgw-1 v"),
        // Only what stands in its VPC leaves by it.
        .init(
            "5.3", "db -> 192.168.0.9 tcp 443", "blocked: VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS at vgw-1; \(gone)",
            .tgw(
                b1: "192.168.0.0/16 tgw-1", ta: "192.168.0.0/16 vgw-1", transit: Joined.transit("192.168.0.0/16 att-a"),
                "vgw vgw-1 v")),
        // IPv6 may go by Direct Connect, and goes by no VPN.
        .init(
            "8", "app -> 2001:db8:ffff::1 tcp 443", "depends: PROTOCOL_RESTRICTION at vgw-1",
            tables: Sample.routes(a2: "::/0 vgw-1"), more: "vgw vgw-1 v\nvpn vpn-1 vgw-1 up,up"),
        // What is attached to a transit gateway beside VPCs.
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:vpn at tgw-1", attached("vpn", "vpn-1")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:vpn at tgw-1", attached("vpn", "vpn-1", "vpn vpn-1 tgw-1 up,down")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: TGW_BAD_STATE_VPN at tgw-1",
            attached("vpn", "vpn-1", "vpn vpn-1 tgw-1 down,down")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:vpnConcentrator at tgw-1", attached("vpn-concentrator", "vpnc-1")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:directConnectGateway at tgw-1",
            attached("direct-connect-gateway", "dx-1")),
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:connect at tgw-1", attached("connect", "att-a")),
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:clientVpn at tgw-1", attached("client-vpn", "cvpn-1")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "blocked: \(acl) at acl-1; EDGE:vpn at tgw-1",
            attached("vpn", "vpn-1", Joined.acl("v", "ta1,ta2", "in 90 deny all - 10.0.2.0/24"))),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "blocked: TGW_ROUTE_AZ_RESTRICTION at tgw-1; EDGE:vpn at tgw-1",
            attached("vpn", "vpn-1", "attach att-a tgw-1 vpc v ta1")),
        .init("8", "192.168.0.9 -> app tcp 443", "depends: EDGE:vpn:reply at tgw-1", attached("vpn", "vpn-1")),
        // A peer gateway, or a VPC, that is not in the input.
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: UNKNOWN_RESOURCE:transit-gateway-attachment at tgw-1",
            attached("peering", "tgw-9")),
        .init("8", "app -> 192.168.0.9 tcp 443", "depends: UNKNOWN_RESOURCE:vpc at tgw-1", attached("vpc", "c")),
        // Cloud WAN and others that nothing tells of.
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:coreNetwork at core-1",
            tables: Sample.routes(a2: "192.168.0.0/16 core-1")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:localGateway at lgw-1",
            tables: Sample.routes(a2: "192.168.0.0/16 lgw-1")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:carrierGateway at cagw-1",
            tables: Sample.routes(a2: "192.168.0.0/16 cagw-1")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "depends: EDGE:odbNetwork at odb-1",
            tables: Sample.routes(a2: "192.168.0.0/16 odb-1")),
        .init(
            "8", "app -> 192.168.0.9 tcp 443", "blocked: \(acl) at acl-1; EDGE:coreNetwork at core-1",
            tables: Sample.routes(a2: "192.168.0.0/16 core-1"), acls: Sample.acl("a2", Sample.into)),
    ]
}
