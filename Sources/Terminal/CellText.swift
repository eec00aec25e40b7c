import CNCurses

/// Turns the text of a cell into what a terminal shows in exactly the cell's columns.
struct CellText {
    /// Whether anything beyond ASCII can be sent.
    var isUTF8: Bool
    /// The columns of a character by the C library, which curses asks too; negative where it cannot be shown.
    var width: (Unicode.Scalar) -> Int = { Int(cn_width($0.value)) }

    /// Base character and combining marks, at most this many in all, as curses stores them.
    static let longest = 5

    /// What stands for a character that cannot be shown.
    static let substitute: Unicode.Scalar = "?"

    /// What to draw, and the columns that it takes; fewer than asked for are filled with blanks by the caller.
    func fitted(_ text: String, columns: Int, into scalars: inout [Unicode.Scalar]) -> Int {
        scalars.removeAll(keepingCapacity: true)
        guard let base = text.unicodeScalars.first else {
            scalars.append(" ")
            return 1
        }
        guard isUTF8 || base.isASCII, case let taken = width(base), taken >= 1, taken <= columns else {
            scalars.append(Self.substitute)
            return 1
        }
        scalars.append(base)
        guard isUTF8 else { return taken }
        for mark in text.unicodeScalars.dropFirst() where scalars.count < Self.longest && isMark(mark) { scalars.append(mark) }
        return taken
    }

    /// Whether it changes the character before it and takes no column; joiners and selectors change widths, each
    /// terminal in its own way, and are left out.
    private func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark:
            !scalar.properties.isVariationSelector && width(scalar) == 0
        default: false
        }
    }
}
