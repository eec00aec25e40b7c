/// Traps of network ACLs, and of what neither they nor groups filter.
extension Trap {
    private static let deny = "SUBNET_ACL_RESTRICTION at acl-1"
    private static let denyReply = "SUBNET_ACL_RESTRICTION:reply at acl-1"
    private static let groups = "ENI_SG_RULES_MISMATCH"

    static let acls: [Trap] = [
        // Inside a subnet groups alone decide.
        .init("T1", "app -> app2 tcp 443", "allowed", acls: Sample.acl("a2")),
        .init(
            "T1", "app -> app2 tcp 443", "blocked: \(groups) at app2", acls: Sample.acl("a2"),
            more: "group strict\n  in tcp 80 0.0.0.0/0\ngroups app2 strict"),
        .init("T1", "app -> web tcp 443", "blocked: \(deny); \(denyReply)", acls: Sample.acl("a2")),
        // Numbers, not the order of the file.
        .init(
            "T2", "web -> app tcp 443", "allowed",
            acls: Sample.acl("a2", "in 200 deny tcp 443 0.0.0.0/0", "in 100 allow tcp 443 0.0.0.0/0", Sample.out)),
        .init(
            "T2", "web -> app tcp 443", "blocked: \(deny)",
            acls: Sample.acl("a2", "in 200 allow tcp 443 0.0.0.0/0", "in 100 deny tcp 443 0.0.0.0/0", Sample.out)),
        .init(
            "T3", "203.0.113.9 -> web tcp 443", "blocked: \(denyReply)",
            acls: Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0", "out 100 allow tcp 443 0.0.0.0/0")),
        // The other way round the service's port is the answer's source, which no entry sees.
        .init(
            "T3", "web -> 203.0.113.9 tcp 443", "blocked: \(denyReply)",
            acls: Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0", "out 100 allow tcp 443 0.0.0.0/0")),
        .init(
            "T3", "203.0.113.9 -> web tcp 443", "allowed", acls: Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0", Sample.out)),
        .init(
            "T4", "203.0.113.9 -> web tcp 443", "allowed",
            acls: Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0", "out 100 allow tcp 1024-65535 0.0.0.0/0")),
        .init(
            "T4", "203.0.113.9 -> web tcp 443", "blocked: \(denyReply)",
            acls: Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0", "out 100 allow udp 1024-65535 0.0.0.0/0")),
        // Behind a NAT gateway the answer still comes from the server.
        .init(
            "T5", "app -> 203.0.113.9 tcp 443", "blocked: \(denyReply)",
            acls: Sample.acl("a2", "in 100 allow tcp 1024-65535 10.0.3.0/24", Sample.out)),
        .init(
            "T5", "app -> 203.0.113.9 tcp 443", "allowed",
            acls: Sample.acl("a2", "in 100 allow tcp 1024-65535 203.0.113.0/24", Sample.out)),
        .init(
            "T6", "app -> 203.0.113.9 tcp 443", "blocked: \(deny)",
            acls: Sample.acl("a3", "in 90 deny tcp 443 10.0.2.0/24", "in 100 allow tcp 1024-65535 0.0.0.0/0", Sample.out)),
        .init(
            "T6", "app -> 203.0.113.9 tcp 443", "allowed",
            acls: Sample.acl("a3", "in 90 allow tcp 443 10.0.2.0/24", "in 100 allow tcp 1024-65535 0.0.0.0/0", Sample.out)),
        .init(
            "T7", "app -> 203.0.113.9 tcp 443", "blocked: \(denyReply)",
            acls: Sample.acl("a3", Sample.into, "out 100 allow tcp 443 0.0.0.0/0")),
        .init(
            "T7", "app -> 203.0.113.9 tcp 443", "allowed",
            acls: Sample.acl("a3", Sample.into, "out 100 allow tcp 443 0.0.0.0/0", "out 110 allow tcp 1024-65535 10.0.2.0/24")),
        // On app's own port: what a Linux client uses is enough for one, and not for whoever is not known.
        .init(
            "T7", "app -> 203.0.113.9 tcp 443", "allowed",
            acls: Sample.acl("a3", Sample.into, "out 100 allow tcp 443 0.0.0.0/0", "out 110 allow tcp 32768-60999 10.0.2.0/24"),
            more: "instance app linux"),
        .init(
            "T7", "app -> 203.0.113.9 tcp 443", "depends: \(denyReply)",
            acls: Sample.acl("a3", Sample.into, "out 100 allow tcp 443 0.0.0.0/0", "out 110 allow tcp 32768-60999 10.0.2.0/24")),
        // The gateway itself takes answers on 1024-65535, whatever the client's system is.
        .init(
            "T7", "app -> 203.0.113.9 tcp 443", "depends: \(denyReply)",
            acls: Sample.acl("a3", "in 100 allow tcp 443 10.0.2.0/24", "in 110 allow tcp 32768-60999 0.0.0.0/0", Sample.out),
            more: "instance app linux"),
        .init(
            "T43", "web -> app tcp 443 v6", "blocked: \(deny); \(denyReply)",
            acls: Sample.acl("a2", "in 100 allow all - 0.0.0.0/0", Sample.out)),
        .init(
            "T43", "web -> app tcp 443 v6", "allowed",
            acls: Sample.acl("a2", Sample.into, Sample.out, "in 101 allow tcp 443 ::/0", "out 101 allow tcp 1024-65535 ::/0")),
        // A default ACL that was edited before its VPC had IPv6.
        .init(
            "T44", "web -> app tcp 443 v6",
            "blocked: SUBNET_ACL_RESTRICTION at acl-0; SUBNET_ACL_RESTRICTION at acl-0; "
                + "SUBNET_ACL_RESTRICTION:reply at acl-0; SUBNET_ACL_RESTRICTION:reply at acl-0",
            acls: "acl acl-0 v default\n  in 100 allow all - 0.0.0.0/0\n  out 100 allow all - 0.0.0.0/0"),
        .init("T44", "web -> app tcp 443 v6", "allowed", acls: Sample.openACL),
        .init(
            "T45", "web -> app icmp 8/0", "blocked: \(denyReply)",
            acls: Sample.acl("a2", "in 100 allow icmp 8/-1 0.0.0.0/0", "out 100 allow icmp 8/-1 0.0.0.0/0")),
        .init(
            "T45", "web -> app icmp 8/0", "allowed",
            acls: Sample.acl("a2", "in 100 allow icmp 8/-1 0.0.0.0/0", "out 100 allow icmp 0/0 0.0.0.0/0")),
        .init(
            "T45", "web -> app 58 128/0 v6", "blocked: \(denyReply)",
            acls: Sample.acl("a2", "in 100 allow 58 128/-1 ::/0", "out 100 allow 58 128/-1 ::/0")),
        .init(
            "T45", "web -> app 58 128/0 v6", "allowed",
            acls: Sample.acl("a2", "in 100 allow 58 128/-1 ::/0", "out 100 allow 58 129/0 ::/0")),
        // Other types have no answer.
        .init("T45", "web -> app icmp 3/4", "allowed", acls: Sample.acl("a2", "in 100 allow icmp 3/4 0.0.0.0/0")),
        // Ports mean something to tcp and udp alone.
        .init(
            "T46", "web -> app 50", "allowed",
            acls: Sample.acl("a2", "in 100 allow 50 443-443 0.0.0.0/0", "out 100 allow 50 80-80 0.0.0.0/0")),
        .init(
            "T46", "web -> app 50", "blocked: \(deny)", acls: Sample.acl("a2", "in 100 allow 51 443-443 0.0.0.0/0", Sample.out)),
        // Types of ICMPv6 mean something to IPv6 alone.
        .init("T47", "web -> app 58 1/0", "allowed", acls: Sample.acl("a2", "in 100 allow 58 128/0 0.0.0.0/0")),
        .init("T47", "web -> app 58 1/0 v6", "blocked: \(deny)", acls: Sample.acl("a2", "in 100 allow 58 128/0 ::/0")),
        .init("T47", "web -> app 58 1/0 v6", "allowed", acls: Sample.acl("a2", "in 100 allow 58 1/0 ::/0")),
        // Each direction numbers for itself.
        .init(
            "T81", "app -> web tcp 443", "blocked: \(deny)",
            acls: Sample.acl("a2", "in 100 allow all - 0.0.0.0/0", "out 100 deny all - 0.0.0.0/0")),
        .init(
            "T81", "app -> web tcp 443", "blocked: \(denyReply)",
            acls: Sample.acl("a2", "out 100 allow all - 0.0.0.0/0", "in 100 deny all - 0.0.0.0/0")),
        .init(
            "T81", "app -> web tcp 443", "allowed",
            acls: Sample.acl("a2", "out 100 allow tcp 443 0.0.0.0/0", "in 100 allow tcp 1024-65535 0.0.0.0/0")),
        .init(
            "T82", "203.0.113.9 -> web tcp 443", "depends: \(denyReply)",
            acls: Sample.acl("a1", Sample.into, "out 50 deny tcp 8080 0.0.0.0/0", "out 100 allow tcp 1024-65535 0.0.0.0/0")),
        .init(
            "T82", "203.0.113.9 -> web tcp 443", "allowed",
            acls: Sample.acl("a1", Sample.into, "out 50 deny tcp 80 0.0.0.0/0", "out 100 allow tcp 1024-65535 0.0.0.0/0")),
        // Outside the ports of Linux the hole is none for a client of it.
        .init(
            "T82", "app -> web tcp 443", "allowed",
            acls: Sample.acl("a1", Sample.into, "out 50 deny tcp 8080 0.0.0.0/0", "out 100 allow tcp 1024-65535 0.0.0.0/0"),
            more: "instance app linux"),
    ]

    static let unfiltered: [Trap] = [
        .init("T70", "app -> 10.0.0.2 udp 53", "allowed", acls: Sample.acl("a2")),
        .init("T70", "app -> 10.0.0.2 tcp 53", "allowed", acls: Sample.acl("a2")),
        .init("T70", "app -> 169.254.169.253 udp 53", "allowed", acls: Sample.acl("a2")),
        .init("T70", "app -> 169.254.169.254 tcp 80", "allowed", acls: Sample.acl("a2"), more: "group strict\ngroups app strict"),
        .init("T70", "app -> 10.0.0.2 udp 54", "blocked: \(deny); NO_POSSIBLE_DESTINATION", acls: Sample.acl("a2")),
        // What is not routed has no way that a table or an ACL decides over: the group's answer stands.
        .init(
            "T71", "app -> 169.254.169.254 tcp 8080", "allowed", tables: Sample.routes(a2: "0.0.0.0/0 igw-1"),
            acls: Sample.acl("a2")),
        .init(
            "T71", "app -> 169.254.169.254 tcp 8080", "blocked: \(groups) at app", tables: Sample.routes(a2: "0.0.0.0/0 igw-1"),
            more: "group strict\n  out tcp 443 0.0.0.0/0\ngroups app strict"),
    ]
}
