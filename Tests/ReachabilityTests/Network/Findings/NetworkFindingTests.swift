import CoreModel
import Testing

@testable import Reachability

@Suite("Findings of the network")
struct NetworkFindingTests {
    /// What is found, a finding a text: "unreached acl-1 in 110 by in 100".
    static func found(_ text: String) throws -> [String] {
        let inventory = try NetworkSketch(text).inventory
        return Analyzer(inventory).networkFindings().map { words($0, inventory) }
    }

    static func words(_ finding: NetworkFinding, _ inventory: Inventory) -> String {
        let topology = inventory.topology
        func entry(_ acl: NetworkACLIndex, _ place: Int) -> String {
            let own = topology[acl].entries[place]
            return "\(own.direction == .ingress ? "in" : "out") \(own.number ?? -1)"
        }
        func names(_ ids: [TextID]) -> String { ids.map { inventory[$0] }.joined(separator: ",") }
        func ways(_ directions: [Direction]) -> String { directions.map { $0 == .ingress ? "in" : "out" }.joined(separator: ",") }
        func rule(_ rule: RuleIndex) -> String {
            let own = inventory[rule]
            return
                "\(inventory[inventory[own.group].id]) \(own.direction == .ingress ? "in" : "out") \(own.traffic.text) \(inventory.text(of: own.peer))"
        }
        func destination(_ route: Route.Destination) -> String {
            switch route {
            case .network(let network): "\(network)"
            case .prefixList(let id), .unknown(let id): inventory[id]
            }
        }
        switch finding {
        case .unreachedEntry(let acl, let place, let before):
            return
                "unreached \(inventory[topology[acl].id]) \(entry(acl, place)) by \(before.map { entry(acl, $0) }.joined(separator: ","))"
        case .unansweredEntry(let acl, let place): return "unanswered \(inventory[topology[acl].id]) \(entry(acl, place))"
        case .withoutIPv6(let acl, let directions, let subnets):
            return "no IPv6 \(inventory[topology[acl].id]) \(ways(directions)) \(names(subnets))"
        case .closedSubnet(let subnet, let acl, let directions, let isUsed):
            return
                "closed \(inventory[subnet]) by \(inventory[topology[acl].id]) \(ways(directions))\(isUsed == true ? "" : " unused")"
        case .cutRule(let index, let acls): return "cut \(rule(index)) by \(names(acls.map { topology[$0].id }))"
        case .lostReference(let index, let over): return "lost \(rule(index)) over \(names(over))"
        case .blackhole(let table, let route, let subnets, let next):
            let own = topology[table]
            let instead = next.map { " then \(destination(own.routes[$0].destination))" } ?? ""
            return "blackhole \(inventory[own.id]) \(destination(own.routes[route].destination)) \(names(subnets))\(instead)"
        case .transitBlackhole(let table, let route):
            return "blackhole \(inventory[topology[table].id]) \(destination(topology[table].routes[route].destination))"
        case .distantNat(let nat, let zone, let subnets):
            return "distant \(inventory[topology[nat].id]) in \(inventory[zone]) \(names(subnets))"
        case .oneWay(let target, let from, let to, let at):
            return "one way \(inventory[target.id]) \(inventory[from]) \(inventory[to]) at \(inventory[at])"
        case .publicSubnets(let table, _, let subnets): return "public \(inventory[topology[table].id]) \(names(subnets))"
        case .unusedGateway(.nat(let nat)): return "unused \(inventory[topology[nat].id])"
        case .unusedGateway(.gateway(let gateway)): return "unused \(inventory[topology[gateway].id])"
        case .unusedGateway(.detached(let gateway)): return "detached \(inventory[topology[gateway].id])"
        }
    }

    private static let publicTables = ["public rtb-a1 a1", "public rtb-a3 a3"]

    @Test("A plain network has public subnets, and its default ACL is fine")
    func plain() throws {
        #expect(try Self.found(Sample.text(tables: nil, acls: nil, more: "")) == Self.publicTables)
    }

    @Test(
        "An entry is not reached where entries before it decide over all that it matches",
        arguments: [
            (["in 100 allow all - 0.0.0.0/0", "in 110 deny tcp 22 203.0.113.0/24"], ["unreached acl-1 in 110 by in 100"]),
            (["in 90 deny tcp 22 203.0.113.0/24", "in 100 allow all - 0.0.0.0/0"], []),
            (
                ["in 90 allow tcp 0-100 0.0.0.0/0", "in 95 allow tcp 101-65535 0.0.0.0/0", "in 100 allow tcp - 10.0.0.0/8"],
                ["unreached acl-1 in 100 by in 90,in 95"]
            ),
            (
                ["in 90 allow all - 0.0.0.0/1", "in 95 allow all - 128.0.0.0/2", "in 100 deny tcp 22 0.0.0.0/0"], []
            ),
            (["in 100 allow tcp 443 0.0.0.0/0"], []), (["in 100 allow icmp 8 0.0.0.0/0"], []),
        ])
    func entries(into: [String], found: [String]) throws {
        let entries = into + ["in 200 allow all - ::/0", "out 200 allow all - ::/0", "out 100 allow all - 0.0.0.0/0"]
        let acl = Sample.openACL + "\nacl acl-1 v a1\n" + entries.map { "  \($0)\n" }.joined()
        #expect(try Self.found(Sample.text(tables: nil, acls: acl, more: "")) == found + Self.publicTables)
    }

    @Test(
        "An entry whose answers nothing lets through is found, and one that lets answers through is not",
        arguments: [
            ("in 100 allow tcp 443 0.0.0.0/0|out 100 allow tcp 443 0.0.0.0/0", ["in 100", "out 100"]),
            ("in 100 allow tcp 443 0.0.0.0/0|out 100 allow tcp 1024-65535 0.0.0.0/0", []),
            ("in 100 allow tcp 1024-65535 0.0.0.0/0|out 100 allow tcp 443 0.0.0.0/0", []),
            ("in 100 allow tcp 443 203.0.113.0/24|out 100 allow tcp 1024-65535 198.51.100.0/24", ["in 100", "out 100"]),
            // Some clients get answers.
            ("in 100 allow tcp 443 0.0.0.0/0|out 100 allow tcp 40000 0.0.0.0/0", []),
            ("in 100 allow icmp 8 0.0.0.0/0|out 100 allow icmp 8 0.0.0.0/0", ["in 100", "out 100"]),
            ("in 100 allow icmp 8 0.0.0.0/0|out 100 allow icmp 0 0.0.0.0/0", []),
            ("in 100 allow icmp 3 0.0.0.0/0|out 100 allow tcp - 0.0.0.0/0|in 110 allow tcp - 0.0.0.0/0", []),
            // Within the one subnet that uses it nothing meets the ACL.
            ("in 100 allow tcp 443 10.0.1.0/24|in 110 allow tcp - 10.0.2.0/24|out 100 allow tcp - 10.0.2.0/24", []),
            // An entry that another one decides over says nothing.
            ("in 90 deny all - 0.0.0.0/0|in 100 allow tcp 443 203.0.113.0/24|out 100 allow all - 0.0.0.0/0", nil),
        ] as [(String, [String]?)])
    func answers(entries: String, found: [String]?) throws {
        let lines = entries.split(separator: "|").map { "  \($0)\n" }.joined()
        let acl = Sample.openACL + "\nacl acl-1 v a1\n  in 200 allow all - ::/0\n  out 200 allow all - ::/0\n" + lines
        let all = try Self.found(Sample.text(tables: nil, acls: acl, more: "")).filter { $0.hasPrefix("unanswered") }
        #expect(all == (found ?? []).map { "unanswered acl-1 \($0)" })
    }

    @Test(
        "IPv6 is asked for only where subnets have it, and a closed subnet is one",
        arguments: [
            ("a1", "in 100 allow all - 0.0.0.0/0|out 100 allow all - 0.0.0.0/0", ["no IPv6 acl-1 in,out a1"]),
            ("a3", "in 100 allow all - 0.0.0.0/0|out 100 allow all - 0.0.0.0/0", []),
            (
                "a1", "in 100 allow all - 0.0.0.0/0|in 101 allow tcp 443 ::/0|out 100 allow all - 0.0.0.0/0",
                ["no IPv6 acl-1 out a1"]
            ),
            ("a2", "", ["closed a2 by acl-1 in,out"]),
            ("a2", "out 100 allow all - 0.0.0.0/0", ["closed a2 by acl-1 in"]),
            (
                "a2", "in 100 deny all - 0.0.0.0/0|out 100 allow all - ::/0|out 101 allow all - 0.0.0.0/0",
                ["closed a2 by acl-1 in"]
            ),
        ])
    func closed(subnet: String, entries: String, found: [String]) throws {
        let acl = Sample.openACL + "\nacl acl-1 v \(subnet)\n" + entries.split(separator: "|").map { "  \($0)\n" }.joined()
        #expect(try Self.found(Sample.text(tables: nil, acls: acl, more: "")) == found + Self.publicTables)
    }

    @Test(
        "A rule is cut where the ACLs of all members let nothing of it pass, or nothing of its answers",
        arguments: [
            ("in tcp 22 203.0.113.0/24", ["cut strict in tcp 22 203.0.113.0/24 by acl-1"]), ("in tcp 443 203.0.113.0/24", []),
            ("in tcp 20-443 203.0.113.0/24", []), ("in tcp 22 10.0.1.0/24", []),
            ("in udp 22 10.0.0.0/16", ["cut strict in udp 22 10.0.0.0/16 by acl-1"]),
            ("out tcp 25 0.0.0.0/0", ["cut strict out tcp 25 0.0.0.0/0 by acl-1"]),
            ("out tcp 80 0.0.0.0/0", ["cut strict out tcp 80 0.0.0.0/0 by acl-1"]),
            ("out tcp 443 0.0.0.0/0", ["cut strict out tcp 443 0.0.0.0/0 by acl-1"]), ("out udp 53 169.254.169.253/32", []),
            ("out udp 53 10.0.0.2/32", []),
            ("in tcp 22 open", ["cut strict in tcp 22 open by acl-1"]), ("in tcp 443 open", []), ("in tcp 22 strict", []),
            ("in tcp 22 2001:db8::/32", ["cut strict in tcp 22 2001:db8::/32 by acl-1"]), ("in tcp 443 2001:db8::/32", []),
        ])
    func cuts(rule: String, found: [String]) throws {
        let acl =
            Sample.openACL + "\nacl acl-1 v a1\n  in 100 allow tcp 443 0.0.0.0/0\n  in 101 allow tcp 443 ::/0\n"
            + "  out 100 allow tcp 1024-65535 0.0.0.0/0\n  out 101 allow all - ::/0\n  out 110 allow tcp 80 0.0.0.0/0\n"
        let groups = "group strict v\n  \(rule)\ngroups web strict\ngroups web2 strict"
        let text = Sample.text(tables: nil, acls: acl, more: groups)
        #expect(try Self.found(text).filter { $0.hasPrefix("cut") } == found)
        // With a member elsewhere, or where not every interface is listed, it is not so for certain.
        #expect(try !Self.found(text + "\ngroups app strict").contains { $0.hasPrefix("cut") })
        #expect(try !Self.found(text + "\nunlisted interfaces").contains { $0.hasPrefix("cut") })
    }

    @Test("Routes to nowhere, with what would come next")
    func blackholes() throws {
        let more = "0.0.0.0/0 nat-gone blackhole"
        #expect(
            try Self.found(Sample.text(tables: Sample.routes(a2: more), acls: nil, more: "")) == [
                "blackhole rtb-a2 0.0.0.0/0 a2"
            ] + Self.publicTables)
        let narrow = "203.0.113.0/24 nat-gone blackhole; 0.0.0.0/0 nat-1"
        #expect(
            try Self.found(Sample.text(tables: Sample.routes(a2: narrow), acls: nil, more: ""))
                == ["blackhole rtb-a2 203.0.113.0/24 a2 then 0.0.0.0/0"] + Self.publicTables)
        // The listing of its target says otherwise.
        let told = Sample.routes(a2: "0.0.0.0/0 nat-1 blackhole")
        #expect(try Self.found(Sample.text(tables: told, acls: nil, more: "")) == Self.publicTables)
        let transit = Joined.pcx(transit: Joined.transit("10.9.0.0/16 blackhole")).text
        #expect(try Self.found(transit).contains("blackhole tgw-rtb-1 10.9.0.0/16"))
    }

    @Test("Gateways that no route leads to, where all routes are told")
    func unused() throws {
        let routes = Sample.routes("", a2: "", a3: "")
        let whole = "listed routeTables"
        #expect(
            try Self.found(Sample.text(tables: routes, acls: nil, more: whole)) == [
                "unused nat-1", "unused igw-1", "unused eigw-1",
            ])
        #expect(try Self.found(Sample.text(tables: routes, acls: nil, more: "")).isEmpty)
        #expect(try Self.found(Sample.text(tables: nil, acls: nil, more: whole)) == ["unused eigw-1"] + Self.publicTables)
        // Global Accelerator needs no route.
        let accelerated = whole + "\neni ga a1 10.0.1.90\ntype ga global_accelerator_managed"
        #expect(try Self.found(Sample.text(tables: routes, acls: nil, more: accelerated)) == ["unused nat-1", "unused eigw-1"])
    }

    @Test("Subnets of other zones that send to one NAT gateway, where both zones are told")
    func zones() throws {
        let zones = "zone eu-west-1a euw1-az1 a1 a3\nzone eu-west-1b euw1-az2 a2"
        #expect(try Self.found(Sample.text(tables: nil, acls: nil, more: zones)).contains("distant nat-1 in eu-west-1a a2"))
        #expect(
            try !Self.found(Sample.text(tables: nil, acls: nil, more: "zone eu-west-1a - a1 a2 a3")).contains {
                $0.hasPrefix("distant")
            })
    }

    @Test(
        "Routes there without a way back",
        arguments: [
            (Joined.pcx(), []), (Joined.tgw(), []),
            (Joined.pcx(b1: "", b2: "", tb: ""), ["one way pcx-1 v b at rtb-b1"]),
            // One subnet that answers is enough.
            (Joined.pcx(b2: ""), []), (Joined.tgw(b1: "", b2: ""), ["one way tgw-1 v b at rtb-b1"]),
            (Joined.pcx(a1: "", a2: "", a3: ""), ["one way pcx-1 b v at rtb-a1"]),
            // The transit gateway's table knows one of them only.
            (Joined.tgw(transit: Joined.table(["10.1.0.0/16 att-b propagated"])), ["one way tgw-1 v b at tgw-rtb-1"]),
            // Nothing gets there.
            (Joined.tgw(transit: Joined.table([])), []),
        ] as [(Joined, [String])])
    func oneWay(network: Joined, found: [String]) throws {
        #expect(try Self.found(network.text).filter { $0.hasPrefix("one way") } == found)
    }

    @Test(
        "Groups that are not seen over what lies between",
        arguments: [
            (
                Joined.pcx(
                    "groups db named\ngroup named b\n  in tcp 443 app\ngroup app v\n  out all - 0.0.0.0/0\ngroups app app"), []
            ),
            (
                Joined.pcx(
                    "region b us-east-1\ngroups db named\ngroup named b\n  in tcp 443 app\ngroup app v\n  out all - 0.0.0.0/0\ngroups app app"
                ),
                ["lost named in tcp 443 app over pcx-1"]
            ),
            (
                Joined.tgw(
                    "groups db named\ngroup named b\n  in tcp 443 app\ngroup app v\n  out all - 0.0.0.0/0\ngroups app app"),
                ["lost named in tcp 443 app over tgw-1"]
            ),
        ] as [(Joined, [String])])
    func lost(network: Joined, found: [String]) throws {
        #expect(try Self.found(network.text).filter { $0.hasPrefix("lost") } == found)
        #expect(try !Self.found(network.text + "\nunlisted interfaces").contains { $0.hasPrefix("lost") })
    }
}
