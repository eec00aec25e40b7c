import Reachability

/// What a fix is to be done with, whichever layer it changes.
public struct FixCommands: Sendable, Hashable {
    /// The `aws` command that makes it.
    public let aws: String
    /// The one that takes it back.
    public let undo: String
    /// The same as Terraform.
    public let terraform: String
}

extension AnswerText {
    /// The commands of all fixes: rules first, then what other layers need.
    public var fixCommands: [FixCommands] {
        let rules = answer.fixes.map(fix).map { FixCommands(aws: $0.aws, undo: $0.undo, terraform: $0.terraform) }
        let others = answer.networkFixes.map(fix).map { FixCommands(aws: $0.aws, undo: $0.undo, terraform: $0.terraform) }
        return rules + others
    }
}
