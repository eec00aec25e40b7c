import CoreModel

/// A group in two readings.
public struct GroupPair: Hashable, Sendable {
    /// The group in the earlier one; nil where it is not there.
    public var before: GroupIndex?
    /// The group in the later one; nil where it is not there.
    public var after: GroupIndex?
}

/// Which groups of two readings are the same.
///
/// An id tells; where one of the two has none yet (a plan calls a group that is to be made by its resource's address), the name, the
/// VPC and the account do, as far as both readings know them and only one group of each fits.
struct GroupMatching {
    /// Every group of either, those of the later reading first, in their order.
    private(set) var pairs: [GroupPair] = []
    /// The id of each pair, by which both readings mean it: the earlier one's where it has one.
    ///
    /// No two have the same.
    private(set) var ids: [String] = []
    /// The place in ``pairs`` of each group of the earlier reading.
    private(set) var ofBefore: [Int]
    /// The place in ``pairs`` of each group of the later reading.
    private(set) var ofAfter: [Int]

    init(before: Inventory, after: Inventory) {
        var matches: [GroupIndex?] = Array(repeating: nil, count: after.groups.count)
        var isTaken = Array(repeating: false, count: before.groups.count)
        func take(_ group: Int, _ known: GroupIndex) {
            matches[group] = known
            isTaken[Int(known.number)] = true
        }
        func takeByID(_ isWanted: (_ old: Group, _ new: Group) -> Bool) {
            for (place, group) in after.groups.enumerated() where !group.isCopy && matches[place] == nil {
                guard let known = before.group(id: after[group.id]), !before[known].isCopy, !isTaken[Int(known.number)],
                    isWanted(before[known], group)
                else { continue }
                take(place, known)
            }
        }
        takeByID { $0.knowledge != .absent && $1.knowledge != .absent }
        for text in [Self.name, Self.nameTag] {
            let old = Self.unmatched(before, text) { !isTaken[$0] }
            let new = Self.unmatched(after, text) { matches[$0] == nil }
            for (name, candidates) in new {
                guard let known = old[name] else { continue }
                for group in candidates {
                    let fitting = known.filter { Self.fits(before, $0, after, group) }
                    guard fitting.count == 1, let only = fitting.first,
                        candidates.count(where: { Self.fits(before, only, after, $0) }) == 1
                    else { continue }
                    take(group, GroupIndex(only))
                }
            }
        }
        takeByID { _, _ in true }
        ofBefore = Array(repeating: 0, count: before.groups.count)
        ofAfter = Array(0..<after.groups.count)
        pairs = after.groups.indices.map { GroupPair(before: matches[$0], after: GroupIndex($0)) }
        for (place, pair) in pairs.enumerated() {
            if let known = pair.before { ofBefore[Int(known.number)] = place }
        }
        for group in before.groups.indices where !isTaken[group] {
            ofBefore[group] = pairs.count
            pairs.append(GroupPair(before: GroupIndex(group), after: nil))
        }
        ids = pairs.map { pair in
            if let known = pair.before { return before[before[known].id] }
            let id = pair.after.map { after[after[$0].id] } ?? ""
            // The earlier reading's group of this id is another one now.
            return before.group(id: id) == nil ? id : "\(id) (new)"
        }
    }

    /// The id by which both readings mean a group.
    func id(of pair: GroupPair) -> String {
        pair.after.map { ids[ofAfter[Int($0.number)]] } ?? pair.before.map { ids[ofBefore[Int($0.number)]] } ?? ""
    }

    /// The loaded groups without a partner, by what they are called.
    private static func unmatched(
        _ inventory: Inventory, _ text: (Inventory, GroupIndex) -> String, _ isFree: (Int) -> Bool
    ) -> [String: [Int]] {
        let groups = inventory.loadedGroups.map { Int($0.number) }.filter(isFree)
        var result = Dictionary(grouping: groups) { text(inventory, GroupIndex($0)) }
        result[""] = nil
        return result
    }

    private static func name(_ inventory: Inventory, _ group: GroupIndex) -> String { inventory[inventory[group].name] }

    private static func nameTag(_ inventory: Inventory, _ group: GroupIndex) -> String { inventory.tag("Name", of: group) ?? "" }

    /// Whether nothing that both readings know sets two groups apart.
    private static func fits(_ before: Inventory, _ old: Int, _ after: Inventory, _ new: Int) -> Bool {
        let (old, new) = (before.groups[old], after.groups[new])
        func agree(_ one: TextID, _ other: TextID) -> Bool {
            one.isNone || other.isNone || before[one] == after[other]
        }
        let (oldVpc, newVpc) = (before[old.vpc], after[new.vpc])
        // The address of a resource says nothing about the id that it will get.
        let isSameVpc = oldVpc == newVpc || !oldVpc.hasPrefix("vpc-") || !newVpc.hasPrefix("vpc-")
        let (oldID, newID) = (before[old.id], after[new.id])
        // Two ids of AWS are two groups.
        let mayBeSame = !oldID.hasPrefix("sg-") || !newID.hasPrefix("sg-")
        return isSameVpc && mayBeSame && agree(old.owner, new.owner) && agree(old.region, new.region)
    }
}
