import CoreModel
import Events

/// What acts of an event come to: edits with what was before them, and what the next acts know.
extension Ledger {
    /// An act that no edit says and that a state of an earlier time rests on all the same.
    enum Aside: Hashable {
        /// A subnet uses this table; `before` is nil where it used the main one.
        case tableUse(subnet: String, before: String?)
        /// Subnets that use this ACL, or this table, by name may have used another.
        case openACLUse(String)
        case openTableUse(String)
        /// Which subnets use the main tables is open.
        case openMainUse
        /// An interface or the interfaces of an instance came or went.
        case came(String)
        case went(String)
        /// Something of a group's rules changed.
        case someRule(String)
        /// A gateway was attached to a VPC, or detached from it.
        case attached(String, vpc: String)
        case detached(String, vpc: String)
        /// A gateway or a NAT gateway went.
        case gatewayWent(String)
        /// A subnet went.
        case subnetWent
        /// Something that is not followed.
        case unfollowed
    }

    mutating func edits(of act: RecordedAct, _ asides: inout [Aside]) -> [ChangeEdit] {
        switch act {
        case .addRule(let rule): return [add(resolved(rule))]
        case .removeRule(let rule): return [remove(resolved(rule))]
        case .changeRule(let rule): return [change(resolved(rule))]
        case .describeRule(let rule): return [describe(resolved(rule))]
        case .changeSomeRule(let group):
            let id = present.groupsByName[group] ?? group
            asides.append(.someRule(id))
            return [ChangeEdit(operation: .change, subject: .rule(named: RecordedRule(group: id, nil), before: nil, after: nil))]
        case .createGroup(let group):
            create(group)
            return [ChangeEdit(operation: .add, subject: .group(id: group.id, before: nil, after: group, rules: .init()))]
        case .deleteGroup(let name): return [delete(present.groupsByName[name] ?? name)]
        case .carry, .createInterface, .carryInstance, .carryOther, .deleteInterface: return attachments(act, &asides)
        case .setEntry(let entry, let replaces): return [set(entry, replaces: replaces)]
        case .removeEntry(let entry):
            let key = EntryKey(acl: entry.acl, direction: entry.direction, number: entry.number)
            let before = entries.removeValue(forKey: key)
            let subject = ChangeEdit.Subject.entry(
                acl: entry.acl, entry.direction, entry.number, before: before, after: nil)
            return [ChangeEdit(operation: .remove, subject: subject)]
        case .setRoute(let route, let replaces):
            let before = routes.updateValue(route.target, forKey: RouteKey(table: route.table, destination: route.destination))
            let subject = ChangeEdit.Subject.route(
                table: route.table, route.destination, before: replaces ? before : nil, after: route.target)
            return [ChangeEdit(operation: replaces ? .change : .add, subject: subject)]
        case .removeRoute(let table, let destination):
            let before = routes.removeValue(forKey: RouteKey(table: table, destination: destination))
            return [ChangeEdit(operation: .remove, subject: .route(table: table, destination, before: before, after: nil))]
        case .changeList(let id, let added, let removed): return change(list: id, added: added, removed: removed)
        case .useACL, .useTable, .useEdgeTable, .reuseTable, .leaveTable:
            let edit = use(act)
            asides += self.asides(of: act)
            return edit.map { [$0] } ?? []
        case .createTable, .deleteTable, .attachGateway, .detachGateway, .deleteGateway, .deleteSubnet, .unfollowed:
            asides += self.asides(of: act)
            return []
        }
    }

    // MARK: Rules

    /// A rule with its group's id, and without what its id tells of another group.
    private func resolved(_ rule: RecordedRule) -> RecordedRule {
        var rule = rule
        if rule.group.isEmpty, let id = rule.id, let own = known(id: id) ?? present.rulesByID[id] { rule.group = own.group }
        if let id = present.groupsByName[rule.group] { rule.group = id }
        if case .group(let name)? = rule.peer, let id = present.groupsByName[name] { rule.peer = .group(id) }
        return rule
    }

    private mutating func add(_ rule: RecordedRule) -> ChangeEdit {
        put(rule)
        return ChangeEdit(operation: .add, subject: .rule(named: rule, before: nil, after: rule.identity == nil ? nil : rule))
    }

    private mutating func remove(_ rule: RecordedRule) -> ChangeEdit {
        var before: RecordedRule?
        if let identity = rule.identity {
            var own = rule
            if let known = self.rule(RuleKey(group: rule.group, identity: identity)) {
                own.id = rule.id ?? known.id
                own.description = known.description
            } else if let known = known(id: rule.id), known.identity == identity {
                own.description = known.description
            }
            before = own
        } else if let known = known(id: rule.id), known.identity != nil {
            before = known
        } else if let id = rule.id, let known = present.rulesByID[id], known.identity != nil {
            // What was read has it still: it was read before.
            before = known
        }
        if let before { take(before) }
        return ChangeEdit(operation: .remove, subject: .rule(named: rule, before: before, after: nil))
    }

    private mutating func change(_ rule: RecordedRule) -> ChangeEdit {
        let before = known(id: rule.id)
        var after = rule
        if let id = rule.id, let own = before?.direction ?? present.rulesByID[id]?.direction { after.direction = own }
        if let before { take(before) }
        put(after)
        return ChangeEdit(operation: .change, subject: .rule(named: after, before: before, after: after))
    }

    private mutating func describe(_ rule: RecordedRule) -> ChangeEdit {
        var known = self.known(id: rule.id)
        if known == nil, let identity = rule.identity { known = self.rule(RuleKey(group: rule.group, identity: identity)) }
        var after = rule
        if let base = known ?? rule.id.flatMap({ present.rulesByID[$0] }) {
            after = base
            after.description = rule.description
        } else if let identity = rule.identity {
            after.id = rule.id ?? present.idsOfRules[RuleKey(group: rule.group, identity: identity)]
        }
        // Until now it may have had any description.
        let before = known?.description == nil ? nil : known
        put(after)
        let isTold = after.identity != nil || after.id != nil
        return ChangeEdit(
            operation: .change, subject: .rule(named: after, before: before, after: isTold ? after : nil), describes: true)
    }

    // MARK: Groups

    private mutating func create(_ group: EditedGroup) {
        groups[group.id] = group
        rules[group.id] = [:]
        wholeGroups.insert(group.id)
        // No event tells the rule that it comes with.
        put(RecordedRule(group: group.id, .egress, .all, .network(IPNetwork.everything(.v4)), description: ""))
    }

    private mutating func delete(_ id: String) -> ChangeEdit {
        let own = rules.removeValue(forKey: id) ?? [:]
        let rules = ChangeEdit.KnownRules(rules: Self.sorted(own.values), isComplete: wholeGroups.remove(id) != nil)
        return ChangeEdit(
            operation: .remove, subject: .group(id: id, before: groups.removeValue(forKey: id), after: nil, rules: rules))
    }

    // MARK: Attachments

    private mutating func attachments(_ act: RecordedAct, _ asides: inout [Aside]) -> [ChangeEdit] {
        switch act {
        case .carry(let interface, let groups): return [carry(interface, groups)]
        case .createInterface(let id, let groups):
            asides.append(.came(id))
            let interfaces = id.hasPrefix("i-") ? present.interfacesOfInstances[id] ?? [id] : [id]
            return interfaces.map { carry($0, groups, isNew: true) }
        case .carryInstance(let id, let groups):
            let own = present.interfacesOfInstances[id] ?? []
            return [carry(own.count == 1 ? own[0] : id, groups)]
        case .carryOther(let owner, let groups):
            // An ARN of a load balancer ends in its name and an id.
            let parts = owner.split(separator: "/")
            let name = parts.count >= 3 ? String(parts[parts.count - 2]) : owner
            let own = present.interfacesOfOwners[name] ?? []
            return own.isEmpty ? [carry(name, groups)] : own.sorted().map { carry($0, groups) }
        case .deleteInterface(let id):
            asides.append(.went(id))
            carried[id] = nil
            return []
        default: return []
        }
    }

    private mutating func carry(_ interface: String, _ groups: [String], isNew: Bool = false) -> ChangeEdit {
        let before = carried.updateValue(groups, forKey: interface)
        return ChangeEdit(
            operation: isNew ? .add : .change,
            subject: .attachment(interface: interface, before: isNew ? nil : before, after: groups))
    }

    // MARK: The network

    private mutating func set(_ entry: RecordedEntry, replaces: Bool) -> ChangeEdit {
        let key = EntryKey(acl: entry.acl, direction: entry.direction, number: entry.number)
        let before = entries.updateValue(entry, forKey: key)
        let subject = ChangeEdit.Subject.entry(
            acl: entry.acl, entry.direction, entry.number, before: replaces ? before : nil, after: entry)
        return ChangeEdit(operation: replaces ? .change : .add, subject: subject)
    }

    /// What a call changed of a prefix list, an edit for each entry: what goes goes first.
    private mutating func change(list id: String, added: [IPNetwork?], removed: [IPNetwork?]) -> [ChangeEdit] {
        if added.isEmpty, removed.isEmpty {
            listEntries[id] = nil
            wholeLists.remove(id)
            return [ChangeEdit(operation: .change, subject: .listEntry(list: id, before: nil, after: nil))]
        }
        var own = listEntries[id] ?? [:]
        var edits: [ChangeEdit] = []
        for entry in removed {
            if let entry { own[entry] = false }
            edits.append(ChangeEdit(operation: .remove, subject: .listEntry(list: id, before: entry, after: nil)))
        }
        for entry in added {
            // One that is there gets another description.
            let isThere = entry.map { own.updateValue(true, forKey: $0) == true } ?? false
            edits.append(
                ChangeEdit(
                    operation: isThere ? .change : .add,
                    subject: .listEntry(list: id, before: isThere ? entry : nil, after: entry)))
        }
        listEntries[id] = own
        return edits
    }

    /// What a call changed of what serves a subnet, as far as records tell; nil of an act that is none of it.
    ///
    /// What `AssociateRouteTable` names had no association: AWS refuses a second one.
    /// Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html and
    /// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    private mutating func use(_ act: RecordedAct) -> ChangeEdit? {
        let use: SubnetUse
        switch act {
        case .useACL(let association, let acl, let new):
            let before = aclUses[association].map { SubnetUse.Server.own($0) }
            use = SubnetUse(
                kind: .networkACL, association: association, becomes: new, before: before, after: .own(acl))
            if let new { aclUses[new] = acl }
        case .useTable(let subnet, let table, let association):
            use = SubnetUse(
                kind: .routeTable, subnet: subnet, becomes: association, before: .main, after: .own(table))
        case .useEdgeTable(let gateway, let table, let association):
            use = SubnetUse(
                kind: .routeTable, subnet: gateway, becomes: association, before: .nothing, after: .own(table))
        case .reuseTable(let association, let table, let new):
            let known = tableUses[association] ?? edgeUses[association].map { (subnet: $0.gateway, table: $0.table) }
            use = SubnetUse(
                kind: .routeTable, subnet: known?.subnet, association: association, becomes: new,
                before: known.map { .own($0.table) }, after: .own(table))
        case .leaveTable(let association):
            let known = tableUses[association]
            let edge = edgeUses[association]
            use = SubnetUse(
                kind: .routeTable, subnet: known?.subnet ?? edge?.gateway, association: association,
                before: (known?.table ?? edge?.table).map { .own($0) }, after: known == nil ? .nothing : .main)
        default: return nil
        }
        return ChangeEdit(operation: .change, subject: .use(use))
    }

    private mutating func asides(of act: RecordedAct) -> [Aside] {
        switch act {
        case .useACL(_, let acl, _): return [.openACLUse(acl)]
        case .useEdgeTable(let gateway, let table, let association):
            if let association { edgeUses[association] = (gateway, table) }
            return [.unfollowed]
        case .reuseTable(let association, let table, let new) where edgeUses[association] != nil:
            if let new, let known = edgeUses[association] { edgeUses[new] = (known.gateway, table) }
            return [.unfollowed]
        case .leaveTable(let association) where edgeUses[association] != nil: return [.unfollowed]
        case .useTable(let subnet, let table, let association):
            if let association { tableUses[association] = (subnet, table) }
            return [.tableUse(subnet: subnet, before: nil)]
        case .reuseTable(let association, let table, let new):
            guard let known = tableUses[association] else { return [.openTableUse(table)] }
            if let new { tableUses[new] = (known.subnet, table) }
            return [.tableUse(subnet: known.subnet, before: known.table)]
        case .leaveTable(let association):
            guard let known = tableUses[association] else { return [.openMainUse] }
            return [.tableUse(subnet: known.subnet, before: known.table)]
        case .attachGateway(let gateway, let vpc): return [.attached(gateway, vpc: vpc)]
        case .detachGateway(let gateway, let vpc): return [.detached(gateway, vpc: vpc)]
        case .deleteGateway(let gateway): return [.gatewayWent(gateway)]
        case .deleteSubnet: return [.subnetWent]
        default: return [.unfollowed]
        }
    }
}
