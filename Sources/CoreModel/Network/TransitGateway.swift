/// A transit gateway.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
public struct TransitGateway: Hashable, Sendable {
    /// `tgw-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The account that owns it: nobody else is listed its tables.
    public var owner: TextID = .none
    /// Its region.
    public var region: TextID = .none
    /// Its state.
    public var state = ResourceState()
    /// Whether rules may name groups across it (`SecurityGroupReferencingSupport`, off by default); nil where it is not told.
    public var keepsReferences: Bool?
    /// The table that attachments are associated with by themselves; none where that is off or not told.
    public var associationTable: TextID = .none
    /// The table that attachments propagate to by themselves; none where that is off or not told.
    public var propagationTable: TextID = .none
    /// Its own blocks (`TransitGatewayCidrBlocks`).
    public var networks: [IPNetwork] = []

    /// A transit gateway of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// Fills in what another input knows; state and options are those of the later one.
    mutating func merge(_ other: TransitGateway) {
        name.fill(other.name)
        owner.fill(other.owner)
        region.fill(other.region)
        if !other.state.text.isNone || other.state.works != nil { state = other.state }
        keepsReferences = other.keepsReferences ?? keepsReferences
        if !other.associationTable.isNone { associationTable = other.associationTable }
        if !other.propagationTable.isNone { propagationTable = other.propagationTable }
        networks.take(other.networks)
    }
}

/// What is attached to a transit gateway.
///
/// One that joins two transit gateways has one id and is attached to each of them: it is two values, one for each gateway.
public struct TransitGatewayAttachment: Hashable, Sendable {
    /// What is attached.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case vpc, vpn, vpnConcentrator, directConnectGateway, connect, peering, networkFunction, clientVpn
        /// One that this version does not know, or that is not told.
        case unknown

        /// The kind that AWS's word means, in whichever case it is written.
        public init(word: String) {
            self =
                switch word.lowercased() {
                case "vpc": .vpc
                case "vpn": .vpn
                case "vpn-concentrator": .vpnConcentrator
                case "direct-connect-gateway": .directConnectGateway
                case "connect": .connect
                case "peering", "tgw-peering": .peering
                case "network-function": .networkFunction
                case "client-vpn", "client-vpn-endpoint": .clientVpn
                default: .unknown
                }
        }

        /// AWS's word; nil for an unknown one.
        public var word: String? {
            switch self {
            case .vpc: "vpc"
            case .vpn: "vpn"
            case .vpnConcentrator: "vpn-concentrator"
            case .directConnectGateway: "direct-connect-gateway"
            case .connect: "connect"
            case .peering: "peering"
            case .networkFunction: "network-function"
            case .clientVpn: "client-vpn"
            case .unknown: nil
            }
        }
    }

    /// The route table that what comes in by an attachment is looked up in.
    public enum Association: Hashable, Sendable {
        /// The input does not tell.
        case unknown
        /// None: what comes in is dropped.
        case none
        /// This one, in this state.
        case table(TextID, ResourceState)
    }

    /// What tells one from another: of an id there is one for each gateway.
    public struct Identity: Hashable, Sendable {
        /// The attachment.
        public var id: TextID
        /// The transit gateway; none where it is not told.
        public var gateway: TextID

        /// Makes one.
        public init(id: TextID, gateway: TextID) {
            self.id = id
            self.gateway = gateway
        }
    }

    /// What tells it from others.
    public var identity: Identity { Identity(id: id, gateway: gateway) }

    /// `tgw-attach-...`.
    public var id: TextID
    /// The transit gateway that it is attached to.
    public var gateway: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// What is attached.
    public var kind = Kind.unknown
    /// The id of what is attached: a VPC, a VPN connection, the other transit gateway.
    public var resource: TextID = .none
    /// The account that owns what is attached.
    public var resourceOwner: TextID = .none
    /// The region of the other transit gateway, of one that joins two.
    public var peerRegion: TextID = .none
    /// Its state.
    public var state = ResourceState()
    /// Its route table.
    public var association = Association.unknown
    /// The subnets of a VPC in which it has interfaces, one a zone; nil where they are not told.
    public var subnets: [TextID]?
    /// Whether rules may name groups across it (on by default); nil where it is not told.
    public var keepsReferences: Bool?
    /// Whether both directions of a connection go through one zone; nil where it is not told.
    public var usesApplianceMode: Bool?
    /// Whether it carries IPv6; nil where it is not told.
    public var carriesIPv6: Bool?

    /// An attachment of which only the id and its gateway are known.
    public init(id: TextID, gateway: TextID = .none) {
        self.id = id
        self.gateway = gateway
    }

    /// Fills in what another input knows; state, association and options are those of the later one.
    mutating func merge(_ other: TransitGatewayAttachment) {
        name.fill(other.name)
        gateway.fill(other.gateway)
        if kind == .unknown { kind = other.kind }
        resource.fill(other.resource)
        resourceOwner.fill(other.resourceOwner)
        peerRegion.fill(other.peerRegion)
        if !other.state.text.isNone || other.state.works != nil { state = other.state }
        if other.association != .unknown { association = other.association }
        subnets = other.subnets ?? subnets
        keepsReferences = other.keepsReferences ?? keepsReferences
        usesApplianceMode = other.usesApplianceMode ?? usesApplianceMode
        carriesIPv6 = other.carriesIPv6 ?? carriesIPv6
    }
}
