import Board
import Text
import Words

/// A judged board as JUnit XML: one suite, a case for each question.
///
/// A question that is not as meant is a failure; one that depends, and a line that cannot be read, an error, so that a build that finds none
/// wrong but one open is told apart; one that is not judged is skipped.
public struct BoardJUnit: Sendable {
    private let result: BoardResult

    /// The XML of a board.
    public init(_ result: BoardResult) { self.result = result }

    /// The whole document.
    public var text: String {
        let judged = result.judged
        let faults = judged.board.faults
        let counts =
            "tests=\"\(judged.rows.count + faults.count)\" failures=\"\(judged.count(.otherwise))\" errors=\"\(judged.count(.open) + faults.count)\" skipped=\"\(judged.count(.notJudged))\""
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sgscope board\" \(counts)>\n"
        text += "  <testsuite name=\"\(EscapedText.xml(result.shownFile))\" \(counts)>\n"
        for row in judged.rows { text += element(row) }
        for fault in faults {
            let message = result.hidesText ? "this line cannot be read" : fault.reason
            text += element("line \(fault.line)", line: fault.line, problem("error", "unreadable", message))
        }
        return text + "  </testsuite>\n</testsuites>\n"
    }

    private func element(_ row: PinJudgement) -> String {
        let meant = result.words.meant(row.pin)
        let name = result.words.question(row) + (meant.map { " is \($0)" } ?? "")
        let kind = row.fault.map { $0.isGone ? "gone" : "unasked" } ?? row.verdict?.rawValue ?? "differs"
        let problem: String? =
            switch row.standing {
            case .asMeant: nil
            case .notJudged: "      <skipped message=\"nothing is meant by it\"/>\n"
            case .otherwise: problem("failure", kind, result.message(row))
            case .open: problem("error", "depends", result.message(row))
            }
        return element(name, line: row.pin.line, problem)
    }

    private func problem(_ tag: String, _ kind: String, _ message: String) -> String {
        let message = EscapedText.xml(message)
        return "      <\(tag) message=\"\(message)\" type=\"\(kind)\">\(message)</\(tag)>\n"
    }

    private func element(_ name: String, line: Int, _ problem: String?) -> String {
        var attributes = "classname=\"sgscope.board\" name=\"\(EscapedText.xml(name))\""
        let file = result.hidesText ? "" : result.judged.board.file
        if !file.isEmpty { attributes += " file=\"\(EscapedText.xml(file))\" line=\"\(line)\"" }
        guard let problem else { return "    <testcase \(attributes)/>\n" }
        return "    <testcase \(attributes)>\n\(problem)    </testcase>\n"
    }
}
