import Reachability

/// A question that is pinned, with what is meant by it: a line of the board's file.
public struct Pin: Hashable, Sendable {
    /// The question, in any form that is read; who reaches an end begins with `who`.
    public var ask: String
    /// What is meant; nil where it is shown and not judged.
    public var meant: Meant?
    /// Whether the security groups alone are asked.
    public var onlyGroups = false
    /// Why it is on the board.
    public var why: String?
    /// Whether this line takes the question off the board.
    public var isOff = false
    /// Its line in the file, from 1; 0 before it is written.
    public var line = 0
    /// What another program calls it; nil where it has no name beside its question.
    public var id: String?

    /// Makes a pin.
    public init(
        ask: String, meant: Meant? = nil, onlyGroups: Bool = false, why: String? = nil, isOff: Bool = false, line: Int = 0
    ) {
        self.ask = ask
        self.meant = meant
        self.onlyGroups = onlyGroups
        self.why = why
        self.isOff = isOff
        self.line = line
    }

    /// What a question is meant to be.
    public enum Meant: Hashable, Sendable {
        /// Of a flow.
        case verdict(Verdict)
        /// Of `who`: exactly these, by their names; nobody where there are none.
        case names([String])
    }

    /// What makes two lines the same question: the text without blanks, quotes and case, and the layers that are asked.
    public struct Identity: Hashable, Sendable {
        let text: String
        let onlyGroups: Bool
    }

    /// What tells it from other questions.
    public var identity: Identity {
        let text = ask.filter { !$0.isWhitespace && $0 != "\"" }.replacing("→", with: "->").lowercased()
        return Identity(text: text, onlyGroups: onlyGroups)
    }

    /// Whether another line is about the same question.
    public func isSameQuestion(as other: Pin) -> Bool { identity == other.identity }
}
