import Reachability
import Annotations
import Text
import Words

/// The commands of a fix, one line each so that they can be pasted.
struct FixReport {
    private let fixes: [FixCommands]

    init(_ answer: Answer, of analyzer: Analyzer) {
        let words = AnswerText(answer, of: analyzer)
        fixes = words.fixCommands + (words.way?.behind?.fixes.map(\.commands) ?? [])
    }

    /// Whether there is anything to run.
    var isEmpty: Bool { fixes.isEmpty }

    /// The commands that add the rules; with `verbose` also those that take them back, and Terraform.
    func lines(verbose: Bool) -> [StyledLine] {
        var lines = [StyledLine()] + written(\.aws)
        guard verbose else { return lines }
        lines += [StyledLine(), StyledLine("to undo it:", .dim)] + written(\.undo)
        lines += [StyledLine(), StyledLine("as Terraform:", .dim)] + written(\.terraform)
        while lines.last?.text.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// One of what each fix is done with, in what account and region where there are several.
    private func written(_ part: KeyPath<FixCommands, String>) -> [StyledLine] {
        fixes.flatMap { fix in
            fix.text(part).split(separator: "\n", omittingEmptySubsequences: false).map { StyledLine(String($0)) }
        }
    }
}
