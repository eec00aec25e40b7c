/// An internet gateway, an egress-only internet gateway or a virtual private gateway.
public struct Gateway: Hashable, Sendable {
    /// The kinds.
    public enum Kind: UInt8, Hashable, Sendable {
        case internet, egressOnly, virtualPrivate
    }

    /// What it is.
    public var kind: Kind
    /// `igw-...`, `eigw-...` or `vgw-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The account that owns it.
    public var owner: TextID = .none
    /// The VPCs it is attached to: one, or none where it is detached; nil where no input tells.
    public var attachments: [GatewayAttachment]?

    /// A gateway of which only the id is known.
    public init(_ kind: Kind, id: TextID) {
        self.kind = kind
        self.id = id
    }

    /// Fills in what another input knows; what a later one says of its attachments counts.
    ///
    /// An attachment that may not be made takes the place of none.
    mutating func merge(_ other: Gateway) {
        name.fill(other.name)
        owner.fill(other.owner)
        guard let later = other.attachments else { return }
        guard let known = attachments, !later.isEmpty, later.allSatisfy(\.state.isOpen) else {
            attachments = later
            return
        }
        attachments = known + later.filter { open in !known.contains { $0.vpc == open.vpc } }
    }
}

/// A VPC that a gateway is attached to.
public struct GatewayAttachment: Hashable, Sendable {
    /// The VPC.
    public var vpc: TextID
    /// The attachment's state: `available` for an internet gateway, `attached` for the other kinds.
    public var state: ResourceState

    /// Makes an attachment.
    public init(vpc: TextID, state: ResourceState) {
        self.vpc = vpc
        self.state = state
    }
}

/// A NAT gateway.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
public struct NatGateway: Hashable, Sendable {
    /// `nat-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The VPC it is in.
    public var vpc: TextID = .none
    /// The subnet of a zonal one; none for a regional one, or where it is not told.
    public var subnet: TextID = .none
    /// Its state.
    public var state = ResourceState()
    /// Whether it has no public address and reaches no internet; nil where the input leaves it open.
    public var isPrivate: Bool?
    /// Whether it is regional: in no subnet, with a route table of its own; nil where the input leaves it open.
    public var isRegional: Bool?
    /// Whether a regional one takes addresses in further zones by itself; nil where it is not told.
    public var provisionsZones: Bool?
    /// The route table of a regional one.
    public var routeTable: TextID = .none
    /// Its addresses.
    public var addresses: [NatAddress] = []
    /// Whether something else, such as a firewall proxy, is attached to it.
    public var hasAppliances = false

    /// A NAT gateway of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// Fills in what another input knows; states and addresses are those of the later one.
    mutating func merge(_ other: NatGateway) {
        name.fill(other.name)
        vpc.fill(other.vpc)
        subnet.fill(other.subnet)
        routeTable.fill(other.routeTable)
        if other.state.text != .none { state = other.state }
        isPrivate = other.isPrivate ?? isPrivate
        isRegional = other.isRegional ?? isRegional
        provisionsZones = other.provisionsZones ?? provisionsZones
        if !other.addresses.isEmpty { addresses = other.addresses }
        hasAppliances = hasAppliances || other.hasAppliances
    }
}

/// An address of a NAT gateway.
public struct NatAddress: Hashable, Sendable {
    /// Its address within the VPC.
    public var privateAddress: IPAddress?
    /// Its Elastic IP address.
    public var publicAddress: IPAddress?
    /// The interface that has it.
    public var interface: TextID = .none
    /// The zone that it is for, of a regional one.
    public var zone: TextID = .none
    /// Whether connections use it first.
    public var isPrimary = false
    /// Its state; not told of most.
    public var state = ResourceState()

    /// An address of which nothing is known.
    public init() {}
}
