import CoreModel

/// One change of the network that takes a blocker away; several together turn a verdict.
public enum NetworkFix: Hashable, Sendable {
    /// An entry comes to a network ACL.
    ///
    /// `overrides` is the number of the entry that denied and that it comes before, nil where none did; `clients` says for whose ports it
    /// is where it lets answers of tcp or udp through.
    case entry(NetworkACLIndex, EditedEntry, overrides: Int?, clients: ClientPorts?)
    /// A route comes to a table, or gets another target: `replaces` is the one that it has.
    case route(RouteTableIndex, destination: Route.Destination, target: RouteTarget, replaces: RouteTarget?)
    /// A subnet, or the VPC of a regional NAT gateway, is excluded from Block Public Access; `replaces` is the exclusion that it has.
    case exclusion(of: TextID, PublicAccessExclusion.Mode, replaces: PublicAccessExclusion?)
    /// An internet gateway that is attached to nothing is attached to a VPC.
    case attach(gateway: TextID, vpc: TextID)
    /// The source/destination check of an interface goes off.
    case checkOff(interface: InterfaceIndex)
    /// A free public address is associated with a private address of an interface.
    case address(IPAddress, allocation: TextID, interface: InterfaceIndex, privateAddress: IPAddress)

    /// The kinds, as JSON names them.
    public enum Kind: String, Hashable, Sendable {
        case entry = "acl-entry"
        case route
        case exclusion = "public-access-exclusion"
        case attachment
        case check = "source-dest-check"
        case address
    }

    /// Its kind.
    public var kind: Kind {
        switch self {
        case .entry: .entry
        case .route: .route
        case .exclusion: .exclusion
        case .attach: .attachment
        case .checkOff: .check
        case .address: .address
        }
    }

    /// The layer that it changes, as JSON names it.
    public var layer: String {
        switch self {
        case .entry: "network-acls"
        case .route, .attach, .checkOff, .address: "routes"
        case .exclusion: "public-access"
        }
    }

    /// The id of what is changed: the ACL, the table, the subnet or VPC, the gateway, the interface.
    public func component(in inventory: Inventory) -> TextID {
        switch self {
        case .entry(let acl, _, _, _): inventory.topology[acl].id
        case .route(let table, _, _, _): inventory.topology[table].id
        case .exclusion(let resource, _, _): resource
        case .attach(let gateway, _): gateway
        case .checkOff(let interface), .address(_, _, let interface, _): inventory[interface].id
        }
    }

    /// The VPC that it is in; none where that is not told.
    public func vpc(in inventory: Inventory) -> TextID {
        switch self {
        case .entry(let acl, _, _, _): inventory.topology[acl].vpc
        case .route(let table, _, _, _): inventory.topology[table].vpc
        case .exclusion(let resource, _, _): inventory.subnets.first { $0.id == resource }?.vpc ?? resource
        case .attach(_, let vpc): vpc
        case .checkOff(let interface), .address(_, _, let interface, _): inventory[interface].vpc
        }
    }

    /// The same as a change of the inventory that the answer is about; nil for a route whose destination is not settled.
    public func edit(in inventory: Inventory) -> Edit? {
        switch self {
        case .entry(_, let entry, _, _): return .network(.addEntry(entry))
        case .route(let table, let destination, let target, let replaced):
            guard let destination = inventory.edited(destination) else { return nil }
            let id = inventory[inventory.topology[table].id]
            let new = EditedTarget(target.kind, inventory[target.id])
            guard let replaced else { return .network(.addRoute(EditedRoute(table: id, destination, new))) }
            let old = EditedRoute(table: id, destination, EditedTarget(replaced.kind, inventory[replaced.id]))
            return .network(.changeRoute(old, to: new))
        case .exclusion(let resource, let mode, _): return .network(.exclude(inventory[resource], mode))
        case .attach(let gateway, let vpc): return .network(.attachGateway(inventory[gateway], vpc: inventory[vpc]))
        case .checkOff(let interface):
            return .network(.disableSourceDestinationCheck(interface: inventory[inventory[interface].id]))
        case .address(let address, let allocation, let interface, let own):
            return .network(
                .associate(
                    EditedAssociation(
                        address, allocation: inventory[allocation], interface: inventory[inventory[interface].id],
                        privateAddress: own)))
        }
    }
}

/// Why no change of the network is offered.
public enum NoNetworkFix: Error, Hashable, Sendable {
    /// A route is needed, and there is nothing of these kinds that it could lead to.
    case noComponent(NeededRoute, [RouteTarget.Kind])
    /// A route is needed, and which of these it should lead to is not for a program to say.
    case severalComponents(NeededRoute, [RouteTarget])
    /// Two ways of what was asked need the same route to lead to different things.
    case contrary(RouteTableIndex, Route.Destination)
    /// What would have to be changed is another account's.
    case foreignAccount(TextID, component: TextID)
    /// No number is free where an entry would have to stand.
    case noFreeNumber(NetworkACLIndex, Direction)
    /// An ACL would have more entries of a direction than AWS takes.
    case tooManyEntries(NetworkACLIndex, Direction, count: Int)
    /// The table of a NAT gateway's own subnet leads to it: clients belong into another subnet, and its route to the internet gateway.
    case natInOwnSubnet(TextID, table: RouteTableIndex?)
    /// For what fails so no change is offered; the id of where it fails, none where it has none.
    case noneOffered(code: String, component: TextID)
    /// After the changes that were found it would still fail so, there.
    case stillFails(code: String, component: TextID)
}

/// A route that would take a blocker away if there were something to lead to.
public struct NeededRoute: Hashable, Sendable {
    /// The VPC.
    public let vpc: TextID
    /// The table that it would stand in; nil where what is needed is no route.
    public let table: RouteTableIndex?
    /// Where it would lead from the address that is asked; nil likewise.
    public let destination: Route.Destination?
    /// The target that the route has now; nil where there is none to that destination.
    public let replaces: RouteTarget?
    /// The subnets of the VPC whose tables lead to its internet gateway, where a NAT gateway can be made.
    public let publicSubnets: [TextID]
}
