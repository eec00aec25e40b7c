import CoreModel
import Diagram
import Reachability
import Text
import Words

/// What the boxes and lines of an inventory's map say, each made when it is drawn; with the edges that the lines are of.
final class MapTexts: Sendable {
    let inventory: Inventory
    let edges: [Edge]
    private let names: Names
    private let options: MapGraph.Options
    /// The accounts that rules name with groups.
    private let accounts: Lazy<[GroupIndex: TextID]>
    private let boxText: Lazy<MapBoxText>
    /// For each group the edges that end there.
    private let incoming: Lazy<Rows<Int32>>

    init(_ inventory: Inventory, edges: [Edge], names: Names, options: MapGraph.Options) {
        self.inventory = inventory
        self.edges = edges
        self.names = names
        self.options = options
        accounts = Lazy {
            let named = inventory.references.filter { !$0.account.isNone }.map { ($0.group, $0.account) }
            return Dictionary(named, uniquingKeysWith: { first, _ in first })
        }
        boxText = Lazy { MapBoxText(inventory, names: names) }
        incoming = Lazy {
            Rows(count: inventory.groups.count) { body in
                for place in edges.indices { body(Int(edges[place].target.number), Int32(place)) }
            }
        }
    }

    /// What stands at the line of an edge.
    func label(_ link: MapLink) -> String {
        let edge = edges[link.place]
        // What only some members may send is a line of its own, with their names on it.
        return link.content == .every
            ? label(edge.parts.every, edge) : "\(label(edge.parts.some, edge)) by \(members(edge))"
    }

    private func label(_ traffic: [Traffic], _ edge: Edge) -> String {
        KnownFlows.label(traffic, new: new(traffic, edge))
    }

    private func new(_ traffic: [Traffic], _ edge: Edge) -> TrafficSet {
        options.known?.new(traffic, from: edge.source, to: edge.target) ?? TrafficSet()
    }

    /// What of a flow of an edge did not pass before.
    func new(_ traffic: [Traffic], ofEdge place: Int) -> TrafficSet {
        edges.indices.contains(place) && !edges[place].isOneSided ? new(traffic, edges[place]) : TrafficSet()
    }

    /// "web-1", "web-1, web-2", "web-1 and 4 more".
    private func members(_ edge: Edge) -> String {
        let shown = edge.members.prefix(3).map { names.name(of: $0) }.distinct()
        return edge.members.count <= 2 ? shown.joined(separator: ", ") : "\(shown.first ?? "") and \(edge.members.count - 1) more"
    }

    /// The box of a subject; that of a group says what its own rules let in, whether it is drawn or not.
    func node(_ subject: MapSubject) -> DiagramGraph.Node {
        var node = describe(subject)
        if let group = subject.group, inventory[group].knowledge != .absent {
            let edges = incoming.value[Int(group.number)].map { self.edges[Int($0)] }
            node.lines += boxText.value.lines(edges, of: group)
        }
        return node
    }

    /// The lines of a box without whom the rules of a group let in.
    func facts(_ subject: MapSubject) -> [String] { describe(subject).lines }

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
            if let account = accounts.value[group] { lines.append("account \(inventory[account])") }
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
