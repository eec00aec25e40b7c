import CoreModel

/// Interfaces that carry the same groups in the same VPC: rules tell them apart by their addresses alone.
struct MemberKind: Sendable {
    /// The groups that each of them carries, ascending; none for interfaces that nothing filters.
    var groups: [GroupIndex]
    var vpc: TextID
    /// Ascending.
    var interfaces: [InterfaceIndex] = []

    /// Whether it is the same interfaces with the same groups.
    func isAlike(_ other: MemberKind) -> Bool {
        groups == other.groups && vpc == other.vpc && interfaces == other.interfaces
    }
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
    /// What every member of each group carries, by family.
    private var every: [Common] = []

    /// Groups that every member of a group carries; a member that no input tells may be there over one family and not over the other.
    private struct Common: Sendable {
        let carried: Rows<GroupIndex>
        let carriers: Rows<GroupIndex>
    }

    /// The groups that every member of each group carries over a family, itself included, ascending.
    func carriedByEvery(_ version: IPVersion) -> Rows<GroupIndex> { every[InventoryIndex.slot(version)].carried }

    /// The groups of which every member carries each group over a family, itself included, ascending.
    func everyCarriers(_ version: IPVersion) -> Rows<GroupIndex> { every[InventoryIndex.slot(version)].carriers }

    private struct Key: Hashable {
        var groups: [GroupIndex]
        var vpc: TextID
    }

    /// The kinds without what every member carries; see ``noteUnseen(_:)``.
    init(_ inventory: Inventory) {
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
        let some = ofGroup.enumerated().map { place, own in
            var united = Set(own.flatMap { kinds[Int($0)].groups })
            united.insert(GroupIndex(place))
            return united.sorted()
        }
        all = kinds
        self.ofInterface = ofInterface
        self.ofGroup = Rows(ofGroup)
        carriedBySome = Rows(some)
    }

    /// Works out what every member carries.
    ///
    /// `isUnseen` says of each family and group whether there may be a member that no input tells, with that group alone.
    mutating func noteUnseen(_ isUnseen: [[Bool]]) {
        let common = (0..<ofGroup.count).map { place -> [GroupIndex] in
            let own = ofGroup[place]
            guard let first = own.first else { return [GroupIndex(place)] }
            return own.dropFirst().reduce(all[Int(first)].groups) { common, kind in
                common.count == 1 ? common : common.filter(all[Int(kind)].groups.contains)
            }
        }
        every = isUnseen.map { isUnseen in
            let carried = common.enumerated().map { place, groups in isUnseen[place] ? [GroupIndex(place)] : groups }
            var carriers: [[GroupIndex]] = Array(repeating: [], count: carried.count)
            for (place, groups) in carried.enumerated() {
                for group in groups { carriers[Int(group.number)].append(GroupIndex(place)) }
            }
            return Common(carried: Rows(carried), carriers: Rows(carriers))
        }
    }

    /// Whether every member of a group carries another over a family, or it is the same.
    func everyMember(of group: GroupIndex, carries other: GroupIndex, _ version: IPVersion) -> Bool {
        group == other || carriedByEvery(version).holds(other, inRow: Int(group.number))
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
