import Notes
import Annotations
import Documentation
import CoreModel
import Reachability
import Text

struct CheckJSON {
    let loading: Loading

    private var words: CheckWords { CheckWords(loading.annotations) }

    /// Writes one line, piece by piece: there may be a million flows that nobody documented.
    func write(_ result: CheckResult) {
        let head: [(String, JSONText.Value)] =
            loading.head + [
                ("notes", .optional(loading.notes?.file)),
                ("differences", .number(result.differences)),
                ("flows", .array(result.flows.map(flow))),
                ("inbound", .array(result.inbound.map(column))),
                ("outbound", .array(result.outbound.map(column))),
                ("warnings", .array(result.warnings.map(warning))),
            ]
        var pieces = JSONPieces(JSONText.compact(.object(head)).dropLast() + ", \"undocumented\": [")
        let rules = AnswerJSON(loading: loading)
        let ends = MatrixJSON(loading: loading)
        pieces.add(result.undocumented) { flow in
            .object([
                ("source", ends.written(flow.source)), ("destination", ends.written(flow.destination)),
                ("traffic", .string(flow.traffic.map(\.text).joined(separator: ", "))),
                ("rules", .array(flow.rules.map { rules.rule($0) })),
            ])
        }
        pieces.end("]}\n")
    }

    private func flow(_ finding: FlowFinding) -> JSONText.Value {
        .object([
            ("source", end("\(finding.flow.source)", finding.answer?.question.source)),
            ("destination", end("\(finding.flow.destination)", finding.answer?.question.destination)),
            ("traffic", .string("\(finding.flow.traffic)")),
            ("documented", .string(finding.flow.isAllowed ? "allowed" : "denied")),
            ("effective", .optional(finding.effective?.rawValue)), ("status", .string(finding.status.rawValue)),
            ("decision", .string(words.decision(finding))), ("why", .optional(finding.flow.why)),
            ("remark", .optional(finding.remark)), ("questions", .number(finding.questions)),
            ("answer", finding.answer.map(AnswerJSON(loading: loading).value) ?? .null), ("line", line(finding.flow.location)),
        ])
    }

    /// An end as the notes name it, with what it is here.
    private func end(_ text: String, _ end: Endpoint?) -> JSONText.Value {
        let named = end.map(loading.analyzer.describe)
        return .object([
            ("asked", .string(text)), ("id", .optional(named?.id)), ("name", .string(named?.name ?? text)),
        ])
    }

    private func column(_ finding: ColumnFinding) -> JSONText.Value {
        .object([
            ("group", .string(loading.inventory[loading.inventory[finding.group].id])),
            ("group_name", .string(loading.annotations.names.name(of: finding.group))),
            ("documented", .string(finding.documented)), ("effective", .string(finding.rules)),
            ("status", .string(finding.status.rawValue)),
            ("undocumented", .strings(finding.undocumented)), ("missing", .strings(finding.missing)),
            ("why", .optional(finding.why)), ("line", line(finding.location)),
        ])
    }

    private func warning(_ warning: NotesWarning) -> JSONText.Value {
        .object([("message", .string(warning.message)), ("line", line(warning.location))])
    }

    private func line(_ location: NotesLocation?) -> JSONText.Value { location.map { .number($0.line) } ?? .null }
}
