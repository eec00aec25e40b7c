import CoreModel
import Testing

/// Edits laid over a small inventory: web lets tcp 443 in from everywhere, and eni-1 carries it.
@Suite("Edits")
struct EditTests {
    private static func inventory() throws -> Inventory {
        var builder = InventoryBuilder(label: "test")
        var web = Group(id: builder.intern("sg-web"))
        web.name = builder.intern("web")
        builder.beginGroup(web, in: Listing(kind: .groups, argument: 0, file: "test"))
        let everywhere = builder.peer(.everything(.v4))
        builder.addRule(Rule(direction: .ingress, traffic: try Traffic(.tcp, from: 443, to: 443), peer: everywhere))
        var interface = NetworkInterface(id: builder.intern("eni-1"))
        interface.groups = [builder.group(id: web.id)]
        builder.add(interface)
        return builder.finish()
    }

    private static func rule(_ group: String, _ direction: Direction, _ port: Int, _ peer: EndIdentity) throws -> EditedRule {
        EditedRule(group: group, RuleIdentity(direction, try Traffic(.tcp, from: port, to: port), peer))
    }

    /// Every rule and attachment, each in a line.
    private static func text(_ inventory: Inventory) -> [String] {
        let rules = inventory.rules.map { rule in
            let group = inventory[inventory[rule.group].id]
            return "\(group) \(rule.direction.name) \(rule.traffic.text) \(inventory.text(of: rule.peer))"
        }
        let carried = inventory.interfaces.map { interface in
            "\(inventory[interface.id]) \(interface.groups.map { inventory[inventory[$0].id] }.joined(separator: " "))"
        }
        return rules + carried
    }

    private static let https = "sg-web ingress tcp 443 0.0.0.0/0"

    @Test("A rule comes once, goes whoever described it, and becomes another")
    func rules() throws {
        let inventory = try Self.inventory()
        let everywhere = EndIdentity.network(.everything(.v4))
        let old = try Self.rule("sg-web", .ingress, 443, everywhere)
        let new = try Self.rule("sg-web", .egress, 53, .network(.everything(.v6)))
        let named = try Self.rule("sg-web", .ingress, 80, .group("sg-lb"))
        var described = old
        described.description = "from the internet"
        let cases: [([Edit], [String])] = [
            ([], [Self.https, "eni-1 sg-web"]),
            ([.add(old)], [Self.https, "eni-1 sg-web"]),
            ([.add(new), .add(new)], [Self.https, "sg-web egress tcp 53 ::/0", "eni-1 sg-web"]),
            ([.add(named)], [Self.https, "sg-web ingress tcp 80 sg-lb", "eni-1 sg-web"]),
            ([.remove(described)], ["eni-1 sg-web"]),
            ([.remove(new)], [Self.https, "eni-1 sg-web"]),
            ([.change(old, to: named)], ["sg-web ingress tcp 80 sg-lb", "eni-1 sg-web"]),
            ([.add(named), .remove(named)], [Self.https, "eni-1 sg-web"]),
        ]
        for (edits, wanted) in cases { #expect(Self.text(inventory.applying(edits)) == wanted) }
        let said = inventory.applying([.change(old, to: described)])
        #expect(said.rules.map { said[$0.description] } == ["from the internet"])
    }

    @Test(
        "A group comes with all its rules told, one that only a rule is added to with some, and a group goes from its interfaces")
    func groups() throws {
        let inventory = try Self.inventory()
        let rule = try Self.rule("sg-db", .ingress, 5432, .group("sg-web"))
        let made = inventory.applying([.addGroup(EditedGroup(id: "sg-db", name: "db")), .add(rule)])
        let group = try #require(made.group(id: "sg-db"))
        #expect(made[group].knowledge == .complete)
        #expect(made[made[group].name] == "db")
        let named = inventory.applying([.add(rule)])
        #expect(named.group(id: "sg-db").map { named[$0].knowledge(.ingress) } == .partial)
        let gone = inventory.applying([.removeGroup(id: "sg-web")])
        #expect(Self.text(gone) == ["eni-1 "])
        #expect(gone.loadedGroups.isEmpty)
    }

    @Test("An interface carries another group from now on; one that is not there is left alone")
    func attachments() throws {
        let inventory = try Self.inventory()
        let edits: [Edit] = [
            .attach(group: "sg-db", interface: "eni-1"), .detach(group: "sg-web", interface: "eni-1"),
            .attach(group: "sg-db", interface: "eni-2"),
        ]
        #expect(Self.text(inventory.applying(edits)) == [Self.https, "eni-1 sg-db"])
    }

    @Test("A rule that comes names a group as other rules do, but over no peering of theirs")
    func references() throws {
        var builder = InventoryBuilder(label: "test")
        let far = builder.group(id: builder.intern("sg-far"))
        builder.beginGroup(Group(id: builder.intern("sg-web")), in: Listing(kind: .groups, argument: 0, file: "test"))
        let peering = builder.peer(
            GroupReference(group: far, peeringConnection: builder.intern("pcx-1"), peeringStatus: builder.intern("active")))
        builder.addRule(Rule(direction: .ingress, traffic: try Traffic(.tcp, from: 443, to: 443), peer: peering))
        let inventory = builder.finish()
        let rules = try [80, 81].map { try Self.rule("sg-web", .ingress, $0, .group("sg-far")) }
        let made = inventory.applying(rules.map(Edit.add))
        let references = made.rules.compactMap { made.reference(of: $0.peer) }
        #expect(references.map { made[$0.peeringConnection] } == ["pcx-1", "", ""])
        #expect(references.map(\.group) == [far, far, far])
        // One reference is enough for all that say the same.
        #expect(made.references.count == inventory.references.count + 1)
    }

    @Test("Lists and networks that are there are named, not added again")
    func placesStay() throws {
        let list = try Self.rule("sg-web", .egress, 443, .prefixList("pl-1"))
        let six = try Self.rule("sg-web", .egress, 80, .network(try IPNetwork(parsing: "fd00::/8")))
        let once = try Self.inventory().applying([.add(list), .add(six)])
        let twice = once.applying([.remove(list), .remove(six), .add(six), .add(list)])
        for made in [once, twice] {
            #expect(made.prefixLists.map { made[$0.id] } == ["pl-1"])
            #expect(made.ipv6Networks.map(\.description) == ["fd00::/8"])
        }
        #expect(Set(Self.text(once)) == Set(Self.text(twice)))
    }

    @Test("Ten thousand rules that come to one group and go again are no matter of minutes", .timeLimit(.minutes(1)))
    func many() throws {
        let inventory = try Self.inventory()
        let rules = try (0..<10_000).map { number in
            let address = IPAddress(.v4, bits: UInt128(10 << 24 + number))
            return try Self.rule("sg-web", .ingress, 1 + number % 100, .network(.single(address)))
        }
        let made = inventory.applying(rules.map(Edit.add))
        #expect(made.rules.count == 10_001)
        #expect(Self.text(made.applying(rules.reversed().map(Edit.remove))) == Self.text(inventory))
    }

    @Test("A rule that is in doubt, or stale, comes so")
    func doubts() throws {
        var rule = try Self.rule("sg-web", .ingress, 22, .group("sg-admin"))
        (rule.doubt, rule.isStale) = ("parameter AdminPort", true)
        let made = try Self.inventory().applying([.add(rule)])
        let packed = try #require(made.rules.last)
        #expect(made.reason(of: packed.doubt) == "parameter AdminPort")
        #expect(made.reference(of: packed.peer)?.isStale == true)
    }
}
