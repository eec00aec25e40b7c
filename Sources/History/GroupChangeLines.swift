import CoreModel
import Text

/// The newest changes of a group, as its page tells them: "changed    11-23 18:41  ops-oncall, console  + RDS SG in tcp 22 ...".
public struct GroupChangeLines: Sendable {
    /// Changes that are told at most.
    private static let limit = 4
    /// Edits of one change that are told at most.
    private static let edits = 2

    private let texts: [String]

    /// Those of a group by its id; `clock` writes a time short.
    public init(_ timeLine: TimeLine, of id: String, _ words: ChangeText, clock: (Int) -> String) {
        texts = timeLine.changes(of: id).suffix(Self.limit).reversed().flatMap { change in
            let lead = "\(clock(change.time))  \(words.who(change))"
            return change.edits.prefix(Self.edits).map { "\(lead)  \(words.line($0))" }
        }
    }

    /// The lines; none where nothing is known to have changed.
    public func lines(width: Int) -> [StyledLine] {
        texts.enumerated().flatMap { number, text in
            StyledLine.hanging(
                behind: [StyledSpan(number == 0 ? "changed    " : "           ")], text, .plain, rest: .plain, width: width)
        }
    }
}
