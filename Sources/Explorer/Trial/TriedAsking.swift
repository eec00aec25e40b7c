import Reachability
import Trial

extension ExplorerModel {
    /// A text as a question in the strict form; nil where it is no whole one.
    func wholeQuestion(_ text: String) -> String? {
        if let parts = try? QuestionText(parsing: text), !parts.port.isEmpty,
            [parts.source, parts.destination].allSatisfy({ (try? analyzer.resolver.resolve($0)) != nil })
        {
            return text
        }
        return (try? analyzer.reading(of: text)).flatMap { $0.isWhole ? $0.strict : nil }
    }
}

/// A question that says what is to be tried before it is asked: "api -> rds:5432 with off nat-0".
extension ExplorerState {
    /// Tries the changes that were typed with a question, and asks it then; false where none was typed.
    mutating func askOnTrial() -> Bool {
        guard var question, let tried = TriedQuestion(question.editor.text) else { return false }
        func refuse(_ error: String) { question.error = error }
        if TimedQuestion(tried.question) != nil || TimedQuestion(question.editor.text) != nil {
            refuse("on trial there is no earlier time: leave the change or the time out")
        } else if let strict = model.wholeQuestion(tried.question) {
            // Why nothing can be tried now is said in the last line.
            guard var changes = openTrial() else { return true }
            do throws(TrialFault) {
                let count = changes.changes.count
                for line in tried.changes where !changes.has(line) { try changes.add(line) }
                leaveQuestion()
                if changes.changes.count == count {
                    ask(strict)
                } else {
                    trial.asksNext = strict
                    lay(changes, saying: TrialWords.added(changes.changes[count...].map(\.line.text)))
                }
                return true
            } catch {
                refuse(error.message)
            }
        } else {
            refuse("\(tried.question) is no whole question: SOURCE -> DESTINATION:PORT with CHANGE")
        }
        prompt = .question(question)
        return true
    }
}

extension Trial {
    /// Whether a change that is on is the one that a line says of what was read.
    fileprivate func has(_ line: String) -> Bool {
        guard let own = try? TrialLine(parsing: line, for: base) else { return false }
        return changes.contains { $0.isOn && $0.line.text == own.text }
    }
}
