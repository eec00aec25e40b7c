/// What a piece of a report's text means; a terminal gives it a look, plain text drops it.
///
/// No tone is told apart by its look alone: words and glyphs say the same.
public enum Tone: Sendable, Hashable, CaseIterable {
    /// Ordinary text.
    case plain
    /// Headings and names.
    case strong
    /// What may be passed over at first reading.
    case dim
    /// A side or a flow that passes.
    case pass
    /// A side or a flow that fails.
    case fail
    /// A side or a flow that depends on something.
    case depends
    /// Something that differs from what the notes say.
    case differs
}

/// A piece of a line in one tone.
public struct StyledSpan: Sendable, Hashable {
    /// The text.
    public var text: String
    /// What it means.
    public var tone: Tone

    /// Makes a piece.
    public init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }
}

/// One line of a report.
public struct StyledLine: Sendable, Hashable {
    /// Its pieces, left to right.
    public var spans: [StyledSpan]

    /// The line without tones.
    public var text: String { spans.map(\.text).joined() }

    /// Makes a line of pieces.
    public init(_ spans: [StyledSpan] = []) { self.spans = spans }

    /// Makes a line of one piece.
    public init(_ text: String, _ tone: Tone = .plain) {
        spans = text.isEmpty ? [] : [StyledSpan(text, tone)]
    }
}

extension StyledLine {
    /// The line without the blanks at its end.
    public var trimmed: StyledLine {
        var spans = self.spans
        while let last = spans.popLast() {
            let text = TerminalText.trimmed(last.text)
            if !text.isEmpty { return StyledLine(spans + [StyledSpan(text, last.tone)]) }
        }
        return StyledLine()
    }
}

extension StyledSpan {
    /// Blanks.
    public static func blank(_ columns: Int) -> StyledSpan { StyledSpan(TerminalText.padded("", to: columns)) }
}

extension StyledLine {
    /// A text over lines of a width, made safe: the first behind `indent` blanks, the others behind `hang` more.
    public static func hanging(
        _ text: String, _ tone: Tone = .plain, indent: Int = 0, hang: Int = 2, width: Int
    ) -> [StyledLine] {
        TextWrap.broken(TerminalText.safe(text), width: max(8, width - indent - hang)).enumerated().map { number, line in
            StyledLine(TerminalText.padded("", to: number == 0 ? indent : indent + hang) + line, tone)
        }
    }

    /// A text over lines of a width; words that are wider alone stay whole.
    public static func wrapped(_ text: String, _ tone: Tone = .plain, width: Int) -> [StyledLine] {
        TextWrap.lines(text, width: width).map { StyledLine($0, tone) }
    }

    /// A text over lines of a width: the first behind a lead, the others behind as many blanks and `hang` more.
    ///
    /// - Parameters:
    ///   - rest: The tone of all lines but the first; `nil` for the same.
    ///   - isWhole: Whether words that are wider than a line stay whole, as ids do that are copied.
    public static func hanging(
        behind lead: [StyledSpan], _ text: String, _ tone: Tone = .plain, rest: Tone? = nil, hang: Int = 0, isWhole: Bool = false,
        width: Int
    ) -> [StyledLine] {
        let start = lead.reduce(0) { $0 + TerminalText.width($1.text) } + hang
        let room = max(8, width - start)
        let lines = isWhole ? TextWrap.lines(text, width: room) : TextWrap.broken(TerminalText.safe(text), width: room)
        return lines.enumerated().map { number, line in
            number == 0
                ? StyledLine(lead + [StyledSpan(line, tone)]) : StyledLine([.blank(start), StyledSpan(line, rest ?? tone)])
        }
    }
}

extension StyledLine {
    /// Said below rows of which only the first are listed: that there are more, and where they are; nothing where all are.
    public static func unlisted(_ count: Int, beyond listed: Int, indent: String = "  ") -> [StyledLine] {
        count > listed ? [StyledLine("\(indent)\(count - listed) more; --format json lists all", .depends)] : []
    }
}
