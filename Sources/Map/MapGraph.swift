import Diagram
import Reachability
import CoreModel

/// The map of an inventory: which boxes and lines are drawn, and what each of them stands for.
///
/// The explorer and `sgscope draw` draw the same map, whole or as the part or fold that one of these gives:
///
///     map.foldingPeers(over: 4)                   many networks of one group as one box, nothing else changed
///     map.neighbourhood(of: [subject], steps: 2)  what it reaches and what reaches it, the rest counted at the rim
///     map.folded(by: .vpc, inventory, names)      an overview: one box for each VPC, the ports between them
///
/// Each is a map again, and they can be combined in this order.
public struct MapGraph: Sendable {
    /// What is drawn beside the flows that both sides let through.
    public struct Options: Hashable, Sendable {
        /// Groups that nothing uses or names.
        public var showsUnused = false
        /// Groups that are drawn even if nothing uses or names them.
        public var alsoShown: Set<GroupIndex> = []
        /// Flows that only the destination's rules let through, dotted.
        public var showsOneSided = false
        /// What groups may send to networks, prefix lists and anywhere.
        public var showsEgress = false
        /// Groups of which the same is drawn in any case.
        public var egressShown: Set<GroupIndex> = []
        /// Ids of groups and prefix lists in their boxes.
        public var showsIDs = false
        /// Signs behind titles, such as "!" for a group that differs from the notes.
        public var marks: [GroupIndex: String] = [:]

        /// Flows alone.
        public init() {}
    }

    /// What is behind a line.
    public struct Line: Hashable, Sendable {
        /// What may pass.
        public internal(set) var traffic: [Traffic]
        /// The rules that say so: the destination's ingress rules, or a group's egress rules where they are drawn.
        public internal(set) var rules: [RuleIndex]
        /// The members of the source that alone may send it; none where every member may, and where lines are put together.
        public internal(set) var members: [InterfaceIndex] = []
    }

    /// What the Diagram room draws.
    public internal(set) var graph = DiagramGraph()
    /// What each node stands for.
    public internal(set) var subjects: [MapSubject] = []
    /// What each node holds: itself, or the subjects of a fold.
    public internal(set) var members: [[MapSubject]] = []
    /// What is behind each line of the graph.
    public internal(set) var lines: [Line] = []
    /// Loaded groups that are not drawn: no flow has them, no other group's rule names them and no interface carries them.
    public internal(set) var unused: [GroupIndex] = []
    /// Boxes that are not drawn because they are too far from the chosen one.
    public internal(set) var beyond = 0
    /// Lines that are not drawn although both of their boxes are.
    public internal(set) var hiddenLines = 0
    var places: [MapSubject: Int] = [:]

    /// A map without anything.
    public static let nothing = MapGraph()

    init() {}

    /// The map of an inventory with the edges that ``Analyzer/edges()`` found.
    public init(_ inventory: Inventory, edges: [Edge], names: Names, options: Options = Options()) {
        let usage = GroupUsage(inventory, edges: edges)
        let loaded = inventory.loadedGroups.sorted {
            (names.name(of: $0), inventory[inventory[$0].id]) < (names.name(of: $1), inventory[inventory[$1].id])
        }
        let unused = options.showsUnused ? [] : loaded.filter { !usage.isUsed($0) && !options.alsoShown.contains($0) }
        let left = Set(unused)
        let drawn = edges.filter { (options.showsOneSided || !$0.isOneSided) && !left.contains($0.target) }
        var builder = MapBuilder(inventory, names: names, options: options)
        if drawn.contains(where: { $0.source == .internet }) { builder.node(.internet) }
        for group in loaded where !left.contains(group) { builder.node(.group(group)) }
        for edge in drawn { builder.add(edge) }
        for group in loaded where options.showsEgress || options.egressShown.contains(group) {
            if !left.contains(group) { builder.addEgress(of: group) }
        }
        builder.describe(edges)
        self = builder.map
        self.unused = unused
    }

    /// The node of a subject, or of the fold that holds it; nil when it is not drawn.
    public func node(of subject: MapSubject) -> Int? { places[subject] }

    /// The lines from one node to another.
    func lines(from source: Int, to target: Int) -> [Int] {
        graph.edges.indices.filter { graph.edges[$0].source == source && graph.edges[$0].target == target }
    }

    /// Adds a box without lines; returns its node, or that of the subject where it is drawn already.
    @discardableResult
    mutating func add(_ subject: MapSubject, _ node: DiagramGraph.Node, members: [MapSubject]? = nil) -> Int {
        if let known = places[subject] { return known }
        let place = subjects.count
        places[subject] = place
        for member in members ?? [] { places[member] = place }
        subjects.append(subject)
        self.members.append(members ?? [subject])
        graph.nodes.append(node)
        return place
    }

    /// Adds a line.
    mutating func add(_ edge: DiagramGraph.Edge, _ line: Line) {
        graph.edges.append(edge)
        lines.append(line)
    }
}
