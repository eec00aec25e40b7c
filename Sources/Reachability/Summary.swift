import SecurityGroups
import Text

/// Writes the first sentence of an answer: it begins with the verdict, names what decides, stands alone in a ticket, and has at
/// most 160 characters.
struct Summary: Sendable {
    static let limit = 160

    let analyzer: Analyzer
    let answer: Answer
    let judgement: Judgement

    private var inventory: Inventory { analyzer.inventory }
    private var question: Question { answer.question }
    private var ends: EndText { EndText(analyzer: analyzer, question: question) }
    private var rules: RuleText { RuleText(inventory: inventory, names: analyzer.names) }
    private var asked: String { question.port.text(question.version) }

    /// The sentence: of several wordings, ordered from the fullest to the shortest, the first that fits.
    func sentence() -> String {
        let wordings: [String]
        switch answer.verdict {
        case .allowed: wordings = allowed()
        case .blocked: wordings = blocked()
        case .depends: wordings = depends()
        }
        let marked = wordings.map(withFamily)
        if let fitting = marked.first(where: { $0.count <= Self.limit }) { return fitting }
        let shortest = marked.min { $0.count < $1.count } ?? answer.verdict.rawValue
        return shortest.count <= Self.limit ? shortest : "\(shortest.prefix(Self.limit - 3))..."
    }

    // MARK: Allowed

    private func allowed() -> [String] {
        guard let egress = answer.check(.egress), let ingress = answer.check(.ingress) else { return ["Allowed."] }
        if let service = judgement.pairs.first?.service {
            let source = ends.name(of: question.source)
            let whose = service.vpc.isNone ? "" : " of \(source)'s own VPC"
            let what = "\(ends.name(of: question.destination)) is \(service.name)\(whose)"
            let base = "Allowed: \(what), which security groups do not filter"
            return (sourceHasNoEgress ? ["\(base); that \(source) has no egress rules does not matter."] : []) + ["\(base)."]
        }
        let clauses = [passClause(egress), passClause(ingress)].compactMap { $0 }
        let short = clauses.count == 2 ? "\(egress.name) lets it out, and \(ingress.name) lets it in" : clauses.first
        switch clauses.count {
        case 0: return ["Allowed: neither end carries security groups; nothing filters \(asked)."]
        case 1:
            let open = egress.rules.isEmpty ? egress.name : ingress.name
            return [
                "Allowed: \(clauses[0]); nothing filters the side of \(open).", "Allowed: \(clauses[0]).",
                "Allowed: the rules let \(asked) through.",
            ]
        default:
            return ["Allowed: \(clauses[0]), and \(clauses[1]).", "Allowed on \(asked): \(short ?? "")."]
        }
    }

    /// Whether the source carries groups of which none has an egress rule.
    private var sourceHasNoEgress: Bool {
        judgement.sources.contains { subject in
            guard case .groups(let groups) = subject.carrier, !groups.isEmpty else { return false }
            return groups.allSatisfy { inventory[$0].egress.isEmpty && inventory[$0].egressKnowledge == .complete }
        }
    }

    /// "RDS SG lets tcp 5432 in from ECS API SG"; nil for a side that nothing filters.
    private func passClause(_ check: Check) -> String? {
        guard !check.rules.isEmpty else { return nil }
        let way = check.side == .ingress ? "in from" : "out to"
        let what = check.rules.count == 1 ? rules.traffic(check.rules) : asked
        return "\(check.name) lets \(what) \(way) \(TextList.sentence(rules.peers(check.rules)))"
    }

    // MARK: Blocked

    private func blocked() -> [String] {
        if let lacking = judgement.endsWithoutAddress.first {
            let end = lacking == .egress ? question.source : question.destination
            return ["Blocked: \(ends.name(of: end)) has no \(question.version.name) address, and \(asked) was asked over it."]
        }
        if judgement.pairs.isEmpty, let lacking = judgement.lacking.first {
            let name = analyzer.names.name(of: lacking)
            return [
                "Blocked: \(name) has no \(question.version.name) address, and without it \(ends.name(of: question.destination)) "
                    + "would ask only itself.",
                "Blocked: \(name) has no \(question.version.name) address.",
            ]
        }
        if judgement.pairs.isEmpty {
            return [
                "Blocked: both ends are \(ends.name(of: question.destination)), which never reaches itself through security groups."
            ]
        }
        let failing = [Direction.egress, .ingress].compactMap { side in answer.fails(side) ? answer.check(side) : nil }
        switch failing.count {
        case 2:
            let (first, second) = (clauses(failing[0]), clauses(failing[1]))
            let tail = first[0].endsWith && second[0].endsWith ? "; you asked \(asked)" : ""
            return zip(first, second).map { "Blocked on both sides: \($0.paired), and \($1.paired)\(tail)." } + [
                "Blocked on both sides: \(failing[0].name) does not let \(asked) out, \(failing[1].name) does not let it in.",
                "Blocked on both sides.",
            ]
        case 1: return clauses(failing[0]).map { "Blocked: \($0.text)." }
        default: return neverTheSame()
        }
    }

    /// What a failing side lets through instead.
    private struct Clause {
        var bare: String
        /// What was asked, said after it.
        var tail = ""
        /// The same beside the other side's clause.
        var besideOther: String?
        var endsWith: Bool { tail.hasPrefix("; you asked") }
        var text: String { bare + tail }
        var paired: String { besideOther ?? bare }
    }

    /// Wordings for a failing side, from the fullest to the shortest.
    private func clauses(_ check: Check) -> [Clause] {
        let own = judgement.pairs.filter { pair in subjectName(pair, check.side) == check.name }
        let pairs = own.isEmpty ? judgement.pairs : own
        guard let first = pairs.first, case .rules(let groups) = first.side(check.side).basis else {
            return [Clause(bare: "\(check.name) lets nothing through")]
        }
        let miss = analyzer.miss(
            check.side, of: groups, towards: pairs.map { $0.peer(check.side) }, countsReferences: first.countsReferences, question
        )
        let way = check.side == .ingress ? "in" : "out"
        let preposition = RuleText.preposition(check.side)
        let other = ends.otherEnd(of: check.side).name
        guard let nearest = check.nearest else { return [Clause(bare: "\(check.name) has no \(check.side.name) rules")] }
        if let reference = inventory.reference(of: inventory[nearest.rule].peer), reference.isStale,
            inventory[inventory[reference.group].id] == (check.side == .ingress ? question.source : question.destination).asked
                || analyzer.names.name(of: reference.group) == other
        {
            return [
                Clause(
                    bare: "\(check.name)'s only rule for \(other) is stale: \(RuleText.staleness(reference, in: inventory)), "
                        + "so the rule lets nothing \(way)"),
                Clause(bare: "\(check.name)'s rule for \(other) is stale and lets nothing \(way)"),
            ]
        }
        switch nearest.failed {
        case [.source], [.destination]:
            let (peers, what) = (rules.peers(miss.sameTraffic), traffic(miss.sameTraffic))
            return [3, 2, 1].map { limit in peerClause(check, what, peers, limit: limit) } + [
                Clause(bare: "\(check.name) lets \(what) \(way), but not \(preposition) \(other)")
            ]
        case [.family]:
            let peers = rules.peers(miss.otherFamily)
            let bare = "\(check.name) lets \(traffic(miss.otherFamily)) \(way) only \(preposition) \(TextList.sentence(peers))"
            return [Clause(bare: bare, tail: ", which is \(question.version.other.name) alone")]
        case [.icmpType]: return icmpClauses(check, miss)
        default:
            // What stands for sources that were left out is perhaps somebody else's.
            let samePeer = miss.samePeer.filter { inventory.prefixList(of: inventory[$0].peer)?.isLeftOut != true }
            if samePeer.isEmpty {
                let nobody = check.side == .ingress ? "lets nobody in on \(asked)" : "lets nothing out on \(asked)"
                return [
                    Clause(bare: "\(check.name) \(nobody); nearest: \(nearest.text)"), Clause(bare: "\(check.name) \(nobody)"),
                ]
            }
            let lets = rules.traffic(samePeer)
            let bare =
                check.side == .ingress
                ? "\(check.name) lets \(other) in on \(lets)" : "\(check.name) lets only \(lets) out to \(other)"
            return [
                Clause(
                    bare: bare, tail: "; you asked \(asked)",
                    besideOther: "\(check.name) lets only \(lets) \(way) \(preposition) \(other)"),
                Clause(bare: "\(check.name) has no rule for \(asked) \(preposition) \(other)"),
            ]
        }
    }

    /// What was asked, where each of some rules lets all of it through; else what they let through.
    private func traffic(_ found: [RuleIndex]) -> String {
        let wanted = question.port.points(question.version)
        let isWhole = found.allSatisfy { TrafficSet([inventory[$0].traffic.points]).isSuperset(of: wanted) }
        return isWhole ? asked : rules.traffic(found)
    }

    /// "RDS SG lets tcp 5432 in only from A, B and C; D is none of them".
    private func peerClause(_ check: Check, _ what: String, _ peers: [String], limit: Int) -> Clause {
        let way = check.side == .ingress ? "in" : "out"
        let preposition = RuleText.preposition(check.side)
        let other = ends.otherEnd(of: check.side).name
        let list = limit == 1 && peers.count > 1 ? "\(peers.count) others" : TextList.sentence(peers, limit: limit)
        let bare = "\(check.name) lets \(what) \(way) only \(preposition) \(list)"
        if peers.count == 1, let rule = check.nearest?.rule,
            let entries = inventory.prefixList(of: inventory[rule].peer)?.entries
        {
            return Clause(bare: bare, tail: "; \(other) is in none of its \(entries.count) entries")
        }
        return Clause(bare: bare, tail: peers.count == 1 ? ", not \(preposition) \(other)" : "; \(other) is none of them")
    }

    private func icmpClauses(_ check: Check, _ miss: Miss) -> [Clause] {
        let way = check.side == .ingress ? "in" : "out"
        let nearest = miss.candidates.filter { $0.failed == [.icmpType] }.map { FieldText.icmp(inventory[$0.rule].traffic) }
        let wanted = question.port.points(question.version)
        let what = TrafficText.traffic(wanted).first.map(FieldText.icmp) ?? asked
        let name = question.port.isPing ? "ping is \(what)" : "you asked \(what)"
        return [
            Clause(bare: "the only ICMP that \(check.name) lets \(way) is \(TextList.sentence(nearest))", tail: "; \(name)"),
            Clause(bare: "\(check.name) lets other ICMP \(way), not \(asked)"),
        ]
    }

    /// Each side lets something through, but never the same thing.
    private func neverTheSame() -> [String] {
        let never = "Blocked: each side lets something of \(asked) through, but never the same thing."
        guard let egress = answer.check(.egress), let ingress = answer.check(.ingress), !egress.rules.isEmpty,
            !ingress.rules.isEmpty
        else { return [never] }
        return [
            "Blocked: \(egress.name) lets out only \(rules.lines(egress.rules)), and \(ingress.name) lets in only "
                + "\(rules.lines(ingress.rules)): never the same thing.",
            never,
        ]
    }

    // MARK: Depends

    private func depends() -> [String] {
        let condition = answer.conditions.first ?? "a fact that decides is not in the input"
        let checks = [Direction.egress, .ingress].compactMap { side in
            answer.check(side).flatMap { $0.outcome == .depends ? $0 : nil }
        }
        if let list = unloadedList(checks) { return list }
        let verdicts = Set(judgement.pairs.map(\.verdict))
        let differences = memberDifferences
        if !differences.isEmpty {
            return [
                "Depends on the member: \(differences.joined(separator: "; ")).", "Depends on the member: \(condition).",
                "Depends: members of \(differingGroups) answer differently; each is listed below.",
            ]
        }
        if checks.count == 1, let check = checks.first, !check.rules.isEmpty, let partial = partialClause(check) {
            return [partial, "Depends on the address: \(condition).", "Depends on the address."]
        }
        if verdicts.count > 1, !answer.answers.isEmpty {
            return [
                "Depends on the interface: \(condition).", "Depends on which interface of \(ends.name(of: question.source)).",
            ]
        }
        if checks.isEmpty, verdicts.count > 1 {
            let parted = [(judgement.sources, question.source), (judgement.destinations, question.destination)].filter {
                $0.0.count > 1
            }
            return [
                "Depends: \(condition).",
                "Depends on the address: parts of \(TextList.sentence(parted.map { ends.name(of: $0.1) })) answer differently.",
                "Depends on the address.",
            ]
        }
        let sides = checks.map { "\($0.name): \($0.decision)" }
        return ["Depends: \(condition).", "Depends: \(sides.first ?? "on facts that are not in the input").", "Depends."]
    }

    private var memberDifferences: [String] {
        MemberText(analyzer: analyzer, question: question, members: answer.members, unseen: answer.unseen).difference()
    }

    private var differingGroups: String {
        let groups = [question.source, question.destination].filter(\.isGroup).map(ends.name)
        return TextList.sentence(groups.count == 2 && groups[0] == groups[1] ? [groups[0]] : groups)
    }

    private func unloadedList(_ checks: [Check]) -> [String]? {
        guard let check = checks.first(where: { $0.code == .unknownPrefixList }), let rule = check.rules.first,
            inventory.prefixList(of: inventory[rule].peer) != nil
        else { return nil }
        let way = check.side == .ingress ? "in" : "out"
        let peers = rules.peers(check.rules)
        let preposition = RuleText.preposition(check.side)
        if inventory.prefixList(of: inventory[rule].peer)?.isLeftOut == true {
            return ["Depends: \(check.name) lets \(asked) \(way) only \(preposition) \(TextList.sentence(peers))."]
        }
        if inventory.prefixList(of: inventory[rule].peer)?.isUnknown == true {
            return [
                "Depends: \(check.name) lets \(asked) \(way) only \(preposition) \(TextList.sentence(peers)), which the input does not settle.",
                "Depends: \(check.name) lets \(asked) \(way) only \(preposition) what the input does not settle.",
            ]
        }
        return [
            "Depends: \(check.name) lets \(asked) \(way) only \(preposition) \(TextList.sentence(peers)), whose entries are not loaded.",
            "Depends: \(check.name) lets \(asked) \(way) only \(preposition) a prefix list whose entries are not loaded.",
        ]
    }

    /// "RDS SG lets tcp 5432 in from 10.200.0.0/15, which is half of 10.200.0.0/14".
    private func partialClause(_ check: Check) -> String? {
        let way = check.side == .ingress ? "in from" : "out to"
        let other = check.side == .ingress ? question.source : question.destination
        guard case .network = other.kind else { return nil }
        let all = judgement.pairs.reduce(AddressSet()) { $0.union($1.peer(check.side).addresses) }
        let covered = judgement.pairs.reduce(AddressSet()) { result, pair in
            pair.side(check.side).pieces.reduce(result) { $0.union($1.coverage.possible) }
        }
        let certain = judgement.pairs.allSatisfy { pair in
            pair.side(check.side).pieces.allSatisfy { $0.coverage.certain == $0.coverage.possible }
        }
        guard certain, !covered.isEmpty, covered != all else { return nil }
        let networks = covered.networks(question.version).map(\.description)
        let rest = all.subtracting(covered).networks(question.version).map(\.description)
        let size = { (set: AddressSet) in
            set.intervals.reduce(0.0) { $0 + Double($1.upperBound - $1.lowerBound) + 1 }
        }
        let isHalf = size(covered) * 2 == size(all) && rest.count == 1
        let into = check.side == .ingress ? "in" : "out to"
        let tail = rest.count == 1 ? "; no rule lets \(into) the \(isHalf ? "other half" : "rest"), \(rest[0])" : ""
        return "Depends on the address: \(check.name) lets \(asked) \(way) \(TextList.sentence(networks)), which is "
            + "\(isHalf ? "half" : "only part") of \(ends.name(of: other))\(tail)."
    }

    // MARK: What changes the sentence

    private func subjectName(_ pair: Pair, _ side: Direction) -> String {
        let subject = side == .egress ? judgement.sources[pair.source] : judgement.destinations[pair.destination]
        return ends.name(of: subject, side)
    }

    /// Says that the other family's answer differs: "Blocked over IPv4: ...; over IPv6 the same question is allowed".
    private func withFamily(_ sentence: String) -> String {
        guard let other = answer.otherFamily, other != answer.verdict, let colon = sentence.firstIndex(of: ":") else {
            return sentence
        }
        let body = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
        let tail =
            "; over \(question.version.other.name) the same question \(other == .depends ? "depends" : "is \(other.rawValue)")."
        if !judgement.endsWithoutAddress.isEmpty { return "\(body)\(tail)" }
        return "\(sentence[..<colon]) over \(question.version.name)\(body[colon...])\(tail)"
    }
}
