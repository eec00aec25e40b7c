/// Formats that are recognised, so that a user learns what to give instead, but not read by this version.
enum UnreadFormats {
    static func outcome(_ root: JSONValue) -> Documents.Outcome? {
        if root.has("encrypted_data"), root.has("encryption_version") {
            return .notReadYet(what: "an encrypted OpenTofu state", instead: "give the output of tofu show -json")
        }
        if isTemplate(root) {
            return .notReadYet(what: "a CloudFormation template", instead: "give the output of aws ec2 describe-security-groups")
        }
        if root.has("version"), root.has("deployment") || root.has("checkpoint") {
            return .notReadYet(what: "a Pulumi stack", instead: "give the output of aws ec2 describe-security-groups")
        }
        return nil
    }

    private static func isTemplate(_ root: JSONValue) -> Bool {
        if root.has("AWSTemplateFormatVersion") { return true }
        guard let resources = try? root.member("Resources"), let members = try? resources.members() else { return false }
        return members.contains { (try? $0.value.text("Type"))??.hasPrefix("AWS::") ?? false }
    }
}

/// Recognises `terraform show -json` of a plan, that is of what a change would do.
enum TerraformPlan {
    static func matches(_ root: JSONValue) -> Bool {
        root.has("format_version") && (root.has("planned_values") || root.has("resource_changes"))
    }

    static let outcome = Documents.Outcome.notReadYet(
        what: "a Terraform plan", instead: "give the state (terraform show -json without a plan file)")
}
