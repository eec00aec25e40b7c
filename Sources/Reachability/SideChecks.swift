import SecurityGroups

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
    private var text: RuleText { RuleText(inventory: analyzer.inventory, names: analyzer.names) }

    /// The checks of a side: one for all parts of its end that are decided alike.
    func checks(_ direction: Direction) -> [Check] {
        let subjects = direction == .egress ? sources : destinations
        let end = direction == .egress ? question.source : question.destination
        let parts = EndText(analyzer: analyzer, question: question)
        var bySubject: [[Pair]] = Array(repeating: [], count: subjects.count)
        for pair in pairs { bySubject[pair.subject(direction)].append(pair) }
        var found: [Check] = []
        var names: [[String]] = []
        var isByGroupAlone = true
        for (place, own) in bySubject.enumerated() where !own.isEmpty {
            let one = check(direction, subjects[place], own)
            isByGroupAlone = isByGroupAlone && isDecidedByGroupAlone(one, subjects[place])
            if let alike = found.firstIndex(where: { $0.isDecided(as: one) }) {
                if !names[alike].contains(one.name) { names[alike].append(one.name) }
            } else {
                found.append(one)
                names.append([one.name])
            }
        }
        return zip(found, names).map { check, names in
            var check = check
            check.name = found.count == 1 && isByGroupAlone ? parts.name(of: end) : parts.name(ofParts: names, of: end)
            check.text = text(of: check)
            return check
        }
    }

    /// Whether what decides is in the rules of the group asked about, so that what its members carry beside it need not be named.
    private func isDecidedByGroupAlone(_ check: Check, _ subject: Subject) -> Bool {
        let end = check.side == .egress ? question.source : question.destination
        guard case .group(let group) = end.kind, case .groups(let carried) = subject.carrier else { return false }
        if check.outcome != .fail { return !check.rules.isEmpty && check.rules.allSatisfy { inventory[$0].group == group } }
        return carried.allSatisfy { $0 == group || inventory.rules(of: $0, check.side).isEmpty }
    }

    private func check(_ direction: Direction, _ subject: Subject, _ own: [Pair]) -> Check {
        let outcomes = Set(own.map { $0.outcome(direction) })
        let outcome: Outcome = outcomes.count == 1 ? outcomes.first ?? .depends : .depends
        let parts = EndText(analyzer: analyzer, question: question)
        var check = Check(
            side: direction, component: nil, name: parts.name(of: subject, direction), outcome: outcome, code: .rule, rules: [],
            nearest: nil, decision: "", quote: "", text: "")
        if let service = own.first?.service, own.allSatisfy({ $0.service != nil }) {
            check.code = .notFiltered
            check.decision = parts.notFiltered(service, direction, subject)
        } else {
            switch own[0].side(direction).basis {
            case .noGroups:
                check.code = .noGroups
                check.decision = parts.withoutGroups(subject, direction)
            case .unknownAddress:
                check.code = subject.prefixList == nil ? .unknownAddress : .unknownPrefixList
                check.decision = parts.unknownAddress(subject)
            case .rules(let groups): decideByRules(&check, groups, own)
            }
        }
        return check
    }

    private func text(of check: Check) -> String {
        let id = check.component.map { inventory[inventory[$0].id] }
        let name = id.map { $0 == check.name ? $0 : "\(check.name) (\($0))" } ?? check.name
        let quote = check.quote.isEmpty ? "" : ", \"\(check.quote)\""
        let nearest = check.nearest.map { "; nearest: \($0.text), \(FieldText.differs($0.failed))" } ?? ""
        return "\(name): \(check.decision)\(quote)\(nearest)"
    }

    private func decideByRules(_ check: inout Check, _ groups: [GroupIndex], _ own: [Pair]) {
        let relevant = relevantRules(check.side, groups, own)
        let sorted = groups.sorted { analyzer.names.name(of: $0) < analyzer.names.name(of: $1) }
        let end = check.side == .egress ? question.source : question.destination
        let asked: GroupIndex? = if case .group(let group) = end.kind, groups.contains(group) { group } else { nil }
        check.component = relevant.first.map { inventory[$0].group } ?? asked ?? sorted.first
        check.rules = relevant
        switch check.outcome {
        case .pass:
            check.rules = deciding(check.side, relevant, own)
            check.component = check.rules.first.map { inventory[$0].group } ?? check.component
            check.code = .rule
            check.decision = text.lines(check.rules)
            check.quote = check.rules.count == 1 ? text.quote(check.rules[0]) : ""
        case .depends:
            check.code = dependsCode(check.side, groups, relevant, own)
            if let absent = groups.first(where: { inventory[$0].knowledge(check.side) != .complete }), relevant.isEmpty {
                check.component = absent
                check.decision = EndText(analyzer: analyzer, question: question).unloaded(absent, check.side)
            } else if relevant.isEmpty, let service = own.firstPartService {
                check.code = .notFiltered
                check.decision =
                    EndText(analyzer: analyzer, question: question).partNotFiltered(service) + "; no rule for the rest"
            } else {
                check.decision = text.lines(relevant)
                check.quote = relevant.count == 1 ? text.quote(relevant[0]) : ""
            }
        case .fail: decideFailure(&check, groups, own)
        }
        if groups.count == 1 { check.component = groups[0] }
    }

    private func decideFailure(_ check: inout Check, _ groups: [GroupIndex], _ own: [Pair]) {
        let miss = analyzer.miss(
            check.side, of: groups, towards: own.map { $0.peer(check.side) }, countsReferences: own[0].countsReferences, question)
        check.rules = []
        guard let nearest = miss.nearest(preferring: preferred, in: inventory) else {
            check.code = .noRules
            check.decision = miss.hasNoRulesAtAll ? "no rules at all" : "no \(check.side.name) rules"
            return
        }
        check.component = inventory[nearest.rule].group
        check.nearest = NearestMiss(rule: nearest.rule, failed: nearest.failed, text: text.line(nearest.rule))
        check.code = .mismatch(nearest.failed.first ?? .port)
        check.decision = FieldText.nothingFits(
            nearest.failed, asked: question.port.text(question.version), version: question.version,
            other: EndText(analyzer: analyzer, question: question).otherEnd(of: check.side), direction: check.side)
        if let reference = inventory.reference(of: inventory[nearest.rule].peer), reference.isStale {
            check.decision = "stale: \(text.line(nearest.rule))"
            check.quote = text.quote(nearest.rule)
        }
    }

    /// The rules that let something of what was asked through, at least if the unknown facts are the right ones.
    private func relevantRules(_ direction: Direction, _ groups: [GroupIndex], _ own: [Pair]) -> [RuleIndex] {
        let asked = question.port.points(question.version)
        let coverage = PeerCoverage(inventory: inventory, index: analyzer.index, version: question.version)
        return groups.flatMap { inventory.rules(of: $0, direction) }.filter { place in
            let rule = inventory[place]
            guard asked.intersects(TrafficSet(rule.traffic.points)) else { return false }
            return own.contains { pair in
                !coverage.coverage(of: rule, over: pair.peer(direction), countsReferences: pair.countsReferences).possible.isEmpty
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

    private func dependsCode(_ direction: Direction, _ groups: [GroupIndex], _ relevant: [RuleIndex], _ own: [Pair]) -> CheckCode
    {
        if groups.contains(where: { inventory[$0].knowledge(direction) != .complete }) { return .unknownGroup }
        let peers = relevant.map { inventory[$0].peer }
        if peers.contains(where: { inventory.prefixList(of: $0).map { $0.entries == nil } ?? false }) {
            return .unknownPrefixList
        }
        let namesGroup = peers.contains { inventory.reference(of: $0) != nil }
        let hasUnknownPeer = own.contains { $0.peer(direction).carrier == .unknown }
        if namesGroup, hasUnknownPeer { return .unknownAddress }
        // What stands for a group that is not settled may have rules of its own.
        let namesOpen = peers.contains { peer in
            guard let group = inventory.reference(of: peer).map({ inventory[$0.group] }) else { return false }
            return group.isUnknown || group.knowledge == .absent
        }
        return namesOpen ? .unknownGroup : .rule
    }
}

extension Check {
    /// Whether another part of the same end is decided by the same, in the same words.
    fileprivate func isDecided(as other: Check) -> Bool {
        outcome == other.outcome && code == other.code && component == other.component && rules == other.rules
            && nearest == other.nearest && decision == other.decision && quote == other.quote
    }
}
