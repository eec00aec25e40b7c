import CoreModel

/// For each group the rules of other groups that name it: made once, asked often.
public struct GroupReferences: Sendable {
    private var rules: [GroupIndex: [RuleIndex]] = [:]

    /// Looks through all rules of an inventory.
    public init(_ inventory: Inventory) {
        for (place, rule) in inventory.rules.enumerated() {
            guard let named = inventory.reference(of: rule.peer)?.group, named != rule.group else { continue }
            rules[named, default: []].append(RuleIndex(place))
        }
    }

    /// The rules of other groups that name a group, in the order of the inventory.
    public func rules(naming group: GroupIndex) -> [RuleIndex] { rules[group] ?? [] }
}
