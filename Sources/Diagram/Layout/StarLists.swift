import Text

/// Places the neighbours of a star in two columns, by the ports of their flows.
///
///              ┌──────────┐
///              │ RDS SG   │
///              └──────────┘
///     lets in 3            is let in by 1
///     5432                 443
///        ECS API SG           internet
///        ECS Workers SG
///
/// Names stand side by side within a column where that has room for several. Linear in edges, but for sorting the ports.
struct StarLists {
    /// Columns before a name, for the signs of the selection and of an outcome.
    static let indent = 4
    private static let gap = 3
    /// The columns that a list needs; with less the second one stands below the first.
    private static let narrowest = 30

    /// What stands above names: ports, what becomes of them, and which way they go.
    struct Caption: Sendable, Hashable {
        /// The flows of one way: ports, and what is said of them.
        struct Part: Sendable, Hashable {
            let label: String
            let notes: LineNotes
            let isDotted: Bool
            /// Words before the ports; empty where the list's own say it.
            let lead: String

            /// The ports as they stand above names: `"5432"`, `"is let in on 443"`.
            func text(_ glyphs: GlyphSet) -> String {
                let ports = isDotted ? "\(glyphs.line([.east, .west, .dotted])) \(label)" : label
                return lead.isEmpty ? ports : "\(lead) \(ports)"
            }
        }

        var parts: [Part]

        /// Its ports in the order of their numbers.
        fileprivate static func < (left: Caption, right: Caption) -> Bool { left.key < right.key }

        private var key: (Int, String) {
            let label = parts.first?.label ?? ""
            return (Int(label.prefix { $0.isASCII && $0.isNumber }) ?? .max, label)
        }
    }

    private struct List {
        let heading: String
        var groups: [(caption: Caption, nodes: [Int])]
    }

    private let graph: DiagramGraph
    private let star: Star
    private let texts: [BoxText]
    private let width: Int
    /// The net of each edge.
    private let nets: [Int?]
    /// The edges between each neighbour and the centre.
    private let edges: [Int: [Int]]

    /// - Parameter texts: What each node says: the centre as a box, the others as ``text(_:limit:)`` has it.
    init(_ graph: DiagramGraph, _ star: Star, texts: [BoxText], nets: [Net], width: Int) {
        (self.graph, self.star, self.texts, self.width) = (graph, star, texts, max(Self.narrowest, width))
        edges = graph.edges.indices.reduce(into: [:]) { edges, number in
            let edge = graph.edges[number]
            if edge.source != edge.target {
                edges[edge.source == star.center ? edge.target : edge.source, default: []].append(number)
            }
        }
        var places = [Int?](repeating: nil, count: graph.edges.count)
        for (number, net) in nets.enumerated() { for edge in net.legs.flatMap(\.edges) { places[edge] = number } }
        self.nets = places
    }

    /// What a node that is listed says.
    static func text(_ node: DiagramGraph.Node, limit: Int) -> BoxText {
        var node = node
        node.rim = DiagramGraph.Rim()
        var text = BoxText(node, selfFlows: [], detail: .names, limit: limit)
        text.frame = .entry
        return text
    }

    /// The columns that the longest name may take in a picture of some width.
    static func limit(width: Int) -> Int { max(Self.narrowest, (width - gap) / 2) - indent }

    var geometry: Geometry {
        let isWide = (width - Self.gap) / 2 >= Self.narrowest
        let (entering, leaving) = lists(first: isWide ? "at left" : "above")
        var result = Geometry()
        let own = texts[star.center]
        let height = own.frame == .border ? own.rows + 2 : 1
        let left = max(0, (width - own.width) / 2)
        result.boxes.append(Picture.Box(node: star.center, x: left, y: 0, width: own.width, height: height))
        (result.width, result.height) = (left + own.width, height)
        let shown = [entering, leaving].filter { !$0.groups.isEmpty }
        let isBeside = shown.count == 2 && isWide
        let column = isBeside ? (width - Self.gap) / 2 : width
        var y = height + 1
        for (number, list) in shown.enumerated() {
            let x = isBeside ? number * (column + Self.gap) : 0
            let end = place(list, x: x, y: y, width: column, in: &result)
            result.height = max(result.height, end)
            if !isBeside { y = end + 1 }
        }
        // Nodes without a flow to it are none of its neighbours, and stand below.
        for node in graph.nodes.indices where node != star.center && edges[node] == nil {
            result.boxes.append(
                Picture.Box(node: node, x: 0, y: result.height + 1, width: min(texts[node].width, width), height: 1))
            result.height += 2
        }
        result.boxes.sort { $0.node < $1.node }
        result.doors = result.boxes.map { _ in nil }
        return result
    }

    /// Places a list; returns the row below it.
    private func place(_ list: List, x: Int, y: Int, width: Int, in result: inout Geometry) -> Int {
        result.captions.append(Geometry.Caption(x: x, y: y, width: width, heading: list.heading))
        result.width = max(result.width, min(x + width, x + TerminalText.width(list.heading)))
        let longest = list.groups.flatMap(\.nodes).map { texts[$0].width }.max() ?? 1
        let beside = max(1, width / (longest + 1))
        var y = y + 1
        for (caption, nodes) in list.groups {
            let edges = nodes.flatMap { self.edges[$0] ?? [] }
            result.captions.append(
                Geometry.Caption(
                    x: x + 1, y: y, width: width - 1, ports: caption, edges: edges, net: edges.first.flatMap { nets[$0] } ?? 0))
            // Its words are as wide as the glyphs make them.
            result.width = max(result.width, x + width)
            let rows = (nodes.count + beside - 1) / beside
            for (number, node) in nodes.enumerated() {
                let own = min(texts[node].width, width)
                result.boxes.append(
                    Picture.Box(node: node, x: x + number / rows * (longest + 1), y: y + 1 + number % rows, width: own, height: 1)
                )
            }
            y += 1 + rows
        }
        return y
    }

    /// `first` says where the first list stands, in which names of both ways are.
    private func lists(first: String) -> (entering: List, leaving: List) {
        var groups: [Caption: [Int]] = [:]
        var (entering, leaving) = (Set<Int>(), Set<Int>())
        for (node, edges) in edges {
            let into = edges.filter { graph.edges[$0].target == star.center }
            let out = edges.filter { graph.edges[$0].source == star.center }
            if !into.isEmpty { entering.insert(node) }
            if !out.isEmpty { leaving.insert(node) }
            let parts = into.map { part($0, lead: "") } + out.map { part($0, lead: into.isEmpty ? "" : star.back) }
            groups[Caption(parts: parts), default: []].append(node)
        }
        let sorted = groups.map { (caption: $0.key, nodes: $0.value.sorted()) }.sorted { left, right in
            if left.caption < right.caption { return true }
            return right.caption < left.caption ? false : left.nodes[0] < right.nodes[0]
        }
        let both = entering.intersection(leaving).count
        let beside = both == 0 ? "" : " (\(both) \(first))"
        return (
            List(heading: "\(star.entering) \(entering.count)", groups: sorted.filter { entering.contains($0.nodes[0]) }),
            List(heading: "\(star.leaving) \(leaving.count)\(beside)", groups: sorted.filter { !entering.contains($0.nodes[0]) })
        )
    }

    private func part(_ edge: Int, lead: String) -> Caption.Part {
        let edge = graph.edges[edge]
        return Caption.Part(label: edge.label, notes: edge.notes, isDotted: edge.isDotted, lead: lead)
    }
}
