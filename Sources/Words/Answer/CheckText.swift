import Reachability
import CoreModel

/// The sides of an answer.
extension AnswerText {
    /// What the end of a side is called: the group's name, "internet", an address, an interface.
    public func name(_ check: Check) -> String { ends.name(check.parts, check.side) }

    /// What decides, without the name: "tcp 5432 from ECS API SG", "no rule names ALB SG".
    public func decision(_ check: Check) -> String {
        switch check.reason {
        case .rules(let rules, _): return self.rules.lines(rules)
        case .unlistedRules(let group): return ends.unloaded(group, check.side)
        case .notFiltered(let service): return ends.notFiltered(service)
        case .isService(let kind): return "not filtered: \(kind.name) has no security groups"
        case .partNotFiltered(let service): return ends.partNotFiltered(service) + "; no rule for the rest"
        case .noGroups(let host): return ends.withoutGroups(host)
        case .unknownAddress(let list): return ends.unknownAddress(prefixList: list)
        case .noAddress(let isOther):
            let lacks = "no \(question.version.name) address"
            return isOther ? "\(ends.name(check.side.other)) has \(lacks)" : lacks
        case .noRules(let atAll): return atAll ? "no rules at all" : "no \(check.side.name) rules"
        case .mismatch(let nearest):
            return isStale(nearest) ? "stale: \(rules.line(nearest.rule))" : nothingFits(nearest.failed, check.side)
        }
    }

    /// The deciding rule's own description; empty where there is none.
    public func quote(_ check: Check) -> String {
        if let nearest = check.nearest { return isStale(nearest) ? rules.quote(nearest.rule) : "" }
        return check.rules.count == 1 ? rules.quote(check.rules[0]) : ""
    }

    /// The whole line of a side: name and id, decision, description, nearest miss.
    public func line(_ check: Check) -> String {
        let name = name(check)
        let id = check.component.map { inventory[inventory[$0].id] }
        let named = id.map { $0 == name ? $0 : "\(name) (\($0))" } ?? name
        let quote = quote(check)
        let nearest = check.nearest.map { "; nearest: \(rules.line($0.rule)), \(FieldText.differs($0.failed))" } ?? ""
        return "\(named): \(decision(check))\(quote.isEmpty ? "" : ", \"\(quote)\"")\(nearest)"
    }

    private func isStale(_ miss: RuleMiss) -> Bool {
        inventory.reference(of: inventory[miss.rule].peer)?.isStale ?? false
    }

    /// "no rule for tcp 3002", "no rule names ALB SG", "no rule holds 203.0.113.9", "no IPv4 rule for tcp 443".
    private func nothingFits(_ fields: [FailedField], _ side: Direction) -> String {
        if fields == [.family] { return "no \(question.version.name) rule for \(asked)" }
        guard fields == [.source] || fields == [.destination] else { return "no rule for \(asked)" }
        let other = ends.name(side.other)
        if case .group = ends.end(side.other).kind { return "no rule names \(other)" }
        return "no rule for \(asked) holds \(other)"
    }
}
