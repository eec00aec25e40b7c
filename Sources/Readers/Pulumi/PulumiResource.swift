import CoreModel

struct PulumiResource {
    private let state: JSONValue
    private let stack: PulumiReferences
    private let urn: String
    private let type: String

    init(_ state: JSONValue, _ stack: PulumiReferences) throws(JSONFault) {
        self.state = state
        self.stack = stack
        urn = try state.requiredText("urn").string
        type = try state.requiredText("type").string
    }

    /// The resource as Terraform would have it; nil for one that says nothing about security groups, and for one of aws-native.
    func rewritten(isPreview: Bool) throws(JSONFault) -> RewrittenResource? {
        guard let known = Self.types[type] else { return nil }
        let values = completed(settled(Self.renamed(try told(isPreview)), known), known, isPreview)
        return RewrittenResource(address: name, type: known, values: values.setting("id", .text(try id)))
    }

    /// The resource as CloudFormation has it; nil for one that is not of aws-native, or says nothing about security groups.
    func native(isPreview: Bool) throws(JSONFault) -> CloudFormationResource? {
        guard let native = Self.nativeTypes[type] else { return nil }
        let values = try told(isPreview).members
        let properties = Tree.object(values.map { TreeMember(Self.capitalised($0.key), Self.capitalised($0.value)) })
        return CloudFormationResource(logicalID: try id, type: native, properties: properties)
    }

    /// What the state tells of the resource.
    private func told(_ isPreview: Bool) throws(JSONFault) -> Tree {
        var values = Tree.null
        // Outputs tell everything that the provider read; a preview's may be older than the inputs.
        if let outputs = try state.member("outputs") { values = Tree(outputs) }
        if let inputs = try state.member("inputs"), isPreview || values == .null {
            let given = Tree(inputs).members
            let names = Set(given.map(\.key))
            values = .object(values.members.filter { !names.contains($0.key) } + given)
        }
        return opened(values, key: "")
    }

    private var name: String { Self.name(ofURN: urn) }

    private var id: String {
        get throws(JSONFault) { Self.id(try state.text("id")?.string) ?? name }
    }

    /// The same with what AWS will give an interface or an instance that is yet to be made and names no groups.
    private func completed(_ values: Tree, _ type: TerraformType, _ isPreview: Bool) -> Tree {
        guard isPreview, type == .instance || type == .interface else { return values }
        let key = type == .instance ? "vpc_security_group_ids" : "security_groups"
        var result = values
        var isElsewhere = false
        if type == .instance, values["primary_network_interface_id"]?.string == nil {
            let first = values["network_interfaces"]?.elements.first ?? values["primary_network_interface"]
            let told = first?["network_interface_id"]
            isElsewhere = told?.string != nil
            result = result.setting(
                "primary_network_interface_id", told?.string.map { .text($0) } ?? .text("\(name) (primary interface)"))
        }
        let groups = values[key]
        if isElsewhere || groups?.unknown != nil || !(groups?.elements.isEmpty ?? true) { return result }
        let named = type == .instance ? values["security_groups"]?.elements.compactMap(\.string) ?? [] : []
        let open =
            named.isEmpty ? ["the default group of the VPC of \(name)"] : named.map { "the group called \($0)" }
        return result.setting(key, .list(open.map { .unknown(.init(name: $0)) }))
    }

    // MARK: Values that are not told

    /// The key and value that mark an object as a secret, in every backend.
    ///
    /// Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
    private static let secretKey = "4dabf18193072939515e22adb298388d"
    private static let secretValue = "1b47061264138c4ac30d75fd1eb44270"
    /// What stands for text, a truth value, a number, a list or an object that is known only after the update.
    ///
    /// Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
    private static let notYetKnown: Set<String> = [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ]

    /// The same with secrets and what is not known yet left open; a secret whose text was asked for is what it says.
    private func opened(_ value: Tree, key: String) -> Tree {
        switch value {
        case .text(let text) where Self.notYetKnown.contains(text): return open(key, "known after the update")
        case .list(let elements): return .list(elements.map { opened($0, key: key) })
        case .object(let members):
            guard value[Self.secretKey]?.string == Self.secretValue else {
                let known = members.filter { $0.key != "__defaults" && $0.key != "__meta" }
                return .object(known.map { TreeMember($0.key, opened($0.value, key: key.isEmpty ? $0.key : key)) })
            }
            guard let text = value["plaintext"]?.string, let plain = Tree(json: text) else { return open(key, "a sealed secret") }
            return opened(plain, key: key)
        default: return value
        }
    }

    private func open(_ key: String, _ why: String) -> Tree {
        .unknown(Tree.Unknown(name: "\(Self.name(ofURN: urn)) \(key), \(why)"))
    }

    /// The same with groups that are not known yet looked up in what the property depends on.
    private func settled(_ values: Tree, _ type: TerraformType) -> Tree {
        var result = values
        for key in ["ingress", "egress"] where type == .group || type == .defaultGroup {
            guard case .list(let blocks)? = values[key] else { continue }
            let found = groups(key)
            let open = blocks.flatMap { block in
                (block["security_groups"]?.elements ?? []).filter { $0.unknown != nil }.map { _ in block }
            }
            let traffics = Set(open.map { block in ["protocol", "from_port", "to_port"].map { block[$0] } })
            let isCertain = found.count == 1 || (traffics.count == 1 && open.count == found.count)
            let ids = isCertain ? found.map { Tree.text($0) } : []
            result = result.setting(
                key,
                .list(
                    blocks.map { block in
                        guard let own = block["security_groups"] else { return block }
                        return block.setting("security_groups", Self.replaced(own, by: ids, candidates: found))
                    }))
        }
        for key in ["securityGroups", "vpcSecurityGroupIds"] {
            let name = Self.snakeCase(key)
            guard let own = values[name] else { continue }
            let found = groups(key)
            let open = own.elements.filter { $0.unknown != nil }.count
            let isCertain = open > 0 && open == found.count
            result = result.setting(name, Self.replaced(own, by: isCertain ? found.map { .text($0) } : [], candidates: found))
        }
        for key in ["securityGroupId", "sourceSecurityGroupId", "referencedSecurityGroupId"] {
            let name = Self.snakeCase(key)
            guard let own = values[name], own.unknown != nil else { continue }
            let found = groups(key)
            result = result.setting(
                name, found.count == 1 ? .text(found[0]) : Self.replaced(own, by: [], candidates: found))
        }
        return result
    }

    /// A value with its unknown elements replaced, or with what they may be.
    private static func replaced(_ value: Tree, by ids: [Tree], candidates: [String]) -> Tree {
        switch value {
        case .unknown(var unknown):
            unknown.candidates = candidates
            return .unknown(unknown)
        case .list(let elements):
            let known = elements.filter { $0.unknown == nil }
            if known.count < elements.count, !ids.isEmpty { return .list(known + ids) }
            return .list(elements.map { replaced($0, by: [], candidates: candidates) })
        default: return value
        }
    }

    /// The groups without an id that a property depends on.
    private func groups(_ property: String) -> [String] {
        guard let all = (try? state.member("propertyDependencies")) ?? nil else { return [] }
        let urns = Tree(all)[property]?.elements.compactMap(\.string) ?? []
        return urns.compactMap { stack.groups[$0] }.filter { !$0.isKnown }.map(\.id)
    }

    // MARK: Names

    /// The part of a URN that the program gave: `urn:pulumi:dev::chat::aws:ec2/securityGroup:SecurityGroup::NAME`.
    static func name(ofURN urn: String) -> String {
        urn.firstRange(of: "::").flatMap { first in
            let rest = urn[first.upperBound...]
            return rest.firstRange(of: "::").flatMap { second in
                let last = rest[second.upperBound...]
                return last.firstRange(of: "::").map { String(last[$0.upperBound...]) }
            }
        } ?? urn
    }

    static func id(_ text: String?) -> String? {
        guard let text, !text.isEmpty, !notYetKnown.contains(text) else { return nil }
        return text
    }

    /// Attributes in Terraform's spelling; tags keep their keys.
    private static func renamed(_ value: Tree) -> Tree {
        switch value {
        case .object(let members):
            return .object(
                members.map { member in
                    let key = snakeCase(member.key)
                    let isMap = key == "tags" || key == "tags_all"
                    return TreeMember(singular[key] ?? key, isMap ? member.value : renamed(member.value))
                })
        case .list(let elements): return .list(elements.map(renamed))
        default: return value
        }
    }

    /// Lists whose name Pulumi made a plural of.
    private static let singular = [
        "attachments": "attachment", "routes": "route", "associations": "association", "entries": "entry",
        "private_ip_lists": "private_ip_list",
        "ipv6_address_lists": "ipv6_address_list", "vgw_telemetries": "vgw_telemetry", "subnet_mappings": "subnet_mapping",
        "firewall_statuses": "firewall_status", "vpc_endpoint_association_statuses": "vpc_endpoint_association_status",
        "association_sync_states": "association_sync_state", "default_actions": "default_action", "actions": "action",
        "target_groups": "target_group", "listeners": "listener", "load_balancers": "load_balancer",
        "traffic_sources": "traffic_source",
    ]

    static func snakeCase(_ name: String) -> String {
        var result = ""
        for character in name {
            if character.isUppercase { result += "_" }
            result += character.lowercased()
        }
        return result
    }

    private static func capitalised(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

    private static func capitalised(_ value: Tree) -> Tree {
        switch value {
        case .object(let members): .object(members.map { TreeMember(capitalised($0.key), capitalised($0.value)) })
        case .list(let elements): .list(elements.map(capitalised))
        default: value
        }
    }

    // MARK: Types

    /// The AWS provider's types.
    ///
    /// Source: https://www.pulumi.com/registry/packages/aws/api-docs/ec2/
    static let types: [String: TerraformType] = [
        "aws:ec2/vpc:Vpc": .vpc, "aws:ec2/defaultVpc:DefaultVpc": .defaultVpc,
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": .vpcBlock,
        "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": .vpcIPv6Block,
        "aws:ec2/subnet:Subnet": .subnet, "aws:ec2/defaultSubnet:DefaultSubnet": .defaultSubnet,
        "aws:ec2/managedPrefixList:ManagedPrefixList": .prefixList,
        "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": .prefixListEntry,
        "aws:ec2/securityGroup:SecurityGroup": .group, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": .defaultGroup,
        "aws:ec2/securityGroupRule:SecurityGroupRule": .groupRule,
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": .ingressRule,
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": .egressRule,
        "aws:ec2/networkInterface:NetworkInterface": .interface, "aws:ec2/instance:Instance": .instance,
        "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": .interfaceAttachment,
        "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment": .groupAttachment,
        "aws:ec2/eip:Eip": .address, "aws:ec2/eipAssociation:EipAssociation": .addressAssociation,
        "aws:ec2/networkAcl:NetworkAcl": .networkACL, "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": .defaultNetworkACL,
        "aws:ec2/networkAclRule:NetworkAclRule": .networkACLRule, "aws:ec2/routeTable:RouteTable": .routeTable,
        "aws:ec2/defaultRouteTable:DefaultRouteTable": .defaultRouteTable, "aws:ec2/route:Route": .route,
        "aws:ec2/routeTableAssociation:RouteTableAssociation": .routeTableAssociation,
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": .mainRouteTable,
        "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": .propagation,
        "aws:ec2/networkAclAssociation:NetworkAclAssociation": .networkACLAssociation,
        "aws:ec2/internetGateway:InternetGateway": .internetGateway,
        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": .internetGatewayAttachment,
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": .egressOnlyGateway,
        "aws:ec2/natGateway:NatGateway": .natGateway,
        "aws:ec2/vpcEndpoint:VpcEndpoint": .endpoint,
        "aws:vpc/endpointRouteTableAssociation:EndpointRouteTableAssociation": .endpointRouteTable,
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": .endpointRouteTable,
        "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": .endpointSubnet,
        "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": .endpointGroup,
        "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": .endpointPolicy,
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": .peering,
        "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": .peeringAccepter,
        "aws:ec2transitgateway/transitGateway:TransitGateway": .transitGateway,
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment": .transitVpcAttachment,
        "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": .transitVpcAccepter,
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": .transitPeering,
        "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": .transitPeeringAccepter,
        "aws:ec2transitgateway/connect:Connect": .transitConnect,
        "aws:ec2transitgateway/routeTable:RouteTable": .transitTable, "aws:ec2transitgateway/route:Route": .transitRoute,
        "aws:ec2transitgateway/prefixListReference:PrefixListReference": .transitPrefixList,
        "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": .transitAssociation,
        "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": .transitPropagation,
        "aws:ec2transitgateway/defaultRouteTableAssociation:DefaultRouteTableAssociation": .defaultTransitAssociation,
        "aws:ec2transitgateway/defaultRouteTablePropagation:DefaultRouteTablePropagation": .defaultTransitPropagation,
        "aws:ec2/vpnGateway:VpnGateway": .vpnGateway,
        "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment": .vpnGatewayAttachment,
        "aws:ec2/vpnConnection:VpnConnection": .vpnConnection, "aws:ec2/vpnConnectionRoute:VpnConnectionRoute": .vpnRoute,
        "aws:ec2/customerGateway:CustomerGateway": .customerGateway,
        "aws:directconnect/gateway:Gateway": .directConnectGateway,
        "aws:directconnect/gatewayAssociation:GatewayAssociation": .directConnectAssociation,
        "aws:networkfirewall/firewall:Firewall": .firewall,
        "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": .firewallEndpoint,
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": .publicAccessOptions,
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": .publicAccessExclusion,
    ].merging(balancerTypes) { own, _ in own }

    /// The types of aws-native, which are CloudFormation's.
    private static let nativeTypes = [
        "aws-native:ec2:SecurityGroup": "AWS::EC2::SecurityGroup",
        "aws-native:ec2:SecurityGroupIngress": "AWS::EC2::SecurityGroupIngress",
        "aws-native:ec2:SecurityGroupEgress": "AWS::EC2::SecurityGroupEgress", "aws-native:ec2:Vpc": "AWS::EC2::VPC",
        "aws-native:ec2:Subnet": "AWS::EC2::Subnet", "aws-native:ec2:PrefixList": "AWS::EC2::PrefixList",
        "aws-native:ec2:NetworkInterface": "AWS::EC2::NetworkInterface", "aws-native:ec2:Instance": "AWS::EC2::Instance",
        "aws-native:ec2:VpcCidrBlock": "AWS::EC2::VPCCidrBlock", "aws-native:ec2:LaunchTemplate": "AWS::EC2::LaunchTemplate",
        "aws-native:ec2:NetworkInterfaceAttachment": "AWS::EC2::NetworkInterfaceAttachment",
        "aws-native:elasticloadbalancingv2:LoadBalancer": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "aws-native:elasticloadbalancingv2:Listener": "AWS::ElasticLoadBalancingV2::Listener",
        "aws-native:elasticloadbalancingv2:ListenerRule": "AWS::ElasticLoadBalancingV2::ListenerRule",
        "aws-native:elasticloadbalancingv2:TargetGroup": "AWS::ElasticLoadBalancingV2::TargetGroup",
        "aws-native:ec2:RouteTable": "AWS::EC2::RouteTable", "aws-native:ec2:Route": "AWS::EC2::Route",
        "aws-native:ec2:SubnetRouteTableAssociation": "AWS::EC2::SubnetRouteTableAssociation",
        "aws-native:ec2:GatewayRouteTableAssociation": "AWS::EC2::GatewayRouteTableAssociation",
        "aws-native:ec2:NetworkAcl": "AWS::EC2::NetworkAcl",
        "aws-native:ec2:SubnetNetworkAclAssociation": "AWS::EC2::SubnetNetworkAclAssociation",
        "aws-native:ec2:InternetGateway": "AWS::EC2::InternetGateway",
        "aws-native:ec2:VpcGatewayAttachment": "AWS::EC2::VPCGatewayAttachment",
        "aws-native:ec2:EgressOnlyInternetGateway": "AWS::EC2::EgressOnlyInternetGateway",
        "aws-native:ec2:NatGateway": "AWS::EC2::NatGateway", "aws-native:ec2:VpcEndpoint": "AWS::EC2::VPCEndpoint",
        "aws-native:ec2:VpcBlockPublicAccessOptions": "AWS::EC2::VPCBlockPublicAccessOptions",
        "aws-native:ec2:VpcBlockPublicAccessExclusion": "AWS::EC2::VPCBlockPublicAccessExclusion",
        "aws-native:ec2:VpcPeeringConnection": "AWS::EC2::VPCPeeringConnection",
        "aws-native:ec2:TransitGateway": "AWS::EC2::TransitGateway",
        "aws-native:ec2:TransitGatewayAttachment": "AWS::EC2::TransitGatewayAttachment",
        "aws-native:ec2:TransitGatewayVpcAttachment": "AWS::EC2::TransitGatewayVpcAttachment",
        "aws-native:ec2:TransitGatewayPeeringAttachment": "AWS::EC2::TransitGatewayPeeringAttachment",
        "aws-native:ec2:TransitGatewayConnect": "AWS::EC2::TransitGatewayConnect",
        "aws-native:ec2:TransitGatewayRouteTable": "AWS::EC2::TransitGatewayRouteTable",
        "aws-native:ec2:TransitGatewayRoute": "AWS::EC2::TransitGatewayRoute",
        "aws-native:ec2:TransitGatewayRouteTableAssociation": "AWS::EC2::TransitGatewayRouteTableAssociation",
        "aws-native:ec2:TransitGatewayRouteTablePropagation": "AWS::EC2::TransitGatewayRouteTablePropagation",
        "aws-native:ec2:VpnGateway": "AWS::EC2::VPNGateway", "aws-native:ec2:VpnConnection": "AWS::EC2::VPNConnection",
        "aws-native:ec2:VpnConnectionRoute": "AWS::EC2::VPNConnectionRoute",
        "aws-native:ec2:VpnGatewayRoutePropagation": "AWS::EC2::VPNGatewayRoutePropagation",
        "aws-native:ec2:CustomerGateway": "AWS::EC2::CustomerGateway",
        "aws-native:networkfirewall:Firewall": "AWS::NetworkFirewall::Firewall",
    ]
}

extension Tree {
    /// The tree of a JSON text; nil where it is none.
    init?(json text: String) {
        guard let tree = JSONParser.reading(InputBytes(Array(text.utf8)), { Tree($0) }) else { return nil }
        self = tree
    }
}
