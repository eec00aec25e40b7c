/// A table for a terminal or a Markdown document: headings, and rows of as many cells.
public struct TextTable: Sendable, Hashable {
    /// The columns' headings.
    public var columns: [String]
    /// The rows; each has a cell for every column.
    public var rows: [[String]]

    /// Makes a table.
    public init(columns: [String], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The table for a terminal: columns as wide as they need, what does not fit the width goes on in further lines of its row.
    ///
    /// Where columns would be too narrow to read, a row's cells stand one behind the other. A table of thousands of rows is for other
    /// programs to search: there each row stays one line, however wide.
    public func lines(width: Int, indent: Int = 0) -> [StyledLine] {
        if width - indent < Self.leastColumn * columns.count { return running(width: width, indent: indent) }
        let widths = columnWidths(room: max(20, width - indent))
        let lead = TerminalText.padded("", to: indent)
        func lines(_ cells: [String], _ tone: Tone) -> [StyledLine] {
            if let line = oneLine(cells, widths, lead) { return [StyledLine(line, tone)] }
            let parts = cells.enumerated().map { column, text in
                TextWrap.broken(TerminalText.safe(text), width: max(4, widths[column]))
            }
            return (0..<(parts.map(\.count).max() ?? 0)).map { number in
                var text = lead
                for column in parts.indices {
                    let part = number < parts[column].count ? parts[column][number] : ""
                    text += column < parts.count - 1 ? TerminalText.padded(part, to: widths[column]) + "  " : part
                }
                return StyledLine(TerminalText.trimmed(text), tone)
            }
        }
        return lines(columns, .dim) + rows.flatMap { lines($0, .plain) }
    }

    /// A row whose cells all fit their columns; nil where one does not.
    private func oneLine(_ cells: [String], _ widths: [Int], _ lead: String) -> String? {
        var text = lead
        for (column, cell) in cells.enumerated() {
            let safe = TerminalText.safe(cell)
            let room = widths[column] - TerminalText.width(safe)
            if room < 0 { return nil }
            text += safe
            if column < cells.count - 1 { text += String(repeating: " ", count: room + 2) }
        }
        return TerminalText.trimmed(text)
    }

    /// Columns that a column needs on average to be one.
    private static let leastColumn = 10

    private func running(width: Int, indent: Int) -> [StyledLine] {
        ([columns] + rows).enumerated().flatMap { row, cells in
            let text = cells.filter { !$0.isEmpty }.joined(separator: ", ")
            return StyledLine.hanging(text, row == 0 ? .dim : .plain, indent: indent, width: width)
        }
    }

    /// The table as Markdown, its cells made safe.
    public var markdown: String {
        var text = "| " + columns.map(EscapedText.markdown).joined(separator: " | ") + " |\n"
        text += "|" + columns.map { String(repeating: "-", count: $0.count + 2) }.joined(separator: "|") + "|\n"
        for row in rows { text += "| " + row.map(EscapedText.markdown).joined(separator: " | ") + " |\n" }
        return text
    }

    /// As wide as the widest cell; where that is too much together, the last column gives, then the widest.
    private func columnWidths(room: Int) -> [Int] {
        var widths = columns.map { TerminalText.width($0) }
        for row in rows {
            for (column, cell) in row.enumerated() where column < widths.count {
                widths[column] = max(widths[column], TerminalText.width(TerminalText.safe(cell)))
            }
        }
        if rows.count > Self.searched { return widths }
        var excess = widths.reduce(0, +) - (room - 2 * (columns.count - 1))
        guard let last = widths.indices.last, excess > 0 else { return widths }
        let given = min(excess, max(0, widths[last] - Self.leastLast))
        widths[last] -= given
        excess -= given
        while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 6 {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    /// Rows from which on a table is searched rather than read.
    private static let searched = 2_000

    /// Columns that the last column keeps before others give.
    private static let leastLast = 22
}
