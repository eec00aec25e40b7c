/// What keeps a group as its own files say, with how one knows.
public struct Manager: Hashable, Sendable {
    /// Tools that make what their files describe.
    public enum Tool: String, Hashable, Sendable, CaseIterable {
        case terraform
        case cloudFormation = "CloudFormation"
        case cdk = "CDK"
        case pulumi

        /// The words in tags that mean it, in lower case; any of them tells it.
        var words: [String] {
            switch self {
            case .terraform: ["terraform", "opentofu"]
            case .cloudFormation: ["cloudformation"]
            case .cdk: ["cdk"]
            case .pulumi: ["pulumi"]
            }
        }

        /// The tool that a tag's value names, in whichever case.
        init?(namedIn value: String) {
            let value = value.lowercased()
            guard let tool = Self.allCases.first(where: { $0.words.contains(where: value.contains) }) else { return nil }
            self = tool
        }
    }

    /// The tool; nil where a tag names something else, such as a team.
    public private(set) var tool: Tool?
    /// What manages the group, as answers call it.
    var name: String
    /// How one knows it: "state", "plan", "template", "stack" where the input that describes the group is the tool's, else "tag".
    var evidence: String

    /// A tool, known by what describes the group.
    public init(_ tool: Tool, _ input: String) {
        self.init(tool: tool, name: tool.rawValue, evidence: input)
    }

    fileprivate init(tool: Tool?, name: String, evidence: String) {
        self.tool = tool
        self.name = name
        self.evidence = evidence
    }

    /// Keys of tags that say by habit what manages a thing, in lower case.
    static let habits: Set<String> = [
        "managedby", "managed-by", "managed_by", "managed by", "provisioner", "provisionedby", "provisioned-by",
        "app.kubernetes.io/managed-by",
    ]
    /// The key of a tag that says by habit that Terraform does, where it is true; in lower case.
    static let flag = "terraform"

    /// "CloudFormation (template)", "terraform (tag)".
    public var text: String { "\(name) (\(evidence))" }
}

extension Inventory {
    /// What manages a group, by the input that describes it or by its tags; nil when neither says so.
    ///
    /// CloudFormation tags what it makes with `aws:cloudformation:stack-name`, CDK's stacks may bear `aws:cdk:` tags; the others are
    /// tagged by habit (`ManagedBy`). Source:
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
    public func manager(of group: GroupIndex) -> Manager? {
        if let manager = self[group].manager { return manager }
        let tags = self[group].tags.map { (key: self[$0.key], value: self[$0.value]) }
        for (key, value) in tags {
            let lower = key.lowercased()
            if Manager.habits.contains(lower), !value.isEmpty {
                let tool = Manager.Tool(namedIn: value)
                return Manager(tool: tool, name: tool?.rawValue ?? value, evidence: "tag")
            }
            if lower == Manager.flag, value.lowercased() == "true" { return Manager(.terraform, "tag") }
            if lower.hasPrefix("pulumi:") { return Manager(.pulumi, "tag") }
        }
        let isOfCDK = tags.contains { $0.key.lowercased().hasPrefix("aws:cdk:") || $0.key.lowercased().hasPrefix("aws-cdk:") }
        let tool = isOfCDK ? Manager.Tool.cdk : .cloudFormation
        return tags.first { $0.key.lowercased() == "aws:cloudformation:stack-name" }.map { tag in
            Manager(tool: tool, name: "\(tool.rawValue), stack \(tag.value)", evidence: "tag")
        }
    }
}
