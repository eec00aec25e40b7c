import SecurityGroups

/// One resource of a template with its properties evaluated, or of Pulumi's aws-native provider, which has the same.
struct CloudFormationResource {
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
        "AWS::EC2::Subnet": .subnet, "AWS::EC2::PrefixList": .prefixList, "AWS::EC2::NetworkInterface": .interface,
        "AWS::EC2::Instance": .instance, "AWS::EC2::NetworkAcl": .networkACL, "AWS::EC2::NetworkAclEntry": .networkACLRule,
        "AWS::EC2::RouteTable": .routeTable, "AWS::EC2::Route": .route,
    ]

    /// The resource as Terraform would have it; nil for one that says nothing about security groups.
    var rewritten: RewrittenResource? {
        get throws(JSONFault) {
            guard let known = Self.types[type] else { return nil }
            var values: [TreeMember] = []
            switch known {
            case .group: values = try group()
            case .groupRule: values = try ruleResource()
            case .vpc, .vpcBlock, .subnet: values = network()
            case .prefixList: values = prefixList()
            case .interface: values = interface()
            case .instance: values = instance()
            default: break
            }
            if let doubt { values.append(TreeMember(TreeJSON.doubtKey.description, .text(doubt))) }
            return RewrittenResource(
                address: logicalID, type: known, values: .object([TreeMember("id", .text(logicalID))] + values))
        }
    }

    // MARK: Groups and rules

    private func group() throws(JSONFault) -> [TreeMember] {
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
                    blocks.append(.object(try block(rule, direction, at: "\(logicalID).\(property)[\(number)]")))
                }
            }
            values.append(TreeMember(key, .list(blocks)))
        }
        return values
    }

    private func ruleResource() throws(JSONFault) -> [TreeMember] {
        let direction: Direction = type.hasSuffix("Egress") ? .egress : .ingress
        let owner = properties["GroupId"] ?? properties["GroupName"]
        guard let owner else { throw JSONFault(told: "\(logicalID).GroupId", problem: .badValue("is missing")) }
        return try block(properties, direction, at: logicalID) + [
            TreeMember("type", .text(direction.name)), TreeMember("security_group_id", owner),
        ]
    }

    /// A rule of either direction; ports and protocols may be numbers or text.
    private func block(_ rule: Tree, _ direction: Direction, at place: String) throws(JSONFault) -> [TreeMember] {
        let far = direction == .ingress ? "Source" : "Destination"
        guard let ipProtocol = rule["IpProtocol"] else {
            throw JSONFault(told: "\(place).IpProtocol", problem: .badValue("is missing"))
        }
        var block = [
            TreeMember("protocol", ipProtocol.scalar.map { .text($0) } ?? ipProtocol),
            TreeMember("description", rule["Description"]?.scalar.map { .text($0) } ?? .null),
            TreeMember("cidr_blocks", list(rule["CidrIp"])), TreeMember("ipv6_cidr_blocks", list(rule["CidrIpv6"])),
            TreeMember("prefix_list_ids", list(rule["\(far)PrefixListId"])),
            TreeMember("security_groups", list(rule["\(far)SecurityGroupId"] ?? rule["\(far)SecurityGroupName"])),
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
        guard let value else { return .list([]) }
        return .list([value.scalar.map { .text($0) } ?? value])
    }

    // MARK: Everything else

    private func network() -> [TreeMember] {
        [
            TreeMember("vpc_id", text("VpcId")), TreeMember("cidr_block", text("CidrBlock")),
            TreeMember("ipv6_cidr_block", text("Ipv6CidrBlock")), TreeMember("tags", tags),
            TreeMember("availability_zone", text("AvailabilityZone")),
        ].filter { $0.value.unknown == nil }
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

    private func interface() -> [TreeMember] {
        var addresses = [properties["PrivateIpAddress"]?.string]
        addresses += (properties["PrivateIpAddresses"]?.elements ?? []).map { $0["PrivateIpAddress"]?.string }
        addresses += (properties["Ipv6Addresses"]?.elements ?? []).map { $0["Ipv6Address"]?.string }
        return [
            TreeMember("subnet_id", text("SubnetId")), TreeMember("description", text("Description")), TreeMember("tags", tags),
            TreeMember("security_groups", properties["GroupSet"] ?? .list([])),
            TreeMember("private_ips", .list(addresses.compactMap { $0 }.map { .text($0) })),
        ]
    }

    private func instance() -> [TreeMember] {
        let first = properties["NetworkInterfaces"]?.elements.first
        let groups = properties["SecurityGroupIds"] ?? first?["GroupSet"] ?? .list([])
        return [
            TreeMember("subnet_id", (first?["SubnetId"]).map(Self.told) ?? text("SubnetId")), TreeMember("tags", tags),
            TreeMember("vpc_security_group_ids", groups), TreeMember("private_ip", text("PrivateIpAddress")),
            TreeMember(
                "primary_network_interface_id",
                .text(first?["NetworkInterfaceId"]?.string ?? "\(logicalID) (primary interface)")),
        ]
    }

    /// A text as far as it is known: `${AWS::StackName}-alb` of a name whose stack is not.
    private func text(_ property: String) -> Tree { properties[property].map(Self.told) ?? .null }

    private static func told(_ value: Tree) -> Tree {
        if let unknown = value.unknown { return unknown.partial.map { .text($0) } ?? .null }
        return value.scalar.map { .text($0) } ?? .null
    }

    private var tags: Tree {
        .object(
            (properties["Tags"]?.elements ?? []).compactMap { tag in
                guard let key = tag["Key"]?.scalar, let value = tag["Value"] else { return nil }
                return TreeMember(key, Self.told(value))
            })
    }
}
