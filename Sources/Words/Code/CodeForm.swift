/// A form in which changes are written as code.
public enum CodeForm: String, Sendable, CaseIterable {
    /// Commands of the `aws` program.
    case aws
    /// Resources and blocks of the AWS provider of Terraform.
    case terraform
    /// Resources of a CloudFormation template, as YAML.
    case cloudformation
    /// Statements of a Pulumi program in TypeScript.
    case pulumi

    /// What begins a line of a comment.
    var comment: String { self == .pulumi ? "//" : "#" }

    /// A comment of one line: what stands in it never leaves it.
    func comment(_ text: String) -> String { "\(comment) \(CodeText.oneLine(text))" }
}
