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
    /// A written route goes, so that another one takes its place, which leads to `next`.
    case removal(RouteTableIndex, destination: Route.Destination, target: RouteTarget, next: RouteTarget)
    /// A peering connection that waits for it is accepted.
    case acceptance(peering: TextID)
    /// An attachment that is associated with no table of its transit gateway is associated with this one.
    case association(TransitGatewayAttachmentIndex, TransitGatewayTableIndex)
    /// An attachment propagates its routes to a table of its transit gateway.
    case propagation(TransitGatewayAttachmentIndex, TransitGatewayTableIndex)
    /// A written route comes to a table of a transit gateway, in place of `replaces` where there is one to that destination.
    case transitRoute(
        TransitGatewayTableIndex, destination: Route.Destination, TransitGatewayAttachmentIndex, replaces: TransitGatewayRoute?)
    /// A written route of a transit gateway's table goes, so that another one takes its place.
    case transitRemoval(TransitGatewayTableIndex, TransitGatewayRoute)
    /// An attachment of a VPC gets a subnet of it, in a zone in which it has none.
    case attachmentSubnet(TransitGatewayAttachmentIndex, subnet: TextID)
    /// Rules may name groups across a transit gateway, which is on for its attachments unless somebody turned it off.
    case references(gateway: TextID)
    /// Rules may name groups across an attachment.
    case attachmentReferences(TransitGatewayAttachmentIndex)
    /// The nodes of a load balancer, or those that send to a target group that says so itself, send to the targets of every zone.
    case crossZone(of: TextID)

    /// The kinds, as JSON names them.
    public enum Kind: String, Hashable, Sendable {
        case entry = "acl-entry"
        case route
        case exclusion = "public-access-exclusion"
        case attachment
        case check = "source-dest-check"
        case address
        case removal = "route-removal"
        case acceptance = "peering-acceptance"
        case association = "transit-gateway-association"
        case propagation = "transit-gateway-propagation"
        case transitRoute = "transit-gateway-route"
        case transitRemoval = "transit-gateway-route-removal"
        case attachmentSubnet = "transit-gateway-attachment-subnet"
        case references = "security-group-referencing"
        case crossZone = "cross-zone"

        /// Whether it only lets through what stands where it is, and changes nothing of where packets go.
        var keepsWays: Bool {
            switch self {
            case .entry, .exclusion, .check, .references: true
            case .route, .attachment, .address, .removal, .acceptance, .association, .propagation, .transitRoute,
                .transitRemoval, .attachmentSubnet, .crossZone:
                false
            }
        }
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
        case .removal: .removal
        case .acceptance: .acceptance
        case .association: .association
        case .propagation: .propagation
        case .transitRoute: .transitRoute
        case .transitRemoval: .transitRemoval
        case .attachmentSubnet: .attachmentSubnet
        case .references, .attachmentReferences: .references
        case .crossZone: .crossZone
        }
    }

    /// The layer that it changes, as JSON names it.
    public var layer: String {
        switch self {
        case .entry: "network-acls"
        case .route, .attach, .checkOff, .address, .removal, .acceptance, .association, .propagation, .transitRoute,
            .transitRemoval, .attachmentSubnet, .references, .attachmentReferences:
            "routes"
        case .exclusion: "public-access"
        case .crossZone: "load-balancers"
        }
    }

    /// The id of what is changed: the ACL, the table, the subnet or VPC, the gateway, the attachment, the interface.
    public func component(in inventory: Inventory) -> TextID {
        switch self {
        case .entry(let acl, _, _, _): inventory.topology[acl].id
        case .route(let table, _, _, _), .removal(let table, _, _, _): inventory.topology[table].id
        case .exclusion(let resource, _, _): resource
        case .attach(let gateway, _), .references(let gateway): gateway
        case .crossZone(let id): id
        case .checkOff(let interface), .address(_, _, let interface, _): inventory[interface].id
        case .acceptance(let peering): peering
        case .association(let attachment, _), .attachmentSubnet(let attachment, _), .attachmentReferences(let attachment):
            inventory.topology[attachment].id
        case .propagation(_, let table), .transitRoute(let table, _, _, _), .transitRemoval(let table, _):
            inventory.topology[table].id
        }
    }

    /// The VPC that it is in; none where that is not told, or where it is in none.
    public func vpc(in inventory: Inventory) -> TextID {
        switch self {
        case .entry(let acl, _, _, _): inventory.topology[acl].vpc
        case .route(let table, _, _, _), .removal(let table, _, _, _): inventory.topology[table].vpc
        case .exclusion(let resource, _, _): inventory.subnets.first { $0.id == resource }?.vpc ?? resource
        case .attach(_, let vpc): vpc
        case .checkOff(let interface), .address(_, _, let interface, _): inventory[interface].vpc
        case .acceptance(let peering):
            inventory.topology.peeringConnections.first { $0.id == peering }?.accepter.vpc ?? .none
        case .association(let attachment, _), .attachmentSubnet(let attachment, _), .attachmentReferences(let attachment):
            inventory.topology[attachment].kind == .vpc ? inventory.topology[attachment].resource : .none
        case .propagation, .transitRoute, .transitRemoval, .references: .none
        case .crossZone(let id):
            inventory.topology.loadBalancers.first { $0.id == id }?.vpc
                ?? inventory.topology.targetGroups.first { $0.id == id }?.vpc ?? .none
        }
    }

    /// The account that has to change it, and the region; none of either where that is not told.
    public func scope(in inventory: Inventory) -> Scope {
        let topology = inventory.topology
        func gateway(_ id: TextID) -> Scope {
            topology.transitGateways.first { $0.id == id }.map { Scope(account: $0.owner, region: $0.region) } ?? Scope()
        }
        switch self {
        case .acceptance(let peering):
            let accepter = topology.peeringConnections.first { $0.id == peering }?.accepter
            let known = inventory.scope(ofVpc: accepter?.vpc ?? .none)
            var scope = Scope(account: accepter?.owner ?? .none, region: accepter?.region ?? .none)
            if scope.account.isNone { scope.account = known.account }
            if scope.region.isNone { scope.region = known.region }
            return scope
        case .references(let id): return gateway(id)
        case .association(_, let table), .propagation(_, let table), .transitRoute(let table, _, _, _),
            .transitRemoval(let table, _):
            return gateway(topology[table].gateway)
        case .attachmentSubnet(let attachment, _), .attachmentReferences(let attachment):
            let own = topology[attachment]
            var scope = inventory.scope(ofVpc: own.resource)
            if scope.account.isNone { scope.account = own.resourceOwner }
            if scope.region.isNone { scope.region = gateway(own.gateway).region }
            return scope
        case .entry, .route, .exclusion, .attach, .checkOff, .address, .removal, .crossZone:
            return inventory.scope(ofVpc: vpc(in: inventory))
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
        case .removal(let table, let destination, let target, _):
            let target = EditedTarget(target.kind, inventory[target.id])
            return inventory.edited(destination).map {
                .network(.removeRoute(EditedRoute(table: inventory[inventory.topology[table].id], $0, target)))
            }
        case .acceptance(let peering): return .network(.acceptPeering(inventory[peering]))
        case .association(let attachment, let table):
            return .network(.associateAttachment(inventory.edited(attachment), table: inventory[inventory.topology[table].id]))
        case .propagation(let attachment, let table):
            return .network(.propagate(inventory.edited(attachment), table: inventory[inventory.topology[table].id]))
        case .transitRoute(let table, let destination, let attachment, _):
            let id = inventory[inventory.topology[attachment].id]
            return inventory.edited(destination).map {
                .network(.addTransitRoute(EditedTransitRoute(table: inventory[inventory.topology[table].id], $0, id)))
            }
        case .transitRemoval(let table, let route):
            let id = route.hops.first.map { inventory[$0.attachment] }
            return inventory.edited(route.destination).map {
                .network(.removeTransitRoute(EditedTransitRoute(table: inventory[inventory.topology[table].id], $0, id)))
            }
        case .attachmentSubnet(let attachment, let subnet):
            return .network(.addSubnet(inventory[subnet], to: inventory.edited(attachment)))
        case .references(let gateway): return .network(.keepReferencesAcross(gateway: inventory[gateway]))
        case .attachmentReferences(let attachment): return .network(.keepReferences(inventory.edited(attachment)))
        case .crossZone(let id): return .network(.crossZones(of: inventory[id]))
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
    /// Two ways of what was asked need the same route of a transit gateway's table to lead to different things.
    case contraryTransit(TransitGatewayTableIndex, Route.Destination)
    /// A route is needed in a table that no input has, which no command can name: the one that this VPC comes with.
    case tableNotInInput(vpc: TextID)
    /// What would have to be changed is another account's.
    case foreignAccount(TextID, component: TextID)
    /// No number is free where an entry would have to stand.
    case noFreeNumber(NetworkACLIndex, Direction)
    /// An ACL would have more entries of a direction than AWS takes.
    case tooManyEntries(NetworkACLIndex, Direction, count: Int)
    /// What comes to an internet gateway from a subnet whose table leads there has no public address, and another target of that route would
    /// cut off others; `isForNat` is whether a NAT gateway would carry it.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    case noPublicAddress(IPAddress, table: RouteTableIndex, gateway: TextID, isForNat: Bool)
    /// What no NAT gateway carries comes from an address without a public one, and no route of its table leads to the internet.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    case notForNat(IPAddress, table: RouteTableIndex)
    /// The only public address that is free would have to go to several interfaces.
    case oneFreeAddress(IPAddress)
    /// A NAT gateway stands in a subnet with the client's own table: led to it, the gateway would get its own packets back.
    case natByOwnTable(TextID, table: RouteTableIndex)
    /// The table of a NAT gateway's own subnet leads to it: clients belong into another subnet, and its route to the internet gateway.
    case natInOwnSubnet(TextID, table: RouteTableIndex?)
    /// A VPC, the one that is wanted, is not attached to a transit gateway that the way leads to.
    case notAttached(vpc: TextID, to: TextID)
    /// Which of several tables of its transit gateway an attachment, by its id, should be associated with is not for a program to say.
    case severalTables(attachment: TextID, [TransitGatewayTableIndex])
    /// No subnet of a VPC in a zone is in the input that an attachment, by its id, could get.
    case noSubnet(attachment: TextID, zone: TextID)
    /// It fails in so many subnets, where nobody stands yet, that not each was asked for.
    case manyPlaces
    /// For what fails at this stage no change is offered.
    case noneOffered(Stage)
    /// After the changes that were found it would still fail, at this stage; nil where a way fails that opens only then.
    case stillFails(Stage?)
    /// After the changes that were found no way fails for certain, but the groups of the ends let it through nowhere; with the stage past
    /// which the input does not tell the way, nil where there is none.
    case groupsStillFail(Stage?)
}

/// A route that would take a blocker away if there were something to lead to.
public struct NeededRoute: Hashable, Sendable {
    /// The VPC.
    public let vpc: TextID
    /// The table that it would stand in; nil where what is needed is no route, or where it is not told.
    public let table: RouteTableIndex?
    /// Where it would lead to; nil where what is needed is no route.
    public let destination: Route.Destination?
    /// The target that the route has now; nil where there is none to that destination.
    public let replaces: RouteTarget?
    /// The subnets of the VPC whose tables lead to its internet gateway and are not the client's, where a NAT gateway can be made.
    public let publicSubnets: [TextID]
    /// Whether the VPC has a thing of the kinds that are needed that does not work, or of which that is not told.
    public let hasUnsure: Bool
}
