import Frames
import Reachability
import Text
import Trial

/// What keys do in the list of changes.
extension ExplorerState {
    /// Opens the list, or closes it.
    mutating func toggleTrial() {
        if focus == .trial {
            _ = closeTop()
            return
        }
        trial.isOpen = true
        isZoomed = false
        set(focus: .trial)
        if trial.page?.questions != trialQuestions { orderEffect() }
    }

    /// Goes to an item of the list.
    mutating func moveInTrial(to item: Int) {
        guard trial.isOpen else { return }
        trial.scroll.cursor = min(max(0, item), max(0, trialCount - 1))
        let lines = trialLines
        if let line = lines.line(of: trial.scroll.cursor) {
            let last = lines.lines.lastIndex { $0.item == trial.scroll.cursor } ?? line
            trial.scroll.reveal(from: line, to: last, height: (plan.trial?.height ?? 2) - 1)
        }
        guard focus == .trial else { return }
        redrawMap()
        revealSelection()
    }

    /// Moves on; behind the last item the lines are moved.
    mutating func moveInTrial(by step: Int) {
        let next = trial.scroll.cursor + step
        if next >= 0, next < trialCount {
            moveInTrial(to: next)
        } else {
            trial.scroll.top += step
        }
    }

    /// Goes to the next question that turned, round and round.
    mutating func stepInTrial(by step: Int) {
        guard let changes, let page = trial.page, !page.turned.isEmpty else {
            message =
                trial.page == nil ? "working out what changes ..." : "no question turns of those that are pinned or were asked"
            return
        }
        let first = changes.changes.count
        let now = trial.scroll.cursor - first
        let count = page.turned.count
        let next = now < 0 ? (step > 0 ? 0 : count - 1) : (now + step + count) % count
        moveInTrial(to: first + next)
        message = "\(next + 1) of \(count) that turn: \(page.turned[next].text)"
    }

    /// What Enter does with what is chosen.
    var trialEnterWord: String? {
        chosenTurned.map { $0.after == nil ? "" : "open" } ?? chosenChange.map { _ in "edit" }
    }

    /// Opens the answer that turned, or edits the change.
    mutating func enterTrial() {
        if let turned = chosenTurned {
            guard turned.after != nil else {
                message = "an end of it is gone on trial"
                return
            }
            ask(turned.text)
        } else if chosenChange != nil {
            editChosenChange()
        } else {
            message = "nothing is on trial"
        }
    }

    /// Switches the chosen change off, or on again.
    mutating func switchChosenChange() {
        guard let place = chosenChange, var changes = openTrial() else { return }
        let wasOn = changes.changes[place].isOn
        let refused = changes.toggle(place)
        let change = changes.changes[place]
        if !wasOn, !change.isOn {
            message = TrialWords.staysOff(change)
            return
        }
        lay(changes, saying: "\(change.isOn ? "on again" : "off"): \(change.line.text)" + TrialWords.refused(refused))
    }

    /// Takes the chosen change off the trial.
    mutating func dropChosenChange() {
        guard let place = chosenChange, var changes = openTrial() else { return }
        let text = changes.changes[place].line.text
        let refused = changes.drop(place)
        let rest = changes.changes.isEmpty ? "; nothing is on trial" : TrialWords.refused(refused)
        lay(changes, saying: "dropped: \(text)" + rest)
    }

    mutating func clickTrial(_ area: Area, _ mouse: Mouse, hadFocus: Bool) {
        let row = trial.scroll.top + mouse.row - area.y - 1
        guard mouse.row > area.y, let item = trialLines.item(at: row) else { return }
        if hadFocus, item == trial.scroll.cursor { enterTrial() } else { moveInTrial(to: item) }
    }
}
