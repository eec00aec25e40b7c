/// Load balancers of a template, with what they listen on and send to, as Terraform has them.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ElasticLoadBalancingV2.html
extension CloudFormationResource {
    /// The types; the last two register targets that no template tells.
    static let balancerTypes: [String: TerraformType] = [
        "AWS::ElasticLoadBalancingV2::LoadBalancer": .loadBalancer, "AWS::ElasticLoadBalancingV2::Listener": .listener,
        "AWS::ElasticLoadBalancingV2::ListenerRule": .listenerRule, "AWS::ElasticLoadBalancingV2::TargetGroup": .targetGroup,
        "AWS::ElasticLoadBalancing::LoadBalancer": .classicLoadBalancer,
        "AWS::AutoScaling::AutoScalingGroup": .scalingGroup, "AWS::ECS::Service": .scalingGroup,
    ]

    /// The attributes by which these types give their own ids.
    static let balancerIDs: [String: String] = [
        "AWS::ElasticLoadBalancingV2::LoadBalancer": "LoadBalancerArn", "AWS::ElasticLoadBalancingV2::Listener": "ListenerArn",
        "AWS::ElasticLoadBalancingV2::ListenerRule": "RuleArn", "AWS::ElasticLoadBalancingV2::TargetGroup": "TargetGroupArn",
    ]

    /// The resource that one of these types stands for.
    func balancerResource(_ known: TerraformType, _ context: CloudFormationContext) -> RewrittenResource {
        switch known {
        case .loadBalancer: resource(known, balancer(context) + newerBalancer)
        case .classicLoadBalancer: resource(known, balancer(context) + classicBalancer)
        case .listener:
            resource(
                known,
                [
                    TreeMember("load_balancer_arn", value("LoadBalancerArn")), TreeMember("port", value("Port")),
                    TreeMember("protocol", value("Protocol")), TreeMember("default_action", actions("DefaultActions")),
                ])
        case .listenerRule:
            resource(
                known,
                [
                    TreeMember("listener_arn", value("ListenerArn")), TreeMember("priority", text("Priority")),
                    TreeMember("action", actions("Actions")),
                ])
        case .targetGroup: resource(known, targetGroup)
        default: resource(known, registration)
        }
    }

    /// A property as text; null where it is absent.
    private func value(_ property: String) -> Tree { properties[property]?.asText ?? .null }

    // MARK: Load balancers

    /// What load balancers of both generations have.
    private func balancer(_ context: CloudFormationContext) -> [TreeMember] {
        let name = type == "AWS::ElasticLoadBalancing::LoadBalancer" ? "LoadBalancerName" : "Name"
        let subnets = CloudFormationOwner.subnets(of: self)
        let list = properties["SecurityGroups"] ?? .list([])
        let groups = list.elements
        let scheme = properties["Scheme"]
        let isInternal: Tree = scheme.flatMap { $0.unknown == nil ? nil : $0 } ?? .boolean(scheme?.string == "internal")
        return [
            TreeMember("has_parts", .boolean(true)), TreeMember("name", .text(properties[name]?.string ?? logicalID)),
            TreeMember("internal", isInternal), TreeMember("subnets", .list(subnets.filter { $0.string != nil })),
            // What is open in them is said where the interface is told.
            TreeMember("security_groups", list.openNames.isEmpty ? list : .null),
            TreeMember("vpc_id", context.vpc(ofSubnets: subnets, groups: groups).map(Self.told) ?? .null),
            TreeMember("ip_address_type", properties["IpAddressType"].map(Self.told) ?? .null),
        ]
    }

    private var newerBalancer: [TreeMember] {
        [
            TreeMember("load_balancer_type", value("Type")),
            TreeMember(
                "enable_cross_zone_load_balancing",
                attribute("load_balancing.cross_zone.enabled", of: "LoadBalancerAttributes") ?? .null),
        ]
    }

    /// Whether it sends across zones is off where the template does not say.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html
    private var classicBalancer: [TreeMember] {
        let names = ["LoadBalancerPort": "lb_port", "Protocol": "lb_protocol", "InstancePort": "instance_port"]
        return [
            TreeMember("cross_zone_load_balancing", properties["CrossZone"]?.asText ?? .boolean(false)),
            TreeMember("listener", blocks(properties["Listeners"], names)), TreeMember("instances", list("Instances")),
        ]
    }

    // MARK: Actions

    private func actions(_ property: String) -> Tree {
        guard case .list(let actions)? = properties[property] else { return properties[property] ?? .null }
        return .list(
            actions.map { action in
                guard case .object = action else { return action }
                var block = [
                    TreeMember("type", action["Type"]?.asText ?? .null),
                    TreeMember("target_group_arn", action["TargetGroupArn"]?.asText ?? .null),
                ]
                if let forward = action["ForwardConfig"] {
                    let groups = blocks(forward["TargetGroups"], ["TargetGroupArn": "arn", "Weight": "weight"])
                    block.append(
                        TreeMember("forward", forward.unknown == nil ? .object([TreeMember("target_group", groups)]) : forward))
                }
                return .object(block)
            })
    }

    // MARK: Target groups

    private var targetGroup: [TreeMember] {
        let attributes = [
            ("preserve_client_ip.enabled", "preserve_client_ip"),
            ("load_balancing.cross_zone.enabled", "load_balancing_cross_zone_enabled"),
        ].compactMap { key, name in attribute(key, of: "TargetGroupAttributes").map { TreeMember(name, $0) } }
        return [
            TreeMember("name", .text(properties["Name"]?.string ?? logicalID)), TreeMember("vpc_id", text("VpcId")),
            TreeMember("protocol", value("Protocol")), TreeMember("port", value("Port")),
            TreeMember("target_type", value("TargetType")),
            TreeMember(
                "target",
                blocks(properties["Targets"], ["Id": "target_id", "Port": "port", "AvailabilityZone": "availability_zone"])),
        ] + attributes
    }

    /// The target groups that Auto Scaling or ECS registers targets in, as far as they are told.
    private var registration: [TreeMember] {
        let balancers = (properties["LoadBalancers"]?.elements ?? []).map { $0["TargetGroupArn"] }
        let sources = (properties["TrafficSources"]?.elements ?? []).map { $0["Identifier"] }
        let all = (properties["TargetGroupARNs"]?.elements ?? []) + (balancers + sources).compactMap { $0 }
        let classic = properties["LoadBalancerNames"]?.elements ?? []
        return [
            TreeMember("target_group_arns", .list(all.filter { $0.string != nil })),
            TreeMember("load_balancers", .list(classic.filter { $0.string != nil })),
        ]
    }

    // MARK: Parts

    /// A list of ids, as it is told.
    private func list(_ property: String) -> Tree {
        guard let list = properties[property] else { return .null }
        return list.unknown == nil ? .list(list.elements.map(\.asText)) : list
    }

    /// A list of objects with some of their members under other names; what is open in it stays so.
    private func blocks(_ list: Tree?, _ names: [String: String]) -> Tree {
        guard let list else { return .null }
        if list.unknown != nil { return list }
        return .list(
            list.elements.map { element in
                guard case .object(let members) = element else { return element }
                return .object(
                    members.compactMap { member in names[member.key].map { TreeMember($0, member.value.asText) } })
            })
    }

    /// The value of an attribute that stands in a list of keys and values; what is open in the list may be it.
    private func attribute(_ key: String, of property: String) -> Tree? {
        guard let list = properties[property] else { return nil }
        if list.unknown != nil { return list }
        var found: Tree?
        for element in list.elements {
            if element.unknown != nil { found = found ?? element }
            guard let name = element["Key"] else { continue }
            if name.unknown != nil { found = found ?? name }
            if name.scalar == key { found = element["Value"]?.asText }
        }
        return found
    }
}
