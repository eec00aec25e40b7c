import CoreModel

/// Groups that come as steps of code.
struct GroupSteps {
    /// The language that they are steps of.
    let form: CodeForm
    let new: NewGroups

    /// A group without its rules, but for what keeps it from coming with more of them.
    ///
    /// Terraform and Pulumi take away what AWS gives a new group. CloudFormation leaves it where no egress rule stands in the group itself:
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
    func added(_ group: EditedGroup) -> CodeStep {
        var description = group.description
        // CloudFormation makes no group without one.
        if description.isEmpty, form == .cloudformation { description = group.name.isEmpty ? group.id : group.name }
        let texts = [("name", group.name), ("description", description), ("vpc_id", group.vpc)].filter { !$0.1.isEmpty }
        var attributes = texts.map { (key: $0.0, value: CodeResource.Value.text($0.1)) }
        var remarks = [form.ownID(of: group.id)]
        if !new.tellsEgress(group) {
            remarks.append(
                form == .cloudformation
                    ? "it lets everything out, since the input does not tell all of its egress rules"
                    : "it lets out what is written alone, and the input does not tell all of its egress rules")
        } else if form == .cloudformation {
            let wanted = new.wantedOfGiven(group.id)
            attributes.append((key: "security_group_egress", value: .items(wanted.isEmpty ? [Self.nothing] : wanted.map(egress))))
            if wanted.isEmpty {
                remarks.append("the rule in it lets nothing out: without any CloudFormation lets everything out")
            }
        }
        return .resource(
            CodeResource(
                type: "aws_security_group", words: group.name.isEmpty ? group.id : group.name, attributes: attributes),
            remark: remarks.joined(separator: "; "))
    }

    private func egress(_ rule: EditedRule) -> CodeResource.Item {
        let network = rule.identity.peer.network ?? .everything(.v4)
        let description = FixText.allowedCharacters(rule.description)
        let attributes: [(key: String, value: CodeResource.Value)] = [
            (key: "ip_protocol", value: .text("-1")),
            (key: network.version == .v4 ? "cidr_ipv4" : "cidr_ipv6", value: .text(network.description)),
        ]
        return CodeResource.Item(
            attributes: attributes + (description.isEmpty ? [] : [(key: "description", value: .text(description))]))
    }

    /// ICMP of a type that is none, to nobody: what the CDK writes for a group that lets nothing out.
    private static var nothing: CodeResource.Item {
        CodeResource.Item(attributes: [
            (key: "description", value: .text("Lets nothing out")), (key: "ip_protocol", value: .text("icmp")),
            (key: "from_port", value: .number(252)), (key: "to_port", value: .number(86)),
            (key: "cidr_ipv4", value: .text("255.255.255.255/32")),
        ])
    }
}
