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
        let nodes = subjects.indices.map(node)
        var likeness = nodes.map { Likeness(shape: $0.shape, mark: $0.mark, lines: []) }
        var alone = Set(subjects.indices.filter { subjects[$0].group == nil || kept.contains(subjects[$0]) })
        for link in links {
            if link.source == link.target { alone.insert(link.source) }
            for (node, other, isOut) in [(link.source, link.target, true), (link.target, link.source, false)] {
                likeness[node].lines.insert(
                    Likeness.Line(other: other, isOut: isOut, traffic: traffic(link), isDotted: link.isDotted))
            }
        }
        var folds = [MapSubject?](repeating: nil, count: subjects.count)
        let candidates = subjects.indices.filter { !alone.contains($0) && !likeness[$0].lines.isEmpty }
        for (_, alike) in Dictionary(grouping: candidates, by: { likeness[$0] }) where alike.count > 1 {
            for node in alike { folds[node] = .fold(.alike, name: nodes[alike[0]].id) }
        }
        return regrouped(folds) { _, alike in
            DiagramGraph.Node(
                id: alike.map { nodes[$0].id }.joined(separator: " "), title: "\(alike.count) groups",
                lines: [MapGraph.first(alike.map { nodes[$0].title })], shape: .stacked, mark: nodes[alike[0]].mark)
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
