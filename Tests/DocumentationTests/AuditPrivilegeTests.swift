import CoreModel
import Reachability
import Support
import Testing

@testable import Audit

/// Rules that are wider than what people say is needed.
@Suite("Least privilege in the audit")
struct AuditPrivilegeTests {
    private static let base = """
        vpc v 10.0.0.0/16
        subnet s v 10.0.1.0/24
        group web v w
          in tcp 443 0.0.0.0/0 w
          out all - 0.0.0.0/0 w
        group db v w
          in tcp 0-65535 web w
          in tcp 22 10.0.0.0/8 w
        group other v w
          out all - 0.0.0.0/0 w
        interface eni-1 v web 10.0.1.10 subnet=s
        interface eni-2 v db 10.0.1.20 subnet=s
        interface eni-3 v other 10.0.1.30 subnet=s
        complete
        """

    private static let flows = """
        flows:
          allowed:
            - {from: internet, to: web, ports: 443, why: it is public}
            - {from: web, to: db, ports: 5432, why: orders}
        """

    /// What is found: "web: egress all to 0.0.0.0/0 | needed of it: tcp 5432 to db".
    private static func found(_ notes: String?, pinned: [String] = [], text: String = base) throws -> [String] {
        let lab = try Lab(text, notes: notes)
        let questions = try pinned.map { try lab.analyzer.question($0) }
        let result = AuditResult(lab.analyzer, annotations: lab.annotations, needed: questions)
        return result.open.filter { $0.kind == .wider }.map { "\(result.name(of: $0)): \($0.text) | \($0.note ?? "")" }.sorted()
    }

    @Test("What is needed of a rule is what the flows of the notes use of it, and groups that nobody speaks of are left alone")
    func notes() throws {
        #expect(
            try Self.found(Self.flows) == [
                "db: ingress tcp 22 from 10.0.0.0/8 | no flow of the notes or the board needs it",
                "db: ingress tcp from web | needed of it: tcp 5432 from web",
                "web: egress all to 0.0.0.0/0 | needed of it: tcp 5432 to db",
            ])
        #expect(try Self.found(nil).isEmpty)
    }

    @Test("A pin of the board needs what it asks: of a network its addresses")
    func pins() throws {
        #expect(
            try Self.found(Self.flows, pinned: ["10.9.0.0/16 -> db:22", "other -> internet:443"]) == [
                "db: ingress tcp 22 from 10.0.0.0/8 | needed of it: tcp 22 from 10.9.0.0/16",
                "db: ingress tcp from web | needed of it: tcp 5432 from web",
                "other: egress all to 0.0.0.0/0 | needed of it: tcp 443 to internet",
                "web: egress all to 0.0.0.0/0 | needed of it: tcp 5432 to db",
            ])
    }

    @Test("A documented column that says nothing needs nothing, and one that says everything needs all of it")
    func columns() throws {
        func notes(_ outbound: String) -> String {
            "groups:\n  - title: other\n    match: {name: other}\n    outbound: {words: x, peers: \(outbound)}\n"
        }
        #expect(
            try Self.found(notes("[]")) == ["other: egress all to 0.0.0.0/0 | no flow of the notes or the board needs it"])
        #expect(try Self.found(notes("[{to: internet}]")).isEmpty)
    }

    @Test("What is found closes no flow that is needed, whichever rules there are", arguments: 1...12)
    func keepsFlows(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let names = ["a", "b", "c"]
        let peers = names + ["10.0.0.0/8", "10.0.1.0/24", "0.0.0.0/0"]
        func pick<Element>(_ list: [Element], _ random: inout SeededRandom) -> Element {
            list[Int(random.next() % UInt64(list.count))]
        }
        var text = "vpc v 10.0.0.0/16\nsubnet s v 10.0.1.0/24\n"
        for name in names {
            text += "group \(name) v w\n"
            for direction in ["in", "out"] {
                for _ in 0..<2 {
                    text += "  \(direction) tcp \(pick(["-", "22", "80-443", "5432"], &random)) \(pick(peers, &random)) w\n"
                }
            }
        }
        for (number, name) in names.enumerated() { text += "interface eni-\(number) v \(name) 10.0.1.\(10 + number) subnet=s\n" }
        let lab = try Lab(text + "complete\n")
        var pinned: [Question] = []
        for source in names + ["10.0.1.77", "internet"] {
            for destination in names where destination != source {
                pinned.append(try lab.analyzer.question("\(source) -> \(destination):\(pick(["22", "443", "5432"], &random))"))
            }
        }
        let needs = AuditNeeds(lab.annotations, pinned: pinned)
        let privilege = AuditPrivilege(analyzer: lab.analyzer, names: lab.annotations.names, needs: needs)
        let after = lab.analyzer.applying(privilege.edits)
        for question in pinned where lab.analyzer.verdict(question) != .blocked {
            let then = try #require(lab.analyzer.question(question, after: after.inventory))
            #expect(after.verdict(then) == lab.analyzer.verdict(question), "\(question.source) \(question.port)")
        }
    }
}
