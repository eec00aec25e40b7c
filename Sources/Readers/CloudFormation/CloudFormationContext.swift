import CoreModel

/// What resources of templates need to know of each other: which VPC a subnet is in, which group a name means.
struct CloudFormationContext {
    private var vpcOfSubnet: [String: Tree] = [:]
    private var vpcOfGroup: [String: Tree] = [:]
    private var subnetGroups: [String: [Tree]] = [:]
    private(set) var vpcs: Set<String> = []
    private var defaultGroups: [String: String] = [:]
    private var groupIDs: Set<String> = []
    private var groupsByName: [String: Set<String>] = [:]
    private(set) var launchTemplates: [String: Tree] = [:]

    /// `listed` are default groups that other inputs describe, by their VPCs.
    init(_ resources: [CloudFormationResource], listed: [String: String]) {
        defaultGroups = listed
        for resource in resources {
            switch resource.type {
            case "AWS::EC2::Subnet": vpcOfSubnet[resource.logicalID] = resource.properties["VpcId"]
            case "AWS::EC2::VPC":
                vpcs.insert(resource.logicalID)
                // A stack that stands tells its id; in a template its attribute stands for it.
                defaultGroups[resource.logicalID] =
                    resource.properties["DefaultSecurityGroup"]?.string ?? "\(resource.logicalID).DefaultSecurityGroup"
            case "AWS::EC2::SecurityGroup":
                groupIDs.insert(resource.logicalID)
                vpcOfGroup[resource.logicalID] = resource.properties["VpcId"]
                if let name = resource.properties["GroupName"]?.string {
                    groupsByName[name, default: []].insert(resource.logicalID)
                }
            case "AWS::EC2::LaunchTemplate": launchTemplates[resource.logicalID] = resource.properties["LaunchTemplateData"]
            case "AWS::RDS::DBSubnetGroup", "AWS::ElastiCache::SubnetGroup":
                subnetGroups[resource.logicalID] = resource.properties["SubnetIds"]?.elements
            default: break
            }
        }
    }

    /// The groups that something carries: those that it lists, else the default group of its VPC.
    func groups(ids: Tree?, names: Tree? = nil, subnet: Tree?, of owner: String) -> [Tree] {
        let own = listed(ids: ids, names: names, subnet: subnet, of: owner)
        return own.isEmpty ? [defaultGroup(subnet: subnet, of: owner)] : own
    }

    /// The groups that are listed, by ids and by names.
    func listed(ids: Tree?, names: Tree?, subnet: Tree?, of owner: String) -> [Tree] {
        if let unknown = ids?.unknown ?? names?.unknown { return [.unknown(unknown)] }
        return Self.entries(ids).map(\.asText)
            + Self.entries(names).map { $0.string == "default" ? defaultGroup(subnet: subnet, of: owner) : group(called: $0) }
    }

    /// A single group where a list should stand is taken for one.
    private static func entries(_ list: Tree?) -> [Tree] {
        guard let list else { return [] }
        return list.scalar == nil ? list.elements : [list]
    }

    /// The group of a name, which is a template's where exactly one has it; what a rule says of its account counts too.
    func group(called name: Tree, of rule: Tree? = nil) -> Tree {
        guard let text = name.scalar else { return name }
        if groupIDs.contains(text) || text.hasPrefix("sg-") { return .text(text) }
        // The group of classic load balancers is Amazon's own.
        if rule?["SourceSecurityGroupOwnerId"]?.string == "amazon-elb" { return .text("amazon-elb/\(text)") }
        if let named = groupsByName[text], named.count == 1, let only = named.first { return .text(only) }
        return .unknown(
            .init(name: "the group called \(text)", candidates: (groupsByName[text] ?? []).sorted(), home: .elsewhere))
    }

    /// The group that AWS gives what names none: the default group of its VPC, whose rules no template tells.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
    func defaultGroup(subnet: Tree?, of owner: String) -> Tree {
        let vpc = subnet.flatMap { $0.string }.flatMap { vpcOfSubnet[$0] }
        guard let id = vpc?.string else { return .unknown(.init(name: "the default group of the VPC of \(owner)")) }
        if let known = defaultGroups[id] { return .text(known) }
        return .unknown(.init(name: "the default group of \(id)"))
    }

    /// The subnets of a subnet group; none where no template that is read makes it.
    func subnets(ofGroup group: Tree?) -> [Tree] { (group?.string).flatMap { subnetGroups[$0] } ?? [] }

    /// The VPC of something with subnets and groups, by the first of either whose VPC is told; open ones included.
    func vpc(ofSubnets subnets: [Tree], groups: [Tree]) -> Tree? {
        subnets.lazy.compactMap { $0.string }.compactMap { vpcOfSubnet[$0] }.first
            ?? groups.lazy.compactMap { $0.string }.compactMap { vpcOfGroup[$0] }.first
    }
}
