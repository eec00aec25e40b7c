import Notes
import Reachability
import CoreModel
import Support
import Testing
import Text

@testable import Audit

@Suite("The audit")
struct AuditTests {
    private static func audit(_ lab: Lab) -> AuditResult { AuditResult(lab.analyzer, annotations: lab.annotations) }

    /// What is found of group `a`, descriptions apart.
    private static func kinds(_ text: String, notes: String? = nil) throws -> [String] {
        let lab = try Lab(text, notes: notes)
        let result = Self.audit(lab)
        return result.open.filter { result.name(of: $0) == "a" && $0.kind != .undescribed }
            .map { "\($0.kind.rawValue) \($0.severity.rawValue)" }
    }

    @Test(
        "What a rule opens to the internet, in either family and in ranges that contain it",
        arguments: [
            ("in tcp 22 0.0.0.0/0", "open-admin-port high"), ("in tcp 22 ::/0", "open-admin-port high"),
            ("in tcp 20-30 0.0.0.0/0", "open-admin-port high"),
            (
                "in tcp 3000-4000 0.0.0.0/0",
                "open-admin-port high, open-database-port high"
            ),
            ("in tcp 5432 ::/0", "open-database-port high"), ("in udp 11211 0.0.0.0/0", "open-database-port high"),
            ("in tcp 6379 0.0.0.0/1\n in tcp 6379 128.0.0.0/1", "open-database-port high"),
            ("in all - 0.0.0.0/0", "open-everything critical"), ("in tcp - ::/0", "open-everything critical"),
            ("in tcp 443 0.0.0.0/0", "open-web-port info"),
            (
                "in tcp 80-443 0.0.0.0/0",
                "open-admin-port high"
            ), ("in tcp 8080 0.0.0.0/0", "open-port medium"), ("in udp 53 ::/0", "open-port medium"),
            ("in icmp - 0.0.0.0/0", ""), ("in tcp 22 10.0.0.0/8", ""), ("in tcp 22 203.0.113.0/24", ""),
            ("in tcp 22 203.0.112.0/22", "open-wide-network medium"), ("in tcp 22 2600::/16", "open-wide-network medium"),
            ("in tcp 22 fd00::/8", ""), ("in tcp 22 b", ""), ("in tcp 22 pl-1", ""), ("out all - 0.0.0.0/0", "open-egress low"),
            ("out tcp - ::/0", "open-egress low"), ("out tcp 443 0.0.0.0/0", ""), ("out all - 10.0.0.0/8", ""),
            ("in tcp 9 b@pcx-1=deleted@stale", "stale-reference medium"), ("in tcp 9 b@pcx-1=active", ""),
        ])
    func exposure(rules: String, findings: String) throws {
        #expect(try Self.kinds("group a v words\n \(rules)\ngroup b v words").joined(separator: ", ") == findings)
    }

    @Test("Nothing is found over a family in which no member of the group can have an address")
    func families() throws {
        let rules = "group a v words\n in tcp 22 ::/0\n in tcp 23 2600::/16\n out all - ::/0\n"
        #expect(try Self.kinds("vpc v 10.0.0.0/16\n" + rules).isEmpty)
        let found = ["open-admin-port high", "open-wide-network medium", "open-egress low"]
        #expect(try Self.kinds("vpc v 10.0.0.0/16 fd00:1::/56\n" + rules) == found)
    }

    @Test("Leftovers: a default group with rules, the launch wizard's, what nothing uses where interfaces are loaded")
    func leftovers() throws {
        let groups =
            "group default v x\n in all - default\ngroup launch-wizard-1 v x\ngroup a v x\ngroup b v x\n in tcp 1 a w\ngroup c v x\n"
        func found(_ text: String) throws -> [String] {
            let lab = try Lab(text)
            let result = Self.audit(lab)
            // The lists of groups say the same.
            let unused = Set(result.open.filter { $0.kind == .unused }.compactMap(\.group))
            #expect(unused == lab.inventory.unusedGroups ?? [])
            return result.open.map { "\(result.name(of: $0)) \($0.kind.rawValue)" }
        }
        #expect(try found(groups) == ["default default-group-rules", "launch-wizard-1 launch-wizard-group"])
        #expect(Self.audit(try Lab(groups)).notLookedAt.count == 1)
        #expect(
            try found(groups + "interface eni-1 v b 10.0.0.9\ncomplete") == [
                "default default-group-rules", "launch-wizard-1 launch-wizard-group", "c unused-group",
                "launch-wizard-1 unused-group", "b nobody-let-in",
            ])
    }

    @Test("Rules and groups without a description, and descriptions that a tool wrote")
    func descriptions() throws {
        let lab = try Lab("group a v Managed by Terraform\n in tcp 1 b\n in tcp 2 b why\ngroup b v words\n in tcp 1 a words")
        #expect(
            Self.audit(lab).open.map(\.text) == ["the group's says nothing; 1 of 2 rules: tcp 1 from b"])
    }

    @Test(
        "Rules count against the quota in each family, prefix lists by their weight",
        arguments: [
            (47, "", ""), (48, "", "48 of 60 inbound IPv4 rules low"), (60, "", "60 of 60 inbound IPv4 rules medium"),
            (61, "", "61 of 60 inbound IPv4 rules high"),
            (5, "in tcp 1 pl-1", "60 of 60 inbound IPv4 rules medium, 55 of 60 inbound IPv6 rules low"),
            (0, "in tcp 1 pl-2", ""), (46, "in tcp 1 pl-2", "at least 48 of 60 inbound IPv4 rules low"),
        ])
    func quota(rules: Int, more: String, findings: String) throws {
        let own = (0..<rules).map { " in tcp 1 10.0.\($0).0/24 x\n" }.joined()
        let lab = try Lab(
            "group a v x\n\(own) \(more)\nlist pl-1 com.amazonaws.global.cloudfront.origin-facing 192.0.2.0/24\n"
                + "list pl-2 office 192.0.2.0/25 192.0.2.128/25")
        let found = Self.audit(lab).open.filter { $0.kind == .ruleQuota }.map { "\($0.text) \($0.severity.rawValue)" }
        #expect(found.joined(separator: ", ") == findings)
    }

    @Test("An interface at its quota of groups")
    func interfaceQuota() throws {
        let groups = "abcde".map { "group \($0) v x\n" }.joined()
        let lab = try Lab(groups + "interface eni-1 v a,b,c,d,e 10.0.0.9\ninterface eni-2 v a,b,c,d 10.0.0.8\ncomplete")
        #expect(Self.audit(lab).open.filter { $0.kind == .interfaceQuota }.map(\.text) == ["5 of 5 groups on eni-1"])
    }

    @Test(
        "A rule that others contain, alone or together, could go; of two alike one",
        arguments: [
            ("in tcp 80 0.0.0.0/0|in tcp 80 10.0.0.0/8", ["tcp 80 from 10.0.0.0/8"]),
            ("in tcp 80 10.0.0.0/8|in tcp 1-100 10.0.0.0/8", ["tcp 80 from 10.0.0.0/8"]),
            ("in tcp 80 10.0.0.0/8|in all - 10.0.0.0/7", ["tcp 80 from 10.0.0.0/8"]),
            ("in tcp 80 10.0.0.0/8|in udp 80 10.0.0.0/8", []), ("in tcp 80 10.0.0.0/8|in tcp 81 10.0.0.0/8", []),
            ("in tcp 80 0.0.0.0/0|in tcp 80 ::/0", []), ("in tcp 80 b|in tcp 80 c", []),
            ("in tcp 80 b|in tcp 80-81 b", ["tcp 80 from b"]),
            // A group's members may have addresses of either family: only both families hold them all.
            ("in tcp 80 b|in tcp 80 0.0.0.0/0", []),
            ("in tcp 80 b|in tcp 80 0.0.0.0/0|in tcp 80 ::/0", ["tcp 80 from b"]),
            ("in tcp 80 b@pcx-1=deleted@stale|in tcp 80 b", []), ("in tcp 80 10.0.0.0/8|out tcp 80 0.0.0.0/0", []),
            ("in tcp 10-30 10.0.0.0/8|in tcp 1-20 10.0.0.0/8|in tcp 20-40 10.0.0.0/8", ["tcp 10-30 from 10.0.0.0/8"]),
            ("in tcp 80 10.0.0.0/8|in tcp 80 10.0.0.0/9|in tcp 1-99 10.128.0.0/9", ["tcp 80 from 10.0.0.0/9"]),
            ("in tcp 80 10.0.0.0/8|in tcp 1-90 10.0.0.0/9|in tcp 70-99 10.128.0.0/9", ["tcp 80 from 10.0.0.0/8"]),
            ("in tcp 80 10.0.0.0/8|in tcp 1-90 10.0.0.0/9|in tcp 81-99 10.128.0.0/9", []),
            ("in tcp 80 pl-1|in tcp 80 10.0.0.0/8", []), ("in tcp 80 10.1.0.0/16|in tcp 80 pl-1", []),
        ] as [(String, [String])])
    func contained(rules: String, found: [String]) throws {
        let own = rules.split(separator: "|").map { " \($0) x\n" }.joined()
        let lab = try Lab("group a v x\n\(own)group b v x\ngroup c v x\nlist pl-1 office 10.1.0.0/16")
        #expect(Self.audit(lab).open.filter { $0.kind == .contained }.map(\.text) == found)
    }

    @Test("Without the rules that are contained the engine answers every question as before", arguments: 0..<10)
    func proved(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let peers = [
            "0.0.0.0/0", "::/0", "10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "10.0.0.0/24", "2600::/16", "a", "b", "pl-1",
            "0.0.0.0/1", "128.0.0.0/1",
        ]
        let traffic = ["tcp 80", "tcp 1-100", "tcp 80-90", "tcp -", "all -", "udp 80", "tcp 91-200", "icmp -"]
        func rules(_ direction: String) -> [String] {
            (0..<8).map { _ in "\(direction) \(random.pick(traffic)) \(random.pick(peers)) x" }
        }
        let (into, out, back) = (rules("in"), rules("out"), rules("in"))
        func lab(without gone: Set<String>) throws -> Lab {
            func text(_ group: String, _ rules: [String]) -> String {
                "group \(group) v x\n"
                    + rules.enumerated().filter { !gone.contains("\(group)\($0.offset)") }
                    .map { " \($0.element)\n" }.joined()
            }
            return try Lab(
                "vpc v 10.0.0.0/16 2600::/56\n" + text("a", into + out) + text("b", back + ["out all - 0.0.0.0/0 x"])
                    + "interface eni-1 v a 10.0.0.10\ninterface eni-2 v a,b 10.0.0.11 2600::11\ninterface eni-3 v b 10.0.1.12\n"
                    + "list pl-1 office 10.0.0.0/16\ncomplete")
        }
        let whole = try lab(without: [])
        let containment = AuditContainment(inventory: whole.inventory)
        var gone = Set<String>()
        for (name, written) in [("a", into + out), ("b", back)] {
            let group = try #require(whole.inventory.group(id: "sg-\(name)"))
            for contained in containment.contained(group) {
                let rule = whole.inventory[contained.rule]
                let word = rule.direction == .ingress ? "in" : "out"
                let place = written.indices.first { place in
                    !gone.contains("\(name)\(place)") && written[place].hasPrefix(word + " ")
                        && Self.isSame(written[place], rule, whole.inventory)
                }
                gone.insert("\(name)\(try #require(place))")
            }
        }
        let less = try lab(without: gone)
        let ends = ["internet", "a", "b", "eni-1", "eni-2", "eni-3", "10.0.0.200", "10.200.0.9", "2600::99", "192.0.2.7", "pl-1"]
        for source in ends {
            for destination in ends where source != destination {
                for port in ["80", "100", "150", "1-100", "80/udp", "all", "icmp/8"] {
                    for version in IPVersion.allCases {
                        let answers = [whole, less].map { lab -> Verdict? in
                            let question = try? lab.analyzer.question(from: source, to: destination, port: port, version: version)
                            return question.map(lab.analyzer.verdict)
                        }
                        #expect(answers[0] == answers[1], "\(source) -> \(destination):\(port) \(version) without \(gone)")
                    }
                }
            }
        }
    }

    private static func isSame(_ written: String, _ rule: Rule, _ inventory: Inventory) -> Bool {
        let words = written.split(separator: " ").map(String.init)
        let peer = inventory.text(of: rule.peer)
        guard peer == words[3] || peer == "sg-\(words[3])", let ipProtocol = IPProtocol(words[1]) else { return false }
        let ends = words[2] == "-" ? [] : words[2].split(separator: "-").compactMap { Int($0) }
        return (try? Traffic(ipProtocol, from: ends.first, to: ends.last)) == rule.traffic
    }

    @Test("An exception with a reason accepts a finding, a rule of it, or nothing: then it is said")
    func exceptions() throws {
        let world =
            "group a v x\n in tcp 22 0.0.0.0/0 x\n in tcp 3389 0.0.0.0/0 x\n out all - 0.0.0.0/0 x\ngroup b v x\n out all - 0.0.0.0/0 x"
        let notes = """
            audit:
              exceptions:
                - {finding: open-egress, group: a, reason: it calls anybody}
                - {finding: open-admin-port, ports: 22, peer: internet, reason: a jump host}
                - {finding: unused-group, reason: never}
                - {finding: open-egres, reason: typing}
            """
        let lab = try Lab(world, notes: notes)
        let result = Self.audit(lab)
        #expect(
            result.open.map { "\($0.kind.rawValue) \($0.text)" } == [
                "open-admin-port tcp 3389 from 0.0.0.0/0",
                "open-egress all to 0.0.0.0/0",
            ])
        #expect(
            result.accepted.map { "\($0.text) \($0.accepted ?? "")" } == [
                "tcp 22 from 0.0.0.0/0 a jump host",
                "all to 0.0.0.0/0 it calls anybody",
            ])
        #expect(
            result.warnings.map(\.message) == [
                "this exception accepts nothing: there is no such unused-group here",
                "no finding is called open-egres; did you mean open-egress?",
            ])
    }

    @Test("The report stays within its width and shows other people's bytes, never sends them")
    func report() throws {
        let name = "x\u{1B}[31m" + String(repeating: "long", count: 40)
        let result = Self.audit(try Lab("group \(name) v x\n in tcp 22 0.0.0.0/0 \u{7}\n out all - 0.0.0.0/0 x"))
        for width in [40, 80] {
            let lines = AuditReport(result).lines(width: width)
            #expect(lines.allSatisfy { TerminalText.width($0.text) <= width })
            #expect(lines.allSatisfy { TerminalText.safe($0.text) == $0.text })
        }
    }
}
