import Notes
import Reachability
import CoreModel
import Testing
import Text

@testable import Documentation

@Suite("The traffic matrix")
struct MatrixTests {
    static let allowed = """
        | Source | Destination | Port | Protocol | Why |
        |--------|-------------|------|----------|-----|
        | Internet | ALB | 443 | TCP | HTTPS access |
        | Internet | ALB | 80 | TCP | HTTP → HTTPS redirect |
        | ALB | ECS API | 3001 | TCP | API requests |
        | ALB | ECS Realtime | 3002 | TCP | WebSocket/polling |
        | ECS API | RDS | 5432 | TCP | Database queries |
        | ECS API | Redis | 6379 | TCP | Caching |
        | ECS Realtime | RDS | 5432 | TCP | User lookup |
        | ECS Realtime | Redis | 6379 | TCP | Pub/sub, presence |
        | ECS Workers | RDS | 5432 | TCP | Database writes |
        | ECS Workers | Redis | 6379 | TCP | Rate limiting |

        """
    static let denied = """
        | Source | Destination | Why Denied |
        |--------|-------------|------------|
        | Internet | ECS API | Must go through ALB |
        | Internet | RDS | No internet access |
        | Internet | Redis | No internet access |
        | ECS API | ECS Realtime | No direct communication |
        | ALB | RDS | ALB doesn't need database |
        | ALB | Redis | ALB doesn't need cache |
        | Any | ECS Workers | No inbound needed |

        """

    private static func report(_ lab: Lab) -> MatrixReport {
        MatrixReport(TrafficMatrix(lab.analyzer, annotations: lab.annotations), deniedBy: lab.analyzer)
    }

    private static func rows(_ lab: Lab, _ options: TrafficMatrix.Options = .init()) -> [String] {
        let matrix = TrafficMatrix(lab.analyzer, annotations: lab.annotations, options: options)
        let names = MatrixNames(lab.annotations, isShort: true)
        return matrix.rows.map {
            "\(names.source($0)) > \(names.name($0.destination)) \($0.ipProtocol) \($0.ports) \($0.verdict.rawValue)"
        }
    }

    @Test("As Markdown, the example's is the page's two tables, row for row")
    func page() throws {
        let markdown = Self.report(try Lab.example()).markdown
        #expect(markdown.contains("\n\n" + Self.allowed))
        #expect(markdown.hasSuffix("\n\n" + Self.denied))
    }

    @Test("The rows come from the rules: without one its row is gone, and no other")
    func deletedRule() throws {
        let lab = try Lab.example { _, rule in rule["Description"] as? String != "PostgreSQL from ECS Workers" }
        let gone = "| ECS Workers | RDS | 5432 | TCP | Database writes |\n"
        #expect(Self.report(lab).markdown.contains("\n\n" + Self.allowed.replacing(gone, with: "")))
    }

    @Test("Without notes the same flows are there, from the outside in, with the rules' own words; and what nothing can reach")
    func withoutNotes() throws {
        let lab = Lab(try Lab.example().inventory, notes: nil)
        let markdown = Self.report(lab).markdown
        #expect(Self.rows(lab).count == 10)
        #expect(Self.rows(lab).first == "Internet > chat-dev-alb-sg TCP 80 allowed" || Self.rows(lab)[0].contains("TCP 80"))
        #expect(markdown.contains("HTTPS from internet"))
        #expect(markdown.contains("it has no inbound rules"))
        #expect(markdown.contains("no inbound rule names a public network"))
    }

    @Test("A row is what one side lets in and the other lets out; what is not certain depends")
    func sides() throws {
        let lab = try Lab(
            """
            vpc v 10.0.0.0/16 fd00:1::/56
            group web v
              in tcp 443 0.0.0.0/0
              in tcp 443 ::/0
              in tcp 22 ::/0
              out tcp 5432 db
            group app v
            group db v
              in tcp 5432-5433 web
              in tcp 5432 app
              in tcp 5432 other
              in tcp 5432 gone@pcx-1=deleted@stale
              in udp 53 10.9.0.0/16
              in tcp 1 pl-1
            list pl-1 office
            """)
        #expect(
            Self.rows(lab) == [
                "Internet (IPv6) > web TCP 22 allowed", "Internet > web TCP 443 allowed", "10.9.0.0/16 > db UDP 53 allowed",
                "office (pl-1) > db TCP 1 depends", "web > db TCP 5432 allowed", "sg-other > db TCP 5432 depends",
            ])
        var options = TrafficMatrix.Options()
        options.selected = lab.inventory.group(id: "sg-web")
        #expect(Self.rows(lab, options).count == 3)
        #expect(Self.rows(lab, options).last == "web > db TCP 5432 allowed")
    }

    @Test("Rules that let the same through share a row, whatever its ends; a rule of which a part passes has a row a protocol")
    func sharing() throws {
        let lab = try Lab(
            """
            vpc v 10.0.0.0/16 fd00:1::/56
            group web v
              in tcp 443 0.0.0.0/0
              in tcp 443 ::/0
              in tcp 80-90 0.0.0.0/0
              in tcp 22 10.9.0.0/16
              in tcp 22 2001:db8::/32
              in tcp 22 pl-1
              out tcp 5432-5440 db
              out udp 53 db
            group db v
              in all - web
              in tcp 5432 web
              in tcp - web
            list pl-1 office 10.1.0.0/16
            """)
        let rows = TrafficMatrix(lab.analyzer, annotations: lab.annotations).rows
        let names = lab.annotations.names
        #expect(
            rows.map { "\(names.name(of: $0.source)) > \(names.name(of: $0.destination)) \($0.text) by \($0.rules.count)" } == [
                "internet > web tcp 80-90 by 1", "internet > web tcp 443 by 2", "10.9.0.0/16 > web tcp 22 by 1",
                "2001:db8::/32 > web tcp 22 by 1", "office (pl-1) > web tcp 22 by 1", "web > db udp 53 by 1",
                "web > db tcp 5432 by 1", "web > db tcp 5432-5440 by 2",
            ])
        #expect(rows.allSatisfy { Set($0.rules).count == $0.rules.count })
        #expect(lab.analyzer.edges().mostFlows >= rows.count)
    }

    @Test("As many rules as an edge may have share rows like few", arguments: [1, 16, 17, 40])
    func manyRules(ports: Int) throws {
        let rules = (1...ports).map { "  in tcp \($0) 0.0.0.0/0\n  in tcp \($0) ::/0\n" }.joined()
        let lab = try Lab("vpc v 10.0.0.0/16 fd00:1::/56\ngroup web v\n\(rules)")
        let rows = TrafficMatrix(lab.analyzer, annotations: lab.annotations).rows
        #expect(rows.map(\.ports) == (1...ports).map { "\($0)" })
        #expect(rows.allSatisfy { $0.rules.count == 2 && $0.source == .internet })
        #expect(lab.analyzer.edges().mostFlows >= rows.count)
    }

    @Test("A row is small, and its ends come out of it as they went in")
    func small() throws {
        #expect(MemoryLayout<MatrixRow>.stride <= 48)
        var ends = [
            End.internet, .prefixList(3), .interfaces([InterfaceIndex(1), InterfaceIndex(2)]), .group(GroupIndex(2)),
            .group(GroupIndex(0)),
        ]
        ends += try ["10.0.0.4/32", "10.0.0.0/8", "2001:db8::/32", "fd00::1/128"].map { End.network(try IPNetwork(parsing: $0)) }
        var numbers = EndNumbers(groups: 3)
        var found: [Int] = []
        for end in ends {
            let row = MatrixRow(
                source: PackedEnd(end), destination: PackedEnd(end), traffic: [.all], rule: RuleIndex(7), verdict: .allowed)
            #expect(row.source == end && row.destination == end && row.packedSource == row.packedDestination)
            #expect(row.rules == [RuleIndex(7)] && row.members.isEmpty && row.why == nil && row.flow == nil)
            found.append(numbers.number(of: row.packedSource))
        }
        #expect(found == [3, 4, 5, 2, 0, 6, 7, 8, 9])
        let again = ends.map { numbers.number(of: PackedEnd($0)) }
        let named = found.map { numbers.ends[$0].end }
        #expect(found == again && named == ends)
    }

    @Test("No row is over a family in which its group has no address")
    func families() throws {
        let rules = "group web v\n in tcp 443 0.0.0.0/0\n in tcp 443 ::/0\n in tcp 22 ::/0"
        #expect(Self.rows(try Lab("vpc v 10.0.0.0/16\n\(rules)")) == ["Internet > web TCP 443 allowed"])
        let only = try Lab("vpc v 10.0.0.0/16 fd00:1::/56\n\(rules)\ninterface eni-1 v web fd00:1::1\ncomplete")
        #expect(Self.rows(only) == ["Internet (IPv6) > web TCP 22 allowed", "Internet (IPv6) > web TCP 443 allowed"])
    }

    @Test("A row holds what passes over either family, and is allowed only where every interface of its network may send it")
    func certain() throws {
        let dual = try Lab(
            """
            vpc v 10.0.0.0/16 fd00:1::/56
            group web v
              out all - 0.0.0.0/0
              out icmpv6 - ::/0
            group db v
              in tcp 443 web
              in icmpv6 - web
            interface eni-1 v web 10.0.0.4 fd00:1::4
            interface eni-2 v db 10.0.0.5 fd00:1::5
            complete
            """)
        #expect(Self.rows(dual) == ["web > db ICMPV6 all allowed", "web > db TCP 443 allowed"])
        let held = """
            vpc v 10.0.0.0/16
            group open v
              out all - 0.0.0.0/0
            group closed v
            group db v
              in tcp 443 10.0.0.4/31
            interface eni-1 v open 10.0.0.4
            interface eni-3 v db 10.0.0.9
            complete

            """
        #expect(Self.rows(try Lab(held + "interface eni-2 v closed 10.0.0.5")) == ["10.0.0.4/31 > db TCP 443 depends"])
        #expect(Self.rows(try Lab(held + "interface eni-2 v open 10.0.0.5")) == ["10.0.0.4/31 > db TCP 443 allowed"])
    }

    @Test("What nothing can reach is what no group of a member lets anything into")
    func denied() throws {
        let lab = try Lab(
            """
            group quiet v
            group alone v
            group open v
              in tcp 22 198.51.100.0/24
            interface eni-1 v quiet,open 10.0.0.4
            complete
            """)
        let rows = MatrixDenied(lab.analyzer, annotations: lab.annotations, names: MatrixNames(lab.annotations, isShort: true))
            .rows
        #expect(rows.map(\.destination) == ["alone"])
    }

    @Test("With egress it lists what groups may send to networks, too")
    func egress() throws {
        var options = TrafficMatrix.Options()
        options.showsEgress = true
        let rows = Self.rows(try Lab.example(), options)
        #expect(rows.count == 16)
        #expect(rows.contains("RDS > Internet ALL all allowed"))
    }

    @Test("A flow that is documented as denied and passes stands among the allowed, and is said")
    func broken() throws {
        let lab = try Lab(
            "group a\n in tcp 80 b\ngroup b\n out all - 0.0.0.0/0",
            notes: "flows:\n  denied:\n    - {from: b, to: a, why: never}\n    - {from: a, to: b}\n")
        let text = Self.report(lab).lines(width: 80).map(\.text).joined(separator: "\n")
        #expect(text.contains("(documented as denied) never"))
        #expect(text.contains("1 flow is documented as denied and not certain to be"))
    }

    @Test("The grid has sources down and destinations across, and goes on below where it is wide")
    func grid() throws {
        let lab = try Lab.example()
        let grid = MatrixGrid(TrafficMatrix(lab.analyzer, annotations: lab.annotations))
        #expect(
            grid.lines(width: 80).map(\.text) == [
                "                       ECS   ECS", "from \\ to     ALB      API   Realtime  RDS   Redis",
                "Internet      80, 443  ·     ·         ·     ·", "ALB           ·        3001  3002      ·     ·",
                "ECS API       ·        ·     ·         5432  6379", "ECS Realtime  ·        ·     ·         5432  6379",
                "ECS Workers   ·        ·     ·         5432  6379",
            ])
        #expect(grid.lines(width: 30).allSatisfy { TerminalText.width($0.text) <= 30 })
        #expect(grid.csv.hasPrefix("from \\ to,ALB,ECS API,ECS Realtime,RDS,Redis\r\nInternet,\"80, 443\",,,,\r\n"))
        #expect(grid.rows(from: .internet, to: grid.destinations[0]).count == 2)
    }
}
