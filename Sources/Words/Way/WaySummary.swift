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
        if let nat = stages.first(where: { $0.kind == .nat && $0.leg == .packet }) {
            let shown = topology.natGateways.first { $0.id == nat.component }
            let address = shown?.addresses.compactMap(\.publicAddress).first.map { " as \($0)" } ?? ""
            let leaves = stages.contains { $0.kind == .igw && $0.leg == .packet }
            return "it goes \(leaves ? "out " : "")through \(network.name(nat.component))\(leaves ? address : "")"
        }
        if let gateway = stages.first(where: { [.igw, .eigw].contains($0.kind) && $0.leg == .packet }) {
            let isOut = way.shown?.sources.first?.end.isOutside == false
            return "it \(isOut ? "goes out" : "comes in") by \(network.name(gateway.component))"
        }
        return stages.contains { $0.kind != .group } ? "the network passes it\(both)" : "nothing else stands between"
    }

    // MARK: Blocked

    private var blocked: [AnswerText.Wording] {
        if words.answer.isGroupsOwn { return words.blocked }
        let places = way.deciding
        guard let first = places.first(where: { way.stages[$0].outcome == .fail }) else { return words.blocked }
        let failing = places.filter { way.stages[$0].outcome == .fail }
        let isOnlyBack = failing.allSatisfy { way.stages[$0].leg == .reply }
        let lead = isOnlyBack ? "Blocked on the way back" : "Blocked"
        var wordings: [AnswerText.Wording] = []
        if let second = failing.first(where: { isAnother($0, than: first) }) {
            let (one, other) = (clauses(first), clauses(second))
            let twice = failing.filter { isAnother($0, than: first) && isAnother($0, than: second) }.isEmpty
            let count = twice ? "Blocked twice" : "Blocked at several places, two of them"
            for (a, b) in zip(one, other) { wordings.append(.init(isOnlyBack ? lead : count, "\(a); and \(b)")) }
            if let a = one.last, let b = other.last { wordings.append(.init(isOnlyBack ? lead : count, "\(a); and \(b)")) }
        } else {
            let tail = isOnlyBack ? "; the packet itself arrives" : groupsPass ? "; the security groups would let it through" : ""
            for clause in clauses(first) {
                if !tail.isEmpty, way.stages[first].kind != .acl || !isOnlyBack { wordings.append(.init(lead, clause + tail)) }
                wordings.append(.init(lead, clause))
            }
        }
        return wordings + clauses(first).suffix(1).map { .init(lead, $0) } + [.init(lead)]
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
        let counts = memberCounts
        return clause.flatMap { one -> [AnswerText.Wording] in
            let who = one.isEmpty ? "" : "; \(fewer): \(one)"
            return [.init("Depends on the member", "\(counts)\(who)")]
        } + [.init("Depends on the member", counts)]
    }

    /// Whether an ACL lets only some of the client's ports through.
    private func isOnPorts(_ place: Int) -> Bool {
        let stage = way.stages[place]
        guard stage.leg == .reply, case .acl(_, let judgement) = stage.reason else { return false }
        return Set(judgement.pieces.map(\.outcome)) == [.pass, .fail]
    }

    /// "allowed from 3 of 4 members of orders": of the end whose members differ among themselves, where there is one.
    var memberCounts: String {
        guard let own = mixedEnd else { return "parts of what is asked answer differently" }
        let what = words.ends.end(own.side).kind.isAddresses ? "parts" : "members"
        let (verdict, count) = own.able > 0 ? ("allowed", own.able) : ("blocked", own.none)
        let preposition = own.side == .egress ? "from" : "to"
        return "\(verdict) \(preposition) \(count) of \(own.all) \(what) of \(words.ends.name(own.side))"
    }

    /// The end whose members differ among themselves; nil where pairs of members do.
    private var mixedEnd: MemberCount? {
        let counts = [memberCount(.egress, \.sources), memberCount(.ingress, \.destinations)]
        return counts.first { $0.able > 0 && $0.able < $0.all } ?? counts.first { $0.none > 0 && $0.none < $0.all }
    }

    /// How many members an end has, how many of them are allowed whatever the other end is, and how many blocked.
    private struct MemberCount {
        var side: Direction
        var all = 0
        var able = 0
        var none = 0
    }

    private func memberCount(_ side: Direction, _ members: KeyPath<WayKind, [WayMember]>) -> MemberCount {
        var count = MemberCount(side: side)
        // One interface may stand in several members: for itself and for another one.
        var verdicts: [WayEnd: Set<Verdict>] = [:]
        for kind in way.kinds {
            for member in kind[keyPath: members] {
                let ends =
                    member.interfaces.isEmpty ? [member.end] : member.interfaces.map { WayEnd.interface($0, member.end.address) }
                for end in ends { verdicts[end.identity, default: []].insert(kind.verdict) }
            }
        }
        for own in verdicts.values {
            count.all += 1
            if own == [.allowed] { count.able += 1 }
            if own == [.blocked] { count.none += 1 }
        }
        return count
    }

    /// Who goes the way that is shown.
    private var fewer: String {
        guard let shown = way.shown else { return "the rest" }
        let isSource = mixedEnd.map { $0.side == .egress } ?? (shown.sources.first?.end.isOutside == false)
        let members = isSource ? shown.sources : shown.destinations
        return members.first.map { "\($0.end.address)" } ?? "the rest"
    }
}

extension WayEnd {
    /// The same for an interface whatever the address is that it was walked for.
    fileprivate var identity: WayEnd {
        if case .interface(let interface, _) = self { .interface(interface, IPAddress(.v4, bits: 0)) } else { self }
    }
}
