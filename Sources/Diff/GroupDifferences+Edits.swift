import CoreModel

extension GroupDifferences {
    /// The same as edits of the earlier reading: groups, rules, what interfaces carry that both readings have, and those that are taken away.
    ///
    /// Attributes of groups, entries of lists and addresses are no edits.
    var edits: [Edit] {
        groups.flatMap(edits)
            + interfaces.flatMap { change -> [Edit] in
                if change.kind == .removed { return [Edit.network(.off(change.id))] }
                // AWS lets no interface go without a group: what comes, comes first.
                return change.added.map { Edit.attach(group: matching.id(of: $0), interface: change.id) }
                    + change.removed.map { Edit.detach(group: matching.id(of: $0), interface: change.id) }
            }
    }

    private func edits(_ change: InventoryDiff.GroupChange) -> [Edit] {
        let id = matching.id(of: change.group)
        if change.kind == .removed { return [.removeGroup(id: id)] }
        // What a reading lists twice neither comes nor goes with one of the two.
        let (old, new) = (keys(before, change.group.before, ofBefore), keys(after, change.group.after, ofAfter))
        let rules = change.rules.filter { rule in
            switch (rule.before, rule.after) {
            case (let went?, nil): !new.contains(ofBefore.key(before[went]))
            case (nil, let came?): !old.contains(ofAfter.key(after[came]))
            default: true
            }
        }.compactMap(edit)
        guard change.kind == .added, let group = change.group.after.map({ after[$0] }) else { return rules }
        let knowledge = Direction.allCases.map { ($0, group.knowledge($0)) }
        let added = EditedGroup(
            id: id, name: after[group.name], description: after[group.description], vpc: after[group.vpc],
            knowledge: Dictionary(uniqueKeysWithValues: knowledge))
        return [.addGroup(added)] + rules
    }

    private func keys(_ inventory: Inventory, _ group: GroupIndex?, _ rules: MatchedRules) -> Set<MatchedRules.Key> {
        guard let group else { return [] }
        return Set(Direction.allCases.flatMap { inventory.rules(of: group, $0) }.map { rules.key(inventory[$0]) })
    }

    private func edit(_ change: InventoryDiff.RuleChange) -> Edit? {
        let old = change.before.map { ofBefore.edited(before[$0]) }
        let new = change.after.map { ofAfter.edited(after[$0]) }
        return switch (old, new) {
        case (let old?, let new?): .change(old, to: new)
        case (let old?, nil): .remove(old)
        case (nil, let new?): .add(new)
        case (nil, nil): nil
        }
    }
}
