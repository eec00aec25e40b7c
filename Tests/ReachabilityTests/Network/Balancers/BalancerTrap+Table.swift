/// The traps of load balancers, T51 to T59.
extension BalancerTrap {
    private static let client = "203.0.113.9"

    static let balancers: [BalancerTrap] = [
        // Targets by instance see the client, whose rule nobody wrote.
        .init(
            "T51", "\(client) nlb 80", "allowed", behind: "blocked app:8080=groups",
            .nlb.with(\.groups, "").letting(in: "10.0.0.0/16")),
        .init(
            "T51", "\(client) nlb 80", "allowed", behind: "allowed app:8080",
            .nlb.with(\.groups, "").letting(in: "203.0.113.0/24")),
        // ... and bear the load balancer's groups all the same.
        .init("T52", "\(client) nlb 80", "allowed", behind: "allowed app:8080", .nlb.letting(in: "lb")),
        .init("T52", "\(client) nlb 80", "allowed", behind: "blocked app:8080=groups", .nlb.letting(in: "open")),
        .init(
            "T52", "\(client) nlb 80", "allowed", behind: "blocked app:8080=groups",
            .nlb.with(\.groups, "").letting(in: "lb")),
        .init(
            "T53", "\(client) nlb 80", "allowed", behind: "blocked app:8080=acl",
            .nlb.allowing("a2", "in 100 allow all - 10.0.0.0/16", Sample.out)),
        .init(
            "T53", "\(client) nlb 80", "allowed", behind: "allowed app:8080",
            .nlb.allowing("a2", "in 100 allow tcp 8080 203.0.113.0/24", Sample.out)),
        // Targets by address see the node where the protocol is TCP and nobody says otherwise.
        .init(
            "T54", "\(client) nlb 80", "allowed", behind: "allowed 10.0.2.20:8080",
            byAddress("TCP").letting(in: "10.0.1.5/32")),
        .init(
            "T54", "\(client) nlb 80", "allowed", behind: "blocked 10.0.2.20:8080=groups",
            byAddress("TCP").letting(in: "203.0.113.0/24")),
        .init(
            "T54", "\(client) nlb 80", "allowed", behind: "allowed 10.0.2.20:8080",
            byAddress("TCP").letting(in: "203.0.113.0/24").and("preserve tg on")),
        .init(
            "T54", "\(client) nlb 80", "allowed", behind: "blocked 10.0.2.20:8080=groups",
            byAddress("TCP").letting(in: "10.0.1.5/32").and("preserve tg on")),
        // The answer of a target goes back to the load balancer, whatever its table has; the load balancer's own does not.
        .init(
            "T55", "\(client) nlb 80", "allowed", behind: "allowed app:8080", .nlb.with(\.tables, Sample.routes(a2: ""))),
        .init(
            "T55", "\(client) nlb 80", "blocked NO_ROUTE_TO_DESTINATION:reply", .nlb.with(\.tables, Sample.routes("", a2: ""))),
        .init(
            "T56", "\(client) alb 80", "blocked ASYMMETRIC_REPLY:reply", .alb.with(\.nodes, ["inner"])),
        .init(
            "T56", "\(client) alb 80", "allowed", behind: "allowed app:8080",
            .alb.with(\.nodes, ["inner"]).with(\.tables, Sample.routes(a2: "0.0.0.0/0 igw-1"))),
        .init(
            "T57", "web2 10.0.1.5 80", "allowed", behind: "blocked none=ELBV2_NO_TARGETS_IN_AZ", inOneZone),
        .init("T57", "web2 10.0.5.5 80", "allowed", behind: "allowed db:8080", inOneZone),
        .init(
            "T57", "web2 nlb 80", "allowed", behind: "depends db:8080@node2 none@node=ELBV2_NO_TARGETS_IN_AZ", inOneZone),
        .init("T57", "web2 10.0.1.5 80", "allowed", behind: "allowed db:8080", inOneZone.and("cross nlb on")),
        .init("T57", "web2 nlb 80", "allowed", behind: "allowed db:8080", inOneZone.and("cross tg on")),
        // A classic one's ACL judges what it sends, within its subnet too.
        .init(
            "T58", "\(client) clb 80", "allowed", behind: "blocked near:8080=ELB_ACL_RESTRICTION",
            Balanced.clb.with(\.targets, "instances clb near\n\(near)").denying("a1", "out 90 deny tcp 8080 10.0.0.0/16")),
        .init(
            "T58", "\(client) alb 80", "allowed", behind: "allowed near:8080",
            Balanced.alb.with(\.targets, "targets tg instance v HTTP 8080 near\n\(near)")
                .denying("a1", "out 90 deny tcp 8080 10.0.0.0/16")),
        .init(
            "T58", "\(client) clb 80", "allowed", behind: "allowed near:8080",
            Balanced.clb.with(\.targets, "instances clb near\n\(near)").denying("a1", "out 90 deny tcp 8081 10.0.0.0/16")),
        .init(
            "T59", "\(client) alb 80", "blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", .alb.with(\.scheme, "internal")),
        .init(
            "T59", "web2 alb 80", "allowed", behind: "allowed app:8080", .alb.with(\.scheme, "internal")),
    ]

    /// An interface in the node's own subnet.
    static let near = "eni near a1 10.0.1.30"

    /// A Network Load Balancer with a target by its address.
    static func byAddress(_ protocolWord: String) -> Balanced {
        Balanced.nlb.with(\.targets, "targets tg ip v \(protocolWord) 8080 10.0.2.20")
    }

    /// One with nodes in both zones, and a target in the second alone.
    private static let inOneZone = Balanced.nlb.with(\.scheme, "internal").with(\.nodes, ["node", "node2"])
        .with(\.targets, "targets tg instance v TCP 8080 db")
}
