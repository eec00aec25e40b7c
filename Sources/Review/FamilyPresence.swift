import SecurityGroups

/// Whether a group may have an address of a family: in a VPC without a block of it, and on interfaces without one, nobody has.
///
/// Complexity: one pass over interfaces.
struct FamilyPresence {
    private let inventory: Inventory
    /// The groups that some interface carries, and those of which one has, or may have, an address of each family.
    private var attached: Set<GroupIndex> = []
    private var having: [IPVersion: Set<GroupIndex>] = [:]
    private let vpcs: [TextID: Vpc]

    init(_ inventory: Inventory) {
        self.inventory = inventory
        vpcs = Dictionary(inventory.vpcs.map { ($0.id, $0) }) { first, _ in first }
        for interface in inventory.interfaces {
            attached.formUnion(interface.groups)
            for version in IPVersion.allCases
            where !interface.addressesAreKnown || !interface.privateRanges(version).isEmpty {
                having[version, default: []].formUnion(interface.groups)
            }
        }
    }

    func mayHaveAddress(_ group: GroupIndex, _ version: IPVersion) -> Bool {
        if having[version]?.contains(group) == true { return true }
        if attached.contains(group), inventory.listsAllInterfaces(ofVpc: inventory[group].vpc) { return false }
        guard let vpc = vpcs[inventory[group].vpc], !vpc.networks.isEmpty else { return true }
        return vpc.networks.contains { $0.version == version }
    }
}
