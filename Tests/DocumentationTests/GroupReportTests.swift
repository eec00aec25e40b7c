import Example
import Notes
import NotesFile
import Reachability
import Readers
import CoreModel
import Support
import Testing
import Text
import Words

@testable import Annotations
@testable import Documentation

@Suite("What there is to say of a group")
struct GroupReportTests {
    private static func example() throws -> Annotations {
        let inventory = try InputReader().read(documents: ExampleEnvironment.documents, label: "example")
        let notes = try NotesReader().read(ExampleEnvironment.notes.bytes, from: ExampleEnvironment.notes.name)
        return Annotations(inventory, notes: notes)
    }

    private static func report(_ name: String, reach: Bool = false) throws -> GroupReport {
        let annotations = try example()
        let group = try #require(annotations.inventory.loadedGroups.first { annotations.names.name(of: $0) == name })
        let analyzer = reach ? Analyzer(annotations.inventory, names: annotations.names) : nil
        return GroupReport(group, annotations: annotations, analyzer: analyzer)
    }

    @Test("A wide report has labels at the left and one row a rule, by port and then by peer")
    func wide() throws {
        let report = try Self.report("RDS SG", reach: true)
        #expect(report.title == "RDS SG  sg-e9ec91ed1f04d6569  chat-dev-rds-sg")
        let lines = report.lines(width: 79).map(\.text)
        #expect(
            lines.prefix(15).joined(separator: "\n") == """
                           protects PostgreSQL
                           Security group for RDS PostgreSQL
                ingress 3  tcp 5432  from ECS API SG       PostgreSQL from ECS API
                           tcp 5432  from ECS Realtime SG  PostgreSQL from ECS Realtime
                           tcp 5432  from ECS Workers SG   PostgreSQL from ECS Workers
                egress 1   all       to 0.0.0.0/0          Allow all outbound
                reached    1 step   ECS API SG, ECS Realtime SG, ECS Workers SG
                           2 steps  ALB SG
                           3 steps  internet, Redis SG
                reaches    1 step   internet, ALB SG
                           2 steps  ECS API SG, ECS Realtime SG
                           3 steps  Redis SG
                attached 1 10.0.10.158  eni-59687a94ea3c2b3e7  RDS chat-dev-rds-0,
                                                               chat-dev-private-0
                named by   no rule of another group
                """)
        #expect(lines.contains { $0.contains("managed by terraform (tag)") })
        #expect(lines.contains { $0.contains("Why 3 separate ingress rules (not combined)") })
        #expect(lines.contains { $0.contains("documented in: ECS services (5432)") })
    }

    @Test("Of rules that the input does not list it never says that there are none, anywhere")
    func notListed() throws {
        let rules = #"""
            {"SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "tcp",
              "FromPort": 443, "ToPort": 443, "CidrIpv4": "0.0.0.0/0"}]}
            """#
        let inventory = try InputReader().read(documents: [("rules.json", Array(rules.utf8))], label: "test")
        let annotations = Annotations(inventory, notes: nil)
        let group = try #require(inventory.group(id: "sg-1"))
        let report = GroupReport(group, annotations: annotations, analyzer: Analyzer(inventory))
        let text = report.lines(width: 79).map(\.text).joined(separator: "\n")
        #expect(text.contains("egress     not known: its egress rules are not in the input, which lists\n"), "\(text)")
        #expect(text.contains("reaches    not known: its egress rules are not in the input"), "\(text)")
        #expect(!text.contains("none") && !text.contains("nobody"))
        #expect(report.oneLine(.egress, room: 60) == "not known: its rules are not in the input")
        #expect(UnlistedRules.count(inventory[group], .egress) == "?" && UnlistedRules.count(inventory[group], .ingress) == "1")
        #expect(
            NotesDraft(Analyzer(inventory), annotations: annotations).text.contains(
                "outbound: # only some rules are in the input"))
    }

    @Test("A narrow report has headings, and descriptions below the rules")
    func narrow() throws {
        let report = try Self.report("ALB SG")
        #expect(report.title(width: 20) == "ALB SG")
        let lines = report.rows(width: 41, titled: "ALB SG").map(\.line.text)
        #expect(
            lines.prefix(12).joined(separator: "\n") == """
                 sg-d04e9420348ae5fda  chat-dev-alb-sg
                 protects Load Balancer
                 Security group for Application Load
                 Balancer

                ingress 2
                 tcp 80   from 0.0.0.0/0
                   HTTP from internet (redirect to HTTPS)
                 tcp 443  from 0.0.0.0/0
                   HTTPS from internet

                egress 1
                """)
    }

    @Test("Two lines say the most of it", arguments: [(78, "tcp 80, 443 from 0.0.0.0/0"), (20, "2 rules")])
    func summary(_ width: Int, _ ingress: String) throws {
        let lines = try Self.report("ALB SG").summary(width: width).map(\.text)
        #expect(lines[0] == "ingress  \(ingress)")
        #expect(try Self.report("ECS Workers SG").summary(width: 78)[0].text == "ingress  none: nothing may come in")
    }

    @Test("No line is wider than asked, and no word of a rule is lost", arguments: [24, 41, 60, 69, 70, 79, 120])
    func widths(_ width: Int) throws {
        for name in ["ALB SG", "ECS API SG", "ECS Workers SG", "RDS SG", "Redis SG"] {
            let report = try Self.report(name)
            let lines = report.lines(width: width).map(\.text)
            #expect(lines.allSatisfy { TerminalText.width($0) <= width })
            let words = Set(lines.joined(separator: " ").split(separator: " ").map(String.init))
            for direction in Direction.allCases {
                for rule in report.inventory.rules(of: report.group, direction) where width >= 41 {
                    let wanted = report.inventory[report.inventory[rule].description].split(separator: " ").map(String.init)
                    #expect(words.isSuperset(of: wanted))
                }
            }
        }
    }

    @Test("Every line of a rule leads to its peer, and one that names the group to the group it belongs to")
    func targets() throws {
        let report = try Self.report("ECS API SG")
        let rows = report.rows(width: 79)
        let rule = try #require(rows.first { $0.line.text.contains("from ALB SG") })
        let peer = try #require(rule.target, "the rule leads nowhere")
        #expect(report.names.name(of: peer) == "ALB SG")
        let naming = rows.filter { $0.line.text.contains("RDS SG") }.compactMap(\.target)
        #expect(naming.contains { if case .group(let group) = $0 { report.names.name(of: group) == "RDS SG" } else { false } })
    }

    @Test("The internet is reported by who lets it in and who may send to it")
    func internet() throws {
        let report = PeerReport(.internet, annotations: try Self.example())
        let lines = report.rows(width: 79).map(\.line.text)
        #expect(lines[0] == "may enter  ALB SG           tcp 80   HTTP from internet (redirect to HTTPS)")
        #expect(lines.count { $0.contains("all ") } == 6)
        #expect(report.summary(width: 78)[0].text == "may enter   ALB SG")
    }
}

@Suite("What is unusual about a group")
struct GroupReportOddTests {
    /// The group `web` with rules.
    private static func annotations(_ rules: String) throws -> Annotations {
        Annotations(try World.inventory("group sg-1=web\n" + rules), notes: nil)
    }

    private static func lines(_ annotations: Annotations, _ group: String = "sg-1", width: Int = 100) throws -> [String] {
        let group = try #require(annotations.inventory.group(id: group))
        return GroupReport(group, annotations: annotations).lines(width: width).map(\.text)
    }

    @Test("ICMP has its type by name, never as a port")
    func icmp() throws {
        let annotations = try Self.annotations(
            "in icmp 8 0.0.0.0/0\n in icmp 3/4 0.0.0.0/0\n in icmp - 0.0.0.0/0\n in icmpv6 128/0 ::/0")
        let text = try Self.lines(annotations).joined(separator: "\n")
        #expect(text.contains("icmp 8 echo request"))
        #expect(text.contains("icmp 3/4 fragmentation needed"))
        #expect(text.contains("icmpv6 128/0 echo request"))
        #expect(text.contains("icmp                           from 0.0.0.0/0") || text.contains("icmp  "))
    }

    @Test("A stale reference, another account's group and a list without entries are said where the rule stands")
    func remarks() throws {
        let annotations = try Self.annotations("in all - sg-far@210987654321\n in all - sg-gone@stale\n in all - pl-1")
        let text = try Self.lines(annotations).joined(separator: "\n")
        #expect(text.contains("from sg-far   (account 210987654321, not in the input)"))
        #expect(text.contains("from sg-gone  (stale: covers nothing)  (not in the input)"))
        #expect(text.contains("from pl-1     (entries not loaded)"))
        #expect(text.contains("egress 0   none: nothing may go out"))
    }

    @Test("What is not in the input is said to be unknown, not to be nothing")
    func unknown() throws {
        let annotations = try Self.annotations("in all - sg-far")
        #expect(try Self.lines(annotations).contains { $0.contains("not known: no listing of interfaces is in the input") })
        let far = try Self.lines(annotations, "sg-far")
        #expect(far.contains { $0.contains("not known: the group is only named, its rules are not in the input") })
        #expect(far.contains { $0.contains("named by 1 web") })
    }

    @Test("Other people's bytes are shown, never sent")
    func safe() throws {
        let name = "evil \u{1b}[31m\nline 安全组 \u{202e}"
        let annotations = Annotations(World.inventory(groups: [name], rules: [(name, name, 1), ("::/0", name, 2)]), notes: nil)
        for width in [20, 41, 80] {
            for line in try Self.lines(annotations, "sg-0", width: width) {
                #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.value != 0x202E })
                #expect(TerminalText.width(line) <= width)
            }
        }
    }
}
