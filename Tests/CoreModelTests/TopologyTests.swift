import Testing

@testable import CoreModel

/// aws-network 2.2 and 5.1, and DESIGN: "Identity", for what carries and filters packets.
@Suite("What is one route table or network ACL, and what of it is known")
struct TopologyTests {
    private static func aws(_ argument: Int, _ file: String) -> Listing {
        Listing(kind: .groups, argument: argument, file: file)
    }

    private static func state(_ document: Int, _ file: String) -> Listing {
        Listing(kind: .resources, argument: 0, file: file, document: document)
    }

    private static func network(_ text: String) throws -> IPNetwork { try IPNetwork(parsing: text) }

    /// A table of routes, each `CIDR TARGET`.
    private func table(
        _ builder: inout InventoryBuilder, _ id: String, _ routes: [String], _ knowledge: ListKnowledge = .complete,
        subnets: [String] = []
    ) throws -> RouteTable {
        var table = RouteTable(id: builder.intern(id))
        table.vpc = builder.intern("vpc-1")
        table.routeKnowledge = knowledge
        table.associationKnowledge = .complete
        table.subnets = subnets.map { builder.intern($0) }
        for text in routes {
            let words = text.split(separator: " ").map(String.init)
            let target = RouteTarget(gateway: words[1], builder.intern(words[1]))
            table.routes.append(Route(.network(try Self.network(words[0])), target, origin: .createRoute, state: .active))
        }
        return table
    }

    private func entry(_ number: Int?, _ action: NetworkACLEntry.Action, _ port: Int) throws -> NetworkACLEntry {
        NetworkACLEntry(number: number, .ingress, action, try Traffic(.tcp, from: port, to: port), .everything(.v4))
    }

    private func routes(_ inventory: Inventory) -> [String] {
        inventory.topology.routeTables.flatMap { table in
            table.routes.map { route in
                guard case .network(let network) = route.destination else { return "?" }
                let mark = route.doubt == .none ? "" : " (contested)"
                return "\(inventory[table.id]) \(network) \(inventory[route.target.id])\(mark)"
            }
        }
    }

    @Test("The routes of a table and route resources of its source are one table; of a route told twice nothing is doubled")
    func union() throws {
        var builder = InventoryBuilder(label: "test")
        builder.add(try table(&builder, "rtb-1", ["0.0.0.0/0 igw-1"]), in: Self.state(1, "a.tfstate"))
        let more = try table(&builder, "rtb-1", ["0.0.0.0/0 igw-1", "10.1.0.0/16 vgw-1"], .partial(.owner))
        builder.add(more, in: Self.state(1, "a.tfstate"))
        // Another state's route adds up: neither knows what the other made.
        let others = try table(&builder, "rtb-1", ["10.2.0.0/16 vgw-2"], .partial(.owner))
        builder.add(others, in: Self.state(2, "b.tfstate"))
        let inventory = builder.finish()
        #expect(routes(inventory) == ["rtb-1 0.0.0.0/0 igw-1", "rtb-1 10.1.0.0/16 vgw-1", "rtb-1 10.2.0.0/16 vgw-2"])
        #expect(inventory.topology.routeTables.map(\.routeKnowledge) == [.complete])
        #expect(inventory.topology.notices.isEmpty)
    }

    @Test("A table of which only route resources are read may have more routes")
    func part() throws {
        var builder = InventoryBuilder(label: "test")
        let part = try table(&builder, "rtb-1", ["0.0.0.0/0 igw-1"], .partial(.owner))
        builder.add(part, in: Self.state(1, "a.tfstate"))
        #expect(builder.finish().topology.routeTables.map(\.routeKnowledge) == [.partial(.owner)])
    }

    @Test("What a later source lists replaces the routes of an earlier one, and a notice names both")
    func replaced() throws {
        var builder = InventoryBuilder(label: "test")
        builder.add(try table(&builder, "rtb-1", ["0.0.0.0/0 igw-1"]), in: Self.state(1, "a.tfstate"))
        let resource = try table(&builder, "rtb-1", ["10.1.0.0/16 vgw-1"], .partial(.owner))
        builder.add(resource, in: Self.state(1, "a.tfstate"))
        builder.add(try table(&builder, "rtb-1", ["10.3.0.0/16 vgw-3"]), in: Self.aws(1, "tables.json"))
        let inventory = builder.finish()
        #expect(routes(inventory) == ["rtb-1 10.3.0.0/16 vgw-3"])
        #expect(inventory.topology.notices.contains { $0.contains("a.tfstate") && $0.contains("tables.json") })
    }

    @Test(
        "Equal copies within a listing are one; what only some copies have is contested, and so are two targets of one destination"
    )
    func copies() throws {
        var equal = InventoryBuilder(label: "test")
        for _ in 0..<2 { equal.add(try table(&equal, "rtb-1", ["0.0.0.0/0 igw-1"]), in: Self.aws(0, "a.json")) }
        #expect(routes(equal.finish()) == ["rtb-1 0.0.0.0/0 igw-1"])

        var differing = InventoryBuilder(label: "test")
        let first = try table(&differing, "rtb-1", ["0.0.0.0/0 igw-1", "10.1.0.0/16 vgw-1"])
        differing.add(first, in: Self.aws(0, "a.json"))
        differing.add(try table(&differing, "rtb-1", ["0.0.0.0/0 igw-1"]), in: Self.aws(0, "a.json"))
        let inventory = differing.finish()
        #expect(routes(inventory) == ["rtb-1 0.0.0.0/0 igw-1", "rtb-1 10.1.0.0/16 vgw-1 (contested)"])
        #expect(inventory.topology.notices.contains { $0.contains("rtb-1") && $0.contains("differing") })

        var twice = InventoryBuilder(label: "test")
        twice.add(try table(&twice, "rtb-1", ["0.0.0.0/0 igw-1", "0.0.0.0/0 igw-2"]), in: Self.aws(0, "a.json"))
        #expect(routes(twice.finish()).allSatisfy { $0.hasSuffix("(contested)") })
    }

    @Test(
        "What one answer of AWS was cut by, another of the same input has: the list is complete, and nothing of it is contested")
    func cut() throws {
        for lack in [ListKnowledge.Lack.member, .localRoute] {
            for isCutFirst in [true, false] {
                var builder = InventoryBuilder(label: "test")
                let cut = try table(&builder, "rtb-1", lack == .member ? [] : ["10.1.0.0/16 vgw-1"], .partial(lack))
                let whole = try table(&builder, "rtb-1", ["0.0.0.0/0 igw-1", "10.1.0.0/16 vgw-1"])
                for one in isCutFirst ? [cut, whole] : [whole, cut] { builder.add(one, in: Self.aws(0, "a.json")) }
                let inventory = builder.finish()
                #expect(Set(routes(inventory)) == ["rtb-1 0.0.0.0/0 igw-1", "rtb-1 10.1.0.0/16 vgw-1"])
                #expect(inventory.topology.routeTables.map(\.routeKnowledge) == [.complete])
                #expect(inventory.topology.notices.isEmpty)
            }
        }
        // What only the cut one has, the other denies.
        var builder = InventoryBuilder(label: "test")
        builder.add(try table(&builder, "rtb-1", ["10.1.0.0/16 vgw-1"], .partial(.localRoute)), in: Self.aws(0, "a.json"))
        builder.add(try table(&builder, "rtb-1", ["0.0.0.0/0 igw-1"]), in: Self.aws(0, "b.json"))
        #expect(routes(builder.finish()) == ["rtb-1 10.1.0.0/16 vgw-1 (contested)", "rtb-1 0.0.0.0/0 igw-1"])
    }

    @Test("A later answer of AWS without routes leaves those of an earlier one")
    func withoutRoutes() throws {
        var builder = InventoryBuilder(label: "test")
        builder.add(try table(&builder, "rtb-1", ["0.0.0.0/0 igw-1"]), in: Self.aws(0, "a.json"))
        builder.add(try table(&builder, "rtb-1", [], .partial(.member)), in: Self.aws(1, "b.json"))
        let inventory = builder.finish()
        #expect(routes(inventory) == ["rtb-1 0.0.0.0/0 igw-1"])
        #expect(inventory.topology.routeTables.map(\.routeKnowledge) == [.complete])
    }

    @Test("Many routes to destinations of their own are told apart from two to one")
    func manyRoutes() throws {
        func read(_ more: [String]) throws -> Set<String> {
            var builder = InventoryBuilder(label: "test")
            let own = (0..<200).map { "10.\($0).0.0/16 igw-\($0)" } + ["0.0.0.0/0 igw-1", "::/0 igw-1", "10.0.0.0/8 igw-1"]
            builder.add(try table(&builder, "rtb-1", own + more), in: Self.aws(0, "a.json"))
            return Set(routes(builder.finish()).filter { $0.hasSuffix("(contested)") })
        }
        #expect(try read([]) == [])
        #expect(try read(["10.7.0.0/16 igw-7"]) == [])
        #expect(
            try read(["10.7.0.0/16 igw-8"]) == [
                "rtb-1 10.7.0.0/16 igw-7 (contested)", "rtb-1 10.7.0.0/16 igw-8 (contested)",
            ])
    }

    @Test("Entries stand by number, those of one number and direction that differ are contested, a lack is kept by direction")
    func entries() throws {
        var builder = InventoryBuilder(label: "test")
        var acl = NetworkACL(id: builder.intern("acl-1"))
        acl.entries = [
            try entry(200, .deny, 22), try entry(100, .allow, 22), try entry(100, .deny, 80), try entry(90, .allow, 443),
            try entry(nil, .allow, 1),
        ]
        acl.entryKnowledge = [.complete, .partial(.lastEntry)]
        builder.add(acl, in: Self.aws(0, "a.json"))
        let inventory = builder.finish()
        let read = try #require(inventory.topology.networkACLs.first)
        #expect(read.entries.map(\.number) == [nil, 90, 100, 100, 200])
        #expect(read.entries.map { $0.doubt == .none } == [true, true, false, false, true])
        #expect(read.knowledge(.ingress) == .complete && read.knowledge(.egress) == .partial(.lastEntry))
        #expect(inventory.topology.notices.contains { $0.contains("acl-1 has differing entries") })
        #expect(inventory.topology.notices.contains { $0.contains("acl-1 has an entry without a number") })
    }

    @Test("A subnet that is associated with two tables is named")
    func twoTables() throws {
        var builder = InventoryBuilder(label: "test")
        builder.add(try table(&builder, "rtb-1", [], subnets: ["subnet-1"]), in: Self.aws(0, "a.json"))
        builder.add(try table(&builder, "rtb-2", [], subnets: ["subnet-1", "subnet-2"]), in: Self.aws(0, "a.json"))
        let notices = builder.finish().topology.notices
        #expect(notices.count == 1 && notices[0].contains("subnet-1"))
    }

    /// A VPC of an account, with what was listed.
    private func coverage(
        _ kind: NetworkListing.Kind, _ listings: [(account: String, region: String, isComplete: Bool, isOfVpc: Bool)],
        owner: String = "1", region: String = "eu-west-1", groupOwner: String? = nil
    ) -> ListingCoverage {
        var builder = InventoryBuilder(label: "test")
        var vpc = Vpc(id: builder.intern("vpc-1"))
        vpc.owner = builder.intern(owner)
        vpc.region = builder.intern(region)
        builder.add(vpc)
        if let groupOwner {
            var group = Group(id: builder.intern("sg-1"))
            group.owner = builder.intern(groupOwner)
            builder.beginGroup(group, in: Self.aws(0, "folder/groups.json"))
        }
        for listing in listings {
            let scope = Scope(account: builder.intern(listing.account), region: builder.intern(listing.region))
            builder.note(
                NetworkListing(kind, of: scope, isComplete: listing.isComplete, vpcs: listing.isOfVpc ? [vpc.id] : []),
                file: "folder/list.json")
        }
        return builder.finish().coverage(of: kind, inVpc: vpc.id)
    }

    @Test("A listing is of a VPC where it is its owner's in its region, or has something of it; a participant's proves little")
    func coverages() {
        #expect(coverage(.natGateways, []) == .none)
        #expect(coverage(.natGateways, [("1", "eu-west-1", true, false)]) == .complete)
        #expect(coverage(.natGateways, [("1", "us-east-1", true, false)]) == .none)
        #expect(coverage(.natGateways, [("2", "eu-west-1", true, false)]) == .none)
        #expect(coverage(.natGateways, [("1", "eu-west-1", true, false), ("1", "eu-west-1", false, true)]) == .partial)
        // A participant is listed route tables of a shared VPC, and no NAT gateways.
        #expect(coverage(.routeTables, [("2", "eu-west-1", true, true)]) == .complete)
        #expect(coverage(.natGateways, [("2", "eu-west-1", true, true)]) == .partial)
        // A listing without an account is that of the only owner of its folder's groups, else nobody's.
        #expect(coverage(.natGateways, [("", "eu-west-1", true, false)]) == .none)
        #expect(coverage(.natGateways, [("", "eu-west-1", true, false)], groupOwner: "1") == .complete)
        #expect(coverage(.natGateways, [("", "eu-west-1", true, false)], groupOwner: "2") == .none)
    }

    @Test("Routes and ACLs are looked at where one of the VPC is known or its owner's listing is empty")
    func lookedAt() throws {
        var builder = InventoryBuilder(label: "test")
        builder.add(try table(&builder, "rtb-1", []), in: Self.aws(0, "a.json"))
        var assumed = try table(&builder, "rtb-2", [])
        (assumed.vpc, assumed.isAssumed) = (builder.intern("vpc-2"), true)
        builder.add(assumed, in: Self.aws(0, "a.json"))
        for (id, account) in [("vpc-1", "1"), ("vpc-2", "1"), ("vpc-3", "3")] {
            var vpc = Vpc(id: builder.intern(id))
            vpc.owner = builder.intern(account)
            builder.add(vpc)
        }
        let empty = NetworkListing(.networkACLs, of: Scope(account: builder.intern("3")), isComplete: true)
        builder.note(empty, file: "acls.json")
        builder.add(PublicAccessBlock(scope: Scope(account: builder.intern("1")), mode: .ingress))
        let inventory = builder.finish()
        func id(_ text: String) throws -> TextID { try #require(inventory.texts.find(text)) }
        #expect(try ["vpc-1", "vpc-2", "vpc-3"].map { inventory.looksAtRoutes(ofVpc: try id($0)) } == [true, false, false])
        #expect(try ["vpc-1", "vpc-2", "vpc-3"].map { inventory.looksAtACLs(ofVpc: try id($0)) } == [false, false, true])
        #expect(try ["vpc-1", "vpc-2", "vpc-3"].map { inventory.looksAtPublicAccess(ofVpc: try id($0)) } == [true, true, false])
    }

    @Test(
        "An entry's range counts for the protocols that have one",
        arguments: [
            ("6", 443, 443, nil, nil, IPVersion.v4, "tcp 443"), ("17", nil, nil, nil, nil, .v4, "udp"),
            ("50", 443, 443, nil, nil, .v4, "esp"), ("-1", 80, 80, 8, 0, .v4, "all"), ("1", nil, nil, 8, -1, .v4, "icmp 8"),
            ("1", nil, nil, -1, 5, .v4, "icmp"), ("58", nil, nil, 128, 0, .v6, "icmpv6 128/0"),
            ("58", nil, nil, 128, 0, .v4, "icmpv6"),
        ] as [(String, Int?, Int?, Int?, Int?, IPVersion, String)])
    func ranges(
        number: String, from: Int?, to: Int?, type: Int?, code: Int?, version: IPVersion, text: String
    ) throws {
        let known = try #require(IPProtocol(number))
        #expect(try NetworkACLEntry.traffic(known, ports: (from, to), icmp: (type, code), version).text == text)
    }
}
