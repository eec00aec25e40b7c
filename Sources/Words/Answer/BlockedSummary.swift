import Reachability
import CoreModel
import Text

/// The first sentence of an answer that is blocked.
extension AnswerText {
    /// Wordings from the fullest to the shortest.
    var blocked: [Wording] {
        let family = question.version.name
        switch answer.ground {
        case .noAddress(let sides):
            let name = ends.name(sides.first ?? .egress)
            return [Wording("Blocked", "\(name) has no \(family) address, and \(asked) was asked over it")]
        case .itself(let lacking?):
            let lacks = "\(names.name(of: lacking)) has no \(family) address"
            return [
                Wording("Blocked", "\(lacks), and without it \(ends.name(.ingress)) would ask only itself"),
                Wording("Blocked", lacks),
            ]
        case .itself(lacking: nil):
            let never = "which never reaches itself through security groups"
            return [Wording("Blocked", "both ends are \(ends.name(.ingress)), \(never)")]
        case .sides, .notFiltered: return bySides
        }
    }

    private var bySides: [Wording] {
        let failing = [Direction.egress, .ingress].compactMap { side in
            answer.outcome(side) == .fail ? answer.check(side) : nil
        }
        switch failing.count {
        case 2:
            let (first, second) = (clauses(failing[0]), clauses(failing[1]))
            let tail =
                (first[0].saysAsked && second[0].saysAsked ? "; you asked \(asked)" : "") + others(failing[0])
                + others(failing[1])
            let (out, into) = (allNames(failing[0]), allNames(failing[1]))
            let full = zip(first, second).map { "\($0.paired), and \($1.paired)\(tail)" }
            return full.map { Wording("Blocked on both sides", $0) } + [
                Wording("Blocked on both sides", "\(out) does not let \(asked) out, \(into) does not let it in"),
                Wording("Blocked on both sides"),
            ]
        case 1:
            let tail = others(failing[0])
            return clauses(failing[0]).map { Wording("Blocked", $0.text + tail) }
        default: return neverTheSame
        }
    }

    /// The parts of a failing side that other rules stop than the one that is spoken of: "; app with spare does not let tcp 443 in either".
    private func others(_ check: Check) -> String {
        let parts = otherParts(check)
        if parts.isEmpty { return "" }
        let isOne = parts.count == 1 || ends.end(check.side).kind.group != nil
        return "; \(ends.name(parts, check.side)) \(isOne ? "does" : "do") not let \(asked) \(check.side.way) either"
    }

    /// All failing parts of a side.
    private func allNames(_ check: Check) -> String { ends.name(check.parts + otherParts(check), check.side) }

    private func otherParts(_ check: Check) -> [EndPart] {
        answer.checks.filter { $0.side == check.side && $0.outcome == .fail }.flatMap(\.parts).filter {
            !check.parts.contains($0)
        }
    }

    /// What a failing side lets through instead.
    private struct Clause {
        var bare: String
        /// What is said after it.
        var tail = ""
        /// The same beside the other side's clause.
        var besideOther: String?
        /// Whether the tail is what was asked.
        var saysAsked = false
        var text: String { bare + tail }
        var paired: String { besideOther ?? bare }
    }

    /// What a failing side lets through instead, from the fullest wording to the shortest.
    func failingClauses(_ check: Check) -> [String] { clauses(check).map(\.text) }

    /// Wordings for a failing side, from the fullest to the shortest.
    private func clauses(_ check: Check) -> [Clause] {
        let name = name(check)
        switch check.reason {
        case .noRules: return [Clause(bare: "\(name) has no \(check.side.name) rules")]
        case .mismatch(let nearest): return clauses(check, name, nearest)
        case .rules, .unlistedRules, .notFiltered, .isService, .partNotFiltered, .noGroups, .unknownAddress, .noAddress:
            return [Clause(bare: "\(name) lets nothing through")]
        }
    }

    private func clauses(_ check: Check, _ name: String, _ nearest: RuleMiss) -> [Clause] {
        let (way, preposition, other) = (check.side.way, check.side.preposition, ends.name(check.side.other))
        if let reference = inventory.reference(of: inventory[nearest.rule].peer), reference.isStale,
            ends.end(check.side.other).kind == .group(reference.group)
        {
            let why = rules.staleness(reference)
            return [
                Clause(bare: "\(name)'s only rule for \(other) is stale: \(why), so the rule lets nothing \(way)"),
                Clause(bare: "\(name)'s rule for \(other) is stale and lets nothing \(way)"),
            ]
        }
        switch nearest.failed {
        case [.source], [.destination]:
            let (peers, what) = (rules.peers(check.misses.sameTraffic), traffic(check.misses.sameTraffic))
            return [3, 2, 1].map { limit in peerClause(check, name, what, peers, limit: limit) } + [
                Clause(bare: "\(name) lets \(what) \(way), but not \(preposition) \(other)")
            ]
        case [.family]:
            let found = check.misses.failing(only: .family)
            let bare = "\(name) lets \(traffic(found)) \(way) only \(preposition) \(TextList.sentence(rules.peers(found)))"
            return [Clause(bare: bare, tail: ", which is \(question.version.other.name) alone")]
        case [.icmpType]: return icmpClauses(check, name)
        default: return trafficClauses(check, name, nearest)
        }
    }

    /// "RDS SG lets ECS API SG in on tcp 5432; you asked tcp 5433".
    private func trafficClauses(_ check: Check, _ name: String, _ nearest: RuleMiss) -> [Clause] {
        let (way, preposition, other) = (check.side.way, check.side.preposition, ends.name(check.side.other))
        // What stands for sources that were left out is perhaps somebody else's.
        let samePeer = check.misses.samePeer.filter { inventory.prefixList(of: inventory[$0].peer)?.isLeftOut != true }
        if samePeer.isEmpty {
            let nobody = check.side == .ingress ? "lets nobody in on \(asked)" : "lets nothing out on \(asked)"
            return [
                Clause(bare: "\(name) \(nobody); nearest: \(rules.line(nearest.rule))"), Clause(bare: "\(name) \(nobody)"),
            ]
        }
        let lets = rules.traffic(samePeer)
        let bare = check.side == .ingress ? "\(name) lets \(other) in on \(lets)" : "\(name) lets only \(lets) out to \(other)"
        return [
            Clause(
                bare: bare, tail: "; you asked \(asked)", besideOther: "\(name) lets only \(lets) \(way) \(preposition) \(other)",
                saysAsked: true),
            Clause(bare: "\(name) has no rule for \(asked) \(preposition) \(other)"),
        ]
    }

    /// What was asked, where each of some rules lets all of it through; else what they let through.
    private func traffic(_ found: [RuleIndex]) -> String {
        let wanted = question.port.points(question.version)
        let isWhole = found.allSatisfy { TrafficSet([inventory[$0].traffic.points]).isSuperset(of: wanted) }
        return isWhole ? asked : rules.traffic(found)
    }

    /// "RDS SG lets tcp 5432 in only from A, B and C; D is none of them".
    private func peerClause(_ check: Check, _ name: String, _ what: String, _ peers: [String], limit: Int) -> Clause {
        let (way, preposition, other) = (check.side.way, check.side.preposition, ends.name(check.side.other))
        let list = limit == 1 && peers.count > 1 ? "\(peers.count) others" : TextList.sentence(peers, limit: limit)
        let bare = "\(name) lets \(what) \(way) only \(preposition) \(list)"
        if peers.count == 1, let rule = check.nearest?.rule,
            let entries = inventory.prefixList(of: inventory[rule].peer)?.entries
        {
            let tail =
                switch entries.count {
                case 0: ", which has no entries"
                case 1: "; \(other) is not in its one entry"
                default: "; \(other) is in none of its \(entries.count) entries"
                }
            return Clause(bare: bare, tail: tail)
        }
        return Clause(bare: bare, tail: peers.count == 1 ? ", not \(preposition) \(other)" : "; \(other) is none of them")
    }

    private func icmpClauses(_ check: Check, _ name: String) -> [Clause] {
        let way = check.side.way
        let nearest = check.misses.failing(only: .icmpType).map { FieldText.icmp(inventory[$0].traffic) }
        let what = question.port.points(question.version).traffic.first.map(FieldText.icmp) ?? asked
        let isPing = question.port.isPing
        return [
            Clause(
                bare: "the only ICMP that \(name) lets \(way) is \(TextList.sentence(nearest))",
                tail: isPing ? "; ping is \(what)" : "; you asked \(what)", saysAsked: !isPing),
            Clause(bare: "\(name) lets other ICMP \(way), not \(asked)"),
        ]
    }

    /// Each side lets something through, but never the same thing.
    private var neverTheSame: [Wording] {
        let never = Wording("Blocked", "each side lets something of \(asked) through, but never the same thing")
        guard let egress = answer.check(.egress), let ingress = answer.check(.ingress), !egress.rules.isEmpty,
            !ingress.rules.isEmpty
        else { return [never] }
        let out = "\(name(egress)) lets out only \(rules.lines(egress.rules))"
        let into = "\(name(ingress)) lets in only \(rules.lines(ingress.rules))"
        return [Wording("Blocked", "\(out), and \(into): never the same thing"), never]
    }
}
