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
    /// Throws where a question ends in what is meant as a time and is none: it is not answered as if it were asked of now.
    func checkTime(_ reading: Reading) throws {
        guard let rest = reading.notUsed.first(where: { $0.lowercased().hasPrefix("at ") }) else { return }
        let time = rest.dropFirst(3)
        // A line of a log goes on with much: "at org.postgresql.Driver.connect(Driver.java:264)".
        guard time.split(separator: " ").count <= 3, !time.contains("."), !time.contains("(") else { return }
        guard original == nil else { throw Failure.wrongUsage("what stands behind at is no time (\(TypedTime.forms))") }
        throw Failure.wrongUsage("\"\(time)\" is no time (\(TypedTime.forms))")
    }
}
