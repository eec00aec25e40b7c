import CoreModel
import Reachability

/// For each group the rules of other groups that name it: made once, asked often.
public struct GroupReferences: Sendable {
    private let rules: Rows<RuleIndex>

    /// The references of an inventory's groups; linear in its rules.
    public init(_ inventory: Inventory) {
        rules = Rows(count: inventory.groups.count) { body in
            for place in inventory.rules.indices {
                guard case .group(let reference) = inventory.rules[place].peer else { continue }
                let named = inventory.references[Int(reference)].group
                if named != inventory.rules[place].group { body(Int(named.number), RuleIndex(place)) }
            }
        }
    }

    /// The rules of other groups that name a group, in the order of the inventory.
    public func rules(naming group: GroupIndex) -> [RuleIndex] { Array(rules[Int(group.number)]) }
}
