import Reachability
import CoreModel
import Text

/// The first sentence of an answer over every layer.
extension WayText {
    /// Wordings from the fullest to the shortest; those of the groups alone where nothing else decides.
    var wordings: [AnswerText.Wording] {
        switch words.answer.verdict {
        case .allowed: allowed
        case .blocked: blocked
        case .depends: depends
        }
    }

    // MARK: Allowed

    private var allowed: [AnswerText.Wording] {
        if case .notFiltered = words.answer.ground { return words.allowed }
        if let behind, behind.behind.verdict != .allowed {
            let clause = behind.clause
            return clause.rest.map { AnswerText.Wording(clause.lead, $0) } + [AnswerText.Wording(clause.lead)]
        }
        if let behind { return balanced(behind) }
        return passed
    }

    /// All that stands behind the load balancer is reached too.
    private func balanced(_ behind: BehindText) -> [AnswerText.Wording] {
        let rests = passed.compactMap { wording in wording.rest.map { (wording.lead, $0) } }
        let to = behind.listener.isEmpty ? "" : " to \(behind.listener)"
        return rests.flatMap { lead, rest in behind.reached.map { AnswerText.Wording(lead, "\(rest)\(to); \($0)") } }
            + rests.flatMap { lead, rest in behind.reached.suffix(1).map { AnswerText.Wording(lead, "\(rest); \($0)") } }
            + behind.reached.map { AnswerText.Wording("Allowed", "it is let in\(to); \($0)") }
    }

    private var passed: [AnswerText.Wording] {
        let checks = way.stages.indices.compactMap { way.groupChecks[$0] }
        let clauses = checks.compactMap(words.passClause)
        let passes = networkClause
        let own =
            switch clauses.count {
            case 0: ["neither end is filtered by groups"]
            case 1: [clauses[0]]
            default: ["\(clauses[0]), \(clauses[1])"]
            }
        return own.map { AnswerText.Wording("Allowed", "\($0), and \(passes)") } + [
            AnswerText.Wording("Allowed", "the groups let \(words.asked) through, and \(passes)"),
            AnswerText.Wording("Allowed on \(words.asked)", passes),
        ]
    }

    /// How it gets there: "private-1 goes out through nat-0 as 198.51.100.30", "the network passes it both ways".
    private var networkClause: String {
        let stages = way.stages
        let both = hasReply && !way.isOneWay ? " both ways" : ""
        if let nat = stages.first(where: { $0.kind == .nat && $0.leg == .packet && $0.direction == nil }) {
            let shown = TextList.sentence(publicAddresses.map(\.description), and: "or")
            let address = shown.isEmpty ? "" : " as \(shown)"
            let leaves = stages.contains { $0.kind == .igw && $0.leg == .packet }
            return "it goes \(leaves ? "out " : "")through \(network.name(nat.component))\(leaves ? address : "")"
        }
        if let gateway = stages.first(where: { [.igw, .eigw].contains($0.kind) && $0.leg == .packet }) {
            return "it \(isInbound ? "comes in" : "goes out") by \(network.name(gateway.component))"
        }
        if let joins = joinClause { return "\(joins)\(answersElsewhere ? ", and its answer comes back another way" : both)" }
        if stages.contains(where: { $0.kind != .group }) { return "the network passes it\(both)" }
        // Some members are neighbours, and others are not.
        let isApart = way.kinds.contains { $0.way.stages.contains { $0.kind != .group } }
        return isApart ? "where members are apart the network passes it\(both)" : "nothing else stands between"
    }

    /// Whether it is known that the answer comes back over something else than the packet went over.
    private var answersElsewhere: Bool {
        !way.isOneWay && words.answer.remarks.contains { if case .answersElsewhere = $0 { true } else { false } }
    }

    /// "it goes over peering pcx-1", "it goes to S3 through vpce-s3"; nil within one VPC.
    private var joinClause: String? {
        let things = way.stages.filter { $0.leg == .packet && [.pcx, .tgw, .vpce].contains($0.kind) }
        guard let thing = things.first else { return nil }
        let name = network.name(thing.component)
        switch thing.kind {
        case .pcx: return "it goes over peering \(name)"
        case .tgw:
            let names = things.filter { $0.kind == .tgw }.map { network.name($0.component) }.distinct()
            return "it goes through transit gateway \(TextList.sentence(names))"
        default: return "it goes \(network.service(ofEndpoint: thing.component).map { "to \($0) " } ?? "")through \(name)"
        }
    }

    // MARK: Blocked

    private var blocked: [AnswerText.Wording] {
        if words.answer.isGroupsOwn { return words.blocked }
        let places = way.deciding
        guard let first = places.first(where: { way.stages[$0].outcome == .fail }) else { return words.blocked }
        let failing = places.filter { way.stages[$0].outcome == .fail }
        let isOnlyBack = failing.allSatisfy { way.stages[$0].leg == .reply }
        let back = isOnlyBack ? "Blocked on the way back" : "Blocked"
        var blockers = [first]
        for place in failing where blockers.allSatisfy({ isAnother(place, than: $0) }) { blockers.append(place) }
        guard blockers.count > 1 else {
            let tail = isOnlyBack ? "; the packet itself arrives" : groupsPass ? "; the security groups would let it through" : ""
            let isSaid = tail.isEmpty || (isOnlyBack && way.stages[first].kind == .acl)
            return clauses(first).flatMap { clause in
                (isSaid ? [] : [.init(back, clause + tail)]) + [AnswerText.Wording(back, clause)]
            } + [.init(back)]
        }
        let lead = isOnlyBack ? back : blockers.count == 2 ? "Blocked twice" : "Blocked at \(blockers.count) places"
        return named(blockers.map(clauses)).map { .init(lead, $0) } + [.init(lead)]
    }

    /// Several places, each with its clauses from the fullest to the shortest: all are named where there is room for them, else the first of
    /// them with how many more there are.
    private func named(_ places: [[String]]) -> [String] {
        stride(from: places.count, to: 0, by: -1).flatMap { count -> [String] in
            let (shown, more) = (places.prefix(count), places.count - count)
            let least = shown.map(\.count).min() ?? 0
            let alike: [[String]] = (0..<least).map { level in shown.map { $0[level] } }
            return (alike + [shown.compactMap(\.last)]).filter { $0.count == count }.map { clauses in
                let parts = clauses + (more > 0 ? ["\(more) more"] : [])
                return (parts.dropLast() + ["and \(parts[parts.count - 1])"]).joined(separator: "; ")
            }
        } + (places.first ?? [])
    }

    /// Whether a stage says something else than another: not the same thing a second time.
    private func isAnother(_ place: Int, than other: Int) -> Bool {
        let (one, two) = (way.stages[place], way.stages[other])
        return one.component != two.component || (one.kind == .acl && one.direction != two.direction)
            || (one.kind == .igw && one.reason != two.reason)
    }

    private var groupsPass: Bool {
        let groups = way.stages.filter { $0.kind == .group }
        return words.answer.groupsVerdict != .blocked && !groups.isEmpty && groups.allSatisfy { $0.outcome == .pass }
    }

    // MARK: Depends

    private var depends: [AnswerText.Wording] {
        if words.answer.isGroupsOwn, way.kinds.allSatisfy({ $0.verdict == .depends }) || way.kinds.isEmpty {
            return words.depends
        }
        guard way.isPlaced, way.shown != nil else {
            let ends = [Direction.egress, .ingress].filter { words.ends.end($0).kind.group != nil }
            let who = TextList.sentence(ends.map(words.ends.name), and: "or")
            return [
                .init("Depends", "where \(who) is placed is not in the input, so routes and network ACLs cannot be judged"),
                .init("Depends", "where an end is placed is not in the input"),
            ]
        }
        let decides = way.deciding
        let clause = decides.first.map(clauses) ?? ["a fact that decides is not in the input"]
        guard way.kinds.contains(where: { $0.verdict != way.kinds[0].verdict }) else {
            let lead = decides.first.map(isOnPorts) == true ? "Depends on the client's port" : "Depends"
            return clause.map { .init(lead, $0) } + [.init(lead)]
        }
        if let served = servedTraffic {
            // One port of several may be a service that nothing filters.
            if words.answer.isGroupsOwn { return words.depends }
            return clause.map { .init("Depends on the port", "allowed on \(served); on the rest: \($0)") }
                + [.init("Depends on the port", "allowed on \(served)")]
        }
        if let parts = butForEndpoints {
            return clause.map { .init("Depends", "\(parts): \($0)") } + [.init("Depends", parts)]
        }
        let counts = memberCounts
        return clause.flatMap { one -> [AnswerText.Wording] in
            let who = one.isEmpty ? "" : "; \(fewer): \(one)"
            return [.init("Depends on the member", "\(counts)\(who)")]
        } + [.init("Depends on the member", counts)]
    }

    /// "blocked, but for S3 through vpce-s3": where what gateway endpoints carry of the internet answers otherwise than the rest of it.
    private var butForEndpoints: String? {
        switch words.ends.end(.ingress).kind {
        case .internet: break
        case .network(let network) where network.isEverything: break
        default: return nil
        }
        func endpoints(_ kind: WayKind) -> [TextID] {
            kind.way.stages.filter { $0.kind == .vpce && $0.leg == .packet }.map(\.component)
        }
        let rest = Set(way.kinds.filter { endpoints($0).isEmpty }.map(\.verdict))
        let others = way.kinds.filter { !endpoints($0).isEmpty }
        guard let verdict = rest.first, rest.count == 1, Set(others.map(\.verdict)).count == 1, others[0].verdict != verdict
        else {
            return nil
        }
        let things = others.flatMap(endpoints).distinct().map { id in
            network.service(ofEndpoint: id).map { "\($0) through \(network.name(id))" } ?? "what goes through \(network.name(id))"
        }
        return "\(verdict.rawValue), but for \(TextList.sentence(things))"
    }

    /// Whether an ACL lets only some of the client's ports through.
    private func isOnPorts(_ place: Int) -> Bool {
        let stage = way.stages[place]
        guard stage.leg == .reply, case .acl(_, let judgement) = stage.reason else { return false }
        return Set(judgement.pieces.map(\.outcome)) == [.pass, .fail]
    }
}
