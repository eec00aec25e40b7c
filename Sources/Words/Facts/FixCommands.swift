import Reachability

/// What a fix is to be done with, whichever layer it changes.
public struct FixCommands: Sendable, Hashable {
    /// The `aws` command that makes it.
    public let aws: String
    /// The one that takes it back.
    public let undo: String
    /// The same as Terraform.
    public let terraform: String
    /// Where it is to be run: "account 111122223333, us-east-1"; nil where all that was read is of one account and region.
    public var place: String?

    /// One of them, below a comment that says where it is to be run, where that is not plain.
    public func text(_ part: KeyPath<FixCommands, String>) -> String {
        (comment.map { "\($0)\n" } ?? "") + self[keyPath: part]
    }

    /// "# account 111122223333, us-east-1".
    public var comment: String? { place.map { "# \($0)" } }
}

extension AnswerText {
    /// The commands of all fixes: rules first, then what other layers need.
    public var fixCommands: [FixCommands] {
        if answer.fixes.isEmpty, answer.networkFixes.isEmpty { return [] }
        let scopes = scopes
        let rules = answer.fixes.map { own in
            let fix = fix(own)
            let place = scopes.place(inventory.scope(of: own.group))
            return FixCommands(aws: fix.aws, undo: fix.undo, terraform: fix.terraform, place: place)
        }
        let others = answer.networkFixes.map { own in
            let fix = fix(own)
            let place = scopes.place(own.scope(in: inventory))
            return FixCommands(aws: fix.aws, undo: fix.undo, terraform: fix.terraform, place: place)
        }
        return rules + others
    }

    /// Whose the ends are, where several accounts or regions were read; nil otherwise.
    public var places: String? { scopes.ends(question, names) }
}
