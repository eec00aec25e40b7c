import Annotations
import CoreModel
import Documentation
import NotesFile
import Reachability
import Support
import Testing

@testable import Trial

/// What changes on trial take away: groups without anybody left, interfaces, and addresses that nobody has any more.
@Suite("Ends that are gone on trial")
struct GoneEndTests {
    private static let world = """
        vpc v 10.0.0.0/16
        subnet subnet-a v 10.0.2.0/24
        subnet subnet-b v 10.0.3.0/24
        group app v
          out all - 0.0.0.0/0
        group db v
          in tcp 5432 app
          in tcp 443 0.0.0.0/0
          out all - 0.0.0.0/0
        group rep v
          in tcp 5432 10.0.0.0/16
          in tcp 5432 10.0.2.50/32
          in tcp 6379 db
        group spare v
          in tcp 22 app
          in tcp 22 far
        group far v
          out all - 0.0.0.0/0
        interface eni-app v app 10.0.2.20 subnet=subnet-a
        interface eni-db v db 10.0.2.50 public=198.51.100.10 subnet=subnet-a
        interface eni-rep v rep 10.0.2.60 subnet=subnet-a
        interface eni-far v far 10.0.3.10 subnet=subnet-b
        complete
        """

    private static func trial(_ lines: String...) throws -> Trial {
        var trial = Trial(Analyzer(try World.inventory(world)))
        for line in lines { try trial.add(line) }
        return trial
    }

    private static let asked = [
        "app -> db:5432", "db -> rep:5432", "app -> eni-db:5432", "eni-db -> rep:6379", "app -> 10.0.2.50:5432",
        "10.0.2.50 -> rep:5432", "10.0.2.50:40000 -> rep:5432", "internet -> 198.51.100.10:443", "10.0.2.99 -> db:443",
    ]

    @Test("A question of one is refused, one that was asked before has lost its end, and nothing passes", arguments: asked)
    func refused(text: String) throws {
        let trial = try Self.trial("off eni-db")
        let before = try trial.base.question(text)
        #expect {
            try trial.analyzer.question(text)
        } throws: { error in
            if case .goneEnd? = error as? QuestionError { true } else { false }
        }
        #expect(trial.answers(to: [before]).map(\.after) == [nil])
        guard let asked = trial.base.question(before, after: trial.inventory) else { return }
        #expect(trial.analyzer.isGone(asked))
        #expect(trial.analyzer.verdict(asked) == .blocked && trial.analyzer.wholeVerdict(asked) == .blocked)
        #expect(NetworkSurvey(trial.analyzer).verdict(asked).verdict == .blocked)
    }

    @Test(
        "Who is left, who never was anywhere, and whom nobody had before is asked as without the change",
        arguments: [
            "app -> rep:5432", "app -> spare:22", "app -> 10.0.2.99:443", "10.0.2.0/24 -> rep:5432", "app -> internet:443",
        ])
    func others(text: String) throws {
        let trial = try Self.trial("off eni-db")
        let (before, after) = (try trial.base.question(text), try trial.analyzer.question(text))
        #expect(trial.analyzer.wholeVerdict(after) == trial.base.wholeVerdict(before))
    }

    @Test func `a subnet that is off takes all that may stand in it, and leaves what stands elsewhere`() throws {
        let trial = try Self.trial("off subnet-a")
        for end in ["app", "db", "rep", "10.0.2.60", "10.0.2.99", "10.0.2.0/24", "10.0.2.128/25"] {
            #expect(throws: QuestionError.goneEnd(end)) { try trial.analyzer.question("far -> \(end):22") }
        }
        for text in ["far -> spare:22", "far -> 10.0.3.99:22", "far -> internet:22"] {
            #expect(trial.analyzer.wholeVerdict(try trial.analyzer.question(text)) == .allowed, "\(text)")
        }
        let dark = try Self.trial("off subnet-a", "off subnet-b")
        #expect(throws: QuestionError.goneEnd("spare")) { try dark.analyzer.question("internet -> spare:22") }
    }

    @Test func `a group that another interface then carries is there, and the address is gone all the same`() throws {
        let trial = try Self.trial("off eni-db", "+ eni-rep carries db")
        #expect(trial.analyzer.wholeVerdict(try trial.analyzer.question("app -> db:5432")) == .allowed)
        #expect(throws: QuestionError.goneEnd("10.0.2.50")) { try trial.analyzer.question("app -> 10.0.2.50:5432") }
    }

    @Test func `what is gone, and what the difference leaves out, are the same groups`() throws {
        for lines in [["off eni-db"], ["off subnet-a"], ["off eni-db", "+ eni-rep carries db"], ["+ db in 22 from app"]] {
            var trial = try Self.trial()
            for line in lines { try trial.add(line) }
            let left = trial.leftWithoutMembers.map { trial.base.inventory[trial.base.inventory[$0].id] }
            #expect(Set(left) == Set(trial.analyzer.goneGroups.map { trial.inventory[trial.inventory[$0].id] }), "\(lines)")
        }
    }

    @Test(
        "Interfaces that are gone are told with their groups, whoever else carries these",
        arguments: [
            ("off eni-db", ["eni-db of db"]), ("off eni-rep-2", ["eni-rep-2 of rep and spare"]),
            ("off subnet-c", ["eni-rep-2 of rep and spare", "eni-far-2 of far"]),
        ])
    func interfaces(line: String, expected: [String]) throws {
        let more = """
            subnet subnet-c v 10.0.4.0/24
            interface eni-rep-2 v rep,spare 10.0.4.60 subnet=subnet-c
            interface eni-far-2 v far 10.0.4.10 subnet=subnet-c
            complete
            """
        let world = Self.world.split(separator: "\n").dropLast().joined(separator: "\n")
        var trial = Trial(Analyzer(try World.inventory("\(world)\n\(more)")))
        try trial.add(line)
        let effect = TrialEffect(trial)
        let ids = effect.goneInterfaces.map { trial.base.inventory[trial.base.inventory[$0].id] }
        #expect(ids == expected.map { String($0.prefix { $0 != " " }) })
        let rows = TrialReport(effect).rows(ascii: true).filter { $0.label == "gone" }
        let count = expected.count == 1 ? "1 interface" : "\(expected.count) interfaces"
        #expect(rows.map(\.text) == ["\(count): \(expected.joined(separator: ", "))"])
        trial.toggle(0)
        #expect(TrialEffect(trial).goneInterfaces.isEmpty)
    }

    @Test func `rules that are laid over it leave it gone, and what is taken back is there again`() throws {
        var trial = try Self.trial("off eni-db", "+ db in 22 from app")
        #expect(throws: QuestionError.goneEnd("db")) { try trial.analyzer.question("app -> db:22") }
        trial.toggle(0)
        #expect(trial.analyzer.wholeVerdict(try trial.analyzer.question("app -> db:22")) == .allowed)
        #expect(trial.analyzer.wholeVerdict(try trial.analyzer.question("app -> 10.0.2.50:22")) == .allowed)
    }

    @Test func `nobody finds it: who reaches, whom it reaches, flows between groups, the matrix`() throws {
        let trial = try Self.trial("off eni-db")
        func names(_ analyzer: Analyzer) throws -> [String] {
            let end = try analyzer.end("rep")
            let who = analyzer.who(reaches: end, port: try PortQuery(parsing: "5432,6379"))
            return who.reachers.compactMap(\.group).map { analyzer.names.name(of: $0) }
        }
        #expect(try names(trial.base).contains("db") && !names(trial.analyzer).contains("db"))
        let db = try #require(trial.inventory.group(id: "db"))
        for edge in trial.analyzer.edges() {
            #expect(edge.target != db && edge.source != .group(db))
            #expect(edge.source.network.map { $0.isAddress } != true, "\(edge)")
        }
        let whom = trial.analyzer.whom(isReachedFrom: try trial.analyzer.end("app"), port: try PortQuery(parsing: "5432"))
        #expect(!whom.reached.contains { $0.group == db })
        var options = TrafficMatrix.Options()
        options.showsEgress = true
        let matrix = TrafficMatrix(trial.analyzer, annotations: Annotations(trial.inventory, notes: nil), options: options)
        #expect(!matrix.rows.contains { $0.source == .group(db) || $0.destination == .group(db) })
    }

    @Test func `a documented flow of it differs in the check as in the trial, and one that is denied holds`() throws {
        let text = """
            flows:
              allowed:
                - {from: app, to: db, protocol: tcp, ports: "5432"}
                - {from: app, to: rep, protocol: tcp, ports: "5432"}
              denied:
                - {from: rep, to: db}
            """
        let notes = try NotesReader().read(Array(text.utf8), from: "sgscope.yaml")
        let trial = try Self.trial("off eni-db")
        let check = CheckResult(trial.analyzer, annotations: Annotations(trial.inventory, notes: notes))
        #expect(check.flows.map(\.status) == [.differs, .holds, .holds])
        #expect(check.flows.map(\.effective) == [.blocked, .allowed, .blocked])
        #expect(check.flows[0].remark?.contains("db is gone with the changes on trial") == true)
        let effect = TrialEffect(trial, notes: notes)
        #expect(effect.notes?.against.map(\.flow) == [check.flows[0].flow])
    }
}
