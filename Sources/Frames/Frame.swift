import Text

/// A size on screen, in terminal columns and rows.
public struct ScreenSize: Hashable, Sendable {
    /// Columns, 0 or more.
    public var columns: Int
    /// Rows, 0 or more.
    public var rows: Int

    /// Makes a size; negative lengths count as 0.
    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }
}

/// What a cell means; the terminal decides how that looks with the colours it has.
///
/// No role is told apart by its colour alone: words and glyphs say the same.
public enum Role: UInt8, Sendable, CaseIterable {
    /// Ordinary text.
    case plain
    /// Text and lines that are not what was asked about.
    case dim
    /// Text that stands out: headings, names.
    case strong
    /// A bar over a pane: reverse video.
    case bar
    /// The selected box or row: reverse video.
    case selected
    /// A side or a flow that passes.
    case allowed
    /// A side or a flow that fails.
    case blocked
    /// A side or a flow that depends on something.
    case depends
    /// A line or box on the path asked about.
    case path
    /// Ports beside an arrow.
    case label
    /// Something that differs from what the notes say.
    case differs
    /// What is being typed.
    case input
}

/// One column of one row.
public struct FrameCell: Hashable, Sendable {
    /// The grapheme cluster that starts here; empty in the second column of a wide one.
    public var text: String
    /// What it means.
    public var role: Role

    /// A blank.
    public static let blank = FrameCell(text: " ", role: .plain)

    /// Makes a cell.
    ///
    /// `text` holds no control characters: a frame is what is sent to a terminal.
    public init(text: String, role: Role) {
        self.text = text
        self.role = role
    }
}

/// One screen of styled character cells.
public struct Frame: Hashable, Sendable {
    /// How large it is.
    public let size: ScreenSize
    /// Its cells, row by row; exactly `size.columns * size.rows`.
    public var cells: [FrameCell]
    /// Where the cursor stands while something is typed, nil where it is hidden.
    public var cursor: (column: Int, row: Int)? {
        get { cursorCell.map { ($0 % max(1, size.columns), $0 / max(1, size.columns)) } }
        set { cursorCell = newValue.map { $0.row * size.columns + $0.column } }
    }

    private var cursorCell: Int?

    /// A blank frame.
    public init(size: ScreenSize) {
        self.size = size
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    /// The cell at a place; blank outside the frame.
    public subscript(column: Int, row: Int) -> FrameCell {
        guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return .blank }
        return cells[row * size.columns + column]
    }

    /// The frame as text, blanks at the ends of lines left out: what a stored screen holds.
    public var text: String {
        (0..<size.rows).map { row in
            TerminalText.trimmed((0..<size.columns).map { self[$0, row].text }.joined()) + "\n"
        }.joined()
    }
}
