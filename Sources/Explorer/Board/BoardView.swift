import Board
import CoreModel
import Reachability
import Words

/// The board in the explorer: the pins as they were read, what they come to, and what they came to before.
struct BoardView: Sendable {
    /// The pins, and where they are kept.
    var source: BoardSource
    /// What they come to; nil until that is worked out.
    var page: BoardPage?
    /// What each came to by older data, and since when.
    var past: [Pin.Identity: Past] = [:]
    /// Whether what is judged next is of data that was read again.
    var isFresh = false
    /// The line that was written last.
    var lastWritten: Pin?
    var isOpen = false
    /// The question that is chosen, counted on through those that were asked before and are not pinned.
    var scroll = ItemScroll()

    init(_ source: BoardSource) { self.source = source }

    /// What a question came to, and when it began to.
    struct Past: Sendable {
        var came: BoardPage.Came
        var since: String
        /// What it came to before, where the last reading turned it.
        var was: BoardPage.Came?
    }

    /// Whether anything is pinned.
    var hasAny: Bool { !source.board.pins.isEmpty }

    /// The rows of the pins; none while they are not judged.
    var rows: [BoardPage.Row] { page?.rows ?? [] }
}

/// A judged board with what is shown of it.
struct BoardPage: Sendable {
    /// The judgements.
    let judged: JudgedBoard
    let rows: [Row]

    /// What a question comes to, as far as two readings can be compared.
    enum Came: Hashable, Sendable {
        case verdict(Verdict)
        /// Who can, by name.
        case names(Set<String>)
        case unasked
    }

    struct Row: Sendable {
        let judgement: PinJudgement
        let came: Came
        let question: String
        /// What is said where nobody wrote why it is on the board: what stops it, or why it cannot be asked.
        let reason: String?
        /// The answer, which is lit in the map; nil of `who`, and where a board is very long.
        let answer: Answer?

        var pin: Pin { judgement.pin }
        var isWrong: Bool { judgement.standing == .otherwise || judgement.standing == .open }
    }

    /// Judges a board; nil where nothing is wanted any more.
    init?(_ board: Board, of model: ExplorerModel, tell: (Int, Int) -> Bool) {
        let judging = BoardJudging(model.analyzer, absent: model.absent)
        guard let judged = judging.judged(board, tell: tell) else { return nil }
        let words = PinText(model.analyzer)
        self.judged = judged
        rows = judged.rows.map { row in
            let isWrong = row.standing == .otherwise || row.standing == .open
            let answer = isWrong || judged.rows.count <= Limits.litPins ? judging.answer(to: row) : nil
            let came: Came =
                switch row.outcome {
                case .verdict(let verdict, _): .verdict(verdict)
                case .who: .names(Set(words.reachers(row) ?? []))
                case .unasked: row.verdict.map(Came.verdict) ?? .unasked
                }
            let reason: String? =
                if row.fault != nil || isWrong && answer == nil { words.sentence(row, nil) } else if isWrong {
                    answer.flatMap { AnswerText($0, of: model.analyzer).decider }
                } else { nil }
            return Row(judgement: row, came: came, question: words.question(row), reason: reason, answer: answer)
        }
    }
}

extension PinJudgement {
    /// The strict form of its question, with the ends as they were written; nil where it is no flow.
    var strict: String? {
        guard let question else { return nil }
        let source = question.clientPort.map { ClientText.text(question.source.asked, port: $0) } ?? question.source.asked
        // A family is written only where neither end nor protocol tells it.
        let isTold = question.source.version != nil || question.destination.version != nil || question.port.ipProtocol == .icmpv6
        return QuestionText(
            source: source, destination: QuestionText.bracketed(question.destination.asked), port: question.port.asked,
            version: question.version == .v6 && !isTold ? .v6 : nil
        ).text
    }
}
