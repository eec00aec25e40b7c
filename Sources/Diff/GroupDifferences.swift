import Reachability
import CoreModel

/// Which groups, rules, prefix lists and attachments differ between two readings, and which rules may open or close flows by that.
struct GroupDifferences {
    private(set) var groups: [InventoryDiff.GroupChange] = []
    private(set) var lists: [InventoryDiff.ListChange] = []
    private(set) var interfaces: [InventoryDiff.InterfaceChange] = []
    /// The rules that may open or close flows, of each direction of a group.
    private(set) var touched: [Side: TouchedRules] = [:]
    /// Groups of which an interface came, went, moved or carries others than before, by their places among the pairs.
    private(set) var moved: Set<Int> = []
    let matching: GroupMatching

    /// A direction of a group, by its place among the pairs.
    struct Side: Hashable, Comparable {
        var pair: Int
        var direction: Direction

        static func < (left: Side, right: Side) -> Bool {
            (left.pair, left.direction.rawValue) < (right.pair, right.direction.rawValue)
        }
    }

    /// Rules that differ, in each reading.
    struct TouchedRules {
        var before: [RuleIndex] = []
        var after: [RuleIndex] = []
        /// Whether any other group may be concerned, whatever the rules name.
        var concernsAll = false
        /// Whether rules of groups that members carry too are among them.
        var isByMembers = false

        mutating func add(_ before: [RuleIndex], _ after: [RuleIndex]) {
            self.before += before
            self.after += after
        }
    }

    let before: Inventory
    let after: Inventory
    /// The ids of the interfaces that changes on trial take away.
    private let gone: Set<String>
    let ofBefore: MatchedRules
    let ofAfter: MatchedRules
    /// The texts of the earlier reading's descriptions in the later one.
    private var texts: [TextID: TextID?] = [:]

    init(before: Inventory, after: Inventory, gone: Set<String> = []) {
        self.before = before
        self.after = after
        self.gone = gone
        matching = GroupMatching(before: before, after: after)
        ofBefore = MatchedRules(before, matching, matching.ofBefore)
        ofAfter = MatchedRules(after, matching, matching.ofAfter)
        for (place, pair) in matching.pairs.enumerated() {
            switch (Self.loaded(pair.before, before), Self.loaded(pair.after, after)) {
            case (let old?, let new?): compare(old, new, place)
            case (nil, let new?): add(place, rules: { after.rules(of: new, $0) }, .added)
            case (let old?, nil): add(place, rules: { before.rules(of: old, $0) }, .removed)
            case (nil, nil): continue
            }
        }
        compareLists()
        compareInterfaces()
    }

    private static func loaded(_ group: GroupIndex?, _ inventory: Inventory) -> GroupIndex? {
        guard let group, inventory[group].knowledge != .absent, !inventory[group].isCopy else { return nil }
        return group
    }

    // MARK: Groups

    private mutating func add(_ place: Int, rules: (Direction) -> [RuleIndex], _ kind: InventoryDiff.Kind) {
        var changes: [InventoryDiff.RuleChange] = []
        let isNew = kind == .added
        for direction in Direction.allCases {
            let own = rules(direction)
            changes += own.map { InventoryDiff.RuleChange(kind: kind, before: isNew ? nil : $0, after: isNew ? $0 : nil) }
            touch(place, direction, before: isNew ? [] : own, after: isNew ? own : [])
        }
        groups.append(InventoryDiff.GroupChange(group: matching.pairs[place], kind: kind, attributes: [], rules: changes))
    }

    private mutating func compare(_ old: GroupIndex, _ new: GroupIndex, _ place: Int) {
        var rules: [InventoryDiff.RuleChange] = []
        for direction in Direction.allCases { rules += compare(old, new, place, direction) }
        let (was, now) = (before[old], after[new])
        if Direction.allCases.contains(where: { was.knowledge($0) != now.knowledge($0) }) { touchAll(place) }
        let attributes = attributes(was, now)
        if attributes.contains(where: { $0.attribute == .vpc }) { touchAll(place) }
        if attributes.isEmpty, rules.isEmpty { return }
        groups.append(
            InventoryDiff.GroupChange(group: matching.pairs[place], kind: .changed, attributes: attributes, rules: rules))
    }

    private func attributes(_ old: Group, _ new: Group) -> [InventoryDiff.AttributeChange] {
        var pairs: [(InventoryDiff.AttributeChange.Attribute, String, String)] = [
            (.name, before[old.name], after[new.name]), (.description, before[old.description], after[new.description]),
        ]
        let (oldVpc, newVpc) = (before[old.vpc], after[new.vpc])
        if oldVpc.hasPrefix("vpc-"), newVpc.hasPrefix("vpc-") { pairs.append((.vpc, oldVpc, newVpc)) }
        // What one of the two does not tell is no difference.
        return pairs.filter { $0.1 != $0.2 && !$0.1.isEmpty && !$0.2.isEmpty }.map {
            InventoryDiff.AttributeChange(attribute: $0.0, before: $0.1, after: $0.2)
        }
    }

    private mutating func compare(
        _ old: GroupIndex, _ new: GroupIndex, _ place: Int, _ direction: Direction
    ) -> [InventoryDiff.RuleChange] {
        // Of a direction that one of the two does not list nothing is known to have changed.
        let known = [before[old].knowledge(direction), after[new].knowledge(direction)]
        if known.contains(.absent), known != [.absent, .absent] { return [] }
        let (oldRules, newRules) = (before[old].rules(direction), after[new].rules(direction))
        var went: [MatchedRules.Key: Int] = [:]
        var came: [Int] = []
        var changes: [InventoryDiff.RuleChange] = []
        var start = 0
        // Most groups stand as they stood: their rules are not even looked up.
        while start < min(oldRules.count, newRules.count),
            ofBefore.key(before.rules[oldRules.lowerBound + start])
                == ofAfter.key(after.rules[newRules.lowerBound + start])
        {
            noteDescription(oldRules.lowerBound + start, newRules.lowerBound + start, &changes)
            start += 1
        }
        for rule in oldRules.dropFirst(start) { went[ofBefore.key(before.rules[rule])] = rule }
        for rule in newRules.dropFirst(start) {
            if let known = went.removeValue(forKey: ofAfter.key(after.rules[rule])) {
                noteDescription(known, rule, &changes)
            } else {
                came.append(rule)
            }
        }
        if went.isEmpty, came.isEmpty { return changes }
        var gone = went.values.sorted()
        touch(place, direction, before: gone.map(RuleIndex.init), after: came.map(RuleIndex.init))
        for rule in came {
            // One id with other contents is one rule that changed.
            let id = after[after.rules[rule].id]
            let same = id.isEmpty ? nil : gone.firstIndex { before[before.rules[$0].id] == id }
            changes.append(
                InventoryDiff.RuleChange(
                    kind: same == nil ? .added : .changed, before: same.map { RuleIndex(gone[$0]) }, after: RuleIndex(rule)))
            if let same { gone.remove(at: same) }
        }
        return gone.map { InventoryDiff.RuleChange(kind: .removed, before: RuleIndex($0), after: nil) } + changes
    }

    /// Keeps a change of words alone.
    private mutating func noteDescription(_ old: Int, _ new: Int, _ changes: inout [InventoryDiff.RuleChange]) {
        let (was, now) = (before.rules[old].description, after.rules[new].description)
        if was.isNone, now.isNone { return }
        let translated = texts[was] ?? after.texts.find(before[was])
        texts[was] = .some(translated)
        if translated == now { return }
        changes.append(
            InventoryDiff.RuleChange(kind: .changed, before: RuleIndex(old), after: RuleIndex(new), isDescription: true))
    }

    // MARK: What rules rest on

    private mutating func compareLists() {
        let old = Dictionary(before.prefixLists.enumerated().map { (before[$1.id], $0) }) { first, _ in first }
        var changed: Set<Int> = []
        for (place, list) in after.prefixLists.enumerated() {
            guard let known = old[after[list.id]], let was = before.prefixLists[known].entries, let now = list.entries,
                Set(was) != Set(now)
            else { continue }
            changed.insert(place)
            lists.append(
                InventoryDiff.ListChange(
                    id: after[list.id], name: after[list.name], added: Set(now).subtracting(was).sorted(),
                    removed: Set(was).subtracting(now).sorted()))
        }
        if changed.isEmpty { return }
        let ids = Set(lists.map(\.id))
        for (place, pair) in matching.pairs.enumerated() {
            for direction in Direction.allCases {
                touch(
                    place, direction, before: naming(ids, pair.before, before, direction),
                    after: naming(ids, pair.after, after, direction))
            }
        }
    }

    private func naming(_ ids: Set<String>, _ group: GroupIndex?, _ inventory: Inventory, _ direction: Direction) -> [RuleIndex] {
        guard let group else { return [] }
        return inventory.rules(of: group, direction).filter { rule in
            inventory.prefixList(of: inventory[rule].peer).map { ids.contains(inventory[$0.id]) } ?? false
        }
    }

    private struct Carried: Equatable {
        var groups: Set<Int>
        var addresses: Set<IPAddress>
        var prefixes: Set<IPNetwork>
    }

    private func carried(_ inventory: Inventory, _ places: [Int]) -> [String: Carried] {
        Dictionary(
            inventory.interfaces.map { interface in
                (
                    inventory[interface.id],
                    Carried(
                        groups: Set(interface.groups.map { places[Int($0.number)] }),
                        addresses: Set(interface.privateAddresses + interface.publicAddresses),
                        prefixes: Set(interface.delegatedPrefixes))
                )
            }
        ) { first, _ in first }
    }

    private mutating func compareInterfaces() {
        // Where one of the two lists no interfaces, nothing is known to have changed: but where all of them are taken away.
        if before.interfaces.isEmpty || after.interfaces.isEmpty && gone.isEmpty { return }
        let old = carried(before, matching.ofBefore)
        let new = carried(after, matching.ofAfter)
        func pairs(_ places: Set<Int>) -> [GroupPair] { places.sorted().map { matching.pairs[$0] } }
        for id in Set(old.keys).union(new.keys).sorted() {
            guard let was = old[id], let now = new[id] else {
                moved.formUnion(old[id]?.groups ?? new[id]?.groups ?? [])
                if let was = old[id], gone.contains(id) {
                    interfaces.append(
                        InventoryDiff.InterfaceChange(kind: .removed, id: id, added: [], removed: pairs(was.groups)))
                }
                continue
            }
            if was.groups != now.groups {
                interfaces.append(
                    InventoryDiff.InterfaceChange(
                        id: id, added: pairs(now.groups.subtracting(was.groups)),
                        removed: pairs(was.groups.subtracting(now.groups))))
            }
            if was != now { moved.formUnion(was.groups.union(now.groups)) }
        }
        // A group is at the addresses of its members: where these changed, all of its rules may matter.
        for place in moved { touchAll(place) }
    }

    private mutating func touchAll(_ place: Int) {
        let pair = matching.pairs[place]
        for direction in Direction.allCases {
            touch(
                place, direction, before: pair.before.map { before.rules(of: $0, direction) } ?? [],
                after: pair.after.map { after.rules(of: $0, direction) } ?? [])
            let loaded = [pair.before.map { before[$0] }, pair.after.map { after[$0] }].compactMap { $0 }
            let isOpen = loaded.contains { $0.knowledge != .absent && $0.knowledge(direction) != .complete }
            if isOpen { touched[Side(pair: place, direction: direction), default: TouchedRules()].concernsAll = true }
        }
    }

    private mutating func touch(_ place: Int, _ direction: Direction, before: [RuleIndex], after: [RuleIndex]) {
        if before.isEmpty, after.isEmpty { return }
        touched[Side(pair: place, direction: direction), default: TouchedRules()].add(before, after)
    }
}
