import CoreModel

/// What subnets, tables, ACLs and gateways are called: by their Name tags, else by their ids.
struct NetworkNames {
    let inventory: Inventory

    /// A thing by its id.
    func name(_ id: TextID) -> String { inventory[tag(id) ?? id] }

    /// The name with the id in brackets: "isolated (acl-1)"; the id alone where there is no name.
    func nameAndID(_ id: TextID) -> String { tag(id).map { "\(inventory[$0]) (\(inventory[id]))" } ?? inventory[id] }

    func name(_ acl: NetworkACLIndex) -> String { name(inventory.topology[acl].id) }

    func name(_ table: RouteTableIndex) -> String { name(inventory.topology[table].id) }

    /// What a route leads to: "nat-0", "local".
    func name(_ target: RouteTarget) -> String { target.kind == .local ? "local" : name(target.id) }

    /// Where a route leads from: a CIDR, or a prefix list's id.
    func name(_ destination: Route.Destination) -> String {
        switch destination {
        case .network(let network): network.description
        case .prefixList(let id), .unknown(let id): inventory[id]
        }
    }

    private func tag(_ id: TextID) -> TextID? {
        let topology = inventory.topology
        let tag =
            inventory.subnets.first { $0.id == id }?.name ?? topology.networkACLs.first { $0.id == id }?.name
            ?? topology.routeTables.first { $0.id == id }?.name ?? topology.natGateways.first { $0.id == id }?.name
            ?? topology.gateways.first { $0.id == id }?.name ?? inventory.vpcs.first { $0.id == id }?.name
        return tag.flatMap { $0.isNone ? nil : $0 }
    }
}
