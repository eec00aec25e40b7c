/// A CIDR block: a network address and a prefix length, host bits all 0.
public struct IPNetwork: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The first address.
    public let address: IPAddress
    /// Bits that all members share, 0 to 32 or 128.
    public let prefixLength: Int

    /// The network that an address is in; host bits are cleared and the length is kept within the family's range.
    public init(containing address: IPAddress, prefixLength: Int) {
        let length = min(max(0, prefixLength), address.version.bitWidth)
        self.prefixLength = length
        self.address = IPAddress(address.version, bits: address.bits & ~Self.hostMask(address.version, length))
    }

    /// Reads "10.0.0.0/16" or "fd00::/8" as AWS writes them: with a length, without host bits or leading zeros.
    ///
    /// What is written loosely is read by ``WrittenNetwork``. Throws ``AddressError``, which says what is wrong and names the network
    /// that was probably meant.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        let written = try WrittenNetwork(parsing: text, isBlock: true)
        if written.changes.contains(.hostBits) { throw .hostBits(written.written, network: written.network.description) }
        self = written.network
    }

    /// The number of a prefix length: digits without leading zeros, within the family's range.
    static func prefixLength(_ digits: Substring, of whole: String, _ version: IPVersion) throws(AddressError) -> Int {
        guard digits.isDigits, let length = Int(digits), length <= version.bitWidth, digits == "0" || digits.first != "0" else {
            throw .badPrefixLength(whole, length: String(digits), largest: version.bitWidth)
        }
        return length
    }

    /// Networks that are written here, each as ``init(parsing:)`` reads it.
    static func known(_ texts: String...) -> [IPNetwork] { texts.compactMap { try? IPNetwork(parsing: $0) } }

    /// 0.0.0.0/0 or ::/0.
    public static func everything(_ version: IPVersion) -> IPNetwork {
        IPNetwork(containing: IPAddress(version, bits: 0), prefixLength: 0)
    }

    /// The network of one address: /32 or /128.
    public static func single(_ address: IPAddress) -> IPNetwork {
        IPNetwork(containing: address, prefixLength: address.version.bitWidth)
    }

    /// Its family.
    public var version: IPVersion { address.version }

    /// Whether it is 0.0.0.0/0 or ::/0.
    public var isEverything: Bool { prefixLength == 0 }

    /// Whether it is one address: /32 or /128.
    public var isAddress: Bool { prefixLength == version.bitWidth }

    /// Its addresses as numbers, first to last.
    public var range: ClosedRange<UInt128> { address.bits...(address.bits | Self.hostMask(version, prefixLength)) }

    /// The first and the last of its addresses.
    public var bounds: (first: IPAddress, last: IPAddress) { (address, IPAddress(version, bits: range.upperBound)) }

    /// Whether an address of the same family lies in it.
    public func contains(_ other: IPAddress) -> Bool { other.version == version && range.contains(other.bits) }

    /// Whether a network of the same family lies in it wholly.
    public func contains(_ other: IPNetwork) -> Bool {
        other.version == version && other.prefixLength >= prefixLength && range.contains(other.address.bits)
    }

    /// "10.0.0.0/16".
    public var description: String { "\(address)/\(prefixLength)" }

    /// The address alone where it is one, else as ``description``.
    public var short: String { isAddress ? address.description : description }

    /// By address, then the shorter prefix first.
    public static func < (left: IPNetwork, right: IPNetwork) -> Bool {
        (left.address, left.prefixLength) < (right.address, right.prefixLength)
    }

    private static func hostMask(_ version: IPVersion, _ length: Int) -> UInt128 {
        length == 0 ? version.largest : version.largest >> UInt128(length)
    }
}

extension IntervalSet where Bound == UInt128 {
    /// The addresses of networks of one family; networks of the other are passed over.
    public init(_ networks: some Sequence<IPNetwork>, version: IPVersion) {
        self.init(networks.filter { $0.version == version }.map(\.range))
    }

    /// The fewest CIDR blocks that hold exactly these addresses, ascending.
    public func networks(_ version: IPVersion) -> [IPNetwork] {
        intervals.flatMap { interval in
            var result: [IPNetwork] = []
            var low = interval.lowerBound
            while true {
                var length = version.bitWidth
                while length > 0 {
                    let wider = IPNetwork(containing: IPAddress(version, bits: low), prefixLength: length - 1)
                    guard wider.address.bits == low, wider.range.upperBound <= interval.upperBound else { break }
                    length -= 1
                }
                let block = IPNetwork(containing: IPAddress(version, bits: low), prefixLength: length)
                result.append(block)
                guard block.range.upperBound < interval.upperBound else { return result }
                low = block.range.upperBound + 1
            }
        }
    }
}
