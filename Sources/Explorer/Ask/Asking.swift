import Notes
import Reachability
import Annotations
import Documentation
import CoreModel
import Text
import Words
import Map

/// A question that was answered, as the history keeps it.
struct AskedQuestion: Hashable, Sendable {
    var text: String
    /// The verdict by the data that is shown; nil where that cannot be asked it, or not yet was.
    var verdict: Verdict?
    /// The verdict by the data before, where it was another one.
    var was: Verdict?
}

/// An answer as it stands on screen.
struct AnswerView: Sendable {
    /// The question as it was typed.
    let text: String
    @Boxed private(set) var answer: Answer
    @Boxed private(set) var words: AnswerText
    @Boxed private var report: AnswerReport
    private(set) var lines: [StyledLine] = []
    /// What one can go to at each line.
    private(set) var stopsOfLines: [[AnswerStop]] = []
    /// What one can go to, in the order of the lines.
    private(set) var stops: [AnswerStop] = []
    private var width = -1
    private var rows = -1
    var scroll = ExplorerState.Scroll()
    /// What was gone to.
    var stop: AnswerStop?
    /// The foreign host's name that was asked, where an end was chosen for it.
    var host: String?

    /// What is to be known before the answer is read.
    var notice: String?
    /// Whether it is of what was read while changes are on trial: nothing of it is found in what is shown.
    var isWithoutTrial = false
    /// What flow logs hold of it; nil where none are given.
    var seen: String? {
        get { report.seen }
        set { report.seen = newValue }
    }

    /// Since when the answer is what it is, by whose change; nil where that is not known, or not yet.
    private(set) var since: String?

    /// The question as it heads the answer.
    var heading: String { text + (host.map { "   (\($0))" } ?? "") }
    /// Whether the lines are to be moved so that it is seen.
    var isRevealing = false

    init(text: String, words: AnswerText, annotations: Annotations, earlier: EarlierAnswer? = nil) {
        self.text = text
        answer = words.answer
        self.words = words
        report = AnswerReport(words.answer, annotations: annotations, earlier: earlier)
    }

    var fixes: [FixCommands] { words.fixCommands }

    /// Has a flow-log record held against the answer, above what else is told.
    mutating func hold(_ record: FlowLogRecord, by analyzer: Analyzer) {
        report.record = analyzer.comparison(of: record, with: answer)?.sentence(
            dataOf: analyzer.inventory.date, recorded: record.end ?? record.start)
        width = -1
    }

    /// Writes the lines for a width unless they are there; in a pane of fewer rows than they need, what passes folds until one goes
    /// through it.
    mutating func store(width: Int, rows: Int, ascii: Bool) {
        let rows = stop == nil ? max(1, rows) : Int.max
        if width == self.width, rows == self.rows { return }
        (self.width, self.rows) = (width, rows)
        let room = max(20, width - 2)
        let report = self.report.answerLines(width: room, ascii: ascii, rows: rows)
        let commands = commandLines(width: room, ascii: ascii)
        let head = notice.map { StyledLine.wrapped(TerminalText.safe("! \($0)"), .differs, width: room) } ?? []
        let since = self.since.map { StyledLine.hanging(TerminalText.safe($0), .strong, width: room) } ?? []
        lines = head + report.map(\.line) + commands + since
        stopsOfLines = head.map { _ in [] } + report.map(\.stops) + (commands + since).map { _ in [] }
        stops = allStops
        if let stop, !stops.contains(stop) { self.stop = nil }
    }

    /// Where only groups are looked at the way through them is gone through, as no ladder is there.
    private var allStops: [AnswerStop] {
        let own = stopsOfLines.flatMap { $0 }.distinct()
        if answer.path.isEmpty || own.contains(where: { $0.hop != nil }) { return own }
        return (0...answer.path.count).map { .station($0) } + own.filter { if case .station = $0 { false } else { true } }
    }

    /// The lines of what was gone to.
    var chosenLines: Range<Int>? {
        guard let stop, let first = stopsOfLines.firstIndex(where: { $0.contains(stop) }) else { return nil }
        return first..<(stopsOfLines[first...].firstIndex { !$0.contains(stop) } ?? stopsOfLines.count)
    }

    /// Keeps the lines within a pane of a height, what was gone to in view.
    mutating func settle(height: Int) {
        if isRevealing, let chosen = chosenLines {
            var top = scroll.top
            // The sentence stays as long as it can.
            if chosen.upperBound <= height { top = 0 }
            if chosen.lowerBound <= top { top = max(0, chosen.lowerBound - 1) }
            if chosen.upperBound > top + height { top = min(chosen.lowerBound, chosen.upperBound - height) }
            scroll = ExplorerState.Scroll(cursor: top, top: top)
        }
        isRevealing = false
        scroll = scroll.clamped(lines: lines.count, height: height)
    }

    /// Says since when the answer is what it is.
    mutating func tell(since: String?) {
        self.since = since
        width = -1
    }

    func text(width: Int, ascii: Bool) -> String {
        report.text(width: width, ascii: ascii) + (since.map { TerminalText.safe($0) + "\n" } ?? "")
    }

    /// The sentence and the ladder, for below a picture.
    func way(width: Int) -> [StyledLine] { report.way(width: width) }
}

extension ExplorerState {
    mutating func startAsking(_ text: String = "") {
        prompt = .question(QuestionPrompt(text: text, model: model, preferring: selection))
        isZoomed = false
    }

    /// Asks what is typed: the answer, or what is wrong in the place where it was typed.
    mutating func ask() {
        if askBehind() { return }
        guard var question = question else { return }
        if let reading = question.reading {
            askInWords(reading)
            return
        }
        if refuseLeftOver(question.editor.text) { return }
        if question.isReadyForMore(model) {
            question.goOn(model)
            prompt = .question(question)
            return
        }
        if question.editor.text.contains("://"), askBack(question.editor.text) { return }
        do {
            // Not a question yet: say what is wrong with the one end that is there.
            if let source = question.lonelySource {
                if question.understand(source, model: model) {
                    prompt = .question(question)
                    return
                }
                if source.contains(" "), (try? model.analyzer.resolver.resolve(source)) == nil, askBack(source) { return }
                _ = try model.analyzer.resolver.resolve(source)
            }
        } catch {
            question.error = error.message(typed: question.editor.text)
            prompt = .question(question)
            return
        }
        ask(question.editor.text)
    }

    /// Asks what was typed with changes, a time or `before` behind it; false where nothing of that is there.
    mutating func askBehind() -> Bool { askOnTrial() || askBefore() || askOfThen() }

    /// Says of a text what of it is not understood, where it may not be asked without that; false where nothing is left over.
    private mutating func refuseLeftOver(_ text: String) -> Bool {
        do throws(ReadingFault) {
            _ = try model.analyzer.reading(of: text)
            return false
        } catch {
            // A line of a log becomes the question that it raises, and is looked at before it is asked.
            guard case .leftOver = error, var question, model.analyzer.errorLine(whereWordsAreLeftIn: text) == nil
            else { return false }
            question.error = error.message
            prompt = .question(question)
            return true
        }
    }

    /// Says why a text is no one question, and what may be meant; false where it is one.
    private mutating func askBack(_ text: String) -> Bool {
        guard var question else { return false }
        do throws(ReadingFault) {
            _ = try model.analyzer.reading(of: text)
            return false
        } catch {
            question.error = error.message
            let host = if case .foreignHost(let host) = error { host } else { String?.none }
            question.choice = QuestionChoice(model.analyzer.questions(meantBy: error, in: text), host: host)
            prompt = .question(question)
            return true
        }
    }

    /// Asks what was typed in words: the line becomes the strict form, in which what is missing is typed.
    private mutating func askInWords(_ reading: Reading) {
        guard var question else { return }
        if reading.isWhole {
            ask(reading.strict)
            return
        }
        switch (reading.kind, reading.source, reading.destination) {
        case (.who, _, let end?):
            leaveQuestion()
            askWho(end + (reading.port.map { ":\($0)" } ?? ""))
        case (.reaches, let end?, _):
            leaveQuestion()
            // What a group reaches on any port stands in its pane.
            let isGroup = (try? model.analyzer.resolver.resolve(end))?.kind.group != nil
            if isGroup, reading.port == nil { openRules(of: end) } else { askWhom(reading.strict) }
        default:
            question.write(reading, model: model)
            if !reading.notUsed.isEmpty { question.error = "not used: \(reading.notUsed.joined(separator: ", "))" }
            prompt = .question(question)
        }
    }

    /// Asks the question that was answered on another port.
    mutating func ask(port: String) {
        guard var parts = answer.flatMap({ try? QuestionText(parsing: $0.text) }) else { return }
        parts.port = port
        ask(parts.text)
    }

    /// Asks the question that was answered with another end.
    mutating func ask(from source: String? = nil, to destination: String? = nil) {
        guard var parts = answer.flatMap({ try? QuestionText(parsing: $0.text) }) else { return }
        (parts.source, parts.destination) = (source ?? parts.source, destination ?? parts.destination)
        ask(parts.text)
    }

    /// Swaps the ends of the question that was answered.
    mutating func swapEnds() {
        guard var parts = answer.flatMap({ try? QuestionText(parsing: $0.text) }) else { return }
        let own = ClientText(parts.source)
        let source = own.port == nil || isNamed(parts.source) ? parts.source : own.end
        (parts.source, parts.destination) = (parts.destination, source)
        ask(parts.text)
    }

    /// Whether something is called so, whole.
    private func isNamed(_ text: String) -> Bool { (try? model.analyzer.resolver.resolve(text)) != nil }

    /// Opens the question that was answered at its port.
    mutating func changePort() {
        guard let parts = answer.flatMap({ try? QuestionText(parsing: $0.text) }) else { return }
        startAsking("\(parts.source) -> \(parts.destination):")
    }

    /// Marks the selection as an end; with both marked, only the port is missing.
    mutating func mark(asSource: Bool) {
        guard let selection = chosenMember ?? selection else { return }
        if asSource { marks.source = selection } else { marks.destination = selection }
        if let source = marks.source, let destination = marks.destination {
            startAsking("\(model.analyzer.endText(of: source)) -> \(model.analyzer.endText(of: destination)):")
        }
    }

    /// What is marked while the other end is missing.
    var markText: String? {
        if let source = marks.source { return "from \(model.name(source)) to ?   d marks the destination" }
        return marks.destination.map { "to \(model.name($0)) from ?   s marks the source" }
    }
}

/// What the next question is asked of: boxes that were marked as its ends.
struct Marks: Sendable {
    var source: MapSubject?
    var destination: MapSubject?

    /// Whether anything is marked.
    var isAny: Bool { source != nil || destination != nil }
}

extension ExplorerModel {
    /// The answer to a question in the one-string form.
    ///
    /// With `before` behind it, it is what was read that is asked, without the changes on trial.
    func answer(_ text: String, seenIn traffic: TrafficPage? = nil) throws(QuestionError) -> AnswerView {
        if let trial, case .flow(let strict)? = askedBefore(text) {
            var view = try trial.read.answer(strict, seenIn: traffic)
            view.isWithoutTrial = true
            view.notice = TrialWords.without(trial.changes)
            return view
        }
        let parts = try QuestionText(parsing: text)
        let asked = try analyzer.question(from: parts.source, to: parts.destination, port: parts.port, version: parts.version)
        let answer = analyzer.answer(asked, .everything)
        let earlier = self.earlier.map { EarlierAnswer(answer, of: analyzer, earlier: $0) }
        var view = AnswerView(
            text: parts.text, words: AnswerText(answer, of: analyzer), annotations: annotations, earlier: earlier)
        view.notice = past.flatMap { $0.notice(absent(of: asked).map { names.name(of: $0) }) }
        view.seen = traffic?.seen(asked, inventory)
        return view
    }
}

extension ExplorerModel {
    /// The verdicts of questions in the one-string form; none of what cannot be asked.
    func verdicts(of questions: [String]) -> [String: Verdict] {
        var result: [String: Verdict] = [:]
        for text in questions {
            guard let parts = try? QuestionText(parsing: text),
                let asked = try? analyzer.question(
                    from: parts.source, to: parts.destination, port: parts.port, version: parts.version)
            else { continue }
            // What was not there answers nothing.
            if absent(of: asked).isEmpty { result[text] = analyzer.wholeVerdict(asked) }
        }
        return result
    }

    /// The ends of a question that were not there at the earlier time.
    private func absent(of question: Question) -> [GroupIndex] {
        [question.source, question.destination].compactMap(\.kind.group).filter(absent.contains)
    }
}

extension QuestionError {
    /// The message with what was typed cut short in it, so that what is wrong is seen beside something very long.
    func message(typed: String) -> String {
        let longest = 48
        func short(_ text: String, head: Int) -> String { "\(text.prefix(head))...\(text.suffix(longest - head))" }
        let parts = try? QuestionText(parsing: typed)
        let pieces = [typed, parts?.source, parts?.destination, parts?.port].compactMap { $0?.withoutOuterBlanks }
        let mended = pieces.filter { $0.count > longest }.reduce(message) { $0.replacing($1, with: short($1, head: 30)) }
        return mended.count > 400 ? "\(mended.prefix(100))...\(mended.suffix(160))" : mended
    }
}

extension Answer {
    /// The side that blocks, else the one that depends, else the destination's.
    var decidingCheck: Check? {
        let sides = [check(.egress), check(.ingress)].compactMap { $0 }
        return sides.last { $0.outcome == .fail } ?? sides.last { $0.outcome == .depends } ?? sides.last
    }
}
