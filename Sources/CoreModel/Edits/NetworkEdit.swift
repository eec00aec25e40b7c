/// A change of what carries or filters packets between interfaces.
///
/// Tables, ACLs, gateways and interfaces are named by their ids; a change of one that is not in the inventory changes nothing.
public enum NetworkEdit: Hashable, Sendable {
    /// An entry of a network ACL comes; it takes the place of one that has its number.
    case addEntry(EditedEntry)
    /// An entry of a network ACL goes.
    case removeEntry(EditedEntry)
    /// A route comes; it takes the place of a written one to its destination.
    case addRoute(EditedRoute)
    /// A written route goes.
    case removeRoute(EditedRoute)
    /// A route gets another target.
    case changeRoute(EditedRoute, to: EditedTarget)
    /// A subnet or a VPC is excluded from Block Public Access from now on, or in another way than before.
    case exclude(String, PublicAccessExclusion.Mode)
    /// A gateway is attached to a VPC; routes of the VPC that lead to it work again.
    case attachGateway(String, vpc: String)
    /// An interface forwards what is neither from nor to its own addresses.
    case disableSourceDestinationCheck(interface: String)
    /// A public address stands for a private one of an interface from now on, wherever it was before.
    case associate(EditedAssociation)
    /// A peering connection is accepted; routes that lead to it work again.
    case acceptPeering(String)
    /// What comes in by an attachment of a transit gateway is looked up in this table from now on.
    case associateAttachment(EditedAttachment, table: String)
    /// A table of a transit gateway gets the routes of an attachment.
    case propagate(EditedAttachment, table: String)
    /// A written route comes to a transit gateway's table; it takes the place of any other to its destination.
    case addTransitRoute(EditedTransitRoute)
    /// A written route of a transit gateway's table goes.
    case removeTransitRoute(EditedTransitRoute)
    /// An attachment of a VPC gets a subnet, and with it the subnet's zone.
    case addSubnet(String, to: EditedAttachment)
    /// Rules may name groups across a transit gateway, as far as its attachments allow it too.
    case keepReferencesAcross(gateway: String)
    /// Rules may name groups across an attachment, as far as its transit gateway allows it too.
    case keepReferences(EditedAttachment)
    /// The nodes of a load balancer, or those that send to a target group, send to the targets of every zone; by its ARN, of a classic
    /// one by its name.
    case crossZones(of: String)
    /// Something is gone: a gateway, a NAT gateway, a peering connection, a transit gateway or an attachment of one, a VPN connection, an
    /// endpoint, an interface or an instance by its id; what stands in a subnet, by its id, or in a zone, by its name or id.
    ///
    /// A route table by its id is gone from its subnets, which use their VPC's main table then.
    case off(String)
}

/// An entry of a network ACL as an edit tells it.
public struct EditedEntry: Hashable, Sendable {
    /// The id of its ACL.
    public var acl: String
    /// Which way it looks.
    public var direction: Direction
    /// Its number, which is its own among those of its direction.
    public var number: Int
    /// What becomes of the packets that it matches.
    public var action: NetworkACLEntry.Action
    /// The protocol, with the ports or the ICMP type and code.
    public var traffic: Traffic
    /// The far addresses.
    public var network: IPNetwork

    /// Makes one.
    public init(
        acl: String, _ direction: Direction, _ number: Int, _ action: NetworkACLEntry.Action, _ traffic: Traffic,
        _ network: IPNetwork
    ) {
        self.acl = acl
        self.direction = direction
        self.number = number
        self.action = action
        self.traffic = traffic
        self.network = network
    }
}

/// A route as an edit tells it.
public struct EditedRoute: Hashable, Sendable {
    /// What a packet's destination must lie in.
    public enum Destination: Hashable, Sendable {
        /// A CIDR.
        case network(IPNetwork)
        /// A prefix list, by its id.
        case prefixList(String)
    }

    /// The id of its table.
    public var table: String
    /// The destination.
    public var destination: Destination
    /// Where its packets go.
    public var target: EditedTarget

    /// Makes one.
    public init(table: String, _ destination: Destination, _ target: EditedTarget) {
        self.table = table
        self.destination = destination
        self.target = target
    }
}

/// A route's target as an edit tells it.
public struct EditedTarget: Hashable, Sendable {
    /// What it is.
    public var kind: RouteTarget.Kind
    /// Its id; empty for `local`.
    public var id: String

    /// Makes one.
    public init(_ kind: RouteTarget.Kind, _ id: String = "") {
        self.kind = kind
        self.id = id
    }
}

/// A public address and what it is to stand for, as an edit tells them.
public struct EditedAssociation: Hashable, Sendable {
    /// The public address.
    public var address: IPAddress
    /// Its allocation, `eipalloc-...`; empty where it is not told.
    public var allocation: String
    /// The id of the interface.
    public var interface: String
    /// The private address of the interface that it stands for.
    public var privateAddress: IPAddress

    /// Makes one.
    public init(_ address: IPAddress, allocation: String = "", interface: String, privateAddress: IPAddress) {
        self.address = address
        self.allocation = allocation
        self.interface = interface
        self.privateAddress = privateAddress
    }
}

/// An attachment of a transit gateway as an edit tells it: one that joins two gateways is there for each.
public struct EditedAttachment: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// The id of the transit gateway.
    public var gateway: String

    /// Makes one.
    public init(_ id: String, gateway: String) {
        self.id = id
        self.gateway = gateway
    }
}

/// A written route of a transit gateway's table as an edit tells it.
public struct EditedTransitRoute: Hashable, Sendable {
    /// The id of its table.
    public var table: String
    /// The destination.
    public var destination: EditedRoute.Destination
    /// The id of the attachment that it leads to; nil of a blackhole.
    public var attachment: String?

    /// Makes one.
    public init(table: String, _ destination: EditedRoute.Destination, _ attachment: String?) {
        self.table = table
        self.destination = destination
        self.attachment = attachment
    }
}

extension Inventory {
    /// An entry of an ACL as an edit tells it; nil where the input leaves something of it open.
    public func edited(_ entry: NetworkACLEntry, of acl: NetworkACLIndex) -> EditedEntry? {
        guard let number = entry.number, let action = entry.action, let traffic = entry.traffic, let network = entry.network
        else { return nil }
        return EditedEntry(acl: self[topology[acl].id], entry.direction, number, action, traffic, network)
    }

    /// A route of a table as an edit tells it; nil where its destination is not settled.
    public func edited(_ route: Route, of table: RouteTableIndex) -> EditedRoute? {
        let target = EditedTarget(route.target.kind, self[route.target.id])
        return edited(route.destination).map { EditedRoute(table: self[topology[table].id], $0, target) }
    }

    /// An attachment of a transit gateway as an edit tells it.
    public func edited(_ attachment: TransitGatewayAttachmentIndex) -> EditedAttachment {
        let own = topology[attachment]
        return EditedAttachment(self[own.id], gateway: self[own.gateway])
    }

    /// A route's destination as an edit tells it; nil where it is not settled.
    public func edited(_ destination: Route.Destination) -> EditedRoute.Destination? {
        switch destination {
        case .network(let network): .network(network)
        case .prefixList(let id): .prefixList(self[id])
        case .unknown: nil
        }
    }
}
