import Annotations
import Notes
import Reachability
import CoreModel

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
        // Edges are looked at where they stand, and rows do not move for others: there may be a million.
        if options.selected == nil { builder.reserve(rows: edges.mostFlows) }
        for place in edges.indices where !edges[place].isOneSided {
            if let selected = options.selected, edges[place].target != selected, edges[place].packed != .group(selected) {
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
    private let notes: Notes?
    private let documentsFlows: Bool

    /// Rules of an edge up to which the rows of its rules are looked through for one that lets the same through.
    private static let few = 32

    init(analyzer: Analyzer, annotations: Annotations, book: FlowBook) {
        self.analyzer = analyzer
        self.annotations = annotations
        self.book = book
        notes = annotations.notes
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
        add(edge, parts.every, by: [])
        if !parts.some.isEmpty { add(edge, parts.some, by: edge.members) }
    }

    private mutating func add(_ edge: Edge, _ passing: [Traffic], by members: [InterfaceIndex]) {
        let start = rows.count
        let isFew = edge.more.count < Self.few
        // The row of each traffic; left empty where there are few.
        var places: [[Traffic]: Int] = [:]
        lazy var points = TrafficSet(passing.map(\.points))

        func append(_ traffic: [Traffic], _ rule: RuleIndex) {
            if let known = isFew ? (start..<rows.count).first(where: { rows[$0].traffic == traffic }) : places[traffic] {
                rows[known].add(rule)
                return
            }
            if !isFew { places[traffic] = rows.count }
            rows.append(row(edge, traffic, rule, members))
        }

        for number in 0...edge.more.count {
            let rule = number == 0 ? edge.rule : edge.more[number - 1]
            let own = inventory[rule].traffic
            if !edge.carries(own) { continue }
            // Mostly one entry of what passes holds all of it, and nothing has to be put together.
            if passing.contains(where: { $0.holds(own) }) {
                append(passing.count == 1 && passing[0] == own ? passing : [own], rule)
            } else {
                let whole = TrafficSet(own.points)
                if points.isSuperset(of: whole) {
                    append([own], rule)
                } else {
                    for one in whole.intersection(points).traffic.byProtocol { append(one, rule) }
                }
            }
        }
    }

    private func row(_ edge: Edge, _ traffic: [Traffic], _ rule: RuleIndex, _ members: [InterfaceIndex]) -> MatrixRow {
        let verdict = verdict(edge, traffic, rule)
        guard let notes else {
            return MatrixRow(
                source: edge.packed, destination: .group(edge.target), traffic: traffic, members: members, rule: rule,
                verdict: verdict)
        }
        let points = TrafficSet(traffic.map(\.points))
        let entries = book.entries(from: edge.source, to: edge.target).filter { $0.traffic.intersects(points) }
        return MatrixRow(
            source: edge.packed, destination: .group(edge.target), traffic: traffic, members: members, rule: rule,
            verdict: verdict,
            why: entries.lazy.compactMap(\.flow).compactMap { notes.flows[$0].why }.first ?? annotations.why(rule),
            flow: entries.first { $0.flow != nil }?.flow,
            isDocumented: documentsFlows
                ? book.undocumented(points, from: edge.source, to: edge.target).isEmpty : nil)
    }

    /// Whether a row passes for certain.
    ///
    /// A host of a network passes where a rule names its network; where interfaces have every address of it, their own rules count. A
    /// group's own side may depend: on its members, on rules that nobody listed or on addresses.
    private func verdict(_ edge: Edge, _ traffic: [Traffic], _ rule: RuleIndex) -> Verdict {
        if inventory[rule].isContested { return .depends }
        if let group = edge.packed.group {
            if inventory.groups[Int(group.number)].egressKnowledge != .complete { return .depends }
        } else if let place = edge.source.prefixList, inventory.prefixLists[place].entries == nil {
            return .depends
        }
        return edge.isCertain(traffic) ? .allowed : .depends
    }

    /// Adds the flows that begin at a group.
    mutating func addFlows(from group: GroupIndex) {
        let references = GroupReferences(inventory)
        let targets = Set(references.rules(naming: group).map { inventory[$0] }.filter { $0.direction == .ingress }.map(\.group))
        for target in targets.sorted() {
            for edge in analyzer.edges(into: target) where edge.packed == .group(group) && !edge.isOneSided { add(edge) }
        }
    }

    /// Adds what a group may send to networks and prefix lists.
    mutating func addEgress(of group: GroupIndex) {
        for rule in inventory.rules(of: group, .egress) {
            let value = inventory[rule]
            let end = inventory.end(of: value.peer)
            if end.group != nil { continue }
            let destination = PackedEnd(end)
            var verdict = value.isContested ? Verdict.depends : .allowed
            if let list = inventory.prefixList(of: value.peer), list.entries == nil { verdict = .depends }
            if let last = rows.indices.last, rows[last].packedSource == .group(group),
                rows[last].packedDestination == destination, rows[last].traffic == [value.traffic]
            {
                rows[last].add(rule)
                continue
            }
            rows.append(
                MatrixRow(
                    source: .group(group), destination: destination, traffic: [value.traffic], rule: rule, verdict: verdict,
                    why: annotations.why(rule)))
        }
    }
}

extension Traffic {
    /// Whether all of another passes where it does.
    fileprivate func holds(_ other: Traffic) -> Bool {
        points.lowerBound <= other.points.lowerBound && points.upperBound >= other.points.upperBound
    }
}
