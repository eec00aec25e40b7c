/// Zones of nodes and targets, and load balancers of which no interface is listed.
extension BalancerTrap {
    private static let client = "203.0.113.9"

    private static func row(_ name: String, _ behind: String, _ balanced: Balanced) -> BalancerTrap {
        .init(name, "\(client) \(balanced.name) 80", "allowed", behind: behind, balanced)
    }

    private static let none = "ELBV2_NO_TARGETS_IN_AZ"
    private static let notEnabled = "ELB_INSTALLED_AZ_RESTRICTION|ELBV2_NO_TARGETS_IN_AZ"

    private static func alb(_ targets: String, _ more: String = "") -> Balanced {
        Balanced.alb.with(\.nodes, ["node", "node2"]).with(\.targets, "targets tg \(targets)").and(more)
    }

    private static func nlb(_ targets: String, _ more: String = "") -> Balanced {
        Balanced.nlb.with(\.nodes, ["node", "node2"]).with(\.targets, "targets tg \(targets)").and(more)
    }

    static let zones: [BalancerTrap] = [
        row("zones", "allowed app:8080 db:8080", alb("instance v HTTP 8080 app,db")),
        row("zones", "allowed app:8080", alb("instance v HTTP 8080 app")),
        row("zones", "allowed app:8080@node db:8080@node2", alb("instance v HTTP 8080 app,db", "cross tg off")),
        row("zones", "depends app:8080@node none@node2=\(none)", alb("instance v HTTP 8080 app", "cross tg off")),
        row("zones", "allowed app:8080@node db:8080@node2", nlb("instance v TCP 8080 app,db")),
        row("zones", "depends app:8080@node none@node2=\(none)", nlb("instance v TCP 8080 app")),
        row("zones", "allowed app:8080 db:8080", nlb("instance v TCP 8080 app,db", "cross nlb on")),
        // What the target group says goes before what the load balancer says.
        row("zones", "allowed app:8080@node db:8080@node2", nlb("instance v TCP 8080 app,db", "cross nlb on\ncross tg off")),
        row("zones", "allowed app:8080 db:8080", nlb("instance v TCP 8080 app,db", "cross nlb off\ncross tg on")),
        // One node's ACL alone stops what it sends, and its target alone what it lets in.
        row(
            "zones", "depends app:8080@node app:8080@node2=acl db:8080",
            alb("instance v HTTP 8080 app,db").denying("p2", "out 90 deny tcp 8080 10.0.2.0/24")),
        row(
            "zones", "depends app:8080@node app:8080@node2=groups db:8080",
            alb("instance v HTTP 8080 app,db").letting(in: "10.0.1.5/32")),
        row("zones", "depends app:8080@node=groups db:8080@node2", nlb("instance v TCP 8080 app,db").letting(in: "open")),
        // A zone without a node gets nothing.
        row("not enabled", "blocked db:8080=\(notEnabled)", alb("instance v HTTP 8080 db").with(\.nodes, ["node"])),
        row(
            "not enabled", "depends app:8080 db:8080=\(notEnabled)",
            alb("instance v HTTP 8080 app,db").with(\.nodes, ["node"])),
        row("not enabled", "blocked 10.0.6.40:8080=\(notEnabled)", alb("ip v HTTP 8080 10.0.6.40").with(\.nodes, ["node"])),
        // Targets by address, of a zone that is told, of every zone, of none that is known.
        row(
            "zones", "allowed 10.0.2.20:8080@node 10.0.6.40:8080@node2", nlb("ip v TCP 8080 10.0.2.20,10.0.6.40")),
        row(
            "zones", "allowed 10.0.2.20:8080@node 10.0.6.40:8080@node2",
            nlb("ip v TCP 8080 10.0.2.20@eu-west-1a,10.0.6.40@eu-west-1b")),
        row("zones", "depends ...", nlb("instance v TCP 8080 lost", lost)),
        row("zones", "allowed lost:8080", nlb("instance v TCP 8080 lost", lost + "\ncross nlb on")),
        row(
            "zones", "blocked lost:8080=groups ...",
            nlb("instance v TCP 8080 lost", lost + "\ncross nlb on").letting(in: "open", of: "lost")),
    ]

    /// An interface in a subnet of which no zone is told.
    private static let lost = "subnet a9 v 10.0.9.0/24\neni lost a9 10.0.9.4"

    static let unseen: [BalancerTrap] = [
        row("unlisted", "allowed app:8080", hidden),
        .init("unlisted", "\(client) alb 443", "blocked ELBV2_LISTENERS_MISMATCH", hidden),
        .init(
            "unlisted", "\(client) alb 80", "blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", hidden.with(\.scheme, "internal")),
        .init("unlisted", "web2 alb 80", "allowed", behind: "allowed app:8080", hidden.with(\.scheme, "internal")),
        .init("unlisted", "\(client) alb 80", "depends UNKNOWN_RESOURCE:address", hidden.with(\.scheme, "-")),
        // It is anywhere in its subnet, and in each of its subnets.
        row("unlisted", "allowed app:8080", hidden.letting(in: "10.0.1.0/24")),
        row("unlisted", "depends app:8080=?groups", hidden.letting(in: "10.0.1.5/32")),
        row("unlisted", "blocked app:8080=groups", hidden.letting(in: "10.0.5.0/24")),
        row("unlisted", "allowed app:8080", hidden.letting(in: "lb")),
        row("unlisted", "blocked app:8080=acl", hidden.denying("a2", "in 90 deny tcp 8080 10.0.1.0/24")),
        row("unlisted", "depends app:8080=?acl", hidden.denying("a2", "in 90 deny tcp 8080 10.0.1.128/25")),
        row("unlisted", "allowed ...", hidden.with(\.nodes, ["node", "node2"])),
        row("unlisted", "depends ...", hidden.with(\.nodes, ["node", "node2"]).letting(in: "10.0.5.0/24")),
        .init(
            "unlisted", "\(client) alb 80", "depends ASYMMETRIC_REPLY:reply", hidden.with(\.nodes, ["node", "inner"])),
        row("unlisted", "allowed app:8080", hiddenNetwork.letting(in: "203.0.113.9/32")),
        row("unlisted", "blocked app:8080=groups", hiddenNetwork.letting(in: "10.0.1.0/24")),
        row("unlisted", "allowed app:8080", hiddenNetwork.letting(in: "10.0.1.0/24").and("preserve tg off")),
        row("unlisted", "allowed app:8080", hiddenNetwork.with(\.groups, "").letting(in: "203.0.113.9/32")),
    ]

    private static let hidden = Balanced.alb.with(\.listsNodes, false)
    private static let hiddenNetwork = Balanced.nlb.with(\.listsNodes, false)
}
