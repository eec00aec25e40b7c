import Reachability
import Documentation
import CoreModel
import Text
import Map
import Frames

extension Screen {
    /// The traffic matrix: a grid with what passes in each cell, or the list of its rows.
    mutating func drawMatrix(_ area: Area) {
        if area.isEmpty { return }
        let lead = state.focus == .matrix ? pointer : " "
        guard let matrix = state.side.matrix else {
            return drawNotice("working out the matrix ...", title: "\(lead) matrix", role: .dim, area: area)
        }
        if matrix.showsRows { drawList(matrix, lead, area) } else { drawGrid(matrix, lead, area) }
    }

    // MARK: The grid

    private mutating func drawGrid(_ matrix: MatrixView, _ lead: String, _ area: Area) {
        let limit = area.x + area.width
        let grid = matrix.page.grid
        guard !grid.sources.isEmpty else {
            return drawNotice("no rule permits any flow", title: "\(lead) matrix", area: area)
        }
        let columns = matrix.columns(width: area.width)
        let height = matrix.gridHeight(width: area.width, height: area.height)
        let rows = matrix.top..<min(grid.sources.count, matrix.top + height)
        drawBar("\(lead) matrix: from the left to the top", right: seen(rows, columns, grid), area: area)
        let head = matrix.headHeight(width: area.width)
        let chosen = state.focus == .map ? state.selection?.end : nil
        var x = area.x + matrix.page.headWidth + 4
        for column in columns {
            let lines = matrix.heading(column)
            let isMarked = isMarked(grid.destinations[column], chosen, state.focus == .matrix && column == matrix.column)
            for (place, text) in lines.enumerated() {
                let y = area.y + 1 + head - lines.count + place
                if isMarked, place == lines.count - 1 { frame.put(pointer, x: x - 1, y: y, role: .strong, limit: limit) }
                frame.put(text, x: x, y: y, role: isMarked ? .strong : .dim, limit: limit)
            }
            x += matrix.page.widths[column] + 2
        }
        for (place, row) in rows.enumerated() {
            drawSource(matrix, row, columns, chosen, Area(x: area.x, y: area.y + 1 + head + place, width: area.width, height: 1))
        }
        drawSentences(matrix, from: area.y + 1 + head + rows.count, area)
    }

    private func isMarked(_ end: End, _ selected: End?, _ isCursor: Bool) -> Bool {
        isCursor || (selected != nil && end == selected)
    }

    private mutating func drawSource(
        _ matrix: MatrixView, _ row: Int, _ columns: Range<Int>, _ chosen: End?, _ area: Area
    ) {
        let limit = area.x + area.width
        let grid = matrix.page.grid
        let source = grid.sources[row]
        let isCursor = state.focus == .matrix && row == matrix.row
        let isMarked = isMarked(source, chosen, isCursor)
        if isMarked { frame.put(pointer, x: area.x + 1, y: area.y, role: .strong, limit: limit) }
        let name = fitted(grid.name(source), to: matrix.page.headWidth)
        frame.put(name, x: area.x + 2, y: area.y, role: isMarked ? .strong : .plain, limit: limit)
        var x = area.x + matrix.page.headWidth + 4
        for column in columns {
            let width = matrix.page.widths[column]
            let destination = grid.destinations[column]
            let text = grid.text(from: source, to: destination)
            let shown =
                text.isEmpty ? (isASCII ? "." : "·") : fitted(text, to: width)
            if isCursor, column == matrix.column {
                frame.fill(Area(x: x - 1, y: area.y, width: min(width + 1, limit - x + 1), height: 1), role: .selected)
                frame.put(pointer, x: x - 1, y: area.y, role: .selected, limit: limit)
                frame.put(shown, x: x, y: area.y, role: .selected, limit: limit)
            } else {
                let depends = grid.depends(from: source, to: destination)
                let role: Role = text.isEmpty ? .dim : differs(source, destination) ? .differs : depends ? .depends : .plain
                frame.put(shown, x: x, y: area.y, role: role, limit: limit)
                if differs(source, destination) { frame.put("!", x: x - 1, y: area.y, role: .differs, limit: limit) }
            }
            x += width + 2
        }
    }

    private func differs(_ source: End, _ destination: End) -> Bool {
        state.review.map { !$0.differences(from: source, to: destination).isEmpty } ?? false
    }

    /// What there is to say of the cell.
    private mutating func drawSentences(_ matrix: MatrixView, from top: Int, _ area: Area) {
        guard let cell = matrix.cell else { return }
        let (limit, bottom) = (area.x + area.width, area.y + area.height)
        let title = "\(model.name(.end(cell.source))) -> \(model.name(.end(cell.destination))): "
        var row = top
        let said = matrix.text?.cell == cell ? matrix.text?.lines : nil
        for (place, line) in (said ?? [StyledLine("reading the rules ...", .dim)]).enumerated() where row < bottom {
            let start = frame.put(place == 0 ? title : "    ", x: area.x + 1, y: row, role: .strong, limit: limit)
            let text = TextWrap.lines(TerminalText.safe(line.text), width: max(10, limit - start))
            for (number, part) in text.enumerated() where row < bottom {
                frame.put(
                    part, x: number == 0 ? start : area.x + 5, y: row, role: Role(line.spans.first?.tone ?? .plain), limit: limit)
                row += 1
            }
        }
    }

    /// "rows 1-12 of 40, columns 1-6 of 38"; nothing where all of it is seen.
    private func seen(_ rows: Range<Int>, _ columns: Range<Int>, _ grid: MatrixGrid) -> String {
        func part(_ word: String, _ range: Range<Int>, _ count: Int) -> String? {
            range.count < count ? "\(word) \(range.lowerBound + 1)-\(range.upperBound) of \(count)" : nil
        }
        return [part("rows", rows, grid.sources.count), part("columns", columns, grid.destinations.count)].compactMap { $0 }
            .joined(separator: ", ")
    }

    // MARK: The rows

    private mutating func drawList(_ matrix: MatrixView, _ lead: String, _ area: Area) {
        let page = matrix.page
        let height = max(1, area.height - 2)
        let shown = matrix.listTop..<max(matrix.listTop, min(page.rowCount, matrix.listTop + height))
        let right = shown.count < page.rowCount ? "rows \(shown.lowerBound + 1)-\(shown.upperBound) of \(page.rowCount)" : ""
        drawBar("\(lead) matrix: \(page.flowCount) flows pass", right: right, area: area)
        let widths = listWidths(page, area.width)
        drawRow(MatrixPage.headings, widths, y: area.y + 1, role: .dim, area)
        for (place, number) in shown.enumerated() {
            let row = page.row(number)
            let y = area.y + 2 + place
            let isCursor = state.focus == .matrix && number == matrix.listed
            if isCursor {
                frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: .selected)
                frame.put(pointer, x: area.x, y: y, role: .selected, limit: area.x + area.width)
            }
            let isSelected = state.focus == .map && state.selection?.end.map { $0 == row.source || $0 == row.destination } == true
            if isSelected { frame.put(pointer, x: area.x, y: y, role: .strong, limit: area.x + area.width) }
            drawRow(row.cells, widths, y: y, role: isCursor ? .selected : isSelected ? .strong : Role(row.tone), area)
        }
    }

    /// The columns of the list for a width: in little room the ends give, and the protocol goes.
    private func listWidths(_ page: MatrixPage, _ width: Int) -> [Int] {
        var widths = page.rowWidths
        let least = min(20, width / 4)
        var excess = widths.reduce(0, +) + 2 * widths.count + least + 1 - width
        for column in [0, 1, 2] where excess > 0 {
            let given = min(excess, max(0, widths[column] - 8))
            widths[column] -= given
            excess -= given
        }
        if excess > 0 { widths[3] = 0 }
        return widths
    }

    private mutating func drawRow(_ cells: [String], _ widths: [Int], y: Int, role: Role, _ area: Area) {
        let limit = area.x + area.width
        var x = area.x + 1
        for (column, text) in cells.enumerated() where x < limit {
            guard column < widths.count else {
                frame.put(fitted(text, to: limit - x), x: x, y: y, role: role, limit: limit)
                continue
            }
            guard widths[column] > 0 else { continue }
            frame.put(fitted(text, to: widths[column]), x: x, y: y, role: role, limit: limit)
            x += widths[column] + 2
        }
    }
}
