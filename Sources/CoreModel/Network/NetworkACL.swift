/// A network ACL with its entries and the subnets that use it.
public struct NetworkACL: Hashable, Sendable {
    /// `acl-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The VPC it is of.
    public var vpc: TextID = .none
    /// The account that owns it, which is its VPC's.
    public var owner: TextID = .none
    /// Whether subnets of its VPC without an association of their own use it.
    public var isDefault = false
    /// Whether no input has it: what a template's VPC comes with, which allows all.
    public var isAssumed = false
    /// The subnets that are associated with it by name.
    public var subnets: [TextID] = []
    /// Its entries of both directions, by number, those without one first; the last one, which denies the rest, is none of them.
    public var entries: [NetworkACLEntry] = []
    /// How much of its entries is known, ingress and egress.
    public var entryKnowledge = [ListKnowledge.absent, .absent]
    /// How much of its associations is known.
    public var associationKnowledge = ListKnowledge.absent
    /// How a state keeps its entries.
    public var terraformStyle = TerraformStyle.none

    /// An ACL of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// Puts an entry where its number stands; those of no number stand before all others.
    mutating func insert(_ entry: NetworkACLEntry) {
        let place = entries.firstIndex { ($0.number ?? -1) > (entry.number ?? -1) } ?? entries.count
        entries.insert(entry, at: place)
    }

    /// How much of its entries of a direction is known.
    public func knowledge(_ direction: Direction) -> ListKnowledge { entryKnowledge[Int(direction.rawValue)] }
}

/// One entry of a network ACL, told apart by its number within its direction.
///
/// A nil of ``number``, ``action``, ``traffic`` or ``network`` is what the input leaves open: the entry may then decide otherwise.
public struct NetworkACLEntry: Hashable, Sendable {
    /// What becomes of the packets that it matches.
    public enum Action: UInt8, Hashable, Sendable {
        case allow, deny

        /// AWS's word.
        public var word: String { self == .allow ? "allow" : "deny" }
    }

    /// The number of the entry that denies what no other matches: one more for IPv6.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
    public static let lastNumber = 32767

    /// Its number: the entry with the lowest one that matches a packet decides.
    public var number: Int?
    /// Ingress: what enters the subnets; egress: what leaves them.
    public var direction: Direction
    /// What becomes of the packets.
    public var action: Action?
    /// The protocol, with the ports or the ICMP type and code, where AWS looks at these.
    public var traffic: Traffic?
    /// The far addresses: sources of ingress, destinations of egress.
    public var network: IPNetwork?
    /// The family that it is for; nil where it may be either.
    public var version: IPVersion?
    /// Why what rests on it depends: copies of its ACL or two entries of its number disagree, or the input does not settle it.
    public var doubt: Doubt

    /// Makes an entry.
    public init(
        number: Int?, _ direction: Direction, _ action: Action?, _ traffic: Traffic?, _ network: IPNetwork?,
        version: IPVersion? = nil, doubt: Doubt = .none
    ) {
        self.number = number
        self.direction = direction
        self.action = action
        self.traffic = traffic
        self.network = network
        self.version = network?.version ?? version
        self.doubt = doubt
    }

    /// Whether it does the same at the same place, whatever is doubted of either.
    func isSame(as other: NetworkACLEntry) -> Bool {
        (number, direction, action) == (other.number, other.direction, other.action)
            && (traffic, network) == (other.traffic, other.network)
    }

    /// What AWS makes of a protocol and the ports, or the ICMP type and code, that an entry has beside it.
    ///
    /// Ports count for tcp and udp, types for ICMP, and for ICMPv6 where the entry is for IPv6; everywhere else they mean nothing.
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
    public static func traffic(
        _ ipProtocol: IPProtocol, ports: (from: Int?, to: Int?), icmp: (type: Int?, code: Int?), _ version: IPVersion?
    ) throws(TrafficError) -> Traffic {
        if ipProtocol.hasPorts { return try Traffic(ipProtocol, from: ports.from, to: ports.to) }
        if ipProtocol == .icmp || (ipProtocol == .icmpv6 && version == .v6) {
            return try Traffic(ipProtocol, from: icmp.type, to: icmp.code)
        }
        return try Traffic(ipProtocol)
    }
}
