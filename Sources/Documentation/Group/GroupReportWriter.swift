import Text

/// Lays sections out in lines of a width: labels at the left where there is room, on lines of their own where there is not.
///
///     ingress 1  tcp 5432  from ECS API SG   PostgreSQL from ECS API       ingress 1
///                                                                           tcp 5432  from ECS API SG
///                                                                             PostgreSQL from ECS API
struct ReportWriter {
    /// Columns from which on labels and descriptions stand beside the rules.
    static let wide = 70
    /// Columns of the labels.
    static let labelWidth = 11

    private(set) var rows: [ReportRow] = []
    private let width: Int

    init(width: Int) {
        self.width = max(12, width)
    }

    private var isWide: Bool { width >= Self.wide }
    private var start: Int { isWide ? Self.labelWidth : 1 }

    mutating func head(_ head: [ReportSection.Row]) {
        for row in head { write(row, columns: [], label: "") }
    }

    /// Writes sections whose columns stand below each other.
    mutating func write(_ sections: [ReportSection]) {
        let columns = columns(of: sections.flatMap(\.rows))
        for section in sections where !section.rows.isEmpty {
            let label = section.count.map { "\(section.label) \($0)" } ?? section.label
            if !isWide {
                if !rows.isEmpty { rows.append(ReportRow(line: StyledLine())) }
                rows.append(ReportRow(line: StyledLine(label, .strong)))
            }
            for (place, row) in section.rows.enumerated() {
                write(row, columns: columns, label: isWide && place == 0 ? label : "")
            }
        }
    }

    /// The width of every column but the last: as wide as its widest cell, outliers apart, so that the last one has room.
    private func columns(of rows: [ReportSection.Row]) -> [Int] {
        func widest(_ column: Int, limit: Int) -> Int {
            let widths = rows.filter { $0.cells.count > column + 1 }.map {
                TerminalText.width(TerminalText.safe($0.cells[column].text))
            }
            return widths.filter { $0 <= limit }.max() ?? min(limit, widths.max() ?? 0)
        }
        let room = width - start
        let first = widest(0, limit: max(8, isWide ? room * 2 / 5 : room * 3 / 5))
        return [first, widest(1, limit: max(12, (room - first - 4) * 3 / 5))]
    }

    private mutating func write(_ row: ReportSection.Row, columns: [Int], label: String) {
        let start = start + row.indent
        let inLine = isWide || row.cells.count < 3 ? row.cells : Array(row.cells.prefix(2))
        append(inLine, columns: columns, start: start, label: label, of: row)
        for cell in row.cells.dropFirst(inLine.count) where !cell.text.isEmpty {
            append([cell], columns: [], start: start + 2, label: "", of: row)
        }
    }

    /// Sets cells side by side; what stands behind a cell that is wider than its column goes on in the next line.
    private mutating func append(
        _ cells: [ReportSection.Cell], columns: [Int], start: Int, label: String, of row: ReportSection.Row
    ) {
        var styled = StyledLine(label, .strong)
        var used = TerminalText.width(label)
        var left = start
        for (place, cell) in cells.enumerated() {
            let text = TerminalText.safe(cell.text)
            let isLast = place == cells.count - 1
            let column = isLast || place >= columns.count ? width - left : columns[place]
            if isLast, place > 0, longestWord(text) > column { left = min(left, start + 2) }
            if used > 0, used > left {
                append(&styled, of: row)
                used = 0
            }
            for (number, line) in TextWrap.broken(text, width: max(4, width - left - row.hang)).enumerated() {
                let part = line.unglued
                if number > 0 {
                    append(&styled, of: row)
                    used = 0
                }
                let x = left + (number == 0 ? 0 : row.hang)
                if x > used, !part.isEmpty { styled.spans.append(.blank(x - used)) }
                if !part.isEmpty { styled.spans.append(StyledSpan(part, cell.tone)) }
                used = part.isEmpty ? used : max(used, x) + TerminalText.width(part)
            }
            left += column + 2
        }
        append(&styled, of: row)
    }

    private mutating func append(_ line: inout StyledLine, of row: ReportSection.Row) {
        rows.append(
            ReportRow(line: line, rule: row.rule, target: row.target, stop: row.stop, decides: row.decides, element: row.element))
        line = StyledLine()
    }

    private func longestWord(_ text: String) -> Int {
        text.split(separator: " ").map { TerminalText.width(String($0)) }.max() ?? 0
    }
}

extension String {
    /// The text with blanks at which no line is broken: names stay whole.
    var glued: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }

    /// The text with such blanks as ordinary ones.
    var unglued: String { String(map { $0 == "\u{A0}" ? " " : $0 }) }
}
