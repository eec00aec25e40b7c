import CoreModel
import Reachability

/// The sets of edits that may make one question as it is meant, each by itself.
struct FixCandidates {
    let analyzer: Analyzer
    let scope: AnswerScope
    /// Whether a flow is closed also by taking a group off interfaces and by entries of network ACLs: where no rule can go.
    var closesOtherwise = false

    private var inventory: Inventory { analyzer.inventory }

    /// Alternatives of one question at most.
    private static let limit = 16

    /// The alternatives, the fewest edits first.
    func sets(_ question: Question, meant: Verdict) -> [[Edit]] {
        let all = meant == .allowed ? opening(question) : closing(question)
        return all.enumerated().sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }.map(\.element)
    }

    // MARK: Opening

    private func opening(_ question: Question) -> [[Edit]] {
        let answer = analyzer.answer(
            question, AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: true))
        let network = answer.networkFixes.compactMap { $0.edit(in: inventory) }
        if answer.fixes.isEmpty, network.isEmpty { return [] }
        var sets: [[Edit]] = [network]
        for fix in answer.fixes {
            let alternatives = [fix.rule] + others(fix, question)
            sets = sets.flatMap { set in alternatives.map { set + [.add($0)] } }
            if sets.count > Self.limit { sets = Array(sets.prefix(Self.limit)) }
        }
        let instead = answer.insteadOfRules.compactMap { $0.edit(in: inventory) }
        return sets + (instead.isEmpty ? [] : [network + instead])
    }

    /// The same rule in another group that all members of the end carry: who else carries it differs.
    private func others(_ fix: Fix, _ question: Question) -> [EditedRule] {
        let end = fix.direction == .egress ? question.source.kind : question.destination.kind
        guard let members = members(of: end), let first = members.first else { return [] }
        let shared = members.dropFirst().reduce(Set(inventory[first].groups)) { $0.intersection(inventory[$1].groups) }
        return shared.subtracting([fix.group]).sorted().filter { inventory[$0].knowledge(fix.direction) == .complete }.map {
            group in
            var rule = fix.rule
            rule.group = inventory[inventory[group].id]
            return rule
        }
    }

    private func members(of end: End) -> [InterfaceIndex]? { analyzer.carriers(of: end) }

    // MARK: Closing

    /// Taking out the rules of a side that let some of it through.
    private func closing(_ question: Question) -> [[Edit]] {
        let removals = Direction.allCases.compactMap { direction -> [Edit]? in
            let rules = letting(question, direction)
            return rules.isEmpty ? nil : rules.map { .remove($0) }
        }
        guard closesOtherwise else { return removals }
        let others = OtherClosings(analyzer: analyzer, question: question)
        return removals
            + Direction.allCases.flatMap { direction in
                let groups = letting(question, direction).map(\.group).distinct()
                return [others.detaching(groups, direction), others.denying(direction)].compactMap(\.self)
            }
    }

    /// The rules of a side by which some of what is asked passes that side.
    private func letting(_ question: Question, _ direction: Direction) -> [EditedRule] {
        let end = direction == .egress ? question.source.kind : question.destination.kind
        let far = direction == .egress ? question.destination.kind : question.source.kind
        let groups: [GroupIndex]
        if let group = end.group {
            groups = analyzer.sharingMembers(with: group) + [group]
        } else {
            groups = (members(of: end) ?? []).flatMap { inventory[$0].groups }
        }
        let asked = question.port.points(question.version)
        return groups.distinct().flatMap { group -> [EditedRule] in
            inventory.rules(of: group, direction).map { inventory[$0] }.filter { rule in
                asked.intersects(TrafficSet(rule.traffic.points)) && mayCover(rule, far, question.version)
            }.map { inventory.edited($0, of: inventory[inventory[group].id], as: inventory.identity(of: $0)) }
        }
    }

    /// Whether a rule may cover some of an end.
    private func mayCover(_ rule: Rule, _ end: End, _ version: IPVersion) -> Bool {
        if let reference = inventory.reference(of: rule.peer) {
            if let group = end.group {
                return analyzer.sharingMembers(with: group).contains(reference.group) || group == reference.group
            }
            return (members(of: end) ?? []).contains { inventory[$0].groups.contains(reference.group) }
        }
        let named = inventory.network(of: rule.peer).map { [$0] } ?? inventory.prefixList(of: rule.peer)?.entries
        guard let named else { return true }
        let own = AddressSet(named, version: version)
        if own.isEmpty { return false }
        switch end {
        case .internet: return true
        case .network(let network): return own.intersects(AddressSet(network.range))
        case .group, .interfaces:
            let interfaces = members(of: end) ?? []
            // Nobody carries it: anywhere.
            if interfaces.isEmpty { return true }
            return interfaces.contains { interface in
                inventory[interface].privateRanges(version).contains { own.intersects(AddressSet($0)) }
            }
        case .prefixList(let place):
            return inventory.prefixLists[place].entries.map { own.intersects(AddressSet($0, version: version)) } ?? true
        }
    }
}

extension Analyzer {
    /// The interfaces that an end means; nil of one that means no interfaces.
    func carriers(of end: End) -> [InterfaceIndex]? {
        switch end {
        case .group(let group): members(of: group)
        case .interfaces(let interfaces): interfaces
        case .network(let network) where network.isAddress:
            inventory.interfaces.indices.filter { inventory.interfaces[$0].hasPrivateAddress(network.address) }.map(
                InterfaceIndex.init)
        case .network, .internet, .prefixList: nil
        }
    }
}
