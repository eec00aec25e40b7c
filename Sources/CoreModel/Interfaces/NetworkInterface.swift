/// The place of a network interface in ``Inventory/interfaces``.
public struct InterfaceIndex: Hashable, Sendable, Comparable {
    /// The place.
    public let number: UInt32

    /// Makes an index of a place.
    public init(_ place: Int) { number = UInt32(place) }

    /// By place.
    public static func < (left: InterfaceIndex, right: InterfaceIndex) -> Bool { left.number < right.number }
}

/// What a network interface belongs to, read from its description, type and requester.
public struct Attachment: Hashable, Sendable {
    /// The kinds that are told apart.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case unknown, instance, loadBalancer, database, cache, function, task, natGateway, endpoint, other

        /// The word on screen: "load balancer", "RDS", "ElastiCache", "Lambda", "ECS task".
        public var word: String {
            switch self {
            case .unknown: "interface"
            case .instance: "instance"
            case .loadBalancer: "load balancer"
            case .database: "RDS"
            case .cache: "ElastiCache"
            case .function: "Lambda"
            case .task: "ECS task"
            case .natGateway: "NAT gateway"
            case .endpoint: "VPC endpoint"
            case .other: "service"
            }
        }
    }

    /// The kind.
    public var kind: Kind
    /// The name of the load balancer, database, cache, function or task; none where it is not told.
    public var name: TextID

    /// Makes an attachment.
    public init(kind: Kind = .unknown, name: TextID = .none) {
        self.kind = kind
        self.name = name
    }
}

/// A network interface: what security groups are attached to.
public struct NetworkInterface: Hashable, Sendable {
    /// `eni-...`.
    public var id: TextID
    /// Its private addresses, the primary first, of both families.
    ///
    /// What a group reference matches.
    public var privateAddresses: [IPAddress] = []
    /// Networks of which every address is its own, of both families: delegated prefixes (`Ipv4Prefixes`, `Ipv6Prefixes`), as pods have.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html
    public var delegatedPrefixes: [IPNetwork] = []
    /// Its public or Elastic addresses.
    public var publicAddresses: [IPAddress] = []
    /// Those of ``publicAddresses`` that AWS gave it by itself, and takes back from it: no Elastic ones.
    public var automaticAddresses: [IPAddress] = []
    /// The groups that it carries; none for a NAT gateway's.
    public var groups: [GroupIndex] = []
    /// Its subnet.
    public var subnet: TextID = .none
    /// The subnets of which it may be in any, where which one is not told: a load balancer of which no interface is listed stands in
    /// each, a database in one of them.
    public var possibleSubnets: [TextID] = []
    /// Its VPC, which need not be its groups' (security group VPC associations).
    public var vpc: TextID = .none
    /// The account that owns it.
    public var owner: TextID = .none
    /// The instance it is attached to.
    public var instance: TextID = .none
    /// What AWS or its maker wrote.
    public var description: TextID = .none
    /// Its Name tag.
    public var name: TextID = .none
    /// What it belongs to.
    public var attachment = Attachment()
    /// Whether the input says which addresses it has; false in a plan, where they are known after apply.
    public var addressesAreKnown = true
    /// The families of which it may have an address that no input tells, where others of its addresses are told.
    public var openFamilies: Set<IPVersion> = []
    /// Which of its private addresses has which public one, as far as the inputs tell.
    public var publicAssociations: [PublicAssociation] = []
    /// Whether the input says which public IPv4 addresses it has, none included; a template does not, nor does a state of all of them.
    public var publicAddressesAreKnown = false
    /// Whether it drops what is neither from nor to its own addresses; nil where the input does not tell.
    public var checksSourceDestination: Bool?
    /// AWS's word for its type, such as `nat_gateway` or `transit_gateway`; none where it is not told.
    public var type: TextID = .none
    /// Whether nothing of an internet gateway reaches its IPv6 addresses (`DenyAllIgwTraffic`); nil where it is not told.
    public var deniesGatewayTraffic: Bool?

    /// An interface of which only the id is known.
    public init(id: TextID) { self.id = id }

    /// Whether the input says which addresses of a family it has.
    public func addressesAreKnown(_ version: IPVersion) -> Bool { addressesAreKnown && !openFamilies.contains(version) }

    /// Its private addresses of a family, without those of delegated prefixes.
    public func privateAddresses(_ version: IPVersion) -> [IPAddress] {
        privateAddresses.filter { $0.version == version }
    }

    /// Every private address of a family as ranges, in no order and perhaps one within another: single addresses and delegated prefixes.
    public func privateRanges(_ version: IPVersion) -> [ClosedRange<UInt128>] {
        privateAddresses.filter { $0.version == version }.map { $0.bits...$0.bits }
            + delegatedPrefixes.filter { $0.version == version }.map(\.range)
    }

    /// Whether a private address is its own, by itself or by a delegated prefix.
    public func hasPrivateAddress(_ address: IPAddress) -> Bool {
        privateAddresses.contains(address) || delegatedPrefixes.contains { $0.contains(address) }
    }

    /// Whether an address is its own, private or public.
    public func hasAddress(_ address: IPAddress) -> Bool { hasPrivateAddress(address) || publicAddresses.contains(address) }

    /// Everything that it is reached at, as listings show it: private addresses, delegated prefixes, public addresses.
    public var addressTexts: [String] {
        privateAddresses.map(\.description) + delegatedPrefixes.map(\.description) + publicAddresses.map(\.description)
    }
}

/// An EC2 instance.
public struct Instance: Hashable, Sendable {
    /// `i-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// Its VPC.
    public var vpc: TextID = .none
    /// Its operating system, which decides from which ports it opens connections; nil where it is not told.
    public var platform: Platform?

    /// The operating systems that choose ports in their own ways.
    public enum Platform: UInt8, Hashable, Sendable {
        case linux, windows
    }

    /// An instance of which only the id is known.
    public init(id: TextID) { self.id = id }
}
