import Audit
import CoreModel
import Text

struct AuditJSON {
    let loading: Loading

    /// Writes `{"inventory", "findings": [FINDING], "not_looked_at"}`, a finding a line.
    func write(_ result: AuditResult) {
        let inventory = loading.inventory
        let rules = AnswerJSON(loading: loading)
        var pieces = JSONPieces("{\"inventory\": \(JSONText.compact(.string(inventory.label))),\n\"findings\": [")
        pieces.add(result.findings, aLine: true) { finding in
            .object([
                ("finding", .string(finding.kind.rawValue)), ("severity", .string(finding.severity.rawValue)),
                ("title", .string(finding.kind.title)), ("group", .string(inventory[inventory[finding.group].id])),
                ("group_name", .string(loading.annotations.names.name(of: finding.group))),
                ("rules", .array(finding.rules.map(rules.rule))), ("text", .string(finding.text)),
                ("note", .optional(finding.note)), ("why", .string(finding.kind.reason)),
                ("remedy", .string(finding.kind.remedy)), ("accepted", .optional(finding.accepted)),
            ])
        }
        pieces.end("],\n\"not_looked_at\": \(JSONText.compact(.strings(result.notLookedAt)))}\n")
    }
}

extension SarifLog {
    func write(_ result: AuditResult) {
        let rules = AuditKind.allCases.map { kind in
            Rule(id: kind.rawValue, text: kind.title, help: "\(kind.reason) \(kind.remedy)", level: "warning")
        }
        let inventory = loading.inventory
        let file = inventory.sources.first ?? inventory.label
        let results = result.findings.map { finding -> Result in
            let name = loading.annotations.names.name(of: finding.group)
            let text = "\(finding.kind.title): \(name): \(finding.text)" + (finding.note.map { "; \($0)" } ?? "")
            let ids = finding.rules.prefix(20).map { inventory[inventory[$0].id] }.filter { !$0.isEmpty }
            return Result(
                rule: finding.kind.rawValue, level: Self.level(finding.severity), message: "\(text). \(finding.kind.remedy)",
                file: file, subjects: [subject(finding.group)] + ids.map { (id: $0, name: $0, kind: "resource") },
                justification: finding.accepted,
                fingerprint: "\(inventory[inventory[finding.group].id]) \(finding.text)")
        }
        write(rules: rules, results: results)
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .critical, .high: "error"
        case .medium, .low: "warning"
        case .info: "note"
        }
    }
}
