import Reachability
import CoreModel
import Text

/// Writes the first sentence of an answer that depends.
struct DependsSummary: Sendable {
    let summary: Summary

    private var answer: Answer { summary.answer }
    private var question: Question { summary.question }
    private var ends: EndText { summary.ends }
    private var rules: RuleText { summary.rules }
    private var asked: String { summary.asked }

    /// Wordings from the fullest to the shortest.
    func wordings() -> [Summary.Wording] {
        let conditions = ConditionText(answer: answer, inventory: summary.inventory, names: summary.names)
        let condition = answer.conditions.first.map { conditions.clause($0) } ?? "a fact that decides is not in the input"
        let checks = [Direction.egress, .ingress].compactMap { side in
            answer.check(side).flatMap { $0.outcome == .depends ? $0 : nil }
        }
        if let list = unloadedList(checks) { return list }
        let differing = [Direction.egress, .ingress].filter(answer.membersDiffer)
        if !differing.isEmpty {
            let members = MemberText(answer: answer, names: summary.names)
            let all = differing.map(members.difference).joined(separator: "; ")
            return [
                Summary.Wording("Depends on the member", all, saysCondition: true),
                Summary.Wording("Depends on the member", condition, saysCondition: true),
                Summary.Wording("Depends", "members of \(groups) answer differently; each is listed below"),
            ]
        }
        if checks.count == 1, let check = checks.first, !check.rules.isEmpty, let partial = partial(check) {
            return [
                partial, Summary.Wording("Depends on the address", condition, saysCondition: true),
                Summary.Wording("Depends on the address"),
            ]
        }
        if answer.isUneven, !answer.answers.isEmpty {
            return [
                Summary.Wording("Depends on the interface", condition, saysCondition: true),
                Summary.Wording("Depends on which interface of \(ends.name(.egress))"),
            ]
        }
        if checks.isEmpty, answer.isUneven {
            let parted = TextList.sentence(answer.parted.map(ends.name))
            return [
                Summary.Wording("Depends", condition, saysCondition: true),
                Summary.Wording("Depends on the address", "parts of \(parted) answer differently"),
                Summary.Wording("Depends on the address"),
            ]
        }
        let check = CheckText(answer: answer, inventory: summary.inventory, names: summary.names)
        let side = checks.first.map { "\(summary.name($0)): \(check.decision($0))" } ?? "on facts that are not in the input"
        return [
            Summary.Wording("Depends", condition, saysCondition: true), Summary.Wording("Depends", side),
            Summary.Wording("Depends"),
        ]
    }

    /// The groups whose members may differ.
    private var groups: String {
        let sides = [Direction.egress, .ingress].filter { if case .group = ends.end($0).kind { true } else { false } }
        return TextList.sentence(sides.map(ends.name).distinct())
    }

    private func unloadedList(_ checks: [Check]) -> [Summary.Wording]? {
        guard let check = checks.first(where: { $0.code == .unknownPrefixList }), let rule = check.rules.first,
            let list = summary.inventory.prefixList(of: summary.inventory[rule].peer)
        else { return nil }
        let way = check.side == .ingress ? "in" : "out"
        let lets = "\(summary.name(check)) lets \(asked) \(way) only \(check.side.preposition)"
        let peers = "\(lets) \(TextList.sentence(rules.peers(check.rules)))"
        if list.isLeftOut { return [Summary.Wording("Depends", peers)] }
        if list.isUnknown {
            return [
                Summary.Wording("Depends", "\(peers), which the input does not settle"),
                Summary.Wording("Depends", "\(lets) what the input does not settle"),
            ]
        }
        return [
            Summary.Wording("Depends", "\(peers), whose entries are not loaded"),
            Summary.Wording("Depends", "\(lets) a prefix list whose entries are not loaded"),
        ]
    }

    /// "RDS SG lets tcp 5432 in from 10.200.0.0/15, which is half of 10.200.0.0/14".
    private func partial(_ check: Check) -> Summary.Wording? {
        guard case .network = ends.end(check.side.other).kind, let part = answer.partial[check.side] else { return nil }
        let networks = part.covered.networks(question.version).map(\.description)
        let rest = part.rest.networks(question.version).map(\.description)
        let size = { (set: AddressSet) in
            set.intervals.reduce(0.0) { $0 + Double($1.upperBound - $1.lowerBound) + 1 }
        }
        let isHalf = size(part.covered) == size(part.rest) && rest.count == 1
        let way = check.side == .ingress ? "in from" : "out to"
        let into = check.side == .ingress ? "in" : "out to"
        let tail = rest.count == 1 ? "; no rule lets \(into) the \(isHalf ? "other half" : "rest"), \(rest[0])" : ""
        return Summary.Wording(
            "Depends on the address",
            "\(summary.name(check)) lets \(asked) \(way) \(TextList.sentence(networks)), which is "
                + "\(isHalf ? "half" : "only part") of \(ends.name(check.side.other))\(tail)")
    }
}
