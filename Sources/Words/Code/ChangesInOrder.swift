import CoreModel

/// Changes that are made one after the other, with what each of them finds.
///
/// Only what is changed again needs what it is by then: all that comes before is laid over the inventory at once.
struct ChangesInOrder {
    /// What the change that was reached last finds, as far as that concerns it.
    private(set) var inventory: Inventory
    private var earlier: [Edit] = []
    private var changed: Set<Part> = []

    /// What of an inventory a change is of.
    private enum Part: Hashable {
        case rule(String, RuleIdentity<EndIdentity>)
        case group(String)
        case interface(String)
        case entry(String, Direction, Int)
        case route(String, EditedRoute.Destination)
        case otherNetwork
    }

    /// Begins with what there is before all of them.
    init(_ inventory: Inventory) { self.inventory = inventory }

    /// Goes on to a change; true where it finds another inventory than the one before it.
    mutating func reach(_ edit: Edit) -> Bool {
        // Of a drill nothing is ever made.
        if case .network(.off) = edit { return false }
        let parts = parts(of: edit)
        let isAnother = parts.contains(where: changed.contains)
        if isAnother {
            inventory = inventory.applying(earlier)
            (earlier, changed) = ([], [])
        }
        earlier.append(edit)
        changed.formUnion(parts)
        return isAnother
    }

    private func parts(of edit: Edit) -> [Part] {
        switch edit {
        case .add(let rule), .remove(let rule): [.rule(rule.group, rule.identity)]
        case .change(let old, let new): [.rule(old.group, old.identity), .rule(new.group, new.identity)]
        case .addGroup(let group): [.group(group.id)]
        case .removeGroup(let id): [Part.group(id)] + carriers(id)
        case .attach(_, let interface), .detach(_, let interface):
            [Part.interface(interface)] + others(interface)
        case .network(.addEntry(let entry)), .network(.removeEntry(let entry)):
            [.entry(entry.acl, entry.direction, entry.number)]
        case .network(.addRoute(let route)), .network(.removeRoute(let route)), .network(.changeRoute(let route, _)):
            [.route(route.table, route.destination)]
        case .network(.addTransitRoute(let route)), .network(.removeTransitRoute(let route)):
            [.route(route.table, route.destination)]
        case .network: [.otherNetwork]
        }
    }

    /// The interfaces whose groups are set with those of one.
    private func others(_ id: String) -> [Part] {
        let holder = inventory.interface(id: id).flatMap { inventory.groupHolder(of: $0) }
        return (holder?.interfaces ?? []).map { .interface(inventory[inventory[$0].id]) }
    }

    private func carriers(_ id: String) -> [Part] {
        guard let group = inventory.group(id: id) else { return [] }
        return inventory.interfaces.filter { $0.groups.contains(group) }.map { .interface(inventory[$0.id]) }
    }
}
