/// A VPC with its CIDRs.
public struct Vpc: Hashable, Sendable {
    /// `vpc-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The account that owns it.
    public var owner: TextID = .none
    /// Its region.
    public var region: TextID = .none
    /// Its blocks of both families; the first IPv4 block is the primary one (the resolver lives at its base plus two).
    public var networks: [IPNetwork] = []
    /// The families of which it may have a block that no input tells, such as one that Amazon picks when a template is deployed.
    public var openFamilies: Set<IPVersion> = []
    /// Those of its IPv6 blocks whose addresses the internet does not know (`Ipv6AddressAttribute` private).
    public var privateBlocks: [IPNetwork] = []
    /// What Block Public Access stops in it, as it says itself; nil where it does not.
    public var blockMode: GatewayBlockMode?
    /// Whether a firewall is associated with it (`NetworkFirewallAssociations`).
    public var hasFirewall = false

    /// A VPC of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }
}

/// A subnet with its CIDRs.
public struct Subnet: Hashable, Sendable {
    /// `subnet-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The VPC it is in.
    public var vpc: TextID = .none
    /// Its availability zone.
    public var zone: TextID = .none
    /// Its blocks of both families.
    public var networks: [IPNetwork] = []
    /// The families of which it may have a block that no input tells.
    public var openFamilies: Set<IPVersion> = []
    /// The id of its zone, which is the same in every account; zones' names are not.
    public var zoneID: TextID = .none
    /// The account that owns it.
    public var owner: TextID = .none
    /// What Block Public Access stops in it, as it says itself; nil where it does not.
    public var blockMode: GatewayBlockMode?
    /// Whether a firewall stands between it and the VPC's gateways (`NetworkFirewallConnectivityType`).
    public var hasFirewall = false

    /// A subnet of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// The addresses that an interface can have: not the first four nor the last of a block.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    public func usableAddresses(_ version: IPVersion) -> AddressSet {
        AddressSet(
            networks.filter { $0.version == version }.compactMap { network in
                let range = network.range
                guard range.upperBound - range.lowerBound >= 5 else { return nil }
                return (range.lowerBound + 4)...(range.upperBound - 1)
            })
    }
}

/// A prefix list: CIDRs under one id.
public struct PrefixList: Hashable, Sendable {
    /// `pl-...`.
    public var id: TextID
    /// Its name, such as com.amazonaws.us-east-1.s3.
    public var name: TextID = .none
    /// Its entries; nil when they are not loaded, which is not the same as none.
    public var entries: [IPNetwork]?
    /// The family it is of, where told.
    public var version: IPVersion?
    /// Whether it stands for CIDRs that the input does not settle, such as those of a parameter without a value: its id is then what
    /// is unknown, and AWS knows no list of it.
    public var isUnknown = false
    /// Whether it stands for all that a permission names and the input left out: CIDRs, groups or prefix lists.
    public var isLeftOut = false

    /// A list of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }
}
