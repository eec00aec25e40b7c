import CoreModel

extension Trial {
    /// The ids of what the changes that are on change of the network: ACLs, route tables, gateways, subnets, interfaces with their subnets.
    public var changedThings: Set<TextID> {
        // Two things whose ids are not told are not one.
        let ids = Set(
            edits.flatMap { edit -> [String] in
                if case .network(let own) = edit { own.things } else { [] }
            }
        ).subtracting([""])
        let read = base.inventory
        func isOf(_ ids: Set<String>, _ texts: [TextID]) -> Bool { texts.contains { ids.contains(read[$0]) } }
        var all = ids
        for interface in read.interfaces where isOf(ids, [interface.id, interface.instance]) {
            all.insert(read[interface.subnet])
        }
        for subnet in read.subnets where isOf(ids, [subnet.zone, subnet.zoneID]) { all.insert(read[subnet.id]) }
        var found = Set(all.compactMap { inventory.texts.find($0) })
        found.remove(.none)
        return found
    }
}

extension NetworkEdit {
    /// The ids of what it changes.
    fileprivate var things: [String] {
        switch self {
        case .addEntry(let entry), .removeEntry(let entry): [entry.acl]
        case .addRoute(let route), .removeRoute(let route), .changeRoute(let route, _): [route.table]
        case .exclude(let id, _), .attachGateway(let id, _), .acceptPeering(let id), .keepReferencesAcross(let id),
            .crossZones(let id), .off(let id), .disableSourceDestinationCheck(let id):
            [id]
        case .associate(let association): [association.interface]
        case .associateAttachment(let attachment, _), .propagate(let attachment, _), .keepReferences(let attachment):
            [attachment.gateway]
        case .addTransitRoute(let route), .removeTransitRoute(let route): [route.table]
        case .addSubnet(let subnet, let attachment): [subnet, attachment.gateway]
        }
    }
}
