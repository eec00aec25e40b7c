import History
import Reachability

extension ExplorerModel {
    /// Whether something is called so, whole.
    fileprivate func isEnd(_ text: String) -> Bool { (try? analyzer.resolver.resolve(text)) != nil }
}

/// An earlier time in place of what was read: everything is as of then until Esc, and nothing of today is mixed in.
extension ExplorerState {
    /// Shows what was read as of a time.
    mutating func show(asOf time: Int, saying said: String) {
        guard changes == nil else {
            message = "on trial there is no earlier time: :trial off leaves the trial first"
            return
        }
        guard read.known != nil else {
            message = Self.withoutChanges
            return
        }
        if timeLine.before == nil, model.past == nil { timeLine.before = TrialView.Before(history: history, board: board) }
        order(.asOf(PastOrder(time, of: read, readFlows, saying: said)))
    }

    /// Shows what was read as of a time that was typed.
    mutating func show(asOf text: String) {
        if text.isEmpty {
            if model.past != nil { leavePast() } else { message = "at TIME shows everything as of then, such as at 11-23 18:40" }
            return
        }
        guard let known = read.known else {
            message = Self.withoutChanges
            return
        }
        guard let time = known.typed(text) else {
            message = "\"\(text)\" is no time: 11-23 18:40, yesterday 18:00, 7d"
            return
        }
        show(asOf: time, saying: "as of \(known.exact(time)); Esc goes back to now")
    }

    /// Takes what was then.
    mutating func take(past shown: ShownPast) {
        replace(with: shown.model, shown.flows)
        message = shown.said
        if shown.model.past == nil {
            // What it opened as of was all that was judged.
            if timeLine.before == nil { history = history.map { AskedQuestion(text: $0.text) } }
            restore(timeLine.before)
            timeLine.before = nil
            return
        }
        // What is judged is judged of then alone: no mark tells what it is today.
        history = history.map { AskedQuestion(text: $0.text) }
        board.past = [:]
        board.isFresh = false
        if !history.isEmpty { order(.verdicts(history.map(\.text))) }
        judgeBoard()
        if let text = timeLine.asksNext {
            timeLine.asksNext = nil
            ask(text)
        }
    }

    /// Asks what was typed with its time, "api -> rds:5432 at yesterday 18:00"; false where no time was.
    mutating func askOfThen() -> Bool {
        guard var question, let timed = TimedQuestion(question.editor.text) else { return false }
        let time = read.known?.typed(timed.time)
        let parts = try? QuestionText(parsing: timed.question)
        let isStrict = parts.map { !$0.port.isEmpty && model.isEnd($0.source) && model.isEnd($0.destination) } ?? false
        let reading = isStrict ? nil : try? model.analyzer.reading(of: timed.question)
        let strict = isStrict ? timed.question : reading.flatMap { $0.isWhole ? $0.strict : nil }
        if let time, let strict, changes == nil, let known = read.known {
            leaveQuestion()
            timeLine.asksNext = strict
            show(asOf: time, saying: "as of \(known.exact(time)); Esc goes back to now")
            return true
        }
        question.error =
            read.known == nil
            ? Self.withoutChanges
            : time == nil
                ? "\"\(timed.time)\" is no time: 11-23 18:40, yesterday 18:00, 7d"
                : changes != nil
                    ? "on trial there is no earlier time: :trial off leaves the trial first"
                    : "\(timed.question) is no whole question: SOURCE -> DESTINATION:PORT at TIME"
        prompt = .question(question)
        return true
    }

    /// Shows what was read again.
    mutating func leavePast(saying said: String = "now again: this is what was read") {
        if executor.isRunning(.asOf) {
            executor.drop(.asOf)
            emit(.cancel(.asOf))
        }
        guard model.past != nil else {
            timeLine.before = nil
            return
        }
        take(past: ShownPast(model: read, flows: readFlows, said: said))
        // It opened as of an earlier time: nothing was judged of what was read yet.
        if history.contains(where: { $0.verdict == nil }) { order(.verdicts(history.map(\.text))) }
    }

    /// Shows the same time of a newer reading; false where no earlier time is shown.
    mutating func showPastAgain(of fresh: ExplorerModel, _ flows: Flows?) -> Bool {
        guard let past = model.past else { return false }
        if var before = timeLine.before {
            before.history = before.history.map { AskedQuestion(text: $0.text) }
            before.board = BoardView(fresh.board)
            timeLine.before = before
        }
        guard let known = fresh.known else {
            take(
                past: ShownPast(
                    model: fresh, flows: flows, said: "read again; no events are among the inputs any more: this is now"))
            return true
        }
        order(
            .asOf(PastOrder(past.past.time, of: fresh, flows, saying: "read again; still as of \(known.exact(past.past.time))")))
        return true
    }

    /// Whether Esc leaves an earlier time: where nothing else is to be left first, and in the list of changes.
    var leavesPast: Bool { model.past != nil && (focus == .timeLine || !hasTop) }

    // MARK: Since when an answer is what it is

    /// Has it worked out which change made the answer what it is.
    mutating func orderSince() {
        guard model.known != nil, let text = answer?.text else { return }
        order(.since(text))
    }

    mutating func take(since turning: String?, of text: String) {
        if answer?.text == text { answer?.tell(since: turning) }
    }
}
