import Foundation
import Notes
import Reachability
import Readers
import CoreModel
import Testing
import Text

@testable import Annotations
@testable import Documentation

@Suite("The notes held against the rules")
struct CheckTests {
    private static func check(_ lab: Lab) -> CheckResult { CheckResult(lab.analyzer, annotations: lab.annotations) }

    private static func counts(_ result: CheckResult) -> [Int] {
        [
            result.flows.count { $0.status == .holds }, result.inbound.count { $0.status == .holds },
            result.outbound.count { $0.status == .holds }, result.undocumented.count, result.differences,
        ]
    }

    @Test("On the example 17 flows and 6 inbound rows hold, and 3 outbound rows are not what the rules do")
    func example() throws {
        let result = Self.check(try Lab.example())
        #expect(Self.counts(result) == [17, 6, 3, 0, 3])
        #expect(result.flows.count { $0.flow.isAllowed } == 10 && result.flows.count { !$0.flow.isAllowed } == 7)
        let names = result.outbound.filter { $0.status == .differs }.map { result.annotations.names.name(of: $0.group) }
        #expect(names == ["ALB SG", "RDS SG", "Redis SG"])
        #expect(result.outbound.filter { $0.status == .differs }.allSatisfy { $0.undocumented == ["all to 0.0.0.0/0"] })
        #expect(result.warnings.isEmpty)
    }

    @Test("One rule less: its flow differs, the inbound misses it, and nothing else moves")
    func changedRule() throws {
        let lab = try Lab.example { _, rule in rule["Description"] as? String != "PostgreSQL from ECS Workers" }
        let result = Self.check(lab)
        #expect(Self.counts(result) == [16, 5, 3, 0, 5])
        let flow = try #require(result.flows.first { $0.status != .holds })
        #expect(flow.effective == .blocked)
        #expect(
            CheckWords(lab.annotations).message(flow).hasPrefix(
                "ECS Workers SG -> RDS SG: tcp 5432 is documented as allowed, blocked by the rules; no rule names ECS Workers SG")
        )
        #expect(result.inbound.first { $0.status == .differs }?.missing == ["tcp 5432 from ECS Workers SG"])
    }

    @Test("One note changed: a flow without its row is undocumented only where the inbound does not tell it either")
    func changedNote() throws {
        let row = "    - {from: ECS API SG, to: Redis SG, ports: 6379, protocol: tcp, why: Caching}\n"
        #expect(Self.counts(Self.check(try Lab.example(notes: { $0.replacing(row, with: "") }))) == [16, 6, 3, 0, 3])
        let peer = "        - {from: ECS API SG, protocol: tcp, ports: 6379}\n"
        let lab = try Lab.example(notes: { $0.replacing(row, with: "").replacing(peer, with: "") })
        let result = Self.check(lab)
        #expect(Self.counts(result) == [16, 5, 3, 1, 5])
        #expect(result.undocumented.map(CheckWords(lab.annotations).flow) == ["ECS API SG -> Redis SG: tcp 6379"])
    }

    private static let flows = """
        vpc v 10.0.0.0/16 2600:1f18::/56
        group web v
          in tcp 80-443 0.0.0.0/0
          in tcp 22 pl-1
          out all - 0.0.0.0/0
        group db v
          in tcp 5432 web
          in icmp 8 10.0.0.0/16
        group six v
          in tcp 22 ::/0
        list pl-1 office 198.51.100.0/24
        list pl-2 unknown
        """

    @Test(
        "A flow holds, differs, depends, or names an end that is not here",
        arguments: [
            ("allowed", "internet, to: web, ports: 443", "holds", "allowed"),
            ("allowed", "internet, to: web, ports: \"80, 443\"", "holds", "allowed"),
            // One of two ports is open: that is not what is documented, for certain.
            ("allowed", "internet, to: web, ports: \"443, 444\"", "differs", "depends"),
            ("allowed", "internet, to: web, ports: 22", "depends", "depends"),
            ("allowed", "internet, to: six, ports: 22", "differs", "blocked"),
            ("allowed", "web, to: db, ports: 5432", "holds", "allowed"),
            ("allowed", "web, to: db", "differs", "depends"),
            ("denied", "web, to: db", "differs", "depends"), ("denied", "web, to: db, ports: 5433", "holds", "blocked"),
            // Both families must be blocked.
            ("denied", "internet, to: six", "differs", "depends"), ("denied", "internet, to: db", "holds", "blocked"),
            ("denied", "internet, to: web, ports: 22", "depends", "depends"),
            ("denied", "any, to: db, ports: 22", "holds", "blocked"),
            ("denied", "any, to: db, ports: 5432", "differs", "allowed"),
            ("denied", "db, to: any", "holds", "blocked"), ("allowed", "web, to: dbs", "unknown", "-"),
            ("allowed", "pl-9, to: web", "unknown", "-"), ("allowed", "198.51.100.7, to: web, ports: 22", "holds", "allowed"),
        ])
    func status(documented: String, flow: String, status: String, effective: String) throws {
        let lab = try Lab(Self.flows, notes: "flows: {\(documented): [{from: \(flow)}]}")
        let finding = try #require(Self.check(lab).flows.first)
        #expect(finding.status.rawValue == status)
        #expect(finding.effective?.rawValue ?? "-" == effective)
    }

    @Test(
        "A flow from anybody is held against all that the members of its end carry, and by all that those of others carry",
        arguments: [
            ("any, to: quiet", "depends"), ("any, to: alone", "blocked"), ("any, to: named, ports: 443", "allowed"),
        ])
    func anybody(flow: String, effective: String) throws {
        let lab = try Lab(
            """
            vpc v 10.0.0.0/16
            group quiet v
            group alone v
            group open v
              in tcp 22 198.51.100.0/24
            group sender v
              out tcp 443 0.0.0.0/0
            group marked v
            group named v
              in tcp 443 marked
            interface eni-1 v quiet,open 10.0.0.4
            interface eni-2 v alone 10.0.0.5
            interface eni-3 v sender,marked 10.0.0.6
            interface eni-4 v named 10.0.0.7
            complete
            """, notes: "flows: {denied: [{from: \(flow)}]}")
        #expect(try #require(Self.check(lab).flows.first).effective?.rawValue == effective)
    }

    @Test("Notes by pattern speak of each environment's own groups, not of one with another")
    func environments() throws {
        let rules = ["dev", "prod"].map { name in
            "group \(name)-alb v\n out all - 0.0.0.0/0\ngroup \(name)-app v\n in tcp 80 \(name)-alb\n"
        }
        let notes = """
            groups:
              - {title: ALB, match: {name-pattern: "*-alb"}}
              - title: App
                match: {name-pattern: "*-app"}
                inbound: [{from: ALB, ports: 80}]
            flows:
              allowed: [{from: ALB, to: App, ports: 80}]
            """
        let result = Self.check(try Lab(rules.joined(), notes: notes))
        #expect(result.flows.map(\.questions) == [2])
        #expect(Self.counts(result) == [1, 2, 0, 0, 0])
        let crossed = rules[0] + rules[1].replacing("in tcp 80 prod-alb", with: "in tcp 80 dev-alb")
        #expect(Self.counts(Self.check(try Lab(crossed, notes: notes))).last ?? 0 > 0)
    }

    @Test(
        "A documented column is the same as the rules, or says what is more and what is missing",
        arguments: [
            ("in tcp 80 0.0.0.0/0", "[{from: internet, ports: 80}]", "", ""),
            ("in tcp 80 ::/0", "[{from: internet, ports: 80}]", "", ""),
            ("in tcp 80 10.0.0.0/9\n in tcp 80 10.128.0.0/9", "[{from: 10.0.0.0/8, ports: 80}]", "", ""),
            ("in tcp 80 10.0.0.0/8", "[{from: 10.0.0.0/9, ports: 80}, {from: 10.128.0.0/9, ports: 80}]", "", ""),
            ("in tcp 80 10.0.0.0/8", "[{from: 10.0.0.0/9, ports: 80}]", "tcp 80 from 10.0.0.0/8", ""),
            ("in tcp 80-90 b", "[{from: b, ports: 80-89}]", "tcp 90 from b", ""),
            ("in tcp 80 b", "[{from: b, ports: 80-82}]", "", "tcp 81-82 from b"),
            ("in tcp 80 b", "[{from: c, ports: 80}]", "tcp 80 from b", "tcp 80 from c"),
            ("in tcp 80 b@pcx-1=deleted@stale", "[]", "", ""), ("", "[]", "", ""),
            ("in tcp 80 b", "[{from: any}]", "", "all but tcp 80 from any"),
            ("in tcp 80 pl-1", "[{from: pl-1, ports: 80}]", "", ""),
            (
                "in tcp 80 0.0.0.0/0", "[{from: b, ports: 80}]",
                "tcp 80 from 0.0.0.0/0", ""
            ),
        ])
    func column(rules: String, documented: String, extra: String, missing: String) throws {
        let lab = try Lab(
            "group a\n \(rules)\ngroup b\ngroup c\nlist pl-1 x 10.0.0.0/8",
            notes: "groups: [{title: a, inbound: \(documented)}, {title: b}, {title: c}]")
        let finding = try #require(Self.check(lab).inbound.first)
        #expect(finding.undocumented.joined(separator: "; ") == extra)
        let all = finding.missing.joined(separator: "; ")
        #expect(missing.hasPrefix("all but") ? all == "all from any" : all == missing)
        #expect((finding.status == .holds) == (extra.isEmpty && missing.isEmpty))
    }

    @Test("What fits nothing is a warning that names it, with its place")
    func warnings() throws {
        let notes = """
            groups:
              - {title: Web, match: {name-pattern: "web*"}}
              - {title: Cache, match: {name-pattern: "*-redis-sg"}}
              - title: db
                rules: [{direction: ingress, ports: 9, why: x}]
            flows:
              denied: [{from: Wbe, to: db}, {from: Cache, to: db}]
            """
        let lab = try Lab(Self.flows, notes: notes)
        #expect(
            NotesFit(lab.annotations).warnings.map { $0.line(file: "n") } == [
                "n:3:5: Cache fits nothing here: no group fits name pattern *-redis-sg",
                "n:5:13: these notes are about ingress tcp 9 of db, and it has no such rule",
                "n:7:12: this flow names Wbe, which no title and no group is called; did you mean Web?",
            ])
    }

    @Test("Reports stay within 80 columns, whatever the names are, and send nothing that a terminal would obey")
    func reports() throws {
        let name = "x" + String(repeating: "y", count: 90) + "\u{1B}[2J\u{202E}"
        let lab = try Lab(
            "group \(name)\n in tcp 1-2 0.0.0.0/0 \u{7}<&>\ngroup b",
            notes:
                "groups: [{title: b, inbound: [{from: internet}]}]\nflows: {denied: [{from: any, to: b}, {from: internet, to: b}]}"
        )
        let result = Self.check(lab)
        for width in [40, 80, 132] {
            let lines = CheckReport(result).lines(width: width, ascii: false)
            #expect(lines.allSatisfy { TerminalText.width($0.text) <= width }, "\(width)")
            #expect(lines.allSatisfy { TerminalText.safe($0.text) == $0.text })
        }
        #expect(!CheckJUnit(result).text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{202E}" })
    }
}
