import Diagram
import CoreModel

extension MapGraph {
    /// The map with groups in one box that have exactly the same lines, for where a row of them is wider than the page.
    ///
    ///             edge                              edge
    ///        ┌──────┼──────┐                          │
    ///        ▼ 8080 ▼ 8080 ▼ 8080        =>           ▼ 8080
    ///     web-1   web-2   web-3                 [+ 3 groups web-1, web-2, web-3]
    ///
    /// Invariant: every line of the box is a line of each group in it, so nothing is said of a group that does not hold for it. A group
    /// with a flow to itself stays alone: in one box with others it would look like a flow among them.
    ///
    /// - Parameter kept: What stays in a box of its own.
    public func foldingAlike(except kept: Set<MapSubject> = []) -> MapGraph {
        var lines = subjects.indices.map { node in
            Likeness(shape: graph.nodes[node].shape, mark: graph.nodes[node].mark, lines: [])
        }
        var alone = Set(subjects.indices.filter { subjects[$0].group == nil || kept.contains(subjects[$0]) })
        for (number, edge) in graph.edges.enumerated() {
            if edge.source == edge.target { alone.insert(edge.source) }
            for (node, other, isOut) in [(edge.source, edge.target, true), (edge.target, edge.source, false)] {
                let line = Likeness.Line(other: other, isOut: isOut, traffic: self.lines[number].traffic, isDotted: edge.isDotted)
                lines[node].lines.insert(line)
            }
        }
        var folds = [MapSubject?](repeating: nil, count: subjects.count)
        let candidates = subjects.indices.filter { !alone.contains($0) && !lines[$0].lines.isEmpty }
        for (_, nodes) in Dictionary(grouping: candidates, by: { lines[$0] }) where nodes.count > 1 {
            for node in nodes { folds[node] = .fold(.alike, name: graph.nodes[nodes[0]].id) }
        }
        return regrouped(folds) { _, nodes in
            DiagramGraph.Node(
                id: nodes.map { graph.nodes[$0].id }.joined(separator: " "), title: "\(nodes.count) groups",
                lines: [MapGraph.first(nodes.map { graph.nodes[$0].title })], shape: .stacked, mark: graph.nodes[nodes[0]].mark)
        }
    }

    /// What makes two groups the same to who looks at the lines.
    private struct Likeness: Hashable {
        struct Line: Hashable {
            let other: Int
            let isOut: Bool
            let traffic: [Traffic]
            let isDotted: Bool
        }
        let shape: DiagramGraph.Shape
        let mark: String
        var lines: Set<Line>
    }
}
