/// What joins VPCs to each other and to the rest of the world in a template, as Terraform has it.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
extension CloudFormationResource {
    /// The types.
    static let joiningTypes: [String: TerraformType] = [
        "AWS::EC2::VPCPeeringConnection": .peering, "AWS::EC2::TransitGateway": .transitGateway,
        "AWS::EC2::TransitGatewayAttachment": .transitVpcAttachment,
        "AWS::EC2::TransitGatewayVpcAttachment": .transitVpcAttachment,
        "AWS::EC2::TransitGatewayPeeringAttachment": .transitPeering, "AWS::EC2::TransitGatewayConnect": .transitConnect,
        "AWS::EC2::TransitGatewayRouteTable": .transitTable, "AWS::EC2::TransitGatewayRoute": .transitRoute,
        "AWS::EC2::TransitGatewayRouteTableAssociation": .transitAssociation,
        "AWS::EC2::TransitGatewayRouteTablePropagation": .transitPropagation, "AWS::EC2::VPNGateway": .vpnGateway,
        "AWS::EC2::VPNConnection": .vpnConnection, "AWS::EC2::VPNConnectionRoute": .vpnRoute,
        "AWS::EC2::CustomerGateway": .customerGateway, "AWS::EC2::VPCEndpoint": .endpoint,
        "AWS::NetworkFirewall::Firewall": .firewall,
    ]

    /// The attributes by which these types give their own ids.
    static let joiningIDs: [String: Set<String>] = [
        "AWS::EC2::VPCPeeringConnection": ["Id"], "AWS::EC2::TransitGateway": ["Id"],
        "AWS::EC2::TransitGatewayAttachment": ["Id"], "AWS::EC2::TransitGatewayVpcAttachment": ["Id"],
        "AWS::EC2::TransitGatewayPeeringAttachment": ["TransitGatewayAttachmentId"],
        "AWS::EC2::TransitGatewayConnect": ["TransitGatewayAttachmentId"],
        "AWS::EC2::TransitGatewayRouteTable": ["TransitGatewayRouteTableId"], "AWS::EC2::VPNGateway": ["VPNGatewayId"],
        "AWS::EC2::VPNConnection": ["VpnConnectionId"], "AWS::EC2::CustomerGateway": ["CustomerGatewayId"],
        "AWS::EC2::VPCEndpoint": ["Id"], "AWS::NetworkFirewall::Firewall": ["FirewallArn"],
    ]

    /// The properties that Terraform has under another name, of all these types together; secrets of VPN connections are none of them.
    private static let names = [
        "VpcId": "vpc_id", "PeerVpcId": "peer_vpc_id", "PeerOwnerId": "peer_owner_id", "PeerRegion": "peer_region",
        "TransitGatewayId": "transit_gateway_id", "AssociationDefaultRouteTableId": "association_default_route_table_id",
        "PropagationDefaultRouteTableId": "propagation_default_route_table_id",
        "DefaultRouteTableAssociation": "default_route_table_association",
        "DefaultRouteTablePropagation": "default_route_table_propagation",
        "SecurityGroupReferencingSupport": "security_group_referencing_support",
        "TransitGatewayCidrBlocks": "transit_gateway_cidr_blocks", "PeerTransitGatewayId": "peer_transit_gateway_id",
        "PeerAccountId": "peer_account_id", "TransportTransitGatewayAttachmentId": "transport_attachment_id",
        "TransitGatewayAttachmentId": "transit_gateway_attachment_id",
        "TransitGatewayRouteTableId": "transit_gateway_route_table_id", "DestinationCidrBlock": "destination_cidr_block",
        "Blackhole": "blackhole", "CustomerGatewayId": "customer_gateway_id", "VpnGatewayId": "vpn_gateway_id",
        "StaticRoutesOnly": "static_routes_only", "VpnConnectionId": "vpn_connection_id", "IpAddress": "ip_address",
        "ServiceName": "service_name", "VpcEndpointType": "vpc_endpoint_type", "RouteTableIds": "route_table_ids",
        "SubnetIds": "subnet_ids", "FirewallName": "name",
    ]

    /// The resource that one of these types stands for.
    func joiningResource(_ known: TerraformType) -> RewrittenResource {
        var values = properties.members.compactMap { member in
            Self.names[member.key].map { TreeMember($0, member.value.asText) }
        }
        values.append(TreeMember("tags", tags))
        switch known {
        case .peering:
            // The stack's own region and account are the requester's.
            values.removeAll { ["peer_region", "peer_owner_id"].contains($0.key) && Self.isOwn($0.value) }
        case .transitGateway where properties["SecurityGroupReferencingSupport"] == nil:
            // Off by default; of an attachment it is on.
            // Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html
            values.append(TreeMember("security_group_referencing_support", .text("disable")))
        case .transitVpcAttachment:
            values += options
            if type == "AWS::EC2::TransitGatewayVpcAttachment" { values = changingSubnets(values) }
        case .vpnConnection where properties["TransitGatewayId"] != nil:
            values.append(TreeMember("transit_gateway_attachment_id", .text(TransitStandIn.attachment(of: logicalID))))
        case .endpoint:
            values += [TreeMember("has_parts", .boolean(true)), TreeMember("policy", policy)]
        case .firewall:
            values.append(TreeMember("subnet_mapping", .list((properties["SubnetMappings"]?.elements ?? []).map(Self.mapping))))
        default: break
        }
        return resource(known, values)
    }

    /// Whether a value is the pseudo parameter of the stack's own region or account.
    private static func isOwn(_ value: Tree) -> Bool {
        guard let unknown = value.unknown else { return false }
        return ["AWS::Region", "AWS::AccountId"].contains(unknown.name)
    }

    /// The options of an attachment; one that is absent is what AWS makes of it.
    private var options: [TreeMember] {
        let all = properties["Options"]
        return [
            ("ApplianceModeSupport", "appliance_mode_support", "disable"), ("Ipv6Support", "ipv6_support", "disable"),
            ("SecurityGroupReferencingSupport", "security_group_referencing_support", "enable"),
        ].map { name, key, absent in
            if let all, all.unknown != nil { return TreeMember(key, all) }
            return TreeMember(key, all?[name]?.asText ?? .text(absent))
        }
    }

    /// The subnets of an attachment with those that an update adds, without those that it removes.
    private func changingSubnets(_ values: [TreeMember]) -> [TreeMember] {
        let (added, removed) = (properties["AddSubnetIds"], properties["RemoveSubnetIds"])
        if added == nil, removed == nil { return values }
        let lists = [properties["SubnetIds"], added, removed].compactMap { $0 }
        if let open = lists.first(where: { !$0.openNames.isEmpty }), let name = open.openNames.first {
            return values.filter { $0.key != "subnet_ids" } + [TreeMember("subnet_ids", .unknown(.init(name: name)))]
        }
        let gone = removed?.elements ?? []
        let all = ((properties["SubnetIds"]?.elements ?? []) + (added?.elements ?? [])).filter { !gone.contains($0) }
        return values.filter { $0.key != "subnet_ids" } + [TreeMember("subnet_ids", .list(all.distinct()))]
    }

    /// The policy of an endpoint; one of which something is left open says nothing.
    private var policy: Tree {
        guard let document = properties["PolicyDocument"] else { return .null }
        return document.openNames.first.map { .unknown(.init(name: $0)) } ?? document
    }

    private static func mapping(_ mapping: Tree) -> Tree {
        mapping["SubnetId"].map { .object([TreeMember("subnet_id", $0.asText)]) } ?? mapping
    }
}
