import CoreModel
import Reachability

/// What a pinned question comes to by the data at hand.
public struct PinJudgement: Sendable {
    /// The pin.
    public let pin: Pin
    /// Its number on the board, from 1.
    public let number: Int
    /// What the question comes to, or why it cannot be asked.
    public let outcome: Outcome
    /// How that compares with what is meant.
    public let standing: Standing

    /// What a question comes to.
    public enum Outcome: Sendable {
        /// The verdict of a flow.
        case verdict(Verdict, of: Question)
        /// Who can reach an end, held against who should.
        case who(WhoSet, WhoDifference?)
        /// It cannot be asked of this input.
        case unasked(PinFault)
    }

    /// How what a question comes to compares with what is meant.
    public enum Standing: Hashable, Sendable, CaseIterable {
        /// Decided as it is meant.
        case asMeant
        /// Decided otherwise than meant, or it cannot be asked.
        case otherwise
        /// It depends, and is not meant to.
        case open
        /// Nothing is said of what is meant.
        case notJudged
    }

    /// The verdict; nil of a question that has none.
    ///
    /// A flow of which an end is gone is blocked.
    public var verdict: Verdict? {
        switch outcome {
        case .verdict(let verdict, _): return verdict
        case .who: return nil
        case .unasked(let fault):
            if case .names? = pin.meant { return nil }
            if case .question(.goneEnd, isWho: false) = fault { return .blocked }
            return nil
        }
    }

    /// The question; nil where it is no flow, or cannot be asked.
    public var question: Question? { if case .verdict(_, let question) = outcome { question } else { nil } }

    /// Why it cannot be asked; nil where it can.
    public var fault: PinFault? { if case .unasked(let fault) = outcome { fault } else { nil } }
}

/// Why a pinned question cannot be asked of an input.
public enum PinFault: Error, Hashable, Sendable {
    /// It is no one question.
    case reading(ReadingFault)
    /// An end or a port means nothing here; of a flow, or of who reaches an end.
    case question(QuestionError, isWho: Bool)
    /// No port is said.
    case noPort
    /// One of the ends is not said.
    case noEnd
    /// It asks what an end reaches.
    case reaches
    /// It says a time or a change, which are said of all questions at once.
    case behind(SaidBehind)
    /// Of `who` a verdict is meant, or of a flow a list of names.
    case meantOfOtherKind(isWho: Bool)

    /// Whether an end is gone with the changes on trial.
    public var isGone: Bool { if case .question(.goneEnd, _) = self { true } else { false } }
}

/// All pins of a board, judged.
public struct JudgedBoard: Sendable {
    /// The board whose pins were judged.
    public let board: Board
    /// A judgement for each of its pins, in order.
    public let rows: [PinJudgement]

    /// A board with a judgement for each of its pins, in order.
    public init(_ board: Board, rows: [PinJudgement]) {
        self.board = board
        self.rows = rows
    }

    /// How many pins have a standing; linear in pins.
    public func count(_ standing: PinJudgement.Standing) -> Int { rows.count { $0.standing == standing } }
}
