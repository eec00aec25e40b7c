/// A resource that stands, with CloudFormation's properties: of Cloud Control, or of Terraform's provider awscc, which is made of it.
enum LiveResource {
    /// The resource under the id that others name it by.
    static func resource(_ type: String, _ identifier: String, _ properties: Tree) -> CloudFormationResource {
        let ids = ["AWS::EC2::SecurityGroup": ["GroupId", "Id"], "AWS::EC2::VPC": ["VpcId"], "AWS::EC2::Subnet": ["SubnetId"]]
        let own = (ids[type] ?? ["Id"]).lazy.compactMap { properties[$0]?.string }.first
        return CloudFormationResource(
            logicalID: own ?? identifier, type: type, properties: completed(type, own ?? identifier, properties))
    }

    /// The resource as Terraform has it, without what a stack would be given besides.
    ///
    /// A group of which only the id is told is named, and its rules are not known.
    static func rewritten(
        _ resource: CloudFormationResource, _ context: CloudFormationContext
    ) throws(JSONFault) -> [RewrittenResource] {
        var result = try resource.rewritten(in: context).filter { $0.values["is_assumed"] == nil }
        if resource.type == "AWS::EC2::SecurityGroup", isIdentifierAlone(resource.properties) {
            for place in result.indices { result[place].isManaged = false }
        }
        for place in result.indices { result[place].isTemplate = false }
        return result
    }

    private static func isIdentifierAlone(_ properties: Tree) -> Bool {
        ["SecurityGroupIngress", "SecurityGroupEgress", "GroupDescription"].allSatisfy { properties[$0] == nil }
    }

    /// Rules that are not told are open: a list that is missing may be an empty one, or one that was not asked for.
    private static func completed(_ type: String, _ id: String, _ properties: Tree) -> Tree {
        guard type == "AWS::EC2::SecurityGroup", !isIdentifierAlone(properties) else { return properties }
        var result = properties
        for (key, name) in [("SecurityGroupIngress", "ingress"), ("SecurityGroupEgress", "egress")] where properties[key] == nil {
            result = result.setting(key, .unknown(Tree.Unknown(name: "the \(name) rules of \(id), which are not in the input")))
        }
        return result
    }
}
