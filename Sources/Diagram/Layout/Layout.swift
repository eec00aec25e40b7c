import Text

/// A graph laid out: every box and line has its place; drawing only chooses glyphs.
///
///     Layout(graph: graph, detail: .full, maxWidth: 80).draw(DrawOptions(selected: 2)).text
public struct Layout: Sendable {
    /// The lines, those that share a trunk together: every edge between two different nodes is in one of them.
    public let nets: [Net]
    /// The places where lines of different nets cross.
    public var crossings: Int { geometry.crossings }
    /// Whether the neighbours of one node are listed in place of lines.
    public var isList: Bool { request.star != nil }
    let texts: [BoxText]
    let geometry: Geometry
    struct Request: Sendable, Hashable {
        let graph: DiagramGraph
        let detail: DetailLevel
        let maxWidth: Int?
        var star: Star?
    }

    let request: Request

    /// Lays a graph out at a level of detail, within `maxWidth` columns where that is possible.
    ///
    /// - Parameter earlier: A layout of a graph that was a little different: boxes with the same ids keep their order where that
    ///   costs little, so that a change moves few of them.
    /// - Parameter star: The node that alone has flows; its neighbours are listed. Nil for lines.
    public init(
        graph: DiagramGraph, detail: DetailLevel, maxWidth: Int? = nil, star: Star? = nil, after earlier: Layout? = nil
    ) {
        let request = Request(graph: graph, detail: detail, maxWidth: maxWidth, star: star)
        if let earlier, earlier.request == request {
            self = earlier
            return
        }
        if let star {
            self.init(graph.safe, request, star)
            return
        }
        self.init(graph.safe, request, after: earlier)
        guard let maxWidth, geometry.width > maxWidth, nets.contains(where: { !$0.notes.isEmpty }) else { return }
        // What is said at the arrows makes no picture too wide: there the signs alone are.
        let brief = Layout(graph.safe.brief, request, after: earlier)
        if brief.geometry.width < geometry.width { self = brief }
    }

    private init(_ graph: DiagramGraph, _ request: Request, after earlier: Layout?) {
        self.request = request
        let (detail, maxWidth) = (request.detail, request.maxWidth)
        let earlier = Earlier(earlier, in: graph)
        var sorted = Nets(graph)
        let flows = sorted.nets.flatMap { net in net.legs.map { (source: $0.source, target: net.target) } }
        let internet = Set(flows.map(\.source)).filter { graph.nodes[$0].shape == .cloud }
        let order = DownwardOrder(nodeCount: graph.nodes.count, flows: flows, first: internet).place
        sorted.turnUpward(in: graph) { source, target in internet.contains(target) || order[source] > order[target] }
        // What is outside stands at the top, as everybody draws it; but below the internet where it sends to that.
        let beneath = Set(flows.filter { internet.contains($0.target) }.map(\.source)).union(flows.map(\.target))
        let outside = Set(flows.map(\.source)).subtracting(beneath).filter { graph.nodes[$0].shape.isOutside }
        let top = internet.union(outside)
        let bottom = Set(flows.map(\.target)).subtracting(flows.map(\.source)).filter { graph.nodes[$0].shape.isOutside }
        let limit = max(16, (maxWidth ?? 120) - 16)
        // A note that had no room would not be seen, and silence means that it passes.
        for index in sorted.nets.indices where !sorted.nets[index].notes.isEmpty { sorted.shortenNotes(index, to: limit) }
        nets = sorted.nets
        for index in sorted.nets.indices { sorted.shortenLabel(index, to: limit) }
        var texts = graph.nodes.indices.map {
            BoxText(graph.nodes[$0], selfFlows: sorted.selfFlows[$0], detail: detail, limit: limit)
        }
        for node in internet where texts[node].lines.isEmpty && texts[node].selfFlows.isEmpty && texts[node].mark.isEmpty {
            let leaving = sorted.nets.filter { net in net.legs.contains { $0.source == node } }
            let entered = sorted.nets.contains { $0.target == node }
            if !entered, leaving.count * 2 < TerminalText.width(texts[node].title) { texts[node].frame = .word }
        }
        let shown = sorted.nets
        let layers = Layers(nodeCount: graph.nodes.count, nets: shown, top: top, bottom: bottom)
        let components = Components(nodeCount: graph.nodes.count, nets: shown)
        let parts = earlier.sorted(components.linked).map { nodes in
            Component(nodes: nodes, nets: shown, texts: texts, maxWidth: maxWidth, earlier: earlier).geometry(layer: layers.layer)
        }
        let width = max(maxWidth ?? 100, parts.map(\.width).max() ?? 0)
        var whole = Components.packed(parts, width: width)
        let shelf = Components.shelf(
            earlier.sorted(components.alone.map { [$0] }).flatMap { $0 }, texts: texts,
            width: max(maxWidth ?? 0, min(width, max(60, whole.width))))
        whole.add(shelf, x: 0, y: whole.height > 0 && shelf.height > 0 ? whole.height + 1 : whole.height)
        let places = whole.boxes.indices.sorted { whole.boxes[$0].node < whole.boxes[$1].node }
        whole.boxes = places.map { whole.boxes[$0] }
        whole.doors = places.map { whole.doors[$0] }
        self.texts = texts
        geometry = whole
    }

    /// The neighbours of one node, listed.
    private init(_ graph: DiagramGraph, _ request: Request, _ star: Star) {
        self.request = request
        let width = request.maxWidth ?? 100
        let sorted = Nets(graph)
        nets = sorted.nets
        texts = graph.nodes.indices.map { node in
            node == star.center
                ? BoxText(
                    graph.nodes[node], selfFlows: sorted.selfFlows[node], detail: request.detail, limit: max(16, width - 16))
                : StarLists.text(graph.nodes[node], limit: StarLists.limit(width: width))
        }
        geometry = StarLists(graph, star, texts: texts, nets: nets, width: width).geometry
    }

    /// Draws it; neither the selection nor what is lit moves a box.
    public func draw(_ options: DrawOptions = DrawOptions()) -> Picture {
        var drawing = Drawing(geometry: geometry, texts: texts, nets: nets, options: options)
        return drawing.picture()
    }
}

extension DiagramGraph {
    /// The graph with signs and numbers alone at its arrows.
    fileprivate var brief: DiagramGraph {
        var graph = self
        for index in graph.edges.indices { graph.edges[index].notes.isShort = true }
        return graph
    }

    /// The graph with all its text made safe for a terminal.
    var safe: DiagramGraph {
        var graph = self
        for index in graph.nodes.indices {
            graph.nodes[index].title = TerminalText.safe(graph.nodes[index].title)
            graph.nodes[index].mark = TerminalText.safe(graph.nodes[index].mark)
            graph.nodes[index].lines = graph.nodes[index].lines.map(TerminalText.safe)
            graph.nodes[index].count = TerminalText.safe(graph.nodes[index].count)
            graph.nodes[index].shortCount = TerminalText.safe(graph.nodes[index].shortCount)
            for row in graph.nodes[index].rows.indices {
                graph.nodes[index].rows[row].cells = graph.nodes[index].rows[row].cells.map(TerminalText.safe)
            }
        }
        for index in graph.edges.indices {
            graph.edges[index].label = TerminalText.safe(graph.edges[index].label)
            if !graph.edges[index].notes.isEmpty { graph.edges[index].notes = graph.edges[index].notes.safe }
        }
        return graph
    }
}
