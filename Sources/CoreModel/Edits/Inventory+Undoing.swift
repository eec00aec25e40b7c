/// What takes edits back, and whether they are made already.
extension Inventory {
    /// The edits that take one back once it is laid over this inventory: none where it changes nothing here, nil where no edit does it.
    ///
    /// Complexity: linear in the rules of its group, or in the parts of what it changes.
    public func undoing(_ edit: Edit) -> [Edit]? {
        switch edit {
        case .add(let rule): return edited(like: rule).isEmpty ? [.remove(rule)] : []
        case .remove(let rule): return edited(like: rule).prefix(1).map { .add($0) }
        case .change(let old, let new):
            let (was, stands) = (edited(like: old).first, !edited(like: new).isEmpty)
            if old.flow == new.flow { return was.map { [.change(new, to: $0)] } ?? [.remove(new)] }
            guard let was else { return stands ? [] : [.remove(new)] }
            return stands ? [.add(was)] : [.change(new, to: was)]
        case .addGroup(let group): return self.group(id: group.id) == nil ? [.removeGroup(id: group.id)] : []
        case .removeGroup(let id):
            guard let group = self.group(id: id), self[group].knowledge != .absent else { return [] }
            return undoingRemoval(of: group)
        case .attach(let group, let interface):
            return carries(group, interface) == false ? [.detach(group: group, interface: interface)] : []
        case .detach(let group, let interface):
            return carries(group, interface) == true ? [.attach(group: group, interface: interface)] : []
        case .network(let edit): return undoing(edit)
        }
    }

    /// The edits that take several back once they are laid over this inventory in their order; nil where one of them cannot be.
    public func undoing(_ edits: [Edit]) -> [Edit]? {
        var inventory = self
        var back: [Edit] = []
        for edit in edits {
            guard let own = inventory.undoing(edit) else { return nil }
            back = own + back
            inventory = inventory.applying([edit])
        }
        return back
    }

    /// Whether an edit changes nothing here, since somebody made it.
    public func isMade(_ edit: Edit) -> Bool {
        switch edit {
        case .add(let rule): return !edited(like: rule).isEmpty
        case .remove(let rule): return edited(like: rule).isEmpty
        case .change(let old, let new):
            let stands = edited(like: new)
            // Where the words alone change, they are what is made.
            if old.flow == new.flow { return stands.contains { $0.description == new.description } }
            return !stands.isEmpty && edited(like: old).isEmpty
        case .addGroup(let group): return self.group(id: group.id).map { self[$0].knowledge != .absent } ?? false
        case .removeGroup(let id): return self.group(id: id).map { self[$0].knowledge == .absent } ?? true
        case .attach(let group, let interface): return carries(group, interface) == true
        case .detach(let group, let interface): return carries(group, interface) != true
        case .network:
            let after = applying([edit])
            return after.topology == topology && after.interfaces == interfaces && after.subnets == subnets && after.vpcs == vpcs
        }
    }

    /// The rules that let the same through as an edited one, as edits tell them; nearly always one, or none.
    private func edited(like rule: EditedRule) -> [EditedRule] {
        guard let group = group(id: rule.group) else { return [] }
        return rules(of: group, rule.identity.direction).map { self[$0] }.filter { identity(of: $0) == rule.identity }
            .map { edited($0, of: rule.group, as: rule.identity) }.filter { $0.flow == rule.flow }
    }

    /// Whether an interface carries a group; nil where there is no such interface.
    private func carries(_ group: String, _ interface: String) -> Bool? {
        guard let id = texts.named(interface), let own = interfaces.first(where: { $0.id == id }) else { return nil }
        return self.group(id: group).map(own.groups.contains) ?? false
    }

    private func undoingRemoval(of group: GroupIndex) -> [Edit] {
        let own = self[group]
        let id = self[own.id]
        let new = EditedGroup(
            id: id, name: self[own.name], description: self[own.description], vpc: self[own.vpc],
            knowledge: [.ingress: own.ingressKnowledge, .egress: own.egressKnowledge])
        let rules = Direction.allCases.flatMap { self.rules(of: group, $0) }.map { place -> Edit in
            .add(edited(self[place], of: id, as: identity(of: self[place])))
        }
        let worn = interfaces.filter { $0.groups.contains(group) }.map { Edit.attach(group: id, interface: self[$0.id]) }
        return [.addGroup(new)] + rules + worn
    }

    // MARK: The network

    private func undoing(_ edit: NetworkEdit) -> [Edit]? {
        switch edit {
        case .addEntry(let entry):
            let known = entries(entry.acl, entry.direction, entry.number).distinct()
            if known.isEmpty { return [.network(.removeEntry(entry))] }
            // What copies disagree about, or the input leaves open, cannot be put back.
            guard known.count == 1, let was = known[0] else { return nil }
            return was == entry ? [] : [.network(.addEntry(was))]
        case .removeEntry(let entry):
            return self.entry(entry.acl, entry.direction, entry.number) == entry ? [.network(.addEntry(entry))] : []
        case .addRoute(let route), .changeRoute(let route, _):
            var new = route
            if case .changeRoute(_, let target) = edit { new.target = target }
            guard let known = written(new.table, new.destination) else { return [.network(.removeRoute(new))] }
            return known == new ? [] : [.network(.changeRoute(new, to: known.target))]
        case .removeRoute(let route):
            return written(route.table, route.destination) == route ? [.network(.addRoute(route))] : []
        case .addTransitRoute(let route):
            guard let known = written(route) else { return [.network(.removeTransitRoute(route))] }
            return known == route ? [] : [.network(.addTransitRoute(known))]
        case .removeTransitRoute(let route): return written(route).map { [.network(.addTransitRoute($0))] } ?? []
        case .associate(let association): return undoing(association)
        case .exclude, .attachGateway, .disableSourceDestinationCheck, .acceptPeering, .associateAttachment, .propagate,
            .addSubnet, .keepReferencesAcross, .keepReferences, .crossZones, .off:
            return isMade(.network(edit)) ? [] : nil
        }
    }

    /// The entry of an ACL with a number; nil where there is none, or the input leaves something of it open.
    public func entry(_ acl: String, _ direction: Direction, _ number: Int) -> EditedEntry? {
        entries(acl, direction, number).first ?? nil
    }

    /// Whether an ACL has an entry with a number, whatever the input tells of it.
    public func hasEntry(_ acl: String, _ direction: Direction, _ number: Int) -> Bool {
        !entries(acl, direction, number).isEmpty
    }

    /// The entries of an ACL with a number, several where copies of it disagree; nil for one that is not told wholly.
    private func entries(_ acl: String, _ direction: Direction, _ number: Int) -> [EditedEntry?] {
        guard let id = texts.named(acl), let place = topology.networkACLs.firstIndex(where: { $0.id == id }) else { return [] }
        let own = topology.networkACLs[place].entries.filter { $0.direction == direction && $0.number == number }
        return own.map { edited($0, of: NetworkACLIndex(place)) }
    }

    /// The route of a table to a destination that is not propagated; nil where there is none.
    public func written(_ table: String, _ destination: EditedRoute.Destination) -> EditedRoute? {
        guard let id = texts.named(table), let place = topology.routeTables.firstIndex(where: { $0.id == id }),
            let known = texts.known(destination)
        else { return nil }
        let own = topology.routeTables[place].routes.first { !$0.origin.isPropagated && $0.destination == known }
        return own.flatMap { edited($0, of: RouteTableIndex(place)) }
    }

    private func written(_ route: EditedTransitRoute) -> EditedTransitRoute? {
        guard let id = texts.named(route.table), let table = topology.transitGatewayTables.first(where: { $0.id == id }),
            let destination = texts.known(route.destination),
            let own = table.routes.first(where: { $0.origin == .written && $0.destination == destination })
        else { return nil }
        let attachment = own.state == .blackhole && own.hops.isEmpty ? nil : own.hops.first.map { self[$0.attachment] }
        return EditedTransitRoute(table: route.table, route.destination, attachment)
    }
}
