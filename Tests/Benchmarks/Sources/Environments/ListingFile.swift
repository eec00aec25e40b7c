import Glibc

/// Writes a describe-security-groups answer in the AWS CLI's own indented form, from a seed: half of the rules name a group, half one of
/// 65,536 networks.
package struct ListingFile {
    /// VPCs, which have their groups in turn.
    package static let vpcs = 20

    private var state: UInt64
    private let groups: Int
    private let rules: Int

    /// A listing of groups with a number of rules each.
    package init(groups: Int, rules: Int, seed: UInt64) {
        self.groups = groups
        self.rules = rules
        state = seed
    }

    /// Writes it; nil where the file cannot be written, else its length in bytes.
    package mutating func write(to path: String) -> Int? {
        guard let file = fopen(path, "w") else { return nil }
        defer { fclose(file) }
        fputs("{\n    \"SecurityGroups\": [\n", file)
        for number in 0..<groups { fputs(group(number) + (number + 1 < groups ? ",\n" : "\n"), file) }
        fputs("    ]\n}\n", file)
        return ftell(file)
    }

    private mutating func group(_ number: Int) -> String {
        let ingress = rules * 8 / 10
        return """
                    {
                        "GroupId": "\(Self.id(number))",
                        "IpPermissionsEgress": [
            \(permissions(rules - ingress))
                        ],
                        "Tags": [
                            {
                                "Key": "Name",
                                "Value": "service-\(number)"
                            }
                        ],
                        "VpcId": "vpc-\(number % Self.vpcs)",
                        "SecurityGroupArn": "arn:aws:ec2:us-east-1:123456789012:security-group/\(Self.id(number))",
                        "OwnerId": "123456789012",
                        "GroupName": "service-\(number)",
                        "Description": "Security group of service \(number)",
                        "IpPermissions": [
            \(permissions(ingress))
                        ]
                    }
            """
    }

    private mutating func permissions(_ count: Int) -> String {
        var left = count
        var texts: [String] = []
        while left > 0 {
            let here = min(left, 1 + random(6))
            left -= here
            let pairs = random(here + 1)
            let port = [22, 80, 443, 5432, 6379, 3000 + random(1000)][random(6)]
            texts.append(
                """
                                {
                                    "IpProtocol": "tcp",
                                    "FromPort": \(port),
                                    "ToPort": \(port),
                                    "UserIdGroupPairs": [\(list(pairs) { $0.pair() })],
                                    "IpRanges": [\(list(here - pairs) { $0.range() })],
                                    "Ipv6Ranges": [],
                                    "PrefixListIds": []
                                }
                """)
        }
        return texts.joined(separator: ",\n")
    }

    private mutating func list(_ count: Int, _ make: (inout ListingFile) -> String) -> String {
        if count == 0 { return "" }
        let texts = (0..<count).map { _ in make(&self) }
        return "\n" + texts.joined(separator: ",\n") + "\n                    "
    }

    private mutating func pair() -> String {
        """
                                {
                                    "Description": "from service \(random(groups))",
                                    "UserId": "123456789012",
                                    "GroupId": "\(Self.id(random(groups)))"
                                }
        """
    }

    private mutating func range() -> String {
        """
                                {
                                    "Description": "office network \(random(1000))",
                                    "CidrIp": "10.\(random(256)).\(random(256)).0/24"
                                }
        """
    }

    /// The id of a group by its number.
    package static func id(_ number: Int) -> String {
        let digits = String(UInt64(number) &* 0x9E37_79B9_7F4A_7C15, radix: 16)
        return "sg-0" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(truncatingIfNeeded: state >> 33) % bound
    }
}
