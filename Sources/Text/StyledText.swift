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
    public init(_ spans: [StyledSpan] = []) {
        self.spans = spans
    }

    /// Makes a line of one piece.
    public init(_ text: String, _ tone: Tone = .plain) {
        spans = text.isEmpty ? [] : [StyledSpan(text, tone)]
    }
}
