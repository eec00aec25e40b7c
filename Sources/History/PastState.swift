import CoreModel
import Events

/// What an inventory was at an earlier time where that differs from what was read: the steps since then, taken back.
struct PastState {
    /// What became of a rule that was read, or that was not.
    enum RuleState {
        case there(RecordedRule)
        case absent
    }

    enum GroupState {
        case there(EditedGroup?, ChangeEdit.KnownRules)
        /// It did not exist, and who made it later, or unmade it before.
        case absent(Change)
    }

    enum Known<Value> {
        case there(Value)
        case absent
        case open
    }

    var rules: [Ledger.RuleKey: RuleState] = [:]
    var openRules: [String: Set<Direction>] = [:]
    var groups: [String: GroupState] = [:]
    var entries: [Ledger.EntryKey: Known<RecordedEntry>] = [:]
    var routes: [Ledger.RouteKey: Known<EditedTarget>] = [:]
    var carried: [String: Known<[String]>] = [:]
    /// Interfaces that came later.
    var later: Set<String> = []
    /// Entries of prefix lists by whether they were there, where a record tells.
    var listEntries: [String: [IPNetwork: Bool]] = [:]
    /// Prefix lists of which no record tells the entries.
    var openLists: Set<String> = []
    var facts: [PastFact] = []
    /// The calls that are not followed, each once, in order of their names.
    var unfollowed: Set<String> = []
    /// The calls of which no record tells what they deleted.
    var opened: Set<String> = []
    var opensMainUse = false

    /// Takes a step back.
    mutating func undo(_ step: TimeLine.Step) {
        for edit in step.change.edits.reversed() { undo(edit, of: step.change) }
        for aside in step.asides.reversed() { undo(aside, step.change) }
    }

    /// Lets a step happen, of which what was read has nothing yet.
    mutating func redo(_ step: TimeLine.Step) {
        for edit in step.change.edits { redo(edit, of: step.change) }
        for aside in step.asides { redo(aside, step.change) }
    }

    private mutating func redo(_ edit: ChangeEdit, of change: Change) {
        switch edit.subject {
        case .rule(let named, let before, let after):
            if let before, let identity = before.identity {
                rules[Ledger.RuleKey(group: before.group, identity: identity)] = .absent
            }
            if let after, let identity = after.identity {
                rules[Ledger.RuleKey(group: after.group, identity: identity)] = .there(after)
            } else if edit.operation != .remove || before == nil {
                open(named)
            }
        case .entry(let acl, let direction, let number, _, let after):
            let key = Ledger.EntryKey(acl: acl, direction: direction, number: number)
            entries[key] = edit.operation == .remove ? .absent : after.map { .there($0) } ?? .open
        case .route(let table, let destination, _, let after):
            let key = Ledger.RouteKey(table: table, destination: destination)
            routes[key] = edit.operation == .remove ? .absent : after.map { .there($0) } ?? .open
        case .attachment(let interface, _, let after):
            if edit.operation == .remove { return }
            carried[interface] = after.map { .there($0) } ?? .open
        case .listEntry(let list, let before, let after): note(list, gone: before, there: after)
        // What stands beside the edits tells it.
        case .use: break
        case .group(let id, _, let after, _):
            let own = ChangeEdit.KnownRules(
                rules: [RecordedRule(group: id, .egress, .all, .network(IPNetwork.everything(.v4)), description: "")],
                isComplete: true)
            groups[id] = edit.operation == .remove ? .absent(change) : .there(after, own)
        }
    }

    private mutating func redo(_ aside: Ledger.Aside, _ change: Change) {
        switch aside {
        case .tableUse: opensMainUse = true
        case .came: facts.append(.openInterfaces)
        case .went(let id), .gatewayWent(let id): later.insert(id)
        case .attached(let gateway, let vpc): facts.append(.attached(gateway: gateway, vpc: vpc))
        case .detached(let gateway, let vpc): facts.append(.detached(gateway: gateway, vpc: vpc))
        // What was read has it, and whoever stood there went before.
        case .subnetWent: if let event = change.event { unfollowed.insert(event) }
        case .openACLUse, .openTableUse, .openMainUse, .someRule, .unfollowed: undo(aside, change)
        }
    }

    private mutating func undo(_ edit: ChangeEdit, of change: Change) {
        switch edit.subject {
        case .rule(let named, let before, let after):
            if let after, let identity = after.identity {
                rules[Ledger.RuleKey(group: after.group, identity: identity)] = .absent
            }
            if let before, let identity = before.identity {
                rules[Ledger.RuleKey(group: before.group, identity: identity)] = .there(before)
            } else if edit.operation != .add {
                // What only got another description was there as it is.
                if edit.describes {
                    if let after, let identity = after.identity {
                        rules[Ledger.RuleKey(group: after.group, identity: identity)] = .there(after)
                    }
                    return
                }
                open(named)
            } else if after == nil {
                open(named)
            }
            if edit.operation == .change, after?.identity == nil { open(named) }
        case .entry(let acl, let direction, let number, let before, _):
            let key = Ledger.EntryKey(acl: acl, direction: direction, number: number)
            entries[key] = edit.operation == .add ? .absent : before.map { .there($0) } ?? .open
        case .route(let table, let destination, let before, _):
            let key = Ledger.RouteKey(table: table, destination: destination)
            routes[key] = edit.operation == .add ? .absent : before.map { .there($0) } ?? .open
        case .attachment(let interface, let before, _):
            if edit.operation != .change { return }
            carried[interface] = before.map { .there($0) } ?? .open
        case .listEntry(let list, let before, let after): note(list, gone: after, there: before)
        case .use: break
        case .group(let id, let before, let after, let known):
            groups[id] = edit.operation == .remove ? .there(before, known) : after == nil ? nil : .absent(change)
        }
    }

    /// Which entry was not there, or was; where neither is told, the list may have had any.
    private mutating func note(_ list: String, gone: IPNetwork?, there: IPNetwork?) {
        if gone == nil, there == nil { openLists.insert(list) }
        if let gone { listEntries[list, default: [:]][gone] = false }
        if let there { listEntries[list, default: [:]][there] = true }
    }

    private mutating func open(_ rule: RecordedRule) {
        let directions = rule.direction.map { [$0] } ?? Direction.allCases
        openRules[rule.group, default: []].formUnion(directions)
    }

    private mutating func undo(_ aside: Ledger.Aside, _ change: Change) {
        switch aside {
        case .tableUse(let subnet, let before): facts.append(.tableUse(subnet: subnet, table: before))
        case .openACLUse(let acl): facts.append(.openACLUse(acl: acl))
        case .openTableUse(let table): facts.append(.openTableUse(table: table))
        case .openMainUse: opensMainUse = true
        case .came(let id): later.insert(id)
        case .went: facts.append(.openInterfaces)
        case .someRule(let group): openRules[group, default: []].formUnion(Direction.allCases)
        case .attached(let gateway, let vpc): facts.append(.detached(gateway: gateway, vpc: vpc))
        case .detached(let gateway, let vpc): facts.append(.attached(gateway: gateway, vpc: vpc))
        case .gatewayWent(let id):
            // AWS deletes these only where they are attached to nothing, and tells that apart.
            // Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html and
            // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnGateway.html
            if id.hasPrefix("igw-") || id.hasPrefix("vgw-") { return }
            facts.append(.openGateway(id))
            if let event = change.event { opened.insert(event) }
        case .subnetWent:
            facts.append(.openSubnets)
            if let event = change.event { opened.insert(event) }
        case .unfollowed: if let event = change.event { unfollowed.insert(event) }
        }
    }

    // MARK: Laying it over

    /// The inventory as it was, with what it is of a time.
    ///
    /// `told` is what the records up to then say of rules: where what was read says otherwise, and no record why, that is a doubt.
    func inventory(_ inventory: Inventory, asOf time: String, told: [Ledger.RuleKey: RecordedRule?]) -> Inventory {
        var result = inventory.applying(groupEdits(inventory))
        result = result.applying(ruleEdits(result))
        result = result.applying(doubts(result, told))
        result = result.applying(networkEdits)
        return result.past(asOf: time, allFacts(inventory))
    }

    private func groupEdits(_ inventory: Inventory) -> [Edit] {
        groups.sorted { $0.key < $1.key }.flatMap { id, state -> [Edit] in
            switch state {
            case .absent: return [.removeGroup(id: id)]
            case .there(let group, let known):
                let isThere = inventory.group(id: id).map { inventory[$0].knowledge != .absent } ?? false
                if isThere { return [] }
                let knowledge: GroupKnowledge = known.isComplete ? .complete : .partial
                var own = group ?? EditedGroup(id: id, name: "")
                own.knowledge = [.ingress: knowledge, .egress: knowledge]
                return [.addGroup(own)] + known.rules.compactMap(\.edited).map(Edit.add)
            }
        }
    }

    private func ruleEdits(_ inventory: Inventory) -> [Edit] {
        let gone = Set(groups.compactMap { id, state in if case .absent = state { id } else { nil } })
        var edits: [Edit] = []
        for (key, state) in rules.sorted(by: { $0.key.group < $1.key.group }) where !gone.contains(key.group) {
            // Rules of a group that is gone by now went with it; a group that no input has stays unknown.
            guard inventory.group(id: key.group) != nil else { continue }
            switch state {
            case .absent: edits.append(.remove(EditedRule(group: key.group, key.identity)))
            case .there(let rule):
                if let edited = rule.edited { edits += [.remove(edited), .add(edited)] }
            }
        }
        return edits
    }

    private func doubts(_ inventory: Inventory, _ told: [Ledger.RuleKey: RecordedRule?]) -> [Edit] {
        var edits: [Edit] = []
        for (key, rule) in told.sorted(by: { $0.key.group < $1.key.group }) {
            guard let group = inventory.group(id: key.group), inventory[group].knowledge(key.identity.direction) != .absent else {
                continue
            }
            let plain = EditedRule(group: key.group, key.identity, description: rule?.description ?? "")
            let isThere = inventory.isMade(.add(plain))
            if isThere == (rule != nil) { continue }
            var doubtful = plain
            doubtful.doubt =
                isThere
                ? "an unrecorded return of a rule that an event took away"
                : "an unrecorded removal of a rule that an event brought"
            edits += isThere ? [.remove(plain), .add(doubtful)] : [.add(doubtful)]
        }
        return edits
    }

    private var networkEdits: [Edit] {
        var edits = later.sorted().map { Edit.network(.off($0)) }
        for (key, state) in entries {
            let plain = EditedEntry(
                acl: key.acl, key.direction, key.number, .allow, .all, IPNetwork.everything(.v4))
            switch state {
            case .absent: edits += [.network(.addEntry(plain)), .network(.removeEntry(plain))]
            case .there(let entry): if let own = entry.edited { edits.append(.network(.addEntry(own))) }
            case .open: break
            }
        }
        for (key, state) in routes {
            let plain = EditedRoute(table: key.table, key.destination, EditedTarget(.none))
            switch state {
            // Whatever leads there goes: it is told by its destination alone.
            case .absent: edits += [.network(.addRoute(plain)), .network(.removeRoute(plain))]
            case .there(let target):
                edits.append(.network(.addRoute(EditedRoute(table: key.table, key.destination, target))))
            case .open: break
            }
        }
        return edits
    }

    private func allFacts(_ inventory: Inventory) -> [PastFact] {
        var all = facts
        for (group, directions) in openRules { all += directions.map { .openRules(group: group, $0) } }
        for case (let key, .there(let rule)) in rules {
            if let id = rule.id, let edited = rule.edited { all.append(.ruleID(id, of: edited)) }
            _ = key
        }
        for (key, state) in entries {
            switch state {
            case .open: all.append(.openEntry(acl: key.acl, key.direction, number: key.number))
            case .there(let entry) where entry.edited == nil:
                all.append(.openEntry(acl: key.acl, key.direction, number: key.number))
            case .there, .absent: break
            }
        }
        for case (let key, .open) in routes { all.append(.openRoute(table: key.table, key.destination)) }
        for (interface, state) in carried where !later.contains(interface) {
            switch state {
            case .there(let groups): all.append(.carried(interface: interface, groups))
            case .open: all.append(.carried(interface: interface, nil))
            case .absent: break
            }
        }
        for id in openLists.union(listEntries.keys) {
            guard let place = inventory.prefixList(id: id) else { continue }
            let told = listEntries[id] ?? [:]
            let then = inventory.prefixLists[place].entries.map { entries in
                entries.filter { told[$0] != false } + told.filter { $0.value && !entries.contains($0.key) }.keys.sorted()
            }
            all.append(.entries(prefixList: id, openLists.contains(id) ? nil : then))
        }
        if opensMainUse {
            for table in inventory.topology.routeTables where table.isMain {
                all.append(.openTableUse(table: inventory[table.id]))
            }
        }
        return all
    }
}
