import Diagram
import Reachability
import SecurityGroups

/// The map of an inventory: which boxes and lines are drawn, and what each of them stands for.
///
/// The explorer and `sgscope draw` draw the same map.
public struct MapGraph: Sendable {
    /// What is drawn beside the flows that both sides let through.
    public struct Options: Hashable, Sendable {
        /// Groups that nothing uses or names.
        public var showsUnused = false
        /// Flows that only the destination's rules let through, dotted.
        public var showsOneSided = false
        /// What groups may send to networks, prefix lists and anywhere.
        public var showsEgress = false
        /// Signs behind titles, such as "!" for a group that differs from the notes.
        public var marks: [GroupIndex: String] = [:]

        /// Flows alone.
        public init() {}
    }

    /// What the Diagram room draws.
    public let graph: DiagramGraph
    /// What each node stands for.
    public let subjects: [MapSubject]
    /// The flow behind each line; nil for what a group may send out.
    public let flows: [Edge?]
    /// Loaded groups that are not drawn: no flow has them, no other group's rule names them and no interface carries them.
    public let unused: [GroupIndex]
    /// Groups and networks that are not drawn because they are too far from the chosen one.
    public let beyond: Int
    private let places: [MapSubject: Int]

    /// The map of an inventory with the edges that ``Analyzer/edges()`` found.
    public init(_ inventory: Inventory, edges: [Edge], names: Names, options: Options = Options()) {
        let usage = GroupUsage(inventory, edges: edges)
        let loaded = inventory.loadedGroups.sorted {
            (names.name(of: $0), inventory[inventory[$0].id]) < (names.name(of: $1), inventory[inventory[$1].id])
        }
        let unused = options.showsUnused ? [] : loaded.filter { !usage.isUsed($0) }
        let left = Set(unused)
        let drawn = edges.filter { (options.showsOneSided || !$0.isOneSided) && !left.contains($0.target) }
        var builder = MapBuilder(inventory, names: names, options: options)
        if drawn.contains(where: { $0.source == .internet }) { builder.node(.internet) }
        for group in loaded where options.showsUnused || usage.isUsed(group) { builder.node(.group(group)) }
        for edge in drawn { builder.add(edge) }
        if options.showsEgress {
            for group in loaded where builder.places[.group(group)] != nil { builder.addEgress(of: group) }
        }
        builder.describe(edges)
        graph = builder.graph
        subjects = builder.subjects
        flows = builder.flows
        places = builder.places
        self.unused = unused
        beyond = 0
    }

    /// The nodes of a map that are kept, and the lines of which one end is among `inner`.
    private init(part: MapGraph, keeping nodes: [Int], inner: Set<Int>) {
        var places: [MapSubject: Int] = [:]
        var moved: [Int: Int] = [:]
        for (place, node) in nodes.enumerated() {
            places[part.subjects[node]] = place
            moved[node] = place
        }
        var graph = DiagramGraph(nodes: nodes.map { part.graph.nodes[$0] })
        var flows: [Edge?] = []
        for (number, edge) in part.graph.edges.enumerated() where inner.contains(edge.source) || inner.contains(edge.target) {
            guard let source = moved[edge.source], let target = moved[edge.target] else { continue }
            graph.edges.append(
                DiagramGraph.Edge(source: source, target: target, label: edge.label, isDotted: edge.isDotted))
            flows.append(part.flows[number])
        }
        self.graph = graph
        self.flows = flows
        self.places = places
        subjects = nodes.map { part.subjects[$0] }
        unused = part.unused
        beyond = part.subjects.count - nodes.count
    }

    private init() {
        graph = DiagramGraph()
        (subjects, flows, unused, beyond, places) = ([], [], [], 0, [:])
    }

    /// A map without anything.
    static let nothing = MapGraph()

    /// The node of a subject; nil when it is not drawn.
    public func node(of subject: MapSubject) -> Int? { places[subject] }

    /// The lines from one node to another.
    public func lines(from source: Int, to target: Int) -> [Int] {
        graph.edges.indices.filter { graph.edges[$0].source == source && graph.edges[$0].target == target }
    }

    /// The part of the map within some steps of a subject, as of several.
    public func neighbourhood(of subject: MapSubject, steps: Int, limit: Int = .max) -> MapGraph {
        neighbourhood(of: [subject], steps: steps, limit: limit)
    }

    /// The part of the map within some steps of subjects, along lines in either direction.
    ///
    /// Lines between the outermost nodes are left out, unless there are no steps. Of a crowded one only `limit` nodes are kept, the
    /// nearest first.
    public func neighbourhood(of subjects: [MapSubject], steps: Int, limit: Int = .max) -> MapGraph {
        var reached = Set(subjects.compactMap { places[$0] })
        if reached.isEmpty { return self }
        var inner = reached
        for _ in 0..<max(0, steps) {
            inner = reached
            for edge in graph.edges where reached.count < limit {
                if inner.contains(edge.source) { reached.insert(edge.target) }
                if inner.contains(edge.target) { reached.insert(edge.source) }
            }
        }
        return MapGraph(part: self, keeping: reached.sorted(), inner: inner)
    }
}
