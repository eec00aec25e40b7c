import Reachability
import CoreModel

/// What subnets, tables, ACLs, gateways and other things of the network are called: their Name tags, else their ids.
public struct NetworkNames: Sendable {
    let inventory: Inventory

    /// Names for an inventory.
    public init(_ inventory: Inventory) { self.inventory = inventory }

    /// A name tag, else an id.
    private func text(_ name: TextID, _ id: TextID) -> String { inventory[name.isNone ? id : name] }

    /// A subnet's name.
    public func name(subnet id: TextID) -> String {
        text(inventory.subnets.first { $0.id == id }?.name ?? .none, id)
    }

    /// An ACL's name; "default" for the default one without a name of its own.
    public func name(_ acl: NetworkACLIndex) -> String {
        let own = inventory.topology[acl]
        return own.name.isNone && own.isDefault && own.id.isNone ? "default" : text(own.name, own.id)
    }

    /// A route table's name.
    public func name(_ table: RouteTableIndex) -> String {
        let own = inventory.topology[table]
        return text(own.name, own.id)
    }

    /// The name of whatever has an id: a gateway, a NAT gateway, a table, an ACL, a subnet, an interface; else the id.
    public func name(id: TextID) -> String {
        let topology = inventory.topology
        if let gateway = topology.gateways.first(where: { $0.id == id }) { return text(gateway.name, id) }
        if let nat = topology.natGateways.first(where: { $0.id == id }) { return text(nat.name, id) }
        if let table = topology.routeTables.first(where: { $0.id == id }) { return text(table.name, id) }
        if let acl = topology.networkACLs.first(where: { $0.id == id }) { return text(acl.name, id) }
        if let interface = inventory.interfaces.first(where: { $0.id == id }) { return text(interface.name, id) }
        return name(subnet: id)
    }

    /// Where a route sends packets: "local", "nat-0", "gone" where no target is told.
    public func name(_ target: RouteTarget) -> String {
        switch target.kind {
        case .local: "local"
        case .none: "nothing"
        default: target.id.isNone ? "what the input leaves open" : name(id: target.id)
        }
    }

    /// A route's destination: a CIDR, or a prefix list's id.
    public func text(_ destination: Route.Destination) -> String {
        switch destination {
        case .network(let network): network.description
        case .prefixList(let id), .unknown(let id): inventory[id]
        }
    }

    /// A route in one text: "0.0.0.0/0 -> nat-0", "10.0.0.0/16 local".
    public func text(_ route: Route) -> String {
        route.target.kind == .local
            ? "\(text(route.destination)) local" : "\(text(route.destination)) -> \(name(route.target))"
    }
}
