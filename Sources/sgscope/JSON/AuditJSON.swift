import Audit
import CoreModel
import Text

struct AuditJSON {
    let loading: Loading

    /// Writes `{"inventory", "findings": [FINDING], "not_looked_at"}`, a finding a line; with flow logs also `"flows"`.
    func write(_ result: AuditResult, _ uses: UseFindings? = nil) {
        let inventory = loading.inventory
        let rules = AnswerJSON(loading: loading)
        var pieces = JSONPieces(JSONText.compact(.object(loading.head)).dropLast() + ",\n\"findings\": [")
        pieces.add(result.findings, aLine: true) { finding in
            .object([
                ("finding", .string(finding.kind.rawValue)), ("severity", .string(finding.severity.rawValue)),
                ("title", .string(finding.kind.title)),
                ("group", .optional(finding.group.map { inventory[inventory[$0].id] })),
                ("group_name", .optional(finding.group.map(loading.annotations.names.name))),
                ("component", .optional(finding.component.map { inventory[$0.id] })),
                ("component_name", .optional(finding.component.map { _ in result.name(of: finding) })),
                ("component_type", .optional(finding.component?.type.rawValue)),
                ("acl_entry", .optional(finding.entry)), ("route", .optional(finding.route)),
                ("rules", .array(finding.rules.map(rules.rule))), ("text", .string(finding.text)),
                ("note", .optional(finding.note)), ("why", .string(finding.kind.reason)),
                ("remedy", .string(finding.kind.remedy)), ("accepted", .optional(finding.accepted)),
                ("exception", .string(result.exception(for: finding))),
            ])
        }
        let flows = uses.map { ",\n\"flows\": \(JSONText.compact($0.json))" } ?? ""
        pieces.end("],\n\"not_looked_at\": \(JSONText.compact(.strings(result.notLookedAt)))\(flows)}\n")
    }
}

extension SarifLog {
    func write(_ result: AuditResult) {
        let told = AuditKind.allCases.filter { kind in !kind.isOfFlowLogs || result.findings.contains { $0.kind == kind } }
        let rules = told.map { kind in
            Rule(id: kind.rawValue, text: kind.title, help: "\(kind.reason) \(kind.remedy)", level: "warning")
        }
        let inventory = loading.inventory
        let file = inventory.sources.first ?? inventory.label
        let results = result.findings.map { finding -> Result in
            let name = result.name(of: finding)
            let text = "\(finding.kind.title): \(name): \(finding.text)" + (finding.note.map { "; \($0)" } ?? "")
            let ids = finding.rules.prefix(20).map { inventory[inventory[$0].id] }.filter { !$0.isEmpty }
            return Result(
                rule: finding.kind.rawValue, level: Self.level(finding.severity), message: "\(text). \(finding.kind.remedy)",
                file: file, subjects: [own(finding, name)] + ids.map { (id: $0, name: $0, kind: "resource") },
                justification: finding.accepted, exception: result.exception(for: finding),
                fingerprint: "\(own(finding, name).id) \(finding.text)")
        }
        write(rules: rules, results: results)
    }

    /// The id and the name of what a finding is about.
    private func own(_ finding: AuditFinding, _ name: String) -> (id: String, name: String, kind: String) {
        if let group = finding.group { return subject(group) }
        return (finding.component.map { loading.inventory[$0.id] } ?? "", name, "resource")
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .critical, .high: "error"
        case .medium, .low: "warning"
        case .info: "note"
        }
    }
}

extension AuditFinding {
    fileprivate var component: (type: ComponentType, id: TextID)? {
        if case .component(let type, let id) = subject { (type, id) } else { nil }
    }

    /// The entry of an ACL: "in 100".
    fileprivate var entry: String? { if case .entry? = part { part?.text } else { nil } }

    /// The destination of a route.
    fileprivate var route: String? { if case .route? = part { part?.text } else { nil } }
}
