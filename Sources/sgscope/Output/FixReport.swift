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
        var lines = [StyledLine()] + fixes.map { StyledLine($0.aws) }
        guard verbose else { return lines }
        lines += [StyledLine(), StyledLine("to undo it:", .dim)] + fixes.map { StyledLine($0.undo) }
        lines += [StyledLine(), StyledLine("as Terraform:", .dim)]
        for fix in fixes {
            lines += fix.terraform.split(separator: "\n", omittingEmptySubsequences: false).map { StyledLine(String($0)) }
        }
        while lines.last?.text.isEmpty == true { lines.removeLast() }
        return lines
    }
}
