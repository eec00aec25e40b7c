import SecurityGroups

/// Interfaces that carry the same groups in the same VPC: rules tell them apart by their addresses alone.
struct MemberKind: Sendable {
    /// The groups that each of them carries, ascending; none for interfaces that nothing filters.
    var groups: [GroupIndex]
    var vpc: TextID
    /// Ascending.
    var interfaces: [InterfaceIndex] = []
}

/// The kinds of interfaces of an inventory, and which of them carry a group.
///
/// Complexity: one pass over interfaces.
struct MemberKinds: Sendable {
    /// Every kind, in the order of its first interface.
    let all: [MemberKind]
    /// The kind of each interface.
    let ofInterface: [UInt32]
    /// The kinds whose interfaces carry each group.
    let ofGroup: Rows<UInt32>
    /// The groups that some member of each group carries, itself included, ascending; for a group without members itself alone.
    let carriedBySome: Rows<GroupIndex>
    /// The groups that every member of each group carries, itself included, ascending.
    let carriedByEvery: Rows<GroupIndex>

    private struct Key: Hashable {
        var groups: [GroupIndex]
        var vpc: TextID
    }

    /// The groups of which every member carries each group, itself included, ascending.
    let everyCarriers: Rows<GroupIndex>

    /// `hasUnseen` says of each group whether it may have a member that no input tells, with that group alone.
    init(_ inventory: Inventory, hasUnseen: [Bool]) {
        var places: [Key: Int] = [:]
        var kinds: [MemberKind] = []
        var ofInterface: [UInt32] = []
        ofInterface.reserveCapacity(inventory.interfaces.count)
        for (place, interface) in inventory.interfaces.enumerated() {
            let groups = Self.distinct(interface.groups)
            let key = Key(groups: groups, vpc: interface.vpc)
            let kind = places[key] ?? kinds.count
            if kind == kinds.count {
                places[key] = kind
                kinds.append(MemberKind(groups: groups, vpc: interface.vpc))
            }
            kinds[kind].interfaces.append(InterfaceIndex(place))
            ofInterface.append(UInt32(kind))
        }
        var ofGroup: [[UInt32]] = Array(repeating: [], count: inventory.groups.count)
        for (place, kind) in kinds.enumerated() {
            for group in kind.groups { ofGroup[Int(group.number)].append(UInt32(place)) }
        }
        var some: [[GroupIndex]] = []
        var every: [[GroupIndex]] = []
        for (place, own) in ofGroup.enumerated() {
            let group = GroupIndex(place)
            var united = Set(own.flatMap { kinds[Int($0)].groups })
            united.insert(group)
            some.append(united.sorted())
            var common = own.first.map { kinds[Int($0)].groups } ?? [group]
            for kind in own.dropFirst() where common.count > 1 {
                common = common.filter(kinds[Int(kind)].groups.contains)
            }
            every.append(hasUnseen[place] ? [group] : common)
        }
        all = kinds
        self.ofInterface = ofInterface
        self.ofGroup = Rows(ofGroup)
        carriedBySome = Rows(some)
        carriedByEvery = Rows(every)
        var carriers: [[GroupIndex]] = Array(repeating: [], count: every.count)
        for (place, groups) in every.enumerated() {
            for group in groups { carriers[Int(group.number)].append(GroupIndex(place)) }
        }
        everyCarriers = Rows(carriers)
    }

    /// Whether every member of a group carries another, or it is the same.
    func everyMember(of group: GroupIndex, carries other: GroupIndex) -> Bool {
        group == other || carriedByEvery.holds(other, inRow: Int(group.number))
    }

    /// Whether some interface carries both groups.
    func someMember(of group: GroupIndex, carries other: GroupIndex) -> Bool {
        carriedBySome.holds(other, inRow: Int(group.number))
    }

    private static func distinct(_ groups: [GroupIndex]) -> [GroupIndex] {
        if groups.count < 2 { return groups }
        let sorted = groups.sorted()
        return sorted.enumerated().filter { $0.offset == 0 || sorted[$0.offset - 1] != $0.element }.map(\.element)
    }
}
