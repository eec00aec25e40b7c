import SecurityGroups

/// Reads a CloudFormation template, in JSON or YAML: what its stack will have.
///
/// Ids are made up at deploy time, so a resource is called by its logical id. What the template alone does not settle, such as a
/// parameter without a default, is left open under its name.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
struct CloudFormationTemplate {
    private var evaluation: TemplateEvaluation
    private let resources: [TreeMember]
    /// What adds rules that only a deployment shows.
    private var makers: [TemplateMaker]

    static func matches(_ root: JSONValue) -> Bool {
        if root.has("AWSTemplateFormatVersion") { return true }
        guard let resources = try? root.member("Resources"), let members = try? resources.members() else { return false }
        return members.contains { (try? $0.value.text("Type"))??.hasPrefix("AWS::") ?? false }
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        let tree = Tree(root)
        var template = CloudFormationTemplate(
            tree, values: root.after - root.index, parameters: collector.options.parameters)
        let declared = Set((tree["Parameters"]?.members ?? []).map(\.key))
        collector.usedParameters.formUnion(declared)
        try template.checkValues(tree["Parameters"]?.members ?? [], collector.options.parameters)
        let rewritten = try template.rewritten()
        if tree["Resources"]?.members.contains(where: { $0.key.hasPrefix("Fn::ForEach") || $0.key.hasPrefix("Fn::Transform") })
            ?? false
        {
            collector.builder.note("\(origin.file) makes resources with Fn::ForEach or Fn::Transform: they are not read")
        }
        let open = Set(rewritten.flatMap(\.values.openNames)).sorted()
        if !open.isEmpty {
            let rest = open.count > 6 ? " and \(open.count - 6) more" : ""
            let names = open.prefix(6).joined(separator: ", ") + rest
            collector.builder.note("\(origin.file) leaves open: \(names) (--parameter KEY=VALUE settles a parameter)")
        }
        try RewrittenResource.read(rewritten, from: origin, into: &collector)
    }

    private init(_ root: Tree, values: Int, parameters: [String: String]) {
        evaluation = TemplateEvaluation(root, values: values, parameters: parameters)
        resources = root["Resources"]?.members ?? []
        makers = TemplateMaker.all(root)
    }

    /// A value that the template does not allow would not be deployed.
    private func checkValues(_ parameters: [TreeMember], _ given: [String: String]) throws(JSONFault) {
        for parameter in parameters {
            guard let value = given[parameter.key], let allowed = parameter.value["AllowedValues"]?.elements.compactMap(\.scalar),
                !allowed.isEmpty, !allowed.contains(value)
            else { continue }
            throw JSONFault(
                told: "$.Parameters.\(parameter.key)",
                problem: .badValue("does not allow \"\(value)\", only \(allowed.joined(separator: ", "))"))
        }
    }

    private mutating func rewritten() throws(JSONFault) -> [RewrittenResource] {
        var own: [CloudFormationResource] = []
        for member in resources {
            guard let type = member.value["Type"]?.string, CloudFormationResource.types[type] != nil else { continue }
            let properties = member.value["Properties"] ?? .object([])
            if let maker = TemplateMaker(ruleResource: member.key, type, properties) {
                makers.append(maker)
                continue
            }
            var doubt: String?
            if let name = member.value["Condition"]?.string {
                switch try evaluation.condition(named: name) {
                case .no: continue
                case .yes: break
                case .open(let reason): doubt = reason
                }
            }
            own.append(
                CloudFormationResource(
                    logicalID: member.key, type: type,
                    properties: try evaluation.properties(properties), doubt: doubt))
        }
        own = Self.withDefaultEgress(own.map { TemplateMaker.open($0, makers) })
        var result: [RewrittenResource] = []
        for resource in own {
            if let rewritten = try resource.rewritten { result.append(rewritten) }
        }
        return result
    }

    /// The egress that EC2 adds: a group without any egress rule, or with an empty list, lets everything out; a first egress rule,
    /// inline or as a resource of its own, takes that away.
    ///
    /// IPv6 too where the VPC has IPv6 addresses. Whether a resource of its own takes it away was seen both ways;
    /// https://github.com/aws/aws-cdk/issues/987 shows it going.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
    private static func withDefaultEgress(_ resources: [CloudFormationResource]) -> [CloudFormationResource] {
        let egress = resources.filter { $0.type == "AWS::EC2::SecurityGroupEgress" }
        let egressOfGroup = Dictionary(grouping: egress) { $0.properties["GroupId"]?.string ?? "" }
        let openOwner = egress.lazy.compactMap { $0.properties["GroupId"]?.unknown?.name }.first
        let networks = Networks(resources)
        return resources.map { resource in
            guard resource.type == "AWS::EC2::SecurityGroup" else { return resource }
            let own = resource.properties["SecurityGroupEgress"]
            if own?.unknown != nil { return resource }
            let separate = egressOfGroup[resource.logicalID] ?? []
            // Only rules that are there for certain take it away for certain.
            let certain = (own?.elements ?? []).filter { $0[TreeJSON.doubtKey.description] == nil && $0.unknown == nil }
            if !certain.isEmpty || separate.contains(where: { $0.doubt == nil }) { return resource }
            let doubts = (own?.elements ?? []).compactMap { $0[TreeJSON.doubtKey.description]?.string ?? $0.unknown?.name }
            let reason = doubts.first ?? separate.first?.doubt ?? openOwner
            var added = [rule("CidrIp", "0.0.0.0/0", doubt: reason)]
            switch networks.hasIPv6(resource.properties["VpcId"]) {
            case true?: added.append(rule("CidrIpv6", "::/0", doubt: reason))
            case false?: break
            case nil: added.append(rule("CidrIpv6", "::/0", doubt: "whether the VPC of \(resource.logicalID) has IPv6 addresses"))
            }
            var changed = resource
            changed.properties = resource.properties.setting("SecurityGroupEgress", .list((own?.elements ?? []) + added))
            return changed
        }
    }

    private static func rule(_ property: String, _ network: String, doubt: String?) -> Tree {
        var members = [TreeMember("IpProtocol", .text("-1")), TreeMember(property, .text(network))]
        if let doubt { members.append(TreeMember(TreeJSON.doubtKey.description, .text(doubt))) }
        return .object(members)
    }

    /// Which VPCs the template makes.
    private struct Networks {
        private let vpcs: Set<String>
        private let withIPv6: Set<String>

        init(_ resources: [CloudFormationResource]) {
            vpcs = Set(resources.filter { $0.type == "AWS::EC2::VPC" }.map(\.logicalID))
            let blocks = resources.filter { $0.type == "AWS::EC2::VPCCidrBlock" && $0.properties["CidrBlock"] == nil }
            withIPv6 = Set(blocks.compactMap { $0.properties["VpcId"]?.string })
        }

        /// Whether a VPC has IPv6 addresses; nil where the template does not make it.
        func hasIPv6(_ vpc: Tree?) -> Bool? {
            guard let id = vpc?.string, vpcs.contains(id) else { return nil }
            return withIPv6.contains(id)
        }
    }
}
