/// Recognises a CloudFormation template, in JSON or YAML; it is kept until all inputs are there.
///
/// Ids are made up at deploy time, so a resource is called by its logical id. What the templates alone do not settle, such as a
/// parameter without a default, is left open under its name.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
enum CloudFormationTemplate {
    static func matches(_ root: JSONValue) -> Bool {
        if root.has("AWSTemplateFormatVersion") { return true }
        guard let resources = try? root.member("Resources"), let members = try? resources.members() else { return false }
        return members.contains {
            $0.key.hasPrefix("Fn::ForEach::") || (try? $0.value.text("Type"))??.hasPrefix("AWS::") ?? false
        }
    }
}
