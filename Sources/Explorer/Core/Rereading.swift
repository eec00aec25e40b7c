import Reachability
import Map
import Text

/// Fresh data: the inputs are read again beside the event loop, and the old picture stays usable meanwhile.
extension ExplorerState {
    /// Begins to read the inputs again.
    mutating func startReading() {
        if model.isExample {
            message = "the example does not change; sgscope FILE reads your own"
            return
        }
        if reading != nil {
            message = "reading already; Esc cancels"
            return
        }
        reading = "reading ..."
        emit(.reread)
    }

    /// Keeps the data that is there.
    mutating func cancelReading() {
        reading = nil
        message = "not read again; still showing \(model.time ?? "what was read before")"
        emit(.cancelReading)
    }

    /// What became of a reading.
    mutating func take(reading result: ReadingResult) {
        guard reading != nil else { return }
        switch result {
        case .underWay(let what): reading = what
        case .failed(let reason):
            reading = nil
            let shown = model.time ?? "what was read before"
            message = "\(glyphs == .ascii ? "!" : "✗") not read: \(reason). Still showing \(shown)"
        case .read(let fresh, let flows):
            reading = nil
            if layAgain(over: fresh, flows) { return }
            let isJudging = executor.isRunning(.verdicts)
            replace(with: fresh, flows)
            sayChanges()
            judgeAgain(isUnfinished: isJudging)
            judgeBoard()
        }
    }

    /// Shows other data in place of what is shown, with everything where it was.
    mutating func replace(with fresh: ExplorerModel, _ flows: Flows?) {
        let old = self
        func here(_ subject: MapSubject?) -> MapSubject? { subject.flatMap { fresh.subject(for: $0, of: old.model) } }
        self = ExplorerState(model: fresh, flows: flows, size: size, glyphs: glyphs, after: old)
        (history, commandHistory, usesMouse, isUntouched) = (old.history, old.commandHistory, old.usesMouse, false)
        keeping.questions = old.keeping.questions
        // What was worked out of the old data would stand before the work of the new.
        effects = old.effects + Work.Slot.allCases.filter(old.executor.isRunning).map(Effect.cancel) + effects
        trail = old.trail.mapped { here($0) }
        marks = Marks(source: here(old.marks.source), destination: here(old.marks.destination))
        (isZoomed, help, helpTopic) = (old.isZoomed, old.help, old.helpTopic)
        (details.isOpen, details.isInFront) = (old.details.isOpen, old.details.isInFront)
        if let found = old.found { self.found = found.mapped { here($0) } }
        if let kept = here(old.selection) { selection = kept }
        list = nil
        prompt = nil
        if let list = old.list {
            self.list = GroupList(filter: list.filter, scroll: list.scroll, order: list.order, keepsSelection: true)
            filterList()
        }
        switch old.prompt {
        case .question(let question):
            prompt = .question(QuestionPrompt(text: question.editor.text, model: model, preferring: nil))
        case .filter: prompt = .filter
        case .command(let command): prompt = .command(CommandPrompt(text: command.editor.text, state: self))
        case .traffic: prompt = old.prompt
        case .find, .copy, .steps, .findings, .change, .fixes, nil: prompt = nil
        }
        (trial, judged) = (old.trial, old.judged)
        takeTraffic(of: old)
        timeLine = old.timeLine
        network = old.network?.taken(over: old.model, by: model)
        takeMap(of: old, here)
        focus = old.focus
        details.scroll = old.details.scroll
        details.page = old.details.page == .hop ? .hop : nil
        reopenSidePanes(old.side)
        takeBoard(of: old)
        askAgain(old.answering.standing)
    }

    /// Asks the question again whose answer stood, or was awaited.
    private mutating func askAgain(_ standing: StandingAnswer) {
        let typed = prompt
        prompt = nil
        switch standing {
        case .none: break
        case .answer(let view): ask(view.text, at: AnswerPlace(scroll: view.scroll, stop: view.stop))
        case .awaited(let text, let place, _): ask(text, at: place ?? AnswerPlace(scroll: Scroll(), stop: nil))
        }
        prompt = typed
    }

    /// Judges anew what was asked before, by the data that is shown now.
    ///
    /// `isUnfinished` says that the reading before has not judged all of it.
    mutating func judgeAgain(isUnfinished: Bool) {
        guard !history.isEmpty else { return }
        // Until its verdict is known a question keeps none: the old one is that of other data.
        for place in history.indices {
            (history[place].was, history[place].verdict) = (
                history[place].verdict ?? (isUnfinished ? history[place].was : nil), nil
            )
        }
        order(.verdicts(history.map(\.text)))
    }

    /// Takes the verdicts of what was asked before, and marks those that turned.
    mutating func take(verdicts: [String: Verdict]) {
        var turned = 0
        for place in history.indices where history[place].verdict == nil {
            let now = verdicts[history[place].text]
            history[place].verdict = now
            if now == history[place].was { history[place].was = nil }
            if history[place].was != nil { turned += 1 }
        }
        guard turned > 0 else { return }
        say(beside: "\(TextCount.of(turned, "answer")) turned")
    }

    /// Says something beside what was said of a reading.
    mutating func say(beside what: String) {
        guard let said = message else {
            message = what
            return
        }
        // What keys do is said last.
        let keys = said.firstRange(of: "   ")?.lowerBound ?? said.endIndex
        message = "\(said[..<keys]), \(what)\(said[keys...])"
    }

    /// Draws the part of the map that was drawn, moved to where it was.
    private mutating func takeMap(of old: ExplorerState, _ here: (MapSubject?) -> MapSubject?) {
        map.wantedDetail = old.map.wantedDetail
        (drawing.shown, drawing.fold) = (old.drawing.shown, old.drawing.fold)
        let members = old.drawing.opened?.compactMap { here($0) } ?? []
        drawing.opened = members.isEmpty ? nil : members
        drawing.line = old.drawing.line.flatMap { line in
            guard let source = here(line.source), let target = here(line.target) else { return nil }
            return MapLine(source: source, target: target)
        }
        drawing.hops = old.drawing.hops ?? drawing.hops
        drawing.before = old.mapsBefore
        redrawMap()
        map.offset = old.map.offset
        revealSelection()
    }

    /// Says what changed, and makes n and N go through it.
    mutating func sayChanges() {
        guard let changes = model.changes else {
            message = "nothing to compare with: r reads again, --before FILE names an earlier reading"
            return
        }
        let what = changes.summary(names: model.names, model.inventory)
        message = model.trial.map { "\($0.changes.title): \(what)" } ?? "read \(model.time ?? "again"): \(what)"
        guard !model.changed.isEmpty else { return }
        found = FindResult(wanted: "changed", groups: model.changed, place: model.changed.count - 1, model: model)
        message = (message ?? "") + Self.shows
    }

    private static let shows = "   n shows it"

    /// Says of files that were found and are not used, where nobody did anything yet.
    mutating func sayUnused() {
        let unused = model.inventory.unusedFiles
        if !unused.isEmpty { message = "! \(unused.joined(separator: "; "))" }
    }
}

/// What becomes of a reading of the inputs.
public enum ReadingResult: Hashable, Sendable {
    /// What it is doing, in one line.
    case underWay(String)
    /// The new data; with who reaches whom, where older data is shown until then.
    case read(ExplorerModel, Flows? = nil)
    /// Why there is none.
    case failed(String)
}
