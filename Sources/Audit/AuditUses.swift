import CoreModel
import Words

/// What flow logs tell of a rule that raises a doubt about it.
public struct AuditUse: Hashable, Sendable {
    /// The rule.
    public var rule: RuleIndex
    /// Rules that let all of it through too; none where nothing of it was seen.
    public var hiddenBy: [RuleIndex]
    /// What that rests on: "in 31 days, 8 of 8 interfaces logged".
    public var basis: String

    /// Tells of a rule.
    public init(_ rule: RuleIndex, hiddenBy: [RuleIndex] = [], basis: String) {
        (self.rule, self.hiddenBy, self.basis) = (rule, hiddenBy, basis)
    }
}

/// Findings of flow logs: rules that were not seen used, and those that let nothing through alone.
struct AuditUses {
    let inventory: Inventory
    let names: Names

    func findings(_ uses: [AuditUse]) -> [AuditFinding] {
        let rules = RuleText(inventory, names)
        return uses.map { use in
            let hiding = use.hiddenBy.prefix(2).map { "\(names.name(of: inventory[$0].group)) \(rules.line($0))" }
            return AuditFinding(
                kind: hiding.isEmpty ? .notSeen : .hidden, severity: .info, group: inventory[use.rule].group, rules: [use.rule],
                text: rules.few([use.rule]),
                note: hiding.isEmpty
                    ? "not seen \(use.basis)"
                    : "\(use.basis), all of it let through by \(hiding.joined(separator: " and ")) too")
        }
    }
}
