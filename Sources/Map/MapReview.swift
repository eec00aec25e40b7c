import Diagram
import CoreModel
import Annotations

extension MapGraph {
    /// The map with a sign at the boxes and lines that differ from the notes, or where the audit found something grave.
    public func marked(by review: ReviewMarks) -> MapGraph {
        var marked = graph
        let members = members
        for (node, own) in members.enumerated() {
            let isMarked = own.contains { member in member.group.map { review.sign(of: $0) != nil } ?? false }
            if isMarked { marked.nodes[node].mark += "!" }
        }
        for (place, edge) in links.enumerated() {
            let (sources, targets) = (members[edge.source].compactMap(\.source), members[edge.target].compactMap(\.source))
            guard sources.count * targets.count <= Self.compared else { continue }
            let differs = sources.contains { source in
                targets.contains { !review.differences(from: source, to: $0).isEmpty }
            }
            if differs { marked.edges[place].label += marked.edges[place].label.isEmpty ? "!" : " !" }
        }
        var map = self
        map.graph = marked
        return map
    }

    /// Pairs of ends that are looked at for one line between two boxes that hold many.
    private static let compared = 400
}
