import Text

/// All edges into one target with one label: drawn as one trunk with one arrow.
///
/// Eschbach, Günther, Becker: Orthogonal hypergraph drawing for improved visibility, 2006: lines of one hyperedge share their way.
///
///     A -> D|5432          A   B   C
///     B -> D|5432    =>    └───┼───┘
///     C -> D|5432              ▼ 5432
///
/// Invariant: every edge between two different nodes is in exactly one net.
public struct Net: Sendable, Hashable {
    var target: Int
    /// The ports.
    public var label: String
    /// What becomes of the flows that share its arrow.
    public internal(set) var notes = LineNotes(flows: 0)
    var isDotted: Bool
    /// Whether it is drawn upward: its sources stand below its target, because the flows run in a circle.
    public var isUpward = false
    /// Where it starts: each source once, with the edges that it stands for.
    public var legs: [Leg] = []

    /// One source of a net.
    public struct Leg: Sendable, Hashable {
        var source: Int
        /// The edges of the graph that this leg stands for: more than one where the graph repeats itself.
        public var edges: [Int]
        /// How much was seen of them; nil where that is not told.
        var weight: LineWeight?
    }
}

/// The flows of a box to itself that have one label.
struct SelfFlow: Sendable, Hashable {
    let label: String
    var notes = LineNotes(flows: 0)

    /// `↺ 7946`, `self 7946`.
    func text(_ glyphs: GlyphSet) -> String { glyphs.selfFlow(notes.text(behind: label, glyphs)) }

    /// Columns of its label with what is said of it, whatever the glyphs.
    var width: Int { TerminalText.width(label) + notes.width }
}

/// The edges of a graph, sorted into nets and into what stays inside a box.
struct Nets {
    private(set) var nets: [Net] = []
    /// For each node the flows from it to itself, in their order, those with one label as one.
    private(set) var selfFlows: [[SelfFlow]]

    private struct Key: Hashable {
        let target: Int
        let label: String
        let isDotted: Bool
    }

    init(_ graph: DiagramGraph) {
        selfFlows = Array(repeating: [], count: graph.nodes.count)
        var places: [Key: Int] = [:]
        for (number, edge) in graph.edges.enumerated() {
            guard graph.nodes.indices.contains(edge.source), graph.nodes.indices.contains(edge.target) else { continue }
            if edge.source == edge.target {
                let known = selfFlows[edge.source].firstIndex { $0.label == edge.label }
                if known == nil { selfFlows[edge.source].append(SelfFlow(label: edge.label)) }
                selfFlows[edge.source][known ?? selfFlows[edge.source].count - 1].notes.add(edge.notes)
                continue
            }
            let key = Key(target: edge.target, label: edge.label, isDotted: edge.isDotted)
            let place = places[key] ?? nets.count
            if place == nets.count {
                places[key] = place
                nets.append(Net(target: edge.target, label: edge.label, isDotted: edge.isDotted))
            }
            nets[place].notes.add(edge.notes)
            if let leg = nets[place].legs.firstIndex(where: { $0.source == edge.source }) {
                nets[place].legs[leg].edges.append(number)
                if let own = edge.notes.weight { nets[place].legs[leg].weight?.add(own) }
            } else {
                nets[place].legs.append(Net.Leg(source: edge.source, edges: [number], weight: edge.notes.weight))
            }
        }
    }

    /// Cuts a label that no box could hold.
    mutating func shortenLabel(_ net: Int, to width: Int) {
        nets[net].label = TerminalText.fitted(nets[net].label, to: max(1, width - nets[net].notes.width))
    }

    /// Says less behind a label where both are wider, and cuts the label where the least is too wide still.
    mutating func shortenNotes(_ net: Int, to width: Int) {
        if TerminalText.width(nets[net].label) + nets[net].notes.width > width { nets[net].notes.isShort = true }
        shortenLabel(net, to: width)
    }

    /// Takes the legs that run against `order` out of their nets, into upward nets of their own.
    mutating func turnUpward(in graph: DiagramGraph, where isAgainst: (_ source: Int, _ target: Int) -> Bool) {
        var turned: [Net] = []
        for place in nets.indices {
            let target = nets[place].target
            let against = nets[place].legs.filter { isAgainst($0.source, target) }
            guard !against.isEmpty else { continue }
            nets[place].legs.removeAll { isAgainst($0.source, target) }
            var upward = nets[place]
            upward.isUpward = true
            upward.legs = against
            upward.notes = Self.notes(against, in: graph)
            nets[place].notes = Self.notes(nets[place].legs, in: graph)
            turned.append(upward)
        }
        nets = nets.filter { !$0.legs.isEmpty } + turned
    }

    /// What is said at the arrow of some legs.
    private static func notes(_ legs: [Net.Leg], in graph: DiagramGraph) -> LineNotes {
        legs.flatMap(\.edges).reduce(into: LineNotes(flows: 0)) { $0.add(graph.edges[$1].notes) }
    }
}
