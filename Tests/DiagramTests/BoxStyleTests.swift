import Diagram
import Testing

@Suite("What a box stands for shows at a glance")
struct BoxStyleTests {
    /// One box of each shape, and a line to each and from each.
    private var graph: DiagramGraph {
        let nodes: [DiagramGraph.Node] = [
            .init(id: "internet", title: "INTERNET", lines: ["0.0.0.0/0"], shape: .cloud),
            .init(id: "office", title: "198.51.100.0/24", shape: .rounded),
            .init(id: "pl-1", title: "office", lines: ["pl-1"], shape: .braced),
            .init(id: "sg-9", title: "sg-9", lines: ["not in the input"], shape: .dashed),
            .init(id: "vpn", title: "12 networks", lines: ["10.1.0.0/16 and 11 more"], shape: .stacked, rim: .init(sources: 3)),
            .init(id: "web", title: "web", lines: ["Inbound: 5 peers", "Port: 443"], rim: .init(sources: 12, destinations: 1)),
        ]
        return DiagramGraph(nodes: nodes, edges: (0..<5).map { .init(source: $0, target: 5, label: "443") })
    }

    @Test("in every level of detail, in both glyph sets, lit and not", arguments: DetailLevel.allCases, GlyphSet.allCases)
    func shapes(detail: DetailLevel, glyphs: GlyphSet) throws {
        let layout = Layout(graph: graph, detail: detail, maxWidth: 140)
        var options = DrawOptions(detail: detail, glyphs: glyphs)
        let plain = layout.draw(options).text
        options.highlight.nodes = [1: .passes, 4: .onTheWay, 5: .fails]
        options.highlight.edges = [1, 4]
        options.selected = 3
        try Pictures.expect(plain + layout.draw(options).text, as: "kinds-\(detail)-\(glyphs).txt")
    }
}
