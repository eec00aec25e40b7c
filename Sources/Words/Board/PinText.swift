import Board
import CoreModel
import Reachability
import Text

/// Pinned questions and what they come to, in words.
public struct PinText: Sendable {
    private let names: Names
    private let analyzer: Analyzer
    private let hidesText: Bool

    /// Words by the names of an analyzer; with `hidesText` nothing is shown that somebody wrote on the board.
    public init(_ analyzer: Analyzer, hidesText: Bool = false) {
        self.analyzer = analyzer
        names = analyzer.names
        self.hidesText = hidesText
    }

    /// The question as it stands on the board.
    public func question(_ row: PinJudgement) -> String {
        guard hidesText else { return Self.short(row.pin.id.map { "\($0): \(row.pin.ask)" } ?? row.pin.ask) }
        guard let question = row.question else { return "question \(row.number)" }
        let destination = QuestionText.bracketed(names.name(of: question.destination))
        return "\(names.name(of: question.source)) -> \(destination):\(question.port.asked)"
    }

    /// Why it is on the board; nil where nobody says it.
    public func why(_ pin: Pin) -> String? { hidesText ? nil : pin.why }

    /// The question whole, for programs.
    public func ask(_ row: PinJudgement) -> String { hidesText ? question(row) : row.pin.ask }

    /// A text with its middle left out where it is longer than any question.
    private static func short(_ text: String) -> String {
        text.count > 240 ? "\(text.prefix(120))...\(text.suffix(60))" : text
    }

    /// What is meant: "allowed", "nobody", "ECS API SG and RDS SG"; nil where nothing is.
    public func meant(_ pin: Pin) -> String? {
        switch pin.meant {
        case nil: nil
        case .verdict(let verdict): verdict.rawValue
        case .names(let names) where hidesText && !names.isEmpty: TextCount.of(names.count, "name")
        case .names(let names): names.isEmpty ? "nobody" : TextList.sentence(names, limit: 4)
        }
    }

    /// The same in a word or two: "3 names" where there are several.
    public func shortMeant(_ pin: Pin) -> String? {
        if case .names(let names)? = pin.meant, names.count > 1 { return TextCount.of(names.count, "name") }
        return meant(pin)
    }

    /// What it comes to, in a word or a few: "blocked", "2 can", "gone", "cannot be asked".
    public func now(_ row: PinJudgement) -> String {
        switch row.outcome {
        case .verdict(let verdict, _): return verdict.rawValue
        case .unasked(let fault): return fault.isGone ? "gone" : "cannot be asked"
        case .who(let set, _):
            let can = set.certain.isEmpty ? "nobody can" : "\(set.certain.count) can"
            let open = set.open.count + (set.hasUnlisted ? 1 : 0)
            return open == 0 ? can : "\(can), \(open) may"
        }
    }

    /// Who can reach the end of a `who`, for certain; nil of a flow.
    public func reachers(_ row: PinJudgement) -> [String]? {
        if case .who(let set, _) = row.outcome { set.certain.map(names.name(of:)) } else { nil }
    }

    /// One sentence that says why it stands as it does; of a flow that of its answer.
    public func sentence(_ row: PinJudgement, _ answer: Answer?) -> String {
        switch row.outcome {
        case .verdict: return answer.map { AnswerText($0, of: analyzer).summary } ?? ""
        case .unasked(let fault) where fault.isGone && hidesText: return "An end is gone with the changes on trial."
        case .unasked(let fault): return hidesText ? "It cannot be asked of this input." : Self.short("\(fault.message).")
        case .who(let set, let difference): return who(set, difference)
        }
    }

    private func who(_ set: WhoSet, _ difference: WhoDifference?) -> String {
        guard let difference, difference.standing != .asMeant else {
            let can = TextList.sentence(set.certain.map(names.name(of:)), limit: 6)
            return set.certain.isEmpty ? "Nobody can reach it." : "\(can) can."
        }
        var parts: [String] = []
        if !difference.more.isEmpty {
            let more = TextList.sentence(difference.more.map(names.name(of:)), limit: 6)
            parts.append("\(more) can and \(difference.more.count == 1 ? "is" : "are") not meant to")
        }
        if !difference.fewer.isEmpty {
            let fewer = hidesText ? TextCount.of(difference.fewer.count, "other") : TextList.sentence(difference.fewer, limit: 6)
            parts.append("\(fewer) \(difference.fewer.count == 1 ? "is" : "are") meant to and cannot")
        }
        if !difference.open.isEmpty {
            parts.append("it depends for \(TextList.sentence(difference.open.map(names.name(of:)), limit: 6))")
        }
        if difference.hasUnlisted { parts.append("rules that are not in the input may let in others") }
        return parts.joined(separator: "; ") + "."
    }
}

extension JudgedBoard {
    /// The count: "8 questions: 6 as meant, 1 not, 1 not judged".
    public var sentence: String {
        let unasked = rows.count { $0.fault.map { !$0.isGone } ?? false && $0.standing == .otherwise }
        var parts = ["\(count(.asMeant)) as meant"]
        let not = count(.otherwise) - unasked
        if not > 0 { parts.append("\(not) not") }
        if count(.open) > 0 { parts.append(count(.open) == 1 ? "1 depends" : "\(count(.open)) depend") }
        if unasked > 0 { parts.append("\(unasked) cannot be asked") }
        if count(.notJudged) > 0 { parts.append("\(count(.notJudged)) not judged") }
        let faults = board.faults.isEmpty ? "" : "; \(TextCount.of(board.faults.count, "line")) not read"
        return "\(TextCount.of(rows.count, "question")): \(parts.joined(separator: ", "))\(faults)"
    }
}
