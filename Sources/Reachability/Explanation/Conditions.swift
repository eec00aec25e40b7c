import CoreModel

/// Finds what must hold where the verdict is depends, and how to find it out.
struct Conditions: Sendable {
    let analyzer: Analyzer
    let answer: Answer
    let judgement: Judgement

    private var inventory: Inventory { analyzer.inventory }
    private var question: Question { answer.question }

    /// The conditions with what to run or look up for each; each once.
    func all() -> (conditions: [Condition], findOut: [FindOut]) {
        var conditions = [Direction.egress, .ingress].filter(answer.membersDiffer).map(Condition.members)
        var findOut: [FindOut] = []
        // Members of which each has a certain answer leave nothing open but which of them is meant.
        let isOpen = judgement.pairs.contains { $0.verdict == .depends }
        if !conditions.isEmpty, !isOpen { return (conditions, findOut) }
        for check in answer.checks where check.outcome == .depends { add(check, &conditions, &findOut) }
        if conditions.isEmpty { conditions = unevenSides() }
        conditions += judgement.lacking.map(Condition.lacksFamily)
        return (conditions.distinct(), findOut.distinct())
    }

    private func add(_ check: Check, _ conditions: inout [Condition], _ findOut: inout [FindOut]) {
        switch check.reason {
        case .unlistedRules(let group):
            conditions.append(.lets(group, check.side))
            // What is not settled has no id that AWS knows.
            if !inventory[group].isUnknown { findOut.append(.rules(of: group)) }
        case .unknownAddress(let list?):
            conditions.append(.entries(check.side))
            findOut.append(.entries(list))
        case .unknownAddress(prefixList: nil):
            conditions.append(.carriedGroupsLet(check.side))
            findOut.append(interfaces(at: check.side == .egress ? question.source : question.destination))
        case .rules(let rules, unless: .prefixList): addLists(check, rules, &conditions, &findOut)
        case .rules(let rules, unless: .group):
            if let unknown = unknownGroup(rules) {
                conditions.append(.isGroup(unknown, ofOtherEnd: check.side))
            } else {
                addCarried(check, rules, &conditions, &findOut)
            }
        case .rules(let rules, unless: .address): addCarried(check, rules, &conditions, &findOut)
        case .rules(_, unless: nil), .notFiltered, .isService, .partNotFiltered, .noGroups, .noAddress, .noRules, .mismatch:
            addPart(check, &conditions, &findOut)
        }
    }

    /// What is not settled, where rules name a group that the input does not settle.
    private func unknownGroup(_ rules: [RuleIndex]) -> GroupIndex? {
        let references = rules.compactMap { inventory.reference(of: inventory[$0].peer) }
        return references.first { $0.identity != .named }?.group
    }

    private func addCarried(
        _ check: Check, _ rules: [RuleIndex], _ conditions: inout [Condition], _ findOut: inout [FindOut]
    ) {
        let named = rules.compactMap { inventory.reference(of: inventory[$0].peer)?.group }
        conditions.append(.carriesOne(of: named.distinct(), otherEnd: check.side))
        findOut.append(interfaces(at: check.side == .ingress ? question.source : question.destination))
    }

    private func addLists(
        _ check: Check, _ rules: [RuleIndex], _ conditions: inout [Condition], _ findOut: inout [FindOut]
    ) {
        for rule in rules {
            guard case .prefixList(let place) = inventory[rule].peer, inventory.prefixLists[Int(place)].entries == nil else {
                continue
            }
            let list = inventory.prefixLists[Int(place)]
            conditions.append(.isInList(rule))
            addPart(check, &conditions, &findOut, certainly: true)
            if list.isLeftOut { findOut.append(.wholeOutput(of: inventory[rule].group)) }
            if !list.isUnknown { findOut.append(.entries(Int(place))) }
        }
    }

    /// A side that lets part of the addresses, or of the traffic, through.
    ///
    /// With `certainly`, only what is let through whatever the unknown facts are.
    private func addPart(
        _ check: Check, _ conditions: inout [Condition], _ findOut: inout [FindOut], certainly: Bool = false
    ) {
        let own = judgement.pairs.filter { $0.outcome(check.side) != .pass || judgement.pairs.count > 1 }
        let doubts = check.rules.map { inventory[$0].doubt }
        conditions += doubts.filter { inventory.reason(of: $0) != nil }.map { .unsettled($0, check.rules) }
        if doubts.contains(.copies) { conditions.append(.copy(check.parts, check.side, check.rules)) }
        let parts = CoveredParts(own, check.side, question.port.points(question.version), isCertain: certainly)
        if parts.isAllOrNothing { return }
        let service = check.side == .egress ? own.firstPartService : nil
        conditions.append(.part(parts, check.side, isCertain: certainly, service: service))
        if parts.isByAddress, !certainly, check.side == .ingress, case .network = question.source.kind {
            findOut.append(.clientAddress)
        }
    }

    /// Where each side is certain for each interface, but they differ.
    private func unevenSides() -> [Condition] {
        guard answer.isUneven else { return [] }
        let between = judgement.pairs.filter { $0.verdict == .allowed }.map { pair in
            Condition.Between(
                source: part(judgement.sources[pair.source], .egress),
                destination: part(judgement.destinations[pair.destination], .ingress))
        }
        let told = between.filter { $0.source != nil || $0.destination != nil }.distinct()
        return told.isEmpty ? [] : [.between(told)]
    }

    /// One part of an end: by its addresses where the end is a CIDR; nil where the end is in one piece.
    private func part(_ subject: Subject, _ side: Direction) -> Condition.Part? {
        guard answer.parted.contains(side) else { return nil }
        let end = side == .egress ? question.source : question.destination
        if end.kind.isAddresses {
            let groups = if case .groups(let groups) = subject.carrier { groups } else { [GroupIndex]() }
            return .addresses(subject.addresses, groups)
        }
        return .part(EndPart(subject, of: end))
    }

    private func interfaces(at end: Endpoint) -> FindOut {
        guard case .network(let network) = end.kind, network.isAddress else { return .interfaces }
        return .interface(having: network.address)
    }
}
