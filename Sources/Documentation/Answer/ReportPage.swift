import Reachability
import CoreModel
import Text
import Words

/// The marks of outcomes: a glyph each, beside a word and a tone.
public struct ReportMarks: Sendable, Hashable {
    /// Whether only ASCII may be written.
    let ascii: Bool

    /// Marks in box glyphs or in ASCII.
    public init(ascii: Bool) {
        self.ascii = ascii
    }

    /// The mark of a side.
    public func mark(_ outcome: Outcome) -> String {
        switch outcome {
        case .pass: ascii ? "ok" : "✓"
        case .fail: ascii ? "NO" : "✗"
        case .depends: ascii ? "??" : "?"
        }
    }

    /// The mark of a verdict.
    public func mark(_ verdict: Verdict) -> String { mark(verdict.outcome) }

    /// Columns that a mark and the blank after it take.
    public var width: Int { ascii ? 3 : 2 }
}

extension Verdict {
    /// The outcome that looks the same.
    var outcome: Outcome {
        switch self {
        case .allowed: .pass
        case .blocked: .fail
        case .depends: .depends
        }
    }

    /// The tone of the verdict.
    public var tone: Tone { outcome.tone }
}

extension Outcome {
    var tone: Tone {
        switch self {
        case .pass: .pass
        case .fail: .fail
        case .depends: .depends
        }
    }
}

/// Collects the lines of a report, makes their texts safe and wraps them to its width.
struct ReportPage {
    let width: Int
    let marks: ReportMarks
    private(set) var lines: [StyledLine] = []
    /// What one can go to at lines, by their places.
    private var stops: [Int: [AnswerStop]] = [:]

    init(width: Int, marks: ReportMarks) { (self.width, self.marks) = (width, marks) }

    /// The lines, with what one can go to at them.
    var answerLines: [AnswerLine] { lines.enumerated().map { AnswerLine($0.element, stops: stops[$0.offset] ?? []) } }

    /// What a row is, by the word that stands in front of it.
    enum Label: String {
        case accounts, record, logs
        case before, since, trial
        case nearest, routes, code
        case way
        case behind = "behind it"
        case fix
        case condition = "if"
        case findOut = "find out"
        case interface, member
        case meant = "meant?"
        case wayRound = "way round"
        case alsoHit = "also hit"
        case why, notes, managed
        /// More below the label above.
        case continued = " "
        /// None: the text begins where labels do.
        case unlabelled = ""
    }

    /// A labelled line.
    struct Row {
        var label: Label
        var text: String
        var tone = Tone.plain
        /// What one can go to there.
        var stops: [AnswerStop] = []
    }

    /// Columns of the labels, the blank after them included.
    private static let labelWidth = 10

    /// Lines that are laid out already.
    mutating func add(_ more: [StyledLine], stops: [AnswerStop] = []) { noting(stops) { $0.lines += more } }

    /// Writes lines at which one can go to something.
    private mutating func noting(_ stops: [AnswerStop], _ write: (inout ReportPage) -> Void) {
        let first = lines.count
        write(&self)
        if stops.isEmpty { return }
        for place in first..<lines.count { self.stops[place] = stops }
    }

    /// The first sentence, with the verdict's mark.
    mutating func sentence(_ verdict: Verdict, _ text: String) {
        let mark = StyledSpan(TerminalText.padded(marks.mark(verdict), to: marks.width), verdict.tone)
        let text = TerminalText.safe(text)
        lines += StyledLine.hanging(behind: [mark], text, verdict.tone, rest: .strong, isWhole: true, width: width)
    }

    /// A side: mark, label, name, what decides, the rule's description or the code.
    mutating func side(_ check: Check, _ words: AnswerText, nameWidth: Int, stops: [AnswerStop]) {
        noting(stops) { $0.side(check, words, nameWidth: nameWidth) }
    }

    private mutating func side(_ check: Check, _ words: AnswerText, nameWidth: Int) {
        let (called, decision, quote) = (TerminalText.safe(words.name(check)), words.decision(check), words.quote(check))
        let mark = StyledSpan(TerminalText.padded(marks.mark(check.outcome), to: marks.width), check.outcome.tone)
        let label = StyledSpan(TerminalText.padded(check.side.name, to: Self.labelWidth - 1))
        let name = StyledSpan(TerminalText.padded(called, to: nameWidth), .strong)
        let isLong = TerminalText.width(called) > nameWidth
        let tail = check.outcome == .fail ? check.code.text : (quote.isEmpty ? "" : "\"\(quote)\"")
        let start = marks.width + Self.labelWidth - 1 + nameWidth + 2
        let texts = columns(decision, tail, start: start)
        if isLong || start > width * 2 / 3 {
            lines.append(StyledLine([mark, label, name]))
            let indented = columns(decision, tail, start: marks.width + Self.labelWidth - 1)
            for text in indented { lines.append(StyledLine([.blank(marks.width + Self.labelWidth - 1), StyledSpan(text)])) }
            return
        }
        for (place, text) in texts.enumerated() {
            lines.append(
                place == 0
                    ? StyledLine([mark, label, name, .blank(2), StyledSpan(text)])
                    : StyledLine([.blank(start), StyledSpan(text)]))
        }
    }

    /// The nearest miss under a side that fails.
    mutating func nearest(_ nearest: RuleMiss, _ words: AnswerText, nameWidth: Int) {
        let (line, quote) = (words.rules.line(nearest.rule), words.rules.quote(nearest.rule))
        let differ = FieldText.differs(nearest.failed)
        let quoted = quote.isEmpty ? differ : "\"\(quote)\"   \(differ)"
        let room = width - decisionStart(nameWidth) - TerminalText.width(line) - 3
        aside(.nearest, line, TerminalText.width(quoted) <= room ? quoted : differ, nameWidth: nameWidth)
    }

    private func decisionStart(_ nameWidth: Int) -> Int {
        min(marks.width + Self.labelWidth - 1 + nameWidth + 2, width * 2 / 3)
    }

    /// A line in the column of what decides.
    private mutating func aside(_ label: Label, _ text: String, _ tail: String = "", nameWidth: Int) {
        let start = decisionStart(nameWidth)
        let lead = TerminalText.padded(TerminalText.padded("", to: marks.width) + label.rawValue, to: start)
        for (place, line) in columns(text, tail, start: start).enumerated() {
            lines.append(StyledLine([place == 0 ? StyledSpan(lead, .dim) : .blank(start), StyledSpan(line, .dim)]))
        }
    }

    mutating func row(_ row: Row) {
        let start = marks.width + (row.label == .unlabelled ? 0 : Self.labelWidth)
        let lead = StyledSpan(TerminalText.padded(TerminalText.padded("", to: marks.width) + row.label.rawValue, to: start), .dim)
        add(
            StyledLine.hanging(behind: [lead], TerminalText.safe(row.text), row.tone, isWhole: true, width: width),
            stops: row.stops)
    }

    /// Text and tail beside each other where they fit, else below each other.
    private func columns(_ text: String, _ tail: String, start: Int) -> [String] {
        let (text, tail) = (TerminalText.safe(text), TerminalText.safe(tail))
        let room = max(10, width - start)
        if tail.isEmpty { return TextWrap.lines(text, width: room) }
        if TerminalText.width(text) + 3 + TerminalText.width(tail) <= room { return ["\(text)   \(tail)"] }
        return TextWrap.lines(text, width: room) + TextWrap.lines(tail, width: room)
    }
}
