import Diagram
import Environments
import PictureReading

/// Random graphs, drawn in both glyph sets and read back from the text alone.
struct RandomGraphs {
    private var count: Int
    private var edges = 0
    /// The first few graphs that were not read back whole.
    private(set) var failures: [String] = []
    private var wrong: [GlyphSet: Int] = [:]

    init(count: Int) {
        self.count = count
        for seed in 0..<count {
            let graph = Self.graph(seed: UInt64(seed))
            let wanted = Set(
                graph.edges.map {
                    PictureReader.Flow(
                        source: graph.nodes[$0.source].title, target: graph.nodes[$0.target].title, label: $0.label)
                })
            edges += wanted.count
            let detail = DetailLevel.allCases[seed % 3]
            let layout = Layout(graph: graph, detail: detail, maxWidth: [nil, 60, 120][seed / 3 % 3])
            for glyphs in GlyphSet.allCases {
                let reader = PictureReader(layout.draw(DrawOptions(detail: detail, glyphs: glyphs)).text, glyphs: glyphs)
                if reader.flows == wanted, reader.problems.isEmpty, reader.crossings == layout.crossings { continue }
                wrong[glyphs, default: 0] += 1
                if failures.count < 5 { failures.append("random graph \(seed) \(detail) \(glyphs) is not read back whole") }
            }
        }
    }

    /// Two to forty boxes; every second graph may have circles and flows of a box to itself.
    private static func graph(seed: UInt64) -> DiagramGraph {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 2...40, using: &random)
        let ports = ["443", "80, 443", "5432", "udp 53", "8000-8100", "icmp 8/0", "all"]
        let shapes = DiagramGraph.Shape.allCases.filter { $0 != .cloud && $0 != .stacked }
        var graph = DiagramGraph(
            nodes: (0..<count).map { index in
                let title = "group-\(index)" + String(repeating: "x", count: Int.random(in: 0...20, using: &random))
                let shape = Int.random(in: 0..<4, using: &random) == 0 ? shapes.randomElement(using: &random) ?? .box : .box
                return .init(id: title, title: title, shape: shape)
            })
        for _ in 0..<Int.random(in: 1...(count * 5 / 2), using: &random) {
            let ends = (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
            let isFree = seed.isMultiple(of: 2)
            if !isFree, ends.0 == ends.1 { continue }
            graph.edges.append(
                .init(
                    source: isFree ? ends.0 : min(ends.0, ends.1), target: isFree ? ends.1 : max(ends.0, ends.1),
                    label: ports.randomElement(using: &random) ?? "443"))
        }
        return graph
    }

    var text: String {
        let parts = GlyphSet.allCases.map { "\($0) \(count - (wrong[$0] ?? 0)) of \(count) whole" }
        return "random graphs of 2 to 40 boxes, \(edges) edges, read back: " + parts.joined(separator: ", ")
    }
}
