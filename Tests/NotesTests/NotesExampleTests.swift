import Example
import Foundation
import Notes
import NotesFile
import CoreModel
import Testing

@Suite("The example's notes")
struct NotesExampleTests {
    let notes: Notes

    init() throws {
        notes = try NotesReader().read(ExampleEnvironment.notes.bytes, from: ExampleEnvironment.notes.name)
    }

    @Test("every fact of the page stands in its part of the notes")
    func facts() throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/NotesPageFacts.txt")
        let parts = NotesPassages(notes).parts
        var part = ""
        var count = 0
        for line in try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("== ") {
                part = String(line.dropFirst(3))
                #expect(parts[part] != nil, "no part \(part)")
                continue
            }
            let phrases = line.components(separatedBy: " + ").map { $0.lowercased() }
            let holds = parts[part, default: []].contains { passage in
                let passage = passage.lowercased()
                return phrases.allSatisfy { passage.contains($0) }
            }
            #expect(holds, "\(part): \(line)")
            count += 1
        }
        #expect(count == 158)
    }

    static let allowed = [
        ("internet", "ALB SG", "tcp 443", "HTTPS access"),
        ("internet", "ALB SG", "tcp 80", "HTTP → HTTPS redirect"),
        ("ALB SG", "ECS API SG", "tcp 3001", "API requests"),
        ("ALB SG", "ECS Realtime SG", "tcp 3002", "WebSocket/polling"),
        ("ECS API SG", "RDS SG", "tcp 5432", "Database queries"),
        ("ECS API SG", "Redis SG", "tcp 6379", "Caching"),
        ("ECS Realtime SG", "RDS SG", "tcp 5432", "User lookup"),
        ("ECS Realtime SG", "Redis SG", "tcp 6379", "Pub/sub, presence"),
        ("ECS Workers SG", "RDS SG", "tcp 5432", "Database writes"),
        ("ECS Workers SG", "Redis SG", "tcp 6379", "Rate limiting"),
    ]
    static let denied = [
        ("internet", "ECS API SG", "all", "Must go through ALB"),
        ("internet", "RDS SG", "all", "No internet access"),
        ("internet", "Redis SG", "all", "No internet access"),
        ("ECS API SG", "ECS Realtime SG", "all", "No direct communication"),
        ("ALB SG", "RDS SG", "all", "ALB doesn't need database"),
        ("ALB SG", "Redis SG", "all", "ALB doesn't need cache"),
        ("any", "ECS Workers SG", "all", "No inbound needed"),
    ]

    @Test("the documented flows are the page's ten and seven, in its order and words")
    func flows() {
        func rows(_ flows: [DocumentedFlow]) -> [[String]] {
            flows.map { ["\($0.source)", "\($0.destination)", "\($0.traffic)", $0.why ?? ""] }
        }
        #expect(rows(notes.allowedFlows) == Self.allowed.map { [$0.0, $0.1, $0.2, $0.3] })
        #expect(rows(notes.deniedFlows) == Self.denied.map { [$0.0, $0.1, $0.2, $0.3] })
    }

    @Test("the documented columns are the page's overview, as data too")
    func columns() {
        func entries(_ column: DocumentedTraffic?) -> [String] {
            column?.entries.map { "\($0.end) \($0.traffic)" } ?? ["undocumented"]
        }
        let services = ["ECS API SG", "ECS Realtime SG", "ECS Workers SG"]
        let wanted: [(title: String, inbound: [String], outbound: [String])] = [
            ("ALB SG", ["internet tcp 80, 443"], ["ECS API SG tcp 3001", "ECS Realtime SG tcp 3002"]),
            ("ECS API SG", ["ALB SG tcp 3001"], ["internet all"]),
            ("ECS Realtime SG", ["ALB SG tcp 3002"], ["internet all"]),
            ("ECS Workers SG", [], ["internet all"]),
            ("RDS SG", services.map { "\($0) tcp 5432" }, []),
            ("Redis SG", services.map { "\($0) tcp 6379" }, []),
        ]
        #expect(notes.groups.map(\.title) == wanted.map(\.title))
        for (group, row) in zip(notes.groups, wanted) {
            #expect(entries(group.inbound) == row.inbound, "\(group.title)")
            #expect(entries(group.outbound) == row.outbound, "\(group.title)")
        }
    }

    @Test("one file serves dev and prod", arguments: ["dev", "prod"])
    func environments(_ name: String) {
        let names = ["alb", "ecs-api", "ecs-realtime", "ecs-workers", "rds", "redis"]
        let titles = names.map { NotesIndex(notes).group(id: "sg-1", name: "chat-\(name)-\($0)-sg")?.title }
        #expect(titles == ["ALB SG", "ECS API SG", "ECS Realtime SG", "ECS Workers SG", "RDS SG", "Redis SG"])
        #expect(NotesIndex(notes).group(id: "sg-1", name: "default") == nil)
    }

    @Test("decisions, practices, the table and the steps are all there")
    func counts() throws {
        #expect(notes.environment.title == "chat-dev")
        #expect(notes.environment.reasons.map(\.points.count) == [4])
        #expect(notes.decisions.map(\.reasoning.count) == [4, 4, 4, 4])
        #expect(notes.practices.count == 7)
        #expect(notes.table(titled: "redis usage")?.columns == ["Service", "Redis Usage"])
        let shown = Set(notes.walkthrough.flatMap(\.shows))
        #expect(notes.groups.allSatisfy { shown.contains(.group($0.title)) })
        #expect(notes.decisions.allSatisfy { shown.contains(.decision($0.title)) })
        #expect(shown.isSuperset(of: [.environment, .allowedFlows, .deniedFlows, .practices, .table("Redis usage")]))
    }

    @Test("every documented allowed flow is asked about in the walkthrough, or lit; every denied one is asked")
    func questions() {
        let asked = notes.walkthrough.flatMap(\.questions)
        for flow in notes.flows {
            let source = flow.source == .any ? "internet" : "\(flow.source)"
            #expect(asked.contains { $0.hasPrefix("\(source) -> \(flow.destination):") }, "\(source) -> \(flow.destination)")
        }
    }
}
