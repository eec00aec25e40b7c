import CoreModel

/// Makes the checks of an answer: for each part of each end, what its side does and which rule decides.
struct SideChecks: Sendable {
    let analyzer: Analyzer
    let question: Question
    let sources: [Subject]
    let destinations: [Subject]
    let pairs: [Pair]
    /// The last group before the destination on the way round: its rule is named among equally near misses.
    var preferred: GroupIndex?

    private var inventory: Inventory { analyzer.inventory }

    /// The checks of a side: one for all parts of its end that are decided alike.
    func checks(_ direction: Direction) -> [Check] {
        let subjects = direction == .egress ? sources : destinations
        let end = direction == .egress ? question.source : question.destination
        var bySubject: [[Pair]] = Array(repeating: [], count: subjects.count)
        for pair in pairs { bySubject[pair.subject(direction)].append(pair) }
        var found: [Check] = []
        var isByGroupAlone = true
        for (place, own) in bySubject.enumerated() where !own.isEmpty {
            let one = check(direction, EndPart(subjects[place], of: end), subjects[place], own)
            isByGroupAlone = isByGroupAlone && isDecidedByGroupAlone(one, subjects[place])
            if let alike = found.firstIndex(where: { $0.isDecided(as: one) }) {
                found[alike].parts += one.parts.filter { !found[alike].parts.contains($0) }
            } else {
                found.append(one)
            }
        }
        if found.count == 1, isByGroupAlone { found[0].parts = [.whole] }
        return found
    }

    /// Whether what decides is in the rules of the group asked about, so that what its members carry beside it need not be named.
    private func isDecidedByGroupAlone(_ check: Check, _ subject: Subject) -> Bool {
        let end = check.side == .egress ? question.source : question.destination
        guard case .group(let group) = end.kind, case .groups(let carried) = subject.carrier else { return false }
        if check.outcome != .fail { return !check.rules.isEmpty && check.rules.allSatisfy { inventory[$0].group == group } }
        return carried.allSatisfy { $0 == group || inventory.rules(of: $0, check.side).isEmpty }
    }

    private func check(_ direction: Direction, _ part: EndPart, _ subject: Subject, _ own: [Pair]) -> Check {
        let outcomes = Set(own.map { $0.outcome(direction) })
        var check = Check(
            side: direction, parts: [part], outcome: outcomes.count == 1 ? outcomes.first ?? .depends : .depends,
            reason: .rules([], unless: nil), component: nil)
        if let service = own.first?.service, own.allSatisfy({ $0.service != nil }) {
            check.reason = direction == .egress ? .notFiltered(service) : .isService(service.kind)
        } else {
            switch own[0].side(direction).basis {
            case .noGroups: check.reason = .noGroups(host(subject, direction))
            case .unknownAddress: check.reason = .unknownAddress(prefixList: subject.prefixList)
            case .rules(let groups): decideByRules(&check, groups, own)
            }
        }
        return check
    }

    private func host(_ subject: Subject, _ direction: Direction) -> Check.Host {
        if !subject.interfaces.isEmpty { return .interface }
        switch (direction == .egress ? question.source : question.destination).kind {
        case .internet: return .internet
        case .network(let network) where network.isEverything: return .everyAddress
        case .network(let network) where network.prefixLength == network.version.bitWidth: return .address
        case .network, .group, .interfaces, .prefixList: return .addresses
        }
    }

    private func decideByRules(_ check: inout Check, _ groups: [GroupIndex], _ own: [Pair]) {
        let relevant = relevantRules(check.side, groups, own)
        let end = check.side == .egress ? question.source : question.destination
        let asked: GroupIndex? = end.kind.group.flatMap { groups.contains($0) ? $0 : nil }
        check.component = relevant.first.map { inventory[$0].group } ?? asked ?? firstByName(groups)
        switch check.outcome {
        case .pass:
            let rules = deciding(check.side, relevant, own)
            check.component = rules.first.map { inventory[$0].group } ?? check.component
            check.reason = .rules(rules, unless: nil)
        case .depends:
            if let absent = groups.first(where: { inventory[$0].knowledge(check.side) != .complete }), relevant.isEmpty {
                check.component = absent
                check.reason = .unlistedRules(of: absent)
            } else if relevant.isEmpty, let service = own.firstPartService {
                check.reason = .partNotFiltered(service)
            } else {
                check.reason = .rules(relevant, unless: unknown(check.side, groups, relevant, own))
            }
        case .fail: decideFailure(&check, groups, own)
        }
        if groups.count == 1 { check.component = groups[0] }
    }

    private func firstByName(_ groups: [GroupIndex]) -> GroupIndex? {
        if groups.count < 2 { return groups.first }
        let names = groups.map { analyzer.names.name(of: $0) }
        return groups.indices.min { (names[$0], $0) < (names[$1], $1) }.map { groups[$0] }
    }

    private func decideFailure(_ check: inout Check, _ groups: [GroupIndex], _ own: [Pair]) {
        let miss = analyzer.miss(
            check.side, of: groups, towards: own.map { $0.peer(check.side) }, countsReferences: own[0].countsReferences, question)
        check.misses = miss.candidates
        guard let nearest = miss.nearest(preferring: preferred, in: inventory) else {
            check.reason = .noRules(atAll: miss.hasNoRulesAtAll)
            return
        }
        check.component = inventory[nearest.rule].group
        check.reason = .mismatch(nearest: nearest)
    }

    /// The rules that let something of what was asked through, at least if the unknown facts are the right ones.
    private func relevantRules(_ direction: Direction, _ groups: [GroupIndex], _ own: [Pair]) -> [RuleIndex] {
        let asked = question.port.points(question.version)
        let coverage = PeerCoverage(inventory: inventory, index: analyzer.index, version: question.version)
        return groups.flatMap { inventory.rules(of: $0, direction) }.filter { place in
            let rule = inventory[place]
            let points = rule.traffic.points
            guard asked.overlaps(points.lowerBound, points.upperBound) else { return false }
            return own.contains { pair in
                coverage.mayCover(rule, over: pair.peer(direction), countsReferences: pair.countsReferences)
            }
        }
    }

    /// Of the rules that let a passing flow through, the one that does it alone (the narrowest), else as many as it takes.
    private func deciding(_ direction: Direction, _ relevant: [RuleIndex], _ own: [Pair]) -> [RuleIndex] {
        let asked = question.port.points(question.version)
        let coverage = PeerCoverage(inventory: inventory, index: analyzer.index, version: question.version)
        let alone = relevant.filter { place in
            let rule = inventory[place]
            return TrafficSet(rule.traffic.points).isSuperset(of: asked)
                && own.allSatisfy { pair in
                    coverage.coverage(of: rule, over: pair.peer(direction), countsReferences: pair.countsReferences)
                        .certain.isSuperset(of: pair.peer(direction).addresses)
                }
        }
        let width = { (place: RuleIndex) in inventory[place].traffic.points.count }
        return alone.min { (width($0), $0) < (width($1), $1) }.map { [$0] } ?? relevant
    }

    /// What is not known of whom rules let through; nil where they let only part of what is asked through.
    private func unknown(
        _ direction: Direction, _ groups: [GroupIndex], _ relevant: [RuleIndex], _ own: [Pair]
    ) -> Check.Unknown? {
        if groups.contains(where: { inventory[$0].knowledge(direction) != .complete }) { return .group }
        let peers = relevant.map { inventory[$0].peer }
        if peers.contains(where: { inventory.prefixList(of: $0).map { $0.entries == nil } ?? false }) { return .prefixList }
        let namesGroup = peers.contains { inventory.reference(of: $0) != nil }
        let hasUnknownPeer = own.contains { $0.peer(direction).carrier == .unknown }
        if namesGroup, hasUnknownPeer { return .address }
        // What stands for a group that is not settled may have rules of its own.
        let namesOpen = peers.contains { peer in
            guard let group = inventory.reference(of: peer).map({ inventory[$0.group] }) else { return false }
            return group.isUnknown || group.knowledge == .absent
        }
        return namesOpen ? .group : nil
    }
}

extension Check {
    /// Whether another part of the same end is decided by the same.
    fileprivate func isDecided(as other: Check) -> Bool {
        outcome == other.outcome && reason == other.reason && component == other.component
    }
}
