import CoreModel
import Example
import Reachability
import Readers
import Support
import Testing

@testable import Trial

/// Lines of a trial: what they mean, what is wrong with others, and that what is written is read back.
@Suite("Lines of a trial")
struct TrialLineTests {
    private static let world = """
        vpc v 10.0.0.0/16
        group sg-alb=alb v
          in tcp 443 0.0.0.0/0
          out tcp 3001 sg-api
        group sg-api=api v
          in tcp 3001 sg-alb
          out all - 0.0.0.0/0
        group sg-rds=rds v
          in tcp 5432 sg-api
          in tcp 5432-5433 10.0.0.0/8
        group sg-in=in v
        group sg-two=web v
        list pl-1 office 10.1.0.0/16
        interface eni-web v sg-api 10.0.0.10 instance=i-1
        interface eni-db v sg-rds,sg-in 10.0.0.20
        complete
        """

    private static func analyzer() throws -> Analyzer { Analyzer(try World.inventory(world)) }

    @Test(
        "A line is read as the change that it says, and written in one form",
        arguments: [
            ("+ rds ingress tcp 5432 from alb \"words of it\"", "+ rds ingress tcp 5432 from alb \"words of it\""),
            ("+rds in postgres from sg-alb", "+ rds ingress tcp 5432 from alb"),
            ("+ api out 53/udp to 10.0.0.2", "+ api egress udp 53 to 10.0.0.2/32"),
            ("+ api out 443 to pl-1", "+ api egress tcp 443 to pl-1"),
            ("+ api out 443 to office", "+ api egress tcp 443 to pl-1"),
            ("+ alb in all from internet", "+ alb ingress all from 0.0.0.0/0"),
            ("+ alb in 22 from ::/0", "+ alb ingress tcp 22 from ::/0"),
            ("+ alb in icmp/8 from 10.1.2.3/16", "+ alb ingress icmp 8 from 10.1.0.0/16"),
            ("+ alb in ping from fd00::/8", "+ alb ingress icmpv6 128/0 from fd00::/8"),
            ("+ alb in proto/50 from api", "+ alb ingress proto/50 from api"),
            ("+ \"in\" ingress 22 from \"in\"", "+ \"in\" ingress tcp 22 from \"in\""),
            ("- rds ingress tcp 5432 from api", "- rds ingress tcp 5432 from api"),
            ("- rds in 5432 from api", "- rds ingress tcp 5432 from api"),
            ("- api out", "- api egress all to 0.0.0.0/0"),
            ("~ rds ingress 5432 from api : 5432-5433", "~ rds ingress tcp 5432 from api : tcp 5432-5433"),
            ("~ rds in from api : from alb", "~ rds ingress tcp 5432 from api : from alb"),
            ("~ rds in from api : \"for api\"", "~ rds ingress tcp 5432 from api : \"for api\""),
            ("+ i-1 carries rds", "+ eni-web carries rds"),
            ("- eni-db carries \"in\"   # a comment", "- eni-db carries \"in\""), ("off 10.0.0.10", "off 10.0.0.10"),
        ])
    func meaning(typed: String, written: String) throws {
        let analyzer = try Self.analyzer()
        let line = try TrialLine(parsing: typed, for: analyzer)
        #expect(line.text == written)
        // What is written is the same change.
        #expect(try TrialLine(parsing: line.text, for: analyzer).edits == line.edits)
    }

    @Test("Ports of several ranges are a rule each, and one change")
    func several() throws {
        let line = try TrialLine(parsing: "+ alb in 80,8080 from 10.0.0.0/8", for: try Self.analyzer())
        #expect(line.edits.count == 2)
    }

    @Test(
        "What is wrong is said, with what may be meant",
        arguments: [
            ("", "a change is empty"), ("rds ingress 5432", "begins no change"), ("+ rds", "the direction"),
            ("+ rds sideways 1 from api", "the direction, ingress or egress, cannot be \"sideways\""),
            ("+ rds ingress from api", "the port is missing"), ("+ rds ingress 5432", "the other end is missing"),
            ("+ nobody ingress 1 from api", "nothing is called \"nobody\""), ("+ rds ingress 99999 from api", "no port"),
            ("+ i-1 ingress 1 from api", "is no security group"), ("+ rds in 1 from i-1", "a rule cannot name i-1"),
            ("+ rds in 5432 from api", "stands already"),
            ("- rds in 22 from api", "has no such rule; it has rds ingress tcp 5432"),
            ("- rds in", "this is two rules"), ("~ rds in from api", "the change behind the colon is missing"),
            ("~ rds in from api : 80,81", "the change behind the colon cannot be"), ("+ i-1 carries api", "carries api already"),
            ("- i-1 carries rds", "does not carry rds"), ("+ rds carries api", "the interface or instance cannot be"),
            ("+ acl x in 1 allow all from 0.0.0.0/0", "no network ACL is called \"x\""),
            ("+ route x 0.0.0.0/0 igw-1", "no route table is called \"x\""), ("off", "is missing"),
            ("off nothing-like-this", "no group, gateway, peering, table or zone is called"),
            ("+ web ingress 1 from api extra \"a\" b", "\"b\" stands behind the words in quotes"),
            ("+ rds in 22 from api \"a\" \"b\"", "\"b\" stands behind the words in quotes"),
            ("- rds in 5432 from api \"a\" b", "\"b\" stands behind the words in quotes"),
            ("~ rds in from api : \"for api\" 22", "\"22\" stands behind the words in quotes"),
            ("+ rds ingress 1 from \"api\" b", "the other end cannot be \"b\""), ("off 10.0.0.99", "no group, gateway"),
            ("- i-1 carries api", "eni-web carries no other group than api, and AWS lets no interface go without one"),
            ("- eni-web carries api", "put another on first, or try off api"),
        ])
    func faults(typed: String, says: String) throws {
        let analyzer = try Self.analyzer()
        do throws(TrialFault) {
            let line = try TrialLine(parsing: typed, for: analyzer)
            Issue.record("\(typed) is read as \(line.text)")
        } catch { #expect(error.message.contains(says), "\(typed): \(error.message)") }
    }

    @Test func `what another change rests on goes with it where an interface would be left without a group`() throws {
        var trial = Trial(try Self.analyzer())
        try trial.add("+ i-1 carries rds")
        try trial.add("- i-1 carries api")
        let both = trial
        let refused = trial.toggle(0)
        #expect(refused.map(\.line.text) == ["- eni-web carries api"])
        #expect(trial.changes.map(\.isOn) == [false, false])
        #expect(trial.inventory.interfaces.allSatisfy { !$0.groups.isEmpty })
        // It stays off as long as nothing is put on.
        let again = trial.toggle(1)
        #expect(again.count == 1 && trial.changes.map(\.isOn) == [false, false])
        let on = [trial.toggle(0), trial.toggle(1)]
        #expect(on.allSatisfy(\.isEmpty) && trial.edits == both.edits)
        let dropped = trial.drop(0)
        #expect(dropped.count == 1 && trial.isEmpty)
        // A drill takes a group off who carries another, as the changes before leave it.
        var drill = Trial(try Self.analyzer())
        try drill.add("+ i-1 carries rds")
        try drill.add("off api")
        let kept = drill.toggle(0)
        #expect(kept.isEmpty && drill.changes[1].isOn)
        #expect(drill.inventory.interfaces.map(\.groups.count) == [1, 2])
    }

    @Test(
        "A question says behind with what is tried before it is asked",
        arguments: [
            ("api -> internet:443 with off nat-0", "api -> internet:443", ["off nat-0"]),
            ("can api reach rds on 5432 with off nat-0?", "can api reach rds on 5432", ["off nat-0"]),
            ("a b 1 WITH + rds in 1 from \"b with x\" and off c", "a b 1", ["+ rds in 1 from \"b with x\"", "off c"]),
            ("a b 1 with -rds in 1 with - sgr-1", "a b 1", ["-rds in 1", "- sgr-1"]),
            ("a b 1 with + web-7 carries common", "a b 1", ["+ web-7 carries common"]),
        ])
    func tried(text: String, question: String, changes: [String]) {
        let tried = TriedQuestion(text)
        #expect(tried?.question == question && tried?.changes == changes)
    }

    @Test(
        "What only sounds like it is a question, or a line of a log",
        arguments: [
            "api -> rds:5432", "with off nat-0", "app with db -> rds:5432", "a b 1 with off", "exit with -1 in 3 s",
            "a with -> b:1", "\"app with off x\" -> rds:5432", "server with address 10.0.0.1 timed out", "a b 1 and off nat-0",
        ])
    func untried(text: String) { #expect(TriedQuestion(text) == nil) }

    @Test(
        "Every rule of generated inventories is written as a line that takes it out, and one that puts it back", arguments: 0..<40
    )
    func roundTripOfRules(seed: UInt64) throws {
        var random = SeededRandom(seed: seed &+ 90_000)
        let names = ["web", "web api", "in", "to", "acl", "a:b", "\"q\"", "route 66", "from", "café", "#1", "off", "- x"]
        let inventory = Self.inventory(names)
        let peers: [EndIdentity] =
            names.indices.map { .group("sg-\($0)") } + [
                .prefixList("pl-0123456789"), .network(try IPNetwork(parsing: "10.0.0.0/8")),
                .network(try IPNetwork(parsing: "::/0")),
            ]
        let traffic = try [
            Traffic.all, Traffic(.tcp, from: 1, to: 9), Traffic(.udp), Traffic(.icmp, from: 3, to: 4), Traffic(.icmp, from: 8),
            Traffic(.icmp),
            Traffic(#require(IPProtocol(number: 253))), Traffic(.icmpv6, from: 1, to: 0),
        ]
        var edits: [Edit] = []
        for place in names.indices {
            for direction in Direction.allCases {
                let rule = EditedRule(
                    group: "sg-\(place)",
                    RuleIdentity(
                        direction, traffic[Int.random(in: traffic.indices, using: &random)],
                        peers[Int.random(in: peers.indices, using: &random)]),
                    description: ["", "plain", "with \"quotes\" and \\", "two\nlines"][Int.random(in: 0..<4, using: &random)])
                edits.append(.add(rule))
            }
        }
        let empty = Analyzer(inventory)
        let full = Analyzer(inventory.applying(edits))
        for edit in edits {
            guard case .add(let rule) = edit else { continue }
            let line = try #require(TrialLine.lines(of: [edit], for: empty).first)
            #expect(try TrialLine(parsing: line.text, for: empty).edits == [edit], "\(line.text)")
            let back = try #require(TrialLine.lines(of: [.remove(rule)], for: full).first)
            #expect(try TrialLine(parsing: back.text, for: full).edits == [.remove(rule)], "\(back.text)")
        }
    }

    /// Groups with names that no line of a world could hold.
    private static func inventory(_ names: [String]) -> Inventory {
        var builder = InventoryBuilder(label: "test")
        let listing = Listing(kind: .groups, argument: 0, file: "test")
        for (place, name) in names.enumerated() {
            var group = Group(id: builder.intern("sg-\(place)"))
            group.name = builder.intern(name)
            group.vpc = builder.intern("v")
            builder.beginGroup(group, in: listing)
        }
        return builder.finish()
    }
}
