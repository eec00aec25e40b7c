import CoreModel

/// What changes need to be there, and what drills take away: nothing of what is off is edited, and nothing brings it back.
extension TrialLine {
    /// The id of a thing that the change is of, among some that are gone; nil where it is of none of them.
    func thing(among gone: Set<String>) -> String? {
        if gone.isEmpty { return nil }
        return (edits.flatMap(\.needed) + (drill?.ids ?? [])).first(where: gone.contains)
    }
}

extension TrialLine.Drill {
    /// The ids, or the name of a zone, of what is taken away.
    fileprivate var ids: [String] {
        switch self {
        case .group(let id), .zone(let id), .subnet(let id), .component(let id): [id]
        case .interfaces(let ids): ids
        }
    }

    /// The ids of what is gone: what stands in a subnet or a zone goes with it.
    func gone(from inventory: Inventory) -> [String] {
        switch self {
        case .group, .component, .interfaces: return ids
        case .zone(let place), .subnet(let place):
            let own = inventory.subnets.filter { subnet in
                [subnet.id, subnet.zone, subnet.zoneID].contains { inventory[$0] == place }
            }
            let subnets = Set(own.map(\.id)).subtracting([.none])
            let interfaces = inventory.interfaces.filter { subnets.contains($0.subnet) }.map(\.id)
            let gateways = inventory.topology.natGateways.filter { subnets.contains($0.subnet) }.map(\.id)
            return ids + (Array(subnets) + interfaces + gateways).map { inventory[$0] }
        }
    }
}

extension Edit {
    /// The ids of what has to be there so that it can be made.
    fileprivate var needed: [String] {
        switch self {
        case .add(let rule), .change(_, let rule): [rule.group, rule.identity.peer.group].compactMap { $0 }
        case .attach(let group, let interface): [group, interface]
        case .network(let edit): edit.needed
        case .remove, .addGroup, .removeGroup, .detach: []
        }
    }
}

extension NetworkEdit {
    fileprivate var needed: [String] {
        switch self {
        case .addEntry(let entry), .removeEntry(let entry): [entry.acl]
        case .addRoute(let route): [route.table, route.target.id]
        case .changeRoute(let route, let target): [route.table, target.id]
        case .removeRoute(let route): [route.table]
        case .attachGateway(let id, let vpc): [id, vpc]
        case .exclude(let id, _), .disableSourceDestinationCheck(let id), .acceptPeering(let id), .keepReferencesAcross(let id),
            .crossZones(let id), .off(let id):
            [id]
        case .associate(let association): [association.interface]
        case .associateAttachment(let attachment, let table), .propagate(let attachment, let table):
            [attachment.id, attachment.gateway, table]
        case .keepReferences(let attachment): [attachment.id, attachment.gateway]
        case .addSubnet(let subnet, let attachment): [subnet, attachment.id, attachment.gateway]
        case .addTransitRoute(let route), .removeTransitRoute(let route): [route.table, route.attachment].compactMap { $0 }
        }
    }
}
