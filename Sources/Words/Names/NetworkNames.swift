import CoreModel

/// What subnets, tables, ACLs, gateways and other things of the network are called: by their Name tags, else by their ids.
public struct NetworkNames: Sendable {
    let inventory: Inventory
    /// Whether a thing whose name is longer than its id is called by the id.
    var prefersIDs = false

    /// Names for an inventory.
    public init(_ inventory: Inventory) { self.inventory = inventory }

    /// A thing by its id.
    public func name(_ id: TextID) -> String {
        let (own, plain) = (inventory[tag(id) ?? id], inventory[id])
        return prefersIDs && own.count > plain.count ? plain : own
    }

    /// The name with the id in brackets: "isolated (acl-1)"; the id alone where there is no name.
    public func nameAndID(_ id: TextID) -> String { tag(id).map { "\(inventory[$0]) (\(inventory[id]))" } ?? inventory[id] }

    /// An ACL's name; "default" for what a template's VPC comes with.
    public func name(_ acl: NetworkACLIndex) -> String {
        let own = inventory.topology[acl]
        return own.id.isNone && own.isDefault ? "default" : name(own.id)
    }

    /// A route table's name; "main" for what a template's VPC comes with.
    public func name(_ table: RouteTableIndex) -> String {
        let own = inventory.topology[table]
        return own.id.isNone && own.isMain ? "main" : name(own.id)
    }

    /// What a route leads to: "local", "nat-0".
    public func name(_ target: RouteTarget) -> String {
        switch target.kind {
        case .local: "local"
        case .none: "nothing"
        default: target.id.isNone ? "what the input leaves open" : name(target.id)
        }
    }

    /// Where a route leads from: a CIDR, or a prefix list's id.
    public func name(_ destination: Route.Destination) -> String {
        switch destination {
        case .network(let network): network.description
        case .prefixList(let id), .unknown(let id): inventory[id]
        }
    }

    /// A route in one text: "0.0.0.0/0 -> nat-0", "10.0.0.0/16 local".
    public func text(_ route: Route) -> String {
        route.target.kind == .local
            ? "\(name(route.destination)) local" : "\(name(route.destination)) -> \(name(route.target))"
    }

    private func tag(_ id: TextID) -> TextID? {
        let topology = inventory.topology
        let tag =
            inventory.subnets.first { $0.id == id }?.name ?? topology.networkACLs.first { $0.id == id }?.name
            ?? topology.routeTables.first { $0.id == id }?.name ?? topology.natGateways.first { $0.id == id }?.name
            ?? topology.gateways.first { $0.id == id }?.name ?? inventory.vpcs.first { $0.id == id }?.name
            ?? inventory.interfaces.first { $0.id == id }?.name
        return tag.flatMap { $0.isNone ? nil : $0 }
    }
}
