import ArgumentParser
import Reachability

extension InputOptions {
    /// Takes the time out of a question that says one, `rds:5432 from api at yesterday 18:00`: it is asked of then.
    ///
    /// Three arguments are an end, an end and a port, whatever they are called.
    mutating func takeTime(from words: inout [String]) throws {
        guard words.count != 3, let timed = TimedQuestion(words.joined(separator: " ")) else { return }
        guard at == nil else {
            throw Failure.wrongUsage("two times are said: --at \(at ?? "") and at \(timed.time)")
        }
        at = timed.time
        if words.count == 1 {
            words = [timed.question]
            return
        }
        // The words of the time are the last; `at`, or `as of`, stands before them.
        var left = timed.time.split(separator: " ").count
        while let last = words.last, left > 0 {
            left -= last.split(separator: " ").count
            words.removeLast()
        }
        let marker = words.popLast()?.lowercased()
        if marker == "of" { words.removeLast() }
    }
}

extension Loading {
    /// Throws where what is left over of a question is meant as a time and is none.
    func checkTime(_ words: [String]) throws {
        guard let rest = words.first(where: { $0.lowercased().hasPrefix("at ") }) else { return }
        throw Failure.wrongUsage("\"\(rest.dropFirst(3))\" is no time (\(TypedTime.forms))")
    }
}
