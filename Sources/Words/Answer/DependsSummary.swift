import Reachability
import CoreModel
import Text

/// The first sentence of an answer that depends.
extension AnswerText {
    /// Wordings from the fullest to the shortest.
    var depends: [Wording] {
        let condition = answer.conditions.first.map { clause($0) } ?? "a fact that decides is not in the input"
        let checks = [Direction.egress, .ingress].compactMap { side in
            answer.check(side).flatMap { $0.outcome == .depends ? $0 : nil }
        }
        if let list = unloadedList(checks) { return list }
        let differing = [Direction.egress, .ingress].filter(answer.membersDiffer)
        if !differing.isEmpty {
            let all = differing.map(memberDifference).joined(separator: "; ")
            return [
                Wording("Depends on the member", all, saysCondition: true),
                Wording("Depends on the member", condition, saysCondition: true),
                Wording("Depends", "members of \(groups) answer differently; each is listed below"),
            ]
        }
        if checks.count == 1, let check = checks.first, !check.rules.isEmpty, let partial = partial(check) {
            return [
                partial, Wording("Depends on the address", condition, saysCondition: true),
                Wording("Depends on the address"),
            ]
        }
        if answer.isUneven, !answer.answers.isEmpty {
            return [
                Wording("Depends on the interface", condition, saysCondition: true),
                Wording("Depends on which interface of \(ends.name(.egress))"),
            ]
        }
        if checks.isEmpty, answer.isUneven {
            let parted = TextList.sentence(answer.parted.map(ends.name))
            return [
                Wording("Depends", condition, saysCondition: true),
                Wording("Depends on the address", "parts of \(parted) answer differently"),
                Wording("Depends on the address"),
            ]
        }
        let side = checks.first.map { "\(name($0)): \(decision($0))" } ?? "on facts that are not in the input"
        return [
            Wording("Depends", condition, saysCondition: true), Wording("Depends", side),
            Wording("Depends"),
        ]
    }

    /// The groups whose members may differ.
    private var groups: String {
        let sides = [Direction.egress, .ingress].filter { if case .group = ends.end($0).kind { true } else { false } }
        return TextList.sentence(sides.map(ends.name).distinct())
    }

    private func unloadedList(_ checks: [Check]) -> [Wording]? {
        guard let check = checks.first(where: { $0.code == .unknownPrefixList }), let rule = check.rules.first,
            let list = inventory.prefixList(of: inventory[rule].peer)
        else { return nil }
        let lets = "\(name(check)) lets \(asked) \(check.side.way) only \(check.side.preposition)"
        let peers = "\(lets) \(TextList.sentence(rules.peers(check.rules)))"
        if list.isLeftOut { return [Wording("Depends", peers)] }
        if list.isUnknown {
            return [
                Wording("Depends", "\(peers), which the input does not settle"),
                Wording("Depends", "\(lets) what the input does not settle"),
            ]
        }
        return [
            Wording("Depends", "\(peers), whose entries are not loaded"),
            Wording("Depends", "\(lets) a prefix list whose entries are not loaded"),
        ]
    }

    /// "RDS SG lets tcp 5432 in from 10.200.0.0/15, which is half of 10.200.0.0/14".
    private func partial(_ check: Check) -> Wording? {
        guard case .network = ends.end(check.side.other).kind, let part = answer.partial[check.side] else { return nil }
        let networks = part.covered.networks(question.version).map(\.description)
        let rest = part.rest.networks(question.version).map(\.description)
        let size = { (set: AddressSet) in
            set.intervals.reduce(0.0) { $0 + Double($1.upperBound - $1.lowerBound) + 1 }
        }
        let isHalf = size(part.covered) == size(part.rest) && rest.count == 1
        let way = check.side.wayWithPreposition
        let into = check.side == .ingress ? "in" : "out to"
        let tail = rest.count == 1 ? "; no rule lets \(into) the \(isHalf ? "other half" : "rest"), \(rest[0])" : ""
        return Wording(
            "Depends on the address",
            "\(name(check)) lets \(asked) \(way) \(TextList.sentence(networks)), which is "
                + "\(isHalf ? "half" : "only part") of \(ends.name(check.side.other))\(tail)")
    }
}
