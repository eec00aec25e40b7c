import CoreModel
import Testing

@testable import Reachability

/// A row of the table of traps (aws-network 7): a question in its environment, and the right answer.
struct Trap: Sendable, CustomTestStringConvertible {
    /// The trap's number, "T5"; what the row is about where it belongs to another table.
    let name: String
    /// What is asked, as ``NetworkSketch`` reads it.
    let question: String
    /// As `told` writes it.
    let answer: String
    /// The environment, for ``NetworkSketch``.
    let text: String

    init(
        _ name: String, _ question: String, _ answer: String, tables: String? = nil, acls: String? = nil, more: String = ""
    ) {
        (self.name, self.question, self.answer) = (name, question, answer)
        text = Sample.text(tables: tables, acls: acls, more: more)
    }

    /// A row of two VPCs.
    init(_ name: String, _ question: String, _ answer: String, _ joined: Joined) {
        (self.name, self.question, self.answer, text) = (name, question, answer, joined.text)
    }

    /// What the walk comes to: the verdict, and every stage that fails or depends, with its code and where it is:
    /// "blocked: SUBNET_ACL_RESTRICTION:reply at acl-1".
    func told() throws -> String {
        let sketch = try NetworkSketch(text)
        let way = try sketch.way(question)
        let stages = way.stages.compactMap { stage in
            stage.code.map { stage.component.isNone ? $0 : "\($0) at \(sketch.inventory[stage.component])" }
        }
        return stages.isEmpty ? way.verdict.rawValue : "\(way.verdict.rawValue): \(stages.joined(separator: "; "))"
    }

    var testDescription: String { "\(name): \(question) is \(answer)" }

    static let all =
        acls + unfiltered + routes + gateways + nats + access + appliances + ends + peering + transit + transitTables + referenced
        + throughNat + endpoints + edges + doubts
}
