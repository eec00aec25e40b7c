/// Route tables, network ACLs and gateways of a template as Terraform has them.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
extension CloudFormationResource {
    /// The types that carry and filter packets.
    static let networkTypes: [String: TerraformType] = [
        "AWS::EC2::NetworkAcl": .networkACL, "AWS::EC2::NetworkAclEntry": .networkACLRule, "AWS::EC2::RouteTable": .routeTable,
        "AWS::EC2::Route": .route, "AWS::EC2::SubnetRouteTableAssociation": .routeTableAssociation,
        "AWS::EC2::GatewayRouteTableAssociation": .routeTableAssociation,
        "AWS::EC2::SubnetNetworkAclAssociation": .networkACLAssociation, "AWS::EC2::InternetGateway": .internetGateway,
        "AWS::EC2::VPCGatewayAttachment": .internetGatewayAttachment,
        "AWS::EC2::EgressOnlyInternetGateway": .egressOnlyGateway, "AWS::EC2::NatGateway": .natGateway,
        "AWS::EC2::VPNGatewayRoutePropagation": .propagation,
        "AWS::EC2::VPCBlockPublicAccessOptions": .publicAccessOptions,
        "AWS::EC2::VPCBlockPublicAccessExclusion": .publicAccessExclusion,
    ]

    /// The properties that Terraform has under another name, of all these types together.
    private static let names = [
        "RouteTableId": "route_table_id", "SubnetId": "subnet_id", "VpcId": "vpc_id", "NetworkAclId": "network_acl_id",
        "DestinationCidrBlock": "destination_cidr_block", "DestinationIpv6CidrBlock": "destination_ipv6_cidr_block",
        "DestinationPrefixListId": "destination_prefix_list_id", "GatewayId": "gateway_id", "NatGatewayId": "nat_gateway_id",
        "TransitGatewayId": "transit_gateway_id", "VpcPeeringConnectionId": "vpc_peering_connection_id",
        "NetworkInterfaceId": "network_interface_id", "InstanceId": "instance_id", "VpcEndpointId": "vpc_endpoint_id",
        "EgressOnlyInternetGatewayId": "egress_only_gateway_id", "LocalGatewayId": "local_gateway_id",
        "CarrierGatewayId": "carrier_gateway_id", "CoreNetworkArn": "core_network_arn", "OdbNetworkArn": "odb_network_arn",
        "InternetGatewayId": "internet_gateway_id", "VpnGatewayId": "vpn_gateway_id", "ConnectivityType": "connectivity_type",
        "AvailabilityMode": "availability_mode", "PrivateIpAddress": "private_ip",
        "InternetGatewayBlockMode": "internet_gateway_block_mode",
        "InternetGatewayExclusionMode": "internet_gateway_exclusion_mode", "Egress": "egress", "RuleNumber": "rule_number",
        "RuleAction": "rule_action", "Protocol": "protocol", "CidrBlock": "cidr_block", "Ipv6CidrBlock": "ipv6_cidr_block",
    ]

    /// The resources that one of these types stands for.
    func networkResources(_ known: TerraformType) -> [RewrittenResource] {
        var values = properties.members.compactMap { member in
            Self.names[member.key].map { TreeMember($0, member.value.asText) }
        }
        values.append(TreeMember("tags", tags))
        switch known {
        case .networkACLRule:
            values += range("PortRange", ["From": "from_port", "To": "to_port"])
            values += range("Icmp", ["Type": "icmp_type", "Code": "icmp_code"])
        case .propagation:
            return listed("RouteTableIds").map {
                resource(known, values.filter { $0.key != "route_table_id" } + [TreeMember("route_table_id", $0)])
            }
        default: break
        }
        return [resource(known, values)]
    }

    /// The elements of a list; one that is open as a whole is one that is open.
    private func listed(_ property: String) -> [Tree] {
        guard let list = properties[property] else { return [] }
        if case .list(let elements) = list { return elements }
        return [list.asText]
    }

    /// A range of ports, or a type and a code.
    ///
    /// AWS requires both of ICMP and documents no default: where one is absent, what is meant is not known.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-networkaclentry-icmp.html
    private func range(_ property: String, _ names: [String: String]) -> [TreeMember] {
        let range = properties[property]
        if property != "Icmp", range == nil { return [] }
        return names.map { name, key in
            if let range, range.unknown != nil { return TreeMember(key, range) }
            let absent = property == "Icmp" ? Tree.unknown(.init(name: "Icmp.\(name) of \(logicalID)")) : .null
            return TreeMember(key, range?[name]?.asText ?? absent)
        }
    }

    /// What EC2 gives a VPC that a template makes and no resource can change: a main route table with the local routes alone, and a
    /// default network ACL that allows all.
    var assumedNetwork: [RewrittenResource] {
        func entry(_ number: Int, _ key: String, _ network: String) -> Tree {
            .object([
                TreeMember("rule_no", .number("\(number)")), TreeMember("action", .text("allow")),
                TreeMember("protocol", .text("-1")),
                TreeMember(key, .text(network)),
            ])
        }
        let all = Tree.list([entry(100, "cidr_block", "0.0.0.0/0"), entry(101, "ipv6_cidr_block", "::/0")])
        let own = [TreeMember("vpc_id", .text(logicalID)), TreeMember("is_assumed", .boolean(true))]
        return [
            resource(.defaultRouteTable, own, id: "\(logicalID) (main route table)"),
            resource(
                .defaultNetworkACL, own + [TreeMember("ingress", all), TreeMember("egress", all)],
                id: "\(logicalID) (default network ACL)"),
        ]
    }

    /// The routes that a gateway endpoint adds to the route tables that it names.
    var endpointRoutes: [RewrittenResource] {
        guard ["Gateway", nil].contains(properties["VpcEndpointType"]?.string) else { return [] }
        let list = properties["ServiceName"]?.scalar.map { Tree.text($0) } ?? .unknown(.init(name: "the service of \(logicalID)"))
        return listed("RouteTableIds").map { table in
            resource(
                .route,
                [
                    TreeMember("route_table_id", table), TreeMember("destination_prefix_list_id", list),
                    TreeMember("vpc_endpoint_id", .text(logicalID)),
                ], id: "\(logicalID) (route)")
        }
    }
}
