/// Ranges with a meaning of their own.
public enum SpecialAddresses {
    /// The public addresses of a family: what `internet` is.
    ///
    /// IPv4 without 0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16 and
    /// 224.0.0.0/3 (documentation ranges count as public); IPv6 exactly 2000::/3.
    public static func publicAddresses(_ version: IPVersion) -> AddressSet {
        version == .v4 ? publicV4 : globalV6
    }

    private static let publicV4 = AddressSet(IPNetwork.everything(.v4).range).subtracting(
        AddressSet(
            IPNetwork.known(
                "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
                "224.0.0.0/3"), version: .v4))
    private static let privateV4 = AddressSet(
        IPNetwork.known("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"), version: .v4)
    private static let globalV6 = AddressSet(IPNetwork.known("2000::/3"), version: .v6)
    private static let localV6 = AddressSet(IPNetwork.known("fc00::/7"), version: .v6)

    /// Where a VPC's hosts may live when its own CIDRs are not known: RFC 1918 and 100.64.0.0/10; for IPv6 the unique local
    /// fc00::/7 and, since Amazon's and customers' own global blocks are used inside VPCs, 2000::/3.
    public static func vpcAddresses(_ version: IPVersion) -> AddressSet {
        version == .v4 ? privateV4 : localV6.union(globalV6)
    }

    /// Addresses that no public host has and that may belong to an interface of some VPC.
    public static func privateAddresses(_ version: IPVersion) -> AddressSet {
        version == .v4 ? privateV4 : localV6
    }

    /// The addresses that providers share, 100.64.0.0/10: not public, and told apart from private ones by internet gateways.
    ///
    /// Source: RFC 6598
    public static func sharedAddresses(_ version: IPVersion) -> AddressSet { version == .v4 ? sharedV4 : AddressSet() }

    private static let sharedV4 = AddressSet(IPNetwork.known("100.64.0.0/10"), version: .v4)
}
