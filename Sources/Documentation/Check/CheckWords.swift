import Annotations
import Notes
import Reachability
import CoreModel
import Text
import Words

/// The words of a check: the same in a terminal, in JSON, in JUnit and in SARIF.
public struct CheckWords: Sendable {
    private let annotations: Annotations
    private let names: MatrixNames

    /// Words for an inventory with its notes.
    public init(_ annotations: Annotations) {
        self.annotations = annotations
        names = MatrixNames(annotations, isShort: false)
    }

    /// "ALB SG -> ECS API SG: tcp 3001".
    public func flow(_ flow: DocumentedFlow) -> String { "\(flow.source) -> \(flow.destination): \(flow.traffic)" }

    /// What decides: the rule that lets the flow in, or why it is blocked with the near miss.
    public func decision(_ finding: FlowFinding) -> String {
        guard let answer = finding.answer else { return "" }
        let words = AnswerText(answer, annotations.inventory, annotations.names)
        if let way = words.way, !answer.isGroupsOwn { return decision(words, way) }
        switch answer.verdict {
        case .allowed:
            return answer.check(.ingress).map { quoted(words.decision($0), words.quote($0)) } ?? words.summary
        case .blocked:
            let failing = [answer.check(.ingress), answer.check(.egress)].compactMap { $0 }.first { $0.outcome == .fail }
            return failing.map { self.failing($0, words) } ?? words.summary
        case .depends: return words.conditions.first ?? words.summary
        }
    }

    /// What decides over the whole way: the sentence with the codes, or the first thing that must hold.
    private func decision(_ words: AnswerText, _ way: WayText) -> String {
        let codes = way.codes.isEmpty ? "" : " (\(way.codes.joined(separator: ", ")))"
        switch words.answer.verdict {
        case .allowed:
            let check = words.answer.groupsVerdict == .allowed ? words.answer.check(.ingress) : nil
            return check.map { quoted(words.decision($0), words.quote($0)) } ?? words.summary
        case .blocked: return "\(words.summary.hasSuffix(".") ? String(words.summary.dropLast()) : words.summary)\(codes)"
        case .depends: return "\(words.conditions.first ?? words.summary)\(codes)"
        }
    }

    private func quoted(_ text: String, _ quote: String) -> String { quote.isEmpty ? text : "\(text) \"\(quote)\"" }

    private func failing(_ check: Check, _ words: AnswerText) -> String {
        let text = (check.side == .egress ? "egress: " : "") + words.decision(check)
        guard let nearest = check.nearest else { return text }
        return "\(text); nearest: \(words.rules.line(nearest.rule)) (\(FieldText.differs(nearest.failed)))"
    }

    /// "documented as allowed, blocked by the rules".
    func status(_ finding: FlowFinding) -> String {
        let documented = finding.flow.isAllowed ? "allowed" : "denied"
        switch finding.status {
        case .holds where finding.isLeftOpen: return "\(documented) by the rules, left open by the network"
        case .holds: return "\(documented), and it is so"
        case .unknown: return "documented as \(documented), not checked: \(finding.remark ?? "an end is unknown")"
        case .differs where finding.isGone: return "documented as \(documented), and an end is gone"
        case .differs, .depends:
            let effective = finding.effective?.rawValue ?? "not known"
            let isOfRules = finding.answer?.isGroupsOwn ?? true
            return "documented as \(documented), \(effective) by the \(isOfRules ? "rules" : "network")"
        }
    }

    /// One sentence of a flow that does not hold.
    public func message(_ finding: FlowFinding) -> String {
        var parts = ["\(flow(finding.flow)) is \(status(finding))"]
        let decision = decision(finding)
        if !decision.isEmpty { parts.append(decision) }
        if finding.status != .unknown, let remark = finding.remark { parts.append(remark) }
        if let why = finding.flow.why { parts.append("documented because: \(why)") }
        return parts.joined(separator: "; ")
    }

    /// "inbound of RDS SG".
    public func column(_ finding: ColumnFinding) -> String {
        "\(finding.direction.column) of \(annotations.names.name(of: finding.group))"
    }

    /// What differs in a column: "not documented: all to 0.0.0.0/0; no rule for: tcp 3001 to ECS API SG".
    public func differences(_ finding: ColumnFinding) -> String {
        var parts: [String] = []
        if !finding.undocumented.isEmpty { parts.append("not documented: \(TextList.few(finding.undocumented, limit: 4))") }
        if !finding.missing.isEmpty { parts.append("no rule for: \(TextList.few(finding.missing, limit: 4))") }
        if parts.isEmpty, let lack = UnlistedRules(annotations.inventory[finding.group], finding.direction) {
            parts.append(lack.text)
        }
        return parts.joined(separator: "; ")
    }

    /// One sentence of a column that does not hold.
    public func message(_ finding: ColumnFinding) -> String {
        "the \(column(finding)) is documented as \"\(finding.documented)\", the rules say \(finding.rules); \(differences(finding))"
    }

    /// "internet -> ops: tcp 22".
    public func flow(_ flow: UndocumentedFlow) -> String {
        "\(end(flow.source)) -> \(end(flow.destination)): \(TrafficText.text(scattered: flow.traffic))"
    }

    /// The rules behind a flow: "tcp 22 from 0.0.0.0/0 \"SSH\"".
    func rules(_ rules: [RuleIndex]) -> String {
        let words = RuleText(annotations.inventory, annotations.names)
        return TextList.few(rules.map { quoted(words.line($0), words.quote($0)) }, limit: 4)
    }

    /// One sentence of a flow that nobody documented.
    public func message(_ flow: UndocumentedFlow) -> String {
        "\(self.flow(flow)) is permitted and not documented, by \(rules(flow.rules))"
    }

    private func end(_ end: End) -> String { end == .internet ? "internet" : names.name(end) }
}
