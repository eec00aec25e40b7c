import CoreModel

/// An ``End`` in 8 bytes: there may be a million edges, whose ends are groups and IPv4 networks but for a few.
@usableFromInline
enum PackedEnd: Hashable, Sendable {
    case internet
    case group(GroupIndex)
    case ipv4(bits: UInt32, prefixLength: UInt8)
    indirect case other(End)

    init(_ end: End) {
        switch end {
        case .internet: self = .internet
        case .group(let group): self = .group(group)
        case .network(let network) where network.version == .v4:
            self = .ipv4(bits: UInt32(truncatingIfNeeded: network.address.bits), prefixLength: UInt8(network.prefixLength))
        case .network, .prefixList, .interfaces: self = .other(end)
        }
    }

    /// The end.
    @inlinable var end: End {
        switch self {
        case .internet: .internet
        case .group(let group): .group(group)
        case .ipv4(let bits, let length):
            .network(IPNetwork(containing: IPAddress(.v4, bits: UInt128(bits)), prefixLength: Int(length)))
        case .other(let end): end
        }
    }
}
