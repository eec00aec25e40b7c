import CoreModel
import Reachability
import Words

extension InventoryDiff {
    /// A difference as edits of the earlier reading.
    public struct Edits: Sendable {
        /// The edits, those of groups first.
        public let edits: [Edit]
        /// What differs and no edit says: attributes, entries of prefix lists, states.
        public let unsaid: [String]
    }

    /// What makes the later reading of the earlier one: groups, rules, what interfaces carry, entries of ACLs and routes that somebody wrote,
    /// and what is accepted, attached or set of the rest: see ``SettingEdits``.
    ///
    /// What `taken` says to be taken away on trial is off. Complexity: linear in both readings.
    public static func edits(from before: Analyzer, to after: Analyzer, without taken: TakenAway? = nil) -> Edits {
        let groups = GroupDifferences(before: before.inventory, after: after.inventory, gone: taken?.interfaces ?? [])
        let network = NetworkEdits(before.inventory, after.inventory)
        let names = DiffNames(before: before, after: after, groups.matching)
        var unsaid = groups.groups.flatMap { change in
            change.attributes.map { "the \($0.attribute.rawValue) of \(names.name(change.group)), now \"\($0.after)\"" }
        }
        unsaid += groups.lists.map { "the entries of \($0.name.isEmpty ? $0.id : $0.name)" }
        let made = joins(before.inventory, after.inventory) + SettingEdits(before.inventory, after.inventory).edits
        // What a thing differs in beyond that is still there once it is made.
        let base = made.isEmpty ? before.inventory : before.inventory.applying(made)
        unsaid += NetworkDifferences(base, after.inventory).changes.compactMap { change in
            // Entries and routes are edits too; all else of the network is not.
            return change.kind == .changed && network.says(change)
                ? nil : "\(change.thing.rawValue) \(change.name) \(change.kind.rawValue)"
        }
        return Edits(edits: groups.edits + made + network.edits, unsaid: unsaid)
    }

    /// Peering connections that were accepted, and gateways that were attached.
    private static func joins(_ before: Inventory, _ after: Inventory) -> [Edit] {
        let waiting = before.topology.peeringConnections.filter {
            $0.state.works != true && before.waitsToBeAccepted($0.state)
        }
        let peerings = Set(waiting.map { before[$0.id] })
        let accepted = after.topology.peeringConnections.filter { $0.state.works == true && peerings.contains(after[$0.id]) }
        let free = Set(before.topology.gateways.filter { $0.attachments == [] }.map { before[$0.id] })
        let attached = after.topology.gateways.compactMap { gateway -> Edit? in
            guard free.contains(after[gateway.id]), let own = gateway.attachments, own.count == 1, own[0].state.works == true
            else { return nil }
            return .network(.attachGateway(after[gateway.id], vpc: after[own[0].vpc]))
        }
        return accepted.map { Edit.network(.acceptPeering(after[$0.id])) } + attached
    }
}

/// Entries and routes that differ, as edits.
private struct NetworkEdits {
    private(set) var edits: [Edit] = []
    private let changed: Set<String>
    /// What ACLs and tables have beside entries and routes in either reading, as texts of the network have it; by their ids.
    private let associations: [String: Set<String>]
    /// The tables that gateway endpoints get and lose, as texts of the network have them: "in private"; by the endpoints' ids.
    private let tables: [String: Set<String>]

    init(_ before: Inventory, _ after: Inventory) {
        var changed: Set<String> = []
        var associations: [String: Set<String>] = [:]
        var ofEndpoints: [String: Set<String>] = [:]
        let facts = (was: NetworkFacts(of: before), now: NetworkFacts(of: after))
        let acls = Dictionary(before.topology.networkACLs.indices.map { (before[before.topology.networkACLs[$0].id], $0) }) {
            first, _ in first
        }
        for (place, acl) in after.topology.networkACLs.enumerated() where !acl.isAssumed {
            guard let old = acls[after[acl.id]] else { continue }
            associations[after[acl.id]] = Set(
                facts.was.associations(before.topology.networkACLs[old]) + facts.now.associations(acl))
            let was = before.topology.networkACLs[old].entries.compactMap { before.edited($0, of: NetworkACLIndex(old)) }
            let now = acl.entries.compactMap { after.edited($0, of: NetworkACLIndex(place)) }
            let own = Self.entries(was, now)
            if !own.isEmpty { changed.insert(after[acl.id]) }
            edits += own
        }
        let tables = Dictionary(before.topology.routeTables.indices.map { (before[before.topology.routeTables[$0].id], $0) }) {
            first, _ in first
        }
        for (place, table) in after.topology.routeTables.enumerated() where !table.isAssumed {
            guard let old = tables[after[table.id]] else { continue }
            associations[after[table.id]] = Set(
                facts.was.associations(before.topology.routeTables[old]) + facts.now.associations(table))
            func written(_ inventory: Inventory, _ place: Int) -> [EditedRoute] {
                inventory.topology.routeTables[place].routes.filter { !$0.origin.isPropagated && $0.target.kind != .local }
                    .compactMap { inventory.edited($0, of: RouteTableIndex(place)) }
            }
            let (was, now) = (written(before, old), written(after, place))
            let own = Self.routes(was, now)
            if !own.isEmpty { changed.insert(after[table.id]) }
            edits += own
            for route in Set(was).symmetricDifference(now) where route.target.kind == .vpcEndpoint {
                let names = [
                    NetworkNames(before).name(before.topology.routeTables[old].id), NetworkNames(after).name(table.id),
                ]
                ofEndpoints[route.target.id, default: []].formUnion(names.map { "in \($0)" })
            }
        }
        (self.changed, self.associations, self.tables) = (changed, associations, ofEndpoints)
    }

    /// Whether all that differs of an ACL, a table or a gateway endpoint is said by edits: associations with subnets are not.
    func says(_ change: InventoryDiff.NetworkChange) -> Bool {
        let parts = change.added + change.removed
        switch change.thing {
        case .endpoint: return tables[change.id]?.isSuperset(of: parts) ?? false
        case .networkACL, .routeTable:
            return changed.contains(change.id) && associations[change.id, default: []].isDisjoint(with: parts)
        default: return false
        }
    }

    private static func entries(_ was: [EditedEntry], _ now: [EditedEntry]) -> [Edit] {
        struct Key: Hashable {
            var direction: Direction
            var number: Int
        }
        let numbers = Set(now.map { Key(direction: $0.direction, number: $0.number) })
        let gone = was.filter { !numbers.contains(Key(direction: $0.direction, number: $0.number)) }
        let known = Set(was)
        // One that comes takes the place of one with its number.
        return gone.map { .network(.removeEntry($0)) } + now.filter { !known.contains($0) }.map { .network(.addEntry($0)) }
    }

    private static func routes(_ was: [EditedRoute], _ now: [EditedRoute]) -> [Edit] {
        let old = Dictionary(was.map { ($0.destination, $0) }) { first, _ in first }
        let destinations = Set(now.map(\.destination))
        let gone = was.filter { !destinations.contains($0.destination) }
        return gone.map { .network(.removeRoute($0)) }
            + now.compactMap { route in
                guard let known = old[route.destination] else { return .network(.addRoute(route)) }
                return known == route ? nil : .network(.changeRoute(known, to: route.target))
            }
    }
}
