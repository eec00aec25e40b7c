import CoreModel

/// A rule that names a group and lets nothing through, since no rule of the other side lets any of its traffic through.
public struct HalfRule: Hashable, Sendable {
    /// The rule.
    public let rule: RuleIndex
    /// The group that it names: no rule for the other direction, of it or of what its members carry beside it, lets some of it through.
    public let peer: GroupIndex
}

extension Analyzer {
    /// The rules of loaded groups that let nothing through for want of the other side's, in the order of groups and rules.
    ///
    /// Rules of which the input leaves something open are none of them, nor are those whose two ends never meet: in no family, or since
    /// one interface is both. Complexity: for every rule that names a group a look at the groups that its members carry; where one of these
    /// names the rule's own side, or a network that may hold it, at their rules of the other direction for its traffic; where some of these
    /// leave something open, a judgement.
    public func halfRules() -> [HalfRule] {
        let search = HalfRuleSearch(analyzer: self)
        let groups = inventory.loadedGroups
        return Cores.map(groups.count, least: 100) { part -> [HalfRule] in
            var found: [HalfRule] = []
            var naming = Marks(count: inventory.groups.count)
            for group in groups[part] {
                for direction in Direction.allCases {
                    search.mark(naming: group, direction.other, &naming)
                    for place in inventory.places(of: group, direction) {
                        if let half = search.half(RuleIndex(place), naming) { found.append(half) }
                    }
                }
            }
            return found
        }.flatMap { $0 }
    }
}

private struct HalfRuleSearch: Sendable {
    /// Whether a rule of the other side lets some of a group's members through.
    private enum Concern {
        case none, certain
        /// It may: that is to be judged.
        case perhaps
    }

    private let analyzer: Analyzer
    /// What every group is as an end, by family; nil where it has no address of it.
    private let ends: [[GroupMembers?]]
    /// Whom each reference of the inventory covers.
    private let named: [NamedGroup]
    private let rules: ByDirection<RulesByTraffic>
    private let confined: ByDirection<ConfinedRules>

    init(analyzer: Analyzer) {
        self.analyzer = analyzer
        ends = IPVersion.allCases.map { version in
            analyzer.groupEnds(version).map { GroupMembers($0, analyzer, version) }
        }
        let named = NamedGroup.all(analyzer.inventory)
        self.named = named
        rules = ByDirection { RulesByTraffic(analyzer.inventory, $0) }
        let subjects = IPVersion.allCases.map(analyzer.groupEnds)
        confined = ByDirection { ConfinedRules(analyzer.inventory, $0, ends: subjects, named: named) }
    }

    private var inventory: Inventory { analyzer.inventory }

    /// Marks the groups whose rules of a direction name somebody whom a group's members carry, or an address of one.
    func mark(naming group: GroupIndex, _ direction: Direction, _ marks: inout Marks) {
        marks.removeAll()
        for family in ends {
            for carried in family[Int(group.number)]?.carried ?? [] {
                if direction == .ingress {
                    confined.ingress.mark(naming: carried, &marks)
                } else {
                    confined.egress.mark(naming: carried, &marks)
                }
            }
        }
    }

    /// What is half of a rule; `naming` is what is marked for its group, of the other direction.
    func half(_ rule: RuleIndex, _ naming: Marks) -> HalfRule? {
        let value = inventory[rule]
        guard !value.isContested, case .group(let reference) = value.peer, case .group(let peer) = named[Int(reference)] else {
            return nil
        }
        var doMeet = false
        for version in IPVersion.allCases where value.traffic.isCarried(version) {
            let slot = InventoryIndex.slot(version)
            guard let own = ends[slot][Int(value.group.number)], let others = ends[slot][Int(peer.number)] else { continue }
            if value.group != peer, own.arePlain(with: others) {
                switch answer(of: others, to: value, of: own, version, naming) {
                case .certain: return nil
                case .none:
                    doMeet = true
                    continue
                case .perhaps: break
                }
            }
            let asked = TrafficSet(value.traffic.points).inFamily(version)
            let crossing = analyzer.cross(value.direction, own.subjects, others.subjects, asked, version)
            if !crossing.possibleTraffic().isEmpty { return nil }
            doMeet =
                doMeet
                || crossing.sources.indices.contains { source in
                    crossing.destinations.indices.contains { crossing.verdict(source, $0) != nil }
                }
        }
        return doMeet ? HalfRule(rule: rule, peer: peer) : nil
    }

    /// Whether a rule of what some members carry lets some of a rule's traffic through to its own members, where all of them are plain.
    private func answer(
        of others: GroupMembers, to rule: Rule, of own: GroupMembers, _ version: IPVersion, _ naming: Marks
    ) -> Concern {
        let (points, direction) = (rule.traffic.points, rule.direction.other)
        var result = others.areComplete(direction) ? Concern.none : .perhaps
        let isIngress = direction == .ingress
        if letNothingThrough(others, direction, to: rule.group, naming) { return result }
        for group in others.carried {
            let places =
                isIngress
                ? rules.ingress.places(of: group, from: points.lowerBound, to: points.upperBound)
                : rules.egress.places(of: group, from: points.lowerBound, to: points.upperBound)
            for place in places {
                let entry = isIngress ? rules.ingress[place] : rules.egress[place]
                guard entry.points.upperBound >= points.lowerBound,
                    inventory.rules[entry.rule].traffic.isCarried(version)
                else { continue }
                switch concern(inventory.rules[entry.rule], own, version) {
                case .none: continue
                case .certain: return .certain
                case .perhaps: result = .perhaps
                }
            }
        }
        return result
    }

    /// Whether no rule of a direction of what some members carry means any of another group's, which is marked for.
    private func letNothingThrough(
        _ others: GroupMembers, _ direction: Direction, to target: GroupIndex, _ naming: Marks
    ) -> Bool {
        let isIngress = direction == .ingress
        for group in others.carried {
            let letsNothing =
                isIngress
                ? confined.ingress.letNothingThrough(group, to: target, naming: naming)
                : confined.egress.letNothingThrough(group, to: target, naming: naming)
            if !letsNothing { return false }
        }
        return true
    }

    private func concern(_ rule: Rule, _ own: GroupMembers, _ version: IPVersion) -> Concern {
        let isMeant: Bool
        switch rule.peer {
        case .group(let place):
            switch named[Int(place)] {
            case .group(let group), .open(let group): isMeant = own.carry(group)
            case .nobody: return .none
            case .unsettled: return .perhaps
            }
        case .ipv4(let bits, let length):
            isMeant = version == .v4 && own.overlap(Peer.range(ipv4: bits, prefixLength: length))
        case .ipv6:
            isMeant = version == .v6 && inventory.network(of: rule.peer).map { own.overlap($0.range) } ?? true
        case .prefixList: return .perhaps
        }
        if !isMeant { return .none }
        return rule.isContested ? .perhaps : .certain
    }
}

/// A group as an end of one family: one thing that all rules share which look for it, since a copy costs more than a look.
private final class GroupMembers: Sendable {
    let subjects: [Subject]
    /// The groups that some member carries, each once.
    let carried: [GroupIndex]
    private let addresses: [ClosedRange<UInt128>]
    /// Ascending, each once.
    private let interfaces: [InterfaceIndex]
    /// Whether who carries what is settled of all of them, and the rules alone say what they let through.
    private let arePlain: Bool
    private let isIngressComplete: Bool
    private let isEgressComplete: Bool

    /// Nil where the group has no address of the family.
    init?(_ ends: Subjects, _ analyzer: Analyzer, _ version: IPVersion) {
        guard case .some(let subjects, _) = ends else { return nil }
        let inventory = analyzer.inventory
        self.subjects = subjects
        var carried: Set<GroupIndex> = []
        var arePlain = !subjects.isEmpty
        for subject in subjects {
            guard case .groups(let groups) = subject.carrier, !groups.isEmpty else {
                arePlain = false
                continue
            }
            carried.formUnion(groups)
            arePlain = arePlain && !subject.isAskedByPublicAddress && !NotFiltered.mayBeService(subject, analyzer.index, version)
        }
        self.carried = carried.sorted()
        self.arePlain = arePlain && carried.allSatisfy { inventory.groups[Int($0.number)].isSettled }
        addresses = subjects.flatMap(\.addresses.intervals)
        interfaces = Set(subjects.flatMap(\.interfaces)).sorted()
        isIngressComplete = carried.allSatisfy { inventory.groups[Int($0.number)].ingressKnowledge == .complete }
        isEgressComplete = carried.allSatisfy { inventory.groups[Int($0.number)].egressKnowledge == .complete }
    }

    /// Whether no pair of a member of both is judged by itself: none is an interface with itself.
    func arePlain(with others: GroupMembers) -> Bool {
        guard arePlain, others.arePlain else { return false }
        return interfaces.isEmpty || others.interfaces.isEmpty || !interfaces.contains(where: others.interfaces.contains)
    }

    func areComplete(_ direction: Direction) -> Bool { direction == .ingress ? isIngressComplete : isEgressComplete }

    func carry(_ group: GroupIndex) -> Bool { carried.contains(group) }

    func overlap(_ range: ClosedRange<UInt128>) -> Bool { addresses.contains { $0.overlaps(range) } }
}

extension Traffic {
    /// Whether a family carries it: neither carries the other's ICMP.
    fileprivate func isCarried(_ version: IPVersion) -> Bool { ipProtocol != (version == .v4 ? .icmpv6 : .icmp) }
}
