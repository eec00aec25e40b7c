import CoreModel
import Text
import Words

/// Groups with their rules as they are to be written: what is exact of them, names for one another instead of ids, and what cannot be code.
public struct GroupExport {
    /// What was read, as the text calls it.
    let label: String
    /// The groups that are written, by name.
    let groups: [ExportedGroup]
    /// What is to be known, whichever form it is written in.
    let remarks: [ExportRemark]

    /// All groups of an inventory, or some.
    ///
    /// Left out, and told, are default groups, those that AWS or a controller keeps, those that the input does not describe, and those
    /// of another account or region than most: one text is for one of each. Complexity: linear in the rules.
    public init(_ inventory: Inventory, _ names: Names, only wanted: [GroupIndex]? = nil) {
        label = inventory.label
        var remarks: [ExportRemark] = []
        let candidates = (wanted ?? inventory.loadedGroups).distinct()
        var kept: [GroupIndex] = []
        for group in candidates {
            if let reason = Self.reason(toLeaveOut: group, inventory) {
                remarks.append(.leftOut(names.nameAndID(of: group), reason))
            } else {
                kept.append(group)
            }
        }
        let scope = Self.commonScope(kept, inventory)
        for group in kept where !Self.agrees(inventory.scope(of: group), scope) {
            let own = inventory.scope(of: group)
            let place = [inventory[own.account], inventory[own.region]].filter { !$0.isEmpty }.joined(separator: " ")
            remarks.append(.leftOut(names.nameAndID(of: group), .otherScope(place)))
        }
        let taken = Self.sorted(kept.filter { Self.agrees(inventory.scope(of: $0), scope) }, inventory)
        let rules = ExportedRules(inventory: inventory, names: names, groups: taken)
        groups = taken.enumerated().map { place, group in
            var own = Self.exported(group, at: place, inventory, label: rules.labels[place])
            own.rules = rules.rules(of: group, &remarks)
            remarks += Self.remarks(of: own, inventory, names)
            return own
        }
        self.remarks = remarks
    }

    // MARK: Which

    /// Tags with keys that begin so are of AWS or of a controller, which undoes what others change.
    private static let managers = ["aws:", "elbv2.k8s.aws/", "eks:", "aws-parallelcluster"]

    private static func reason(toLeaveOut group: GroupIndex, _ inventory: Inventory) -> ExportRemark.LeavingOut? {
        let own = inventory[group]
        if own.isUnknown || own.knowledge == .absent { return .notLoaded }
        if inventory[own.name] == "default" { return .defaultGroup }
        let key = own.tags.map { inventory[$0.key] }.first { key in Self.managers.contains { key.lowercased().hasPrefix($0) } }
        if let key { return .managed(tag: key) }
        return own.name.isNone && own.description.isNone && own.vpc.isNone ? .notDescribed : nil
    }

    /// The account and region of most groups; of as many the one that comes first.
    private static func commonScope(_ groups: [GroupIndex], _ inventory: Inventory) -> Scope {
        var counts: [(scope: Scope, count: Int)] = []
        for group in groups {
            let own = inventory.scope(of: group)
            if let place = counts.firstIndex(where: { $0.scope == own }) {
                counts[place].count += 1
            } else {
                counts.append((own, 1))
            }
        }
        return counts.reduce(nil) { (best: (scope: Scope, count: Int)?, next) in
            if let best, best.count >= next.count { best } else { next }
        }?.scope ?? Scope()
    }

    /// Whether two places may be one: what is not told may be the same.
    private static func agrees(_ one: Scope, _ other: Scope) -> Bool {
        (one.account == other.account || one.account.isNone || other.account.isNone)
            && (one.region == other.region || one.region.isNone || other.region.isNone)
    }

    private static func sorted(_ groups: [GroupIndex], _ inventory: Inventory) -> [GroupIndex] {
        groups.map { group -> (key: (String, String, String), group: GroupIndex) in
            let own = inventory[group]
            return ((inventory[own.name], inventory[own.vpc], inventory[own.id]), group)
        }.sorted { $0.key < $1.key }.map(\.group)
    }

    // MARK: What of them

    private static func exported(
        _ group: GroupIndex, at place: Int, _ inventory: Inventory, label: String
    ) -> ExportedGroup {
        let own = inventory[group]
        let vpc = inventory[own.vpc]
        let vpcName = inventory.vpcs.first { $0.id == own.vpc }.map { inventory[$0.name] } ?? ""
        return ExportedGroup(
            place: place, group: group, id: inventory[own.id], name: inventory[own.name],
            description: inventory[own.description], vpc: vpc.hasPrefix("vpc-") ? (vpc, vpcName) : ("", ""),
            tags: ExportedRules.tags(own.tags, inventory), label: label,
            tellsEgress: own.egressKnowledge == .complete)
    }

    private static func remarks(of own: ExportedGroup, _ inventory: Inventory, _ names: Names) -> [ExportRemark] {
        let group = inventory[own.group]
        let name = names.nameAndID(of: own.group)
        var remarks: [ExportRemark] = []
        for direction in Direction.allCases where group.knowledge(direction) != .complete {
            remarks.append(.rulesNotTold(name, direction, isPart: group.knowledge(direction) == .partial))
        }
        if own.vpc.id.isEmpty { remarks.append(.noVpc(name, written: inventory[group.vpc])) }
        if own.name.isEmpty { remarks.append(.noName(name)) }
        if own.description.isEmpty { remarks.append(.noDescription(name)) }
        if inventory.codeFile(of: group.id, .terraform) != nil {
            remarks.append(.inState(name, isInline: group.terraformStyle == .inlineBlocks))
        }
        return remarks
    }
}
