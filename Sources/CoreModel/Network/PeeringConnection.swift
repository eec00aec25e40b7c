/// A VPC peering connection.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
public struct PeeringConnection: Hashable, Sendable {
    /// `pcx-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// Its state: `active` carries packets.
    public var state = ResourceState()
    /// Who asked for it.
    public var requester = PeeredVpc()
    /// Who was asked.
    public var accepter = PeeredVpc()
    /// Whether both VPCs are in one region, where the input tells that and not which region it is; nil where it does not.
    public var staysInRegion: Bool?

    /// A peering connection of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// The VPCs that it joins, as far as they are told.
    public var sides: [PeeredVpc] { [requester, accepter].filter { !$0.vpc.isNone } }

    /// Fills in what another input knows; the state is that of the later one.
    mutating func merge(_ other: PeeringConnection) {
        name.fill(other.name)
        if !other.state.text.isNone || other.state.works != nil { state = other.state }
        requester.merge(other.requester)
        accepter.merge(other.accepter)
        staysInRegion = staysInRegion ?? other.staysInRegion
    }
}

/// One side of a peering connection.
public struct PeeredVpc: Hashable, Sendable {
    /// The VPC; none where it is not told.
    public var vpc: TextID = .none
    /// The account that owns it.
    public var owner: TextID = .none
    /// Its region.
    public var region: TextID = .none
    /// Its blocks of both families as the connection tells them, which it does while it is active; empty where it does not.
    public var networks: [IPNetwork] = []

    /// A side of which nothing is known.
    public init() {}

    mutating func merge(_ other: PeeredVpc) {
        vpc.fill(other.vpc)
        owner.fill(other.owner)
        region.fill(other.region)
        networks.take(other.networks)
    }
}
