/// Kinds and protocols of target groups, families of addresses, and targets in other VPCs.
extension BalancerTrap {
    private static let client = "203.0.113.9"

    /// A row of a Network Load Balancer with a target group of a kind and a protocol, whose target lets in what comes from one peer.
    private static func sees(
        _ peer: String, _ kind: String, _ word: String, _ more: String = "", blocked: Bool = false
    ) -> BalancerTrap {
        let isUDP = ["UDP", "QUIC"].contains(word)
        let target = kind == "ip" ? "10.0.2.20" : "app"
        let balanced = Balanced.nlb.with(\.listeners, ["80 \(word) tg"]).with(
            \.targets, "targets tg \(kind) v \(word) 8080 \(target)"
        )
        .letting(in: peer, isUDP ? "udp 8080" : "tcp 8080").and(more)
        return .init(
            "preservation", "\(client) nlb 80\(isUDP ? "/udp" : "")", "allowed",
            behind: blocked ? "blocked \(target):8080=groups" : "allowed \(target):8080", balanced)
    }

    private static let node = "10.0.1.5/32"
    private static let far = "203.0.113.0/24"

    static let targetKinds: [BalancerTrap] =
        [
            sees(far, "instance", "TCP"), sees(node, "instance", "TCP", blocked: true),
            sees(far, "instance", "TLS"), sees(node, "instance", "TLS", blocked: true),
            sees(node, "instance", "TLS", "preserve tg off"),
            sees(node, "ip", "TLS"), sees(far, "ip", "TLS", blocked: true), sees(far, "ip", "TLS", "preserve tg on"),
            // Of these it is on, whatever the attribute says.
            sees(far, "ip", "UDP"), sees(node, "ip", "UDP", blocked: true), sees(far, "ip", "UDP", "preserve tg off"),
            sees(far, "instance", "UDP", "preserve tg off"), sees(node, "instance", "UDP", "preserve tg off", blocked: true),
            sees(far, "ip", "TCP_UDP"), sees(node, "ip", "TCP_UDP", blocked: true), sees(far, "ip", "TCP_UDP", "preserve tg off"),
            sees(far, "ip", "QUIC", "preserve tg off"), sees(far, "ip", "TCP_QUIC", "preserve tg off"),
            // An Application Load Balancer as target sees the client, whatever the attribute says, and listens for itself.
            chained("alb:80", "in tcp 80 0.0.0.0/0"), chained("alb:80", "in tcp 80 203.0.113.9/32"),
            chained("alb:80=groups", "in tcp 80 10.0.1.5/32"), chained("alb:80", "in tcp 80 lb"),
            chained("alb:80", "in tcp 80 203.0.113.9/32", "preserve tg off"),
            chained("alb:80=groups", "in tcp 80 10.0.1.5/32", "preserve tg off"),
            chained("alb:81=ELBV2_LISTENERS_MISMATCH", "in all - 0.0.0.0/0", port: "81"),
            .init(
                "alb", "\(client) nlb 80", "allowed", behind: "blocked alb:80=acl",
                chain("in all - 0.0.0.0/0").denying("a3", "in 90 deny tcp 80 203.0.113.0/24")),
            .init(
                "alb", "\(client) nlb 80", "allowed", behind: "allowed alb:80",
                chain("in all - 0.0.0.0/0").denying("a3", "in 90 deny tcp 80 10.0.1.0/24")),
            .init(
                "alb", "\(client) nlb 80", "allowed", behind: "blocked alb:80=acl:reply",
                chain("in all - 0.0.0.0/0").denying("a3", "out 90 deny tcp 1024-65535 203.0.113.0/24")),
            // Where targets would see the client, interfaces of others take nothing.
            interface("blocked 10.0.3.70:8080=TARGET_ADDRESS_RESTRICTION", other, "preserve tg on"),
            interface("allowed 10.0.3.70:8080", other, "preserve tg off"),
            interface("blocked 10.0.3.70:8080=TARGET_ADDRESS_RESTRICTION", endpoint, "preserve tg on"),
            interface("allowed 10.0.3.70:8080", endpoint, "preserve tg off"),
            interface("allowed 10.0.3.70:8080", "eni host a3 10.0.3.70", "preserve tg on"),
        ] + families + joined

    private static func chain(_ rule: String, _ more: String = "", port: String = "80") -> Balanced {
        Balanced.nlb.with(\.targets, "targets tg alb v TCP \(port) alb").and(
            """
            eni alb-a a3 10.0.3.90
            node alb-a alb
            balancer alb application v internal a3
              80 HTTP tga
            targets tga instance v HTTP 9090 app
            group albs v
              \(rule)
              out all - 0.0.0.0/0
            groups alb albs
            \(more)
            """)
    }

    private static func chained(_ target: String, _ rule: String, _ more: String = "", port: String = "80") -> BalancerTrap {
        .init(
            "alb", "\(client) nlb 80", "allowed", behind: (target.contains("=") ? "blocked " : "allowed ") + target,
            chain(rule, more, port: port))
    }

    private static func interface(_ behind: String, _ lines: String, _ more: String) -> BalancerTrap {
        .init(
            "interface", "\(client) nlb 80", "allowed", behind: behind,
            Balanced.nlb.with(\.targets, "targets tg ip v TCP 8080 10.0.3.70").and(lines).and(more))
    }

    private static let other = """
        eni other-a a3 10.0.3.70
        node other-a other
        balancer other network v internal a3
          8080 TCP tgo
        targets tgo instance v TCP 9090 app
        """
    private static let endpoint = """
        eni ep a3 10.0.3.70
        type ep vpc_endpoint
        endpoint vpce-1 Interface v - a3
        held vpce-1 ep
        """

    // MARK: Families

    private static let both = Sample.routes("0.0.0.0/0 igw-1; ::/0 igw-1")
    private static let client6 = "2001:db8:ffff::1"

    private static func six(_ balanced: Balanced, _ targets: String = "instance v TCP 8080 app") -> Balanced {
        balanced.with(\.nodes, ["six"]).with(\.tables, both).with(\.targets, "targets tg \(targets)")
    }

    private static let target6 = "ip v TCP 8080 2001:db8:a:2::20"

    private static let families: [BalancerTrap] = [
        .init("IPv6", "\(client6) alb 80", "allowed", behind: "allowed app:8080", six(.alb)),
        .init("IPv6", "\(client6) alb 443", "blocked ELBV2_LISTENERS_MISMATCH", six(.alb)),
        .init(
            "IPv6", "\(client6) alb 80", "blocked NO_ROUTE_TO_DESTINATION:reply", six(.alb).with(\.tables, Sample.routes())),
        .init("IPv6", "\(client6) alb 80", "blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", six(.alb).and("shut six")),
        .init("IPv6", "\(client6) alb 80", "allowed", behind: "allowed app:8080", six(.alb).letting(in: "10.0.1.6/32")),
        .init(
            "IPv6", "\(client6) alb 80", "allowed", behind: "blocked app:8080=groups",
            six(.alb).letting(in: "2001:db8:ffff::/48")),
        // Between families no client's address is kept.
        .init("IPv6", "\(client6) nlb 80", "allowed", behind: "allowed app:8080", six(.nlb).letting(in: "10.0.1.6/32")),
        .init(
            "IPv6", "\(client6) nlb 80", "allowed", behind: "blocked app:8080=groups",
            six(.nlb).letting(in: "2001:db8:ffff::/48")),
        .init("IPv6", "\(client) nlb 80", "allowed", behind: "allowed app:8080", six(.nlb).letting(in: far)),
        .init(
            "IPv6", "\(client6) nlb 80", "allowed", behind: "allowed 2001:db8:a:2::20:8080",
            six(.nlb, target6).letting(in: "2001:db8:a:1::6/128")),
        .init(
            "IPv6", "\(client6) nlb 80", "allowed", behind: "allowed 2001:db8:a:2::20:8080",
            six(.nlb, target6).letting(in: "2001:db8:ffff::/48").and("preserve tg on")),
        .init(
            "IPv6", "\(client6) nlb 80", "allowed", behind: "blocked 2001:db8:a:2::20:8080=groups",
            six(.nlb, target6).letting(in: "2001:db8:a:1::6/128").and("preserve tg on")),
        .init(
            "IPv6", "\(client) nlb 80", "allowed", behind: "allowed 2001:db8:a:2::20:8080",
            six(.nlb, target6).letting(in: "2001:db8:a:1::6/128").and("preserve tg on")),
        .init(
            "IPv6", "\(client) nlb 80", "allowed", behind: "blocked 2001:db8:a:2::20:8080=groups",
            six(.nlb, target6).letting(in: far).and("preserve tg on")),
    ]

    // MARK: Other VPCs

    /// The load balancer with a target in the other VPC by its address.
    private static func peered(_ balanced: Balanced, _ more: String = "") -> String {
        let word = balanced.kind == "network" ? "TCP" : "HTTP"
        return balanced.with(\.targets, "targets tg ip v \(word) 8080 10.1.1.40@all").lines + "\n" + more
    }

    private static func letting(_ peer: String) -> String {
        "group strict\n  in tcp 8080 \(peer)\n  out all - 0.0.0.0/0\ngroups db strict\n"
    }

    private static let inner = Balanced.alb.with(\.scheme, "internal").and("zone eu-west-1a euw1-az1 a1 a2 a3").lines
    private static let far40 = "10.1.1.40:8080"

    private static let joined: [BalancerTrap] = [
        // Clients of the other VPC.
        .init("12 peering", "db alb 80", "allowed", behind: "allowed app:8080", .pcx(inner)),
        .init("12 peering", "db alb 443", "blocked ELBV2_LISTENERS_MISMATCH", .pcx(inner)),
        .init("12 peering", "db alb 80", "blocked NO_ROUTE_TO_DESTINATION", .pcx(b1: "", inner)),
        .init("12 peering", "db alb 80", "blocked NO_ROUTE_TO_DESTINATION:reply", .pcx(a1: "", inner)),
        .init("12 transit", "db alb 80", "allowed", behind: "allowed app:8080", .tgw(inner)),
        .init("12 transit", "db alb 80", "blocked NO_ROUTE_TO_DESTINATION:reply", .tgw(a1: "", inner)),
        .init("12 peering", "db alb 80", "allowed", behind: "allowed app:8080", .pcx(inner + "\n" + named)),
        .init("12 peering", "db alb 80", "blocked ENI_SG_RULES_MISMATCH", .pcx("region b us-east-1\n" + inner + "\n" + named)),
        // Targets there.
        .init("peered target", "\(client) alb 80", "allowed", behind: "allowed \(far40)", .pcx(peered(.alb))),
        .init(
            "peered target", "\(client) alb 80", "allowed", behind: "allowed \(far40)", .pcx(peered(.alb, letting("10.0.1.5/32")))
        ),
        .init("peered target", "\(client) alb 80", "allowed", behind: "allowed \(far40)", .pcx(peered(.alb, letting("lb")))),
        .init(
            "peered target", "\(client) alb 80", "allowed", behind: "blocked \(far40)=groups",
            .pcx(peered(.alb, letting("lb") + "region b us-east-1"))),
        .init(
            "peered target", "\(client) alb 80", "allowed", behind: "blocked \(far40)=NO_ROUTE_TO_DESTINATION:reply",
            .pcx(b1: "", peered(.alb))),
        .init(
            "peered target", "\(client) alb 80", "allowed",
            behind: "blocked \(far40)=IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
            .pcx(a1: "0.0.0.0/0 igw-1", peered(.alb))),
        .init(
            "peered target", "\(client) nlb 80", "allowed", behind: "allowed \(far40)", .pcx(peered(.nlb, letting("10.0.1.5/32")))
        ),
        .init(
            "peered target", "\(client) nlb 80", "allowed", behind: "allowed \(far40)",
            .pcx(peered(.nlb, letting(far) + "preserve tg on"))),
        .init(
            "peered target", "\(client) nlb 80", "allowed", behind: "blocked \(far40)=groups",
            .pcx(peered(.nlb, letting("10.0.1.5/32") + "preserve tg on"))),
        // Over a transit gateway no client's address is kept.
        .init("transit target", "\(client) nlb 80", "allowed", behind: "allowed \(far40)", .tgw(peered(.nlb))),
        .init(
            "transit target", "\(client) nlb 80", "allowed", behind: "allowed \(far40)",
            .tgw(peered(.nlb, letting("10.0.1.5/32") + "preserve tg on"))),
        .init(
            "transit target", "\(client) nlb 80", "allowed", behind: "blocked \(far40)=groups",
            .tgw(peered(.nlb, letting(far) + "preserve tg on"))),
    ]

    /// The load balancer lets in who carries the other VPC's group.
    private static let named = Joined.servers + "group ruled v\n  in tcp 80 servers\n  out all - 0.0.0.0/0\ngroups alb ruled"
}
