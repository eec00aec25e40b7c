import Testing

@testable import CoreModel

/// What is one group, and which of its rules count, where several inputs tell of it.
@Suite("What is one group, and which rules it has")
struct BuilderTests {
    private static func describe(_ argument: Int, _ file: String) -> Listing {
        Listing(kind: .groups, argument: argument, file: file)
    }

    private static func rules(_ argument: Int, _ file: String) -> Listing {
        Listing(kind: .rules, argument: argument, file: file)
    }

    private func rule(_ builder: inout InventoryBuilder, port: Int, id: String = "", description: String = "") throws -> Rule {
        let peer = builder.peer(IPNetwork.everything(.v4))
        return Rule(
            id: builder.intern(id), description: builder.intern(description), direction: .ingress,
            traffic: try Traffic(.tcp, from: port, to: port), peer: peer)
    }

    private func add(_ listing: Listing, ports: [Int], to builder: inout InventoryBuilder, ids: Bool = false) throws {
        let group = Group(id: builder.intern("sg-1"))
        if listing.kind == .rules || listing.kind == .ruleResources {
            for port in ports {
                builder.addRule(try rule(&builder, port: port, id: ids ? "sgr-\(port)" : ""), toGroup: group.id, in: listing)
            }
            return
        }
        builder.beginGroup(group, in: listing)
        for port in ports { builder.addRule(try rule(&builder, port: port)) }
    }

    private func ports(_ inventory: Inventory, _ id: String = "sg-1") throws -> [Int] {
        let group = try #require(inventory.group(id: id))
        return inventory.rules(of: group, .ingress).map { Int(inventory[$0].traffic.from) }.sorted()
    }

    @Test("Lists of one source add up: rule ids come from one, and nothing is doubled")
    func union() throws {
        var builder = InventoryBuilder(label: "test")
        try add(Self.rules(0, "rules.json"), ports: [80, 443], to: &builder, ids: true)
        try add(Self.describe(0, "groups.json"), ports: [443, 22], to: &builder)
        let inventory = builder.finish()
        #expect(try ports(inventory) == [22, 80, 443])
        let named = inventory.rules.filter { !$0.id.isNone }.map { inventory[$0.id] }
        #expect(named.sorted() == ["sgr-443", "sgr-80"])
        #expect(inventory.notices.isEmpty)
    }

    @Test("A later source that lists the group replaces its rules, and a notice names both")
    func replaced() throws {
        var builder = InventoryBuilder(label: "test")
        try add(Self.describe(0, "old.json"), ports: [22, 80], to: &builder)
        try add(Self.describe(1, "new.json"), ports: [443], to: &builder)
        let inventory = builder.finish()
        #expect(try ports(inventory) == [443])
        #expect(inventory.notices.contains { $0.contains("old.json") && $0.contains("new.json") })
    }

    @Test("Groups and rules given as two arguments are one source")
    func twoArguments() throws {
        var builder = InventoryBuilder(label: "test")
        try add(Self.describe(0, "groups.json"), ports: [22], to: &builder)
        try add(Self.rules(1, "rules.json"), ports: [22, 23], to: &builder, ids: true)
        #expect(try ports(builder.finish()) == [22, 23])
    }

    @Test("Equal copies within a listing are one; differing copies stay two, and what differs is contested")
    func copies() throws {
        var equal = InventoryBuilder(label: "test")
        try add(Self.describe(0, "a.json"), ports: [22, 80], to: &equal)
        try add(Self.describe(0, "a.json"), ports: [80, 22], to: &equal)
        #expect(try ports(equal.finish()) == [22, 80])

        var differing = InventoryBuilder(label: "test")
        try add(Self.describe(0, "a.json"), ports: [22, 80], to: &differing)
        try add(Self.describe(0, "a.json"), ports: [80, 443], to: &differing)
        let inventory = differing.finish()
        #expect(try ports(inventory, "sg-1#1") == [22, 80])
        #expect(try ports(inventory, "sg-1#2") == [80, 443])
        let group = try #require(inventory.group(id: "sg-1"))
        let contested = inventory.rules(of: group, .ingress).filter { inventory[$0].isContested }
        #expect(contested.map { Int(inventory[$0].traffic.from) }.sorted() == [22, 443])
        #expect(inventory.loadedGroups == [group])
    }

    @Test("Rule resources alone leave the group partly known, and do not change what another source lists whole")
    func partial() throws {
        let resources = Listing(kind: .ruleResources, argument: 0, file: "terraform.tfstate", document: 1)
        var alone = InventoryBuilder(label: "test")
        try add(resources, ports: [22], to: &alone)
        let known = alone.finish()
        #expect(known[try #require(known.group(id: "sg-1"))].knowledge == .partial)

        var both = InventoryBuilder(label: "test")
        try add(Self.describe(0, "groups.json"), ports: [443], to: &both)
        try add(resources, ports: [22], to: &both)
        #expect(try ports(both.finish()) == [443])
    }

    @Test("A group that only a rule names is absent, not deleted")
    func absent() throws {
        var builder = InventoryBuilder(label: "test")
        builder.beginGroup(Group(id: builder.intern("sg-1")), in: Self.describe(0, "a.json"))
        let other = builder.group(id: builder.intern("sg-2"))
        let peer = builder.peer(GroupReference(group: other))
        builder.addRule(Rule(direction: .ingress, traffic: .all, peer: peer))
        let inventory = builder.finish()
        #expect(inventory[other].knowledge == .absent)
        #expect(inventory.loadedGroups.count == 1)
        #expect(inventory.references.allSatisfy { !$0.isStale })
    }

    @Test(
        "A reference over a peering that is not active is stale", arguments: [("active", false), ("deleted", true), ("", false)])
    func stale(status: String, isStale: Bool) throws {
        var builder = InventoryBuilder(label: "test")
        builder.beginGroup(Group(id: builder.intern("sg-1")), in: Self.describe(0, "a.json"))
        let other = builder.group(id: builder.intern("sg-2"))
        let reference = GroupReference(
            group: other, peeringConnection: builder.intern("pcx-1"), peeringStatus: builder.intern(status))
        builder.addRule(Rule(direction: .ingress, traffic: .all, peer: builder.peer(reference)))
        #expect(builder.finish().references.map(\.isStale) == [isStale])
    }

    @Test(
        "Groups' rules stand in the order in which inputs tell of them, whoever is named first",
        arguments: [[], [2], [1, 2, 3]])
    func order(listedTwice: [Int]) throws {
        var builder = InventoryBuilder(label: "test")
        let peers = [3, 1, 2]
        for number in 1...3 {
            builder.beginGroup(Group(id: builder.intern("sg-\(number)")), in: Self.describe(0, "a.json"))
            let named = builder.group(id: builder.intern("sg-\(peers[number - 1])"))
            let rule = Rule(direction: .ingress, traffic: .all, peer: builder.peer(GroupReference(group: named)))
            builder.addRule(rule)
        }
        for number in listedTwice {
            let rule = try rule(&builder, port: 80, id: "sgr-\(number)")
            builder.addRule(rule, toGroup: builder.intern("sg-\(number)"), in: Self.rules(0, "b.json"))
        }
        let inventory = builder.finish()
        let ids = inventory.rules.map { inventory[inventory[$0.group].id] }
        #expect(ids == (1...3).flatMap { Array(repeating: "sg-\($0)", count: listedTwice.contains($0) ? 2 : 1) })
        for group in inventory.loadedGroups {
            #expect(inventory.rules(of: group, .ingress).allSatisfy { inventory[$0].group == group })
        }
    }

    @Test("Rules of many groups in any order stand group by group, ingress before egress, as they came", arguments: [3, 2000])
    func many(groups count: Int) throws {
        var builder = InventoryBuilder(label: "test")
        builder.reserve(rules: 3)
        let peer = builder.peer(IPNetwork.everything(.v4))
        let listing = Self.rules(0, "rules.json")
        // Each group's rules come in three rounds, so that no list of them is in one piece.
        for round in 0..<3 {
            for number in 0..<count {
                let traffic = try Traffic(.tcp, from: round + 1, to: number % 1000 + 10)
                let direction: Direction = (round + number).isMultiple(of: 2) ? .ingress : .egress
                builder.addRule(
                    Rule(direction: direction, traffic: traffic, peer: peer), toGroup: builder.intern("sg-\(number)"), in: listing
                )
            }
        }
        #expect(builder.ruleCount == 3 * count)
        let inventory = builder.finish()
        #expect(inventory.rules.count == 3 * count)
        for number in 0..<count {
            let group = try #require(inventory.group(id: "sg-\(number)"))
            for direction in Direction.allCases {
                let rules = inventory.rules(of: group, direction).map { inventory[$0] }
                let rounds = (0..<3).filter { ($0 + number).isMultiple(of: 2) == (direction == .ingress) }
                #expect(rules.map { Int($0.traffic.from) - 1 } == rounds)
                #expect(rules.allSatisfy { $0.group == group && $0.direction == direction })
            }
        }
    }

    @Test("A rule is small: below 64 bytes, and a million of them hold no reference")
    func small() {
        #expect(MemoryLayout<Rule>.stride <= 44)
        #expect(_isPOD(Rule.self))
    }
}
