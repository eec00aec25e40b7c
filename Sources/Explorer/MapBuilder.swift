import Diagram
import Reachability
import SecurityGroups

/// Collects the nodes and lines of a map.
struct MapBuilder {
    private(set) var graph = DiagramGraph()
    private(set) var subjects: [MapSubject] = []
    private(set) var flows: [Edge?] = []
    private(set) var places: [MapSubject: Int] = [:]
    private let inventory: Inventory
    private let names: Names
    private let options: MapGraph.Options

    init(_ inventory: Inventory, names: Names, options: MapGraph.Options) {
        self.inventory = inventory
        self.names = names
        self.options = options
    }

    /// The node of a subject, which is added when it is new.
    @discardableResult
    mutating func node(_ subject: MapSubject) -> Int {
        if let known = places[subject] { return known }
        let place = subjects.count
        places[subject] = place
        subjects.append(subject)
        graph.nodes.append(describe(subject))
        return place
    }

    mutating func add(_ edge: Edge) {
        let source = node(MapSubject(edge.source))
        let target = node(.group(edge.target))
        graph.edges.append(
            DiagramGraph.Edge(source: source, target: target, label: edge.label, isDotted: edge.isOneSided))
        flows.append(edge)
    }

    /// Lines to the networks, lists and to anywhere that a group's egress rules name.
    mutating func addEgress(of group: GroupIndex) {
        var order: [MapSubject] = []
        var traffic: [MapSubject: [Traffic]] = [:]
        for place in inventory.rules(of: group, .egress) {
            let peer = inventory[place].peer
            if inventory.reference(of: peer) != nil { continue }
            let named = MapSubject(peer: peer, in: inventory)
            let subject = named == .internet ? .anywhere : named
            if traffic[subject] == nil { order.append(subject) }
            traffic[subject, default: []].append(inventory[place].traffic)
        }
        for subject in order {
            let (source, target) = (node(.group(group)), node(subject))
            let label = TrafficText.label(TrafficText.traffic(TrafficSet((traffic[subject] ?? []).map(\.points))))
            graph.edges.append(DiagramGraph.Edge(source: source, target: target, label: label))
            flows.append(nil)
        }
    }

    /// Writes into the boxes of groups what their own rules let in, whether it is drawn or not.
    mutating func describe(_ edges: [Edge]) {
        let text = MapBoxText(inventory, names: names)
        let incoming = Dictionary(grouping: edges, by: \.target)
        for (place, subject) in subjects.enumerated() {
            guard let group = subject.group, inventory[group].knowledge != .absent else { continue }
            graph.nodes[place].lines = text.lines(incoming[group] ?? [], of: group)
        }
    }

    private func describe(_ subject: MapSubject) -> DiagramGraph.Node {
        let title = subject.name(names, inventory)
        switch subject {
        case .internet: return DiagramGraph.Node(id: "internet", title: title, kind: .internet)
        case .anywhere: return DiagramGraph.Node(id: "anywhere", title: title, kind: .network)
        case .network: return DiagramGraph.Node(id: title, title: title, kind: .network)
        case .prefixList(let place):
            let list = inventory.prefixLists[place]
            let id = inventory[list.id]
            let name = list.name.isNone ? id : inventory[list.name]
            return DiagramGraph.Node(id: id, title: name, lines: list.name.isNone ? [] : [id], kind: .prefixList)
        case .group(let group):
            let id = inventory[inventory[group].id]
            let isForeign = inventory[group].knowledge == .absent
            return DiagramGraph.Node(
                id: id, title: title, lines: isForeign ? ["not in the input"] : [], kind: isForeign ? .foreignGroup : .group,
                mark: options.marks[group] ?? "")
        }
    }
}
