import Map
import Reachability
import Text
import Trial

/// The list of the changes on trial, and what the explorer was before the first of them.
struct TrialView: Sendable {
    /// What was judged before the trial, which comes back when it is left.
    struct Before: Sendable {
        var history: [AskedQuestion]
        var board: BoardView
    }

    /// Nil while nothing is on trial.
    var before: Before?
    /// What the changes come to; nil until that is worked out.
    var page: TrialPage?
    /// What a change that is being typed would come to.
    var preview: ChangePreview?
    var isOpen = false
    /// What is chosen: a change, then the questions that turned.
    var cursor = 0
    var top = 0
    /// Whether the key before asked whether the changes are to be lost.
    var isLeaving = false
}

extension ExplorerState {
    /// The changes that are laid over what was read; nil while none is.
    public var changes: Trial? { model.trial?.changes }

    /// What was read, whatever is on trial.
    public var read: ExplorerModel { model.trial?.read ?? model.past?.read ?? model }

    /// Who reaches whom in what was read.
    var readFlows: Flows? { model.trial.map(\.flows) ?? (model.past.map(\.flows) ?? flows) }

    /// The trial to which a change is to be added; nil, and said so, while the last one is being laid.
    mutating func openTrial() -> Trial? {
        guard model.past == nil else {
            message = "nothing is tried as of an earlier time: Esc goes back to now"
            return nil
        }
        guard !executor.isRunning(.lay) else {
            message = "the last change is still being laid: one moment, or Esc"
            return nil
        }
        return changes ?? Trial(model.analyzer)
    }

    /// Shows what was read with changes laid over it; without any, what was read.
    mutating func lay(_ changes: Trial, saying said: String) {
        if changes.changes.isEmpty {
            leaveTrial(saying: said)
            return
        }
        if trial.before == nil { trial.before = TrialView.Before(history: history, board: board) }
        order(.lay(TrialOrder(changes, over: read, readFlows, saying: said)))
    }

    /// Lays the changes over a newer reading; false where nothing is on trial.
    mutating func layAgain(over fresh: ExplorerModel, _ flows: Flows?) -> Bool {
        guard let changes else { return false }
        executor.drop(.lay)
        // What was judged before is judged anew of the newer reading when the trial is left.
        if var before = trial.before {
            before.history = before.history.map { AskedQuestion(text: $0.text) }
            before.board = BoardView(fresh.board)
            trial.before = before
        }
        order(.lay(TrialOrder(changes, ofOlderThan: fresh, flows)))
        return true
    }

    /// Takes what is to be shown: with changes, or as it was read.
    mutating func take(laid: LaidTrial) {
        replace(with: laid.model, laid.flows)
        trial.page = nil
        message = laid.said
        let gone = laid.model.trial?.changes.leftWithoutMembers ?? []
        if !gone.isEmpty {
            let names = read.analyzer.names
            say(beside: "nobody is left that carries \(TextList.few(gone.map { names.name(of: $0) }, limit: 3))")
        }
        if laid.model.trial == nil {
            restoreBefore()
            return
        }
        if let before = trial.before {
            let verdicts = Dictionary(before.history.map { ($0.text, $0.verdict) }) { first, _ in first }
            for place in history.indices {
                (history[place].verdict, history[place].was) = (verdicts[history[place].text] ?? nil, nil)
            }
            board.past = before.board.past
        }
        judgeAgain(isUnfinished: false)
        judgeBoard()
        if trial.isOpen { orderEffect() }
    }

    /// Leaves the trial: what was read is shown, as if nothing had been tried.
    mutating func leaveTrial(saying said: String = "the trial is left: this is what was read, nothing was changed") {
        if executor.isRunning(.lay) {
            executor.drop(.lay)
            emit(.cancel(.lay))
        }
        guard model.trial != nil else {
            trial.before = nil
            message = said
            return
        }
        take(laid: LaidTrial(model: read, flows: readFlows, said: said))
    }

    /// What was judged before the trial stands again; what was asked during it is judged of what was read.
    private mutating func restoreBefore() {
        let wasOpen = trial.isOpen
        restore(trial.before)
        trial = TrialView()
        if wasOpen, focus == .trial { set(focus: answer == nil ? home : .answer) }
    }

    /// What was judged of what was read stands again; what was asked meanwhile is judged of it.
    mutating func restore(_ before: TrialView.Before?) {
        if let before {
            let known = Dictionary(before.history.map { ($0.text, $0) }) { first, _ in first }
            history = history.map { known[$0.text] ?? AskedQuestion(text: $0.text) }
            let unjudged = history.filter { $0.verdict == nil }.map(\.text)
            if !unjudged.isEmpty { order(.verdicts(unjudged)) }
            board.past = before.board.past
        }
        board.isFresh = false
        judgeBoard()
    }

    /// Leaves the program; while something is on trial, when that was asked for twice.
    mutating func quit() {
        if let changes, !trial.isLeaving {
            trial.isLeaving = true
            let are = changes.changes.count == 1 ? "is" : "are"
            message = "\(TextCount.of(changes.changes.count, "change")) on trial \(are) lost: q again"
            return
        }
        emit(.quit)
    }
}
