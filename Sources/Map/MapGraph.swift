import Diagram
import Reachability
import CoreModel
import Synchronization

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
        /// What passed before, so that what passes since then is said to be new, and what does not any more is dotted; nil where nothing is
        /// compared.
        public var known: KnownFlows?

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

    /// What each node stands for.
    public internal(set) var subjects: [MapSubject] = []
    /// Where each line begins and ends.
    public internal(set) var links: [MapLink] = []
    /// Loaded groups that are not drawn: no flow has them, no other group's rule names them and no interface carries them.
    public internal(set) var unused: [GroupIndex] = []
    /// Boxes that are not drawn because they are too far from the chosen one.
    public internal(set) var beyond = 0
    /// Lines that are not drawn although both of their boxes are.
    public internal(set) var hiddenLines = 0
    /// The interfaces that the boxes list, by their nodes; none of a map that lists none.
    public internal(set) var lists: [Int: MemberList] = [:]
    /// What nodes say beside what they stand for; most say nothing.
    var boxes: [Int: MapBox] = [:]
    /// What is behind lines that are no edge's.
    var own: [OwnLine] = []
    /// The edges behind the others, and what boxes of subjects say; nil in a map without anything.
    private(set) var texts: MapTexts?
    private(set) var places = MapPlaces()
    /// The subjects of folds, by their nodes.
    private(set) var held: [Int: [MapSubject]] = [:]
    private var once = GraphOnce()

    /// A map without anything.
    public static let nothing = MapGraph()

    init(_ texts: MapTexts? = nil) { self.texts = texts }

    /// The map of an inventory with the edges that ``Analyzer/edges()`` found.
    ///
    /// Linear in edges; what boxes and lines say is worked out for those that are drawn, when ``graph`` is asked for.
    public init(_ inventory: Inventory, edges: [Edge], names: Names, options: Options = Options()) {
        let usage = GroupUsage(inventory, edges: edges)
        let keys = inventory.groups.indices.map { (names.name(of: GroupIndex($0)), inventory[inventory.groups[$0].id]) }
        let loaded = inventory.loadedGroups.sorted { keys[Int($0.number)] < keys[Int($1.number)] }
        let closed = (options.known?.closed(by: edges) ?? []).map { ($0.target, names.name(of: $0.source), $0) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        let outward = (options.known?.closedOutward ?? [:]).map { ($0.key.source, names.name(of: $0.key.target), $0) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        let ended = Set(closed.flatMap { [$0.target, $0.source.group].compactMap { $0 } }).union(outward.map(\.key.source))
        let unused =
            options.showsUnused
            ? [] : loaded.filter { !usage.isUsed($0) && !options.alsoShown.contains($0) && !ended.contains($0) }
        let left = Set(unused)
        func isDrawn(_ place: Int) -> Bool {
            (options.showsOneSided || !edges[place].isOneSided) && (left.isEmpty || !left.contains(edges[place].target))
        }
        var builder = MapBuilder(MapTexts(inventory, edges: edges, names: names, options: options))
        builder.reserve(lines: edges.indices.count(where: isDrawn))
        if edges.indices.contains(where: { edges[$0].packed == .internet && isDrawn($0) }) { builder.node(.internet) }
        for group in loaded where !left.contains(group) { builder.node(.group(group)) }
        for place in edges.indices where isDrawn(place) { builder.add(edge: place) }
        for flow in closed { builder.add(closed: flow) }
        for group in loaded where options.showsEgress || options.egressShown.contains(group) {
            if !left.contains(group) { builder.addEgress(of: group) }
        }
        for flow in outward { builder.add(closed: flow.value, outward: flow.key) }
        self = builder.map
        self.unused = unused
    }

    /// The node of a subject, or of the fold that holds it; nil when it is not drawn.
    public func node(of subject: MapSubject) -> Int? { places[subject] }

    /// The lines from one node to another.
    func lines(from source: Int, to target: Int) -> [Int] {
        links.indices.filter { links[$0].source == source && links[$0].target == target && !isClosed(links[$0]) }
    }

    /// Adds a box without lines; returns its node, or that of the subject where it is drawn already.
    ///
    /// `members` are those of a fold; nil for a box that holds its subject alone.
    @discardableResult
    mutating func add(_ subject: MapSubject, _ box: MapBox, members: [MapSubject]? = nil) -> Int {
        if let known = places[subject] { return known }
        let place = append(subject, box, members: members)
        places.set(subject, place)
        for member in members ?? [] where member != subject { places.set(member, place) }
        return place
    }

    /// The same without a place where it is found: see ``settle(_:)``.
    mutating func append(_ subject: MapSubject, _ box: MapBox, members: [MapSubject]?) -> Int {
        subjects.append(subject)
        if let members, members != [subject] { held[subjects.count - 1] = members }
        if !box.isPlain { boxes[subjects.count - 1] = box }
        change()
        return subjects.count - 1
    }

    /// Says where the subjects of all boxes stand.
    mutating func settle(_ places: MapPlaces) { self.places = places }

    /// Makes room for so many boxes and lines in all.
    mutating func reserve(boxes: Int, lines: Int) {
        subjects.reserveCapacity(boxes)
        links.reserveCapacity(lines)
    }

    /// Adds a line.
    mutating func add(_ link: MapLink) {
        links.append(link)
        change()
    }

    /// Adds a line that is no edge's.
    mutating func add(_ line: OwnLine, from source: Int, to target: Int, isDotted: Bool = false) {
        own.append(line)
        add(MapLink(from: source, to: target, isDotted: isDotted, .own, own.count - 1))
    }

    // MARK: Drawn

    /// What the Diagram room draws; made when it is asked for first.
    public internal(set) var graph: DiagramGraph {
        get { once.graph { DiagramGraph(nodes: subjects.indices.map(node), edges: links.map(edge)) } }
        set { once = GraphOnce(newValue) }
    }

    /// What was drawn before is no longer it.
    private mutating func change() {
        if !isKnownUniquelyReferenced(&once) || once.isMade { once = GraphOnce() }
    }

    /// A node as it is drawn.
    func node(_ place: Int) -> DiagramGraph.Node {
        let box = boxes[place] ?? MapBox()
        var node = box.describe?() ?? texts?.node(subjects[place]) ?? DiagramGraph.Node(id: "", title: "")
        node.rim.sources += box.rim.sources
        node.rim.destinations += box.rim.destinations
        return node
    }

    /// What a box says of a subject but for whom its rules let in.
    func facts(of subject: MapSubject) -> [String] { texts?.facts(subject) ?? [] }

    private func edge(_ link: MapLink) -> DiagramGraph.Edge {
        DiagramGraph.Edge(source: link.source, target: link.target, label: label(link), isDotted: link.isDotted)
    }

    /// What stands at a line.
    func label(_ link: MapLink) -> String {
        link.content == .own ? own[link.place].label : texts?.label(link) ?? ""
    }
}

/// What a box says beside what it stands for.
struct MapBox: Sendable {
    /// Its text, where it is not that of its subject.
    var describe: (@Sendable () -> DiagramGraph.Node)?
    /// Flows of it whose other ends are not drawn.
    var rim = DiagramGraph.Rim()

    /// Whether it says nothing else.
    var isPlain: Bool { describe == nil && rim.sources == 0 && rim.destinations == 0 }
}

/// What the Diagram room draws of a map, made at most once.
private final class GraphOnce: Sendable {
    private let made: Mutex<DiagramGraph?>
    private let isDone: Atomic<Bool>

    init(_ graph: DiagramGraph? = nil) {
        made = Mutex(graph)
        isDone = Atomic(graph != nil)
    }

    var isMade: Bool { isDone.load(ordering: .acquiring) }

    func graph(_ make: () -> DiagramGraph) -> DiagramGraph {
        made.withLock { made in
            let graph = made ?? make()
            made = graph
            isDone.store(true, ordering: .releasing)
            return graph
        }
    }
}
