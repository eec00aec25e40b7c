import Reachability
import Documentation
import Text
import Map

/// Something to work out that may take longer than the time between two keys.
///
/// In a small inventory it is done at once. In a vast one the program does it beside the event loop, and hands the result back as
/// an event: every key is answered meanwhile, and the screen says that something is on its way.
public struct Work: Hashable, Sendable {
    /// What is to be worked out.
    enum Task: Hashable, Sendable {
        /// The answer to a question in the one-string form.
        case answer(String)
        /// The verdicts of questions that were asked before.
        case verdicts([String])
        /// The groups that a filter of the list lets stand.
        case groups(String)
        /// What a search finds.
        case find(String)
        /// A part of the map, laid out for a screen.
        case map(MapScope, width: Int, rows: Int, detail: MapDetail?)
        /// The lines of a pane.
        case pane(PaneRequest)
        /// What differs from the notes, and what the audit finds.
        case review
        /// The walkthrough.
        case tour
        /// The lines of a step of it.
        case tourText(TourTextRequest)
        /// The traffic matrix.
        case matrix
    }

    /// What later work of the same kind takes the place of.
    public enum Slot: Hashable, Sendable { case answer, verdicts, groups, find, map, pane, review, tour, tourText, matrix }

    /// Which work this is: a later one has a higher number.
    let number: Int
    let task: Task
    private let model: ExplorerModel
    /// What is drawn now: of the map that takes its place as little moves as possible.
    private let drawn: MapView?

    init(number: Int, task: Task, model: ExplorerModel, drawn: MapView? = nil) {
        self.number = number
        self.task = task
        self.model = model
        self.drawn = drawn
    }

    /// By their numbers.
    public static func == (left: Self, right: Self) -> Bool { left.number == right.number }

    /// By its number.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }

    /// Work of the same slot that was ordered earlier need not be done any more.
    public var slot: Slot {
        switch task {
        case .answer: .answer
        case .verdicts: .verdicts
        case .groups: .groups
        case .find: .find
        case .map: .map
        case .pane: .pane
        case .review: .review
        case .tour: .tour
        case .tourText: .tourText
        case .matrix: .matrix
        }
    }

    /// Whether it may take seconds, and other work is not to wait for it.
    public var isLong: Bool {
        switch slot {
        case .answer, .groups, .find, .map, .pane, .tourText: false
        case .verdicts, .review, .tour, .matrix: true
        }
    }

    /// Does it; may be called on any thread.
    public func run() -> WorkResult {
        let outcome: WorkResult.Outcome =
            switch task {
            case .answer(let text): .answer(Result { () throws(QuestionError) in try model.answer(text) })
            case .verdicts(let questions): .verdicts(model.verdicts(of: questions))
            case .groups(let text): .groups(model.search.hits(for: text), for: text)
            case .find(let text): .found(model.hits(for: text), for: text)
            case .map(let scope, let width, let rows, let detail):
                .map(MapView(model.graph(for: scope), of: scope, detail: detail, width: width, rows: rows, after: drawn))
            case .pane(let request): .pane(PaneLines(request, model: model))
            case .review: .review(model.review.summary)
            case .tour: .tour(model.tour)
            case .tourText(let request): .tourText(TourText(request, model.tour.steps[request.step]))
            case .matrix: .matrix(MatrixPage(model))
            }
        return WorkResult(work: self, outcome: outcome)
    }
}

/// What became of some work.
public struct WorkResult: Hashable, Sendable {
    enum Outcome: Sendable {
        case answer(Result<AnswerView, QuestionError>)
        case verdicts([String: Verdict])
        case groups([GroupSearch.Hit], for: String)
        case found([MapSubject], for: String)
        case map(MapView)
        case pane(PaneLines)
        case review([StyledLine])
        case tour(Tour)
        case tourText(TourText)
        case matrix(MatrixPage)
    }

    let work: Work
    let outcome: Outcome

    /// Results of the same work are one.
    public static func == (left: Self, right: Self) -> Bool { left.work == right.work }

    /// By the work.
    public func hash(into hasher: inout Hasher) { hasher.combine(work) }
}

extension ExplorerState {
    /// Works something out: at once, or in a vast inventory beside the event loop.
    mutating func order(_ task: Work.Task, drawn: MapView? = nil) {
        lastWork += 1
        let work = Work(number: lastWork, task: task, model: model, drawn: drawn)
        if work.isLong ? !model.isSmall : model.isVast, !isOpening {
            running[work.slot] = work
            outbox.append(.work(work))
        } else {
            take(work.run().outcome)
        }
    }

    /// Takes what was worked out, unless something newer is wanted meanwhile.
    mutating func take(_ result: WorkResult) {
        guard running[result.work.slot] == result.work else { return }
        running[result.work.slot] = nil
        take(result.outcome)
    }

    private mutating func take(_ outcome: WorkResult.Outcome) {
        switch outcome {
        case .answer(let answer): takeAnswer(answer)
        case .verdicts(let verdicts): take(verdicts: verdicts)
        case .groups(let hits, let text): take(hits: hits, for: text)
        case .found(let hits, let text): take(found: hits, for: text)
        case .map(let view): take(map: view)
        case .pane(let lines): take(pane: lines)
        case .review(let summary): takeReview(summary)
        case .tour(let tour): take(tour: tour)
        case .tourText(let text): side.tour?.take(text)
        case .matrix(let page): take(matrix: page)
        }
    }
}
