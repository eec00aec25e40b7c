import Reachability
import CoreModel
import Text

/// Sentences about the members of the groups of a question.
extension AnswerText {
    /// "allowed from 2 of 3: web-1 and web-2, which also carry base-egress; blocked from web-3": how members of the group at an end
    /// differ.
    func memberDifference(_ side: Direction) -> String {
        let isSource = side == .egress
        let rows = answer.members.filter { $0.isSource == isSource }
        let missing = answer.unseen.filter { $0.isSource == isSource }
        let total = rows.reduce(0) { $0 + $1.interfaces.count }
        let way = side.other.preposition
        let clauses = [Verdict.allowed, .depends, .blocked].compactMap { verdict -> String? in
            let alike = rows.filter { $0.verdict == verdict }
            let count = alike.reduce(0) { $0 + $1.interfaces.count }
            var parts: [String] = []
            if count > 0 { parts.append("\(way) \(total > 1 && count > 1 ? "\(count) of \(total): " : "")\(whom(alike))") }
            if let one = missing.first(where: { $0.verdict == verdict }) {
                parts.append("\(way) a member that the input does not list, which carries \(names.name(of: one.group)) alone")
            }
            let isClause = alike.count == 1 && alike.contains { $0.lacksFamily || !$0.also.isEmpty }
            return parts.isEmpty ? nil : "\(verdict.rawValue) \(parts.joined(separator: isClause ? ", and " : " and "))"
        }
        return clauses.joined(separator: "; ")
    }

    /// "web-1 and web-2, which also carry base-egress"; of several sets of groups "web-3 and web-1 with base-egress".
    private func whom(_ rows: [MemberAnswer]) -> String {
        let said = rows.map { row in
            (
                row: row, names: TextList.sentence(row.interfaces.prefix(12).map { names.name(of: $0) }.distinct()),
                also: ends.list(row.also)
            )
        }
        if said.count > 1 {
            // Those that carry nothing else come first, so that what others carry is not read as theirs.
            let isPlain = { (row: MemberAnswer) in row.also.isEmpty && !row.lacksFamily }
            let ordered = said.filter { isPlain($0.row) } + said.filter { !isPlain($0.row) }
            let shown = ordered.prefix(3).map { row, names, also in
                names + (row.lacksFamily ? " without an address of the family" : also.isEmpty ? "" : " with \(also)")
            }
            let rest = ordered.dropFirst(3).reduce(0) { $0 + $1.row.interfaces.count }
            return rest > 0 ? "\(shown.joined(separator: ", ")) and \(rest) more" : TextList.sentence(shown)
        }
        guard let (row, names, also) = said.first else { return "" }
        let isOne = row.interfaces.count == 1
        if row.lacksFamily { return "\(names), which \(isOne ? "has" : "have") no address of the family" }
        return also.isEmpty ? names : "\(names), which also \(isOne ? "carries" : "carry") \(also)"
    }
}
