import CoreModel
import Reachability
import Text

/// The whole map of an inventory, with the edges that it was made from: what `draw`, `tour` and the explorer take their parts from.
public struct WholeMap: Sendable {
    /// Answers questions about the inventory.
    public let analyzer: Analyzer
    /// Every flow between two boxes, also those that only the destination's rules let through.
    public let edges: [Edge]
    private let made: Lazy<MapGraph>

    /// All boxes and lines; made when it is asked for first.
    public var graph: MapGraph { made.value }

    /// Works out the edges; linear in rules, and in the pairs of groups that rules connect.
    public init(_ analyzer: Analyzer, options: MapGraph.Options = MapGraph.Options()) {
        self.analyzer = analyzer
        let edges = analyzer.edges()
        self.edges = edges
        made = Lazy { MapGraph(analyzer.inventory, edges: edges, names: analyzer.names, options: options) }
    }

    /// The boxes that an end of a question stands for: an interface's are its groups'.
    public func subjects(of end: Endpoint) -> [MapSubject] {
        if let interfaces = end.kind.interfaces { return groups(of: interfaces) }
        guard let network = end.kind.network, graph.node(of: .end(end.kind)) == nil else { return [.end(end.kind)] }
        return network.isAddress ? groups(holding: network.address) : []
    }

    /// The box of an end of a hop; nil where no box stands for it.
    public func subject(of end: Endpoint) -> MapSubject? { subjects(of: end).first }

    /// The groups of the interfaces that an address belongs to, by itself or by a delegated prefix.
    public func groups(holding address: IPAddress) -> [MapSubject] {
        let interfaces = analyzer.inventory.interfaces
        return groups(of: interfaces.indices.filter { interfaces[$0].hasAddress(address) }.map(InterfaceIndex.init))
    }

    private func groups(of interfaces: [InterfaceIndex]) -> [MapSubject] {
        interfaces.flatMap { analyzer.inventory[$0].groups }.distinct().map(MapSubject.group)
    }

    /// Where a map opens that is too large to be drawn whole.
    public struct Opening: Sendable {
        /// The group.
        public var subject: MapSubject
        /// Whether the internet reaches it.
        public var isOpen: Bool
    }

    /// The group with the most flows to and from other groups among those that the internet reaches; where these have none, among all.
    ///
    /// Nil where the map has no group; linear in boxes and lines.
    public var opening: Opening? {
        let internet = graph.node(of: .internet)
        let isGroup = graph.subjects.map { $0.group != nil }
        var flows = [Int](repeating: 0, count: graph.subjects.count)
        var open = [Bool](repeating: false, count: graph.subjects.count)
        for edge in graph.links where edge.source != edge.target {
            if edge.source == internet {
                open[edge.target] = true
            } else if isGroup[edge.source] {
                // Networks that a group names make it no front door.
                flows[edge.source] += 1
                flows[edge.target] += 1
            }
        }
        let groups = isGroup.indices.filter { isGroup[$0] }
        func most(_ nodes: [Int]) -> MapSubject? {
            let most = nodes.map { flows[$0] }.max()
            return nodes.filter { flows[$0] == most }.map { (analyzer.name(of: graph.subjects[$0]), $0) }.min { $0 < $1 }
                .map { graph.subjects[$0.1] }
        }
        let front = groups.filter { open[$0] && flows[$0] > 0 }
        if let best = most(front) { return Opening(subject: best, isOpen: true) }
        return most(groups).map { Opening(subject: $0, isOpen: false) }
    }
}

extension Analyzer {
    /// What a box is called on screen, made safe for a terminal.
    public func name(of subject: MapSubject) -> String { TerminalText.safe(subject.name(names, inventory)) }

    /// The id of what a box stands for, or what it is called where it has none.
    public func idText(of subject: MapSubject) -> String {
        guard let end = subject.end else { return subject.name(names, inventory) }
        return inventory.id(of: end) ?? names.name(of: end)
    }

    /// The text that names a box as an end of a question; an id where the name could be taken for something else.
    public func endText(of subject: MapSubject) -> String {
        guard let end = subject.end else { return subject.name(names, inventory) }
        if let network = end.network { return network.version == .v6 ? "[\(network.short)]" : network.short }
        if end.group != nil {
            let name = names.name(of: end)
            let isPlain =
                !name.contains(where: { ":→[]/".contains($0) }) && !name.contains("->") && TerminalText.safe(name) == name
            if isPlain, let found = try? resolver.resolve(name), found.kind == end { return name }
        }
        return idText(of: subject)
    }
}
