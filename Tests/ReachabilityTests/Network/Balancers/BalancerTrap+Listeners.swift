/// What load balancers listen for, what their listeners do, and how a connection gets to a node.
extension BalancerTrap {
    private static let client = "203.0.113.9"
    private static let noListener = "blocked ELBV2_LISTENERS_MISMATCH"

    private static func nlb(_ listener: String) -> Balanced {
        let word = listener.split(separator: " ")[1]
        return Balanced.nlb.with(\.listeners, [listener]).with(\.targets, "targets tg instance v \(word) 8080 app")
    }

    static let listeners: [BalancerTrap] = [
        .init("port", "\(client) alb 443", noListener, .alb),
        .init("port", "\(client) nlb 443", noListener, .nlb),
        .init("port", "\(client) clb 443", "blocked ELB_LISTENERS_MISMATCH", .clb),
        .init("transport", "\(client) alb 80/udp", noListener, .alb),
        .init("transport", "\(client) nlb 80/udp", noListener, .nlb),
        .init("transport", "\(client) nlb 53/udp", "allowed", behind: "allowed app:8080", nlb("53 UDP tg")),
        .init("transport", "\(client) nlb 53", noListener, nlb("53 UDP tg")),
        .init("transport", "\(client) nlb 53/udp", "allowed", behind: "allowed app:8080", nlb("53 TCP_UDP tg")),
        .init("transport", "\(client) nlb 53", "allowed", behind: "allowed app:8080", nlb("53 TCP_UDP tg")),
        .init("transport", "\(client) nlb 443", "allowed", behind: "allowed app:8080", nlb("443 TLS tg")),
        .init("transport", "\(client) nlb 443/udp", noListener, nlb("443 TLS tg")),
        .init("transport", "\(client) nlb 443/udp", "allowed", behind: "allowed app:8080", nlb("443 QUIC tg")),
        .init("transport", "\(client) nlb 443", noListener, nlb("443 QUIC tg")),
        .init("transport", "\(client) nlb 443/udp", "allowed", behind: "allowed app:8080", nlb("443 TCP_QUIC tg")),
        .init("transport", "\(client) nlb 443", "allowed", behind: "allowed app:8080", nlb("443 TCP_QUIC tg")),
        .init("transport", "\(client) clb 443", "allowed", behind: "allowed app:8080", .clb.with(\.listeners, ["443 SSL 8080"])),
        .init("transport", "\(client) alb 443", "allowed", behind: "allowed app:8080", .alb.with(\.listeners, ["443 HTTPS tg"])),
        .init("transport", "\(client) nlb 443", "depends ...", .nlb.with(\.listeners, ["443 NOVEL tg"])),
        // Echo requests, other protocols, and several at once.
        .init("echo", "\(client) alb ping", "allowed", .alb),
        .init(
            "echo", "\(client) alb ping", "blocked ENI_SG_RULES_MISMATCH",
            .alb.ruled("in tcp 80 0.0.0.0/0", "out all - 0.0.0.0/0")),
        .init("echo", "\(client) alb ping", "allowed", .alb.with(\.listeners, [])),
        .init("echo", "\(client) nlb ping", "depends *", .nlb),
        .init("echo", "\(client) clb ping", "depends *", .clb),
        .init(
            "echo", "\(client) nlb ping", "blocked ENI_SG_RULES_MISMATCH",
            .nlb.ruled("in tcp 80 0.0.0.0/0", "out all - 0.0.0.0/0")),
        .init("protocol", "\(client) alb proto/50", noListener, .alb),
        .init("protocol", "\(client) nlb proto/50", noListener, .nlb),
        .init("protocol", "\(client) clb proto/50", "blocked ELB_LISTENERS_MISMATCH", .clb),
        .init("all", "\(client) alb all", "depends ...", .alb),
        .init("all", "\(client) alb all", "blocked ...", .alb.with(\.listeners, []).ruled("in tcp 80 0.0.0.0/0")),
        .init("ports", "\(client) alb 79-80", "depends ELBV2_LISTENERS_MISMATCH", .alb),
        .init("ports", "\(client) alb 81-99", noListener, .alb),
        .init(
            "ports", "\(client) alb 80,443", "allowed", behind: "allowed app:8080",
            .alb.with(\.listeners, ["80 HTTP tg", "443 HTTPS tg"])),
        .init("ports", "\(client) alb 80,443", "depends ELBV2_LISTENERS_MISMATCH", .alb),
        // What of the listeners is told.
        .init("knowledge", "\(client) alb 80", noListener, .alb.with(\.listeners, [])),
        .init("knowledge", "\(client) alb 443", "allowed", .alb.and("untold alb")),
        .init("knowledge", "\(client) alb 53/udp", "allowed", .alb.and("untold alb")),
        .init("knowledge", "\(client) alb 80", "allowed", behind: "allowed app:8080", .alb.and("cut alb")),
        .init("knowledge", "\(client) alb 443", "depends UNKNOWN_RESOURCE:listeners", .alb.and("cut alb")),
        .init(
            "knowledge", "\(client) alb 443", "blocked ENI_SG_RULES_MISMATCH", .alb.and("cut alb").ruled("in tcp 80 0.0.0.0/0")),
        // What a listener does.
        .init("answer", "\(client) alb 80", "allowed", behind: "allowed answers", .alb.with(\.listeners, ["80 HTTP answer"])),
        .init(
            "answer", "\(client) alb 80", "allowed", behind: "allowed app:8080 answers",
            .alb.with(\.listeners, ["80 HTTP tg,answer"])),
        .init(
            "answer", "\(client) alb 80", "allowed", behind: "depends app:8080=groups answers",
            .alb.with(\.listeners, ["80 HTTP answer,tg"]).letting(in: "open")),
        .init("rules", "\(client) alb 80", "allowed", behind: "allowed app2:9090 app:8080", twoGroups),
        .init(
            "rules", "\(client) alb 80", "allowed", behind: "depends app2:9090=groups app:8080",
            twoGroups.letting(in: "open", "tcp 9090", of: "app2")),
        .init(
            "rules", "\(client) alb 80", "allowed", behind: "depends app2:9090 app:8080=groups", twoGroups.letting(in: "open")),
        .init(
            "rules", "\(client) alb 80", "allowed", behind: "depends ...",
            .alb.with(\.listeners, ["80 HTTP tg cut"])),
        .init(
            "rules", "\(client) alb 80", "allowed", behind: "depends ...",
            .alb.with(\.listeners, ["80 HTTP tg cut"]).letting(in: "open")),
        .init(
            "rules", "\(client) alb 443", "allowed", behind: "allowed app2:9090",
            twoGroups.with(\.listeners, ["80 HTTP tg", "443 HTTPS tg2"])),
        .init(
            "nothing", "\(client) alb 80", "allowed",
            behind: "blocked none=ELBV2_LISTENER_HAS_NO_TG|ELBV2_LISTENER_REQUIRES_TG_ACCEPT",
            .alb.with(\.listeners, ["80 HTTP"])),
        .init(
            "nothing", "\(client) alb 80", "allowed",
            behind: "blocked none=ELBV2_NO_TARGETS_IN_AZ|ELBV2_LISTENER_HAS_NO_TG|ELBV2_LISTENER_REQUIRES_TG_ACCEPT",
            .alb.with(\.targets, "targets tg instance v HTTP 8080 -")),
        .init("nothing", "\(client) alb 80", "allowed", behind: "depends ...", .alb.with(\.targets, "")),
        .init("nothing", "\(client) alb 80", "allowed", behind: "depends ...", .alb.and("untold tg")),
        .init("nothing", "\(client) alb 80", "allowed", behind: "depends ...", .alb.and("cut tg")),
        .init("nothing", "\(client) alb 80", "allowed", behind: "depends ...", .alb.and("cut tg").letting(in: "open")),
    ]

    /// Two target groups, the first by a rule.
    private static let twoGroups = Balanced.alb.with(\.listeners, ["80 HTTP tg2,tg"])
        .with(\.targets, "targets tg instance v HTTP 8080 app\ntargets tg2 instance v HTTP 9090 app2")

    static let firstLegs: [BalancerTrap] = [
        .init("11", "\(client) alb 80", "allowed", behind: "allowed app:8080", .alb),
        .init("11", "internet alb 80", "allowed", behind: "allowed app:8080", .alb),
        .init("11", "\(client) 198.51.100.5 80", "allowed", behind: "allowed app:8080", .alb),
        .init("11", "\(client) node 80", "allowed", behind: "allowed app:8080", .alb),
        .init("11", "\(client) lb 80", "allowed", behind: "allowed app:8080", .alb),
        .init("11", "\(client) lb 443", noListener, .alb),
        .init("11", "\(client) alb-1.eu-west-1.elb.amazonaws.com 80", "allowed", behind: "allowed app:8080", .alb),
        .init(
            "11", "\(client) alb 80", "blocked ENI_SG_RULES_MISMATCH", .alb.ruled("in tcp 443 0.0.0.0/0", "out all - 0.0.0.0/0")),
        .init(
            "11", "\(client) alb 443", "blocked ENI_SG_RULES_MISMATCH ELBV2_LISTENERS_MISMATCH",
            .alb.ruled("in tcp 80 0.0.0.0/0", "out all - 0.0.0.0/0")),
        .init("11", "\(client) alb 80", "blocked SUBNET_ACL_RESTRICTION", .alb.denying("a1", "in 90 deny tcp 80 203.0.113.0/24")),
        .init(
            "11", "\(client) alb 80", "blocked SUBNET_ACL_RESTRICTION:reply",
            .alb.denying("a1", "out 90 deny tcp 1024-65535 203.0.113.0/24")),
        .init("11", "\(client) alb 80", "blocked NO_ROUTE_TO_DESTINATION:reply", .alb.with(\.tables, Sample.routes(""))),
        .init("11", "\(client) alb 80", "blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED", .alb.and("block block-ingress")),
        .init(
            "11", "\(client) alb 80", "allowed", behind: "allowed app:8080",
            .alb.and("block block-ingress\nexclude a1 allow-bidirectional")),
        .init(
            "11", "\(client) alb 80", "blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
            .alb.and("block block-ingress\nexclude a2 allow-bidirectional")),
        .init(
            "11", "\(client) alb 80", "depends ASYMMETRIC_REPLY:reply", behind: "allowed app:8080",
            .alb.with(\.nodes, ["node", "inner"])),
        // As a source it is its interfaces.
        .init("source", "alb app 8080", "allowed", .alb),
        .init("source", "alb app 8080", "allowed", .alb.letting(in: "lb")),
        .init("source", "alb app 8080", "blocked ENI_SG_RULES_MISMATCH", .alb.letting(in: "open")),
        .init("source", "alb 203.0.113.9 443", "allowed", .alb),
        .init("source", "nlb app 8080", "allowed", .nlb.letting(in: "lb")),
        .init("source", "nlb app 8080", "blocked ENI_SG_RULES_MISMATCH", .nlb.letting(in: "203.0.113.9/32")),
        // Who asks for a target itself asks for no load balancer.
        .init("direct", "web2 app 8080", "allowed", .alb.letting(in: "open")),
        .init("direct", "web2 app 8080", "blocked ENI_SG_RULES_MISMATCH", .alb.letting(in: "lb")),
        // Within the VPC.
        .init("12", "web2 alb 80", "allowed", behind: "allowed app:8080", inner),
        .init("12", "app2 alb 80", "allowed", behind: "allowed app:8080", inner),
        .init("12", "app alb 80", "allowed", behind: "allowed app:8080", inner),
        .init("12", "app2 alb 443", noListener, inner),
        .init("12", "app2 alb 80", "blocked SUBNET_ACL_RESTRICTION", inner.denying("a1", "in 90 deny tcp 80 10.0.2.0/24")),
        .init("12", "web2 alb 80", "allowed", behind: "allowed app:8080", inner.denying("a1", "in 90 deny tcp 80 10.0.0.0/16")),
        .init(
            "12", "app2 alb 80", "blocked SUBNET_ACL_RESTRICTION:reply",
            inner.denying("a1", "out 90 deny tcp 1024-65535 10.0.2.21/32")),
        .init("12", "app2 alb 80", "allowed", behind: "allowed app:8080", inner.ruled("in tcp 80 open", "out all - 0.0.0.0/0")),
        .init("12", "app2 alb 80", "blocked ENI_SG_RULES_MISMATCH", inner.ruled("in tcp 80 lb", "out all - 0.0.0.0/0")),
        .init(
            "12", "app2 alb 80", "blocked ENI_SG_RULES_MISMATCH",
            inner.and("group strict\n  out tcp 443 0.0.0.0/0\ngroups app2 strict")),
        .init(
            "12", "app2 alb 80", "blocked BAD_STATE_ROUTE:reply",
            inner.with(\.tables, Sample.routes("10.0.2.0/24 eni-gone blackhole"))),
    ]

    private static let inner = Balanced.alb.with(\.scheme, "internal")
}
