import Glibc

/// Writes a describe-network-interfaces answer for the groups of a ``ListingFile``: each interface carries one to four groups of one VPC.
package struct InterfaceListing {
    private let interfaces: Int
    private let groups: Int
    private var random: SeededRandom

    /// A listing of so many interfaces, which carry groups of a listing of so many groups.
    package init(interfaces: Int, groups: Int, seed: UInt64) {
        self.interfaces = interfaces
        self.groups = groups
        random = SeededRandom(seed: seed)
    }

    /// Writes it; false where the file cannot be written.
    package mutating func write(to path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        fputs("{\n    \"NetworkInterfaces\": [\n", file)
        for number in 0..<interfaces { fputs(interface(number) + (number + 1 < interfaces ? ",\n" : "\n"), file) }
        fputs("    ]\n}\n", file)
        return fclose(file) == 0
    }

    private mutating func interface(_ number: Int) -> String {
        let vpc = random.below(min(ListingFile.vpcs, groups))
        let inVpc = (groups - vpc + ListingFile.vpcs - 1) / ListingFile.vpcs
        var carried = Set<Int>()
        for _ in 0..<random.within(1...4) { carried.insert(vpc + random.below(inVpc) * ListingFile.vpcs) }
        let list = carried.sorted().map { group in
            """
                            {
                                "GroupId": "\(ListingFile.id(group))",
                                "GroupName": "service-\(group)"
                            }
            """
        }
        let id = String(SeededRandom.mix(UInt64(number + 1)), radix: 16)
        let address = "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
        return """
                    {
                        "Groups": [
            \(list.joined(separator: ",\n"))
                        ],
                        "NetworkInterfaceId": "eni-0\(String(repeating: "0", count: 16 - id.count))\(id)",
                        "OwnerId": "123456789012",
                        "PrivateIpAddress": "\(address)",
                        "PrivateIpAddresses": [
                            {
                                "Primary": true,
                                "PrivateIpAddress": "\(address)"
                            }
                        ],
                        "Status": "in-use",
                        "VpcId": "vpc-\(vpc)"
                    }
            """
    }
}
