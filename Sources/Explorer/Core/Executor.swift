import Map

/// Decides what is worked out at once and what beside the event loop, and knows what is under way there.
///
/// The one place where that is decided: everybody else orders work, takes its result whenever it comes, and says meanwhile what is
/// there already.
struct Executor: Sendable {
    /// What is under way, the newest of each kind, with how far it is.
    private(set) var running: [Work.Slot: (work: Work, progress: WorkProgress?)] = [:]
    private var last = 0

    /// Whether work of a kind is under way.
    func isRunning(_ slot: Work.Slot) -> Bool { running[slot] != nil }

    /// Whether exactly this is under way.
    func isDoing(_ task: Work.Task) -> Bool { running[task.slot]?.work.task == task }

    /// The long work that is under way and was not asked for by the last key, with how far it is.
    var longest: (slot: Work.Slot, progress: WorkProgress?)? {
        Work.Slot.allCases.first { $0.isTold && running[$0] != nil }.map { ($0, running[$0]?.progress) }
    }

    /// Whether something takes less than the time between two keys, so that it is worked out at once.
    static func isQuick(_ task: Work.Task, of model: ExplorerModel) -> Bool {
        let isQuick = model.size.fits(Limits.quick)
        switch task {
        case .groups(""): return true
        case .flows, .answer, .groups, .find, .index, .map, .tourText, .cell, .lay: return isQuick
        case .pane(let request): return isQuick || isShort(request, model)
        case .board(let board): return model.size.fits(Limits.small) && board.pins.count <= Limits.pins
        // Verdicts of many states are never asked on a key.
        case .timeLine, .since: return false
        case .verdicts, .who, .review, .network, .tour, .matrix, .effect, .preview: return model.size.fits(Limits.small)
        case .traffic(.pasted): return model.size.fits(Limits.small)
        case .traffic(.given), .traffic(.kept), .replay: return false
        }
    }

    /// Whether what is typed as an end is looked up with every key.
    static func resolvesAtOnce(_ model: ExplorerModel) -> Bool { model.size.fits(Limits.quick) }

    private static func isShort(_ request: PaneRequest, _ model: ExplorerModel) -> Bool {
        guard let subject = request.subject else { return true }
        if request.line != nil || (request.wantsRows && request.withReach) { return false }
        guard let group = subject.group else { return subject.end == nil }
        let own = model.inventory[group]
        let rules = own.ingress.count + own.egress.count + model.references.rules(naming: group).count
        return !request.wantsRows || rules <= Limits.paneRules
    }

    /// Makes a task to work, with a number of its own.
    mutating func work(_ task: Work.Task, in context: Work.Context) -> Work {
        last += 1
        return Work(number: last, task: task, context: context)
    }

    /// Notes that work is under way, in place of what was of its kind.
    mutating func begin(_ work: Work) {
        running[work.slot] = (work, nil)
    }

    /// Notes how far work is.
    mutating func note(_ progress: WorkProgress) {
        if running[progress.work.slot]?.work == progress.work { running[progress.work.slot]?.progress = progress }
    }

    /// Takes work that is done off the list; false where something newer is wanted meanwhile.
    mutating func end(_ work: Work) -> Bool {
        guard running[work.slot]?.work == work else { return false }
        running[work.slot] = nil
        return true
    }

    /// Nothing is wanted of a kind of work any more.
    mutating func drop(_ slot: Work.Slot) { running[slot] = nil }

    /// The same work for the data that takes the place of this one: numbers go on.
    func emptied() -> Executor {
        var executor = Executor()
        executor.last = last
        return executor
    }
}

extension ExplorerState {
    /// Has something worked out: at once, or beside the event loop; says whether it is done.
    @discardableResult
    mutating func order(_ task: Work.Task, from drawn: Work.Drawn? = nil) -> Bool {
        if executor.isDoing(task) { return false }
        var context = Work.Context(
            model: model, flows: flows, review: review, tour: side.tour?.tour, notes: drawing.notes, drawn: drawn,
            traffic: traffic.page)
        if case .map(let scope, _, _, _) = task, scope.asked != nil {
            context.verdicts = litAnswer.map { MemberVerdicts($0, of: model.analyzer) }
        }
        context.answer = answer?.answer
        let work = executor.work(task, in: context)
        guard Executor.isQuick(task, of: model) else {
            executor.begin(work)
            emit(.work(work))
            return false
        }
        executor.drop(work.slot)
        take(work.run())
        return true
    }

    /// Takes what was worked out beside the event loop, unless something newer is wanted meanwhile.
    mutating func take(done result: WorkResult) {
        if executor.end(result.work) { take(result) }
    }

    private mutating func take(_ result: WorkResult) {
        switch result.outcome {
        case .flows(let flows): take(flows: flows)
        case .answer(let answer, let text): take(answer: answer, to: text)
        case .who(let page): take(who: page)
        case .verdicts(let verdicts): take(verdicts: verdicts)
        case .board(let page): take(board: page)
        case .groups(let hits, let text): take(hits: hits, for: text)
        case .found(let hits, let text): take(found: hits, for: text)
        case .map(let view): take(map: view)
        case .network(let notes, let scope): take(notes: notes, of: scope)
        case .pane(let lines): take(pane: lines)
        case .review(let review): take(review: review)
        case .tour(let tour): take(tour: tour)
        case .tourText(let text): side.tour?.take(text)
        case .matrix(let page): take(matrix: page)
        case .cell(let cell): side.matrix?.take(cell)
        case .laid(let laid): take(laid: laid)
        case .effect(let page): take(effect: page)
        case .preview(let preview): take(preview: preview)
        case .traffic(let page): take(traffic: page)
        case .replay(let replay): take(replay: replay)
        case .timeLine(let page): take(timeLine: page)
        case .since(let turning, let text): take(since: turning, of: text)
        case .nothing: break
        }
    }

    /// Cancels the long work that is under way; what is there stays.
    mutating func cancelWork() {
        guard let (slot, _) = executor.longest else { return }
        executor.drop(slot)
        emit(.cancel(slot))
        if slot == .timeLine { timeLine.givenUp = answer?.text }
        message = "\(slot.words): cancelled" + Self.afterwards(slot)
    }

    /// How what was cancelled is ordered again.
    private static func afterwards(_ slot: Work.Slot) -> String {
        switch slot {
        case .flows: "; > works it out"
        case .review: "; :review reviews"
        case .lay, .asOf: "; what was shown stays"
        case .traffic: "; T reads them"
        case .timeLine: "; C judges again"
        default: ""
        }
    }

    /// Asks for who reaches whom where that was cancelled; says whether it is there.
    mutating func needFlows() -> Bool {
        if flows != nil { return true }
        order(.flows)
        return flows != nil
    }
}
