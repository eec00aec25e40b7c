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
    /// Gives whether it was there.
    mutating func takeBefore(from words: inout [String]) -> Bool {
        guard isGiven, !QuestionWords.areParts(words), let last = words.last, let rest = SaidBehind.withoutBefore(last) else {
            return false
        }
        words.removeLast()
        if !rest.isEmpty { words.append(rest) }
        with = []
        return true
    }
}

extension InputOptions {
    /// Takes a time, `before` and changes out of a question, in whichever order they stand at its end.
    mutating func takeTime(from words: inout [String], andChangesInto trial: inout TrialOptions) throws {
        if let last = words.last?.lowercased(), words.count > 1 && last == "with" || last.hasSuffix(" with") {
            throw Failure.wrongUsage("a change is missing behind with, such as: with off nat-0")
        }
        var isBefore = trial.takeBefore(from: &words)
        try takeTime(from: &words)
        if !isBefore { isBefore = trial.takeBefore(from: &words) }
        // Without changes on trial the word is still there.
        let saysBefore = isBefore || Self.endInBefore(words)
        guard trial.takeChanges(from: &words) else {
            // Of three arguments the last would be taken for a port.
            if saysBefore, !isBefore, words.count == 3, !QuestionWords.areParts(words) {
                throw Failure.wrongUsage(SaidBehind.before.message)
            }
            return
        }
        if saysBefore || Self.endInBefore(words) {
            throw Failure.wrongUsage("\"before\" asks without changes, \"with\" asks with one: leave one of them out")
        }
        try takeTime(from: &words)
    }

    private static func endInBefore(_ words: [String]) -> Bool {
        words.last.map { SaidBehind.withoutBefore($0) != nil } ?? false
    }
}
