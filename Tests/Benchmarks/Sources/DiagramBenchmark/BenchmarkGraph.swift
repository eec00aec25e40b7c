import Diagram

/// A graph in the forms that the renderers read.
struct BenchmarkGraph {
    let name: String
    private(set) var titles: [String] = []
    private(set) var edges: [Edge] = []

    struct Edge {
        var source: Int
        var target: Int
        var label: String
    }

    /// A pair of titles: what a reader can tell of an edge of any renderer.
    struct Pair: Hashable {
        var source: String
        var target: String
    }

    /// Reads lines `A -> B|ports`.
    init(name: String, text: String) {
        self.name = name
        var places: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "|", maxSplits: 1).map(String.init)
            let ends = parts[0].split(separator: " -> ").map(String.init)
            guard ends.count == 2 else { continue }
            var numbers: [Int] = []
            for end in ends {
                if places[end] == nil {
                    places[end] = titles.count
                    titles.append(end)
                }
                numbers.append(places[end, default: 0])
            }
            edges.append(Edge(source: numbers[0], target: numbers[1], label: parts.count > 1 ? parts[1] : ""))
        }
    }

    /// What a reader must find.
    var pairs: Set<Pair> { Set(edges.map { Pair(source: titles[$0.source], target: titles[$0.target]) }) }

    /// As our renderer reads it.
    var diagram: DiagramGraph {
        DiagramGraph(
            nodes: titles.map { .init(id: $0, title: $0, shape: $0 == "Internet" ? .cloud : .box) },
            edges: edges.map { .init(source: $0.source, target: $0.target, label: $0.label) })
    }

    /// As graph-easy reads it.
    var graphEasyText: String {
        "graph { flow: south; }\n"
            + edges.map { "[ \(titles[$0.source]) ] -- \($0.label) --> [ \(titles[$0.target]) ]\n" }.joined()
    }

    /// As d2 reads it.
    var d2Text: String {
        "direction: down\n"
            + edges.map { "\"\(titles[$0.source])\" -> \"\(titles[$0.target])\": \"\($0.label)\"\n" }.joined()
    }

    /// As dot reads it.
    var dotText: String {
        let lines = edges.map { "\"\(titles[$0.source])\" -> \"\(titles[$0.target])\" [label=\"\($0.label)\"];\n" }
        return "digraph { node [shape=box];\n" + lines.joined() + "}\n"
    }

    /// Whether no flow leads back to where it came from.
    var isAcyclic: Bool {
        var open = [Int](repeating: 0, count: titles.count)
        for edge in edges { open[edge.target] += 1 }
        var ready = titles.indices.filter { open[$0] == 0 }
        var done = 0
        while let node = ready.popLast() {
            done += 1
            for edge in edges where edge.source == node {
                open[edge.target] -= 1
                if open[edge.target] == 0 { ready.append(edge.target) }
            }
        }
        return done == titles.count
    }
}
