import CoreModel

/// CloudFormation, as YAML to be put below `Resources:`.
struct CloudFormationCode: CodeWriter {
    let inventory: Inventory
    /// The template of the thing that is changed: only its own names mean something in it.
    var file: Int?
    let form = CodeForm.cloudformation

    static let types = [
        "aws_vpc_security_group_ingress_rule": "AWS::EC2::SecurityGroupIngress",
        "aws_vpc_security_group_egress_rule": "AWS::EC2::SecurityGroupEgress",
        "aws_network_acl_rule": "AWS::EC2::NetworkAclEntry",
        "aws_route": "AWS::EC2::Route", "aws_internet_gateway_attachment": "AWS::EC2::VPCGatewayAttachment",
        "aws_vpn_gateway_attachment": "AWS::EC2::VPCGatewayAttachment",
        "aws_eip_association": "AWS::EC2::EIPAssociation",
        "aws_vpc_block_public_access_exclusion": "AWS::EC2::VPCBlockPublicAccessExclusion",
        "aws_ec2_transit_gateway_route": "AWS::EC2::TransitGatewayRoute",
        "aws_ec2_transit_gateway_route_table_association": "AWS::EC2::TransitGatewayRouteTableAssociation",
        "aws_ec2_transit_gateway_route_table_propagation": "AWS::EC2::TransitGatewayRouteTablePropagation",
        "aws_security_group": "AWS::EC2::SecurityGroup", "aws_route_table": "AWS::EC2::RouteTable",
        "aws_network_acl": "AWS::EC2::NetworkAcl", "aws_default_network_acl": "AWS::EC2::NetworkAcl",
        "aws_ec2_transit_gateway": "AWS::EC2::TransitGateway",
        "aws_ec2_transit_gateway_vpc_attachment": "AWS::EC2::TransitGatewayAttachment",
        "aws_vpc_endpoint": "AWS::EC2::VPCEndpoint", "aws_lb": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "aws_elb": "AWS::ElasticLoadBalancing::LoadBalancer", "aws_db_instance": "AWS::RDS::DBInstance",
        "aws_rds_cluster": "AWS::RDS::DBCluster", "aws_docdb_cluster": "AWS::DocDB::DBCluster",
        "aws_neptune_cluster": "AWS::Neptune::DBCluster", "aws_db_proxy": "AWS::RDS::DBProxy",
        "aws_elasticache_replication_group": "AWS::ElastiCache::ReplicationGroup",
        "aws_lambda_function": "AWS::Lambda::Function", "aws_ecs_service": "AWS::ECS::Service",
        "aws_efs_mount_target": "AWS::EFS::MountTarget",
    ]

    /// Properties that are not called as the attribute is.
    private static let keys = [
        "security_group_id": "GroupId", "ip_protocol": "IpProtocol", "cidr_ipv4": "CidrIp", "cidr_ipv6": "CidrIpv6",
        "ipv6_cidr_block": "Ipv6CidrBlock", "destination_ipv6_cidr_block": "DestinationIpv6CidrBlock",
        "egress_only_gateway_id": "EgressOnlyInternetGatewayId", "allocation_id": "AllocationId",
        "private_ip_address": "PrivateIpAddress",
    ]

    private static let numbers = ["tcp": 6, "udp": 17, "icmp": 1]

    func text(_ resource: CodeResource, name: String) -> String {
        guard let type = Self.types[resource.type] else {
            return form.comment("no resource of CloudFormation does this: \(resource.words)")
        }
        let rows = properties(resource).map { "    \($0.0): \($0.1)\n" }.joined()
        return "\(name):\n  Type: \(type)\n  Properties:\n\(rows)".trimmedEnd
    }

    /// Rules, entries and routes are resources of their own whatever a template has inline: no update takes them away.
    func text(block: String, _ attributes: [(key: String, value: CodeResource.Value)]) -> String? { nil }

    func name(_ words: String) -> String { CodeText.camel(words) }

    private func properties(_ resource: CodeResource) -> [(String, String)] {
        let isEgress = resource.type.hasSuffix("_egress_rule")
        let isEntry = resource.type == "aws_network_acl_rule"
        let isGroup = resource.type == "aws_security_group"
        var rows: [(String, String)] = []
        for (key, value) in resource.attributes {
            switch key {
            case "from_port" where isEntry, "to_port" where isEntry, "icmp_type", "icmp_code": continue
            case "name" where isGroup, "description" where isGroup:
                rows.append(("Group\(Self.property(key))", text(value)))
            case "protocol":
                guard case .text(let text) = value else { continue }
                rows.append(("Protocol", "\(Self.numbers[text] ?? Int(text) ?? -1)"))
            case "referenced_security_group_id":
                rows.append((isEgress ? "DestinationSecurityGroupId" : "SourceSecurityGroupId", text(value)))
            case "prefix_list_id": rows.append((isEgress ? "DestinationPrefixListId" : "SourcePrefixListId", text(value)))
            default: rows.append((Self.keys[key] ?? Self.property(key), text(value)))
            }
        }
        func number(_ key: String) -> Int? {
            for attribute in resource.attributes where attribute.key == key {
                if case .number(let number) = attribute.value { return number }
            }
            return nil
        }
        if isEntry, let from = number("from_port"), let to = number("to_port") {
            rows.append(("PortRange", "{From: \(from), To: \(to)}"))
        }
        if let type = number("icmp_type"), let code = number("icmp_code") {
            rows.append(("Icmp", "{Type: \(type), Code: \(code)}"))
        }
        return rows
    }

    /// "VpcPeeringConnectionId", of "vpc_peering_connection_id".
    static func property(_ key: String) -> String {
        let own = CodeText.lowerCamel(key)
        return own.prefix(1).uppercased() + own.dropFirst()
    }

    private func text(_ value: CodeResource.Value) -> String {
        switch value {
        case .text(let text): CodeText.quoted(text)
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .id(let id): reference(id)
        case .ids(let ids): "[\(ids.map(reference).joined(separator: ", "))]"
        case .texts(let texts): "[\(texts.map(CodeText.quoted).joined(separator: ", "))]"
        case .items(let items): "[\(items.map(item).joined(separator: ", "))]"
        }
    }

    private func item(_ item: CodeResource.Item) -> String {
        "{\(item.attributes.map { "\(Self.keys[$0.key] ?? Self.property($0.key)): \(text($0.value))" }.joined(separator: ", "))}"
    }

    /// `!GetAtt Rds.GroupId` of a group, `!Ref` of others.
    private func reference(_ id: TextID) -> String {
        // What another template of the system made has a path for a name.
        guard let own = inventory.codeName(of: id, .cloudFormation, file: file),
            own.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return CodeText.quoted(inventory[id]) }
        let isGroup = inventory.group(id: inventory[id]).map { inventory[$0].isSettled } ?? false
        return isGroup ? "!GetAtt \(own).GroupId" : "!Ref \(own)"
    }
}

extension String {
    /// Without line ends at its end.
    fileprivate var trimmedEnd: String { String(reversed().drop(while: \.isNewline).reversed()) }
}
