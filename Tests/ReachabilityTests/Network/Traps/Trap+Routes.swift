/// Traps of route tables: which one is asked, which route wins, and what no route reaches.
extension Trap {
    private static let noRoute = "NO_ROUTE_TO_DESTINATION"
    private static let privateAtGateway = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS at igw-1"
    private static let edge = "table rtb-edge v igw-1\n  10.0.0.0/16 local"

    static let routes: [Trap] = [
        .init("T11", "web -> 10.1.1.40 tcp 443", "blocked: \(privateAtGateway)"),
        .init("T11", "app -> 10.1.1.40 tcp 443", "blocked: \(privateAtGateway)"),
        .init("T11", "app -> 203.0.113.9 tcp 443", "allowed"),
        .init(
            "T12", "app -> 203.0.113.9 tcp 443", "blocked: BAD_STATE_ROUTE at rtb-a2",
            tables: Sample.routes(a2: "203.0.113.0/24 nat-gone blackhole; 0.0.0.0/0 nat-1")),
        .init(
            "T12", "app -> 203.0.114.9 tcp 443", "allowed",
            tables: Sample.routes(a2: "203.0.113.0/24 nat-gone blackhole; 0.0.0.0/0 nat-1")),
        // There and back.
        .init("T13", "app -> web tcp 443", "allowed", tables: Sample.routes(a2: "10.0.1.0/24 vgw-1 propagated")),
        .init("T13", "web -> app tcp 443", "allowed", tables: Sample.routes(a2: "10.0.1.0/24 vgw-1 propagated")),
        .init(
            "T13", "app -> web tcp 443", "depends: EDGE:networkInterface at eni-fw",
            tables: Sample.routes(a2: "10.0.1.0/24 eni-fw")),
        .init(
            "T14", "web -> 172.31.0.5 tcp 443", "depends: EDGE:virtualPrivateGateway at vgw-1",
            tables: Sample.routes("172.31.0.0/16 igw-1; 172.31.0.0/24 vgw-1 propagated")),
        .init(
            "T14", "web -> 172.31.0.5 tcp 443", "blocked: \(privateAtGateway)",
            tables: Sample.routes("172.31.0.0/24 igw-1; 172.31.0.0/24 vgw-1 propagated")),
        .init(
            "T15", "app -> 203.0.113.9 tcp 443", "allowed",
            tables: Sample.routes(a2: "pl-1 tgw-1; 203.0.113.0/24 nat-1"), more: "list pl-1 203.0.113.0/24"),
        // What is associated with nothing has the main table.
        .init(
            "T16", "lone -> 203.0.113.9 tcp 443", "allowed", tables: main("0.0.0.0/0 igw-1"),
            more: "subnet a4 v 10.0.4.0/24\neni lone a4 10.0.4.40 198.51.100.40"),
        .init(
            "T16", "lone -> 203.0.113.9 tcp 443", "blocked: \(noRoute) at rtb-main", tables: main("10.1.0.0/16 pcx-1"),
            more: "subnet a4 v 10.0.4.0/24\neni lone a4 10.0.4.40 198.51.100.40"),
        .init("T41", "web -> 2001:db8:ffff::1 tcp 443", "blocked: \(noRoute) at rtb-a1"),
        .init(
            "T41", "web -> 2001:db8:ffff::1 tcp 443", "allowed", tables: Sample.routes("0.0.0.0/0 igw-1; ::/0 igw-1")),
        .init("T41", "2001:db8:ffff::1 -> web tcp 443", "blocked: \(noRoute):reply at rtb-a1"),
        // Traffic within a subnet is not routed.
        .init("T66", "app -> app2 tcp 443", "allowed", tables: Sample.routes(a2: "10.0.2.0/24 eni-fw")),
        .init(
            "T66", "app -> web tcp 443", "depends: EDGE:networkInterface at eni-fw",
            tables: Sample.routes(a2: "10.0.1.0/24 eni-fw")),
        // The table of a gateway is no subnet's, and routes what comes in by the gateway.
        .init("T67", "203.0.113.9 -> web tcp 443", "allowed", tables: Sample.routes(more: edge)),
        .init("T67", "web -> 203.0.113.9 tcp 443", "allowed", tables: Sample.routes(more: edge)),
        .init(
            "T67", "203.0.113.9 -> web tcp 443", "depends: EDGE:networkInterface at eni-fw",
            tables: Sample.routes(more: edge + "\n  10.0.1.0/24 eni-fw")),
        .init("T72", "app -> 10.0.200.9 tcp 443", "blocked: NO_POSSIBLE_DESTINATION"),
        .init("T72", "app -> 10.0.200.9 tcp 443", "depends: UNKNOWN_RESOURCE:subnets", more: "unlisted subnets"),
        .init("T72", "app -> a5/10.0.200.9 tcp 443", "allowed", more: "subnet a5 v 10.0.200.0/24"),
        // One subnet's table is missing, and no other subnet's.
        .init("T74", "web -> app tcp 443", "depends: UNKNOWN_RESOURCE:route-table:reply at a2", tables: without("a2")),
        .init("T74", "app -> web tcp 443", "depends: UNKNOWN_RESOURCE:route-table at a2", tables: without("a2")),
        .init("T74", "web -> 203.0.113.9 tcp 443", "allowed", tables: without("a2")),
        // The worked table, where the way tells more than the choice.
        .init(
            "3.3", "app -> 203.0.113.9 tcp 443", "blocked: BAD_STATE_ROUTE at rtb-a2",
            tables: Sample.routes(a2: "0.0.0.0/0 nat-gone blackhole")),
        .init("3.3", "app -> 203.0.113.9 tcp 443", "blocked: \(noRoute) at rtb-a2", tables: Sample.routes(a2: "")),
        .init(
            "3.3", "app -> 52.218.1.1 udp 443", "depends: UNKNOWN_PREFIX_LIST at rtb-a2",
            tables: Sample.routes(a2: "pl-s3 vpce-1; 0.0.0.0/0 nat-1"), more: "endpoint vpce-1 gateway v s3 rtb-a2"),
        .init(
            "3.3", "app -> 52.218.1.1 tcp 443", "allowed", tables: Sample.routes(a2: "pl-s3 vpce-1; 0.0.0.0/0 nat-1"),
            more: "endpoint vpce-1 gateway v s3 rtb-a2"),
        .init(
            "3.3", "app -> 52.218.1.1 tcp 443", "allowed", tables: Sample.routes(a2: "pl-any nat-1; 0.0.0.0/0 nat-1")),
        .init(
            "3.3", "app -> 64:ff9b::cb00:7109 tcp 443", "depends: EDGE:natGateway at nat-1",
            tables: Sample.routes(a2: "64:ff9b::/96 nat-1; ::/0 eigw-1")),
    ]

    /// The tables, with another one that is main and is associated with nothing.
    private static func main(_ routes: String) -> String {
        Sample.routes(more: "table rtb-main v main\n  10.0.0.0/16 local\n  \(routes)")
    }

    /// The tables but a subnet's; none is main.
    private static func without(_ subnet: String) -> String {
        Sample.routes().split(separator: "\ntable ").map { $0.hasPrefix("table") ? "\($0)" : "table \($0)" }
            .filter { !$0.hasPrefix("table rtb-\(subnet) ") }.joined(separator: "\n")
    }
}
