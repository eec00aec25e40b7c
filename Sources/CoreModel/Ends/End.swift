/// Who is at an end: of a flow, of a question, of an edge, and the other side of a rule.
///
/// The one type for it. A rule keeps its own packed (``Peer``), and ``Inventory/end(of:)`` is the way from there; what is the same end
/// in two readings tells ``EndIdentity``. Groups, interfaces and lists are meant by their places in one inventory.
public enum End: Hashable, Sendable {
    /// Hosts without groups at every public address: in rules 0.0.0.0/0 and ::/0.
    case internet
    /// An address (a network of one) or a CIDR.
    case network(IPNetwork)
    /// A prefix list, by its place in ``Inventory/prefixLists``.
    case prefixList(Int)
    /// An interface, an instance, or what several interfaces belong to.
    case interfaces([InterfaceIndex])
    /// A group, loaded or only named.
    case group(GroupIndex)

    /// The end that a rule means by a CIDR.
    public init(named network: IPNetwork) { self = network.isEverything ? .internet : .network(network) }

    /// The group, where it is one.
    public var group: GroupIndex? { if case .group(let group) = self { group } else { nil } }

    /// The address or CIDR, where it is one.
    public var network: IPNetwork? { if case .network(let network) = self { network } else { nil } }

    /// The place of the prefix list, where it is one.
    public var prefixList: Int? { if case .prefixList(let place) = self { place } else { nil } }

    /// The interfaces, where it is some.
    public var interfaces: [InterfaceIndex]? { if case .interfaces(let interfaces) = self { interfaces } else { nil } }

    /// Whether addresses tell who is there, and no id of a resource: a network or a prefix list.
    public var isAddresses: Bool { network != nil || prefixList != nil }
}

extension End: Comparable {
    /// From the outside in: the internet, networks by family, length and address, lists, interfaces, groups.
    public static func < (left: End, right: End) -> Bool {
        guard let one = left.interfaces, let other = right.interfaces else { return left.rank < right.rank }
        return one.lexicographicallyPrecedes(other)
    }

    private var rank: (kind: Int, first: Int, second: UInt128) {
        switch self {
        case .internet: (0, 0, 0)
        case .network(let network): (1, Int(network.version.rawValue) << 8 | network.prefixLength, network.address.bits)
        case .prefixList(let place): (2, place, 0)
        case .interfaces: (3, 0, 0)
        case .group(let group): (4, Int(group.number), 0)
        }
    }
}

extension End {
    /// Whether whoever is at another end is at this one too, as far as the two themselves tell; what an inventory knows of members
    /// plays no part.
    public func contains(_ other: End) -> Bool {
        guard let inner = other.network else { return self == other }
        if self == .internet { return SpecialAddresses.publicAddresses(inner.version).isSuperset(of: AddressSet(inner.range)) }
        return network?.contains(inner) ?? false
    }
}
