import Annotations
import Audit
import CoreModel
import Diff
import Example
import Notes
import NotesFile
import Reachability
import Readers
import Support
import Testing

@testable import Trial

/// Trials over the example: what turns, what is cut off, what is taken back.
@Suite("Trials")
struct TrialTests {
    private static func example() throws -> Analyzer {
        Analyzer(try InputReader().read(documents: ExampleEnvironment.documents, label: "example"))
    }

    private static func notes() throws -> Notes {
        let own = ExampleEnvironment.notes
        return try NotesReader().read(own.bytes, from: own.name)
    }

    private static func question(_ text: String, _ analyzer: Analyzer) throws -> Question {
        let parts = try QuestionText(parsing: text)
        return try analyzer.question(from: parts.source, to: parts.destination, port: parts.port)
    }

    private static func trial(_ lines: [String]) throws -> Trial {
        var trial = Trial(try example())
        for line in lines { try trial.add(line) }
        return trial
    }

    @Test("Two changes turn what they concern, and nothing else")
    func turns() throws {
        let trial = try Self.trial(["+ rds ingress tcp 5432 from alb", "- api egress all to 0.0.0.0/0"])
        let asked = ["alb -> rds:5432", "api -> rds:5432", "api -> redis:6379", "internet -> alb:443"]
        let questions = try asked.map { try Self.question($0, trial.base) }
        let answers = trial.answers(to: questions)
        #expect(answers.map(\.before) == [.blocked, .allowed, .allowed, .allowed])
        #expect(answers[1...].map(\.after) == [.blocked, .blocked, .allowed])
        // The answers are those of the inventory read with the changes.
        for (answer, text) in zip(answers, asked) {
            #expect(trial.analyzer.wholeVerdict(try Self.question(text, trial.analyzer)) == answer.after, "\(text)")
        }
    }

    /// Two groups that are open on 22, each on a public interface in a zone of its own.
    private static func twoZones() throws -> Analyzer {
        func address(_ number: Int) -> String { "10.0.\(number).10" }
        let interfaces = (1...2).map { number in
            """
            {"NetworkInterfaceId": "eni-\(number)", "VpcId": "vpc-1", "SubnetId": "subnet-\(number)", "PrivateIpAddress": "\(address(number))",
             "Association": {"PublicIp": "198.51.100.\(number)"}, "PrivateIpAddresses": [{"PrivateIpAddress": "\(address(number))", "Primary": true,
             "Association": {"PublicIp": "198.51.100.\(number)"}}], "Groups": [{"GroupId": "sg-\(number)"}]}
            """
        }
        let subnets = (1...2).map { number in
            #"{"SubnetId": "subnet-\#(number)", "VpcId": "vpc-1", "CidrBlock": "10.0.\#(number).0/24", "AvailabilityZone": "zone-\#(number)"}"#
        }
        let groups = (1...2).map { number in
            """
            {"GroupId": "sg-\(number)", "GroupName": "g\(number)", "Description": "of a", "VpcId": "vpc-1",
             "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}],
             "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}]}
            """
        }
        let documents = [
            ("groups.json", #"{"SecurityGroups": [\#(groups.joined(separator: ","))]}"#),
            ("interfaces.json", #"{"NetworkInterfaces": [\#(interfaces.joined(separator: ","))]}"#),
            ("subnets.json", #"{"Subnets": [\#(subnets.joined(separator: ","))]}"#),
        ]
        return Analyzer(try InputReader().read(documents: documents.map { ($0.0, Array($0.1.utf8)) }, label: "two"))
    }

    @Test func `a group that a drill leaves without anybody is as open as before`() throws {
        let read = try Self.twoZones()
        var trial = Trial(read)
        try trial.add("off zone-1")
        let effect = TrialEffect(trial)
        #expect(effect.gone.map { read.names.name(of: $0) } == ["g1"])
        // Nobody carries it: that is new, and nothing is mended by that.
        #expect(effect.audit.gone.isEmpty, "\(effect.audit.gone)")
        #expect(effect.audit.new.map(\.kind) == [.unused], "\(effect.audit.new)")
        // The audit itself says of it what it says of a group that nobody carries.
        let result = AuditResult(trial.analyzer, annotations: Annotations(trial.inventory, notes: nil))
        let own = result.open.filter { result.name(of: $0) == "g1" }
        #expect(Set(own.map(\.kind)) == [.openAdmin, .openEgress, .unused])
        #expect(own.allSatisfy { $0.severity <= .low })
    }

    @Test func `what rules that are edited open is told of a group that a drill leaves without anybody too`() throws {
        var trial = Trial(try Self.twoZones())
        for line in ["- g1 in 22", "+ g1 in 23 from 0.0.0.0/0", "off zone-1"] { try trial.add(line) }
        let effect = TrialEffect(trial)
        #expect(effect.gone.map { effect.trial.base.names.name(of: $0) } == ["g1"])
        func told(_ findings: [AuditEffect.Finding]) -> [String] {
            findings.map { "\($0.name) \($0.kind.rawValue)\($0.text.contains("23") ? " 23" : "")" }.sorted()
        }
        #expect(told(effect.audit.gone) == ["g1 open-admin-port"])
        #expect(told(effect.audit.new) == ["g1 open-admin-port 23", "g1 unused-group"])
    }

    @Test func `a count of rules without a description is one finding, which comes with the first and goes with the last`() throws
    {
        let text = """
            {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "a", "Description": "of a", "VpcId": "vpc-1", "IpPermissionsEgress": [], "IpPermissions": [
              {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/24"}]},
              {"IpProtocol": "tcp", "FromPort": 23, "ToPort": 23, "IpRanges": [{"CidrIp": "10.0.0.0/24"}]}]}]}
            """
        let read = Analyzer(try InputReader().read(documents: [("groups.json", Array(text.utf8))], label: "two"))
        func effect(_ lines: [String]) throws -> AuditEffect {
            var trial = Trial(read)
            for line in lines { try trial.add(line) }
            return TrialEffect(trial).audit
        }
        func told(_ findings: [AuditEffect.Finding]) -> Int { findings.count { $0.kind == .undescribed } }
        let some = try [effect(["- a in 22"]), effect(["+ a in 24 from 10.0.0.0/24"])]
        #expect(some.map { told($0.new) + told($0.gone) } == [0, 0])
        let all = try effect(["- a in 22", "- a in 23"])
        #expect([told(all.new), told(all.gone)] == [0, 1])
    }

    @Test func `what was read is remembered for the layers that were asked for, and answers nothing on trial`() throws {
        // Without the NAT gateway the groups alone let out what the routes do not.
        var trial = Trial(try Self.trial(["off nat-0"]).analyzer)
        try trial.add("- api out")
        let question = try Self.question("api -> internet:443", trial.base)
        let oneWay = AnswerScope(looksAtNetwork: true, isOneWay: true)
        var before: [Verdict] = []
        for scope in [AnswerScope.groups, .everything, .groups, oneWay, .everything] {
            let answer = try #require(trial.answers(to: [question], scope).first)
            #expect(answer.before == NetworkSurvey(trial.base, scope).verdict(question).verdict)
            #expect(answer.after == NetworkSurvey(trial.analyzer, scope).verdict(question).verdict)
            before.append(answer.before)
        }
        #expect(before == [.allowed, .blocked, .allowed, .blocked, .blocked])
    }

    @Test func `another change takes the place of one, and what is none leaves it as it is`() throws {
        var trial = try Self.trial(["+ rds ingress tcp 5432 from alb", "- api egress all to 0.0.0.0/0"])
        try trial.replace(0, with: "+ rds in 5433 from alb")
        #expect(trial.changes.map(\.line.text.first) == ["+", "-"])
        #expect(trial.edits == (try Self.trial(["+ rds in 5433 from alb", "- api egress all to 0.0.0.0/0"])).edits)
        #expect(trial.inventory.rules == (try Self.trial(["+ rds in 5433 from alb", "- api out"])).inventory.rules)
        let before = trial.changes
        #expect(throws: TrialFault.self) { try trial.replace(0, with: "+ nobody in 5433 from alb") }
        #expect(trial.changes == before)
        #expect(trial.without(0).edits == (try Self.trial(["- api out"])).edits)
        let names = trial.changedGroups.map { trial.analyzer.names.name(of: $0) }
        #expect(names.count == 2)
    }

    @Test("A change is taken back, switched off and on, and dropped without a trace")
    func undo() throws {
        var trial = try Self.trial(["+ rds ingress tcp 22 from alb", "off nat-0"])
        let both = trial.inventory
        let base = trial.base.inventory
        #expect(InventoryDiff(from: trial.base, to: trial.analyzer).isEmpty == false)
        trial.toggle(0)
        #expect(trial.title == "1 change on trial" && trial.edits.count == 1)
        trial.toggle(0)
        #expect(trial.inventory.rules == both.rules && trial.inventory.topology == both.topology)
        trial.undo()
        #expect(trial.inventory.topology == base.topology && trial.inventory.interfaces == base.interfaces)
        trial.drop(0)
        #expect(trial.isEmpty && trial.inventory.rules == base.rules)
        #expect(InventoryDiff(from: trial.base, to: trial.analyzer).isEmpty)
        #expect(trial.undo() == nil)
    }

    @Test("A NAT gateway that is off cuts off what leaves by it, and only that")
    func nat() throws {
        let trial = try Self.trial(["off nat-0"])
        let questions = try ["workers -> internet:443", "internet -> alb:443", "api -> rds:5432"].map {
            try Self.question($0, trial.base)
        }
        #expect(trial.answers(to: questions).map(\.after) == [.blocked, .allowed, .allowed])
        let effect = TrialEffect(trial, questions: questions, notes: try Self.notes())
        #expect(effect.cutOff.contains { $0.kind == .outToInternet || $0.kind == .out })
        #expect(effect.answers.filter(\.isTurned).count == 1)
        let text = TrialReport(effect).lines(width: 80, ascii: false).map(\.text).joined(separator: "\n")
        #expect(text.contains("off nat-0") && text.contains("cut off"))
    }

    @Test("A zone that is off takes its members with it: who is left answers, who is gone is gone")
    func zone() throws {
        let base = try Self.example()
        let zones = base.inventory.subnets.map { base.inventory[$0.zone] }.distinct().sorted()
        let zone = try #require(zones.first)
        let trial = try Self.trial(["off \(zone)"])
        #expect(trial.inventory.interfaces.count < base.inventory.interfaces.count)
        let lost = Set(base.inventory.subnets.filter { base.inventory[$0.zone] == zone }.map { base.inventory[$0.id] })
        #expect(trial.inventory.interfaces.allSatisfy { !lost.contains(trial.inventory[$0.subnet]) })
        // Nothing is said of members that a group without any might have.
        let gone = Set(trial.leftWithoutMembers)
        #expect(!gone.isEmpty)
        let questions = try gone.map { group in
            try base.question(from: "internet", to: base.inventory[base.inventory[group].id], port: "443")
        }
        #expect(trial.answers(to: questions).allSatisfy { $0.after == nil })
        let effect = TrialEffect(trial, notes: try Self.notes())
        #expect(gone.isSubset(of: Set(effect.cutOff.filter { $0.kind == .gone }.map(\.group))))
        #expect(effect.notes?.against.isEmpty == false)
        // Names and addresses still lead to the interfaces that are left.
        for interface in trial.inventory.interfaces {
            let id = trial.inventory[interface.id]
            let found = try trial.analyzer.resolver.resolve(id).kind.interfaces ?? []
            #expect(found.map { trial.inventory[trial.inventory[$0].id] } == [id])
        }
    }

    @Test("A group that is taken away closes what it opened, and opens nothing: who wears it alone is filtered by nothing else")
    func group() throws {
        let trial = try Self.trial(["off rds"])
        let effect = TrialEffect(trial, notes: try Self.notes())
        #expect(!(effect.diff.flows + effect.diff.ways).contains { $0.after == .allowed })
        #expect(effect.diff.ways.contains { $0.after == .blocked })
        let drill = try #require(effect.groupDrills.first)
        #expect(!drill.worn.isEmpty && drill.onlyGroupOf == drill.worn && drill.naming.isEmpty)
        let named = TrialEffect(try Self.trial(["off api"])).groupDrills.first
        #expect(named.map { !$0.naming.isEmpty } == true)
        // It is never called safe: what no input tells is said.
        #expect(drill.doubts.contains(.templates))
        #expect(!(effect.notes?.against.isEmpty ?? true))
    }

    @Test("Over a newer reading what somebody made is told, and the rest stays on trial")
    func reread() throws {
        let trial = try Self.trial(["+ rds ingress tcp 5432 from alb", "off nat-0", "- redis ingress tcp 6379 from api"])
        let newer = Analyzer(trial.base.inventory.applying(trial.changes[0].line.edits))
        let laid = trial.laid(over: newer)
        #expect(laid.made.map(\.line.text) == [trial.changes[0].line.text])
        #expect(laid.trial.changes.map(\.line.text) == trial.changes.dropFirst().map(\.line.text))
        #expect(laid.lost.isEmpty)
        let all = trial.laid(over: Analyzer(trial.inventory))
        #expect(all.made.count == 3 && all.trial.isEmpty)
    }

    @Test(
        "What AWS refuses is not tried, and what can be done instead is said",
        arguments: [
            ("- route private 10.0.0.0/16", "such a route comes with its VPC, and AWS never deletes it"),
            ("+ route private 10.9.0.0/16 local", "the target cannot be \"local\""),
            ("- chat-dev-rds-0 carries rds", "AWS lets no interface go without one"),
            ("off default", "of which nothing is tried; its entries can be taken out: - acl default in 100"),
        ])
    func refused(line: String, says: String) throws {
        var trial = Trial(try Self.example())
        do throws(TrialFault) {
            try trial.add(line)
            Issue.record("\(line) is tried")
        } catch { #expect(error.message.contains(says), "\(error.message)") }
        #expect(trial.isEmpty)
    }

    @Test(
        "What passed to or from whom nobody is any more closes",
        arguments: ["off chat-dev-rds-0", "off chat-dev-alb", "off us-east-1b", "off chat-dev-private-0", "off us-east-1a"])
    func goneFlows(line: String) throws {
        let trial = try Self.trial([line])
        #expect(trial.changes[0].line.text == line)
        let effect = TrialEffect(trial, notes: try Self.notes())
        let ids = Set(effect.gone.map { trial.base.inventory[trial.base.inventory[$0].id] })
        #expect(!ids.isEmpty)
        for id in ids {
            let own = effect.ways.filter { [$0.source, $0.destination].contains { $0.end.group == id } }
            #expect(!own.isEmpty && own.allSatisfy { $0.after == .blocked }, "\(id)")
        }
        let rows = TrialReport(effect).rows(ascii: true)
        #expect(!rows.contains { $0.text == "none opens or closes" })
        #expect(rows.contains { $0.label == "closes" })
        // The same is told of the difference: who is gone, and nothing of a member that a group without any might have.
        #expect(trial.difference.interfaces.contains { $0.kind == .removed })
        let report = DiffReport(trial.difference, before: "a", after: "b").lines(width: 200, ascii: true)
        #expect(!report.contains { $0.text.contains("may close") || $0.text.contains("Nothing differs") })
    }

    @Test func `a group that loses some of its members says how many are left`() throws {
        let effect = TrialEffect(try Self.trial(["off us-east-1a"]))
        let rows = TrialReport(effect).rows(ascii: true)
        #expect(rows.contains { $0.text.contains(", 2 interfaces, 1 of them left: ") })
    }

    @Test func `who loses the only one of whom some members could come is cut off`() throws {
        let analyzer = Analyzer(
            try World.inventory(
                """
                vpc v 10.0.0.0/16
                group sg-app=app v
                group sg-common=common v
                  out tcp 5432 sg-db
                group sg-db=db v
                  in tcp 5432 sg-app
                interface eni-1 v sg-app,sg-common 10.0.0.10
                interface eni-2 v sg-app 10.0.0.11
                interface eni-3 v sg-db 10.0.0.20
                complete
                """))
        var trial = Trial(analyzer)
        let question = try Self.question("app -> db:5432", analyzer)
        try trial.add("- eni-1 carries common")
        #expect(trial.answers(to: [question]).map(\.before) == [.depends])
        let effect = TrialEffect(trial)
        let names = effect.cutOff.filter { $0.kind == .into }.map { analyzer.names.name(of: $0.group) }
        #expect(names.contains("db"))
    }

    @Test func `a rule that comes without words is given some by the code, and the audit finds none missing`() throws {
        let effect = TrialEffect(try Self.trial(["+ rds in 5432 from alb"]))
        #expect(!effect.audit.new.contains { $0.kind.rawValue == "missing-description" })
        #expect(!effect.audit.gone.contains { $0.kind.rawValue == "missing-description" })
    }

    @Test func `with stand-ins a drill is called by the stand-in of what it takes away`() throws {
        let lines = ["off chat-dev-alb", "off nat-0", "off chat-dev-private-0", "off us-east-1a", "off 10.0.11.24", "off rds"]
        for line in lines {
            let trial = try Self.trial([line])
            var standIns = StandIns()
            for step in trial.steps { standIns.learn(step.inventory) }
            standIns.assign()
            let steps = trial.steps.map { Analyzer($0.inventory.redacted(standIns)) }
            let shown = Trial(steps, standingFor: trial).changes[0].line
            #expect(shown.text.hasPrefix("off ") && shown.drill != nil, "\(line): \(shown.text)")
            let isKept = line == "off us-east-1a"
            #expect((shown.text == line) == isKept, "\(line): \(shown.text)")
        }
    }

    @Test func `of flows in vain those of the internet stand first`() throws {
        let effect = TrialEffect(try Self.trial(["+ alb in 22 from internet"]))
        let row = TrialReport(effect).rows(ascii: true).first { $0.label == "groups" }
        #expect(row?.text.contains("not or otherwise: internet -> ") == true)
    }

    @Test func `several changes are undone, all of them`() throws {
        let effect = TrialEffect(try Self.trial(["- rds in 5432 from api", "- redis in 6379 from api"]))
        let rows = TrialReport(effect).rows(ascii: true)
        #expect(rows.contains { $0.text.hasPrefix("changes 1, 2 are of what ") && $0.text.contains("undoes them unless") })
    }

    @Test("The notes, the audit and the quota say what a change is against")
    func against() throws {
        let trial = try Self.trial([
            "+ rds ingress tcp 5432 from alb", "+ alb egress tcp 5432 to rds", "+ redis ingress tcp 22 from 0.0.0.0/0",
        ])
        let effect = TrialEffect(trial, notes: try Self.notes())
        #expect(effect.notes?.against.isEmpty == false)
        #expect(effect.audit.new.contains { $0.text.contains("22") })
        #expect(effect.quotas.contains { $0.limit == 60 && !$0.isOver })
        let rows = TrialReport(effect).rows(ascii: true)
        #expect(rows.contains { $0.label == "notes" && $0.text.hasPrefix("!") })
        #expect(rows.contains { $0.label == "audit" && $0.text.contains("more") })
    }
}
