import Reachability
import Support
import Testing
import Words

/// What an answer says: the summary, the sides, what it depends on.
@Suite("Answers in words")
struct AnswerTextTests {
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
        "The summary names what decides",
        arguments: [
            ("internet -> alb:443", "Allowed: alb lets tcp 443 in from 0.0.0.0/0; nothing filters the side of internet."),
            ("api -> rds:5432", "Allowed: api lets everything out to 0.0.0.0/0, and rds lets tcp 5432 in from api."),
            ("internet -> jobs:22", "Blocked: jobs has no ingress rules."),
            ("jobs -> api:3001", "Blocked: api lets tcp 3001 in only from alb, not from jobs."),
            ("jobs -> api:3000-3002", "Blocked: api lets tcp 3001 in only from alb, not from jobs."),
            ("jobs -> api:all", "Blocked: api lets tcp 3001 in only from alb, not from jobs."),
            ("internet -> alb:22", "Blocked: alb lets internet in on tcp 443, icmp 3/4; you asked tcp 22."),
            ("internet -> rds:6000", "Blocked: rds lets tcp 6000 in only from ::/0, which is IPv6 alone."),
        ])
    func summaries(question: String, expected: String) throws {
        #expect(try World(Self.text).words(question).summary == expected)
    }

    @Test("A summary that names combinations of groups names all that are blocked, whatever rule is nearest to each")
    func combinations() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group web v
              out all - 0.0.0.0/0
            group db v
            group app v
              in tcp 8080 web
            group spare v
              in tcp 22 app
            interface eni-0 v db 10.0.0.4
            interface eni-1 v app 10.0.0.5
            interface eni-2 v app,db 10.0.0.6
            interface eni-3 v app,spare 10.0.0.7
            complete
            """)
        let summary = try world.words("eni-0 -> app:443").summary
        #expect(summary.hasPrefix("Blocked on both sides: db "), "\(summary)")
        #expect(summary.contains("with db") && summary.contains("with spare"), "\(summary)")
    }

    @Test(
        "A fix that opens every protocol and port says so",
        arguments: [("jobs -> api:all", true), ("jobs -> api:3001", false), ("internet -> jobs:all", true)])
    func everything(question: String, isWarned: Bool) throws {
        let words = try World(Self.text).words(question)
        let fix = words.fix(try #require(words.answer.fixes.first))
        #expect((fix.warning?.contains("every protocol and port") ?? false) == isWarned, "\(fix.warning ?? "")")
    }

    @Test("A summary has at most 160 characters, whatever the names")
    func short() throws {
        let long = (0..<8).map { "a-group-with-a-name-of-quite-some-length-\($0)-\(String(repeating: "x", count: 40 + $0))" }
        let rules = long.dropFirst().map { "  in tcp 5432 \($0)" }.joined(separator: "\n")
        let world = try World("group \(long[0]) v\n\(rules)\n" + long.dropFirst().map { "group \($0) v" }.joined(separator: "\n"))
        for from in long.dropFirst() {
            for port in ["5432", "5433", "all", "ping"] {
                let summary = try world.words("\(from) -> \(long[0]):\(port)").summary
                #expect(summary.count <= 160)
                #expect(summary.hasPrefix("Blocked") || summary.hasPrefix("Depends"))
            }
        }
    }

    @Test("Where parts of a CIDR answer differently and each for certain, that is what it depends on")
    func partsOfNetwork() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group a v
              out all - 0.0.0.0/0
            group behind-the-balancer-of-the-shop v
              in tcp 1 0.0.0.0/0
            interface eni-1 v a 10.0.0.4
            interface eni-2 v behind-the-balancer-of-the-shop 10.0.0.5
            interface eni-3 v a 10.0.0.6
            interface eni-4 v behind-the-balancer-of-the-shop 10.0.0.100
            interface eni-5 v a 10.0.0.102
            complete
            """)
        let words = try world.words("a -> 10.0.0.0/16:1")
        #expect(words.answer.verdict == .depends)
        #expect(words.summary == "Depends on the address: parts of 10.0.0.0/16 answer differently.")
    }

    @Test(
        "A part of the traffic that is not filtered is named, and is what the side that has no rule lets out",
        arguments: ["80-81", "all"])
    func partNotFiltered(port: String) throws {
        let world = try World("vpc v 10.0.0.0/16\ngroup a v")
        let words = try world.words("a -> 169.254.169.254:\(port)")
        #expect(words.summary == "Depends: only on tcp 80: instance metadata, which security groups do not filter.")
        #expect(words.answer.check(.egress)?.code == .notFiltered)
        #expect(
            words.answer.check(.egress).map(words.decision)
                == "tcp 80 is instance metadata, which security groups do not filter; no rule for the rest")
    }

    @Test(
        "A condition says which part of the ends is meant",
        arguments: [
            ("10.0.0.0/24 -> db:22", ["pl-1 contains 10.0.0.0/24", "certainly from 10.0.0.4"]),
            ("10.0.0.4/31 -> open:1", ["allowed from 10.0.0.4 (web)"]), ("pl-1 -> db:80", ["the entries of pl-1 decide"]),
        ])
    func conditions(question: String, expected: [String]) throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group db v
              in tcp 22 10.0.0.4/32
              in tcp 22 pl-1
              in tcp 80 0.0.0.0/0
            group web v
              out all - 0.0.0.0/0
            group shut v
            group open v
              in tcp 1 0.0.0.0/0
            list pl-1 unloaded
            interface eni-1 v web 10.0.0.4
            interface eni-2 v shut 10.0.0.5
            complete
            """)
        let conditions = try world.words(question).conditions
        for words in expected { #expect(conditions.contains { $0.contains(words) }, "\(conditions)") }
    }

    @Test(
        "Blocked directly, the way round is told, or that there is none",
        arguments: [
            (
                "internet -> rds:5432",
                "not directly; through alb and api: internet -443, icmp 3/4-> alb -3001-> api -5432-> rds "
                    + "(alb and api would have to open the next connections themselves)"
            ),
            ("internet -> rds:5433", "no group reaches rds on tcp 5433"),
            ("rds -> api:3001", "no chain of groups leads from rds to api on tcp 3001"), ("api -> rds:5432", nil),
        ] as [(String, String?)])
    func noWay(question: String, expected: String?) throws {
        let words = try World(Self.text).words(question)
        #expect(words.wayRound ?? words.noWay == expected)
    }

    @Test(
        "A side says what decides, and in the line of it the nearest miss",
        arguments: [
            (
                "alb -> rds:5432", "ingress", "no rule names alb",
                "rds: no rule names alb; nearest: tcp 5432 from api, source differs"
            ),
            (
                "alb -> api:3002", "egress", "no rule for tcp 3002",
                "alb: no rule for tcp 3002; nearest: tcp 3001 to api, port differs"
            ),
            ("internet -> alb:443", "ingress", "tcp 443 from 0.0.0.0/0", "alb: tcp 443 from 0.0.0.0/0, \"HTTPS from internet\""),
            ("internet -> jobs:1", "ingress", "no ingress rules", "jobs: no ingress rules"),
        ])
    func sides(question: String, side: String, decision: String, line: String) throws {
        let words = try World(Self.text).words(question)
        let check = try #require(words.answer.checks.first { $0.side.name == side })
        #expect(words.decision(check) == decision)
        #expect(words.line(check) == line)
    }

    @Test(
        "Why an end cannot be asked about is told with what it may be",
        arguments: [
            ("e", "\"e\" is two: load balancer e (eni-1), load balancer e (eni-2)"),
            ("wob", "nothing is called \"wob\". Close: web"), ("", "an end of the question is empty"),
        ])
    func errors(end: String, said: String) throws {
        let world = try World(
            "vpc v 10.0.0.0/16\nvpc w 10.1.0.0/16\ngroup web v\n"
                + "interface eni-1 v web 10.0.0.4 elb=e\ninterface eni-2 w - 10.1.0.4 elb=e")
        #expect {
            try world.analyzer.resolver.resolve(end)
        } throws: { ($0 as? QuestionError)?.message.hasPrefix(said) == true }
    }

    @Test(
        "A group that is called like an address or the internet is told of",
        arguments: [
            ("internet", "sg-4 is called internet too: ask by the id"),
            ("10.0.0.0/8", "sg-5 is called 10.0.0.0/8 too: ask by the id"),
            ("10.0.0.0/9", nil), ("sg-4", nil),
            ("10.0.0.1/8", "10.0.0.1/8 has host bits set: the network 10.0.0.0/8 was asked about"),
            ("::ffff:10.0.0.1", "::ffff:10.0.0.1 is the IPv4 address 10.0.0.1"),
        ] as [(String, String?)])
    func remarks(text: String, remark: String?) throws {
        let analyzer = try World("group sg-4=internet v\ngroup sg-5=10.0.0.0/8 v").analyzer
        #expect(try analyzer.resolver.resolve(text).remark == remark)
    }
}
