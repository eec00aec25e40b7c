/// Which way a rule looks.
public enum Direction: UInt8, Hashable, Sendable, CaseIterable {
    case ingress
    case egress

    /// "ingress" or "egress".
    public var name: String { self == .ingress ? "ingress" : "egress" }

    /// What stands before its rules' peers: "from" for ingress, "to" for egress.
    public var preposition: String { self == .ingress ? "from" : "to" }

    /// The direction that the other end of a flow is judged by.
    public var other: Direction { self == .ingress ? .egress : .ingress }
}

/// What a rule names on the other side: exactly one of these.
///
/// An ``End`` packed into 8 bytes, since there may be a million of them; ``Inventory/end(of:)`` unpacks it.
public enum Peer: Hashable, Sendable {
    /// An IPv4 CIDR.
    case ipv4(bits: UInt32, prefixLength: UInt8)
    /// An IPv6 CIDR, by its place in ``Inventory/ipv6Networks``.
    case ipv6(UInt32)
    /// A security group, by its place in ``Inventory/references``.
    case group(UInt32)
    /// A prefix list, by its place in ``Inventory/prefixLists``.
    case prefixList(UInt32)

    init(ipv4 network: IPNetwork) {
        self = .ipv4(bits: UInt32(truncatingIfNeeded: network.address.bits), prefixLength: UInt8(network.prefixLength))
    }

    /// The IPv4 CIDR, where it is one.
    public var ipv4: IPNetwork? {
        guard case .ipv4(let bits, let length) = self else { return nil }
        return IPNetwork(containing: IPAddress(.v4, bits: UInt128(bits)), prefixLength: Int(length))
    }

    /// The addresses of an IPv4 CIDR as it is packed, first to last.
    @inlinable
    public static func range(ipv4 bits: UInt32, prefixLength: UInt8) -> ClosedRange<UInt128> {
        UInt128(bits)...UInt128(bits | (prefixLength == 0 ? .max : .max >> UInt32(prefixLength)))
    }
}

/// One rule: one direction, one protocol, one port range or ICMP type and code, one peer, one description.
///
/// One API permission with many ranges and pairs is many rules. A rule is 36 bytes and holds nothing that is counted by reference.
public struct Rule: Hashable, Sendable {
    /// The group it belongs to.
    public var group: GroupIndex
    /// Its `sgr-...` id where the input tells it.
    public var id: TextID
    /// What its author wrote.
    public var description: TextID
    /// Protocol with ports, or ICMP type and code.
    public var traffic: Traffic
    /// The other side.
    public var peer: Peer
    /// Which way it looks.
    public var direction: Direction
    /// Why what rests on it depends: copies of its group disagree about it, or the input does not settle it.
    public var doubt: Doubt

    /// Makes a rule; the group is filled in by ``InventoryBuilder``.
    public init(
        group: GroupIndex = GroupIndex(0), id: TextID = .none, description: TextID = .none, direction: Direction,
        traffic: Traffic, peer: Peer, doubt: Doubt = .none
    ) {
        self.group = group
        self.id = id
        self.description = description
        self.direction = direction
        self.traffic = traffic
        self.peer = peer
        self.doubt = doubt
    }

    /// Whether what rests on it depends.
    @inlinable public var isContested: Bool { doubt != .none }
}

/// The place of a rule in ``Inventory/rules``.
public struct RuleIndex: Hashable, Sendable, Comparable {
    @usableFromInline let number: UInt32

    /// Makes an index of a place.
    public init(_ place: Int) { number = UInt32(place) }

    /// By place.
    public static func < (left: RuleIndex, right: RuleIndex) -> Bool { left.number < right.number }
}

/// A group as a rule names it: with what the rule itself says of it.
public struct GroupReference: Hashable, Sendable {
    /// The group; it has ``Group/knowledge`` `.absent` when no input describes it.
    public var group: GroupIndex
    /// The account that the rule names with it.
    public var account: TextID
    /// The VPC that the rule names with it.
    public var vpc: TextID
    /// The peering connection over which it is reached.
    public var peeringConnection: TextID
    /// That connection's status as the rule gives it, such as `active` or `deleted`.
    public var peeringStatus: TextID
    /// Whether AWS's own list of stale references, or a peering status that is not active, says that the rule covers nothing.
    public var isStale: Bool

    /// Which group it names, as far as the input settles that.
    public var identity: Identity

    /// How certain it is which group a rule names.
    public enum Identity: Hashable, Sendable {
        /// It is ``GroupReference/group``.
        case named
        /// It is one of these; ``GroupReference/group`` stands for the unknown and bears its name.
        case oneOf([GroupIndex])
        /// It may be any; ``GroupReference/group`` stands for the unknown and bears its name.
        case unknown
    }

    /// Makes a reference.
    public init(
        group: GroupIndex, account: TextID = .none, vpc: TextID = .none, peeringConnection: TextID = .none,
        peeringStatus: TextID = .none, isStale: Bool = false, identity: Identity = .named
    ) {
        self.group = group
        self.account = account
        self.vpc = vpc
        self.peeringConnection = peeringConnection
        self.peeringStatus = peeringStatus
        self.isStale = isStale
        self.identity = identity
    }
}
