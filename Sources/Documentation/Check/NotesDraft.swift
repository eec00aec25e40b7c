import Annotations
import Notes
import Reachability
import CoreModel
import Text

/// A first notes file for an inventory, as YAML: what the rules say is written down, the reasons are left to be filled in.
///
/// Read back and held against the same inventory, every line of it holds.
public struct NotesDraft: Sendable {
    private let annotations: Annotations
    private let analyzer: Analyzer
    private let rows: [MatrixRow]
    private let titles: [GroupIndex: String]
    /// How many groups have a name.
    private let uses: [String: Int]

    /// A draft from an inventory without notes.
    public init(_ analyzer: Analyzer, annotations: Annotations, edges: [Edge]? = nil) {
        self.annotations = annotations
        self.analyzer = analyzer
        var options = TrafficMatrix.Options()
        options.scope = .everything
        let matrix = TrafficMatrix(analyzer, annotations: annotations, edges: edges, options: options)
        // A flow that another layer stops is none that holds: the inbound of its group has it.
        rows = matrix.rows.filter { $0.verdict == .allowed && !(matrix.network($0)?.parts.contains(.blocked) ?? false) }
        titles = Self.titles(annotations)
        let inventory = annotations.inventory
        let names = inventory.loadedGroups.map { inventory[inventory[$0].name].lowercased() }
        uses = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private var inventory: Inventory { annotations.inventory }

    /// The file.
    public var text: String {
        var text = """
            # Notes for sgscope: what people know about these security groups and the rules cannot say.
            # Written from \(Self.comment(inventory.label)): the flows are what the rules permit today. Fill in why, take out what
            # is not meant to be, and `sgscope check` tells what differs from then on. Keys without a value count as not written.

            environment:
              title: \(EscapedText.yaml(inventory.label))
              purpose:
              reasons: # a list of {why: a question, points: [its answers]}


            """
        text += groups
        text += flows
        text += """

            decisions: # a list of {title, choice, reasoning: [...], alternative, trade-off}
            practices: # a list of texts, or of title: text
            walkthrough: # without one, sgscope tour is made from the rules

            """
        return text
    }

    // MARK: Groups

    private var groups: String {
        let groups = inventory.loadedGroups.sorted { title($0) < title($1) }
        guard !groups.isEmpty else { return "groups:\n" }
        var text = "groups:\n"
        for group in groups {
            text += "  - title: \(EscapedText.yaml(title(group)))\n    match: {\(matcher(group))}\n    protects:\n    layer:\n"
            text += column(.ingress, group) + column(.egress, group)
            text += "    reasons:\n\n"
        }
        return text
    }

    /// By name, which outlives the group; by id where the name is not unique.
    private func matcher(_ group: GroupIndex) -> String {
        let name = inventory[inventory[group].name]
        return name.isEmpty || uses[name.lowercased(), default: 0] > 1
            ? "id: \(EscapedText.yaml(inventory[inventory[group].id]))" : "name: \(EscapedText.yaml(name))"
    }

    private func column(_ direction: Direction, _ group: GroupIndex) -> String {
        guard inventory[group].knowledge(direction) == .complete else {
            return "    \(direction.column): # only some rules are in the input\n"
        }
        let entries = inventory.rules(of: group, direction).compactMap { index -> String? in
            let rule = inventory[index]
            if let reference = inventory.reference(of: rule.peer), reference.isStale { return nil }
            return peer(rule.peer).map { "{\(direction.preposition): \(EscapedText.yaml($0))\(Self.ports(rule.traffic))}" }
        }
        let lines = entries.distinct()
        guard !lines.isEmpty else { return "    \(direction.column): []\n" }
        return "    \(direction.column):\n" + lines.map { "      - \($0)\n" }.joined()
    }

    // MARK: Flows

    private var flows: String {
        var text = "flows:\n  allowed:\n"
        for row in rows {
            // Only what holds when it is asked of IPv4, as a documented flow is.
            guard let from = end(row.source), let to = end(row.destination), holds(row) else { continue }
            for traffic in row.traffic {
                text += "    - {from: \(EscapedText.yaml(from)), to: \(EscapedText.yaml(to))\(Self.ports(traffic)), why: }\n"
            }
        }
        text += "  denied: # no port means all\n"
        for group in inventory.loadedGroups.sorted(by: { title($0) < title($1) }) where isClosed(group) {
            text += "    - {from: internet, to: \(EscapedText.yaml(title(group))), why: }\n"
        }
        return text
    }

    private func holds(_ row: MatrixRow) -> Bool {
        guard let group = row.destination.group else { return false }
        let source = Endpoint(row.source)
        let version: IPVersion = source.version ?? .v4
        guard
            let question = try? Question(
                from: source, to: Endpoint(.group(group), asked: ""), port: PortQuery(row.traffic, asked: ""), version: version),
            question.version == version
        else { return false }
        return analyzer.verdict(question) == .allowed
    }

    private func isClosed(_ group: GroupIndex) -> Bool {
        inventory[group].knowledge(.ingress) == .complete && analyzer.isClosedToInternet(group)
    }

    // MARK: Words

    private func end(_ end: End) -> String? {
        if let group = end.group { return title(group) }
        let text = inventory.id(of: end) ?? analyzer.names.name(of: end)
        return end.prefixList == nil ? text : Self.listID(text)
    }

    private func peer(_ peer: Peer) -> String? {
        if let network = inventory.network(of: peer) { return network.isEverything ? "internet" : "\(network)" }
        if let reference = inventory.reference(of: peer) { return title(reference.group) }
        return inventory.prefixList(of: peer).flatMap { Self.listID(inventory[$0.id]) }
    }

    /// A list's id, where the notes can say it.
    private static func listID(_ id: String) -> String? { id.lowercased().hasPrefix("pl-") ? id : nil }

    private func title(_ group: GroupIndex) -> String { titles[group] ?? inventory[inventory[group].id] }

    /// Titles of which no two are alike, and none means something else in notes.
    private static func titles(_ annotations: Annotations) -> [GroupIndex: String] {
        let inventory = annotations.inventory
        var titles: [GroupIndex: String] = [:]
        var used = Set<String>()
        for place in inventory.groups.indices where !inventory.groups[place].isCopy {
            let group = GroupIndex(place)
            let name = annotations.names.name(of: group)
            var isGroup = false
            if let end = try? DocumentedEnd(parsing: name), case .group = end { isGroup = name.first?.isWhitespace == false }
            let isFree = isGroup && name.last?.isWhitespace == false && used.insert(name.lowercased()).inserted
            titles[group] = isFree ? name : inventory[inventory.groups[place].id]
        }
        return titles
    }

    private static func ports(_ traffic: Traffic) -> String {
        if traffic == .all { return "" }
        let ports = traffic.selectorText.map { ", ports: \(EscapedText.yaml($0))" } ?? ""
        let number = Int(traffic.ipProtocol.number)
        let name = traffic.ipProtocol.name ?? "\(number)"
        return ", protocol: \(name)\(ports)"
    }

    /// A text for a comment, on one line.
    private static func comment(_ text: String) -> String { TerminalText.safe(text) }
}
