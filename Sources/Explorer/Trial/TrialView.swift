import CoreModel
import Map
import Reachability
import Text
import Trial

/// The list of the changes on trial.
struct TrialView: Sendable {
    /// What the changes come to; nil until that is worked out.
    var page: TrialPage?
    /// What a change that is being typed would come to.
    var preview: ChangePreview?
    var isOpen = false
    /// What is chosen: a change, then the questions that turned.
    var scroll = ItemScroll()
    /// The question that is asked as soon as the changes typed with it are laid.
    var asksNext: String?
    /// Whether the key before asked whether the changes are to be lost.
    var isLeaving = false
}

extension ExplorerState {
    /// The changes that are laid over what was read; nil while none is.
    public var changes: Trial? { model.trial?.changes }

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
        lay(LayOrder(changes, over: read, readFlows, saying: said))
    }

    /// Judges what is shown with changes anew, beside what it came to before.
    mutating func settle(_ changes: Trial) {
        trial.page = nil
        let (gone, interfaces) = (changes.leftWithoutMembers, changes.goneInterfaces)
        if !gone.isEmpty {
            let names = read.analyzer.names
            say(beside: "nobody is left that carries \(TextList.few(gone.map { names.name(of: $0) }, limit: 3))")
        } else if !interfaces.isEmpty {
            let inventory = read.analyzer.inventory
            let ids = interfaces.map { inventory[inventory[$0].id] }
            say(beside: "\(TextCount.of(ids.count, "interface")) gone: \(TextList.few(ids, limit: 3))")
        }
        if let judged {
            let verdicts = Dictionary(judged.history.map { ($0.text, $0.verdict) }) { first, _ in first }
            for place in history.indices {
                (history[place].verdict, history[place].was) = (verdicts[history[place].text] ?? nil, nil)
            }
            board.past = judged.board.past
        }
        judgeAgain(isUnfinished: false)
        judgeBoard()
        if trial.isOpen { orderEffect() }
        if let text = trial.asksNext {
            trial.asksNext = nil
            ask(text)
        }
    }

    /// Leaves the trial: what was read is shown, as if nothing had been tried.
    mutating func leaveTrial(saying said: String = "the trial is left: this is what was read, nothing was changed") {
        showRead(saying: said)
    }

    /// Nothing is on trial any more: its list closes.
    mutating func closeTrial() {
        let wasOpen = trial.isOpen
        trial = TrialView()
        if wasOpen, focus == .trial { set(focus: answer == nil ? home : .answer) }
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
