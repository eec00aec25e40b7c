import Board
import Reachability
import Words

/// A board judged for a report: its rows with their words and answers.
public struct BoardResult: Sendable {
    /// The rows.
    public let judged: JudgedBoard
    /// The words for them.
    public let words: PinText
    /// Whether nothing is shown that somebody wrote.
    let hidesText: Bool
    private let judging: BoardJudging

    /// Judges a board; with `hidesText` nothing is shown that somebody wrote on it.
    public init(_ board: Board, by judging: BoardJudging, _ analyzer: Analyzer, hidesText: Bool) {
        judged = judging.judged(board) ?? JudgedBoard(board, rows: [])
        words = PinText(analyzer, hidesText: hidesText)
        self.judging = judging
        self.hidesText = hidesText
    }

    /// The file as reports name it: as short as it can be told from others beside it.
    public var shownFile: String { hidesText ? "board" : judged.board.fileName }

    /// The answer to a row, with what explains it; nil of `who`.
    public func answer(to row: PinJudgement) -> Answer? { judging.answer(to: row) }

    /// The sentence of a row that is not as meant.
    public func sentence(_ row: PinJudgement) -> String { words.sentence(row, answer(to: row)) }

    /// What is wrong with a row, whole: "api -> rds:5432 is meant allowed and is blocked: ...".
    public func message(_ row: PinJudgement) -> String {
        let meant = words.meant(row.pin) ?? "anything"
        let sentence = sentence(row)
        return switch row.outcome {
        case .verdict(let verdict, _): "\(words.question(row)) is meant \(meant) and is \(verdict.rawValue). \(sentence)"
        case .who: "\(words.question(row)) is meant for \(meant). \(sentence)"
        case .unasked(let fault) where fault.isGone: "\(words.question(row)) is meant \(meant) and an end is gone. \(sentence)"
        case .unasked: "\(words.question(row)) cannot be asked: \(sentence)"
        }
    }

    /// The rows with what is not as meant first, then what depends, what is not judged, and what is as meant.
    var ordered: [PinJudgement] {
        let order: [PinJudgement.Standing] = [.otherwise, .open, .asMeant, .notJudged]
        return order.flatMap { standing in judged.rows.filter { $0.standing == standing } }
    }

    /// The exit status: 0 all as meant, 1 some are not, 65 a line cannot be read, 2 none is wrong but one depends.
    public var status: Int32 {
        if judged.count(.otherwise) > 0 { return 1 }
        if !judged.board.faults.isEmpty { return 65 }
        return judged.count(.open) > 0 ? 2 : 0
    }
}
