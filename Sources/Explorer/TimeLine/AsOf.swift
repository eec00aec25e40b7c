import History
import Reachability

/// An earlier time in place of what was read: everything is as of then until Esc, and nothing of today is mixed in.
extension ExplorerState {
    /// Shows what was read as of a time.
    mutating func show(asOf time: Int, saying said: String) {
        guard changes == nil else {
            message = Self.noTimeOnTrial
            return
        }
        guard read.known != nil else {
            message = Self.withoutChanges
            return
        }
        lay(LayOrder(asOf: time, of: read, readFlows, saying: said))
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
            message = Self.noTime(text)
            return
        }
        show(asOf: time, saying: known.said(of: time, now: read.now))
    }

    /// Judges what was then, and asks what was typed with its time.
    mutating func settlePast() {
        // What is judged is judged of then alone: no mark tells what it is today.
        history = history.map(\.unjudged)
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
        let strict = model.wholeQuestion(timed.question)
        if let time, let strict, changes == nil, let known = read.known {
            leaveQuestion()
            timeLine.asksNext = strict
            show(asOf: time, saying: known.said(of: time, now: read.now))
            return true
        }
        question.error = timedFault(timed, time)
        prompt = .question(question)
        return true
    }

    /// What is wrong with a question that was typed with its time.
    private func timedFault(_ timed: TimedQuestion, _ time: Int?) -> String {
        if read.known == nil { return Self.withoutChanges }
        if time == nil { return Self.noTime(timed.time) }
        if changes != nil { return Self.noTimeOnTrial }
        return "\(timed.question) is no whole question: SOURCE -> DESTINATION:PORT at TIME"
    }

    private static func noTime(_ text: String) -> String { "\"\(text)\" is no time: 11-23 18:40, yesterday 18:00, 7d" }

    private static let noTimeOnTrial = "on trial there is no earlier time: :trial off leaves the trial first"

    /// Shows what was read again.
    mutating func leavePast() { showRead(saying: "now again: this is what was read") }

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
