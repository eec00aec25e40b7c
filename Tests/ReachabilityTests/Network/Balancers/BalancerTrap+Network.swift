/// What is reached behind Network Load Balancers, whose targets see the client, or a node.
extension BalancerTrap {
    private static let client = "203.0.113.9"

    private static func on(_ behind: String, _ balanced: Balanced) -> BalancerTrap {
        .init("20", "\(client) nlb 80", "allowed", behind: behind, balanced)
    }

    private static func off(_ behind: String, _ balanced: Balanced) -> BalancerTrap {
        .init("21", "\(client) nlb 80", "allowed", behind: behind, balanced.and("preserve tg off"))
    }

    /// From a host in the node's subnet.
    private static func inside(_ behind: String, _ balanced: Balanced) -> BalancerTrap {
        .init("20", "web2 nlb 80", "allowed", behind: behind, balanced.with(\.scheme, "internal"))
    }

    private static let gone = Sample.routes(a2: "10.0.1.0/24 eni-gone blackhole")

    static let behindNetwork: [BalancerTrap] = [
        on("allowed app:8080", .nlb),
        on("allowed app:8080", .nlb.with(\.groups, "")),
        off("allowed app:8080", .nlb),
        off("allowed app:8080", .nlb.with(\.groups, "")),
        .init(
            "20", "\(client) nlb 80", "blocked ENI_SG_RULES_MISMATCH", .nlb.ruled("in tcp 443 0.0.0.0/0", "out all - 0.0.0.0/0")),
        // Out of the load balancer, by the target's address.
        on("blocked app:8080=groups", .nlb.ruled("in all - 0.0.0.0/0", "out tcp 443 0.0.0.0/0")),
        off("blocked app:8080=groups", .nlb.ruled("in all - 0.0.0.0/0", "out tcp 443 0.0.0.0/0")),
        on("allowed app:8080", .nlb.ruled("in all - 0.0.0.0/0", "out tcp 8080 10.0.2.0/24")),
        on("blocked app:8080=acl", .nlb.denying("a1", "out 90 deny tcp 8080 10.0.2.0/24")),
        off("blocked app:8080=acl", .nlb.denying("a1", "out 90 deny tcp 8080 10.0.2.0/24")),
        // Into the target: the client, or the node.
        on("blocked app:8080=groups", .nlb.letting(in: "10.0.1.5/32")),
        off("allowed app:8080", .nlb.letting(in: "10.0.1.5/32")),
        on("allowed app:8080", .nlb.letting(in: "203.0.113.9/32")),
        off("blocked app:8080=groups", .nlb.letting(in: "203.0.113.9/32")),
        off("allowed app:8080", .nlb.letting(in: "lb")),
        off("blocked app:8080=groups", .nlb.with(\.groups, "").letting(in: "lb")),
        on("blocked app:8080=acl", .nlb.denying("a2", "in 90 deny tcp 8080 203.0.113.0/24")),
        off("allowed app:8080", .nlb.denying("a2", "in 90 deny tcp 8080 203.0.113.0/24")),
        on("allowed app:8080", .nlb.denying("a2", "in 90 deny tcp 8080 10.0.1.0/24")),
        off("blocked app:8080=acl", .nlb.denying("a2", "in 90 deny tcp 8080 10.0.1.0/24")),
        // Its answer, to either.
        on("blocked app:8080=acl:reply", .nlb.denying("a2", "out 90 deny tcp 1024-65535 203.0.113.0/24")),
        off("allowed app:8080", .nlb.denying("a2", "out 90 deny tcp 1024-65535 203.0.113.0/24")),
        on("allowed app:8080", .nlb.denying("a2", "out 90 deny tcp 1024-65535 10.0.1.0/24")),
        off("blocked app:8080=acl:reply", .nlb.denying("a2", "out 90 deny tcp 1024-65535 10.0.1.0/24")),
        off("blocked app:8080=acl:reply", .nlb.denying("a1", "in 90 deny tcp 1024-65535 10.0.2.0/24")),
        on("allowed app:8080", .nlb.with(\.tables, gone)),
        off("blocked app:8080=BAD_STATE_ROUTE:reply", .nlb.with(\.tables, gone)),
        // Hosts of the VPC as clients: their addresses, their ports, never their groups.
        inside("allowed app:8080", .nlb.letting(in: "10.0.1.12/32")),
        inside("blocked app:8080=groups", .nlb.letting(in: "10.0.1.12/32").and("preserve tg off")),
        inside("blocked app:8080=groups", .nlb.letting(in: "clients").and(clients)),
        inside("blocked app:8080=groups", .nlb.letting(in: "clients").and(clients + "\npreserve tg off")),
        inside("allowed app:8080", .nlb.letting(in: "lb").and(clients)),
        inside("allowed app:8080", linux),
        inside("depends app:8080=?acl:reply", linux.and("preserve tg off")),
        // Who is a target and a client of it hears nothing of itself.
        .init("hairpin", "app nlb 80", "allowed", behind: "blocked app:8080=\(ownTarget)", .nlb.with(\.scheme, "internal")),
        .init(
            "hairpin", "app nlb 80", "allowed", behind: "allowed app:8080", .nlb.with(\.scheme, "internal").and("preserve tg off")
        ),
        .init(
            "hairpin", "app nlb 80", "allowed", behind: "depends app2:8080 app:8080=\(ownTarget)",
            .nlb.with(\.scheme, "internal").with(\.targets, "targets tg instance v TCP 8080 app,app2")),
        .init(
            "hairpin", "app nlb 80", "allowed", behind: "blocked 10.0.2.20:8080=\(ownTarget)",
            byAddress("TCP").with(\.scheme, "internal").and("preserve tg on")),
        .init("hairpin", "app2 nlb 80", "allowed", behind: "allowed app:8080", .nlb.with(\.scheme, "internal")),
    ]

    private static let ownTarget = "ELBV2_SOURCE_ADDRESS_PRESERVATION|TARGET_ADDRESS_RESTRICTION"
    private static let clients = "group clients v\n  in all - 0.0.0.0/0\n  out all - 0.0.0.0/0\ngroups web2 clients"
    /// A Linux host as client, to whose ports alone the target's subnet lets answers out.
    private static let linux = Balanced.nlb.allowing("a2", Sample.into, "out 100 allow tcp 32768-60999 0.0.0.0/0")
        .and("instance web2 linux")
}
