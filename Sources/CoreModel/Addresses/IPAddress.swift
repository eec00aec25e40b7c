/// A family of addresses.
///
/// A rule, and a question, is about one of them.
public enum IPVersion: UInt8, Hashable, Sendable, Comparable, CaseIterable {
    case v4 = 4
    case v6 = 6

    /// Bits in an address: 32 or 128.
    public var bitWidth: Int { self == .v4 ? 32 : 128 }

    /// The largest address as a number.
    public var largest: UInt128 { self == .v4 ? UInt128(UInt32.max) : UInt128.max }

    /// "IPv4" or "IPv6".
    public var name: String { self == .v4 ? "IPv4" : "IPv6" }

    /// The other family.
    public var other: IPVersion { self == .v4 ? .v6 : .v4 }

    /// IPv4 comes first.
    public static func < (left: IPVersion, right: IPVersion) -> Bool { left.rawValue < right.rawValue }
}

/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Its family.
    public let version: IPVersion
    /// Its value; an IPv4 address has the upper 96 bits 0.
    public let bits: UInt128

    /// Makes an address of a number, cut to the family's width.
    public init(_ version: IPVersion, bits: UInt128) {
        self.version = version
        self.bits = bits & version.largest
    }

    /// Reads "10.0.1.5" or "fd00::5", as AWS writes and accepts them; "::ffff:10.0.1.5" is the address of IPv4 in it.
    ///
    /// Throws ``AddressError`` for leading zeros ("10.0.01.5" is read as octal by some and as decimal by others), zones
    /// ("fe80::1%eth0") and everything else that is no address.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        self = try IPAddress(unmapped: text).unmapped
    }

    /// The same with an address of IPv4 in its IPv6 form as it is written.
    init(unmapped text: some StringProtocol) throws(AddressError) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            self.init(.v6, bits: try IPv6Text.parse(String(text)))
        } else {
            self.init(.v4, bits: UInt128(try IPv4Text.parse(String(text))))
        }
    }

    /// The text of RFC 5952: "10.0.1.5", "fd00::5".
    public var description: String {
        version == .v4 ? IPv4Text.format(UInt32(truncatingIfNeeded: bits)) : IPv6Text.format(bits)
    }

    /// By family, then by value.
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.version, left.bits) < (right.version, right.bits)
    }
}

/// Why a text is no address or no CIDR block.
public enum AddressError: Error, Hashable, Sendable {
    case empty
    case notAnAddress(String)
    case leadingZero(String, octet: String)
    case octetTooLarge(String, octet: String)
    case zone(String)
    case missingPrefixLength(String)
    case badPrefixLength(String, length: String, largest: Int)
    case hostBits(String, network: String)

    /// What is wrong and what to write instead.
    public var message: String {
        switch self {
        case .empty: "an address is missing"
        case .notAnAddress(let text): "\"\(text)\" is no IPv4 or IPv6 address"
        case .leadingZero(let text, let octet):
            "\"\(text)\" has a leading zero in \"\(octet)\"; AWS refuses it, write it without"
        case .octetTooLarge(let text, let octet): "\"\(text)\" has \"\(octet)\", more than 255"
        case .zone(let text): "\"\(text)\" names a zone (%...); leave it out"
        case .missingPrefixLength(let text): "\"\(text)\" has no prefix length, such as /24"
        case .badPrefixLength(let text, let length, let largest):
            "\"\(text)\" has the prefix length \"\(length)\"; it must be 0 to \(largest)"
        case .hostBits(let text, let network): "\"\(text)\" has host bits set; the network is \(network)"
        }
    }
}
