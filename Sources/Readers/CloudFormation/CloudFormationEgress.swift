/// The egress that EC2 adds: a group without any egress rule, or with an empty list, lets everything out; a first egress rule, inline
/// or as a resource of its own, takes that away.
///
/// IPv6 too where the VPC has IPv6 addresses. Whether a resource of its own takes it away was seen both ways;
/// https://github.com/aws/aws-cdk/issues/987 shows it going.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
struct CloudFormationEgress {
    private var separate: [String: [CloudFormationResource]] = [:]
    /// What decides whether a group has a rule of its own, where a rule may belong to it.
    private var perhaps: [String: String] = [:]
    private var openOwner: String?
    private let vpcs: Set<String>
    private let withIPv6: Set<String>
    /// Those that may have IPv6 addresses, by a block that may not be made.
    private let perhapsWithIPv6: Set<String>

    init(_ resources: [CloudFormationResource], _ context: CloudFormationContext) {
        vpcs = context.vpcs
        let blocks = resources.filter { $0.type == "AWS::EC2::VPCCidrBlock" && $0.properties["CidrBlock"] == nil }
        withIPv6 = Set(blocks.filter { $0.doubt == nil }.compactMap { $0.properties["VpcId"]?.string })
        perhapsWithIPv6 = Set(blocks.compactMap { $0.properties["VpcId"]?.string }).subtracting(withIPv6)
        for resource in resources where resource.type == "AWS::EC2::SecurityGroupEgress" {
            guard let owner = resource.owner(context) else { continue }
            if let id = owner.string {
                separate[id, default: []].append(resource)
            } else if let unknown = owner.unknown {
                if unknown.candidates.isEmpty { openOwner = openOwner ?? unknown.name }
                for id in unknown.candidates { perhaps[id] = unknown.name }
            }
        }
    }

    /// A group with the egress that is added to it.
    func added(to resource: CloudFormationResource) -> CloudFormationResource {
        guard resource.type == "AWS::EC2::SecurityGroup" else { return resource }
        let own = resource.properties["SecurityGroupEgress"]
        if own?.unknown != nil { return resource }
        let separate = separate[resource.logicalID] ?? []
        // Only rules that are there for certain take it away for certain.
        let certain = (own?.elements ?? []).filter { $0[TreeJSON.doubtKey.description] == nil && $0.unknown == nil }
        if !certain.isEmpty || separate.contains(where: { $0.doubt == nil }) { return resource }
        let doubts = (own?.elements ?? []).compactMap { $0[TreeJSON.doubtKey.description]?.string ?? $0.unknown?.name }
        let reason = doubts.first ?? separate.first?.doubt ?? perhaps[resource.logicalID] ?? openOwner
        var added = [Self.rule("CidrIp", "0.0.0.0/0", doubt: reason)]
        switch hasIPv6(resource.properties["VpcId"]) {
        case true?: added.append(Self.rule("CidrIpv6", "::/0", doubt: reason))
        case false?: break
        case nil:
            added.append(Self.rule("CidrIpv6", "::/0", doubt: "whether the VPC of \(resource.logicalID) has IPv6 addresses"))
        }
        var changed = resource
        changed.properties = resource.properties.setting("SecurityGroupEgress", .list((own?.elements ?? []) + added))
        return changed
    }

    private static func rule(_ property: String, _ network: String, doubt: String?) -> Tree {
        var members = [TreeMember("IpProtocol", .text("-1")), TreeMember(property, .text(network))]
        if let doubt { members.append(TreeMember(TreeJSON.doubtKey.description, .text(doubt))) }
        return .object(members)
    }

    /// Whether a VPC has IPv6 addresses; nil where no template makes it, or may not make its block.
    private func hasIPv6(_ vpc: Tree?) -> Bool? {
        guard let id = vpc?.string, vpcs.contains(id), !perhapsWithIPv6.contains(id) else { return nil }
        return withIPv6.contains(id)
    }
}
