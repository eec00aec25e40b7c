import CoreModel

/// What is set, given or joined in a network beside entries and routes, as edits of the earlier reading.
///
/// What is turned off, taken away or parted is no edit.
struct SettingEdits {
    private(set) var edits: [Edit] = []
    private let before: Inventory
    private let after: Inventory

    /// Complexity: linear in both readings.
    init(_ before: Inventory, _ after: Inventory) {
        (self.before, self.after) = (before, after)
        exclude()
        interfaces()
        transitGateways()
        transitTables()
        balancers()
    }

    private mutating func add(_ edit: NetworkEdit) { edits.append(.network(edit)) }

    // MARK: Of one VPC

    private mutating func exclude() {
        let (old, new) = (before.topology, after.topology)
        // A reading that tells of none may not tell of any.
        let isTold = !old.accessExclusions.isEmpty || !old.routeTables.isEmpty && !new.routeTables.isEmpty
        guard isTold else { return }
        let places = Set(before.vpcs.map { before[$0.id] } + before.subnets.map { before[$0.id] })
        for own in new.accessExclusions where own.state == .effective && own.mode != .unknown {
            let id = after[own.resource]
            let stands = old.accessExclusions.contains {
                $0.state == .effective && $0.mode == own.mode && before[$0.resource] == id
            }
            if !stands, places.contains(id) { add(.exclude(id, own.mode)) }
        }
    }

    /// What interfaces pass on, and which public addresses they have; what AWS made for something is not changed by anybody else.
    private mutating func interfaces() {
        let olds = Dictionary(before.interfaces.map { (before[$0.id], $0) }) { first, _ in first }
        let allocations = Dictionary(after.topology.publicAddresses.map { ($0.address, after[$0.allocation]) }) { first, _ in
            first
        }
        for own in after.interfaces {
            let id = after[own.id]
            guard let was = olds[id], [.unknown, .instance].contains(was.attachment.kind) else { continue }
            if own.checksSourceDestination == false, was.checksSourceDestination != false {
                add(.disableSourceDestinationCheck(interface: id))
            }
            for pair in own.publicAssociations where !was.publicAssociations.contains(pair) {
                // AWS gives such an address by itself, and nobody else does.
                if own.automaticAddresses.contains(pair.publicAddress) { continue }
                // Which of its addresses it stood for was not told.
                let isOpen =
                    was.publicAddresses.contains(pair.publicAddress)
                    && !was.publicAssociations.contains { $0.publicAddress == pair.publicAddress }
                if isOpen { continue }
                add(
                    .associate(
                        EditedAssociation(
                            pair.publicAddress, allocation: allocations[pair.publicAddress] ?? "", interface: id,
                            privateAddress: pair.privateAddress)))
            }
        }
    }

    // MARK: Transit gateways

    private mutating func transitGateways() {
        let gateways = Dictionary(before.topology.transitGateways.map { (before[$0.id], $0) }) { first, _ in first }
        for own in after.topology.transitGateways where own.keepsReferences == true {
            guard let was = gateways[after[own.id]], was.keepsReferences != true else { continue }
            add(.keepReferencesAcross(gateway: after[own.id]))
        }
        let tables = Set(before.topology.transitGatewayTables.map { before[$0.id] })
        let olds = attachments
        for own in after.topology.transitGatewayAttachments {
            let edited = EditedAttachment(after[own.id], gateway: after[own.gateway])
            guard let was = olds[edited] else { continue }
            if own.keepsReferences == true, was.keepsReferences != true { add(.keepReferences(edited)) }
            // AWS associates one that has a table with no other, until that is taken from it.
            if case .table(let table, let state) = own.association, state.works != false, !Self.isAssociated(was),
                tables.contains(after[table])
            {
                add(.associateAttachment(edited, table: after[table]))
            }
            let known = Set((was.subnets ?? []).map { before[$0] })
            let all = (own.subnets ?? []).map { after[$0] }
            // A zone's other subnet comes only where its first one goes, which no edit says.
            guard was.subnets != nil, known.isSubset(of: all) else { continue }
            for subnet in all where !known.contains(subnet) { add(.addSubnet(subnet, to: edited)) }
        }
    }

    /// The attachments of the earlier reading.
    private var attachments: [EditedAttachment: TransitGatewayAttachment] {
        let all = before.topology.transitGatewayAttachments
        return Dictionary(all.map { (EditedAttachment(before[$0.id], gateway: before[$0.gateway]), $0) }) { first, _ in first }
    }

    private static func isAssociated(_ attachment: TransitGatewayAttachment) -> Bool {
        if case .table(_, let state) = attachment.association { state.works != false } else { false }
    }

    private mutating func transitTables() {
        let olds = Dictionary(before.topology.transitGatewayTables.map { (before[$0.id], $0) }) { first, _ in first }
        let known = attachments
        let ids = Set(known.keys.map(\.id))
        for own in after.topology.transitGatewayTables {
            let id = after[own.id]
            guard let was = olds[id] else { continue }
            // What the earlier reading does not list at all may have been there.
            if was.propagationKnowledge != .absent || own.propagationKnowledge == .absent {
                let there = Set(was.propagations.map { before[$0] })
                for attachment in own.propagations where !there.contains(after[attachment]) {
                    let edited = EditedAttachment(after[attachment], gateway: after[own.gateway])
                    if known[edited] != nil { add(.propagate(edited, table: id)) }
                }
            }
            if was.routeKnowledge != .absent || own.routeKnowledge == .absent { routes(of: id, was, own, ids) }
        }
    }

    /// Written routes that go, come, or lead elsewhere, of those that lead to what is there.
    private mutating func routes(
        of id: String, _ was: TransitGatewayTable, _ own: TransitGatewayTable, _ attachments: Set<String>
    ) {
        let (old, new) = (Self.written(was, id, before), Self.written(own, id, after))
        let staying = Set(own.routes.filter { $0.origin == .written }.compactMap { after.edited($0.destination) })
        for route in old where !staying.contains(route.destination) { add(.removeTransitRoute(route)) }
        for route in new where !old.contains(route) {
            if route.attachment.map(attachments.contains) ?? true { add(.addTransitRoute(route)) }
        }
    }

    /// The routes of a table that somebody wrote, as far as it is told where each leads.
    private static func written(_ table: TransitGatewayTable, _ id: String, _ inventory: Inventory) -> [EditedTransitRoute] {
        let told = table.routes.filter { route in
            let isBlackhole = route.hops.isEmpty && route.state == .blackhole
            return route.origin == .written && route.doubt == .none && (isBlackhole || route.hops.count == 1)
        }
        return told.compactMap { route in
            inventory.edited(route.destination).map {
                EditedTransitRoute(table: id, $0, route.hops.first.map { inventory[$0.attachment] })
            }
        }
    }

    // MARK: Load balancers

    private mutating func balancers() {
        let (old, new) = (before.topology, after.topology)
        let was = Set(
            old.loadBalancers.filter { $0.crossesZones == true }.map { before[$0.id] }
                + old.targetGroups.filter { $0.crossesZones == true }.map { before[$0.id] })
        let there = Set(old.loadBalancers.map { before[$0.id] } + old.targetGroups.map { before[$0.id] })
        let now =
            new.loadBalancers.filter { $0.crossesZones == true }.map { after[$0.id] }
            + new.targetGroups.filter { $0.crossesZones == true }.map { after[$0.id] }
        for id in now where there.contains(id) && !was.contains(id) { add(.crossZones(of: id)) }
    }
}
