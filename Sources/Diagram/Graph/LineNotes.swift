import Text

/// What becomes of flows of a line for another reason than the line's own: `✗ back, acl isolated`.
public struct LineNote: Sendable, Hashable {
    /// What becomes of them.
    public enum Outcome: Sendable, Hashable, CaseIterable {
        /// Something stops them: `✗`, `NO`.
        case fails
        /// It depends: `?`, `??`.
        case depends

        /// The same as the sign of a box.
        var mark: Highlight.NodeMark { self == .fails ? .fails : .depends }
    }

    /// What becomes of them.
    public var outcome: Outcome
    /// What decides, in few words; `""` where the sign alone is said.
    public var words: String

    /// Makes a note.
    public init(_ outcome: Outcome, _ words: String) {
        (self.outcome, self.words) = (outcome, words)
    }
}

/// What is said of the flows of one or several lines at their arrow; nothing where all of them pass.
///
///     ▼ 5432 ✗ back, acl isolated         every flow, for one reason
///     ▼ 5432 ✗ 1 of 3: table app-c        one of the three flows that share the arrow
///     ▼ 5432 ✗ 2 of 3                     two of them, for different reasons
///     ▼ 5432 ✗ 1 of 3, ? 1 of 3
public struct LineNotes: Sendable, Hashable {
    /// How many flows there are.
    public private(set) var flows: Int
    /// What is said, each with how many of the flows it is said of.
    public private(set) var notes: [Counted] = []
    /// How much was seen of the flows; nil where that is not told.
    public var weight: LineWeight?
    /// Whether there is room for signs and numbers alone.
    var isShort = false

    /// A note, and of how many flows it is said.
    public struct Counted: Sendable, Hashable {
        /// What is said.
        public internal(set) var note: LineNote
        /// Of how many.
        public internal(set) var count: Int
    }

    /// Columns of what decides.
    private static let wordsWidth = 28

    /// Of so many flows nothing.
    public init(flows: Int = 1) { self.flows = flows }

    /// Of each flow what becomes of it; nil of one that passes.
    public init(_ notes: [LineNote?]) {
        flows = notes.count
        for case let note? in notes { add(note, 1) }
    }

    /// Whether nothing is said.
    public var isEmpty: Bool { notes.isEmpty && seen(.unicode).isEmpty }

    private mutating func add(_ note: LineNote, _ count: Int) {
        if let known = notes.firstIndex(where: { $0.note == note }) {
            notes[known].count += count
        } else {
            notes.append(Counted(note: note, count: count))
        }
    }

    /// The same of the flows of one more line.
    public mutating func add(_ other: LineNotes) {
        flows += other.flows
        isShort = isShort || other.isShort
        if let own = other.weight { if weight == nil { weight = own } else { weight?.add(own) } }
        for one in other.notes { add(one.note, one.count) }
    }

    /// What stands behind the ports.
    func text(_ glyphs: GlyphSet) -> String {
        [seen(glyphs), becomes(glyphs)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func seen(_ glyphs: GlyphSet) -> String { weight?.text(glyphs, isShort: isShort) ?? "" }

    private func becomes(_ glyphs: GlyphSet) -> String {
        guard let first = notes.first else { return "" }
        if notes.count == 1 {
            let words = isShort ? "" : BoxText.shortened(first.note.words, to: Self.wordsWidth)
            let sign = glyphs.sign(first.note.outcome.mark)
            let counted = first.count == flows ? sign : "\(sign) \(first.count) of \(flows)"
            return words.isEmpty ? counted : counted + (first.count == flows ? " " : ": ") + words
        }
        return LineNote.Outcome.allCases.compactMap { outcome in
            let count = notes.filter { $0.note.outcome == outcome }.reduce(0) { $0 + $1.count }
            return count == 0 ? nil : "\(glyphs.sign(outcome.mark)) \(count) of \(flows)"
        }.joined(separator: ", ")
    }

    /// The ports, and it behind them.
    func text(behind label: String, _ glyphs: GlyphSet) -> String {
        isEmpty ? label : label.isEmpty ? text(glyphs) : "\(label) \(text(glyphs))"
    }

    /// Columns behind a label, whatever the glyphs.
    var width: Int { isEmpty ? 0 : (GlyphSet.allCases.map { TerminalText.width(text($0)) }.max() ?? 0) + 1 }

    /// What the worst of it is, for its colour.
    var mark: Highlight.NodeMark? {
        LineNote.Outcome.allCases.first { outcome in notes.contains { $0.note.outcome == outcome } }?.mark
    }

    /// The same with its words made safe for a terminal, and without rows of blanks, which would end a label.
    var safe: LineNotes {
        var safe = LineNotes(flows: flows)
        (safe.isShort, safe.weight) = (isShort, weight)
        for one in notes {
            let words = TerminalText.safe(one.note.words).split(separator: " ").joined(separator: " ")
            safe.add(LineNote(one.note.outcome, words), one.count)
        }
        return safe
    }
}
