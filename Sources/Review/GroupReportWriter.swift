import SecurityGroups

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

    /// The width of every column but the last: as wide as its widest cell, within limits that leave the last one room.
    private func columns(of rows: [ReportSection.Row]) -> [Int] {
        func widest(_ column: Int) -> Int {
            rows.filter { $0.cells.count > column + 1 }.map { TerminalText.width(TerminalText.safe($0.cells[column].text)) }.max()
                ?? 0
        }
        let room = width - start
        let first = min(widest(0), max(8, isWide ? room * 2 / 5 : room * 3 / 5))
        let second = min(widest(1), max(12, (room - first - 4) * 3 / 5))
        return [first, second]
    }

    private mutating func write(_ row: ReportSection.Row, columns: [Int], label: String) {
        let start = start + row.indent
        let inLine = isWide || row.cells.count < 3 ? row.cells : Array(row.cells.prefix(2))
        append(inLine, columns: columns, start: start, label: label, of: row)
        for cell in row.cells.dropFirst(inLine.count) where !cell.text.isEmpty {
            append([cell], columns: [], start: start + 2, label: "", of: row)
        }
    }

    /// Wraps each cell within its column and sets them side by side.
    private mutating func append(
        _ cells: [ReportSection.Cell], columns: [Int], start: Int, label: String, of row: ReportSection.Row
    ) {
        var left = start
        var wrapped: [(x: Int, lines: [String], tone: Tone)] = []
        for (place, cell) in cells.enumerated() {
            let isLast = place == cells.count - 1
            let room = isLast || place >= columns.count ? width - left : columns[place]
            let lines = wrap(TerminalText.safe(cell.text), to: max(4, room - row.hang))
            wrapped.append((left, lines, cell.tone))
            left += room + 2
        }
        for number in 0..<max(1, wrapped.map(\.lines.count).max() ?? 1) {
            var line = StyledLine(number == 0 ? label : "", .strong)
            var used = number == 0 ? TerminalText.width(label) : 0
            for cell in wrapped where number < cell.lines.count && !cell.lines[number].isEmpty {
                let text = cell.lines[number]
                let x = cell.x + (number == 0 ? 0 : row.hang)
                if x > used { line.spans.append(StyledSpan(String(repeating: " ", count: x - used))) }
                line.spans.append(StyledSpan(text, cell.tone))
                used = max(used, x) + TerminalText.width(text)
            }
            rows.append(ReportRow(line: line, rule: row.rule, target: row.target))
        }
    }

    /// Breaks a text between words; a word that is too long is broken within.
    private func wrap(_ text: String, to room: Int) -> [String] {
        TextWrap.lines(text, width: room).flatMap { line -> [String] in
            var pieces: [String] = []
            var rest = line
            while TerminalText.width(rest) > room {
                let (head, tail) = broken(rest, at: room)
                pieces.append(head)
                rest = tail
            }
            return pieces + [rest]
        }
    }

    private func broken(_ word: String, at room: Int) -> (String, String) {
        var head = ""
        var used = 0
        for character in word {
            let width = TerminalText.clusterWidth(character)
            if used + width > room, !head.isEmpty { break }
            head.append(character)
            used += width
        }
        return (head, String(word.dropFirst(head.count)))
    }
}
