import Text

/// A line below a picture as cells, in which the rails of a ladder are lines and arrows.
struct CaptionRow: Sendable {
    let cells: [PictureCell]

    /// The cell in a column; blank behind the line's end.
    subscript(x: Int) -> PictureCell {
        x < cells.count ? cells[x] : PictureCell(text: " ", kind: .empty, emphasis: .normal)
    }

    init(_ line: StyledLine) {
        cells = line.spans.flatMap { span in
            let kind = Self.kind(of: span)
            return TerminalText.safe(span.text).flatMap { character -> [PictureCell] in
                let cell = PictureCell(text: String(character), kind: kind, emphasis: Self.emphasis(span.tone))
                let second = PictureCell(text: "", kind: kind, emphasis: cell.emphasis)
                return [cell] + Array(repeating: second, count: max(0, TerminalText.clusterWidth(character) - 1))
            }
        }
    }

    /// A rail's sign stands in a piece of its own.
    private static func kind(of span: StyledSpan) -> CellKind {
        switch span.text {
        case "║", "╳", "┆", "┊": .line(0)
        case "▼", "▲": .arrow(0)
        default: span.tone == .strong ? .title(0) : .text(0)
        }
    }

    private static func emphasis(_ tone: Tone) -> Emphasis {
        switch tone {
        case .plain, .strong: .normal
        case .dim: .dim
        case .pass: .passes
        case .fail: .fails
        case .depends, .differs: .depends
        }
    }
}
