/// What is reached behind Application and classic load balancers: connections of their own, from a node's address.
extension BalancerTrap {
    private static let client = "203.0.113.9"

    private static func alb(_ behind: String, _ balanced: Balanced) -> BalancerTrap {
        .init("11 behind", "\(client) alb 80", "allowed", behind: behind, balanced)
    }

    private static func clb(_ behind: String, _ balanced: Balanced) -> BalancerTrap {
        .init("classic", "\(client) clb 80", "allowed", behind: behind, balanced)
    }

    static let behindApplication: [BalancerTrap] = [
        // The load balancer's group, out.
        alb("blocked app:8080=groups", .alb.ruled("in all - 0.0.0.0/0", "out tcp 443 0.0.0.0/0")),
        alb("blocked app:8080=groups", .alb.ruled("in all - 0.0.0.0/0")),
        alb("allowed app:8080", .alb.ruled("in all - 0.0.0.0/0", "out tcp 8080 10.0.2.20/32")),
        alb("allowed app:8080", .alb.ruled("in all - 0.0.0.0/0", "out tcp 8080 open")),
        alb("blocked app:8080=groups", .alb.ruled("in all - 0.0.0.0/0", "out tcp 8080 lb")),
        alb("blocked app:8080=groups", .alb.ruled("in all - 0.0.0.0/0", "out tcp 80 0.0.0.0/0")),
        // The node's ACL and table, out.
        alb("blocked app:8080=acl", .alb.denying("a1", "out 90 deny tcp 8080 10.0.2.0/24")),
        alb("allowed app:8080", .alb.denying("a1", "out 90 deny tcp 80 10.0.2.0/24")),
        alb(
            "blocked app:8080=BAD_STATE_ROUTE",
            .alb.with(\.tables, Sample.routes("10.0.2.0/24 eni-gone blackhole; 0.0.0.0/0 igw-1"))),
        // The target's ACL and group, in.
        alb("blocked app:8080=acl", .alb.denying("a2", "in 90 deny tcp 8080 10.0.1.0/24")),
        alb("blocked app:8080=acl", .alb.denying("a2", "in 90 deny tcp 8080 10.0.1.5/32")),
        alb("allowed app:8080", .alb.denying("a2", "in 90 deny all - 203.0.113.0/24", "out 90 deny all - 203.0.113.0/24")),
        alb("allowed app:8080", .alb.letting(in: "10.0.1.5/32")),
        alb("blocked app:8080=groups", .alb.letting(in: "10.0.1.6/32")),
        alb("allowed app:8080", .alb.letting(in: "lb")),
        alb("blocked app:8080=groups", .alb.letting(in: "203.0.113.0/24")),
        alb("blocked app:8080=groups", .alb.letting(in: "open")),
        alb("blocked app:8080=groups", .alb.letting(in: "lb", "tcp 80")),
        alb("blocked app:8080=groups", .alb.letting(in: "lb", "udp 8080")),
        // The answer: out by the target's ACL and table to the node's ports, into the node's subnet.
        alb("blocked app:8080=acl:reply", .alb.denying("a2", "out 90 deny tcp 1024-65535 10.0.1.0/24")),
        alb("depends app:8080=?acl:reply", .alb.denying("a2", "out 90 deny tcp 3389 10.0.1.0/24")),
        alb("depends app:8080=?acl:reply", .alb.allowing("a2", Sample.into, "out 100 allow tcp 32768-60999 0.0.0.0/0")),
        alb("allowed app:8080", .alb.allowing("a2", Sample.into, "out 100 allow tcp 1024-65535 10.0.1.0/24")),
        alb("blocked app:8080=acl:reply", .alb.allowing("a2", Sample.into, "out 100 allow tcp 443 10.0.1.0/24")),
        alb("blocked app:8080=acl:reply", .alb.denying("a1", "in 90 deny tcp 1024-65535 10.0.2.0/24")),
        alb("allowed app:8080", .alb.denying("a1", "in 90 deny tcp 8080-8090 203.0.113.0/24")),
        alb(
            "blocked app:8080=BAD_STATE_ROUTE:reply",
            .alb.with(\.tables, Sample.routes(a2: "10.0.1.0/24 eni-gone blackhole; 0.0.0.0/0 nat-1"))),
        alb("allowed app:8080", .alb.with(\.tables, Sample.routes(a2: ""))),
        alb("depends app:8080=?UNKNOWN_RESOURCE:route-table:reply", .alb.with(\.tables, withoutTable)),
        // Within a subnet there are only groups.
        alb("allowed near:8080", near(.alb.denying("a1", "in 90 deny tcp 8080 10.0.0.0/16", "out 90 deny tcp 8080 10.0.0.0/16"))),
        alb("blocked near:8080=groups", near(.alb.letting(in: "open", of: "near"))),
        // Several targets, and ports of their own.
        alb("allowed app2:8080 app:8080", to("instance v HTTP 8080 app,app2")),
        alb("depends app2:8080=groups app:8080", to("instance v HTTP 8080 app,app2").letting(in: "open", of: "app2")),
        alb("allowed app:8081", to("instance v HTTP 8080 app/8081").letting(in: "lb", "tcp 8081")),
        alb("blocked app:8081=groups", to("instance v HTTP 8080 app/8081").letting(in: "lb")),
        alb("depends app:8080=groups app:8081", to("instance v HTTP 8080 app/8081,app").letting(in: "lb", "tcp 8081")),
        // By address: that of an interface, of nobody, of nobody who can be.
        alb("allowed 10.0.2.20:8080", to("ip v HTTP 8080 10.0.2.20").letting(in: "lb")),
        alb("blocked 10.0.2.20:8080=groups", to("ip v HTTP 8080 10.0.2.20").letting(in: "open")),
        alb("allowed 10.0.2.99:8080", to("ip v HTTP 8080 10.0.2.99")),
        alb("blocked 10.0.2.99:8080=acl", to("ip v HTTP 8080 10.0.2.99").denying("a2", "in 90 deny tcp 8080 10.0.1.0/24")),
        alb(
            "depends 10.0.2.99:8080=?UNKNOWN_RESOURCE:network-interface",
            to("ip v HTTP 8080 10.0.2.99").and("unlisted interfaces")),
        alb("blocked 10.0.200.9:8080=NO_POSSIBLE_DESTINATION", to("ip v HTTP 8080 10.0.200.9@all")),
        alb("depends gone:8080=?*", to("instance v HTTP 8080 gone")),
        alb("depends app:8080 gone:8080=?*", to("instance v HTTP 8080 app,gone")),
        // A function has no place in the network.
        alb("allowed f", to("lambda - - - f")),
    ]

    static let behindClassic: [BalancerTrap] = [
        clb("allowed app:8080", .clb),
        clb("allowed app:8080", .clb.letting(in: "lb")),
        clb("allowed app:8080", .clb.letting(in: "10.0.1.5/32")),
        clb("blocked app:8080=groups", .clb.letting(in: "203.0.113.9/32")),
        clb("blocked app:8080=groups", .clb.letting(in: "lb", "tcp 80")),
        clb("blocked app:8080=groups", .clb.ruled("in all - 0.0.0.0/0", "out tcp 80 0.0.0.0/0")),
        clb("blocked app:8080=acl", .clb.denying("a2", "in 90 deny tcp 8080 10.0.1.0/24")),
        clb("blocked app:8080=acl:reply", .clb.denying("a2", "out 90 deny tcp 1024-65535 10.0.1.0/24")),
        clb("blocked app:8080=acl:reply", .clb.denying("a1", "in 90 deny tcp 1024-65535 10.0.2.0/24")),
        clb("allowed app2:8080 app:8080", .clb.with(\.targets, "instances clb app,app2")),
        clb("allowed app:8080", .clb.with(\.listeners, ["443 SSL 8443", "80 HTTP 8080"]).letting(in: "lb")),
        clb("blocked none=*", .clb.with(\.targets, "instances clb -")),
        // In its own subnet what it sends is judged, and nothing else is.
        clb(
            "allowed near:8080",
            Balanced.clb.with(\.targets, "instances clb near\n\(near)").denying("a1", "in 90 deny tcp 8080 10.0.0.0/16")),
        // Whether it crosses zones depends on who made it.
        clb("depends ...", inTwoZones),
        clb("allowed app:8080", inTwoZones.and("cross clb on")),
        clb("depends app:8080@node app:8080@node2=ELB_NOT_CROSSZONE", inTwoZones.and("cross clb off")),
        clb("allowed app:8080 db:8080", inTwoZones.with(\.targets, "instances clb app,db").and("cross clb on")),
        clb(
            "allowed app:8080@node db:8080@node2",
            inTwoZones.with(\.targets, "instances clb app,db").and("cross clb off")),
        clb("allowed ...", inTwoZones.with(\.targets, "instances clb app,db")),
        clb("blocked ...", inTwoZones.letting(in: "open")),
    ]

    private static let inTwoZones = Balanced.clb.with(\.nodes, ["node", "node2"])

    private static func to(_ words: String) -> Balanced { Balanced.alb.with(\.targets, "targets tg \(words)") }

    private static func near(_ balanced: Balanced) -> Balanced {
        balanced.with(\.targets, "targets tg instance v HTTP 8080 near\n\(near)")
    }

    /// Tables of which that of the target's subnet is missing.
    private static let withoutTable = """
        table rtb-a1 v a1
          10.0.0.0/16 local
          0.0.0.0/0 igw-1
        """
}
