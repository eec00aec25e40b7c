/// Traps of internet gateways, NAT gateways and Block Public Access.
extension Trap {
    private static let noPublicSource = "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at igw-1"
    private static let noPublicDestination = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at igw-1"
    private static let blockAccess = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED at igw-1"
    private static let shown = "eni shown a2 10.0.2.30 198.51.100.40"
    private static let strict = "group strict\n  in tcp 443 open\ngroups web strict"

    private static let lone = "eni lone a3 10.0.3.31 198.51.100.31"
    private static func strictLone(_ peer: String) -> String { "\ngroup strict\n  in tcp 443 \(peer)\ngroups lone strict" }

    static let gateways: [Trap] = [
        .init("T8", "web2 -> 203.0.113.9 tcp 443", "blocked: \(noPublicSource)"),
        .init("T8", "web -> 203.0.113.9 tcp 443", "allowed"),
        // A public address without a route to the gateway: what comes in goes back another way.
        .init("T9", "203.0.113.9 -> shown tcp 443", "blocked: ASYMMETRIC_REPLY:reply at nat-1", more: shown),
        .init("T9", "shown -> 203.0.113.9 tcp 443", "allowed", more: shown),
        .init(
            "T9", "203.0.113.9 -> shown tcp 443", "allowed", tables: Sample.routes(a2: "0.0.0.0/0 igw-1"), more: shown),
        .init(
            "T9", "203.0.113.9 -> app tcp 443", "blocked: \(noPublicDestination)",
            tables: Sample.routes(a2: "0.0.0.0/0 igw-1"), more: shown),
        // Each private address has its own public one.
        .init(
            "T10", "two/10.0.1.21 -> 203.0.113.9 tcp 443", "blocked: \(noPublicSource)",
            more: "eni two a1 10.0.1.20 198.51.100.20 10.0.1.21"),
        .init(
            "T10", "two/10.0.1.20 -> 203.0.113.9 tcp 443", "allowed", more: "eni two a1 10.0.1.20 198.51.100.20 10.0.1.21"),
        .init(
            "T10", "two/10.0.1.21 -> 203.0.113.9 tcp 443", "allowed",
            more: "eni two a1 10.0.1.20 198.51.100.20 10.0.1.21 198.51.100.21"),
        // An egress-only gateway lets nothing in.
        .init(
            "T42", "2001:db8:ffff::1 -> app tcp 443", "blocked: ASYMMETRIC_REPLY:reply at eigw-1",
            tables: Sample.routes(a2: "::/0 eigw-1")),
        .init(
            "T42", "2001:db8:ffff::1 -> app tcp 443", "blocked: UNSOLICITED at eigw-1",
            tables: Sample.routes("::/0 eigw-1", a2: "::/0 eigw-1", a3: "::/0 eigw-1"), more: "igw igw-1"),
        .init("T42", "app -> 2001:db8:ffff::1 tcp 443", "allowed", tables: Sample.routes(a2: "::/0 eigw-1")),
        .init("T42", "2001:db8:ffff::1 -> app tcp 443", "allowed", tables: Sample.routes(a2: "::/0 igw-1")),
        // The table and the listing of its target.
        .init(
            "T69", "app -> 203.0.113.9 tcp 443", "depends: BAD_STATE_ROUTE at rtb-a2", more: "state nat-1 deleted"),
        .init(
            "T69", "app -> 203.0.113.9 tcp 443", "blocked: BAD_STATE_ROUTE at rtb-a2",
            tables: Sample.routes(a2: "0.0.0.0/0 nat-1 blackhole"), more: "state nat-1 deleted"),
        // Shared address space is no internet's; what lies beside it is.
        .init(
            "T73", "web -> 100.64.0.9 tcp 443", "blocked: IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS at igw-1"),
        .init(
            "T73", "web -> 100.127.255.255 tcp 443", "blocked: IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS at igw-1"),
        .init("T73", "web -> 100.128.0.9 tcp 443", "allowed"),
        .init(
            "T73", "100.64.0.9 -> web tcp 443", "blocked: IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS at igw-1"),
        // By public addresses two interfaces meet out and in at the gateway: each side sees the other's public one, and no group.
        .init("T78", "web -> 198.51.100.31 tcp 443", "allowed", more: lone),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: ENI_SG_RULES_MISMATCH at lone", more: lone + strictLone("open")),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: ENI_SG_RULES_MISMATCH at lone",
            more: lone + strictLone("10.0.1.10/32")),
        .init("T78", "web -> 198.51.100.31 tcp 443", "allowed", more: lone + strictLone("198.51.100.10/32")),
        .init("T78", "web -> lone tcp 443", "allowed", more: lone + strictLone("open")),
        .init("T78", "web2 -> 198.51.100.31 tcp 443", "blocked: \(noPublicSource)", more: lone),
        .init("T78", "app -> 198.51.100.31 tcp 443", "allowed", more: lone + strictLone("198.51.100.30/32")),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: SUBNET_ACL_RESTRICTION at acl-1",
            acls: Sample.acl("a3", "in 90 deny tcp 443 198.51.100.10/32", Sample.into, Sample.out), more: lone),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: SUBNET_ACL_RESTRICTION at acl-1",
            acls: Sample.acl("a1", Sample.into, "out 90 deny tcp 443 198.51.100.31/32", Sample.out), more: lone),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: SUBNET_ACL_RESTRICTION:reply at acl-1",
            acls: Sample.acl("a3", Sample.into, "out 90 deny tcp 1024-65535 198.51.100.10/32", Sample.out), more: lone),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: SUBNET_ACL_RESTRICTION:reply at acl-1",
            acls: Sample.acl("a1", "in 90 deny tcp 1024-65535 198.51.100.31/32", Sample.into, Sample.out), more: lone),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "allowed",
            acls: Sample.acl("a3", "in 90 deny all - 10.0.0.0/16", Sample.into, "out 90 deny all - 10.0.0.0/16", Sample.out),
            more: lone),
        // Block Public Access counts for both subnets.
        .init("T78", "web -> 198.51.100.31 tcp 443", "blocked: \(blockAccess)", more: lone + "\nblock block-ingress"),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: \(blockAccess)",
            more: lone + "\nblock block-ingress\nexclude a1 allow-bidirectional"),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "blocked: \(blockAccess)",
            more: lone + "\nblock block-ingress\nexclude a3 allow-bidirectional"),
        .init(
            "T78", "web -> 198.51.100.31 tcp 443", "allowed",
            more: lone + "\nblock block-ingress\nexclude a1 allow-bidirectional\nexclude a3 allow-bidirectional"),
    ]

    static let nats: [Trap] = [
        // Whatever a hand-made input says, no group stands at a NAT gateway.
        .init(
            "T33", "app -> 203.0.113.9 tcp 443", "allowed", more: "group closed\ngroups eni-nat closed"),
        .init(
            "T33", "app -> 203.0.113.9 tcp 443", "blocked: ENI_SG_RULES_MISMATCH at app",
            more: "group closed\ngroups app closed"),
        .init("T34", "app -> 203.0.113.9 50", "blocked: PROTOCOL_RESTRICTION at nat-1"),
        .init("T34", "app -> 203.0.113.9 udp 4500", "allowed"),
        .init("T34", "app -> 203.0.113.9 icmp 8/0", "allowed"),
        .init("T34", "web -> 203.0.113.9 50", "allowed"),
        .init("T35", "203.0.113.9 -> eni-nat tcp 443", "blocked: UNSOLICITED at eni-nat"),
        .init("T35", "app -> eni-nat icmp 8/0", "blocked: UNSOLICITED at eni-nat"),
        .init("T35", "203.0.113.9 -> lone tcp 443", "allowed", more: "eni lone a3 10.0.3.31 198.51.100.31"),
        .init(
            "T36", "a3/10.0.3.40 -> 203.0.113.9 tcp 443", "blocked: NAT_IN_OWN_SUBNET at nat-1",
            tables: Sample.routes(a3: "0.0.0.0/0 nat-1")),
        .init(
            "T36", "app -> 203.0.113.9 tcp 443", "blocked: NAT_IN_OWN_SUBNET at nat-1",
            tables: Sample.routes(a3: "0.0.0.0/0 nat-1")),
        .init("T36", "app -> 203.0.113.9 tcp 443", "allowed"),
        .init(
            "T38", "app -> 203.0.113.9 tcp 443", "blocked: \(noPublicSource)",
            tables: Sample.routes(a2: "0.0.0.0/0 nat-2"), more: "nat nat-2 a3 10.0.3.31"),
        .init(
            "T38", "app -> 203.0.113.9 tcp 443", "allowed", tables: Sample.routes(a2: "0.0.0.0/0 nat-2"),
            more: "nat nat-2 a3 10.0.3.31 198.51.100.31"),
        // Within the VPC a private one works, and whoever is behind it has no group.
        .init(
            "T25", "app -> web tcp 443", "blocked: ENI_SG_RULES_MISMATCH at web", tables: Sample.routes(a2: "10.0.1.0/24 nat-2"),
            more: "nat nat-2 a3 10.0.3.31\n" + strict),
        .init(
            "T25", "app -> web tcp 443", "allowed", tables: Sample.routes(a2: "10.0.1.0/24 nat-2"),
            more: "nat nat-2 a3 10.0.3.31\n" + strict.replacing("443 open", with: "443 10.0.3.31/32")),
        .init("T25", "app -> web tcp 443", "allowed", more: strict),
        // A regional one has a table of its own, and no subnet.
        .init(
            "T40", "app -> 203.0.113.9 tcp 443", "allowed", tables: regional("0.0.0.0/0 igw-1"), acls: Sample.acl("a3"),
            more: "regional nat-2 v rtb-nat 10.0.9.9 198.51.100.9"),
        .init(
            "T40", "app -> 203.0.113.9 tcp 443", "blocked: NO_ROUTE_TO_DESTINATION at rtb-nat",
            tables: regional("10.1.0.0/16 tgw-1"), more: "regional nat-2 v rtb-nat 10.0.9.9 198.51.100.9"),
    ]

    static let access: [Trap] = [
        .init("T60", "web -> 203.0.113.9 tcp 443", "blocked: \(blockAccess)", more: "block block-ingress"),
        .init("T60", "app -> 203.0.113.9 tcp 443", "allowed", more: "block block-ingress"),
        // The subnet that talks to the gateway counts: the NAT gateway's.
        .init(
            "T61", "app -> 203.0.113.9 tcp 443", "blocked: \(blockAccess)",
            more: "block block-bidirectional\nexclude a2 allow-bidirectional"),
        .init(
            "T61", "app -> 203.0.113.9 tcp 443", "allowed",
            more: "block block-bidirectional\nexclude a3 allow-bidirectional"),
        .init(
            "T62", "203.0.113.9 -> web tcp 443", "blocked: \(blockAccess)",
            more: "block block-bidirectional\nexclude a1 allow-egress"),
        .init(
            "T62", "web -> 203.0.113.9 tcp 443", "blocked: \(blockAccess)",
            more: "block block-bidirectional\nexclude a1 allow-egress"),
        .init(
            "T62", "app -> 203.0.113.9 tcp 443", "allowed", more: "block block-bidirectional\nexclude a3 allow-egress"),
    ]

    /// The tables, with a regional NAT gateway behind a2's and one of its own.
    private static func regional(_ routes: String) -> String {
        Sample.routes(a2: "0.0.0.0/0 nat-2", more: "table rtb-nat v -\n  10.0.0.0/16 local\n  \(routes)")
    }
}
