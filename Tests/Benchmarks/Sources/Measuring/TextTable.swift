/// Rows of text in columns as wide as what stands in them: the first to the left, the others to the right.
package struct TextTable {
    private var rows: [[String]]
    private let textColumns: Set<Int>

    /// A table with its heads; `textColumns` are those whose cells stand to the left.
    package init(_ heads: [String], textColumns: Set<Int> = [0]) {
        rows = [heads]
        self.textColumns = textColumns
    }

    package mutating func add(_ row: [String]) { rows.append(row) }

    /// The table, a line under its heads.
    package var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        var lines = rows.map { row in
            var line = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return textColumns.contains(column) ? cell + padding : padding + cell
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        lines.insert(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "), at: 1)
        return lines.joined(separator: "\n")
    }
}

extension Double {
    /// With so many digits after the point.
    package func fixed(_ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let whole = Int((self * scale).rounded())
        if digits == 0 { return "\(whole)" }
        let fraction = String(abs(whole) % Int(scale))
        let sign = whole < 0 ? "-" : ""
        return sign + "\(abs(whole) / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// With about three digits that say something.
    package var short: String { fixed(abs(self) >= 100 ? 0 : abs(self) >= 10 ? 1 : 2) }
}
