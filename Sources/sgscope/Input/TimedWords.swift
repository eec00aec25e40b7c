import ArgumentParser
import Reachability

extension InputOptions {
    /// Takes the time out of a question that says one, `rds:5432 from api at yesterday 18:00`: it is asked of then.
    mutating func takeTime(from words: inout [String]) throws {
        guard !QuestionWords.areParts(words), let timed = TimedQuestion(words.joined(separator: " ")) else { return }
        guard at == nil else {
            throw Failure.wrongUsage("two times are said: --at \(at ?? "") and at \(timed.time)")
        }
        at = timed.time
        // What was one word of the shell may be the end of the question and the time: "5432 at 18:00".
        var left = timed.question.split(separator: " ").count
        words = words.compactMap { word -> String? in
            let pieces = word.split(whereSeparator: \.isWhitespace)
            let own = pieces.prefix(max(0, left))
            left -= pieces.count
            if own.isEmpty { return nil }
            return own.count == pieces.count ? word : own.joined(separator: " ")
        }
    }
}

/// The words of a question as the shell gives them.
enum QuestionWords {
    /// Whether they are an end, an end and a port, whatever these are called: nothing is said behind them.
    static func areParts(_ words: [String]) -> Bool {
        words.count == 3 && !words.contains { $0.contains("->") } && !words[2].contains(where: \.isWhitespace)
    }
}

extension Loading {
    /// Throws where what is left over of a question is meant as a time and is none.
    func checkTime(_ words: [String]) throws {
        guard let rest = words.first(where: { $0.lowercased().hasPrefix("at ") }) else { return }
        throw Failure.wrongUsage("\"\(rest.dropFirst(3))\" is no time (\(TypedTime.forms))")
    }
}
