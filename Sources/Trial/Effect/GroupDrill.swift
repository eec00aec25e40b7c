import CoreModel
import Reachability

/// What is known of a group that is taken away: who wears it, who names it, and what no input tells.
public struct GroupDrill: Sendable {
    /// Why it is not known that nothing else rests on a group.
    public enum Doubt: Sendable, Hashable {
        /// No complete listing of interfaces of its VPC: others may wear it.
        case interfaces
        /// Rules of these loaded groups are not all told: they may name it.
        case rules([GroupIndex])
        /// Groups of these VPCs, which are joined to its own, are not in the input: their rules may name it.
        case joinedVpcs([TextID])
        /// What makes interfaces later, and what keeps groups elsewhere, is in no input: launch templates, services, functions.
        case templates
    }

    /// The group, in what was read.
    public let group: GroupIndex
    /// The interfaces that carry it, in what was read.
    public let worn: [InterfaceIndex]
    /// Those of them that carry no other: AWS lets none go without a group.
    public let onlyGroupOf: [InterfaceIndex]
    /// The rules of other groups that name it: AWS deletes no group that is named.
    public let naming: [RuleIndex]
    /// What is not known.
    public let doubts: [Doubt]

    init(_ group: GroupIndex, _ analyzer: Analyzer) {
        let inventory = analyzer.inventory
        self.group = group
        worn = analyzer.members(of: group)
        onlyGroupOf = worn.filter { inventory[$0].groups.count == 1 }
        naming = inventory.rules.indices.filter { place in
            let rule = inventory.rules[place]
            return rule.group != group && inventory.reference(of: rule.peer)?.group == group
        }.map(RuleIndex.init)
        let own = inventory[group]
        var doubts: [Doubt] = []
        if !inventory.listsAllInterfaces(ofVpc: own.vpc) { doubts.append(.interfaces) }
        let half = inventory.loadedGroups.filter { other in
            other != group && Direction.allCases.contains { inventory[other].knowledge($0) != .complete }
        }
        if !half.isEmpty { doubts.append(.rules(half)) }
        let loaded = Set(inventory.loadedGroups.map { inventory[$0].vpc })
        let joined = inventory.topology.peeringConnections.map { $0.sides.map(\.vpc) }.filter { $0.contains(own.vpc) }.flatMap {
            $0
        }
        let unloaded = joined.distinct().filter { $0 != own.vpc && !loaded.contains($0) }
        if !unloaded.isEmpty { doubts.append(.joinedVpcs(unloaded)) }
        self.doubts = doubts + [.templates]
    }
}
