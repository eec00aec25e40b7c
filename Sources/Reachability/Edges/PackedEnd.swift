import CoreModel

/// An ``End`` in 8 bytes: there may be a million edges, whose ends are groups and IPv4 networks but for a few.
public enum PackedEnd: Hashable, Sendable {
    case internet
    case group(GroupIndex)
    case ipv4(bits: UInt32, prefixLength: UInt8)
    /// A network of IPv6, a prefix list, or interfaces: what has memory of its own.
    indirect case other(End)

    /// Packs an end; one end is packed in one way alone.
    public init(_ end: End) {
        switch end {
        case .internet: self = .internet
        case .group(let group): self = .group(group)
        case .network(let network) where network.version == .v4:
            self = .ipv4(bits: UInt32(truncatingIfNeeded: network.address.bits), prefixLength: UInt8(network.prefixLength))
        case .network, .prefixList, .interfaces: self = .other(end)
        }
    }

    /// The group, where it is one.
    @inlinable public var group: GroupIndex? { if case .group(let group) = self { group } else { nil } }

    /// The end.
    @inlinable public var end: End {
        switch self {
        case .internet: .internet
        case .group(let group): .group(group)
        case .ipv4(let bits, let length):
            .network(IPNetwork(containing: IPAddress(.v4, bits: UInt128(bits)), prefixLength: Int(length)))
        case .other(let end): end
        }
    }
}

extension PackedEnd: NumberedKey {
    var word: UInt64 {
        switch self {
        case .internet, .other: end.word
        case .group(let group): 3 << 40 | UInt64(group.number)
        case .ipv4(let bits, let length): 4 << 40 | UInt64(bits) << 8 | UInt64(length)
        }
    }
}
