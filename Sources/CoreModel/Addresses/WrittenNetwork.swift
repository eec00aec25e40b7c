/// An address or a CIDR block as people and files write it, with the network that is meant.
///
/// The one place where what is written loosely becomes exact, so that every format and every question takes it alike.
///
/// Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html ("AWS canonicalizes IPv4 and IPv6 CIDRs"), the
/// same in API_Ipv6Range.html, API_CreateVpc.html and API_CreateSubnet.html; RFC 4291, 2.5.5.2, for the IPv6 form of an IPv4 address.
public struct WrittenNetwork: Hashable, Sendable {
    /// What was made of the text.
    public enum Change: Hashable, Sendable {
        /// Bits behind the prefix length were set: the network is meant.
        case hostBits
        /// `::ffff:10.0.0.5` is 10.0.0.5, as programs write it that listen on both families.
        case mapped
    }

    /// The text as it was written.
    public let written: String
    /// The network; of an address one of a single address.
    public let network: IPNetwork
    /// What differs between the two, in the order it was done.
    public let changes: [Change]

    /// Reads an address, or a CIDR block of which AWS keeps the network.
    ///
    /// `isBlock` demands a prefix length, as rules have it. Where `version` is IPv6, an address of IPv4 in its IPv6 form stays IPv6: it
    /// then stands where only IPv6 packets are looked at. Throws ``AddressError`` for what is neither.
    public init(parsing text: some StringProtocol, isBlock: Bool = false, version: IPVersion? = nil) throws(AddressError) {
        let written = String(text)
        self.written = written
        let slash = written.lastIndex(of: "/")
        let address = try IPAddress(unmapped: slash.map { written[..<$0] } ?? written[...])
        guard let slash else {
            if isBlock { throw .missingPrefixLength(written) }
            let own = version == .v6 ? address : address.unmapped
            network = .single(own)
            changes = own == address ? [] : [.mapped]
            return
        }
        let length = try IPNetwork.prefixLength(written[written.index(after: slash)...], of: written, address.version)
        let isMapped = version != .v6 && length >= IPAddress.mappedPrefixLength && address.isMapped
        let base = isMapped ? address.unmapped : address
        network = IPNetwork(containing: base, prefixLength: isMapped ? length - IPAddress.mappedPrefixLength : length)
        changes = (isMapped ? [.mapped] : []) + (network.address == base ? [] : [.hostBits])
    }
}

extension IPAddress {
    /// The length of ::ffff:0:0/96, in which IPv6 writes the addresses of IPv4.
    static let mappedPrefixLength = 96

    /// Whether it is an address of IPv4 in its IPv6 form.
    var isMapped: Bool { version == .v6 && bits >> 32 == 0xFFFF }

    /// The address of IPv4 where this is one in its IPv6 form, else itself.
    var unmapped: IPAddress { isMapped ? IPAddress(.v4, bits: bits & UInt128(UInt32.max)) : self }
}
