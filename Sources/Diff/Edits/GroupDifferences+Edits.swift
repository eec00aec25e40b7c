import CoreModel

extension GroupDifferences {
    /// The same as edits of the earlier reading: groups, rules, what interfaces carry that both readings have, and those that are taken away.
    ///
    /// They are in an order in which AWS takes them: groups come before whatever names them, and go once nothing names or carries them.
    /// Attributes of groups, entries of lists and addresses are no edits.
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
    var edits: [Edit] {
        groups.compactMap(added) + groups.flatMap(rules)
            + interfaces.flatMap { change -> [Edit] in
                if change.kind == .removed { return [Edit.network(.off(change.id))] }
                // AWS lets no interface go without a group: what comes, comes first.
                return change.added.map { Edit.attach(group: matching.id(of: $0), interface: change.id) }
                    + change.removed.map { Edit.detach(group: matching.id(of: $0), interface: change.id) }
            } + removals
    }

    /// Groups that go, after the rules by which they name one another.
    private var removals: [Edit] {
        let removed = groups.filter { $0.kind == .removed }
        let ids = removed.map { matching.id(of: $0.group) }
        let gone = Set(ids)
        let own = removed.compactMap(\.group.before).flatMap { group in
            Direction.allCases.flatMap { before.rules(of: group, $0) }.map { ofBefore.edited(before[$0]) }
        }
        let naming = own.filter { rule in
            rule.identity.peer.group.map { $0 != rule.group && gone.contains($0) } ?? false
        }
        return naming.distinct().map { Edit.remove($0) } + ids.map { Edit.removeGroup(id: $0) }
    }

    /// The group of a change that comes; nil of other changes.
    private func added(_ change: InventoryDiff.GroupChange) -> Edit? {
        guard change.kind == .added, let group = change.group.after.map({ after[$0] }) else { return nil }
        let knowledge = Direction.allCases.map { ($0, group.knowledge($0)) }
        return .addGroup(
            EditedGroup(
                id: matching.id(of: change.group), name: after[group.name], description: after[group.description],
                vpc: after[group.vpc], knowledge: Dictionary(uniqueKeysWithValues: knowledge)))
    }

    /// The rules that come, go and change of a group that is there afterwards.
    private func rules(_ change: InventoryDiff.GroupChange) -> [Edit] {
        if change.kind == .removed { return [] }
        // What a reading lists twice neither comes nor goes with one of the two.
        let (old, new) = (keys(before, change.group.before, ofBefore), keys(after, change.group.after, ofAfter))
        return change.rules.filter { rule in
            switch (rule.before, rule.after) {
            case (let went?, nil): !new.contains(ofBefore.key(before[went]))
            case (nil, let came?): !old.contains(ofAfter.key(after[came]))
            default: true
            }
        }.compactMap(edit)
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
