import SecurityGroups

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
            vpc.networks = try AwsBlocks.networks(of: value)
            vpc.openFamilies = try AwsBlocks.openFamilies(of: value)
            collector.builder.add(vpc)
        }
    }
}

/// Reads `aws ec2 describe-subnets`: `Subnets[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-subnets.html#output
enum AwsSubnets {
    static func read(_ subnets: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in subnets {
            var subnet = Subnet(id: collector.intern(try value.requiredText("SubnetId")))
            subnet.name = try collector.nameTag(try value.member("Tags"))
            subnet.vpc = collector.intern(try value.text("VpcId"))
            subnet.zone = collector.intern(try value.text("AvailabilityZone"))
            subnet.networks = try AwsBlocks.networks(of: value)
            subnet.openFamilies = try AwsBlocks.openFamilies(of: value)
            collector.builder.add(subnet)
        }
    }
}

/// The CIDR blocks of a VPC or a subnet: the primary one, then those associated later; what is disassociated is gone.
enum AwsBlocks {
    static func networks(of value: JSONValue) throws(JSONFault) -> [IPNetwork] {
        var networks: [IPNetwork] = []
        func add(_ network: IPNetwork) {
            if !networks.contains(network) { networks.append(network) }
        }
        if let block = try value.member("CidrBlock"), try !block.text().isEmpty { add(try RuleValues.network(block)) }
        for entry in try value.elements("CidrBlockAssociationSet") where try isThere(entry, "CidrBlockState") {
            if try isUntold(entry, "CidrBlock", "CidrBlockState") { continue }
            add(try RuleValues.network(try entry.required("CidrBlock")))
        }
        for entry in try value.elements("Ipv6CidrBlockAssociationSet") where try isThere(entry, "Ipv6CidrBlockState") {
            if let block = try entry.member("Ipv6CidrBlock") { add(try RuleValues.network(block)) }
        }
        return networks
    }

    /// The families of a block that is being associated and is not told yet.
    static func openFamilies(of value: JSONValue) throws(JSONFault) -> Set<IPVersion> {
        var open: Set<IPVersion> = []
        for entry in try value.elements("CidrBlockAssociationSet") where try isUntold(entry, "CidrBlock", "CidrBlockState") {
            open.insert(.v4)
        }
        for entry in try value.elements("Ipv6CidrBlockAssociationSet")
        where try isUntold(entry, "Ipv6CidrBlock", "Ipv6CidrBlockState") {
            open.insert(.v6)
        }
        return open
    }

    private static func isUntold(
        _ entry: JSONValue, _ member: StaticString, _ stateMember: StaticString
    ) throws(JSONFault) -> Bool {
        guard try entry.member(member) == nil, let state = try entry.member(stateMember)?.text("State") else { return false }
        return "associating" ~= state
    }

    private static func isThere(_ entry: JSONValue, _ stateMember: StaticString) throws(JSONFault) -> Bool {
        guard let state = try entry.member(stateMember)?.text("State") else { return true }
        switch state {
        case "associated", "associating": return true
        default: return false
        }
    }
}
