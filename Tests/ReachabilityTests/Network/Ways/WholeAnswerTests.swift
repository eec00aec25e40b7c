import CoreModel
import Testing

@testable import Reachability

/// Answers over every layer: what members come to together, codes, and what goes with them.
@Suite("An answer over every layer")
struct WholeAnswerTests {
    /// A group `many` in two subnets, `lone` in one, `server` that only rules that name `many` reach.
    private static let groups = """
        group many
          out all - 0.0.0.0/0
        group lone
          out all - 0.0.0.0/0
        group server
          in tcp 5432 many
        groups web2 many
        groups app2 many
        groups app lone
        groups web server
        """

    private func answer(
        _ sketch: NetworkSketch, _ from: String, _ to: String, _ port: String, _ scope: AnswerScope = .everything
    ) throws -> Answer {
        let analyzer = Analyzer(sketch.inventory)
        return analyzer.answer(try analyzer.question(from: from, to: to, port: port), scope)
    }

    private func told(_ answer: Answer) -> String {
        let codes = answer.way.map { way in way.deciding.compactMap { way.code($0) } } ?? []
        return ([answer.verdict.rawValue, "groups \(answer.groupsVerdict.rawValue)"] + codes).joined(separator: " ")
    }

    @Test(
        "Members are judged where they are, and codes name the field that failed",
        arguments: [
            (Sample.openACL, "many", "server", "5432", "allowed groups allowed"),
            (Sample.openACL, "lone", "server", "5432", "blocked groups blocked ENI_SG_RULES_MISMATCH:source"),
            // One of two members is behind an ACL that denies.
            (
                Sample.acl("a2", Sample.into, "out 100 deny all - 0.0.0.0/0"), "many", "server", "5432",
                "depends groups allowed SUBNET_ACL_RESTRICTION"
            ),
            (
                Sample.acl("a1", Sample.into, "out 100 allow tcp 443 0.0.0.0/0"), "app2", "server", "5432",
                "blocked groups allowed SUBNET_ACL_RESTRICTION:reply:port"
            ),
            (
                Sample.acl("a1", "in 100 allow icmp 8/-1 0.0.0.0/0", "out 100 allow icmp 8/-1 0.0.0.0/0"), "app2", "web2", "ping",
                "blocked groups blocked SG_HAS_NO_RULES SUBNET_ACL_RESTRICTION:reply:icmp-type"
            ),
            (
                Sample.acl("a1", "in 100 allow tcp 5432 192.0.2.0/24", Sample.out), "app2", "server", "5432",
                "blocked groups allowed SUBNET_ACL_RESTRICTION:source"
            ),
            // A group that none carries, and of which not even the VPC is told, may be seen with any address.
            (Sample.openACL, "nowhere", "server", "5432", "depends groups blocked"),
        ])
    func members(acls: String, from: String, to: String, port: String, expected: String) throws {
        let sketch = try Sample.environment(acls: acls, more: Self.groups + "\ngroup nowhere\n  out all - 0.0.0.0/0")
        let own = told(try answer(sketch, from, to, port))
        #expect(own == expected)
    }

    @Test("Where the way is not told and the destination's rules take nothing of it, no rule is offered, and why is said")
    func untoldWay() throws {
        let tables = "table rtb-a1 v a1\n  10.0.0.0/16 local"
        let groups = "group shut\ngroup closed\n  in tcp 443 0.0.0.0/0\ngroups app2 shut\ngroups web2 closed"
        let blocked = try answer(try Sample.environment(tables: tables, more: groups), "shut", "closed", "esp")
        #expect(blocked.verdict == .blocked && blocked.fixes.isEmpty)
        let open: Stage? = if case .groupsStillFail(let stage)? = blocked.noNetworkFix { stage } else { nil }
        #expect(open?.code == "UNKNOWN_RESOURCE:route-table", "\(String(describing: blocked.noNetworkFix))")
    }

    @Test("What comes through a NAT gateway bears no groups, and the rule that would let it in names the gateway's address")
    func lostReference() throws {
        let sketch = try Sample.environment(
            tables: Sample.routes(a2: "10.0.1.0/24 nat-1"), more: Self.groups)
        let blocked = try answer(sketch, "app2", "server", "5432")
        #expect(told(blocked) == "blocked groups allowed SG_REFERENCES_NOT_PRESERVED")
        #expect(blocked.fixes.map { "\($0.peer.network?.description ?? "")" } == ["10.0.3.30/32"])
        let open = try Sample.environment(
            tables: Sample.routes(a2: "10.0.1.0/24 nat-1"), more: Self.groups.replacing("5432 many", with: "5432 10.0.3.30/32"))
        #expect(told(try answer(open, "app2", "server", "5432")) == "allowed groups blocked")
    }

    @Test(
        "Asked by its public address an interface is asked of every layer",
        arguments: [
            (Sample.openACL, "203.0.113.9", "198.51.100.10", "allowed groups allowed"),
            (Sample.acl("a1"), "203.0.113.9", "198.51.100.10", "blocked groups allowed SUBNET_ACL_RESTRICTION"),
            (Sample.acl("a1"), "198.51.100.10", "203.0.113.9", "blocked groups allowed SUBNET_ACL_RESTRICTION"),
            (Sample.openACL, "internet", "198.51.100.30", "blocked groups allowed UNSOLICITED"),
            (Sample.openACL, "192.168.1.1", "198.51.100.10", "blocked groups allowed IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS"),
        ])
    func publicAddress(acls: String, from: String, to: String, expected: String) throws {
        let own = told(try answer(try Sample.environment(acls: acls), from, to, "443"))
        #expect(own.hasPrefix(expected), "\(own)")
    }

    @Test("One way only, the packet decides and the answer's stages are shown all the same")
    func oneWay() throws {
        let sketch = try Sample.environment(
            acls: Sample.acl("a1", Sample.into, "out 100 allow tcp 443 0.0.0.0/0"), more: Self.groups)
        let both = try answer(sketch, "app2", "server", "5432")
        let one = try answer(sketch, "app2", "server", "5432", AnswerScope(looksAtNetwork: true, isOneWay: true))
        #expect(both.verdict == .blocked && one.verdict == .allowed)
        #expect(one.way?.stages.contains { $0.leg == .reply && $0.outcome == .fail } == true)
        #expect(try answer(sketch, "app2", "server", "5432", .groups).way == nil)
    }

    @Test("Where no other layer is looked at the groups' answer stands, and looks at nothing else")
    func groupsOnly() throws {
        let sketch = try NetworkSketch("vpc v 10.0.0.0/16\nsubnet a v 10.0.1.0/24\neni one a 10.0.1.4\neni two a 10.0.1.5")
        let own = try answer(sketch, "one", "two", "443")
        #expect(own.way == nil && own.layers == [.securityGroups] && own.verdict == .allowed && own.groupsVerdict == .allowed)
    }

    @Test("Fixes of all layers go together and turn the answer")
    func fixes() throws {
        let sketch = try Sample.environment(
            acls: Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0", "out 100 allow tcp 443 0.0.0.0/0"), more: Self.groups)
        let blocked = try answer(sketch, "lone", "server", "5432")
        #expect(blocked.verdict == .blocked && blocked.fixes.count == 1 && blocked.networkFixes.count == 2)
        let edits = blocked.fixes.map(\.edit) + blocked.networkFixes.compactMap { $0.edit(in: sketch.inventory) }
        let edited = Analyzer(sketch.inventory.applying(edits))
        #expect(edited.wholeVerdict(try edited.question(from: "lone", to: "server", port: "5432")) == .allowed)
        // A layer without a fix leaves none: an address that the internet cannot reach.
        let hopeless = try answer(sketch, "203.0.113.9", "app2", "22")
        #expect(hopeless.verdict == .blocked && hopeless.fixes.isEmpty && hopeless.noNetworkFix != nil)
    }

    @Test("What else the same thing stops is told, and no flow that something else stops")
    func alsoHit() throws {
        let more = Self.groups + "\ngroup other\n  in tcp 6379 many\neni cache a1 10.0.1.77\ngroups cache other"
        let sketch = try Sample.environment(
            acls: Sample.acl("a1", Sample.into, "out 100 allow tcp 443 0.0.0.0/0"), more: more)
        let hit = try #require(try answer(sketch, "app2", "server", "5432").way?.alsoHit)
        let names = Names(sketch.inventory)
        #expect(hit.flows.map { "\(names.name(of: $0.from)) -> \(names.name(of: $0.to))" }.contains("many -> other"))
        #expect(hit.subnets == 1 && hit.more == 0)
    }

    @Test("Rows of the ladder pair what both pass, source first")
    func ladder() throws {
        let answer = try answer(try Sample.environment(more: Self.groups), "app2", "web2", "443")
        let way = try #require(answer.way)
        let rows = way.ladder.map { row in
            let stage = (row.there ?? row.back).map { way.stages[$0].kind.rawValue } ?? ""
            return "\(stage)\(row.there == nil ? "" : " there")\(row.back == nil ? "" : " back")"
        }
        #expect(rows == ["group there", "acl there back", "table there back", "acl there back", "group there"])
        let out = try #require(try self.answer(try Sample.environment(more: Self.groups), "app2", "203.0.113.9", "443").way)
        #expect(
            out.ladder.filter { $0.there != nil && $0.back != nil }.map { out.stages[$0.there ?? 0].kind.rawValue } == [
                "acl", "acl", "nat", "acl",
            ])
    }
}
