import Notes
import Reachability
import CoreModel
import Text
import Words

/// A matrix as a grid: sources down, destinations across, in each cell what passes.
///
/// The explorer's pane moves in it: a cell knows its rows, and so what to light in the diagram.
public struct MatrixGrid: Sendable {
    /// Sources that reach something, from the outside in.
    public let sources: [End]
    /// Destinations that something reaches, from the outside in.
    public let destinations: [End]

    private let cells: [Cell: [Int]]
    private let matrix: TrafficMatrix
    private let names: MatrixNames

    private struct Cell: Hashable {
        var source: End
        var destination: End
    }

    /// Sets the rows of a matrix into a grid.
    public init(_ matrix: TrafficMatrix) {
        self.matrix = matrix
        names = MatrixNames(matrix.annotations, isShort: true)
        var cells: [Cell: [Int]] = [:]
        for (number, row) in matrix.rows.enumerated() {
            cells[Cell(source: row.source, destination: row.destination), default: []].append(number)
        }
        self.cells = cells
        let order = MatrixOrder(matrix.annotations, rows: matrix.rows)
        sources = Set(cells.keys.map(\.source)).sorted { order.rank($0) < order.rank($1) }
        destinations = Set(cells.keys.map(\.destination)).sorted { order.rank($0) < order.rank($1) }
    }

    /// The rows of the matrix behind a cell, by their places in ``TrafficMatrix/rows``; none where nothing passes.
    public func rows(from source: End, to destination: End) -> [Int] {
        cells[Cell(source: source, destination: destination)] ?? []
    }

    /// What passes from a source to a destination: "80, 443", "udp 53", "all", with a `?` where some of it depends; empty for nothing.
    public func text(from source: End, to destination: End) -> String {
        let rows = rows(from: source, to: destination).map { matrix.rows[$0] }
        guard !rows.isEmpty else { return "" }
        let points = TrafficSet(rows.flatMap(\.traffic).map(\.points))
        let label = TrafficText.label(points.traffic)
        return depends(from: source, to: destination) ? label + "?" : label
    }

    /// Whether some of what passes from a source to a destination depends.
    public func depends(from source: End, to destination: End) -> Bool {
        rows(from: source, to: destination).contains { matrix.rows[$0].verdict == .depends }
    }

    /// What a source or a destination is called.
    public func name(_ end: End) -> String { names.name(end) }

    // MARK: Formats

    /// The grid for a terminal; one that is wider goes on below with the next destinations.
    public func lines(width: Int) -> [StyledLine] {
        guard !sources.isEmpty else { return matrix.nothingLines(width) }
        let heads = sources.map { TerminalText.safe(name($0)) }
        let headWidth = min(max(8, width / 3), max(6, heads.map { TerminalText.width($0) }.max() ?? 0))
        var lines: [StyledLine] = []
        var rest = destinations[...]
        while !rest.isEmpty {
            var shown: [Column] = []
            var used = headWidth
            while let next = rest.first {
                let column = column(next, room: width - headWidth - 2)
                if !shown.isEmpty, used + 2 + column.width > width { break }
                shown.append(column)
                used += 2 + column.width
                rest = rest.dropFirst()
            }
            if !lines.isEmpty { lines.append(StyledLine()) }
            lines += block(shown, heads, headWidth)
        }
        return lines
    }

    private struct Column {
        var head: [String]
        var cells: [[String]]
        var width: Int
    }

    /// A destination's column: as wide as its cells, its name broken over lines where that is narrower.
    private func column(_ destination: End, room: Int) -> Column {
        let texts = sources.map { TerminalText.safe(text(from: $0, to: destination)) }
        let name = TerminalText.safe(name(destination))
        let words = name.split(separator: " ").map { TerminalText.width(String($0)) }.max() ?? 1
        let widest = texts.map { TerminalText.width($0) }.max() ?? 1
        let width = min(room, max(words, min(widest, 24), 3))
        return Column(
            head: TextWrap.broken(name, width: width), cells: texts.map { TextWrap.broken($0.isEmpty ? "·" : $0, width: width) },
            width: width)
    }

    private func block(_ columns: [Column], _ heads: [String], _ headWidth: Int) -> [StyledLine] {
        func joined(_ first: String, _ parts: [String], _ tone: Tone) -> StyledLine {
            var text = TerminalText.padded(first, to: headWidth)
            for (column, part) in zip(columns, parts) { text += "  " + TerminalText.padded(part, to: column.width) }
            return StyledLine(TerminalText.trimmed(text), tone)
        }
        let headLines = columns.map(\.head.count).max() ?? 1
        var lines = (0..<headLines).map { number -> StyledLine in
            // Short headings stand on the last line, next to their column.
            let parts = columns.map { column -> String in
                let place = number - (headLines - column.head.count)
                return place >= 0 ? column.head[place] : ""
            }
            return joined(number == headLines - 1 ? "from \\ to" : "", parts, .dim)
        }
        for row in heads.indices {
            let height = columns.map { $0.cells[row].count }.max() ?? 1
            for number in 0..<height {
                let parts = columns.map { number < $0.cells[row].count ? $0.cells[row][number] : "" }
                lines.append(joined(number == 0 ? TerminalText.fitted(heads[row], to: headWidth) : "", parts, .plain))
            }
        }
        return lines
    }

    private var table: TextTable {
        TextTable(
            columns: ["from \\ to"] + destinations.map(name),
            rows: sources.map { source in [name(source)] + destinations.map { text(from: source, to: $0) } })
    }

    /// The grid as Markdown.
    public var markdown: String { table.markdown }

    /// The grid as CSV.
    public var csv: String {
        let table = table
        return EscapedText.csvRow(table.columns) + table.rows.map(EscapedText.csvRow).joined()
    }
}
