import Board
import CoreModel
import Reachability
import Text
import Trial
import Words

/// What is asked before and on trial: the questions that are pinned, and those that were asked.
struct TrialQuestions: Hashable, Sendable {
    var board: Board
    /// In the strict form, the latest last.
    var asked: [String]

    /// Each once, of an inventory; what cannot be asked of it is left out.
    func all(_ analyzer: Analyzer, _ judged: JudgedBoard?) -> [Question] {
        let pinned = judged?.rows.compactMap { $0.pin.onlyGroups ? nil : $0.question } ?? []
        let typed = asked.reversed().compactMap { text -> Question? in
            guard let parts = try? QuestionText(parsing: text) else { return nil }
            return try? analyzer.question(
                from: parts.source, to: parts.destination, port: parts.port, version: parts.version)
        }
        var seen: Set<String> = []
        return (pinned + typed).filter { question in
            let ends = [question.source, question.destination].map { analyzer.names.name(of: $0) }
            return seen.insert("\(ends) \(question.port.asked) \(question.version)").inserted
        }
    }
}

/// What changes come to, as rows, in Unicode and in ASCII.
struct EffectRows: Sendable {
    private let unicode: [TrialReport.Row]
    private let ascii: [TrialReport.Row]

    /// The rows of an effect, what the board comes to behind them.
    init(_ effect: TrialEffect, _ board: BoardEffect?) {
        let report = TrialReport(effect)
        let more = board.flatMap(\.row).map { [$0] } ?? []
        (unicode, ascii) = (report.rows(ascii: false) + more, report.rows(ascii: true) + more)
    }

    /// Those that a screen can show.
    func rows(ascii isASCII: Bool) -> [TrialReport.Row] { isASCII ? ascii : unicode }

    /// How many there are.
    var count: Int { unicode.count }
}

/// What the board comes to on trial.
struct BoardEffect: Sendable {
    /// How many pins there are.
    let count: Int
    /// The numbers of those that are not as meant on trial.
    let wrong: [Int]
    /// The numbers of those that were not as meant before.
    let wasWrong: [Int]

    /// Judges the board before and on trial; nil of one without pins.
    init?(_ before: JudgedBoard?, _ after: JudgedBoard?) {
        guard let before, let after, !after.rows.isEmpty else { return nil }
        func wrong(_ board: JudgedBoard) -> [Int] {
            board.rows.filter { $0.standing == .otherwise || $0.standing == .open }.map(\.number)
        }
        (count, self.wrong, wasWrong) = (after.rows.count, wrong(after), wrong(before))
    }

    /// "! 4 of 8 not as meant: 2, 3, 4, 7".
    var row: TrialReport.Row? {
        if wrong == wasWrong {
            let text = wrong.isEmpty ? "all \(count) stay as meant" : "stays as it is, \(wrong.count) of \(count) not as meant"
            return TrialReport.Row(.board, text: text, tone: .dim)
        }
        let now = wrong.filter { !wasWrong.contains($0) }
        let mended = wasWrong.filter { !wrong.contains($0) }
        func list(_ numbers: [Int]) -> String { TextList.few(numbers.map(String.init), limit: 8, shown: 8) }
        var parts: [String] = []
        if !now.isEmpty { parts.append("! \(wrong.count) of \(count) not as meant, now also \(list(now))") }
        if !mended.isEmpty { parts.append("as meant again: \(list(mended))") }
        return TrialReport.Row(.board, text: parts.joined(separator: "; "), tone: now.isEmpty ? .pass : .fail)
    }
}

/// What the changes on trial come to, for their list.
struct TrialPage: Sendable {
    /// A question that is answered otherwise on trial.
    struct Turned: Sendable {
        /// In the strict form.
        let text: String
        let before: Verdict
        /// Nil where an end is gone.
        let after: Verdict?
        /// The answer on trial, which is lit in the map; nil where an end is gone, and of very many.
        let answer: Answer?
    }

    /// Questions up to which each is lit when it is gone to.
    private static let lit = 60

    /// What was asked.
    let questions: TrialQuestions
    let turned: [Turned]
    /// How many questions stay as they are.
    let staying: Int
    /// Everything else.
    let rows: EffectRows

    /// Works it out; `changes` are those on trial, `questions` what is pinned and was asked.
    init(_ trial: TrialOfReading, _ questions: TrialQuestions) {
        self.questions = questions
        let (base, changes) = (trial.read.analyzer, trial.changes)
        let before = BoardJudging(base).judged(questions.board)
        let effect = TrialEffect(
            changes, questions: questions.all(base, before), notes: trial.read.notes,
            difference: trial.difference.value)
        let turned = effect.answers.filter(\.isTurned)
        self.turned = turned.enumerated().map { place, one in
            let ends = [one.question.source, one.question.destination].map { base.names.name(of: $0) }
            let after =
                place < Self.lit && one.after != nil ? base.question(one.question, after: changes.inventory) : nil
            let text = QuestionText(
                source: ends[0], destination: QuestionText.bracketed(ends[1]), port: one.question.port.asked
            ).text
            return Turned(
                text: text, before: one.before, after: one.after, answer: after.map { changes.analyzer.answer($0) })
        }
        staying = effect.answers.count - turned.count
        rows = EffectRows(
            effect, BoardEffect(before, BoardJudging(changes.analyzer).judged(questions.board)))
    }
}

extension ExplorerState {
    /// What is asked before and on trial.
    var trialQuestions: TrialQuestions { TrialQuestions(board: board.source.board, asked: history.map(\.text)) }

    /// Has what the changes come to worked out.
    mutating func orderEffect() {
        guard changes != nil else { return }
        order(.effect(trialQuestions))
    }

    mutating func take(effect page: TrialPage) {
        trial.page = page
        moveInTrial(to: trial.scroll.cursor)
    }
}
