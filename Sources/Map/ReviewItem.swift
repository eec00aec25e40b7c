import Audit
import CoreModel
import Documentation
import Reachability
import Text

/// One thing that a review has found, as a list of all of them says it.
public struct ReviewItem: Hashable, Sendable {
    /// Where it comes from.
    public enum Origin: Hashable, Sendable {
        /// The notes say otherwise.
        case notes
        /// The audit finds it, and nobody has accepted it.
        case audit(Severity)
        /// The audit finds it, and the notes say why it stays.
        case accepted(String)
    }

    /// Where it comes from.
    public let origin: Origin
    /// The group that it is about; nil where it is about the network, or nothing loaded.
    public let group: GroupIndex?
    /// The thing of the network that it is about, by its id.
    public let component: String?
    /// The first of the rules that cause it.
    public let rule: RuleIndex?
    /// What it is about, as it is called.
    public let name: String
    /// What is found there: the code of a finding, `flow`, `inbound`, `outbound`, `undocumented`.
    public let code: String
    /// It in few words: "tcp 22 from 0.0.0.0/0".
    public let text: String
    /// The rest of it, a paragraph each: what more there is, why it matters, what to do, why it was accepted.
    public let more: [String]
    /// The question that shows it, as it is typed; nil where none does.
    public let question: String?
    /// The finding that can be accepted; nil where it cannot.
    public let finding: AuditFinding?

    /// Its first column: "differs", "medium", "accepted".
    public var standing: String {
        switch origin {
        case .notes: "differs"
        case .audit(let severity): severity.rawValue
        case .accepted: "accepted"
        }
    }

    /// How it is toned.
    public var tone: Tone {
        switch origin {
        case .notes: .differs
        case .audit(let severity): severity.tone
        case .accepted: .dim
        }
    }
}

extension ReviewMarks {
    /// All that was found: what differs from the notes, then findings, the worst first, then those that were accepted.
    public func items(_ analyzer: Analyzer) -> [ReviewItem] {
        differences(analyzer)
            + audit.findings.map { finding in
                var component: String?
                if case .component(_, let id) = finding.subject { component = analyzer.inventory[id] }
                return ReviewItem(
                    origin: finding.accepted.map { .accepted($0) } ?? .audit(finding.severity), group: finding.group,
                    component: component, rule: finding.rules.first, name: audit.name(of: finding), code: finding.kind.rawValue,
                    text: finding.text,
                    more: [
                        finding.note, finding.kind.reason, "remedy: \(finding.kind.remedy)",
                        finding.accepted.map { "accepted: \($0)" },
                    ]
                    .compactMap { $0 },
                    question: nil, finding: finding.accepted == nil ? finding : nil)
            }
    }

    private func differences(_ analyzer: Analyzer) -> [ReviewItem] {
        guard let check else { return [] }
        let words = CheckWords(annotations)
        func item(_ group: GroupIndex?, _ rule: RuleIndex?, _ code: String, _ text: String, _ more: [String], _ question: String?)
            -> ReviewItem
        {
            ReviewItem(
                origin: .notes, group: group, component: nil, rule: rule,
                name: group.map { annotations.names.name(of: $0) } ?? "", code: code, text: text, more: more, question: question,
                finding: nil)
        }
        let columns = (check.inbound + check.outbound).filter { $0.status != .holds }.map { finding in
            item(
                finding.group, finding.undocumentedRules.first, finding.direction == .ingress ? "inbound" : "outbound",
                words.differences(finding),
                ["documented as \"\(finding.documented)\", the rules say \(finding.rules)"]
                    + (finding.why.map { ["documented because: \($0)"] } ?? []), nil)
        }
        let flows = check.flows.filter { $0.status != .holds }.map { finding in
            let asked = finding.answer?.question
            let destination = asked?.destination.kind.group
            return item(
                destination, nil, "flow", words.flow(finding.flow), [words.message(finding)],
                asked.map { asked in
                    let ends = [asked.source.kind, asked.destination.kind].map { analyzer.endText(of: .end($0)) }
                    return "\(ends[0]) -> \(ends[1]):\(asked.port.asked)"
                })
        }
        let undocumented = check.undocumented.map { flow in
            item(
                flow.destination.group ?? flow.source.group, flow.rules.first, "undocumented", words.flow(flow),
                [words.message(flow)],
                nil)
        }
        return flows + columns + undocumented
    }
}
