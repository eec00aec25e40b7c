/// Traps of appliances, and of who has an address.
extension Trap {
    private static let open = "EDGE:networkInterface at eni-fw"
    private static let there = Sample.routes(a2: "10.0.1.0/24 eni-fw; 0.0.0.0/0 nat-1")
    private static let both = Sample.routes("10.0.2.0/24 eni-fw; 0.0.0.0/0 igw-1", a2: "10.0.1.0/24 eni-fw; 0.0.0.0/0 nat-1")
    private static let firewall = "eni eni-fw a3 10.0.3.50\ncheck eni-fw off\n"

    static let appliances: [Trap] = [
        // Behind an appliance nobody bears a group, whether it puts its own address in or not.
        .init(
            "T63", "app -> web tcp 443", "blocked: ENI_SG_RULES_MISMATCH at web", tables: there,
            more: firewall + "group strict\n  in tcp 443 open\ngroups web strict"),
        .init(
            "T63", "app -> web tcp 443", "depends: \(open)", tables: there,
            more: firewall + "group strict\n  in tcp 443 10.0.2.20/32\ngroups web strict"),
        .init(
            "T63", "app -> web tcp 443", "depends: \(open)", tables: there,
            more: firewall + "group strict\n  in tcp 443 10.0.3.50/32\ngroups web strict"),
        .init(
            "T64", "app -> web tcp 443", "blocked: ENI_SOURCE_DEST_CHECK_RESTRICTION at eni-fw; \(open)", tables: there,
            more: firewall + "check eni-fw on"),
        .init("T64", "app -> web tcp 443", "depends: \(open)", tables: there, more: firewall),
        .init(
            "T64", "web -> app tcp 443",
            "blocked: ENI_SOURCE_DEST_CHECK_RESTRICTION:reply at eni-fw; EDGE:networkInterface:reply at eni-fw", tables: there,
            more: firewall + "check eni-fw on"),
        // One direction alone passes it, or both: what it does to either is not in the input.
        .init("T65", "app -> web tcp 443", "depends: \(open)", tables: there, more: firewall),
        .init("T65", "web -> app tcp 443", "depends: EDGE:networkInterface:reply at eni-fw", tables: there, more: firewall),
        .init("T65", "web -> app tcp 443", "depends: \(open)", tables: both, more: firewall),
        .init("T65", "web -> app2 icmp 3/4", "allowed", tables: there, more: firewall),
    ]

    static let ends: [Trap] = [
        // A pod's address is its interface's, with the groups of that.
        .init("T79", "app/10.0.2.70 -> web tcp 443", "allowed", more: "prefix app 10.0.2.64/28"),
        .init(
            "T79", "web -> app/10.0.2.70 tcp 443", "blocked: ENI_SG_RULES_MISMATCH at app",
            more: "prefix app 10.0.2.64/28\ngroup strict\n  in tcp 80 0.0.0.0/0\ngroups app strict"),
        // What interfaces of gateways and endpoints do not do: 5.5, 9.
        .init("5.5, 9", "web -> app tcp 443", "blocked: VPCE_INTRA_VPC_TRAFFIC at web", more: "type web vpc_endpoint"),
        .init("5.5, 9", "web -> app tcp 443", "blocked: VPCE_INTRA_VPC_TRAFFIC at web", more: "type web transit_gateway"),
        .init(
            "5.5, 9", "web -> app tcp 443", "blocked: VPCE_INTRA_VPC_TRAFFIC at web",
            more: "type web gateway_load_balancer_endpoint"),
        .init("5.5, 9", "eni-nat -> app tcp 443", "blocked: VPCE_INTRA_VPC_TRAFFIC at eni-nat"),
        .init("5.5, 9", "web -> app tcp 443", "allowed", more: "type web ec2_instance_connect_endpoint"),
        .init("5.5, 9", "app -> web tcp 443", "blocked: UNSOLICITED at web", more: "type web transit_gateway"),
        .init("5.5, 9", "app -> web tcp 443", "allowed", more: "type web vpc_endpoint"),
        // From nowhere to nowhere.
        .init(
            "5.2", "203.0.113.9 -> app tcp 443",
            "blocked: IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at igw-1; ASYMMETRIC_REPLY:reply at nat-1"),
        .init("5.2", "192.168.0.9 -> web tcp 443", "blocked: IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS at igw-1"),
        .init(
            "5.2", "192.168.0.9 -> web tcp 443", "depends: EDGE:virtualPrivateGateway:reply at vgw-1",
            tables: Sample.routes("192.168.0.0/16 vgw-1")),
    ]
}
