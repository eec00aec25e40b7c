import CoreModel
import Support
import Testing
import Words

@testable import Reachability

/// Which rule decides, which came closest and in which field it failed.
@Suite("Explanations")
struct ExplanationTests {
    private static let text = """
        vpc v 10.0.0.0/16
        group alb v
          in tcp 443 0.0.0.0/0 HTTPS from internet
          in icmp 3/4 0.0.0.0/0
          out tcp 3001 api to API
        group api v
          in tcp 3001 alb HTTP from ALB
          out all - 0.0.0.0/0
        group rds v
          in tcp 5432 api PostgreSQL from API
          in tcp 5432 jobs
          in tcp 6000 ::/0
        group jobs v
          out all - 0.0.0.0/0
        group empty v
        interface eni-a v alb 10.0.0.4
        interface eni-r v rds 10.0.0.5
        complete
        """

    @Test(
        "A side that fails names its code and the nearest miss",
        arguments: [
            ("alb -> rds:5432", "ingress", "ENI_SG_RULES_MISMATCH:source", "tcp 5432 from api"),
            ("alb -> api:3002", "ingress", "ENI_SG_RULES_MISMATCH:port", "tcp 3001 from alb"),
            ("alb -> api:3002", "egress", "ENI_SG_RULES_MISMATCH:port", "tcp 3001 to api"),
            ("alb -> rds:5432", "egress", "ENI_SG_RULES_MISMATCH:port", "tcp 3001 to api"),
            ("internet -> alb:443/udp", "ingress", "ENI_SG_RULES_MISMATCH:protocol", "tcp 443 from 0.0.0.0/0"),
            ("internet -> alb:ping", "ingress", "ENI_SG_RULES_MISMATCH:icmp-type", "icmp 3/4 from 0.0.0.0/0"),
            ("internet -> rds:6000", "ingress", "ENI_SG_RULES_MISMATCH:family", "tcp 6000 from ::/0"),
            ("internet -> jobs:1", "ingress", "SG_HAS_NO_RULES", nil), ("empty -> api:1", "egress", "SG_HAS_NO_RULES", nil),
        ] as [(String, String, String, String?)])
    func failing(question: String, side: String, code: String, nearest: String?) throws {
        let words = try World(Self.text).words(question)
        let check = try #require(words.answer.checks.first { $0.side.name == side })
        #expect(check.outcome == .fail)
        #expect(check.code.text == code)
        #expect(check.nearest.map { words.rules.line($0.rule) } == nearest)
    }

    @Test(
        "A side that passes or depends says why",
        arguments: [
            ("internet -> alb:443", "egress", "pass", "NO_GROUPS"), ("internet -> alb:443", "ingress", "pass", "RULE"),
            ("empty -> 169.254.169.254:80", "egress", "pass", "NOT_FILTERED"),
            ("sg-else -> alb:443", "egress", "depends", "UNKNOWN_GROUP"),
        ])
    func passing(question: String, side: String, outcome: String, code: String) throws {
        let world = try World(Self.text + "\ngroup other v\n  in tcp 1 sg-else")
        let check = try #require(try world.answer(question).checks.first { $0.side.name == side })
        #expect(check.outcome.rawValue == outcome)
        #expect(check.code.text == code)
    }

    @Test("Blocked directly, the way round is the shortest chain of allowed flows that ends with the port asked")
    func path() throws {
        let world = try World(Self.text)
        let answer = try world.answer("internet -> rds:5432")
        #expect(
            answer.path.map { "\(world.analyzer.names.name(of: $0.from)) \($0.label) \(world.analyzer.names.name(of: $0.to))" }
                == [
                    "internet 443, icmp 3/4 alb", "alb 3001 api", "api 5432 rds",
                ])
        #expect(try world.answer("internet -> rds:5433").path.isEmpty)
    }

    @Test("The resolver of a VPC ends a way round through a group of that VPC, whether or not interfaces are listed completely")
    func pathToResolver() throws {
        let text = """
            vpc v 10.0.0.0/16
            vpc w 10.1.0.0/16
            group edge v
              in tcp 80 10.1.0.0/16
            group far w
              out tcp 80 10.0.0.0/16
            interface eni-1 v edge 10.0.0.10
            interface eni-2 w far 10.1.0.10
            """
        for world in [try World(text), try World(text + "\ncomplete")] {
            let answer = try world.answer("far -> 10.0.0.2:53/udp")
            #expect(answer.verdict == .blocked)
            #expect(answer.path.map(\.label) == ["80", "udp 53"])
            // It is the resolver of its own VPC alone.
            #expect(try world.answer("far -> 10.0.0.3:53/udp").path.isEmpty)
        }
    }

    @Test("Who reaches a group, and what it reaches, in steps")
    func reach() throws {
        let world = try World(Self.text)
        let rds = try #require(world.inventory.group(id: "rds"))
        let names = { (reach: Reach) in "\(reach.hops) \(reach.group.map { world.analyzer.names.name(of: $0) } ?? "internet")" }
        #expect(world.analyzer.reachers(of: rds).map(names) == ["1 api", "1 jobs", "2 alb", "3 internet"])
        let alb = try #require(world.inventory.group(id: "alb"))
        #expect(world.analyzer.reached(from: alb).map(names) == ["1 api", "2 internet", "2 rds"])
    }

    @Test("An edge stands for what the peer's egress lets out; a rule that only one side allows is one-sided")
    func edges() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group a v
              out tcp 80 0.0.0.0/0
            group b v
              in tcp 80-81 a
              in tcp 22 c
              in udp 53 10.0.0.0/8
              in tcp 443 0.0.0.0/0
              in tcp 8443 ::/0
            group c v
            """)
        let edges = world.analyzer.edges()
        #expect(edges.map(\.label) == ["80", "22", "udp 53", "443"])
        #expect(edges.map(\.isOneSided) == [false, true, false, false])
    }

    @Test("ICMPv6 from 0.0.0.0/0 lets nobody in over IPv4")
    func otherFamilysMessages() throws {
        let world = try World("vpc v 10.0.0.0/16\ngroup db v\n  in icmpv6 - 0.0.0.0/0\ngroup web v\n  in icmp - 0.0.0.0/0")
        let found = try ["db", "web"].map { world.analyzer.reachers(of: try #require(world.inventory.group(id: $0))) }
        #expect(found.map { $0.contains { $0.group == nil } } == [false, true])
    }

    @Test("No group for certain is not nobody: networks, lists, groups not loaded and parts are named beside")
    func looseReach() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16 fd00:1::/56
            group db v
              in tcp 22 10.0.0.4/32
              in tcp 22 pl-1
              in tcp 22 sg-gone
              in tcp 22 2001:db8::/32
              in tcp 80 web
            group web v
              out all - 0.0.0.0/0
            list pl-1 unloaded
            interface eni-1 v web 10.0.0.4
            interface eni-2 v web 10.0.0.5
            complete
            """)
        let db = try #require(world.inventory.group(id: "db"))
        let port = try PortQuery(parsing: "22")
        let who = world.analyzer.who(reaches: Endpoint(.group(db), asked: "db"), port: port)
        #expect(who.reachers.map { $0.group.map { world.analyzer.names.name(of: $0) } } == ["web"])
        #expect(who.reachers.first?.verdict == .depends)
        #expect(who.reachers.first?.members?.all == 2 && who.reachers.first?.members?.able == 1)
        let loose = who.besides.map { "\($0.kind.text): \($0.name(world.analyzer.names))" }
        #expect(
            loose == [
                "networks: 10.0.0.4/32", "prefix lists without entries: pl-1", "groups that are not loaded: sg-gone",
                "over IPv6: 2001:db8::/32",
            ])
    }

    @Test("Who reaches a group whose members differ on everything, and what its sides are called")
    func membersThatDiffer() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group web v
              out all - 0.0.0.0/0
            group ops v
              in all - 10.0.0.0/16
            group extra v
              in udp 500 203.0.113.0/24
            group db v
              out tcp 5432 0.0.0.0/0
            interface eni-1 v web 10.0.0.4
            interface eni-2 v ops,extra 10.0.0.5
            interface eni-3 v ops,db 10.0.0.6
            interface eni-4 v ops 10.0.0.7
            complete
            """)
        let ops = try #require(world.inventory.group(id: "ops"))
        let who = world.analyzer.who(reaches: Endpoint(.group(ops), asked: "ops"), port: .all)
        #expect(try world.answer("web -> ops:all").verdict == .allowed)
        #expect(who.reachers.filter { $0.hops == 1 }.map { $0.group.map { world.analyzer.names.name(of: $0) } } == ["web"])
        // Its own rules decide for all of them, and nothing else need be named.
        let inward = try world.words("web -> ops:22")
        #expect(inward.answer.check(.ingress).map(inward.name) == "ops")
        let out = try world.words("ops -> internet:5432")
        #expect(out.answer.checks.filter { $0.side == .egress }.map(out.name) == ["ops with extra or alone", "ops with db"])
        #expect(
            out.conditions.first
                == "allowed from eni-3, which also carries db; blocked from 2 of 3: eni-4 and eni-2 with extra")
    }
}
