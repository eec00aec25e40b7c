import Notes
import Reachability
import Documentation
import CoreModel
import Text
import Map

/// The traffic matrix of an inventory, with everything that its pane needs worked out.
struct MatrixPage: Sendable {
    /// A row of the list: a flow that is permitted, or one that the notes say is denied.
    struct Row: Sendable {
        /// Source, destination, port, protocol, why.
        var cells: [String]
        var tone: Tone
        var source: End?
        var destination: End?
    }

    let grid: MatrixGrid
    let flowCount: Int
    /// Columns of the widest name of a source.
    let headWidth: Int
    /// Columns of each destination.
    let widths: [Int]
    /// Columns of each cell of a row but the last.
    let rowWidths: [Int]
    private let model: ExplorerModel
    private let matrix: TrafficMatrix
    private let denied: [Row]
    private let sourceIndices: [End: Int]
    private let destinationIndices: [End: Int]
    /// The first flow from each source, and to each destination.
    private let firstFrom: [End: Int]
    private let firstTo: [End: Int]

    static let headings = ["source", "destination", "port", "protocol", "why"]

    init(_ model: ExplorerModel, edges: [Edge]) {
        let matrix = TrafficMatrix(model.analyzer, annotations: model.annotations, edges: edges)
        let grid = MatrixGrid(matrix)
        let names = MatrixNames(model.annotations, isShort: true)
        self.model = model
        self.matrix = matrix
        self.grid = grid
        flowCount = matrix.rows.count
        sourceIndices = Dictionary(uniqueKeysWithValues: zip(grid.sources, grid.sources.indices))
        destinationIndices = Dictionary(uniqueKeysWithValues: zip(grid.destinations, grid.destinations.indices))
        var widest = grid.destinations.map { Self.headWidth(grid.name($0)) }
        var ends = Self.headings.dropLast().map { TerminalText.width($0) }
        for (column, own) in [grid.sources, grid.destinations].enumerated() {
            for end in own { ends[column] = max(ends[column], TerminalText.width(TerminalText.safe(grid.name(end)))) }
        }
        var (firstFrom, firstTo) = ([End: Int](), [End: Int]())
        var seen = Set<Pair>()
        for (place, row) in matrix.rows.enumerated() {
            ends[2] = max(ends[2], row.ports.utf8.count)
            guard seen.insert(Pair(row.source, row.destination)).inserted else { continue }
            if firstFrom[row.source] == nil { firstFrom[row.source] = place }
            if firstTo[row.destination] == nil { firstTo[row.destination] = place }
            guard let column = destinationIndices[row.destination] else { continue }
            let width = TerminalText.width(TerminalText.safe(grid.text(from: row.source, to: row.destination)))
            widest[column] = max(widest[column], min(Self.widestCell, width))
        }
        (self.firstFrom, self.firstTo) = (firstFrom, firstTo)
        widths = widest
        headWidth = min(26, grid.sources.map { TerminalText.width(TerminalText.safe(grid.name($0))) }.max() ?? 4)
        denied = MatrixDenied(model.analyzer, annotations: model.annotations, names: names).rows.map { row in
            Row(
                cells: [row.source, row.destination, "-", "denied", row.why], tone: .fail, source: row.sourceEnd,
                destination: row.destinationEnd)
        }
        for row in denied {
            for column in 0...1 { ends[column] = max(ends[column], TerminalText.width(TerminalText.safe(row.cells[column]))) }
        }
        rowWidths = ends.map { min(Self.widestEnd, $0) }
    }

    /// The rows of the list: the flows, then what is denied.
    var rowCount: Int { flowCount + denied.count }

    func row(_ place: Int) -> Row {
        guard place < flowCount else { return denied[place - flowCount] }
        let row = matrix.rows[place]
        return Row(
            cells: [grid.name(row.source), grid.name(row.destination), row.ports, row.ipProtocol, Self.why(row, model)],
            tone: row.verdict == .depends ? .depends : row.isDocumented == false ? .differs : .plain, source: row.source,
            destination: row.destination)
    }

    /// The first row of the list from one end to another, or of one of them.
    func firstRow(from source: End?, to destination: End?) -> Int? {
        guard let source else { return destination.flatMap { firstTo[$0] } }
        guard let destination else { return firstFrom[source] }
        let own = grid.rows(from: source, to: destination).first
        return own ?? denied.firstIndex { $0.source == source && $0.destination == destination }.map { $0 + flowCount }
    }

    private struct Pair: Hashable {
        var source: End
        var destination: End

        init(_ source: End, _ destination: End) {
            (self.source, self.destination) = (source, destination)
        }
    }

    /// Columns of a cell, and of an end in the list, at most.
    private static let (widestCell, widestEnd) = (16, 24)

    /// The columns of a heading: its longest word, and no more than a cell may have.
    private static func headWidth(_ name: String) -> Int {
        let words = TerminalText.safe(name).split(separator: " ").map { TerminalText.width(String($0)) }
        return min(widestCell, max(3, words.max() ?? 3))
    }

    /// Why a flow is there: the notes, else the rules' own descriptions.
    private static func why(_ row: MatrixRow, _ model: ExplorerModel) -> String {
        if let why = row.why {
            let isDenied = row.flow.flatMap { model.notes?.flows[$0].isAllowed } == false
            return isDenied ? "documented as denied: \"\(why)\"" : why
        }
        let described = row.rules.prefix(3).map { model.inventory[model.inventory[$0].description] }
        return described.first { !$0.isEmpty } ?? ""
    }

    /// The place of an end among the sources.
    func source(_ end: End) -> Int? { sourceIndices[end] }

    /// The place of an end among the destinations.
    func destination(_ end: End) -> Int? { destinationIndices[end] }

    func flows(from source: End, to destination: End) -> [MatrixRow] {
        grid.rows(from: source, to: destination).map { matrix.rows[$0] }
    }

    /// What a cell says, in a sentence a flow: "tcp 5432: Database queries"; nil where no flow passes by a rule that names both.
    func sentences(of cell: MatrixCell) -> [StyledLine]? {
        let flows = flows(from: cell.source, to: cell.destination)
        if flows.isEmpty { return nil }
        return flows.map { row in
            let why = Self.why(row, model)
            let missing = row.isDocumented == false ? "  (not documented)" : ""
            let depends = row.verdict == .depends ? "? depends: " : ""
            let tone: Tone = row.verdict == .depends ? .depends : row.isDocumented == false ? .differs : .plain
            return StyledLine("\(depends)\(row.text)\(why.isEmpty ? "" : ": \(why)")\(missing)", tone)
        }
    }
}
