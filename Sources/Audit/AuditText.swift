import CoreModel
import Reachability
import Words

/// What is said of a finding, and what more there is of it.
///
/// Of rules for which nothing stands on the other side it is made when it is asked for: there may be hundreds of thousands, and a report
/// shows forty.
enum AuditText: Hashable, Sendable {
    indirect case said(String, note: String?)
    /// Of a rule without its other half.
    case half(HalfRule, AuditHalfWords)
    /// Of rules for nobody, all with one peer.
    case nobody([RuleIndex], AuditHalfWords)

    var text: String {
        switch self {
        case .said(let text, _): text
        case .half(let half, let words): words.line(half.rule)
        case .nobody(let rules, let words): words.few(rules)
        }
    }

    var note: String? {
        switch self {
        case .said(_, let note): note
        case .half(let half, let words): words.missing(half)
        case .nobody(let rules, let words): words.reason(rules)
        }
    }

    static func == (left: AuditText, right: AuditText) -> Bool {
        // Nothing is made for what is the same by what it is made of.
        switch (left, right) {
        case (.half(let one, let words), .half(let other, let others)) where words === others && one == other: true
        case (.nobody(let one, let words), .nobody(let other, let others)) where words === others && one == other: true
        default: left.text == right.text && left.note == right.note
        }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(note)
    }
}

/// Words for rules for which nothing stands on the other side; all findings share one.
final class AuditHalfWords: Sendable {
    private let inventory: Inventory
    private let names: Names
    private let rules: RuleText

    init(_ inventory: Inventory, _ names: Names) {
        (self.inventory, self.names, rules) = (inventory, names, RuleText(inventory, names))
    }

    func line(_ rule: RuleIndex) -> String { rules.line(rule) }

    func few(_ rules: [RuleIndex]) -> String { self.rules.few(rules) }

    /// What a rule without its other half lacks.
    func missing(_ half: HalfRule) -> String {
        let rule = inventory[half.rule]
        let (own, peer) = (names.name(of: rule.group), names.name(of: half.peer))
        return rule.direction == .ingress
            ? "\(peer) sends no such thing: add egress \(rule.traffic.text) to \(own) there, or remove this rule"
            : "\(peer) lets no such thing in: add ingress \(rule.traffic.text) from \(own) there, or remove this rule"
    }

    /// Why rules are for nobody; nil without rules.
    func reason(_ rules: [RuleIndex]) -> String? {
        guard let peer = rules.first.map({ inventory[$0].peer }) else { return nil }
        if case .prefixList = peer { return "the list has no entries" }
        return "no interface carries \(names.name(of: peer))"
    }
}
