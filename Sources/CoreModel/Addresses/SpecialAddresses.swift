/// Ranges with a meaning of their own (DESIGN: "What a verdict means").
public enum SpecialAddresses {
    /// The public addresses of a family: what `internet` is.
    ///
    /// IPv4 without 0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16 and
    /// 224.0.0.0/3 (documentation ranges count as public); IPv6 exactly 2000::/3.
    public static func publicAddresses(_ version: IPVersion) -> AddressSet {
        version == .v4 ? publicV4 : publicV6
    }

    private static let publicV4 = makePublicAddresses(.v4)
    private static let publicV6 = makePublicAddresses(.v6)

    private static func makePublicAddresses(_ version: IPVersion) -> AddressSet {
        switch version {
        case .v4:
            let reserved = [
                v4(0, 0, 0, 0, 8), v4(10, 0, 0, 0, 8), v4(100, 64, 0, 0, 10), v4(127, 0, 0, 0, 8), v4(169, 254, 0, 0, 16),
                v4(172, 16, 0, 0, 12), v4(192, 168, 0, 0, 16), v4(224, 0, 0, 0, 3),
            ]
            return AddressSet(IPNetwork.everything(.v4).range).subtracting(AddressSet(reserved, version: .v4))
        case .v6:
            return AddressSet(IPNetwork(containing: IPAddress(.v6, bits: 0x2000 << 112), prefixLength: 3).range)
        }
    }

    /// Where a VPC's hosts may live when its own CIDRs are not known: RFC 1918 and 100.64.0.0/10; for IPv6 the unique local
    /// fc00::/7 and, since Amazon's and customers' own global blocks are used inside VPCs, 2000::/3.
    public static func vpcAddresses(_ version: IPVersion) -> AddressSet {
        switch version {
        case .v4:
            AddressSet([v4(10, 0, 0, 0, 8), v4(172, 16, 0, 0, 12), v4(192, 168, 0, 0, 16), v4(100, 64, 0, 0, 10)], version: .v4)
        case .v6:
            AddressSet([
                IPNetwork(containing: IPAddress(.v6, bits: 0xFC00 << 112), prefixLength: 7).range,
                IPNetwork(containing: IPAddress(.v6, bits: 0x2000 << 112), prefixLength: 3).range,
            ])
        }
    }

    /// Addresses that no public host has and that may belong to an interface of some VPC.
    public static func privateAddresses(_ version: IPVersion) -> AddressSet {
        switch version {
        case .v4: vpcAddresses(.v4)
        case .v6: AddressSet(IPNetwork(containing: IPAddress(.v6, bits: 0xFC00 << 112), prefixLength: 7).range)
        }
    }

    private static func v4(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ length: Int) -> IPNetwork {
        IPNetwork(containing: IPAddress(.v4, bits: UInt128(a << 24 | b << 16 | c << 8 | d)), prefixLength: length)
    }
}
