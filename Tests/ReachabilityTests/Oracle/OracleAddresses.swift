import CoreModel

/// The address ranges that have a meaning of their own, written down a second time from the contract's text.
enum OracleAddresses {
    /// Where a verdict is allowed whatever the rules say: protocol number and port.
    struct Service {
        var address: IPAddress
        var protocols: [Int16]
        var port: Int32
    }

    static let services: [Service] = [
        Service(address: address("169.254.169.253"), protocols: [6, 17], port: 53),
        Service(address: address("fd00:ec2::253"), protocols: [6, 17], port: 53),
        Service(address: address("169.254.169.254"), protocols: [6], port: 80),
        Service(address: address("fd00:ec2::254"), protocols: [6], port: 80),
        Service(address: address("169.254.169.123"), protocols: [17], port: 123),
        Service(address: address("fd00:ec2::123"), protocols: [17], port: 123),
        Service(address: address("169.254.170.2"), protocols: [6], port: 80),
        Service(address: address("169.254.169.250"), protocols: [6], port: 1688),
        Service(address: address("169.254.169.251"), protocols: [6], port: 1688),
    ]

    /// What is not public in IPv4.
    static let reserved: [IPNetwork] = [
        network("0.0.0.0/8"), network("10.0.0.0/8"), network("100.64.0.0/10"), network("127.0.0.0/8"), network("169.254.0.0/16"),
        network("172.16.0.0/12"), network("192.168.0.0/16"), network("224.0.0.0/3"),
    ]

    /// Private addresses: RFC 1918 and 100.64.0.0/10; of IPv6 the unique local ones.
    static let privateRanges: [IPNetwork] = [
        network("10.0.0.0/8"), network("172.16.0.0/12"), network("192.168.0.0/16"), network("100.64.0.0/10"), network("fc00::/7"),
    ]

    /// Where the hosts of a VPC may live whose blocks are not loaded; VPCs also have blocks of global IPv6 addresses.
    static let vpcRanges: [IPNetwork] = privateRanges + [network("2000::/3")]

    static func isPublic(_ version: IPVersion, _ bits: UInt128) -> Bool {
        if version == .v6 { return network("2000::/3").range.contains(bits) }
        return !reserved.contains { $0.range.contains(bits) }
    }

    static func isPrivate(_ version: IPVersion, _ bits: UInt128) -> Bool {
        privateRanges.contains { $0.version == version && $0.range.contains(bits) }
    }

    /// Every range above, for splitting.
    static func landmarks(_ version: IPVersion) -> [ClosedRange<UInt128>] {
        let networks = reserved + vpcRanges + services.map { IPNetwork.single($0.address) }
        return networks.filter { $0.version == version }.map(\.range)
    }

    /// An address that is written in this code.
    static func address(_ text: String) -> IPAddress {
        guard let address = try? IPAddress(parsing: text) else { preconditionFailure("\(text) is no address") }
        return address
    }

    /// A network that is written in this code.
    static func network(_ text: String) -> IPNetwork {
        guard let network = try? IPNetwork(parsing: text) else { preconditionFailure("\(text) is no network") }
        return network
    }
}

/// Cuts the addresses of a family into runs that no boundary of an inventory crosses; one address stands for each run.
struct OracleCells {
    /// Where runs begin, ascending.
    private let starts: [UInt128]

    init(_ inventory: Inventory, _ version: IPVersion) {
        var ranges = OracleAddresses.landmarks(version)
        ranges += inventory.rules.compactMap { inventory.network(of: $0.peer) }.filter { $0.version == version }.map(\.range)
        ranges += inventory.prefixLists.flatMap { $0.entries ?? [] }.filter { $0.version == version }.map(\.range)
        for network in inventory.vpcs.flatMap(\.networks) where network.version == version {
            ranges.append(network.range)
            ranges.append((network.range.lowerBound + 2)...(network.range.lowerBound + 2))
        }
        for network in inventory.subnets.flatMap(\.networks) where network.version == version {
            ranges.append(network.range)
            ranges += Self.usable(network).map { [$0] } ?? []
        }
        for interface in inventory.interfaces {
            ranges += interface.privateRanges(version)
            ranges += interface.publicAddresses.filter { $0.version == version }.map { $0.bits...$0.bits }
        }
        starts = Self.starts(ranges, version)
    }

    /// One address of each run within some ranges, ascending; the first address of each range is one of them.
    func representatives(of ranges: [ClosedRange<UInt128>]) -> [UInt128] {
        var found = Set<UInt128>()
        for range in ranges {
            found.insert(range.lowerBound)
            if range.lowerBound == range.upperBound { continue }
            for start in starts where range.contains(start) { found.insert(start) }
        }
        return found.sorted()
    }

    /// The addresses of a subnet that an interface can have: all but the first four and the last.
    static func usable(_ network: IPNetwork) -> ClosedRange<UInt128>? {
        let range = network.range
        guard range.upperBound - range.lowerBound >= 5 else { return nil }
        return (range.lowerBound + 4)...(range.upperBound - 1)
    }

    private static func starts(_ ranges: [ClosedRange<UInt128>], _ version: IPVersion) -> [UInt128] {
        var found: Set<UInt128> = [0]
        for range in ranges {
            found.insert(range.lowerBound)
            if range.upperBound < version.largest { found.insert(range.upperBound + 1) }
        }
        return found.sorted()
    }
}
