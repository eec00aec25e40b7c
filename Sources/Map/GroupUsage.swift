import Reachability
import CoreModel

/// Tells groups that something uses from those that nothing does.
struct GroupUsage {
    /// For each group whether something uses it.
    private var used: [Bool]

    init(_ inventory: Inventory, edges: [Edge]) {
        used = Array(repeating: false, count: inventory.groups.count)
        // By places: an edge as a whole is costly to copy, and there may be a million.
        for place in edges.indices {
            let (source, target) = (edges[place].packed.group, edges[place].target)
            if source == target { continue }
            use(target)
            if let source { use(source) }
        }
        for interface in inventory.interfaces { for group in interface.groups { use(group) } }
        for group in inventory.loadedGroups {
            for direction in Direction.allCases {
                for place in inventory.places(of: group, direction) {
                    guard case .group(let reference) = inventory.rules[place].peer else { continue }
                    let named = inventory.references[Int(reference)].group
                    if named == group { continue }
                    use(named)
                    use(group)
                }
            }
        }
    }

    private mutating func use(_ group: GroupIndex) { used[Int(group.number)] = true }

    /// Whether a flow has it, another group's rule names it, it names another group, or an interface carries it.
    func isUsed(_ group: GroupIndex) -> Bool { used[Int(group.number)] }
}
