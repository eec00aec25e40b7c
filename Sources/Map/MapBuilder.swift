import Diagram
import Reachability
import CoreModel
import Text
import Words

/// Collects the nodes and lines of a map.
struct MapBuilder {
    private(set) var map = MapGraph()
    private let inventory: Inventory
    private let names: Names
    private let options: MapGraph.Options
    private let accounts: [GroupIndex: TextID]

    init(_ inventory: Inventory, names: Names, options: MapGraph.Options) {
        self.inventory = inventory
        self.names = names
        self.options = options
        let named = inventory.references.filter { !$0.account.isNone }.map { ($0.group, $0.account) }
        accounts = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// The node of a subject, which is added when it is new.
    @discardableResult
    mutating func node(_ subject: MapSubject) -> Int { map.node(of: subject) ?? map.add(subject, describe(subject)) }

    mutating func add(_ edge: Edge) {
        let source = node(.end(edge.source))
        let target = node(.group(edge.target))
        let (every, some) = edge.parts
        if !every.isEmpty || some.isEmpty {
            map.add(
                DiagramGraph.Edge(
                    source: source, target: target, label: TrafficText.label(every), isDotted: edge.isOneSided),
                MapGraph.Line(traffic: every, rules: edge.rules))
        }
        if some.isEmpty { return }
        // What only some members may send is a line of its own, with their names on it.
        map.add(
            DiagramGraph.Edge(
                source: source, target: target, label: "\(TrafficText.label(some)) (\(members(edge)))"),
            MapGraph.Line(traffic: some, rules: edge.rules, members: edge.members))
    }

    /// "web-1", "web-1, web-2", "web-1 and 4 more".
    private func members(_ edge: Edge) -> String {
        let shown = edge.members.prefix(3).map { names.name(of: $0) }.distinct()
        return edge.members.count <= 2 ? shown.joined(separator: ", ") : "\(shown.first ?? "") and \(edge.members.count - 1) more"
    }

    /// Lines to the networks, lists and to anywhere that a group's egress rules name.
    mutating func addEgress(of group: GroupIndex) {
        var order: [MapSubject] = []
        var rules: [MapSubject: [RuleIndex]] = [:]
        for place in inventory.rules(of: group, .egress) {
            let peer = inventory[place].peer
            if inventory.reference(of: peer) != nil { continue }
            let subject = MapSubject.destination(inventory.end(of: peer))
            if rules[subject] == nil { order.append(subject) }
            rules[subject, default: []].append(place)
        }
        for subject in order {
            let (source, target) = (node(.group(group)), node(subject))
            let own = rules[subject] ?? []
            let whole = TrafficSet(own.map { inventory[$0].traffic.points }).traffic
            map.add(
                DiagramGraph.Edge(source: source, target: target, label: TrafficText.label(whole)),
                MapGraph.Line(traffic: whole, rules: own))
        }
    }

    /// Writes into the boxes of groups what their own rules let in, whether it is drawn or not.
    mutating func describe(_ edges: [Edge]) {
        let text = MapBoxText(inventory, names: names)
        let incoming = Dictionary(grouping: edges, by: \.target)
        for (place, subject) in map.subjects.enumerated() {
            guard let group = subject.group, inventory[group].knowledge != .absent else { continue }
            map.graph.nodes[place].lines += text.lines(incoming[group] ?? [], of: group)
        }
    }

    private func describe(_ subject: MapSubject) -> DiagramGraph.Node {
        let title = subject.name(names, inventory)
        guard let end = subject.end else { return DiagramGraph.Node(id: title, title: title, shape: .stacked) }
        if let group = end.group { return describe(group, title: title) }
        if let place = end.prefixList { return describe(list: inventory.prefixLists[place], subject) }
        guard end == .internet else { return DiagramGraph.Node(id: title, title: title, shape: .rounded) }
        return subject == .internet
            ? DiagramGraph.Node(id: "internet", title: title, shape: .cloud)
            : DiagramGraph.Node(id: "anywhere", title: title, shape: .rounded)
    }

    private func describe(_ group: GroupIndex, title: String) -> DiagramGraph.Node {
        let id = inventory[inventory[group].id]
        let isForeign = inventory[group].knowledge == .absent
        var lines = options.showsIDs && id != title ? [id] : []
        if isForeign {
            if let account = accounts[group] { lines.append("account \(inventory[account])") }
            lines.append("not in the input")
        }
        return DiagramGraph.Node(
            id: id, title: title, lines: lines, shape: isForeign ? .dashed : .box, mark: options.marks[group] ?? "")
    }

    private func describe(list: PrefixList, _ subject: MapSubject) -> DiagramGraph.Node {
        let id = inventory[list.id]
        let name = list.name.isNone ? id : Self.short(inventory[list.name])
        var lines = options.showsIDs && name != id ? [id] : []
        if let entries = list.entries {
            lines.append(TextCount.of(entries.count, "entry", plural: "entries"))
        } else if !list.isLeftOut {
            lines.append("entries not loaded")
        }
        if case .destination = subject {
            return DiagramGraph.Node(id: "\(id) (out)", title: "\(name) (out)", lines: lines, shape: .braced)
        }
        return DiagramGraph.Node(id: id, title: name, lines: lines, shape: .braced)
    }

    /// The name of a list of AWS without what all of them begin with: `cloudfront.origin-facing` of
    /// `com.amazonaws.global.cloudfront.origin-facing`, `s3` of `com.amazonaws.us-east-1.s3`.
    private static func short(_ name: String) -> String {
        let own = "com.amazonaws."
        guard name.hasPrefix(own), let dot = name.dropFirst(own.count).firstIndex(of: ".") else { return name }
        let rest = name[name.index(after: dot)...]
        return rest.isEmpty ? name : String(rest)
    }
}
