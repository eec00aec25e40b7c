import Reachability
import CoreModel

/// Tells groups that something uses from those that nothing does.
struct GroupUsage {
    private var used: Set<GroupIndex> = []

    init(_ inventory: Inventory, edges: [Edge]) {
        for edge in edges {
            if edge.source == .group(edge.target) { continue }
            used.insert(edge.target)
            if let group = edge.source.group { used.insert(group) }
        }
        for interface in inventory.interfaces { used.formUnion(interface.groups) }
        for group in inventory.loadedGroups {
            for direction in Direction.allCases {
                for place in inventory.rules(of: group, direction) {
                    guard let named = inventory.reference(of: inventory[place].peer)?.group, named != group else { continue }
                    used.insert(named)
                    used.insert(group)
                }
            }
        }
    }

    /// Whether a flow has it, another group's rule names it, it names another group, or an interface carries it.
    func isUsed(_ group: GroupIndex) -> Bool { used.contains(group) }
}
