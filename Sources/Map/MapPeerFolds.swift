import Diagram
import CoreModel
import Text

extension MapGraph {
    /// The map with the networks and prefix lists of crowded groups in one box.
    ///
    ///     10.1.0.0/16  10.2.0.0/16  10.3.0.0/16            + 3 networks
    ///          └────────────┼────────────┘          =>          │
    ///                       ▼ 443                               ▼ 443
    ///
    /// Only those go into one box that have exactly the same lines, so that nothing is said of a network that does not hold for it.
    ///
    /// - Parameters:
    ///   - limit: How many networks and lists a group may have on one side before they are folded.
    ///   - opened: Groups whose networks and lists are drawn whatever their number.
    public func foldingPeers(over limit: Int = 4, except opened: Set<GroupIndex> = []) -> MapGraph {
        var signatures = [Int: Set<Flow>]()
        var crowd: [Flow.Far: Int] = [:]
        for (number, edge) in graph.edges.enumerated() {
            for (node, other, isOut) in [(edge.source, edge.target, true), (edge.target, edge.source, false)] {
                guard subjects[node].isPeer else { continue }
                let end = Flow.Far(node: other, isOut: isOut)
                if signatures[node, default: []].insert(Flow(end: end, traffic: lines[number].traffic, isDotted: edge.isDotted))
                    .inserted
                {
                    crowd[end, default: 0] += 1
                }
            }
        }
        let crowded = signatures.filter { _, flows in
            flows.allSatisfy { flow in
                let group = subjects[flow.end.node].group
                return (crowd[flow.end] ?? 0) > limit && !(group.map(opened.contains) ?? true)
            }
        }
        var folds = [MapSubject?](repeating: nil, count: subjects.count)
        for (_, alike) in Dictionary(grouping: crowded.keys, by: { crowded[$0] ?? [] }) where alike.count > 1 {
            let nodes = alike.sorted()
            let fold = MapSubject.fold(.peers, name: graph.nodes[nodes[0]].id)
            for node in nodes { folds[node] = fold }
        }
        return regrouped(folds) { fold, nodes in
            let lists = nodes.count { subjects[$0].end?.prefixList != nil }
            let words = [(nodes.count - lists, "network"), (lists, "prefix list")].filter { $0.0 > 0 }
                .map { TextCount.of($0.0, $0.1) }
            let isOut = signatures[nodes[0]]?.first.map { !$0.end.isOut } ?? false
            return DiagramGraph.Node(
                id: nodes.map { graph.nodes[$0].id }.joined(separator: " "),
                title: words.joined(separator: ", ") + (isOut ? " (out)" : ""),
                lines: [MapGraph.first(nodes.map { graph.nodes[$0].title })], shape: .stacked)
        }
    }

    /// One line of a network, as all that are put into one box have it.
    private struct Flow: Hashable {
        struct Far: Hashable {
            /// The node at the other end.
            let node: Int
            /// Whether the line leaves the network.
            let isOut: Bool
        }
        let end: Far
        let traffic: [Traffic]
        let isDotted: Bool
    }

    /// `"api, web and 3 more"`, kept to some columns where that is possible.
    static func first(_ names: [String], columns: Int = 28) -> String {
        var best = ""
        for shown in 1...max(1, names.count) {
            let text = TextList.few(names, limit: shown, shown: shown)
            if shown == 1 || TerminalText.width(text) <= columns { best = text }
            if TerminalText.width(text) > columns + 10 { break }
        }
        return best
    }
}
