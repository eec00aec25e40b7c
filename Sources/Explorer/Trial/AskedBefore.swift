import Reachability
import Text
import Trial

/// What a text asks that ends in `before`: of what was read, without the changes on trial.
enum AskedBefore: Hashable, Sendable {
    /// A whole question, in the strict form.
    case flow(String)
    /// Who reaches an end, "who rds:5432", or whom one reaches, "api -> *".
    case who(String)
    /// No whole one; the text without the word.
    case incomplete(String)

    /// The question as it is asked while it is typed; nil of what is none, or a page of its own.
    var whole: String? { if case .flow(let strict) = self { strict + Self.word } else { nil } }

    /// What stands before what it is asked of: "= api -> rds:5432, of ".
    var said: String {
        switch self {
        case .flow(let text), .who(let text): "= \(text), of "
        case .incomplete: "of "
        }
    }

    /// What stands behind the question.
    static let word = " before"
}

extension ExplorerModel {
    /// What a text asks with `before` behind it; nil where none is there, and where something is called so.
    func askedBefore(_ text: String) -> AskedBefore? {
        guard let rest = SaidBehind.withoutBefore(text), !rest.isEmpty else { return nil }
        let read = trial?.read ?? self
        if let parts = try? QuestionText(parsing: text), parts.port.isEmpty,
            [parts.source, parts.destination].allSatisfy({ (try? read.analyzer.resolver.resolve($0)) != nil })
        {
            return nil
        }
        if let whole = try? read.analyzer.reading(of: text), whole.behind != .before { return nil }
        if let strict = read.wholeQuestion(rest) { return .flow(strict) }
        guard let reading = try? read.analyzer.reading(of: rest), reading.notUsed.isEmpty else { return .incomplete(rest) }
        switch (reading.kind, reading.source, reading.destination) {
        case (.who, _, let end?):
            return .who(ExplorerState.who + QuestionText.bracketed(end) + (reading.port.map { ":\($0)" } ?? ""))
        case (.reaches, _?, _), (.reaches, _, _?): return .who(reading.strict)
        default: return .incomplete(rest)
        }
    }
}

/// A question of what was read, while changes are on trial: a page over the screen, which shows what is on trial.
extension ExplorerState {
    /// Asks what was typed with `before` behind it, of what was read; false where none is there.
    mutating func askBefore() -> Bool {
        guard var question, let asked = question.before else { return false }
        if changes == nil {
            question.error = TrialWords.nothingBefore
            prompt = .question(question)
            return true
        }
        switch asked {
        case .flow(let strict): ask(strict + AskedBefore.word)
        case .who(let text):
            leaveQuestion()
            askWhom(text + AskedBefore.word)
        case .incomplete(let rest):
            question.error = "\(rest) is no whole question: SOURCE -> DESTINATION:PORT before"
            prompt = .question(question)
        }
        return true
    }

    /// Shows the answer of what was read; nothing of it stands or is lit, as what is shown is on trial.
    mutating func showBefore(_ view: AnswerView) {
        var view = view
        view.store(width: whoWidth, rows: .max, ascii: glyphs == .ascii)
        leaveQuestion()
        take(who: WhoPage(title: "\(TerminalText.safe(view.text)), before", lines: view.lines))
    }
}
