import SecurityGroups
import Text

/// Sentences about the members of the groups of a question.
struct MemberText: Sendable {
    let analyzer: Analyzer
    let question: Question
    let members: [MemberAnswer]
    let unseen: [UnseenAnswer]

    /// "allowed from 2 of 3: web-1 and web-2, which also carry base-egress; blocked from web-3"; none where all answer alike.
    func difference() -> [String] {
        [true, false].compactMap { isSource in
            let rows = members.filter { $0.isSource == isSource }
            let missing = unseen.filter { $0.isSource == isSource }
            let verdicts = Set(rows.map(\.verdict) + missing.map(\.verdict))
            guard verdicts.count > 1 else { return nil }
            let total = rows.reduce(0) { $0 + $1.interfaces.count }
            let clauses = [Verdict.allowed, .depends, .blocked].compactMap { verdict -> String? in
                let alike = rows.filter { $0.verdict == verdict }
                let count = alike.reduce(0) { $0 + $1.interfaces.count }
                var parts: [String] = []
                if count > 0 {
                    let preposition = isSource ? "from" : "to"
                    let who = Self.whom(alike, analyzer)
                    parts.append("\(preposition) \(total > 1 && count > 1 ? "\(count) of \(total): " : "")\(who)")
                }
                if missing.contains(where: { $0.verdict == verdict }) {
                    parts.append(
                        "\(isSource ? "from" : "to") a member that the input does not list, which carries \(name(missing)) alone")
                }
                let both = parts.first?.contains(", which") == true ? ", and " : " and "
                return parts.isEmpty ? nil : "\(verdict.rawValue) \(parts.joined(separator: both))"
            }
            return clauses.joined(separator: "; ")
        }
    }

    private func name(_ missing: [UnseenAnswer]) -> String {
        missing.first.map { analyzer.names.name(of: $0.group) } ?? "it"
    }

    /// "web-1 and web-2, which also carry base-egress"; of several sets of groups "web-3 and web-1 with base-egress".
    static func whom(_ rows: [MemberAnswer], _ analyzer: Analyzer) -> String {
        func names(_ row: MemberAnswer) -> String {
            TextList.sentence(Conditions.distinct(row.interfaces.prefix(12).map { analyzer.names.name(of: $0) }), limit: 3)
        }
        if rows.count > 1 {
            // Those that carry nothing else come first, so that what others carry is not read as theirs.
            let ordered = rows.filter { $0.also.isEmpty && !$0.lacksFamily } + rows.filter { !$0.also.isEmpty || $0.lacksFamily }
            let shown = ordered.prefix(3).map { row in
                let also = TextList.sentence(row.also.map { analyzer.names.name(of: $0) }.sorted())
                return names(row)
                    + (row.lacksFamily ? " without an address of the family" : also.isEmpty ? "" : " with \(also)")
            }
            let rest = ordered.dropFirst(3).reduce(0) { $0 + $1.interfaces.count }
            return rest > 0 ? "\(shown.joined(separator: ", ")) and \(rest) more" : TextList.sentence(shown)
        }
        let shown = rows.map { row in
            let names = names(row)
            if row.lacksFamily { return "\(names), which \(row.interfaces.count == 1 ? "has" : "have") no address of the family" }
            if row.also.isEmpty { return names }
            let also = TextList.sentence(row.also.map { analyzer.names.name(of: $0) }.sorted())
            return "\(names), which also \(row.interfaces.count == 1 ? "carries" : "carry") \(also)"
        }
        return shown.first ?? ""
    }
}
