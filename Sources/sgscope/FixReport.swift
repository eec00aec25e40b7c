import Reachability
import Review
import Text

/// The commands of a fix, one line each so that they can be pasted.
struct FixReport {
    private let answer: Answer

    init(_ answer: Answer) {
        self.answer = answer
    }

    /// The commands that add the rules; with `verbose` also those that take them back, and Terraform.
    func lines(verbose: Bool) -> [StyledLine] {
        var lines = [StyledLine()] + answer.fixes.map { StyledLine($0.aws) }
        guard verbose else { return lines }
        lines += [StyledLine(), StyledLine("to undo it:", .dim)] + answer.fixes.map { StyledLine($0.undo) }
        lines += [StyledLine(), StyledLine("as Terraform:", .dim)]
        for fix in answer.fixes {
            lines += fix.terraform.split(separator: "\n", omittingEmptySubsequences: false).map { StyledLine(String($0)) }
        }
        while lines.last?.text.isEmpty == true { lines.removeLast() }
        return lines
    }
}
