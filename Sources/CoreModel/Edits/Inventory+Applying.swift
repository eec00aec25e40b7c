extension Inventory {
    /// The inventory as it is after some edits, in their order.
    ///
    /// What is there already is not added again, and what is not there does not go; a group that only edits of rules name is one of which
    /// only some rules are known. Places of groups and interfaces stay, places of rules do not.
    ///
    /// Complexity: linear in the rules, and for each edit of a rule in those of its group.
    public func applying(_ edits: [Edit]) -> Inventory {
        var editor = InventoryEditor(self)
        for edit in edits { editor.apply(edit) }
        return editor.edited()
    }
}

/// Lays edits over an inventory.
private struct InventoryEditor {
    private var inventory: Inventory
    /// The rules of groups that edits concern, ingress before egress.
    private var rules: [GroupIndex: [Rule]] = [:]
    private var interfaces: [String: Int]

    init(_ inventory: Inventory) {
        self.inventory = inventory
        interfaces = Dictionary(inventory.interfaces.enumerated().map { (inventory[$1.id], $0) }) { first, _ in first }
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
            guard let place = interfaces[interface] else { return }
            let group = group(id)
            if !inventory.interfaces[place].groups.contains(group) { inventory.interfaces[place].groups.append(group) }
        case .detach(let id, let interface):
            guard let place = interfaces[interface], let group = inventory.group(id: id) else { return }
            inventory.interfaces[place].groups.removeAll { $0 == group }
        }
    }

    // MARK: Groups

    /// The group of an id; a new one is known by name only.
    private mutating func group(_ id: String) -> GroupIndex {
        if let known = inventory.group(id: id) { return known }
        let place = GroupIndex(inventory.groups.count)
        let text = inventory.texts.intern(id)
        inventory.groups.append(Group(id: text))
        inventory.groupsByID[text] = place
        return place
    }

    private mutating func add(_ new: EditedGroup) {
        let place = group(new.id)
        var group = inventory[place]
        if group.name.isNone { group.name = inventory.texts.intern(new.name) }
        if group.description.isNone { group.description = inventory.texts.intern(new.description) }
        if group.vpc.isNone { group.vpc = inventory.texts.intern(new.vpc) }
        group.ingressKnowledge = new.knowledge[.ingress] ?? .complete
        group.egressKnowledge = new.knowledge[.egress] ?? .complete
        inventory.groups[Int(place.number)] = group
    }

    private mutating func remove(_ group: GroupIndex) {
        rules[group] = []
        inventory.groups[Int(group.number)].knowledge = .absent
        for place in inventory.interfaces.indices { inventory.interfaces[place].groups.removeAll { $0 == group } }
    }

    // MARK: Rules

    private func own(_ group: GroupIndex) -> [Rule] {
        rules[group] ?? Direction.allCases.flatMap { inventory.rules[inventory[group].rules($0)] }
    }

    /// Whether a rule of the inventory is one that an edit tells.
    private func isSame(_ packed: Rule, _ rule: EditedRule) -> Bool {
        guard packed.direction == rule.identity.direction, packed.traffic == rule.identity.traffic else { return false }
        return rule.isSameFlow(as: inventory.edited(packed, of: rule.group, as: inventory.identity(of: packed)))
    }

    /// A group with its copies that differ: what comes or goes does so in each.
    private func copies(of group: GroupIndex) -> [GroupIndex] {
        let id = inventory[inventory[group].id]
        let copies = (1...).lazy.map { inventory.group(id: "\(id)#\($0)") }.prefix { $0.map { inventory[$0].isCopy } ?? false }
        return [group] + copies.compactMap { $0 }
    }

    private mutating func remove(_ rule: EditedRule) {
        guard let group = inventory.group(id: rule.group) else { return }
        for copy in copies(of: group) { rules[copy] = own(copy).filter { !isSame($0, rule) } }
    }

    private mutating func add(_ rule: EditedRule) {
        let group = group(rule.group)
        for copy in copies(of: group) { add(rule, to: copy) }
    }

    private mutating func add(_ rule: EditedRule, to group: GroupIndex) {
        if inventory[group].knowledge(rule.identity.direction) == .absent {
            let knowledge = rule.identity.direction == .ingress ? \Group.ingressKnowledge : \Group.egressKnowledge
            inventory.groups[Int(group.number)][keyPath: knowledge] = .partial
        }
        let known = own(group)
        if known.contains(where: { isSame($0, rule) }) { return }
        let packed = Rule(
            group: group, description: inventory.texts.intern(rule.description), direction: rule.identity.direction,
            traffic: rule.identity.traffic, peer: peer(rule), doubt: doubt(rule.doubt))
        rules[group] = known + [packed]
    }

    private mutating func doubt(_ reason: String?) -> Doubt {
        guard let reason else { return .none }
        return reason.isEmpty ? .copies : Doubt(of: reason, in: &inventory.unknowns)
    }

    private mutating func peer(_ rule: EditedRule) -> Peer {
        switch rule.identity.peer {
        case .network(let network):
            if network.version == .v4 {
                return .ipv4(bits: UInt32(truncatingIfNeeded: network.address.bits), prefixLength: UInt8(network.prefixLength))
            }
            return .ipv6(UInt32(place(network, in: \.ipv6Networks) { $0 == network }))
        case .prefixList(let id):
            let text = inventory.texts.intern(id)
            return .prefixList(UInt32(place(PrefixList(id: text), in: \.prefixLists) { $0.id == text }))
        case .group(let id):
            let named = group(id)
            // Over which peering another rule names the group says nothing of this one.
            let identity = inventory.references.first { $0.group == named }?.identity ?? .named
            let reference = GroupReference(group: named, isStale: rule.isStale, identity: identity)
            return .group(
                UInt32(
                    place(reference, in: \.references) {
                        $0.group == named && $0.isStale == rule.isStale && $0.peeringStatus.isNone
                    }))
        }
    }

    /// The place of something, which is added where it is new.
    private mutating func place<Element>(
        _ new: Element, in list: WritableKeyPath<Inventory, [Element]>, where isWanted: (Element) -> Bool
    ) -> Int {
        if let known = inventory[keyPath: list].firstIndex(where: isWanted) { return known }
        inventory[keyPath: list].append(new)
        return inventory[keyPath: list].count - 1
    }

    /// The inventory with the rules of all groups in one run again.
    consuming func edited() -> Inventory {
        if rules.isEmpty { return inventory }
        var all: [Rule] = []
        all.reserveCapacity(inventory.rules.count + rules.count)
        for place in inventory.groups.indices {
            let changed = rules[GroupIndex(place)]
            for direction in Direction.allCases {
                let start = all.count
                if let changed {
                    all += changed.filter { $0.direction == direction }
                } else {
                    all += inventory.rules[inventory.groups[place].rules(direction)]
                }
                if direction == .ingress {
                    inventory.groups[place].ingress = start..<all.count
                } else {
                    inventory.groups[place].egress = start..<all.count
                }
            }
        }
        inventory.rules = all
        return inventory
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
