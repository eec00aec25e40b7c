import Board
import CoreModel
import Map
import Reachability
import Documentation
import Text

/// Something to work out that may take longer than the time between two keys.
///
/// Where it may (``Executor``), the program does it beside the event loop and hands the result back as an event: every key is
/// answered meanwhile, and the screen says that something is on its way.
public struct Work: Hashable, Sendable {
    /// What is to be worked out.
    indirect enum Task: Hashable, Sendable {
        /// Who reaches whom: edges, the whole map, and what can be found by it.
        case flows
        /// The answer to a question in the one-string form.
        case answer(String)
        /// Who reaches an end.
        case who(String, width: Int)
        /// The verdicts of questions that were asked before.
        case verdicts([String])
        /// What the pinned questions come to.
        case board(Board)
        /// The groups that a filter of the list lets stand.
        case groups(String)
        /// What a search finds.
        case find(String)
        /// What searches and completion look up.
        case index
        /// A part of the map, laid out for a screen.
        case map(MapScope, width: Int, rows: Int, detail: MapDetail?)
        /// What the network stops of what a part of the map draws.
        case network(MapScope)
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
        /// What is said of a cell of it that no rule is behind.
        case cell(MatrixCell)
        /// Changes laid over what was read, or an earlier time of it.
        case lay(LayOrder)
        /// What the changes on trial come to.
        case effect(TrialQuestions)
        /// What a change that is being typed would come to.
        case preview(PreviewRequest)
        /// Flow logs, held against what was read.
        case traffic(FlowLogSource)
        /// What the changes on trial would have done to the traffic of the logs.
        case replay
        /// What the answer that stands, in the one-string form, was after each change.
        case timeLine(String)
        /// The change that made it what it is.
        case since(String)

        /// Its kind.
        var slot: Slot {
            switch self {
            case .flows: .flows
            case .answer: .answer
            case .who: .who
            case .verdicts: .verdicts
            case .board: .board
            case .groups: .groups
            case .find: .find
            case .index: .index
            case .map: .map
            case .network: .network
            case .pane: .pane
            case .review: .review
            case .tour: .tour
            case .tourText: .tourText
            case .matrix: .matrix
            case .cell: .cell
            case .lay(let order): order.slot
            case .effect: .effect
            case .preview: .preview
            case .traffic: .traffic
            case .replay: .replay
            case .timeLine: .timeLine
            case .since: .since
            }
        }
    }

    /// What later work of the same kind takes the place of.
    public enum Slot: String, Hashable, Sendable, CaseIterable {
        case flows, tour, matrix, verdicts, board, review, network, answer, who, groups, find, index, map, pane, tourText, cell
        case lay, effect, preview
        case traffic, replay
        case timeLine, since, asOf

        /// What it waits for.
        var lane: Lane {
            switch self {
            case .answer, .who, .groups, .find, .index, .lay, .asOf: .asked
            case .map, .pane, .tourText, .cell, .preview: .shown
            case .flows, .verdicts, .board, .review, .network, .tour, .matrix, .effect: .long
            case .traffic, .replay: .logs
            case .timeLine, .since: .long
            }
        }

        /// Whether the last line of the screen tells of it, so that it can be cancelled.
        var isTold: Bool { [.flows, .review, .lay, .traffic, .timeLine, .asOf].contains(self) }

        /// What it is called there.
        var words: String {
            switch self {
            case .flows: "working out who reaches whom"
            case .review: "reviewing the rules"
            case .tour: "working out the walkthrough"
            case .matrix: "working out the matrix"
            case .verdicts: "judging anew"
            case .board: "judging the board"
            case .answer, .who: "asking"
            case .groups, .find, .index: "finding"
            case .map: "drawing"
            case .network: "looking at the network"
            case .pane, .cell: "reading the rules"
            case .tourText: "writing the step"
            case .lay: "laying the changes over what was read"
            case .effect, .preview: "working out what changes"
            case .traffic: "reading the flow logs"
            case .replay: "replaying the traffic"
            case .timeLine, .since: "judging what was"
            case .asOf: "going back"
            }
        }
    }

    /// Work that is done one after the other; what is in another lane does not wait for it.
    public enum Lane: Hashable, Sendable, CaseIterable {
        /// What somebody asked or typed.
        case asked
        /// What belongs to what is selected: a pane with who reaches a group may take seconds in a large account.
        case shown
        /// What is worked out once.
        case long
        /// Flow logs: reading them may take a minute, and nothing else waits for that.
        case logs
    }

    /// What it is worked out from.
    struct Context: Sendable {
        let model: ExplorerModel
        var flows: Flows?
        var review: ReviewMarks?
        var tour: Tour?
        /// What is known of what the network stops.
        var notes = MapNotes()
        /// What each interface comes to in the answer that is lit, where a map lists them.
        var verdicts: MemberVerdicts?
        /// What is drawn now, for a map.
        var drawn: Drawn?
        /// What flow logs say of what was read.
        var traffic: TrafficPage?
        /// The answer that stands.
        var answer: Answer?
    }

    /// The map that a new one is made from.
    enum Drawn: Sendable {
        /// The same part, laid out for another width or level too.
        case same(MapView)
        /// Another part, of which as little moves as possible.
        case before(MapView)
    }

    /// Which work this is: a later one has a higher number.
    let number: Int
    let task: Task
    @Boxed private var context: Context

    init(number: Int, task: Task, context: Context) {
        self.number = number
        self.task = task
        self.context = context
    }

    /// By their numbers.
    public static func == (left: Self, right: Self) -> Bool { left.number == right.number }

    /// By its number.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }

    /// Work of the same slot that was ordered earlier need not be done any more.
    public var slot: Slot { task.slot }

    /// What it waits for.
    public var lane: Lane { slot.lane }

    /// Does it; may be called on any thread.
    ///
    /// - Parameter tell: Hears how far it is; what it returns says whether the work is still wanted. Where it is not, the result
    ///   holds nothing.
    public func run(tell: (WorkProgress) -> Bool = { _ in true }) -> WorkResult {
        WorkResult(work: self, outcome: outcome { tell(WorkProgress(work: self, done: $0, of: $1)) } ?? .nothing)
    }

    private func outcome(tell: (Int, Int) -> Bool) -> WorkResult.Outcome? {
        let model = context.model
        switch task {
        case .flows: return Flows(model, tell: tell).map { .flows($0) }
        case .answer(let text):
            let traffic = context.traffic
            return .answer(Result { () throws(QuestionError) in try model.answer(text, seenIn: traffic) }, to: text)
        case .who(let text, let width): return .who(model.who(text, width: width))
        case .verdicts(let questions): return .verdicts(model.verdicts(of: questions))
        case .board(let board): return BoardPage(board, of: model, tell: tell).map { .board($0) }
        case .groups(let text): return .groups(model.finder.listed(text), for: text)
        case .find(let text): return .found(model.hits(for: text, map: context.flows?.map), for: text)
        case .index:
            model.finder.prepare()
            return .nothing
        case .map(let scope, let width, let rows, let detail):
            guard let flows = context.flows else { return nil }
            let view: MapView
            switch context.drawn {
            case .same(let drawn): view = drawn
            case .before(let drawn):
                var graph = flows.graph(for: scope, review: context.review)
                let isNoted = model.analyzer.mayLookAtNetwork && context.notes.areComplete(for: graph)
                if isNoted { graph = graph.noted(context.notes) }
                if scope.shown.traffic, let weights = context.traffic?.weights(on: model) { graph = graph.weighted(weights) }
                if scope.shown.interfaces {
                    graph = graph.listing(
                        flows.members, limit: Limits.memberRows, verdicts: context.verdicts, alone: scope.asked != nil)
                }
                view = MapView(graph, of: scope, after: drawn, isNoted: isNoted)
            case nil: return nil
            }
            return .map(view.stored(detail: detail, width: width, rows: rows))
        case .network(let scope):
            guard let flows = context.flows else { return nil }
            let graph = flows.graph(for: scope, review: context.review)
            guard graph.flowCount <= Limits.notedFlows else { return .network(nil, of: scope) }
            return MapNetwork(model.analyzer).notes(of: graph, known: context.notes, tell: tell).map { .network($0, of: scope) }
        case .pane(let request): return .pane(PaneLines(request, model: model, review: context.review))
        case .review:
            return context.flows.map { .review(ReviewMarks(model.analyzer, annotations: model.annotations, edges: $0.edges)) }
        case .tour: return context.flows.map { .tour(Tour(model.analyzer, annotations: model.annotations, edges: $0.edges)) }
        case .tourText(let request): return context.tour.map { .tourText(TourText(request, $0.steps[request.step])) }
        case .matrix: return context.flows.map { .matrix(MatrixPage(model, edges: $0.edges)) }
        case .cell(let cell): return .cell(MatrixCellText(unnamed: cell, model: model))
        case .lay(let order): return order.laid(tell: tell).map { .laid($0) }
        case .effect(let questions): return model.trial.map { .effect(TrialPage($0, questions)) }
        case .preview(let request): return .preview(ChangePreview(request, of: model))
        case .traffic(let source):
            let read = model.trial?.read ?? model
            return source.page(for: read, tell: tell).map { .traffic($0) }
        case .replay: return context.traffic.flatMap { ReplayPage($0, on: model) }.map { .replay($0) }
        case .timeLine(let text):
            return context.answer.flatMap { TimeLinePage(of: $0, text, in: model, tell: tell) }.map { .timeLine($0) }
        case .since(let text): return .since(context.answer.flatMap { model.turning(of: $0) }, of: text)
        }
    }
}

/// How far some work is.
public struct WorkProgress: Hashable, Sendable {
    let work: Work
    /// What kind of work it is.
    public var slot: Work.Slot { work.slot }
    /// Steps that are done.
    public let done: Int
    /// All of them.
    public let of: Int
}

/// What became of some work.
public struct WorkResult: Hashable, Sendable {
    indirect enum Outcome: Sendable {
        case flows(Flows)
        case answer(Result<AnswerView, QuestionError>, to: String)
        case who(WhoPage)
        case verdicts([String: Verdict])
        case board(BoardPage)
        case groups([Finder.Listed], for: String)
        case found([FindHit], for: String)
        case map(MapView)
        /// Nil where a map stands for more flows than are asked for.
        case network(MapNotes?, of: MapScope)
        case pane(PaneLines)
        case review(ReviewMarks)
        case tour(Tour)
        case tourText(TourText)
        case matrix(MatrixPage)
        case cell(MatrixCellText)
        case laid(LaidReading)
        case effect(TrialPage)
        case preview(ChangePreview)
        case traffic(TrafficPage)
        case replay(ReplayPage)
        case timeLine(TimeLinePage)
        case since(String?, of: String)
        /// It was not wanted any more.
        case nothing
    }

    let work: Work
    let outcome: Outcome

    /// What kind of work it was.
    public var slot: Work.Slot { work.slot }

    /// How much came of it, in counts alone: "5210 boxes, 48211 lines".
    public var facts: String {
        switch outcome {
        case .flows(let flows): "\(flows.edges.count) flows, \(flows.map.subjects.count) boxes"
        case .verdicts(let verdicts): TextCount.of(verdicts.count, "verdict")
        case .board(let page): TextCount.of(page.rows.count, "question")
        case .groups(let hits, _): TextCount.of(hits.count, "group")
        case .found(let hits, _): TextCount.of(hits.count, "place")
        case .map(let view):
            "\(TextCount.of(view.graph.subjects.count, "box", plural: "boxes")), \(TextCount.of(view.graph.graph.edges.count, "line"))"
        case .pane(let lines): TextCount.of(lines.rows.count, "row")
        case .tour(let tour): TextCount.of(tour.steps.count, "step")
        case .tourText(let text): TextCount.of(text.lines.count, "row")
        case .matrix(let page): TextCount.of(page.rowCount, "row")
        case .laid(let laid): TextCount.of(laid.model.trial?.changes.changes.count ?? 0, "change")
        case .effect(let page): TextCount.of(page.rows.count, "row")
        case .traffic(let page): "\(page.list.log.records) records, \(TextCount.of(page.list.flows.count, "flow"))"
        case .timeLine(let page): TextCount.of(page.line?.points.count ?? 0, "change")
        case .answer, .who, .review, .network, .cell, .preview, .replay, .since: ""
        case .nothing: "not wanted any more"
        }
    }

    /// Results of the same work are one.
    public static func == (left: Self, right: Self) -> Bool { left.work == right.work }

    /// By the work.
    public func hash(into hasher: inout Hasher) { hasher.combine(work) }
}
