import CoreModel
import Support
import Testing

@testable import Reachability

/// Changes of the network that are offered, in the environment of aws-network's traps.
@Suite("Fixes of the network")
struct NetworkFixTests {
    @Test(
        "An entry lets through exactly what is asked, and an answer to the client's ports, for the address or the members' subnets",
        arguments: [
            // The packet and its answer; the ACL numbers in tens.
            (
                Sample.acl("a2", "in 100 allow tcp 80 0.0.0.0/0", "out 100 allow tcp 80 0.0.0.0/0"), "web -> app tcp 443",
                ["acl-1 in 110 tcp 443 10.0.1.10/32", "acl-1 out 110 tcp 1024-65535 10.0.1.10/32 wide"]
            ),
            (
                Sample.acl("a2", "in 115 allow tcp 443 0.0.0.0/0"), "open -> app tcp 443",
                ["acl-1 out 100 tcp 1024-65535 10.0.1.0/24 wide"]
            ),
            (
                Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0"), "203.0.113.9 -> web tcp 443",
                ["acl-1 out 100 tcp 1024-65535 203.0.113.9/32 wide"]
            ),
            (
                Sample.acl("a1", Sample.out), "internet -> web tcp 443",
                ["acl-1 in 100 tcp 443 0.0.0.0/0"]
            ),
            (
                Sample.acl("a1", Sample.out), "203.0.113.0/24 -> web tcp 443",
                ["acl-1 in 100 tcp 443 203.0.113.0/24"]
            ),
            // A numbered entry that denies is come before.
            (
                Sample.acl("a2", "in 90 deny tcp 443 10.0.1.0/24", "in 100 allow all - 0.0.0.0/0", Sample.out),
                "web -> app tcp 443",
                ["acl-1 in 89 tcp 443 10.0.1.10/32 before 90"]
            ),
            (
                Sample.acl(
                    "a2", "in 89 deny udp 1-10 0.0.0.0/0", "in 90 deny tcp 443 10.0.1.0/24", "in 100 allow all - 0.0.0.0/0",
                    Sample.out),
                "web -> app tcp 443", ["acl-1 in 88 tcp 443 10.0.1.10/32 before 90"]
            ),
            // Types of ICMP, and protocols that have neither ports nor types.
            (
                Sample.acl("a2", "in 100 allow icmp 8/-1 0.0.0.0/0"), "web -> app icmp 8/0",
                ["acl-1 out 100 icmp 0/0 10.0.1.10/32"]
            ),
            (
                Sample.acl("a2"), "web -> app 50", ["acl-1 in 100 esp 10.0.1.10/32", "acl-1 out 100 esp 10.0.1.10/32"]
            ),
            // Everything is one entry each way.
            (
                Sample.acl("a2"), "web -> app all", ["acl-1 in 100 all 10.0.1.10/32", "acl-1 out 100 all 10.0.1.10/32"]
            ),
            (
                Sample.acl("a2", "in 100 allow tcp 443 0.0.0.0/0", Sample.out), "web -> app tcp 443 v6",
                ["acl-1 in 110 tcp 443 2001:db8:a:1::10/128", "acl-1 out 110 tcp 1024-65535 2001:db8:a:1::10/128 wide"]
            ),
            // Behind the NAT gateway: its own subnet, there and back.
            (
                Sample.acl("a3", "out 100 allow tcp 443 0.0.0.0/0"), "app -> 203.0.113.9 tcp 443",
                [
                    "acl-1 in 100 tcp 443 10.0.2.20/32", "acl-1 in 110 tcp 1024-65535 203.0.113.9/32 wide",
                    "acl-1 out 110 tcp 1024-65535 10.0.2.20/32 wide",
                ]
            ),
            // Nothing fails.
            (Sample.openACL, "web -> app tcp 443", []),
            // Only a part fails: it depends, and nothing is offered.
            (
                Sample.acl("a1", Sample.into, "out 50 deny tcp 8080 0.0.0.0/0", "out 100 allow all - 0.0.0.0/0"),
                "203.0.113.9 -> web tcp 443", []
            ),
        ])
    func entries(acls: String, question: String, fixes: [String]) throws {
        #expect(try Fixes(Sample.environment(acls: acls), question).lines == fixes)
    }

    @Test("Clients of a known system get the ports that it answers on, and what a wider entry covers is not given again")
    func clients() throws {
        func lines(_ question: String, _ more: String) throws -> [String] {
            let acls = Sample.acl("a2", "in 100 allow tcp 443 0.0.0.0/0")
            return try Fixes(Sample.environment(acls: acls, more: more), question).lines
        }
        #expect(try lines("web -> app tcp 443", "instance web linux") == ["acl-1 out 100 tcp 32768-60999 10.0.1.10/32 linux"])
        #expect(try lines("web -> app tcp 443", "instance web windows") == ["acl-1 out 100 tcp 49152-65535 10.0.1.10/32 windows"])
        // web2's ports are not known: those of its subnet's Linux are among them.
        #expect(try lines("open -> app tcp 443", "instance web linux") == ["acl-1 out 100 tcp 1024-65535 10.0.1.0/24 wide"])
        #expect(try lines("10.0.1.0/24 -> app tcp 443", "") == ["acl-1 out 100 tcp 1024-65535 10.0.1.0/24 wide"])
    }

    @Test(
        "Where no entry can stand none is given, and why is said",
        arguments: [
            ("in 1 deny tcp 443 0.0.0.0/0", NoNetworkFix.noFreeNumber(NetworkACLIndex(1), .ingress)),
            ("in 32766 allow tcp 80 0.0.0.0/0", .noFreeNumber(NetworkACLIndex(1), .ingress)),
        ])
    func noNumber(entry: String, reason: NoNetworkFix) throws {
        let sketch = try Sample.environment(acls: Sample.acl("a2", entry, Sample.out))
        #expect(try Fixes(sketch, "web -> app tcp 443").none == reason)
        let full = (1...20).map { "in \($0 * 10) allow tcp \($0) 0.0.0.0/0" }
        let lines = ([Sample.openACL, "acl acl-1 v a2", "  " + Sample.out] + full.map { "  " + $0 }).joined(separator: "\n")
        let many = try Fixes(Sample.environment(acls: lines), "web -> app tcp 443")
        #expect(many.none == .tooManyEntries(NetworkACLIndex(1), .ingress, count: 20))
    }

    @Test(
        "A route leads to the only thing of the VPC that there is to lead to",
        arguments: [
            // No route: by the NAT gateway, with a public address by the internet gateway.
            (Sample.routes(a2: ""), "app -> 203.0.113.9 tcp 443", ["rtb-a2 203.0.113.9/32 nat-1"]),
            (Sample.routes(a2: ""), "app -> internet tcp 443", ["rtb-a2 0.0.0.0/0 nat-1"]),
            (Sample.routes(""), "web -> 203.0.113.9 tcp 443", ["rtb-a1 203.0.113.9/32 igw-1"]),
            (Sample.routes(a3: ""), "app -> 203.0.113.9 tcp 443", ["rtb-a3 203.0.113.9/32 igw-1"]),
            (
                Sample.routes(a2: "", a3: ""), "app -> 203.0.113.9 tcp 443",
                ["rtb-a2 203.0.113.9/32 nat-1", "rtb-a3 203.0.113.9/32 igw-1"]
            ),
            (Sample.routes(), "app -> 2001:db8:ffff::1 tcp 443", ["rtb-a2 2001:db8:ffff::1/128 eigw-1"]),
            // A target that is gone.
            (Sample.routes(a2: "0.0.0.0/0 nat-0 blackhole"), "app -> 203.0.113.9 tcp 443", ["rtb-a2 0.0.0.0/0 nat-1 was nat-0"]),
            // The answer back to the gateway that it came by.
            (Sample.routes(""), "203.0.113.9 -> web tcp 443", ["rtb-a1 203.0.113.9/32 igw-1"]),
            (Sample.routes("0.0.0.0/0 nat-1"), "203.0.113.9 -> web tcp 443", ["rtb-a1 203.0.113.9/32 igw-1"]),
            (Sample.routes("0.0.0.0/0 nat-1"), "internet -> web tcp 443", ["rtb-a1 0.0.0.0/0 igw-1 was nat-1"]),
            (
                Sample.routes("203.0.113.0/24 nat-1; 0.0.0.0/0 igw-1"), "203.0.0.0/16 -> web tcp 443",
                ["rtb-a1 203.0.113.0/24 igw-1 was nat-1"]
            ),
            // What has no public address goes by the NAT gateway, and its neighbours keep their way.
            (Sample.routes(), "web2 -> 203.0.113.9 tcp 443", ["rtb-a1 203.0.113.9/32 nat-1"]),
        ])
    func routes(tables: String, question: String, fixes: [String]) throws {
        let found = try Fixes(Sample.environment(tables: tables), question)
        #expect(found.lines == fixes, "\(String(describing: found.none))")
    }

    @Test(
        "Nothing is offered where there is none, or more than one, to lead to",
        arguments: [
            (Sample.routes(a2: ""), "", "app -> 10.9.0.1 tcp 443", "peeringConnection transitGateway virtualPrivateGateway"),
            (Sample.routes(), "", "app -> 10.9.0.1 tcp 443", "peeringConnection transitGateway"),
            (Sample.routes(a2: "0.0.0.0/0 nat-1 blackhole"), "state nat-1 deleted", "app -> 203.0.113.9 tcp 443", "natGateway"),
            (Sample.routes(a2: ""), "nat nat-2 a1 10.0.1.30 198.51.100.31", "app -> 203.0.113.9 tcp 443", "nat-1 nat-2"),
            (Sample.routes(), "", "203.0.113.9 -> app tcp 443", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"),
            (Sample.routes(), "", "app -> 203.0.113.9 50", "PROTOCOL_RESTRICTION"),
            (Sample.routes(a3: "0.0.0.0/0 nat-1"), "", "a3/10.0.3.40 -> 203.0.113.9 tcp 443", "own subnet nat-1"),
            // The whole route would take the way in from web.
            (Sample.routes(), "", "web2 -> internet tcp 443", "public address for 10.0.1.12 by rtb-a1"),
            (Sample.routes(), "", "web2 -> internet 50", "public address for 10.0.1.12 by rtb-a1, not by nat"),
            (Sample.routes(), "", "web2 -> 203.0.113.9 50", "public address for 10.0.1.12 by rtb-a1, not by nat"),
            (Sample.routes(a2: ""), "", "app -> 203.0.113.9 50", "not by nat for 10.0.2.20 by rtb-a2"),
            // The NAT gateways would get their own packets back.
            (Sample.publicTable, "", "web2 -> internet tcp 443", "public address for 10.0.1.12 by rtb-public"),
            (Sample.publicTable, "", "web2 -> 203.0.113.9 tcp 443", "public address for 10.0.1.12 by rtb-public"),
            (
                Sample.publicTable, "nat nat-2 a3 10.0.3.31 198.51.100.31", "web2 -> internet tcp 443",
                "public address for 10.0.1.12 by rtb-public"
            ),
            (
                "table rtb-one v main,a1,a2,a3\n  10.0.0.0/16 local", "", "app -> 203.0.113.9 tcp 443",
                "nat-1 has rtb-one too"
            ),
            (Sample.routes(a2: ""), "state nat-1 failed", "app -> 203.0.113.9 tcp 443", "natGateway, one unsure"),
            (Sample.routes(a2: ""), "state nat-1 deleted", "app -> 203.0.113.9 tcp 443", "natGateway"),
        ])
    func none(tables: String, more: String, question: String, reason: String) throws {
        let found = try Fixes(Sample.environment(tables: tables, more: more), question)
        #expect(found.lines.isEmpty)
        #expect(found.reason == reason)
    }

    @Test("Block Public Access is opened one way where the way out is a NAT gateway, both ways elsewhere")
    func publicAccess() throws {
        let more = "block block-bidirectional"
        func lines(_ question: String, _ more: String = more) throws -> [String] {
            let routes = Sample.routes(a2: "0.0.0.0/0 nat-1; ::/0 eigw-1")
            return try Fixes(Sample.environment(tables: routes, more: more), question).lines
        }
        #expect(try lines("app -> 203.0.113.9 tcp 443") == ["a3 egress"])
        #expect(try lines("app -> 2001:db8:ffff::1 tcp 443") == ["a2 egress"])
        #expect(try lines("web -> 203.0.113.9 tcp 443") == ["a1 bidirectional"])
        #expect(try lines("203.0.113.9 -> web tcp 443") == ["a1 bidirectional"])
        #expect(try lines("203.0.113.9 -> web tcp 443", "\(more)\nexclude a1 allow-egress") == ["a1 bidirectional was egress"])
    }

    @Test("A subnet that tells its own mode tells another after its exclusion")
    func ownMode() throws {
        for mode in ["block-ingress", "block-bidirectional"] {
            let sketch = try Sample.environment(more: "block \(mode)\nmode a1 \(mode)")
            #expect(try Fixes(sketch, "203.0.113.9 -> web tcp 443").lines == ["a1 bidirectional"])
        }
    }

    @Test("Without another way out the only free public address goes to what has none, and to nobody where two lack one")
    func addresses() throws {
        let sketch = try Sample.environment(
            nat: "",
            more: "elastic 198.51.100.9 eipalloc-9\neni web3 a1 10.0.1.13\ngroup far\ngroups web2 far\ngroups web3 open far")
        let one = try Fixes(sketch, "web3 -> 203.0.113.9 tcp 443")
        #expect(one.lines == ["web3 198.51.100.9 for 10.0.1.13"])
        #expect(try Fixes(sketch, "far -> 203.0.113.9 tcp 443").reason == "198.51.100.9 alone")
        let two = try Sample.environment(
            nat: "", more: "elastic 198.51.100.9 eipalloc-9\nelastic 198.51.100.8 eipalloc-8\neni web3 a1 10.0.1.13")
        #expect(try Fixes(two, "web3 -> 203.0.113.9 tcp 443").reason == "public address for 10.0.1.13 by rtb-a1")
    }

    @Test("A route of a state, which tells none of its own, leads elsewhere where its target does not work or is not the VPC's")
    func untold() throws {
        let broken = try Sample.environment(
            tables: Sample.routes(a2: "0.0.0.0/0 nat-1 untold"), more: "state nat-1 deleted\nnat nat-2 a1 10.0.1.30 198.51.100.31"
        )
        #expect(try Fixes(broken, "app -> 203.0.113.9 tcp 443").lines == ["rtb-a2 0.0.0.0/0 nat-2 was nat-1"])
        let foreign = try Sample.environment(tables: Sample.routes("0.0.0.0/0 igw-9 untold"), more: "igw igw-9 w")
        #expect(try Fixes(foreign, "web -> 203.0.113.9 tcp 443").lines == ["rtb-a1 0.0.0.0/0 igw-1 was igw-9"])
        let outOnly = try Sample.environment(tables: Sample.routes(a2: "::/0 eigw-9 untold"), more: "eigw eigw-9")
        #expect(try Fixes(outOnly, "app -> 2001:db8:ffff::1 tcp 443").reason == "BAD_STATE_ATTACHMENT")
    }

    @Test("One way, what stops the answer is left as it is")
    func oneWay() throws {
        let sketch = try Sample.environment(acls: Sample.acl("a2", "in 100 allow tcp 80 0.0.0.0/0"))
        #expect(try Fixes(sketch, "web -> app tcp 443", isOneWay: true).lines == ["acl-1 in 110 tcp 443 10.0.1.10/32"])
    }

    @Test("A gateway that is attached to nothing is attached, and an appliance's check goes off")
    func components() throws {
        let text = """
            vpc v 10.0.0.0/16
            subnet a1 v 10.0.1.0/24
            table t v a1
              10.0.0.0/16 local
              0.0.0.0/0 igw-1 blackhole
            igw igw-1
            eni web a1 10.0.1.10 198.51.100.10
            """
        #expect(try Fixes(NetworkSketch(text), "web -> 203.0.113.9 tcp 443").lines == ["igw-1 to v"])
        #expect(try Fixes(NetworkSketch(text), "203.0.113.9 -> web tcp 443").lines == ["igw-1 to v"])
        let two = try Fixes(NetworkSketch(text + "\nigw igw-2"), "203.0.113.9 -> web tcp 443")
        #expect(two.reason == "igw-1 igw-2")
        let appliance = try Sample.environment(
            tables: Sample.routes(a2: "10.0.1.0/24 eni-fw; 0.0.0.0/0 nat-1"), more: "eni eni-fw a3 10.0.3.50\ncheck eni-fw on")
        #expect(try Fixes(appliance, "app -> web tcp 443").lines == ["eni-fw check off"])
    }

    @Test("Several blockers are taken away together, those behind a new route too")
    func several() throws {
        let sketch = try Sample.environment(
            tables: Sample.routes(a2: ""), acls: Sample.acl("a3", "out 100 allow tcp 443 0.0.0.0/0"),
            more: "block block-bidirectional")
        #expect(
            try Fixes(sketch, "app -> 203.0.113.9 tcp 443").lines == [
                "rtb-a2 203.0.113.9/32 nat-1", "a3 egress", "acl-1 in 100 tcp 443 10.0.2.20/32",
                "acl-1 in 110 tcp 1024-65535 203.0.113.9/32 wide", "acl-1 out 110 tcp 1024-65535 10.0.2.20/32 wide",
            ])
    }

    @Test("What is another account's is not changed, and whose it is is said")
    func foreign() throws {
        let sketch = try Sample.environment(acls: Sample.acl("a2") + "\nowner acl-1 2")
        let found = try Fixes(sketch, "web -> app tcp 443")
        #expect(found.reason == "account 2 acl-1")
    }
}

/// What is found for a question, in short lines.
struct Fixes {
    let sketch: NetworkSketch
    let fixes: [NetworkFix]
    let none: NoNetworkFix?
    let ways: Ways

    /// The fixes for `source -> destination protocol selector`, each end an interface, a group, a CIDR, an address or "internet".
    init(_ sketch: NetworkSketch, _ question: String, isOneWay: Bool = false) throws {
        self.sketch = sketch
        var words = question.split(separator: " ").map(String.init)
        let client = words.count > 2 && words[words.count - 2] == "from" ? Int(words[words.count - 1]) : nil
        if client != nil { words.removeLast(2) }
        let version: IPVersion = question.contains("::") || words.contains("v6") ? .v6 : .v4
        let (source, destination) = (try sketch.questionEnd(words[0]), try sketch.questionEnd(words[2]))
        let traffic = try sketch.traffic(Array(words[3...]))
        let ways = sketch.walker.ways(from: source, to: destination, TrafficSet(traffic.points), version, clientPort: client)
        self.ways = ways
        let finder = NetworkFixFinder(sketch.walker, from: source, to: destination, isOneWay: isOneWay)
        (fixes, none) = finder.fixes(ways.entries)
    }

    var lines: [String] { fixes.map(line) }

    private func line(_ fix: NetworkFix) -> String {
        let inventory = sketch.inventory
        func name(_ id: TextID) -> String { inventory[id] }
        let own = name(fix.component(in: inventory))
        switch fix {
        case .entry(_, let entry, let overridden, let clients):
            let way = entry.direction == .ingress ? "in" : "out"
            return "\(own) \(way) \(entry.number) \(entry.traffic.text) \(entry.network)"
                + (overridden.map { " before \($0)" } ?? "") + (clients.map { " \($0)" } ?? "")
        case .route(_, let destination, let target, let replaced):
            return "\(own) \(text(destination)) \(name(target.id))" + (replaced.map { " was \(name($0.id))" } ?? "")
        case .exclusion(_, let mode, let known): return "\(own) \(mode)" + (known.map { " was \($0.mode)" } ?? "")
        case .attach(_, let vpc): return "\(own) to \(name(vpc))"
        case .checkOff: return "\(own) check off"
        case .address(let address, _, _, let inner): return "\(own) \(address) for \(inner)"
        case .removal(_, let destination, let target, let next):
            return "\(own) without \(text(destination)) \(name(target.id)) for \(name(next.id))"
        case .acceptance: return "\(own) accepted"
        case .association(_, let table): return "\(own) in \(name(inventory.topology[table].id))"
        case .propagation(let attachment, _): return "\(own) gets \(name(inventory.topology[attachment].id))"
        case .transitRoute(_, let destination, let attachment, let replaced):
            let was = replaced.map { " was \($0.hops.first.map { name($0.attachment) } ?? "blackhole")" } ?? ""
            return "\(own) \(text(destination)) \(name(inventory.topology[attachment].id))\(was)"
        case .transitRemoval(_, let route): return "\(own) without \(text(route.destination))"
        case .attachmentSubnet(_, let subnet): return "\(own) gets \(name(subnet))"
        case .references, .attachmentReferences: return "\(own) keeps references"
        case .crossZone: return "\(own) crosses zones"
        }
    }

    private func text(_ destination: Route.Destination) -> String {
        switch destination {
        case .network(let network): "\(network)"
        case .prefixList(let id), .unknown(let id): sketch.inventory[id]
        }
    }

    /// Why there is none, in a few words.
    var reason: String? {
        let inventory = sketch.inventory
        switch none {
        case .noComponent(let needed, let kinds)?:
            return kinds.map { "\($0)" }.joined(separator: " ") + (needed.hasUnsure ? ", one unsure" : "")
        case .noPublicAddress(let address, let table, _, let isForNat)?:
            return "public address for \(address) by \(inventory[inventory.topology[table].id])"
                + (isForNat ? "" : ", not by nat")
        case .notForNat(let address, let table)?:
            return "not by nat for \(address) by \(inventory[inventory.topology[table].id])"
        case .oneFreeAddress(let address)?: return "\(address) alone"
        case .natByOwnTable(let gateway, let table)?:
            return "\(inventory[gateway]) has \(inventory[inventory.topology[table].id]) too"
        case .severalComponents(_, let targets)?: return targets.map { inventory[$0.id] }.joined(separator: " ")
        case .contrary(let table, _)?: return "contrary \(inventory[inventory.topology[table].id])"
        case .foreignAccount(let account, let component)?: return "account \(inventory[account]) \(inventory[component])"
        case .noFreeNumber(let acl, _)?: return "no number \(inventory[inventory.topology[acl].id])"
        case .tooManyEntries(let acl, _, _)?: return "too many \(inventory[inventory.topology[acl].id])"
        case .natInOwnSubnet(let gateway, _)?: return "own subnet \(inventory[gateway])"
        case .notAttached(let vpc, let gateway)?: return "\(inventory[vpc]) not at \(inventory[gateway])"
        case .severalTables(let attachment, let tables)?:
            return "\(inventory[attachment]) in \(tables.map { inventory[inventory.topology[$0].id] }.joined(separator: " "))"
        case .noSubnet(let attachment, let zone)?: return "\(inventory[attachment]) nothing in \(inventory[zone])"
        case .manyPlaces?: return "many places"
        case .contraryTransit(let table, _)?: return "contrary \(inventory[inventory.topology[table].id])"
        case .tableNotInInput(let vpc)?: return "no table of \(inventory[vpc])"
        case .noneOffered(let stage)?: return stage.code
        case .groupsStillFail(let stage)?: return "groups, \(stage?.code ?? "")"
        case .stillFails(let stage)?: return "still \(stage?.code ?? "")"
        case nil: return nil
        }
    }
}

extension NetworkSketch {
    /// An end of a question: an interface's name, a group's, a CIDR, an address or "internet".
    func questionEnd(_ text: String) throws -> End {
        if text == "internet" { return .internet }
        if let place = inventory.interfaces.firstIndex(where: { inventory[$0.id] == text }) {
            return .interfaces([InterfaceIndex(place)])
        }
        if let group = inventory.group(id: text) { return .group(group) }
        if let list = inventory.prefixList(id: text) { return .prefixList(list) }
        if let network = try? IPNetwork(parsing: text) { return .network(network) }
        return .network(.single(try IPAddress(parsing: text.split(separator: "/").last ?? "")))
    }

    /// A protocol with a port, or a type and code; "all".
    func traffic(_ words: [String]) throws -> Traffic {
        if words[0] == "all" { return .all }
        let ipProtocol = try #require(IPProtocol(words[0]))
        let numbers = words.count > 1 && words[1] != "v6" ? words[1].split(separator: "/").map { Int($0) } : []
        let first = numbers.first ?? nil
        return try Traffic(ipProtocol, from: first, to: ipProtocol.isICMP ? (numbers.count > 1 ? numbers[1] : nil) : first)
    }
}
