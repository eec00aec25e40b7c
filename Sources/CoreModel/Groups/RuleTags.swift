extension Inventory {
    /// The tags of a rule; empty where the input tells none, and of a rule without an id.
    ///
    /// Few rules have tags, so they stand beside the rules, which stay small.
    public func tags(of rule: Rule) -> [Tag] { rule.id.isNone ? [] : ruleTags[rule.id] ?? [] }
}

extension InventoryBuilder {
    /// Keeps the tags of a rule by its id.
    public mutating func noteTags(_ tags: [Tag], ofRule id: TextID) {
        if !tags.isEmpty, !id.isNone { inventory.ruleTags[id] = tags }
    }
}
