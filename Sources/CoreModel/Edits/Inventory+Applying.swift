extension Inventory {
    /// The inventory as it is after some edits, in their order.
    ///
    /// What is there already is not added again, and what is not there does not go; a group that only edits of rules name is one of which
    /// only some rules are known. Places of groups stay, and those of interfaces but where one is gone; places of rules do not, nor do those
    /// of routes within their table and of entries within their ACL.
    ///
    /// Complexity: linear in the rules of the groups that edits concern, and in the edits; a change of the network costs what there is
    /// of tables, ACLs or interfaces.
    public func applying(_ edits: [Edit]) -> Inventory {
        var result = self
        // Rules and the network have nothing in common, so that their order among each other does not matter.
        if edits.contains(where: { if case .network = $0 { false } else { true } }) {
            var editor = InventoryEditor(self)
            for edit in edits { editor.apply(edit) }
            result = editor.edited()
        }
        for case .network(let edit) in edits { result.apply(edit) }
        return result
    }
}

private struct InventoryEditor {
    private var builder: InventoryBuilder
    /// The rules of groups that edits concern.
    private var rules: [GroupIndex: EditedRules] = [:]
    /// References that tell no peering, which rules of edits name groups by.
    private var references: [PlainReference: Peer] = [:]
    /// How certain it is of each group that rules name it.
    private var certainties: [GroupIndex: GroupReference.Identity] = [:]

    private struct PlainReference: Hashable {
        var group: GroupIndex
        var isStale: Bool
    }

    private var inventory: Inventory { builder.inventory }

    init(_ inventory: Inventory) {
        builder = InventoryBuilder(inventory)
        for (place, reference) in inventory.references.enumerated() {
            certainties[reference.group] = certainties[reference.group] ?? reference.identity
            let plain = PlainReference(group: reference.group, isStale: reference.isStale)
            if reference.peeringStatus.isNone { references[plain] = references[plain] ?? .group(UInt32(place)) }
        }
    }

    mutating func apply(_ edit: Edit) {
        switch edit {
        case .add(let rule): add(rule)
        case .remove(let rule): remove(rule)
        case .change(let old, let new):
            remove(old)
            add(new)
        case .addGroup(let group): add(group)
        case .removeGroup(let id): if let group = inventory.group(id: id) { remove(group) }
        case .attach(let id, let interface):
            let interface = builder.intern(interface)
            if builder.interfaceIndex(interface) != nil { builder.attach([group(id)], toInterface: interface) }
        case .detach(let id, let interface):
            let place = builder.interfaceIndex(builder.intern(interface))
            guard let place, let group = inventory.group(id: id) else { return }
            builder.inventory.interfaces[place].groups.removeAll { $0 == group }
        case .network: break
        }
    }

    // MARK: Groups

    /// The group of an id; a new one is known by name only.
    private mutating func group(_ id: String) -> GroupIndex { builder.group(id: builder.intern(id)) }

    private mutating func add(_ new: EditedGroup) {
        var group = Group(id: builder.intern(new.id))
        group.name = builder.intern(new.name)
        group.description = builder.intern(new.description)
        group.vpc = builder.intern(new.vpc)
        let place = Int(builder.describe(group).number)
        builder.inventory.groups[place].ingressKnowledge = new.knowledge[.ingress] ?? .complete
        builder.inventory.groups[place].egressKnowledge = new.knowledge[.egress] ?? .complete
    }

    private mutating func remove(_ group: GroupIndex) {
        rules[group] = EditedRules([], of: inventory)
        builder.inventory.groups[Int(group.number)].knowledge = .absent
        for place in inventory.interfaces.indices { builder.inventory.interfaces[place].groups.removeAll { $0 == group } }
    }

    // MARK: Rules

    /// A group with its copies that differ, whose rules are taken out to be edited: what comes or goes does so in each.
    private mutating func takeOut(_ group: GroupIndex) -> [GroupIndex] {
        let id = inventory[inventory[group].id]
        let copies = (1...).lazy.map { [inventory] in inventory.group(id: "\(id)#\($0)") }
            .prefix { [inventory] in $0.map { inventory[$0].isCopy } ?? false }
        let all = [group] + copies.compactMap { $0 }
        for group in all where rules[group] == nil {
            let own = Direction.allCases.flatMap { inventory.rules[inventory[group].rules($0)] }
            rules[group] = EditedRules(own, of: inventory)
        }
        return all
    }

    private mutating func remove(_ rule: EditedRule) {
        guard let group = inventory.group(id: rule.group) else { return }
        for copy in takeOut(group) { rules[copy]?.remove(rule.flow) }
    }

    private mutating func add(_ rule: EditedRule) {
        let knowledge = rule.identity.direction == .ingress ? \Group.ingressKnowledge : \Group.egressKnowledge
        let group = group(rule.group)
        for copy in takeOut(group) {
            if inventory[copy][keyPath: knowledge] == .absent {
                builder.inventory.groups[Int(copy.number)][keyPath: knowledge] = .partial
            }
            if rules[copy]?.has(rule.flow) == true { continue }
            let packed = Rule(
                group: copy, description: builder.intern(rule.description), direction: rule.identity.direction,
                traffic: rule.identity.traffic, peer: peer(rule), doubt: doubt(rule.doubt))
            rules[copy]?.add(packed, rule.flow)
        }
    }

    private mutating func doubt(_ reason: String?) -> Doubt {
        guard let reason else { return .none }
        return reason.isEmpty ? .copies : builder.doubt(reason)
    }

    private mutating func peer(_ rule: EditedRule) -> Peer {
        switch rule.identity.peer {
        case .network(let network): return builder.peer(network)
        case .prefixList(let id): return builder.peer(prefixList: builder.intern(id))
        case .group(let id):
            let plain = PlainReference(group: group(id), isStale: rule.isStale)
            if let known = references[plain] { return known }
            // Over which peering another rule names the group says nothing of this one.
            let identity = certainties[plain.group] ?? .named
            let peer = builder.peer(GroupReference(group: plain.group, isStale: rule.isStale, identity: identity))
            references[plain] = peer
            return peer
        }
    }

    /// The inventory with the rules of all groups in one run again.
    consuming func edited() -> Inventory {
        let changed = rules
        var inventory = builder.inventory
        if changed.isEmpty { return inventory }
        var all: [Rule] = []
        all.reserveCapacity(inventory.rules.count + changed.count)
        for place in inventory.groups.indices {
            let own = changed[GroupIndex(place)]?.left
            for direction in Direction.allCases {
                let start = all.count
                if let own {
                    all += own.filter { $0.direction == direction }
                } else {
                    all += inventory.rules[inventory.groups[place].rules(direction)]
                }
                inventory.groups[place].setRules(start..<all.count, direction)
            }
        }
        inventory.rules = all
        return inventory
    }
}

/// The rules of one group while they are edited, each found by what it lets through.
private struct EditedRules {
    private var rules: [Rule?]
    private var places: [EditedRule.Flow: [Int]]

    init(_ rules: [Rule], of inventory: Inventory) {
        self.rules = rules
        places = Dictionary(grouping: rules.indices) { place in
            let rule = rules[place]
            return EditedRule.Flow(
                identity: inventory.identity(of: rule), isStale: inventory.reference(of: rule.peer)?.isStale ?? false,
                isContested: rule.isContested)
        }
    }

    /// Those that are left, in their order.
    var left: [Rule] { rules.compactMap { $0 } }

    func has(_ flow: EditedRule.Flow) -> Bool { places[flow] != nil }

    mutating func remove(_ flow: EditedRule.Flow) {
        for place in places.removeValue(forKey: flow) ?? [] { rules[place] = nil }
    }

    mutating func add(_ rule: Rule, _ flow: EditedRule.Flow) {
        places[flow] = [rules.count]
        rules.append(rule)
    }
}

extension Inventory {
    /// A rule as an edit tells it.
    ///
    /// `group` and `identity` say by which ids it is meant.
    public func edited(_ rule: Rule, of group: String, as identity: RuleIdentity<EndIdentity>) -> EditedRule {
        EditedRule(
            group: group, identity, description: self[rule.description], isStale: reference(of: rule.peer)?.isStale ?? false,
            doubt: rule.isContested ? reason(of: rule.doubt) ?? "" : nil)
    }
}
