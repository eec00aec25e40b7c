import Diagram
import Reachability
import CoreModel
import Text
import Map
import Frames

/// The traffic matrix as it stands on screen: a grid of sources by destinations, or the list of its rows.
struct MatrixView: Sendable {
    let page: MatrixPage
    /// The cell that is looked at.
    private(set) var row = 0
    private(set) var column = 0
    /// The first row and column that are seen.
    private(set) var top = 0
    private(set) var left = 0
    /// Whether the rows are listed.
    var showsRows = false
    /// The row of the list that is looked at.
    private(set) var listed = 0
    private(set) var listTop = 0
    /// What is said of the cell that was looked at last.
    private(set) var text: MatrixCellText?

    init(_ page: MatrixPage) { self.page = page }

    /// Rows below the grid that tell of the cell.
    static let sentenceRows = 2

    /// Where the flow that is looked at begins and ends.
    var cell: MatrixCell? {
        if showsRows {
            guard listed < page.rowCount else { return nil }
            let row = page.row(listed)
            guard let source = row.source, let destination = row.destination else { return nil }
            return MatrixCell(source: source, destination: destination)
        }
        guard page.grid.sources.indices.contains(row), page.grid.destinations.indices.contains(column) else { return nil }
        return MatrixCell(source: page.grid.sources[row], destination: page.grid.destinations[column])
    }

    /// Rows of the screen that all of it would have, its bar left out.
    var wantedHeight: Int { 2 + max(page.grid.sources.count, min(page.rowCount, 12)) + Self.sentenceRows }

    /// Takes what is said of a cell.
    mutating func take(_ text: MatrixCellText) { self.text = text }

    /// Moves by rows and columns.
    mutating func move(rows: Int, columns: Int) {
        if showsRows {
            listed = min(max(0, Self.added(listed, rows)), max(0, page.rowCount - 1))
        } else {
            row = min(max(0, Self.added(row, rows)), max(0, page.grid.sources.count - 1))
            column = min(max(0, Self.added(column, columns)), max(0, page.grid.destinations.count - 1))
        }
    }

    private static func added(_ place: Int, _ step: Int) -> Int {
        let sum = place.addingReportingOverflow(step)
        return sum.overflow ? (step > 0 ? .max : 0) : sum.partialValue
    }

    /// Goes to a cell, as far as it has a row and a column; of the list, to its first row.
    mutating func go(from source: End?, to destination: End?) {
        if let place = source.flatMap(page.source) { row = place }
        if let place = destination.flatMap(page.destination) { column = place }
        let found = page.firstRow(from: source, to: destination)
        if let found { listed = found }
    }

    /// Shows the rows, or the grid, at the same flow.
    mutating func toggleRows() {
        let cell = self.cell
        showsRows.toggle()
        go(from: cell?.source, to: cell?.destination)
    }

    /// The rows that the heads of the columns need.
    func headHeight(width: Int) -> Int {
        let shown = columns(width: width)
        return shown.map { heading($0).count }.max() ?? 1
    }

    /// A destination's name over the width of its column, in three lines at most.
    func heading(_ column: Int) -> [String] {
        let width = page.widths[column]
        let lines = TextWrap.lines(TerminalText.safe(page.grid.name(page.grid.destinations[column])), width: width)
        let shown = lines.prefix(3).map { TerminalText.fitted($0, to: width) }
        return Array(shown)
    }

    /// The columns that are seen in a width.
    func columns(width: Int) -> Range<Int> {
        var end = left
        var used = page.headWidth + 2
        while end < page.widths.count, used + 2 + page.widths[end] <= width || end == left {
            used += 2 + page.widths[end]
            end += 1
        }
        return left..<end
    }

    mutating func clamp(width: Int, height: Int) {
        let listHeight = max(1, height - 2)
        listTop = min(max(0, listTop), max(0, page.rowCount - listHeight))
        listTop = min(max(listTop, listed - listHeight + 1), listed)
        left = min(left, column)
        while left < column, !columns(width: width).contains(column) { left += 1 }
        let room = gridHeight(width: width, height: height)
        top = min(max(0, top), max(0, page.grid.sources.count - room))
        top = min(max(top, row - room + 1), row)
    }

    /// The rows of sources that a pane of some height shows.
    func gridHeight(width: Int, height: Int) -> Int {
        let sentences = height >= 8 ? Self.sentenceRows : 1
        return max(1, height - 1 - headHeight(width: width) - sentences)
    }
}

extension ExplorerState {
    /// Opens the matrix at the selection; in it, goes on to the rows and back to the grid.
    mutating func toggleMatrix() {
        isZoomed = false
        if focus == .matrix {
            side.matrix?.toggleRows()
            showCell()
            return
        }
        side.isMatrixOpen = true
        if side.matrix == nil {
            if needFlows() { order(.matrix) }
        } else {
            goToSelectionInMatrix()
        }
        set(focus: .matrix)
        showCell()
    }

    mutating func take(matrix page: MatrixPage) {
        var view = MatrixView(page)
        view.showsRows = side.matrix?.showsRows ?? false
        side.matrix = view
        goToSelectionInMatrix()
        if focus == .matrix { showCell() }
    }

    /// Goes to the column of the selection, or to the chosen line.
    private mutating func goToSelectionInMatrix() {
        guard let selection else { return }
        if let line = drawing.line {
            side.matrix?.go(from: line.source.source, to: line.target.source)
            return
        }
        guard let end = selection.source, let page = side.matrix?.page else { return }
        guard let place = page.firstRow(from: nil, to: end) ?? page.firstRow(from: end, to: nil) else { return }
        let first = page.row(place)
        side.matrix?.go(from: first.source, to: first.destination)
    }

    mutating func moveInMatrix(_ heading: Heading) {
        switch heading {
        case .up: side.matrix?.move(rows: -1, columns: 0)
        case .down: side.matrix?.move(rows: 1, columns: 0)
        case .left: side.matrix?.move(rows: 0, columns: -1)
        case .right: side.matrix?.move(rows: 0, columns: 1)
        }
        showCell()
    }

    mutating func moveInMatrix(rows: Int) {
        side.matrix?.move(rows: rows, columns: 0)
        showCell()
    }

    /// Lights the cell in the map: its destination is selected, or its source where that alone is drawn.
    private mutating func showCell() {
        guard let cell = side.matrix?.cell else {
            redrawMap()
            return
        }
        let subject = MapSubject.end(cell.destination)
        if subject != selection { select(subject) }
        redrawMap()
        revealSelection()
    }

    /// The line of the cell in the map; nil where none is drawn.
    var matrixLine: MapLine? {
        guard let cell = side.matrix?.cell, let source = map.graph.node(of: .end(cell.source)),
            let target = map.graph.node(of: .end(cell.destination))
        else { return nil }
        let line = MapLine(source: map.graph.subjects[source], target: map.graph.subjects[target])
        return map.graph.line(line) == nil ? nil : line
    }

    /// What the cell lights: its line and the boxes at both ends.
    var matrixHighlight: Highlight? {
        guard let cell = side.matrix?.cell else { return nil }
        var highlight = Highlight()
        for end in [cell.source, cell.destination] {
            if let node = map.graph.node(of: MapSubject.end(end)) { highlight.nodes[node] = .lit }
        }
        if let line = matrixLine, let place = map.graph.line(line) { highlight.edges = [place] }
        return highlight
    }

    /// Whether nothing passes in the cell.
    var matrixCellIsEmpty: Bool {
        guard let matrix = side.matrix, let cell = matrix.cell else { return false }
        return matrix.page.flows(from: cell.source, to: cell.destination).isEmpty
    }

    /// Goes to the line of the cell; where no rule names both, asks.
    mutating func enterMatrix() {
        guard let cell = side.matrix?.cell else {
            message = side.matrix == nil ? "the matrix is not there yet" : "this row names no two boxes"
            return
        }
        if matrixCellIsEmpty {
            ask("\(model.analyzer.endText(of: .end(cell.source))) -> \(model.analyzer.endText(of: .end(cell.destination))):all")
            return
        }
        let chosen = matrixLine
        if let selection, selection != .end(cell.destination) { trail.leave(selection) }
        selection = .end(cell.destination)
        drawing.line = chosen
        openDetails()
    }

    mutating func clickMatrix(_ area: Area, _ mouse: Mouse) {
        guard let matrix = side.matrix else { return }
        let y = mouse.row - area.y - 1
        if matrix.showsRows {
            if y >= 1 { side.matrix?.move(rows: matrix.listTop + y - 1 - matrix.listed, columns: 0) }
        } else {
            let head = matrix.headHeight(width: area.width)
            var x = area.x + matrix.page.headWidth + 2
            for column in matrix.columns(width: area.width) {
                let end = x + 2 + matrix.page.widths[column]
                if y >= head, y < head + matrix.gridHeight(width: area.width, height: area.height),
                    (x..<end).contains(mouse.column)
                {
                    side.matrix?.move(rows: matrix.top + y - head - matrix.row, columns: column - matrix.column)
                }
                x = end
            }
        }
        showCell()
    }
}
