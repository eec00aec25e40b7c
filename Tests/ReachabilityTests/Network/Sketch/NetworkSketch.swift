import CoreModel
import Testing

@testable import Reachability

/// A small network written as text, for tests of ways.
///
/// A line is one thing:
///
///     vpc v 10.0.0.0/16 2001:db8:a::/56      a VPC and its blocks
///     subnet a1 v 10.0.1.0/24                a subnet, its VPC and its blocks; "untold" stands for an IPv4 block that no input tells
///     unloaded a2 v                          a subnet that only what stands in it names, and its VPC
///     region v us-east-1                     a VPC's region, which is eu-west-1 else; "owner v 2" its account, and that of all in it
///     zone eu-west-1a euw1-az1 a1 a2         the zone of subnets and its id; "-" for what is not told
///     table a v main,a1,a2                   a route table, its VPC, and what uses it: "main", subnets, gateways; "-" for nothing;
///                                            with "written" among them it is as a state has it, without local routes and states
///       10.0.0.0/16 local                    its routes: a CIDR or list, a target, and "propagated", "blackhole", "unsettled", "untold"
///     acl x v a1                             a network ACL, its VPC, and what uses it: "default", subnets
///       in 100 allow tcp 443 0.0.0.0/0       an entry: direction, number, action, protocol, ports ("-": all), CIDR
///     igw igw-1 v                            an internet gateway and its VPC; "eigw" likewise
///     nat nat-1 a3 10.0.3.30 198.51.100.30   a NAT gateway, its subnet and its addresses, without a public one a private one
///     eni web a1 10.0.1.10 198.51.100.10     an interface, its subnet ("-": not told, "-v": somewhere in v; "?" stands for addresses that no
///                                            input tells), its private addresses and their public ones; it carries `open`
///     groups web strict                      an interface carries another group instead
///     regional nat-2 v rtb-nat 10.0.9.9 198.51.100.9   a regional NAT gateway, its VPC, its table and its addresses
///     address nat-1 10.0.3.31                a further address of a NAT gateway
///     state nat-1 deleted                    the state of a NAT gateway, or of what joins VPCs; "untold" for none
///     check eni-fw off                       an interface's source/destination check
///     type web nat_gateway                   an interface's type
///     owner acl-1 2                          an account, which is "1" else: an ACL's, a VPC's, a transit gateway's
///     group strict                           a group; its VPC may follow
///       in tcp 443 0.0.0.0/0                 a rule, whose peer is a CIDR, a group or a list, "pl-1"
///     prefix web 10.0.1.64/28                a prefix that is delegated to an interface
///     list pl-1 10.1.0.0/16                  a prefix list; without entries they are not loaded; "ipv4" tells its family alone
///     service pl-1 s3                        AWS's own list of a service
///     firewall v                             a VPC or a subnet behind a firewall
///     instance web windows                   the platform of the instance that an interface is of; the name of another of it may follow
///     unlisted interfaces subnets            of these no listing is loaded; "partly" instead of it: a part of one
///     listed routeTables                     a listing of these is whole, which none says else
///     elastic 198.51.100.9 eipalloc-9        a public address that is free
///     mode a1 block-ingress                  what a subnet tells of Block Public Access itself
///     block block-ingress                    Block Public Access of the account; "exclude a3 allow-egress" excludes a subnet
///
/// What joins VPCs to each other and to the rest has lines of its own, ``SketchReader/join(_:)``, and so have load balancers,
/// ``SketchReader/balance(_:)``.
struct NetworkSketch {
    let inventory: Inventory
    let walker: Walker
    /// The places of tables in the topology, by name.
    private let tables: [String: RouteTable]

    init(_ text: String) throws {
        var reader = SketchReader()
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if !words.isEmpty { try reader.read(words, isInner: line.hasPrefix("  ")) }
        }
        inventory = reader.finish()
        walker = Walker(inventory, InventoryIndex(inventory))
        tables = Dictionary(uniqueKeysWithValues: inventory.topology.routeTables.map { [inventory] in (inventory[$0.id], $0) })
    }

    /// An end: an interface's name, its name with one of its addresses behind a slash, a subnet with an address, or an address outside.
    func end(_ text: String, _ version: IPVersion = .v4) throws -> WayEnd {
        let parts = text.split(separator: "/").map(String.init)
        if let place = inventory.interfaces.firstIndex(where: { inventory[$0.id] == parts[0] }) {
            let own = inventory.interfaces[place].privateAddresses(version)
            let address = parts.count > 1 ? try IPAddress(parsing: parts[1]) : own.first
            return .interface(InterfaceIndex(place), address ?? IPAddress(version, bits: 0))
        }
        if parts.count > 1, let subnet = inventory.subnets.first(where: { inventory[$0.id] == parts[0] }) {
            return .host(try IPAddress(parsing: parts[1]), subnet: subnet.id)
        }
        return .outside(try IPAddress(parsing: text))
    }

    /// The way of `source -> destination:protocol/port`, such as `web -> 203.0.113.9 tcp 443`.
    func way(_ question: String) throws -> Way {
        let all = question.split(separator: " ").map(String.init)
        let client = all.count > 2 && all[all.count - 2] == "from" ? Int(all[all.count - 1]) : nil
        let words = client == nil ? all : all.dropLast(2)
        let version: IPVersion = question.split(separator: " ").contains { $0.contains("::") } || words.contains("v6") ? .v6 : .v4
        let ipProtocol = IPProtocol(words[3]) ?? .tcp
        let numbers = words.count > 4 && words[4] != "v6" ? words[4].split(separator: "/").map { Int($0) } : []
        let first = numbers.first ?? nil
        let traffic =
            ipProtocol.isICMP
            ? try Traffic(ipProtocol, from: first, to: numbers.count > 1 ? numbers[1] : nil)
            : try Traffic(ipProtocol, from: first, to: first)
        let pieces = WayTraffic.pieces(TrafficSet(traffic.points), clientPort: client)
        return walker.way(from: try end(words[0], version), to: try end(words[2], version), pieces[0])
    }

    /// The verdict with the codes of what fails or depends, in their order: "blocked SUBNET_ACL_RESTRICTION:reply".
    func answer(_ question: String) throws -> String {
        let way = try way(question)
        return ([way.verdict.rawValue] + way.stages.compactMap(\.code)).joined(separator: " ")
    }

    /// The stages in one line: "group web, acl x out, table a, igw igw-1, reply acl x in".
    func stages(_ question: String) throws -> String {
        try way(question).stages.map { stage in
            let leg = stage.leg == .reply ? "reply " : ""
            let direction = stage.direction.map { $0 == .ingress ? " in" : " out" } ?? ""
            let id = stage.component.isNone ? "" : " \(inventory[stage.component])"
            return "\(leg)\(stage.kind.rawValue)\(id)\(direction)\(stage.outcome == .pass ? "" : " \(stage.outcome.rawValue)")"
        }.joined(separator: ", ")
    }

    /// Which route of a table an address takes: its targets, with " or " between them.
    func choice(_ table: String, _ address: String) throws -> String {
        guard let own = tables[table] else { return "no table" }
        let vpc = inventory.vpcs.first { $0.id == own.vpc }
        let choice = own.choose(try IPAddress(parsing: address), vpcBlocks: vpc?.networks, list: walker.index.list)
        return choice.possible.map { possibility in
            switch possibility {
            case .route(let place):
                let route = own.routes[place]
                let target = route.target.kind == .local ? "local" : inventory[route.target.id]
                return route.state == .blackhole ? "\(target) dropped" : target
            case .local: return "local"
            case .none: return "none"
            case .unlisted: return "unlisted"
            case .notRouted: return "not routed"
            }
        }.joined(separator: " or ")
    }
}

extension Ways {
    /// All alike: that; else it depends; nil where there is nobody to walk between.
    var verdict: Verdict? {
        guard isPlaced else { return .depends }
        guard let first = entries.first?.way.verdict else { return nil }
        return entries.allSatisfy { $0.way.verdict == first } ? first : .depends
    }
}
