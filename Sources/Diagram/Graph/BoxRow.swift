import Text

extension DiagramGraph {
    /// One of the things that a box holds: a line of it, in columns that stand below each other.
    ///
    ///     10.0.10.8   private-0  ECS task api
    ///     10.0.11.24  private-1  ECS task api
    public struct Row: Sendable, Hashable {
        /// What is said of it, column by column; the last one runs on to the right.
        public var cells: [String]
        /// What becomes of it of what was asked for, as a sign before it; nil where nothing was asked of it.
        public var mark: Highlight.NodeMark?

        /// Makes a row.
        public init(_ cells: [String], mark: Highlight.NodeMark? = nil) {
            self.cells = cells
            self.mark = mark
        }
    }

    /// The graph with so many columns of each row, the others left out, and what is counted in short.
    public func withCells(_ count: Int) -> DiagramGraph {
        var graph = self
        for node in graph.nodes.indices {
            graph.nodes[node].count = graph.nodes[node].shortCount
            for row in graph.nodes[node].rows.indices where graph.nodes[node].rows[row].cells.count > count {
                graph.nodes[node].rows[row].cells.removeLast(graph.nodes[node].rows[row].cells.count - count)
            }
        }
        return graph
    }
}

extension [DiagramGraph.Row] {
    /// Columns that a cell behind the first has at most.
    private static let cellLimit = 36

    /// The rows as lines, without their signs: blanks bring the cells of one column below each other.
    var texts: [String] {
        let rows = map { row in
            row.cells.enumerated().map { $0.offset == 0 ? $0.element : BoxText.shortened($0.element, to: Self.cellLimit) }
        }
        var widths: [Int] = []
        for cells in rows {
            for (column, cell) in cells.dropLast().enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = Swift.max(widths[column], TerminalText.width(cell))
            }
        }
        return rows.map { cells in
            let padded = cells.dropLast().enumerated().map { TerminalText.padded($0.element, to: widths[$0.offset]) }
            return (padded + cells.suffix(1)).joined(separator: "  ")
        }
    }

    /// Whether any of them has a sign, so that all leave room for one.
    var areMarked: Bool { contains { $0.mark != nil } }
}
