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
    /// one interface is both. Complexity: a look at the rules of both ends of every rule that names a group; where some of the other
    /// side's may be for it and none is plainly, a judgement.
    public func halfRules() -> [HalfRule] {
        let search = HalfRuleSearch(analyzer: self)
        let groups = inventory.loadedGroups
        return Cores.map(groups.count, least: 100) { part in
            groups[part].flatMap { group in
                let covers = search.covers(group)
                return Direction.allCases.flatMap { inventory.rules(of: group, $0).compactMap { search.half($0, covers) } }
            }
        }.flatMap { $0 }
    }
}

private struct HalfRuleSearch: Sendable {
    let analyzer: Analyzer
    /// What every group is as an end, by family.
    private let ends: [[Subjects]]

    init(analyzer: Analyzer) {
        self.analyzer = analyzer
        ends = IPVersion.allCases.map(analyzer.groupEnds)
    }

    private var inventory: Inventory { analyzer.inventory }

    /// What rules may let through to the members of a group: one thing that its rules share, since a copy costs more than a look.
    final class Covered: Sendable {
        let cover: GroupCover

        init(_ cover: GroupCover) { self.cover = cover }
    }

    /// By family, what rules may let through to the members of a group; nil where it has none.
    func covers(_ group: GroupIndex) -> [Covered?] {
        IPVersion.allCases.map { version in
            subjects(group, version).map { subjects in
                let coverage = PeerCoverage(inventory: inventory, index: analyzer.index, version: version)
                return Covered(
                    GroupCover(inventory, coverage, asked: TrafficSet(), countsReferences: true, over: subjects))
            }
        }
    }

    /// `covers` are those of the rule's group.
    func half(_ rule: RuleIndex, _ covers: [Covered?]) -> HalfRule? {
        let value = inventory[rule]
        guard !value.isContested, let reference = inventory.reference(of: value.peer), !reference.isStale,
            reference.identity == .named, inventory[reference.group].isSettled
        else { return nil }
        let peer = reference.group
        if isAnswered(value, by: peer) { return nil }
        var doMeet = false
        for version in IPVersion.allCases {
            let asked = TrafficSet(value.traffic.points).inFamily(version)
            guard !asked.isEmpty, let own = subjects(value.group, version), let others = subjects(peer, version) else { continue }
            if let covered = covers[InventoryIndex.slot(version)], isClosed(others, value.direction.other, covered, asked),
                Crossing.areAllPlain(own, others, analyzer.index, version)
            {
                doMeet = doMeet || !own.isEmpty && !others.isEmpty
                continue
            }
            let crossing = analyzer.cross(value.direction, own, others, asked, version)
            if !crossing.possibleTraffic().isEmpty { return nil }
            doMeet =
                doMeet
                || crossing.sources.indices.contains { source in
                    crossing.destinations.indices.contains { crossing.verdict(source, $0) != nil }
                }
        }
        return doMeet ? HalfRule(rule: rule, peer: peer) : nil
    }

    /// Whether no rule of what some subjects carry may be for the members of a group, as it is for most rules that let nothing through.
    private func isClosed(_ subjects: [Subject], _ direction: Direction, _ covered: Covered, _ asked: TrafficSet) -> Bool {
        subjects.allSatisfy { subject in
            guard case .groups(let groups) = subject.carrier, !groups.isEmpty else { return false }
            return groups.allSatisfy {
                inventory[$0].knowledge(direction) == .complete && !covered.cover.mayLetThrough($0, direction, asked)
            }
        }
    }

    private func subjects(_ group: GroupIndex, _ version: IPVersion) -> [Subject]? {
        guard case .some(let subjects, _) = ends[InventoryIndex.slot(version)][Int(group.number)] else { return nil }
        return subjects
    }

    /// Whether a rule of the group that a rule names is plainly for some of its traffic, as mostly one is.
    private func isAnswered(_ rule: Rule, by peer: GroupIndex) -> Bool {
        let points = rule.traffic.points
        return inventory[peer].rules(rule.direction.other).contains { place in
            let other = inventory.rules[place]
            guard other.traffic.points.overlaps(points) else { return false }
            if let reference = inventory.reference(of: other.peer) { return reference.group == rule.group && !reference.isStale }
            guard let network = inventory.network(of: other.peer), network.isEverything else { return false }
            return subjects(rule.group, network.version) != nil && subjects(peer, network.version) != nil
        }
    }
}
