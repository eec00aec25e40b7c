import CoreModel

/// One resource of a template with its properties evaluated, or of Pulumi's aws-native provider, which has the same.
struct CloudFormationResource {
    /// Its logical id, with its stack's name where another stack has one like it.
    var logicalID: String
    var type: String
    var properties: Tree
    /// What decides whether the resource is made at all.
    var doubt: String?

    /// The types that are read.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
    static let types: [String: TerraformType] = [
        "AWS::EC2::SecurityGroup": .group, "AWS::EC2::SecurityGroupIngress": .groupRule,
        "AWS::EC2::SecurityGroupEgress": .groupRule, "AWS::EC2::VPC": .vpc, "AWS::EC2::VPCCidrBlock": .vpcBlock,
        "AWS::EC2::Subnet": .subnet,
        "AWS::EC2::SubnetCidrBlock": .subnetBlock, "AWS::EC2::PrefixList": .prefixList, "AWS::EC2::NetworkInterface": .interface,
        "AWS::EC2::Instance": .instance, "AWS::EC2::NetworkInterfaceAttachment": .interfaceAttachment,
    ].merging(networkTypes) { own, _ in own }.merging(joiningTypes) { own, _ in own }.merging(balancerTypes) { own, _ in own }

    /// Whether resources of a type are read: others name them by their ids.
    static func hasID(_ type: String) -> Bool {
        types[type] != nil || CloudFormationOwner.types[type] != nil
            || ["AWS::EC2::LaunchTemplate", "AWS::RDS::DBSubnetGroup", "AWS::ElastiCache::SubnetGroup"].contains(type)
    }

    /// The resource as Terraform would have it, with those that are part of it.
    ///
    /// None for one that says nothing about security groups.
    func rewritten(in context: CloudFormationContext) throws(JSONFault) -> [RewrittenResource] {
        guard let known = Self.types[type] else { return [] }
        if known == .endpoint { return [joiningResource(known)] + endpointRoutes }
        if Self.balancerTypes[type] != nil { return [balancerResource(known, context)] }
        if Self.joiningTypes[type] != nil { return [joiningResource(known)] }
        switch known {
        case .vpc: return [resource(known, network())] + assumedNetwork
        case .group: return [resource(known, try group(context))]
        case .groupRule: return [resource(known, try ruleResource(context))]
        case .vpcBlock, .subnet, .subnetBlock: return [resource(known, network())]
        case .prefixList: return [resource(known, prefixList())]
        case .interface: return [resource(known, interface(context))]
        case .instance: return instance(context)
        case .interfaceAttachment: return attachment()
        default: return networkResources(known)
        }
    }

    func resource(_ known: TerraformType, _ values: [TreeMember], id: String? = nil) -> RewrittenResource {
        var values = values
        if let doubt { values.append(TreeMember(TreeJSON.doubtKey.description, .text(doubt))) }
        return RewrittenResource(
            address: logicalID, type: known, values: .object([TreeMember("id", .text(id ?? logicalID))] + values),
            isTemplate: true)
    }

    // MARK: Groups and rules

    private func group(_ context: CloudFormationContext) throws(JSONFault) -> [TreeMember] {
        var values = [
            TreeMember("name", text("GroupName")), TreeMember("description", text("GroupDescription")),
            TreeMember("vpc_id", text("VpcId")), TreeMember("tags", tags),
        ]
        for (property, key, direction) in [
            ("SecurityGroupIngress", "ingress", Direction.ingress), ("SecurityGroupEgress", "egress", .egress),
        ] {
            guard let list = properties[property] else { continue }
            if list.unknown != nil {
                values.append(TreeMember(key, list))
                continue
            }
            var blocks: [Tree] = []
            for (number, rule) in list.elements.enumerated() {
                if rule.unknown != nil {
                    blocks.append(rule)
                } else {
                    blocks.append(.object(try block(rule, direction, context, at: "\(logicalID).\(property)[\(number)]")))
                }
            }
            values.append(TreeMember(key, .list(blocks)))
        }
        return values
    }

    private func ruleResource(_ context: CloudFormationContext) throws(JSONFault) -> [TreeMember] {
        let direction: Direction = type.hasSuffix("Egress") ? .egress : .ingress
        guard let owner = owner(context) else { throw JSONFault(told: "\(logicalID).GroupId", problem: .badValue("is missing")) }
        return try block(properties, direction, context, at: logicalID) + [
            TreeMember("type", .text(direction.name)), TreeMember("security_group_id", owner),
        ]
    }

    /// The group that a rule resource belongs to; nil where it names none.
    func owner(_ context: CloudFormationContext) -> Tree? {
        properties["GroupId"] ?? properties["GroupName"].map { context.group(called: $0) }
    }

    /// A rule of either direction; ports and protocols may be numbers or text.
    private func block(
        _ rule: Tree, _ direction: Direction, _ context: CloudFormationContext, at place: String
    ) throws(JSONFault) -> [TreeMember] {
        let far = direction == .ingress ? "Source" : "Destination"
        guard let ipProtocol = rule["IpProtocol"] else {
            throw JSONFault(told: "\(place).IpProtocol", problem: .badValue("is missing"))
        }
        var block = [
            TreeMember("protocol", ipProtocol.asText),
            TreeMember("description", rule["Description"]?.scalar.map { .text($0) } ?? .null),
            TreeMember("cidr_blocks", list(rule["CidrIp"])), TreeMember("ipv6_cidr_blocks", list(rule["CidrIpv6"])),
            TreeMember("prefix_list_ids", list(rule["\(far)PrefixListId"])),
            TreeMember(
                "security_groups",
                list(rule["\(far)SecurityGroupId"] ?? rule["\(far)SecurityGroupName"].map { context.group(called: $0, of: rule) })
            ),
        ]
        for (property, key) in [("FromPort", "from_port"), ("ToPort", "to_port")] {
            guard let port = rule[property] else { continue }
            if port.unknown != nil {
                block.append(TreeMember(key, port))
                continue
            }
            guard let number = port.scalar.flatMap({ Int($0) }) else {
                throw JSONFault(told: "\(place).\(property)", problem: .badValue("is not a whole number"))
            }
            block.append(TreeMember(key, .number("\(number)")))
        }
        if let doubt = rule[TreeJSON.doubtKey.description] ?? self.doubt.map({ .text($0) }) {
            block.append(TreeMember(TreeJSON.doubtKey.description, doubt))
        }
        return block
    }

    private func list(_ value: Tree?) -> Tree {
        .list(value.map { [$0.asText] } ?? [])
    }

    // MARK: Everything else

    private func network() -> [TreeMember] {
        [
            TreeMember("vpc_id", text("VpcId")), TreeMember("cidr_block", settled("CidrBlock")),
            TreeMember("ipv6_cidr_block", settled("Ipv6CidrBlock")), TreeMember("tags", tags),
            TreeMember("availability_zone", text("AvailabilityZone")), TreeMember("subnet_id", text("SubnetId")),
        ]
            + [
                ("AmazonProvidedIpv6CidrBlock", "assign_generated_ipv6_cidr_block"), ("Ipv6Native", "ipv6_native"),
                ("AssignIpv6AddressOnCreation", "assign_ipv6_address_on_creation"),
            ].filter { mayBeOn($0.0) }.map { TreeMember($0.1, .boolean(true)) }
            + (["Ipv6IpamPoolId", "Ipv6Pool"].contains { properties[$0] != nil }
                ? [TreeMember("ipv6_ipam_pool_id", .text(logicalID))] : [])
    }

    /// Whether a switch is on, or may be where the template leaves it open; as text too, which YAML's quoted words are.
    private func mayBeOn(_ property: String) -> Bool {
        guard let value = properties[property] else { return false }
        return value.unknown != nil || value.scalar?.lowercased() == "true"
    }

    private func prefixList() -> [TreeMember] {
        let entries = properties["Entries"]?.elements.compactMap { $0["Cidr"]?.string } ?? []
        let all = properties["Entries"]?.elements.count ?? 0
        // A list of which an entry is open says less than none.
        let isOpen = properties["Entries"]?.unknown != nil || entries.count != all
        let known = TreeMember("entry", .list(entries.map { .object([TreeMember("cidr", .text($0))]) }))
        return [TreeMember("name", text("PrefixListName")), TreeMember("address_family", text("AddressFamily"))]
            + [isOpen ? TreeMember("entry", .unknown(Tree.Unknown(name: "\(logicalID) Entries"))) : known]
    }

    /// A text as far as it is known: `${AWS::StackName}-alb` of a name whose stack is not.
    func text(_ property: String) -> Tree { properties[property].map(Self.told) ?? .null }

    /// A value that is of use only when it is known; what is open stays so, and is named.
    private func settled(_ property: String) -> Tree { properties[property]?.asText ?? .null }

    static func told(_ value: Tree) -> Tree {
        if let unknown = value.unknown { return unknown.partial.map { .text($0) } ?? .null }
        return value.scalar.map { .text($0) } ?? .null
    }

    var tags: Tree {
        .object(
            (properties["Tags"]?.elements ?? []).compactMap { tag in
                guard let key = tag["Key"]?.scalar, let value = tag["Value"] else { return nil }
                return TreeMember(key, Self.told(value))
            })
    }
}
