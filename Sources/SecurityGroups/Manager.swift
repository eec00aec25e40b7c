/// A tool that keeps a group as its own files say, with how one knows.
public struct Manager: Hashable, Sendable {
    /// "terraform", "CloudFormation", "pulumi".
    public let tool: String
    /// "state", "tag".
    public let evidence: String
}

extension Inventory {
    /// The tool that manages a group, by the state that describes it or by its tags; nil when neither says so.
    ///
    /// CloudFormation tags what it makes with `aws:cloudformation:stack-name`; the others are tagged by habit (`ManagedBy`).
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
    public func manager(of group: GroupIndex) -> Manager? {
        if self[group].terraformStyle != .none { return Manager(tool: "terraform", evidence: "state") }
        for tag in self[group].tags {
            let key = self[tag.key].lowercased()
            let value = self[tag.value].lowercased()
            if key == "aws:cloudformation:stack-name" { return Manager(tool: "CloudFormation", evidence: "tag") }
            if key.hasPrefix("pulumi:") { return Manager(tool: "pulumi", evidence: "tag") }
            let isHabit = ["managedby", "managed-by", "managed_by", "provisioner", "provisionedby", "terraform"].contains(key)
            guard isHabit else { continue }
            if key == "terraform", value == "true" { return Manager(tool: "terraform", evidence: "tag") }
            for (word, tool) in [
                ("terraform", "terraform"), ("cloudformation", "CloudFormation"), ("pulumi", "pulumi"), ("cdk", "CDK"),
            ]
            where value.contains(word) {
                return Manager(tool: tool, evidence: "tag")
            }
        }
        return nil
    }
}
