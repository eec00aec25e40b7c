import Annotations
import Notes
import Reachability
import CoreModel

/// One permitted flow: the peer of an ingress rule and the rule's group, kept where the peer's own egress lets some of it out.
public struct MatrixRow: Sendable, Hashable {
    /// Where it comes from.
    public var source: End
    /// Where it goes.
    public var destination: End
    /// What passes: ports of one protocol, or everything.
    var traffic: [Traffic]
    /// The members of the source that alone may send it, by other groups that they carry; none where every member may.
    public var members: [InterfaceIndex] = []
    /// The rules behind it; several where they let the same through.
    public var rules: [RuleIndex]
    /// Whether it passes for certain, or depends: on addresses, or on rules that are not in the input.
    public var verdict: Verdict
    /// Why, from the notes; nil where nobody wrote it.
    public var why: String?
    /// The documented flow, in ``Notes/flows``, that speaks of it.
    public var flow: Int?
    /// Whether the notes document all of it as allowed; nil where they document no flows at all.
    public var isDocumented: Bool?
    /// What the layers other than groups do with it, in ``TrafficMatrix/networks``; nil where none of them is looked at.
    var network: UInt32?
}

/// Every permitted flow of an inventory, with the reasons from the notes: the rows come from the rules alone.
public struct TrafficMatrix: Sendable {
    /// What to list.
    public struct Options: Sendable {
        /// Only what begins or ends at this group.
        public var selected: GroupIndex?
        /// Also what groups may send to networks, by their egress rules.
        public var showsEgress = false
        /// Which layers say what becomes of each row; rows are those of the groups.
        public var scope = AnswerScope.groups

        /// The usual: every flow into a group.
        public init() {}
    }

    /// The permitted flows: in the order in which the notes document them, then from the outside in.
    public let rows: [MatrixRow]

    /// Whether the input tells layers beside groups, and these were asked for.
    public let looksAtNetwork: Bool
    /// What other layers than groups do with rows, each once.
    let networks: [NetworkVerdict]

    let annotations: Annotations

    /// What the layers other than groups do with a row; nil where none of them is looked at.
    public func network(_ row: MatrixRow) -> NetworkVerdict? { row.network.map { networks[Int($0)] } }

    /// Lists the flows; `edges` are made here when they are not given.
    public init(_ analyzer: Analyzer, annotations: Annotations, edges: [Edge]? = nil, options: Options = Options()) {
        self.annotations = annotations
        let book = FlowBook(annotations, ends: DocumentedEnds(annotations))
        var builder = MatrixBuilder(analyzer: analyzer, annotations: annotations, book: book)
        let edges = edges ?? options.selected.map(analyzer.edges(into:)) ?? analyzer.edges()
        // Edges are looked at where they stand, and most are a row: there may be a million.
        if options.selected == nil { builder.reserve(rows: edges.indices.count { !edges[$0].isOneSided }) }
        for place in edges.indices where !edges[place].isOneSided {
            if let selected = options.selected, edges[place].target != selected, edges[place].source != .group(selected) {
                continue
            }
            builder.add(edges[place])
        }
        if let selected = options.selected, edges.allSatisfy({ $0.target == selected }) {
            builder.addFlows(from: selected)
        }
        if options.showsEgress {
            let groups = options.selected.map { [$0] } ?? annotations.inventory.loadedGroups
            for group in groups where !analyzer.isGone(.group(group)) { builder.addEgress(of: group) }
        }
        var rows = builder.takeRows()
        MatrixOrder(annotations, rows: rows).sort(&rows)
        var network = MatrixNetwork(FlowNetwork(analyzer, options.scope))
        looksAtNetwork = network.network.looksAtNetwork
        if looksAtNetwork { for place in rows.indices { rows[place].network = network.number(rows[place]) } }
        (self.rows, networks) = (rows, network.verdicts)
    }
}

struct MatrixBuilder {
    let analyzer: Analyzer
    let annotations: Annotations
    let book: FlowBook
    private(set) var rows: [MatrixRow] = []
    private let documentsFlows: Bool

    init(analyzer: Analyzer, annotations: Annotations, book: FlowBook) {
        self.analyzer = analyzer
        self.annotations = annotations
        self.book = book
        documentsFlows = annotations.notes.map { !$0.flows.isEmpty } ?? false
    }

    private var inventory: Inventory { annotations.inventory }

    /// Makes room for so many rows.
    mutating func reserve(rows count: Int) { rows.reserveCapacity(count) }

    /// The rows, which it keeps no longer.
    mutating func takeRows() -> [MatrixRow] {
        defer { rows = [] }
        return rows
    }

    /// Adds a row for each rule behind an edge and each protocol that it lets through; rules that let the same through share one.
    mutating func add(_ edge: Edge) {
        if edge.isWhole {
            rows.append(row(edge, edge.traffic, edge.rule, []))
            return
        }
        let parts = edge.parts
        add(edge, TrafficSet(parts.every.map(\.points)), by: [])
        if !parts.some.isEmpty { add(edge, TrafficSet(parts.some.map(\.points)), by: edge.members) }
    }

    private mutating func add(_ edge: Edge, _ passing: TrafficSet, by members: [InterfaceIndex]) {
        var places: [[Traffic]: Int] = [:]
        let rules = edge.rules
        for rule in rules {
            let value = inventory[rule]
            let own = TrafficSet(value.traffic.points)
            if !edge.carries(own) { continue }
            let traffic =
                passing.isSuperset(of: own) ? [value.traffic] : own.intersection(passing).traffic
            for one in traffic.byProtocol {
                if rules.count > 1 {
                    if let place = places[one] {
                        rows[place].rules.append(rule)
                        continue
                    }
                    places[one] = rows.count
                }
                rows.append(row(edge, one, rule, members))
            }
        }
    }

    private func row(_ edge: Edge, _ traffic: [Traffic], _ rule: RuleIndex, _ members: [InterfaceIndex]) -> MatrixRow {
        let destination = End.group(edge.target)
        var row = MatrixRow(
            source: edge.source, destination: destination, traffic: traffic, members: members, rules: [rule],
            verdict: verdict(edge, traffic, rule))
        guard let notes = annotations.notes else { return row }
        let points = TrafficSet(traffic.map(\.points))
        let entries = book.entries(from: edge.source, to: edge.target).filter { $0.traffic.intersects(points) }
        row.flow = entries.first { $0.flow != nil }?.flow
        row.why = entries.lazy.compactMap(\.flow).compactMap { notes.flows[$0].why }.first ?? annotations.why(rule)
        if documentsFlows {
            row.isDocumented = book.undocumented(points, from: edge.source, to: edge.target).isEmpty
        }
        return row
    }

    /// Whether a row passes for certain.
    ///
    /// A host of a network passes where a rule names its network; where interfaces have every address of it, their own rules count. A
    /// group's own side may depend: on its members, on rules that nobody listed or on addresses.
    private func verdict(_ edge: Edge, _ traffic: [Traffic], _ rule: RuleIndex) -> Verdict {
        if inventory[rule].isContested { return .depends }
        if let place = edge.source.prefixList, inventory.prefixLists[place].entries == nil { return .depends }
        if let group = edge.source.group, inventory.groups[Int(group.number)].egressKnowledge != .complete { return .depends }
        return edge.isWhole || edge.isCertain(TrafficSet(traffic.map(\.points))) ? .allowed : .depends
    }

    /// Adds the flows that begin at a group.
    mutating func addFlows(from group: GroupIndex) {
        let references = GroupReferences(inventory)
        let targets = Set(references.rules(naming: group).map { inventory[$0] }.filter { $0.direction == .ingress }.map(\.group))
        for target in targets.sorted() {
            for edge in analyzer.edges(into: target) where edge.source == .group(group) && !edge.isOneSided { add(edge) }
        }
    }

    /// Adds what a group may send to networks and prefix lists.
    mutating func addEgress(of group: GroupIndex) {
        for rule in inventory.rules(of: group, .egress) {
            let value = inventory[rule]
            let destination = inventory.end(of: value.peer)
            if destination.group != nil { continue }
            var verdict = value.isContested ? Verdict.depends : .allowed
            if let list = inventory.prefixList(of: value.peer), list.entries == nil { verdict = .depends }
            if let last = rows.indices.last, rows[last].source == .group(group), rows[last].destination == destination,
                rows[last].traffic == [value.traffic]
            {
                rows[last].rules.append(rule)
                continue
            }
            rows.append(
                MatrixRow(
                    source: .group(group), destination: destination, traffic: [value.traffic], rules: [rule], verdict: verdict,
                    why: annotations.why(rule)))
        }
    }
}
