import Notes

/// The passages of notes, part by part: each what one reads in one go, with its headings.
struct NotesPassages {
    private(set) var parts: [String: [String]] = [:]

    init(_ notes: Notes) {
        let environment = notes.environment
        parts["environment"] =
            [environment.title, environment.purpose, environment.source].compactMap { $0 } + passages(environment.reasons)
        for group in notes.groups { parts[group.title] = passages(group) }
        parts["flows"] = notes.flows.map { "\($0.source) \($0.destination) \($0.traffic.description) \($0.why ?? "")" }
        parts["tables"] = notes.tables.flatMap { table in table.rows.map { "\(table.title) " + $0.joined(separator: " ") } }
        parts["decisions"] = notes.decisions.flatMap(passages)
        parts["practices"] = notes.practices.map { "\($0.title): \($0.text)" }
        parts["walkthrough"] = notes.walkthrough.map { "\($0.title): \($0.text ?? "")" }
    }

    private func passages(_ group: GroupNotes) -> [String] {
        let columns = ["inbound \(group.inbound?.words ?? "")", "outbound \(group.outbound?.words ?? "")"]
        let rules = group.rules.map {
            "\($0.direction.name) \($0.traffic?.description ?? "") \($0.peer?.description ?? "") \($0.why)"
        }
        let reasons = group.reasons + group.rules.flatMap(\.reasons)
        return ["protects \(group.protects ?? "")"] + columns + rules + passages(reasons)
    }

    private func passages(_ reasons: [Reason]) -> [String] {
        reasons.flatMap { reason in reason.points.flatMap { passages($0, below: reason.why) } }
    }

    private func passages(_ point: ReasonPoint, below heading: String) -> [String] {
        let whole = "\(heading): \(point.line)"
        return [whole] + point.points.flatMap { passages($0, below: whole) }
    }

    private func passages(_ decision: Decision) -> [String] {
        let texts = [decision.choice, decision.remark].compactMap { $0 }
        let named = [("alternative", decision.alternative), ("trade-off", decision.tradeOff)]
        return texts.map { "\(decision.title): \($0)" }
            + named.compactMap { name, text in text.map { "\(decision.title): \(name): \($0)" } }
            + decision.reasoning.flatMap { passages($0, below: decision.title) }
    }
}
