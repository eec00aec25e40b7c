import CoreModel
import Events

/// What a reading shows that no event told: the first in which an edit is seen tells it.
extension Ledger {
    /// Takes a reading: the edits that lead to it from what was known, which it is from now on.
    mutating func edits(of reading: DatedInventory, _ asides: inout [Aside]) -> [ChangeEdit] {
        let inventory = reading.inventory
        var edits: [ChangeEdit] = []
        var seen: Set<String> = []
        for place in inventory.loadedGroups {
            seen.insert(inventory[inventory[place].id])
            edits += group(place, inventory)
        }
        for id in reading.deleted where groups[id] != nil || wholeGroups.contains(id) { edits.append(gone(group: id)) }
        if reading.isWhole {
            for id in wholeGroups.subtracting(seen).sorted() where groups[id] != nil { edits.append(gone(group: id)) }
            hasWhole = true
        }
        for acl in inventory.topology.networkACLs where !acl.isAssumed { edits += entries(acl, inventory) }
        for table in inventory.topology.routeTables where !table.isAssumed { edits += routes(table, inventory) }
        for list in inventory.prefixLists where !list.isUnknown && !list.isLeftOut { edits += entries(list, inventory) }
        edits += attachments(reading, &asides)
        return edits
    }

    // MARK: Groups

    private mutating func group(_ place: GroupIndex, _ inventory: Inventory) -> [ChangeEdit] {
        let own = inventory[place]
        let id = inventory[own.id]
        let edited = EditedGroup(
            id: id, name: inventory[own.name], description: inventory[own.description], vpc: inventory[own.vpc])
        let isNew = hasWhole && groups[id] == nil && !wholeGroups.contains(id)
        groups[id] = edited
        var edits: [ChangeEdit] = []
        if isNew {
            edits.append(ChangeEdit(operation: .add, subject: .group(id: id, before: nil, after: edited, rules: .init())))
        }
        var now: [RuleIdentity<EndIdentity>: RecordedRule] = [:]
        for direction in Direction.allCases {
            for rule in inventory.rules(of: place, direction).map({ inventory[$0] }) {
                let recorded = RecordedRule(inventory, rule, of: id)
                if let identity = recorded.identity { now[identity] = recorded }
            }
        }
        let isWhole = own.knowledge == .complete
        edits += rules(of: id, now, isNew: isNew, isWhole: isWhole)
        if isWhole { wholeGroups.insert(id) }
        return edits
    }

    private mutating func rules(
        of group: String, _ now: [RuleIdentity<EndIdentity>: RecordedRule], isNew: Bool, isWhole: Bool
    ) -> [ChangeEdit] {
        let before = rules[group] ?? [:]
        let isComparable = isNew || wholeGroups.contains(group)
        var gone = isWhole ? Self.sorted(before.values.filter { rule in rule.identity.map { now[$0] == nil } ?? false }) : []
        var come = Self.sorted(now.values.filter { rule in rule.identity.map { before[$0] == nil } ?? false })
        var edits: [ChangeEdit] = []
        for (identity, rule) in now.sorted(by: { Self.order($0.value) < Self.order($1.value) }) {
            var own = rule
            if let known = before[identity] {
                own.id = rule.id ?? known.id
                if isComparable, let was = known.description, was != rule.description {
                    edits.append(ChangeEdit(operation: .change, subject: .rule(named: own, before: known, after: own)))
                }
            }
            put(own)
        }
        // A rule that kept its id became another.
        for rule in gone {
            guard let id = rule.id, let place = come.firstIndex(where: { $0.id == id }) else { continue }
            let after = come.remove(at: place)
            gone.removeAll { $0 == rule }
            take(rule)
            put(after)
            edits.append(ChangeEdit(operation: .change, subject: .rule(named: after, before: rule, after: after)))
        }
        for rule in gone {
            take(rule)
            edits.append(ChangeEdit(operation: .remove, subject: .rule(named: rule, before: rule, after: nil)))
        }
        for rule in come where isComparable && !(isNew && Self.comesAlong(rule)) {
            edits.append(ChangeEdit(operation: .add, subject: .rule(named: rule, before: nil, after: rule)))
        }
        return edits
    }

    /// Whether it is a rule that AWS puts into a new group.
    private static func comesAlong(_ rule: RecordedRule) -> Bool {
        guard rule.direction == .egress, rule.traffic == .all, case .network(let network)? = rule.peer else { return false }
        return network.isEverything
    }

    /// Rules in an order that is always the same.
    static func sorted(_ rules: some Sequence<RecordedRule>) -> [RecordedRule] { rules.sorted { order($0) < order($1) } }

    private static func order(_ rule: RecordedRule) -> String {
        "\(rule.direction == .egress ? 1 : 0) \(rule.traffic?.text ?? "") \(rule.peer?.text ?? "")"
    }

    private mutating func gone(group id: String) -> ChangeEdit {
        let own = rules.removeValue(forKey: id) ?? [:]
        let known = ChangeEdit.KnownRules(rules: Self.sorted(own.values), isComplete: wholeGroups.remove(id) != nil)
        return ChangeEdit(
            operation: .remove, subject: .group(id: id, before: groups.removeValue(forKey: id), after: nil, rules: known))
    }

    // MARK: The network

    private mutating func entries(_ acl: NetworkACL, _ inventory: Inventory) -> [ChangeEdit] {
        let id = inventory[acl.id]
        guard acl.entryKnowledge.allSatisfy(\.isComplete) else { return [] }
        var edits: [ChangeEdit] = []
        var seen: Set<EntryKey> = []
        let isComparable = wholeACLs.contains(id)
        for own in acl.entries {
            guard let number = own.number else { continue }
            let key = EntryKey(acl: id, direction: own.direction, number: number)
            let now = RecordedEntry(acl: id, own.direction, number, own.action, own.traffic, own.network)
            seen.insert(key)
            let before = entries.updateValue(now, forKey: key)
            if before == now || before == nil && !isComparable { continue }
            let subject = ChangeEdit.Subject.entry(acl: id, own.direction, number, before: before, after: now)
            edits.append(ChangeEdit(operation: before == nil ? .add : .change, subject: subject))
        }
        for (key, before) in entries where key.acl == id && !seen.contains(key) {
            entries[key] = nil
            let subject = ChangeEdit.Subject.entry(acl: id, key.direction, key.number, before: before, after: nil)
            edits.append(ChangeEdit(operation: .remove, subject: subject))
        }
        wholeACLs.insert(id)
        return edits
    }

    private mutating func routes(_ table: RouteTable, _ inventory: Inventory) -> [ChangeEdit] {
        let id = inventory[table.id]
        guard table.routeKnowledge.isComplete else { return [] }
        var edits: [ChangeEdit] = []
        var seen: Set<RouteKey> = []
        let isComparable = wholeTables.contains(id)
        for own in table.routes where !own.origin.isPropagated && own.target.kind != .local {
            guard let destination = inventory.edited(own.destination) else { continue }
            let key = RouteKey(table: id, destination: destination)
            let now = EditedTarget(own.target.kind, inventory[own.target.id])
            seen.insert(key)
            let before = routes.updateValue(now, forKey: key)
            if before == now || before == nil && !isComparable { continue }
            let subject = ChangeEdit.Subject.route(table: id, destination, before: before, after: now)
            edits.append(ChangeEdit(operation: before == nil ? .add : .change, subject: subject))
        }
        for (key, before) in routes where key.table == id && !seen.contains(key) {
            routes[key] = nil
            let subject = ChangeEdit.Subject.route(table: id, key.destination, before: before, after: nil)
            edits.append(ChangeEdit(operation: .remove, subject: subject))
        }
        wholeTables.insert(id)
        return edits
    }

    private mutating func entries(_ list: PrefixList, _ inventory: Inventory) -> [ChangeEdit] {
        guard let entries = list.entries else { return [] }
        let id = inventory[list.id]
        let (before, now) = (listEntries[id] ?? [:], Set(entries))
        let isComparable = wholeLists.contains(id)
        listEntries[id] = Dictionary(now.map { ($0, true) }) { first, _ in first }
        wholeLists.insert(id)
        let gone = before.filter { $0.value && !now.contains($0.key) }.keys.sorted()
        // What was not known to be there came only where all was known, or where it was known to be gone.
        let come = now.filter { before[$0] == false || isComparable && before[$0] == nil }.sorted()
        return gone.map { ChangeEdit(operation: .remove, subject: .listEntry(list: id, before: $0, after: nil)) }
            + come.map { ChangeEdit(operation: .add, subject: .listEntry(list: id, before: nil, after: $0)) }
    }

    // MARK: Attachments

    private mutating func attachments(_ reading: DatedInventory, _ asides: inout [Aside]) -> [ChangeEdit] {
        let inventory = reading.inventory
        var edits: [ChangeEdit] = []
        var seen: Set<String> = []
        let isWhole = reading.isWhole && inventory.hasCompleteInterfaceListing
        for interface in inventory.interfaces {
            let id = inventory[interface.id]
            // Groups that are not told are none.
            if interface.groups.contains(where: { inventory[$0].isUnknown }) { continue }
            seen.insert(id)
            let now = interface.groups.map { inventory[inventory[$0].id] }.sorted()
            let before = carried.updateValue(now, forKey: id)
            if before == now || before == nil && !hasWholeInterfaces { continue }
            if before == nil { asides.append(.came(id)) }
            edits.append(
                ChangeEdit(
                    operation: before == nil ? .add : .change, subject: .attachment(interface: id, before: before, after: now)))
        }
        let gone = isWhole ? Set(carried.keys).subtracting(seen) : Set(reading.deleted).intersection(carried.keys)
        for id in gone.sorted() {
            let before = carried.removeValue(forKey: id)
            asides.append(.went(id))
            edits.append(ChangeEdit(operation: .remove, subject: .attachment(interface: id, before: before, after: nil)))
        }
        if isWhole { hasWholeInterfaces = true }
        return edits
    }
}
