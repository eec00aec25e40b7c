import CoreModel
import Testing

@testable import Reachability

/// A row about load balancers: a question over all layers in its environment, what the connection to the load balancer comes to, and what is
/// reached behind it.
struct BalancerTrap: Sendable, CustomTestStringConvertible {
    /// The trap's number, "T51"; what the row is about where it belongs to another table.
    let name: String
    /// Source, destination and port.
    let question: String
    /// The verdict with the codes of what decides: "blocked ELBV2_LISTENERS_MISMATCH".
    ///
    /// Where AWS's texts leave open which code it is, those
    /// that may be with "|" between them; "*" stands for any.
    let answer: String
    /// What is behind it: its verdict with a word for each target, as `told` writes them; nothing where that is not told.
    let behind: String
    /// The environment, for ``NetworkSketch``.
    let text: String

    init(_ name: String, _ question: String, _ answer: String, behind: String? = nil, _ balanced: Balanced) {
        (self.name, self.question, self.answer, self.behind) = (name, question, answer, behind ?? Self.behind(answer))
        text = balanced.text
    }

    /// A row of two VPCs; the load balancer is in v.
    init(
        _ name: String, _ question: String, _ answer: String, behind: String? = nil, _ joined: Joined
    ) {
        (self.name, self.question, self.answer, self.behind) = (name, question, answer, behind ?? Self.behind(answer))
        text = joined.text
    }

    /// What is behind where a row does not say it: nothing where nobody listens or asks for no load balancer, else whatever it may be.
    private static func behind(_ answer: String) -> String {
        answer.hasPrefix("allowed") || answer.contains("LISTENERS_MISMATCH") ? "" : "..."
    }

    var testDescription: String { "\(name): \(question) is \(answer), behind it \(behind)" }

    /// What the walk tells, in words as `answer` and `behind` have them.
    func told() throws -> (answer: [String], behind: [String]) {
        let sketch = try NetworkSketch(text)
        let words = question.split(separator: " ").map(String.init)
        let analyzer = Analyzer(sketch.inventory)
        let answer = analyzer.answer(try analyzer.question(from: words[0], to: words[1], port: words[2]), .everything)
        let codes = answer.way.map { way in way.deciding.compactMap { way.stages[$0].code } } ?? []
        return ([answer.verdict.rawValue] + codes, answer.way?.behind.map { sketch.told($0) } ?? [])
    }

    /// Whether words are those that are expected, where a word may leave open which of several it is, and "..." at the end any further ones.
    static func fits(_ words: [String], _ expected: String) -> Bool {
        var wanted = expected.split(separator: " ").map(String.init)
        let isOpen = wanted.last == "..."
        if isOpen { wanted.removeLast() }
        return (isOpen ? words.count >= wanted.count : words.count == wanted.count)
            && zip(words, wanted).allSatisfy { word, wanted in
                let parts = wanted.split(separator: "=", maxSplits: 1).map(String.init)
                let head = parts.count > 1 ? parts[0] + "=" : ""
                let open = (parts.last ?? "").split(separator: "|").map { head + $0 }
                return open.contains { $0.hasSuffix("*") ? word.hasPrefix($0.dropLast()) : word == $0 }
            }
    }

    static let all =
        balancers + listeners + firstLegs + behindApplication + behindNetwork + behindClassic + targetKinds + zones + unseen
}

extension NetworkSketch {
    /// The verdict, and a word for each target: `app:8080` where it is reached, `app:8080=CODE` where it is not, `app:8080=?CODE` where that
    /// depends, with `@node` behind the port where nodes differ; `none` stands for a node's targets where it has none; `answers` for a
    /// listener that answers itself.
    fileprivate func told(_ behind: Behind) -> [String] {
        let rows = behind.targets.map { row in
            (
                target: row.id.isNone ? "none" : name(row.id) + (row.port.map { ":\($0)" } ?? ""),
                node: inventory[inventory[row.node].id],
                outcome: row.verdict == .allowed ? "" : "=\(row.verdict == .depends ? "?" : "")\(plain(row.code ?? ""))"
            )
        }
        var words: [String] = []
        for target in rows.map(\.target).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.sorted() {
            let own = rows.filter { $0.target == target }
            let nodes = Set(behind.targets.map(\.node)).count
            if Set(own.map(\.outcome)).count == 1, own.count >= nodes {
                words.append(target + own[0].outcome)
            } else {
                words += own.sorted { $0.node < $1.node }.map { "\(target)@\($0.node)\($0.outcome)" }
            }
        }
        return [behind.verdict.rawValue] + words + (behind.answersItself ? ["answers"] : [])
    }

    /// A target's id as the sketch wrote it.
    private func name(_ id: TextID) -> String {
        let text = inventory[id]
        if text.hasPrefix("arn:aws:elasticloadbalancing") {
            return text.split(separator: "/").map(String.init).dropLast().last ?? text
        }
        if text.hasPrefix("arn:") { return text.split(separator: ":").last.map(String.init) ?? text }
        return text.hasPrefix("i-") ? String(text.dropFirst(2)) : text
    }

    /// A code without the field that failed, which the first connection tells alone.
    private func plain(_ code: String) -> String {
        let parts = code.split(separator: ":").map(String.init)
        switch parts[0] {
        case "SG_HAS_NO_RULES", "ENI_SG_RULES_MISMATCH", "SG_REFERENCES_NOT_PRESERVED": return "groups"
        case "SUBNET_ACL_RESTRICTION": return parts.contains("reply") ? "acl:reply" : "acl"
        default: return code
        }
    }
}
