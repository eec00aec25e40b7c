import CoreModel

/// The families of which a VPC or a subnet may have a block, and an interface an address, that a document leaves open.
///
/// What is known after apply, or when a stack is deployed, is not the same as what is not there.
enum OpenFamilies {
    /// Every VPC has an IPv4 block.
    static func ofVpc(_ values: JSONValue, _ networks: [IPNetwork]) throws(JSONFault) -> Set<IPVersion> {
        let isOpen = try isUnknown(values, "cidr_block")
        return families(isOpen || lacks(.v4, networks), try isOpenIPv6(values, networks))
    }

    /// Every subnet has an IPv4 block, but for one that is IPv6 only.
    static func ofSubnet(_ values: JSONValue, _ networks: [IPNetwork]) throws(JSONFault) -> Set<IPVersion> {
        let isIPv6Only = try mayBe(values, "ipv6_native")
        let isOpen = try isUnknown(values, "cidr_block")
        // One that gives its interfaces IPv6 addresses has a block that they are of.
        let assigns = try mayBe(values, "assign_ipv6_address_on_creation")
        let asks = try isOpenIPv6(values, networks)
        return families(
            isOpen || (lacks(.v4, networks) && !isIPv6Only), asks || ((assigns || isIPv6Only) && lacks(.v6, networks)))
    }

    /// A further block of a VPC is of one family: of IPv6 by its type, by what it asks for, or by what is open of it.
    static func ofBlock(_ values: JSONValue, _ networks: [IPNetwork], isIPv6: Bool) throws(JSONFault) -> Set<IPVersion> {
        if !networks.isEmpty { return [] }
        let asks = try isOpenIPv6(values, networks)
        return isIPv6 || asks ? [.v6] : [.v4]
    }

    /// Of an interface of which some address is told; `subnetGivesIPv6` where its subnet gives an address to whoever is made in it.
    static func ofInterface(
        _ values: JSONValue, _ addresses: [IPAddress], subnetGivesIPv6: Bool
    ) throws(JSONFault) -> Set<IPVersion> {
        var open: Set<IPVersion> = []
        if !addresses.contains(where: { $0.version == .v4 }), !values.has("private_ip") { open.insert(.v4) }
        for key in ["private_ip", "private_ips", "private_ip_list"] as [StaticString] where try isUnknown(values, key) {
            if !addresses.contains(where: { $0.version == .v4 }) { open.insert(.v4) }
        }
        if addresses.contains(where: { $0.version == .v6 }) { return open }
        let lists: [StaticString] = ["ipv6_addresses", "ipv6_address_list"]
        for key in lists where try isUnknown(values, key) { open.insert(.v6) }
        if try mayBe(values, "ipv6_address_count") { open.insert(.v6) }
        if subnetGivesIPv6, !lists.contains(where: { values.has($0) }) { open.insert(.v6) }
        return open
    }

    /// Whether a switch is on or a number is above zero, or may be.
    static func mayBe(_ values: JSONValue, _ key: StaticString) throws(JSONFault) -> Bool {
        switch try values.settled(key) {
        case .absent: return false
        case .unknown: return true
        case .known(let value):
            switch value.kind {
            case .boolean: return try value.boolean()
            case .number: return try value.integer() != 0
            case .text: return try !["", "0", "false"].contains(value.text().string)
            default: return true
            }
        }
    }

    private static func isOpenIPv6(_ values: JSONValue, _ networks: [IPNetwork]) throws(JSONFault) -> Bool {
        if try isUnknown(values, "ipv6_cidr_block") { return true }
        guard lacks(.v6, networks) else { return false }
        if try mayBe(values, "assign_generated_ipv6_cidr_block") { return true }
        switch try values.settled("ipv6_ipam_pool_id") {
        case .absent: return false
        case .unknown: return true
        case .known: return try values.text("ipv6_ipam_pool_id") != nil
        }
    }

    private static func families(_ isV4Open: Bool, _ isV6Open: Bool) -> Set<IPVersion> {
        Set((isV4Open ? [.v4] : []) + (isV6Open ? [.v6] : []))
    }

    private static func lacks(_ version: IPVersion, _ networks: [IPNetwork]) -> Bool {
        !networks.contains { $0.version == version }
    }

    private static func isUnknown(_ values: JSONValue, _ key: StaticString) throws(JSONFault) -> Bool {
        switch try values.settled(key) {
        case .absent: return false
        case .unknown: return true
        case .known(let value):
            guard value.kind == .array else { return false }
            for element in try value.elements() where element.isUnknown { return true }
            return false
        }
    }
}
