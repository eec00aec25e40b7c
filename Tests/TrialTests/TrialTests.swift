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
