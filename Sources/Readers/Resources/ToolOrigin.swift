import CoreModel

extension Origin {
    /// The same origin of a document that a tool keeps.
    func managed(by tool: Manager.Tool, _ input: String) -> Origin {
        var origin = self
        origin.manager = Manager(tool, input)
        return origin
    }

    /// The same origin of a template: CDK's say so of themselves.
    func managed(byTemplate root: JSONValue) -> Origin {
        managed(by: Self.isOfCDK(root) ? .cdk : .cloudFormation, "template")
    }

    /// Whether CDK made a template: it marks its resources with their paths and counts itself among them.
    ///
    /// Source: https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html and https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
    private static func isOfCDK(_ root: JSONValue) -> Bool {
        if let version = root.member(named: "Parameters")?.member(named: "BootstrapVersion")?.member(named: "Default"),
            (try? version.text().string.hasPrefix("/cdk-bootstrap/")) == true
        {
            return true
        }
        guard let resources = try? root.member(named: "Resources")?.members() else { return false }
        for (_, resource) in resources where resource.kind == .object {
            if (try? resource.text("Type")?.string) == "AWS::CDK::Metadata" { return true }
            if resource.member(named: "Metadata")?.member(named: "aws:cdk:path") != nil { return true }
        }
        return false
    }
}
