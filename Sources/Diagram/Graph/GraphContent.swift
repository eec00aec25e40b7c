import Text

/// What an export of a graph writes: boxes with their lines, flows with their labels, and how each is lit; all text made safe.
struct GraphContent: Sendable {
    /// How a box or a flow stands out.
    enum Light: Sendable {
        case none, dim, lit, passes, fails, depends

        var isLit: Bool { self != .none && self != .dim }
    }

    struct Box: Sendable {
        var number: Int
        var shape: DiagramGraph.Shape
        var lines: [String]
        var light: Light
    }

    struct Flow: Sendable {
        var source: Int
        var target: Int
        var label: String
        var isDotted: Bool
        var isHeavy: Bool
        var light: Light
    }

    private(set) var boxes: [Box] = []
    private(set) var flows: [Flow] = []
    let caption: [String]

    init(_ graph: DiagramGraph, highlight: Highlight, caption: [String]) {
        self.caption = caption.map(TerminalText.safe)
        let graph = graph.safe
        let selfFlows = Nets(graph).selfFlows
        for (number, node) in graph.nodes.enumerated() {
            let light = Self.light(highlight, of: number)
            let sign = highlight.nodes[number].map { GlyphSet.unicode.sign($0) } ?? ""
            let title = [sign, BoxStyle.sign(node.shape) + node.title, node.mark].filter { !$0.isEmpty }.joined(separator: " ")
            let extra = highlight.extraLines[number].map { [TerminalText.safe($0)] } ?? []
            let rows = zip(node.rows, node.rows.texts).map { row, text in
                [row.mark.map { GlyphSet.unicode.sign($0) } ?? "", text].filter { !$0.isEmpty }.joined(separator: " ")
            }
            let below = node.lines + rows
            let lines = [title, node.count] + below + selfFlows[number].map { $0.text(.unicode) } + [node.rim.words] + extra
            boxes.append(Box(number: number, shape: node.shape, lines: lines.filter { !$0.isEmpty }, light: light))
        }
        for (number, edge) in graph.edges.enumerated() where edge.source != edge.target {
            guard graph.nodes.indices.contains(edge.source), graph.nodes.indices.contains(edge.target) else { continue }
            let light: Light = highlight.isEmpty ? .none : highlight.edges.contains(number) ? .lit : .dim
            flows.append(
                Flow(
                    source: edge.source, target: edge.target, label: edge.notes.text(behind: edge.label, .unicode),
                    isDotted: edge.isDotted || edge.notes.weight?.isUnseen == true,
                    isHeavy: edge.notes.weight?.isHeavy == true, light: light))
        }
    }

    private static func light(_ highlight: Highlight, of node: Int) -> Light {
        if highlight.isEmpty { return .none }
        switch highlight.nodes[node] {
        case nil: return .dim
        case .passes: return .passes
        case .fails: return .fails
        case .depends: return .depends
        case .onTheWay, .lit: return .lit
        }
    }
}
