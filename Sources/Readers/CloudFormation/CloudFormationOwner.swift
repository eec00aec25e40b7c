import CoreModel

/// Load balancers, databases, caches, functions and tasks of a template: each is an interface with its groups, whose addresses are
/// known only when the stack stands.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
struct CloudFormationOwner {
    private let kind: Attachment.Kind
    private let name: String
    /// The properties of groups and of subnets, outermost first.
    private let groups: [String]
    private let subnets: [String]
    private var subnetGroup: String?

    static let types: [String: CloudFormationOwner] = [
        "AWS::ElasticLoadBalancingV2::LoadBalancer": .init(.loadBalancer, "Name", ["SecurityGroups"], ["Subnets"]),
        "AWS::ElasticLoadBalancing::LoadBalancer": .init(.loadBalancer, "LoadBalancerName", ["SecurityGroups"], ["Subnets"]),
        "AWS::RDS::DBInstance": .init(.database, "DBInstanceIdentifier", ["VPCSecurityGroups"], [], "DBSubnetGroupName"),
        "AWS::RDS::DBCluster": .init(.database, "DBClusterIdentifier", ["VpcSecurityGroupIds"], [], "DBSubnetGroupName"),
        "AWS::ElastiCache::CacheCluster": .init(.cache, "ClusterName", ["VpcSecurityGroupIds"], [], "CacheSubnetGroupName"),
        "AWS::ElastiCache::ReplicationGroup": .init(
            .cache, "ReplicationGroupId", ["SecurityGroupIds"], [], "CacheSubnetGroupName"),
        "AWS::Lambda::Function": .init(
            .function, "FunctionName", ["VpcConfig", "SecurityGroupIds"], ["VpcConfig", "SubnetIds"]),
        "AWS::Serverless::Function": .init(
            .function, "FunctionName", ["VpcConfig", "SecurityGroupIds"], ["VpcConfig", "SubnetIds"]),
        "AWS::EC2::VPCEndpoint": .init(.endpoint, "VpcEndpointName", ["SecurityGroupIds"], ["SubnetIds"]),
        "AWS::ECS::Service": .init(
            .task, "ServiceName", ["NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups"],
            ["NetworkConfiguration", "AwsvpcConfiguration", "Subnets"]),
    ]

    private init(
        _ kind: Attachment.Kind, _ name: String, _ groups: [String], _ subnets: [String], _ subnetGroup: String? = nil
    ) {
        self.kind = kind
        self.name = name
        self.groups = groups
        self.subnets = subnets
        self.subnetGroup = subnetGroup
    }

    /// Adds the interface that stands for a resource; nothing for what has none, such as a function outside of VPCs.
    static func add(_ resource: CloudFormationResource, _ context: CloudFormationContext, into collector: inout Collector) {
        guard let own = types[resource.type] else { return }
        // Gateways have no interface.
        if own.kind == .endpoint, resource.properties["VpcEndpointType"]?.string != "Interface" { return }
        let listed = value(own.groups, of: resource.properties)
        var subnets = Self.subnets(of: resource)
        if let group = own.subnetGroup { subnets += context.subnets(ofGroup: resource.properties[group]) }
        let subnet = subnets.first
        var carried = context.listed(ids: listed, names: nil, subnet: subnet, of: resource.logicalID)
        if carried.isEmpty {
            let type = resource.properties["Type"]?.string
            switch own.kind {
            case .loadBalancer where type == "gateway": return
            // One without groups is never filtered.
            case .loadBalancer where type == "network": break
            // What is in no VPC has no groups.
            case .function where subnets.isEmpty, .task where subnets.isEmpty: return
            // The members of a cluster have its groups.
            case .database where resource.type == "AWS::RDS::DBInstance" && resource.properties["DBClusterIdentifier"] != nil:
                return
            default: carried = [context.defaultGroup(subnet: subnet, of: resource.logicalID)]
            }
        }
        var interface = NetworkInterface(id: collector.builder.intern(resource.logicalID))
        for group in carried {
            if let id = group.string {
                interface.groups.append(collector.builder.group(id: collector.builder.intern(id)))
            } else if let unknown = group.unknown {
                interface.groups.append(collector.builder.unknownGroup(unknown.name))
            }
        }
        if let vpc = context.vpc(ofSubnets: subnets, groups: carried) {
            interface.vpc = collector.builder.intern(CloudFormationResource.told(vpc).string ?? "")
        }
        let known = subnets.compactMap(\.string).distinct().map { collector.builder.intern($0) }
        if subnets.count == 1 { interface.subnet = known.first ?? .none }
        if subnets.count > 1, subnets.allSatisfy({ $0.string != nil }) { interface.possibleSubnets = known }
        interface.addressesAreKnown = false
        let name = resource.properties[own.name]?.string ?? resource.logicalID
        interface.attachment = Attachment(kind: own.kind, name: collector.builder.intern(name))
        collector.builder.add(interface)
        if own.kind == .database, let database = setter(of: resource) {
            collector.builder.add(database, ofInterface: interface.id)
        }
        // What names a load balancer in a template names it by its logical id.
        if own.kind == .loadBalancer { collector.builder.addName(resource.logicalID, ofInterface: interface.id) }
    }

    /// What sets the groups of a database; nil of a member of a cluster whose identifier is not told.
    private static func setter(of resource: CloudFormationResource) -> DatabaseSetter? {
        let cluster = resource.properties["DBClusterIdentifier"]
        if resource.type == "AWS::RDS::DBInstance" {
            if cluster != nil { return cluster?.string.map { DatabaseSetter(.cluster, name: $0) } }
            let own = resource.properties["DBInstanceIdentifier"]?.string
            return DatabaseSetter(.instance, name: own ?? resource.logicalID, isIdentifier: own != nil)
        }
        return DatabaseSetter(.cluster, name: cluster?.string ?? resource.logicalID, isIdentifier: cluster?.string != nil)
    }

    /// The subnets that a resource says that its interfaces are in.
    static func subnets(of resource: CloudFormationResource) -> [Tree] {
        guard let own = types[resource.type] else { return [] }
        let mappings = resource.properties["SubnetMappings"]?.elements ?? []
        return (value(own.subnets, of: resource.properties)?.elements ?? []) + mappings.compactMap { $0["SubnetId"] }
    }

    private static func value(_ path: [String], of properties: Tree) -> Tree? {
        path.isEmpty ? nil : path.reduce(properties) { tree, key in tree?[key] }
    }
}
