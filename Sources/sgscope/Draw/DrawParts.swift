import Diagram
import Annotations
import Text

/// A map of more boxes than one picture holds, drawn whole all the same: each box that is reached, with all that reach it.
///
/// Every flow stands in exactly one part; the parts come one after the other, so that memory does not grow with the map.
struct DrawParts {
    private let graph: DiagramGraph
    private let glyphs: GlyphSet
    private let columns: Int
    private let detail: DetailLevel
    /// The positions of the edges that end at each node.
    private let entering: [[Int]]

    /// Boxes without a flow in one part.
    private static let shelf = 60

    init(_ graph: DiagramGraph, glyphs: GlyphSet, columns: Int, detail: DetailLevel?) {
        self.graph = graph
        self.glyphs = glyphs
        self.columns = columns
        self.detail = detail ?? .full
        var entering = [[Int]](repeating: [], count: graph.nodes.count)
        for (number, edge) in graph.edges.enumerated() { entering[edge.target].append(number) }
        self.entering = entering
    }

    var heading: String {
        "\(graph.nodes.count) boxes and \(graph.edges.count) flows, more than one picture holds: each box with all that reach it"
    }

    func forEach(_ body: ([StyledLine]) -> Void) {
        var isDrawn = [Bool](repeating: false, count: graph.nodes.count)
        for target in graph.nodes.indices where !entering[target].isEmpty {
            let edges = entering[target].map { graph.edges[$0] }
            isDrawn[target] = true
            for edge in edges { isDrawn[edge.source] = true }
            body(lines(of: [target] + edges.map(\.source).filter { $0 != target }, edges))
        }
        let alone = graph.nodes.indices.filter { !isDrawn[$0] }
        for first in stride(from: 0, to: alone.count, by: Self.shelf) {
            body(lines(of: Array(alone[first..<min(alone.count, first + Self.shelf)]), []))
        }
    }

    private func lines(of nodes: [Int], _ edges: [DiagramGraph.Edge]) -> [StyledLine] {
        var places: [Int: Int] = [:]
        var part = DiagramGraph()
        for node in nodes where places[node] == nil {
            places[node] = part.nodes.count
            part.nodes.append(graph.nodes[node])
        }
        part.edges = edges.compactMap { edge in
            guard let source = places[edge.source], let target = places[edge.target] else { return nil }
            return DiagramGraph.Edge(
                source: source, target: target, label: edge.label, isDotted: edge.isDotted, notes: edge.notes)
        }
        let layout = Layout(graph: part, detail: detail, maxWidth: columns)
        var options = DrawOptions(glyphs: glyphs, maxWidth: columns)
        options.detail = detail
        return layout.draw(options).styledLines
    }
}
