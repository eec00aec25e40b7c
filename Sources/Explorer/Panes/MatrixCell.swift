import Annotations
import CoreModel
import Reachability
import Documentation
import Text

/// A cell of the matrix, by its ends.
struct MatrixCell: Hashable, Sendable {
    var source: End
    var destination: End
}

/// What is said of a cell below the grid.
struct MatrixCellText: Sendable {
    let cell: MatrixCell
    let lines: [StyledLine]

    /// The flows of a cell; nil where none passes by a rule that names both ends.
    init?(_ cell: MatrixCell, in page: MatrixPage) {
        guard let lines = page.sentences(of: cell) else { return nil }
        self.cell = cell
        self.lines = lines
    }

    /// What becomes of flows that no rule names both ends of: a rule for a network may let them in all the same.
    init(unnamed cell: MatrixCell, model: ExplorerModel) {
        self.cell = cell
        let everything = PortQuery([.all], asked: "all")
        let ends = (Endpoint(cell.source), Endpoint(cell.destination))
        let questions = IPVersion.allCases.compactMap { try? Question(from: ends.0, to: ends.1, port: everything, version: $0) }
        let documented = questions.lazy.compactMap(model.annotations.documented).first { !$0.isAllowed }
        let notes = documented.map { "; \($0.sentence)" } ?? ""
        let passes = questions.contains { model.analyzer.verdict($0) != .blocked }
        lines =
            passes
            ? [StyledLine("no rule names both, but a rule for a network lets some of it pass: Enter asks\(notes)", .differs)]
            : [StyledLine("nothing passes\(notes)", .dim)]
    }
}

extension ExplorerState {
    /// Has written what is said of the cell that is looked at, unless it is there.
    mutating func storeCell() {
        guard side.isMatrixOpen, let matrix = side.matrix, let cell = matrix.cell, matrix.text?.cell != cell else { return }
        if let text = MatrixCellText(cell, in: matrix.page) { side.matrix?.take(text) } else { order(.cell(cell)) }
    }
}
