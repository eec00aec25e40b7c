import Documentation
import Map
import Reachability

/// The life of an answer: a question is typed, its answer seen while it is, then awaited where it takes long, and stands until
/// another takes its place.
indirect enum Answering: Sendable {
    /// No question is being typed.
    case settled(StandingAnswer)
    /// A question is being typed, over what stood before, to which Esc goes back.
    case typing(TypedQuestion, over: StandingAnswer)
}

/// The answer that stands while no question is typed.
indirect enum StandingAnswer: Sendable {
    /// None, or it was closed.
    case none
    case answer(AnswerView)
    /// A question was asked whose answer is on its way, over the one that stood; of fresh data it takes the place that the answer
    /// of older data had.
    case awaited(String, place: AnswerPlace?, over: AnswerView?)

    /// The answer that is seen.
    var view: AnswerView? {
        get {
            switch self {
            case .none: nil
            case .answer(let view): view
            case .awaited(_, _, let over): over
            }
        }
        set {
            if case .awaited(let text, let place, _) = self, newValue != nil {
                self = .awaited(text, place: place, over: newValue)
            } else {
                self = newValue.map(Self.answer) ?? .none
            }
        }
    }
}

/// A question that is being typed.
indirect enum TypedQuestion: Sendable {
    /// It is none yet.
    case incomplete
    /// Its answer is on its way; the answer to what stood there before stays lit. `isWanted`: it is to be kept when it comes.
    case asked(String, isWanted: Bool, lit: AnswerView?)
    case answered(String, AnswerView)
    case refused(String, QuestionError)

    /// What was typed; nil where nothing could be asked.
    var text: String? {
        switch self {
        case .incomplete: nil
        case .asked(let text, _, _), .answered(let text, _), .refused(let text, _): text
        }
    }

    /// The answer that is lit in the map; none of what is not shown.
    var lit: AnswerView? {
        switch self {
        case .incomplete, .refused: nil
        case .asked(_, _, let lit): lit
        case .answered(_, let view): view.isWithoutTrial ? nil : view
        }
    }
}

/// Where an answer stood on the screen.
struct AnswerPlace: Sendable {
    var scroll: ExplorerState.Scroll
    var stop: AnswerStop?
}

extension Answering {
    /// What stands, or stood before a question was begun.
    var standing: StandingAnswer {
        get {
            switch self {
            case .settled(let standing), .typing(_, let standing): standing
            }
        }
        set {
            switch self {
            case .settled: self = .settled(newValue)
            case .typing(let typed, _): self = .typing(typed, over: newValue)
            }
        }
    }

    /// The question that is typed; nil where none is.
    var typed: TypedQuestion? { if case .typing(let typed, _) = self { typed } else { nil } }

    /// Whether an answer is on its way.
    var isAsking: Bool {
        switch self {
        case .typing(.asked, _), .settled(.awaited): true
        case .typing, .settled: false
        }
    }
}

extension ExplorerState {
    /// The answer that stands; nil closes it.
    var answer: AnswerView? {
        get { answering.standing.view }
        set { answering.standing.view = newValue }
    }

    /// The answer to the question that is being typed, as soon as it is one.
    var preview: AnswerView? { answering.typed?.lit }

    /// The answer whose path is lit: the one that is being typed, or the one that stands.
    var litAnswer: Answer? { litView?.answer }

    /// The same with its lines.
    var litView: AnswerView? { question == nil ? answer : preview }

    /// Follows what is typed in the question line: asks it as soon as it is a question.
    mutating func followQuestion() {
        guard let question else {
            if case .typing(_, let standing) = answering { answering = .settled(standing) }
            return
        }
        if case .settled(let standing) = answering { answering = .typing(.incomplete, over: standing) }
        guard case .typing(let typed, let standing) = answering else { return }
        let text = question.whole
        if text == typed.text { return }
        let lit = typed.lit
        guard let text else {
            answering = .typing(.incomplete, over: standing)
            if lit != nil { redrawMap() }
            return
        }
        answering = .typing(.asked(text, isWanted: false, lit: lit), over: standing)
        order(.answer(text))
    }

    /// Asks a question: its answer is kept when it is there, or what is wrong with it is said where it is typed.
    ///
    /// With `place` it is asked again of fresh data, and nothing else changes.
    mutating func ask(_ text: String, at place: AnswerPlace? = nil) {
        guard question != nil else {
            answering = .settled(.awaited(text, place: place, over: place == nil ? answer : nil))
            order(.answer(text))
            return
        }
        switch answering {
        case .typing(.answered(text, let view), _): keep(view)
        case .typing(.refused(text, let error), _): refuse(text, error)
        case .typing(.asked(text, _, let lit), let standing):
            answering = .typing(.asked(text, isWanted: true, lit: lit), over: standing)
        default:
            answering = .typing(.asked(text, isWanted: true, lit: preview), over: answering.standing)
            order(.answer(text))
        }
    }

    /// Takes the answer to a question, or why it cannot be asked.
    mutating func take(answer result: Result<AnswerView, QuestionError>, to text: String) {
        switch (answering, result) {
        case (.typing(.asked(text, true, _), _), .success(let view)): keep(held(view))
        case (.typing(.asked(text, false, _), let standing), .success(let view)):
            answering = .typing(.answered(text, held(view)), over: standing)
            redrawMap()
            revealSelection()
        case (.typing(.asked(text, let isWanted, let lit), let standing), .failure(let error)):
            answering = .typing(.refused(text, error), over: standing)
            if isWanted { refuse(text, error) }
            if lit != nil { redrawMap() }
        case (.settled(.awaited(text, let place, _)), .success(let view)): keep(view, at: place)
        case (.typing(let typed, .awaited(text, let place, _)), .success(let view)):
            answering = .typing(typed, over: .answer(placed(view, at: place)))
        case (.settled(.awaited(text, _, let over)), .failure(let error)):
            answering = .settled(over.map(StandingAnswer.answer) ?? .none)
            message = error.message
        default: break
        }
    }

    /// Leaves the question line: what stood before stands again.
    mutating func leaveQuestion() {
        prompt = nil
        let wasLit = preview != nil
        answering = .settled(answering.standing)
        // Another question may have taken the place of the work.
        if case .settled(.awaited(let text, _, _)) = answering { order(.answer(text)) }
        if wasLit { redrawMap() }
        revealSelection()
    }

    private mutating func refuse(_ text: String, _ error: QuestionError) {
        guard var question else { return }
        question.error = error.message(typed: text)
        question.choice = (try? QuestionText(parsing: text)).flatMap { parts in
            QuestionChoice(model.analyzer.questions(meantBy: error, in: parts))
        }
        prompt = .question(question)
    }

    /// The answer with the flow-log record that was pasted, where it raises this question.
    private func held(_ view: AnswerView) -> AnswerView {
        var view = view
        if let named = question?.host, named.question == view.text { view.host = named.host }
        if let pasted = question?.record, pasted.question == view.text { view.hold(pasted.record, by: model.analyzer) }
        return view
    }

    /// The answer as it stood at a place, as far as it has one there.
    private func placed(_ view: AnswerView, at place: AnswerPlace?) -> AnswerView {
        guard let place else { return view }
        var view = view
        view.scroll = place.scroll
        view.stop = place.stop
        return view
    }

    /// Keeps an answer and lights its path.
    private mutating func keep(_ view: AnswerView, at place: AnswerPlace? = nil) {
        if view.isWithoutTrial {
            showBefore(view)
            return
        }
        if question != nil { prompt = nil }
        answering = .settled(.answer(placed(view, at: place)))
        if place == nil { returns.asked(view.text) }
        orderSince()
        if place != nil {
            redrawMap()
            return
        }
        history.removeAll { $0.text == view.text }
        history.append(AskedQuestion(text: view.text, verdict: view.answer.verdict))
        if history.count > Limits.asked { history.removeFirst() }
        marks = Marks()
        focus = .answer
        details.isInFront = false
        if let end = decidingSubject(of: view.answer), end != selection { visit(end) }
        redrawMap()
        revealSelection()
    }

    /// What is selected when an answer comes: the group whose rules decide.
    private func decidingSubject(of answer: Answer) -> MapSubject? {
        if let group = answer.decidingCheck?.component { return .group(group) }
        return subjects(of: answer.question.destination).first ?? subjects(of: answer.question.source).first
    }

    /// The boxes that an end stands for, also before the map is there.
    func subjects(of end: Endpoint) -> [MapSubject] { flows?.whole.subjects(of: end) ?? model.subjects(of: end) }
}
