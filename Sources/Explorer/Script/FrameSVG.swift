import Diagram
import Frames

extension Frame {
    /// The screen as an SVG document: its cells as ``SVGExport`` draws them, bars and what is selected in reverse.
    public func svg(title: String) -> String {
        let borders = FrameBoxes(self).cells
        let pictured = (0..<size.rows).flatMap { row in
            (0..<size.columns).map { PictureCell(self[$0, row], isBorder: borders.contains(row * size.columns + $0)) }
        }
        var bars: [SVGExport.Bar] = []
        for row in 0..<size.rows {
            var start = 0
            for column in 1..<max(2, size.columns + 1) where column == size.columns || look(column, row) != look(start, row) {
                if let look = look(start, row) { bars.append(SVGExport.Bar(row: row, columns: start..<column, look: look)) }
                start = column
            }
        }
        return SVGExport(columns: size.columns, cells: pictured, bars: bars, title: title).text
    }

    /// What lies behind a cell, the cursor too; nil for the page.
    private func look(_ column: Int, _ row: Int) -> SVGExport.Bar.Look? {
        if let cursor, cursor == (column, row) { return .reversed }
        return switch self[column, row].role {
        case .bar, .selected: .reversed
        case .input: .input
        case .plain, .dim, .strong, .allowed, .blocked, .depends, .path, .label, .differs: nil
        }
    }
}

extension PictureCell {
    /// A cell of a frame: lines of the box-drawing block and arrows as such, everything else as text.
    fileprivate init(_ cell: FrameCell, isBorder: Bool) {
        let emphasis: Emphasis =
            switch cell.role {
            case .plain, .strong, .bar, .selected, .label, .input: .normal
            case .dim: .dim
            case .allowed: .passes
            case .blocked: .fails
            case .depends, .differs: .depends
            case .path: .path
            }
        let scalar = cell.text.unicodeScalars.first?.value ?? 0
        self.init(
            text: cell.text, kind: isBorder ? .border(0) : Self.kind(scalar, isStrong: cell.role == .strong), emphasis: emphasis)
    }

    private static func kind(_ scalar: UInt32, isStrong: Bool) -> CellKind {
        switch scalar {
        case 0x2500...0x257F: .line(0)
        case 0x25BC, 0x25B2: .arrow(0)
        default: isStrong ? .title(0) : .text(0)
        }
    }
}
