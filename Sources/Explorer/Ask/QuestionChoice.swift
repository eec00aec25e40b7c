import Frames
import Reachability

/// What a typed question may mean that is no one question: whole questions, of which one is chosen.
struct QuestionChoice: Sendable {
    /// The questions, in the form that is kept.
    let questions: [String]
    /// What is said beside each; empty where nothing is.
    let notes: [String]
    /// The host's name of the text that the input does not have, and that one of these stands for; nil where there is none.
    let host: String?
    /// The one that Enter asks.
    private(set) var chosen = 0

    /// Nil where there is nothing to choose from.
    init?(_ meant: [QuestionText], notes: [String] = [], host: String? = nil) {
        if meant.isEmpty { return nil }
        self.host = host
        questions = meant.map(\.text)
        self.notes = meant.indices.map { notes.indices.contains($0) ? notes[$0] : "" }
    }

    var question: String { questions[chosen] }

    /// Goes up or down, and no further than the ends.
    mutating func move(by step: Int) { chosen = max(0, min(questions.count - 1, chosen + step)) }
}

extension ExplorerState {
    /// What may be chosen from instead of what is typed; nil where nothing is asked back.
    var choice: QuestionChoice? { question?.choice }

    /// Asks what was chosen; what lacks its port goes into the line, where that is typed.
    mutating func askChosen() {
        guard let choice else { return }
        let text = choice.question
        editQuestion { question, model in
            question.write(text, model: model)
            question.host = choice.host.map { (text, $0) }
        }
        guard (try? QuestionText(parsing: text))?.port.isEmpty == false else {
            editQuestion { $0.goOn($1) }
            return
        }
        ask(text)
    }
}
