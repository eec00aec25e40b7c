import ArgumentParser
import Reachability
import Trial

extension TrialOptions {
    /// Takes the changes out of a question that says some, `rds:5432 from api with off nat-0`: they are tried as those of `--with` are.
    ///
    /// Gives whether there were any.
    mutating func takeChanges(from words: inout [String]) -> Bool {
        guard let last = words.last else { return false }
        if let tried = TriedQuestion(last) {
            words[words.count - 1] = tried.question
            with += tried.changes
            return true
        }
        for place in words.indices.dropFirst().dropLast() where words[place].lowercased() == "with" {
            // What was one word of the shell may be the whole change.
            let rest = words[place...].joined(separator: " ")
            guard let tried = TriedQuestion("? \(rest)"), tried.question == "?" else { continue }
            words.removeSubrange(place...)
            with += tried.changes
            return true
        }
        return false
    }

    /// Takes `before` off the end of a question: it is asked without the changes of `--with`.
    ///
    /// Three arguments are an end, an end and a port, whatever they are called.
    mutating func takeBefore(from words: inout [String]) {
        guard isGiven, words.count != 3, let last = words.last, let rest = SaidBehind.withoutBefore(last) else { return }
        words.removeLast()
        if !rest.isEmpty { words.append(rest) }
        with = []
    }
}

extension InputOptions {
    /// Takes a time and changes out of a question, in whichever order they stand at its end.
    mutating func takeTime(from words: inout [String], andChangesInto trial: inout TrialOptions) throws {
        if let last = words.last?.lowercased(), words.count > 1 && last == "with" || last.hasSuffix(" with") {
            throw Failure.wrongUsage("a change is missing behind with, such as: with off nat-0")
        }
        trial.takeBefore(from: &words)
        try takeTime(from: &words)
        if trial.takeChanges(from: &words) { try takeTime(from: &words) }
    }
}
