import CoreModel

/// Reads `aws ec2 describe-vpcs`: `Vpcs[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpcs.html#output
enum AwsVpcs {
    static func read(_ vpcs: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for value in vpcs {
            var vpc = Vpc(id: collector.intern(try value.requiredText("VpcId")))
            vpc.name = try collector.nameTag(try value.member("Tags"))
            vpc.owner = collector.intern(try value.text("OwnerId"))
            if vpc.owner.isNone { vpc.owner = collector.account(of: origin) }
            vpc.region = collector.region(of: origin)
            (vpc.networks, vpc.openFamilies) = try AwsBlocks.read(value)
            vpc.privateBlocks = try AwsBlocks.privateBlocks(value)
            vpc.blockMode = try AwsPublicAccess.mode(value)
            vpc.hasFirewall = try !value.elements("NetworkFirewallAssociations").isEmpty
            if AwsBlocks.areTold(value) {
                collector.builder.add(vpc, listedIn: origin.argument)
            } else {
                collector.builder.add(vpc)
            }
        }
    }
}

/// Reads `aws ec2 describe-subnets`: `Subnets[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-subnets.html#output
enum AwsSubnets {
    static func read(_ subnets: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for value in subnets {
            var subnet = Subnet(id: collector.intern(try value.requiredText("SubnetId")))
            subnet.name = try collector.nameTag(try value.member("Tags"))
            subnet.vpc = collector.intern(try value.text("VpcId"))
            subnet.zone = collector.intern(try value.text("AvailabilityZone"))
            subnet.zoneID = collector.intern(try value.text("AvailabilityZoneId"))
            subnet.owner = collector.intern(try value.text("OwnerId"))
            (subnet.networks, subnet.openFamilies) = try AwsBlocks.read(value)
            subnet.blockMode = try AwsPublicAccess.mode(value)
            subnet.hasFirewall = try value.text("NetworkFirewallConnectivityType") != nil
            if AwsBlocks.areTold(value) {
                collector.builder.add(subnet, listedIn: origin.argument)
            } else {
                collector.builder.add(subnet)
            }
        }
    }
}

/// The CIDR blocks of a VPC or a subnet: the primary one, then those associated later; what is disassociated is gone.
enum AwsBlocks {
    /// What a list of associated blocks and its members are called.
    private struct Members {
        var version: IPVersion
        var list: StaticString
        var block: StaticString
        var state: StaticString
    }

    private static let lists = [
        Members(version: .v4, list: "CidrBlockAssociationSet", block: "CidrBlock", state: "CidrBlockState"),
        Members(version: .v6, list: "Ipv6CidrBlockAssociationSet", block: "Ipv6CidrBlock", state: "Ipv6CidrBlockState"),
    ]

    /// Whether the blocks of both families are told, and not only the primary one.
    static func areTold(_ value: JSONValue) -> Bool {
        value.has("Ipv6CidrBlockAssociationSet") || value.has("CidrBlockAssociationSet")
    }

    /// The blocks, and the families of one that is being associated and is not told yet.
    static func read(_ value: JSONValue) throws(JSONFault) -> (networks: [IPNetwork], openFamilies: Set<IPVersion>) {
        var networks: [IPNetwork] = []
        var open: Set<IPVersion> = []
        func add(_ block: JSONValue) throws(JSONFault) {
            let network = try RuleValues.network(block)
            if !networks.contains(network) { networks.append(network) }
        }
        if let block = try value.member("CidrBlock"), try !block.text().isEmpty { try add(block) }
        for members in lists {
            for entry in try value.elements(members.list) {
                let state = try entry.member(members.state)?.text("State")
                let isComing = state.map { "associating" ~= $0 } ?? false
                guard isComing || state.map({ "associated" ~= $0 }) ?? true else { continue }
                if let block = try entry.member(members.block) {
                    try add(block)
                } else if isComing {
                    open.insert(members.version)
                } else if members.version == .v4 {
                    throw entry.fault(.missing(members.block.description))
                }
            }
        }
        return (networks, open)
    }

    /// Those of a VPC's IPv6 blocks whose addresses the internet does not know.
    static func privateBlocks(_ value: JSONValue) throws(JSONFault) -> [IPNetwork] {
        var blocks: [IPNetwork] = []
        for entry in try value.elements("Ipv6CidrBlockAssociationSet") {
            guard let attribute = try entry.text("Ipv6AddressAttribute"), attribute.string.lowercased() == "private",
                let block = try entry.member("Ipv6CidrBlock")
            else { continue }
            blocks.append(try RuleValues.network(block))
        }
        return blocks
    }
}
