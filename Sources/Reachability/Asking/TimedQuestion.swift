/// A question with the time that it is asked of: "api -> rds:5432 at yesterday 18:00".
///
/// The time stands last, behind `at` or `as of`; who asks of no time that ends so asks of a port or a name.
public struct TimedQuestion: Hashable, Sendable {
    /// The question without the time.
    public let question: String
    /// The time as it was written.
    public let time: String

    /// Words of a time at most.
    private static let longest = 6

    /// Nil for a text that says no time.
    public init?(_ text: String) {
        let trimmed = text.prefix(text.count - text.reversed().prefix { $0.isWhitespace || "?!.".contains($0) }.count)
        let words = trimmed.split(whereSeparator: \.isWhitespace)
        for place in words.indices.dropFirst() where words.count - place - 1 <= Self.longest {
            let isOf = words[place].lowercased() == "of" && words[place - 1].lowercased() == "as"
            guard isOf ? place > 1 : words[place].lowercased() == "at" else { continue }
            let time = words[(place + 1)...].joined(separator: " ")
            let head = isOf ? place - 1 : place
            let question = words[..<head].joined(separator: " ")
            guard WrittenTime(time) != nil, !Self.isPort(time, in: question) else { continue }
            (self.question, self.time) = (question, time)
            return
        }
        return nil
    }

    /// Whether what may be a date is a range of ports, since the question has none yet: "alb rds at 11-23".
    private static func isPort(_ time: String, in question: String) -> Bool {
        guard (try? PortQuery(parsing: time)) != nil else { return false }
        return !question.contains(where: \.isNumber)
    }
}
