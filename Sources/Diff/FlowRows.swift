import Reachability
import CoreModel
import Words

/// Flows that differ alike, drawn together: many sources of one destination, or many destinations of one source.
struct FlowRows {
    /// Flows with the same traffic and the same change that share an end.
    struct Row {
        var flows: [FlowChange]

        /// Whether they are of all layers.
        var isWay: Bool { flows.first?.isWay ?? false }
        /// Whether they open or close for certain.
        var isCertain: Bool { flows.first.map { $0.after != .depends } ?? false }
    }

    let rows: [Row]

    init(_ flows: [FlowChange]) {
        let ways = [Self.grouped(flows) { $0.destination }, Self.grouped(flows) { $0.source }]
        rows = ways.min { $0.count < $1.count } ?? []
    }

    private struct Key: Hashable {
        var end: FlowChange.Part
        var points: TrafficSet
        var before: Verdict
        var after: Verdict
        var versions: [IPVersion]
        var members: FlowChange.Members?
    }

    private static func grouped(_ flows: [FlowChange], by end: (FlowChange) -> FlowChange.Part) -> [Row] {
        var places: [Key: Int] = [:]
        var rows: [Row] = []
        for flow in flows {
            let key = Key(
                end: end(flow), points: flow.points, before: flow.before, after: flow.after,
                versions: flow.versions, members: flow.members)
            if let place = places[key] {
                rows[place].flows.append(flow)
            } else {
                places[key] = rows.count
                rows.append(Row(flows: [flow]))
            }
        }
        return rows
    }
}

/// What must hold for a flow that depends.
public struct FlowConditions: Sendable {
    private let diff: InventoryDiff
    private let names: DiffNames

    /// Asks the later reading.
    public init(_ diff: InventoryDiff) {
        self.diff = diff
        names = DiffNames(before: diff.before, after: diff.judged)
    }

    /// The conditions, the most telling first; none where the flow does not depend.
    public func conditions(_ flow: FlowChange) -> [String] {
        guard flow.after == .depends, let words = words(flow, diff.judged, names.later) else { return [] }
        return words.conditions
    }

    /// What decides over a way in the reading in which it is not allowed: "ACL isolated: out 100 denies tcp 5432 (SUBNET_ACL_RESTRICTION)";
    /// nil for flows of the groups alone.
    public func decider(_ flow: FlowChange) -> String? { deciding(flow)?.text }

    /// The codes of what decides over a way in the reading in which it is not allowed; none for flows of the groups alone.
    public func codes(_ flow: FlowChange) -> [String] { deciding(flow)?.codes ?? [] }

    private func deciding(_ flow: FlowChange) -> (text: String, codes: [String])? {
        guard flow.isWay else { return nil }
        let isLater = flow.after != .allowed
        if isLater, let end = [flow.source, flow.destination].first(where: { $0.end.group.map(diff.gone.contains) ?? false }) {
            return ("nobody is left that carries \(names.text(end))", [])
        }
        let words = isLater ? words(flow, diff.judged, names.later) : words(flow, diff.before, names.earlier)
        // What rules do is said where they differ.
        guard let words, !words.answer.isGroupsOwn else { return nil }
        let when = isLater ? "" : "before: "
        return ("\(when)\(words.summary)", words.way?.codes ?? [])
    }

    private func words(_ flow: FlowChange, _ analyzer: Analyzer, _ end: (EndIdentity) -> End?) -> AnswerText? {
        func endpoint(_ part: FlowChange.Part, _ side: Direction) -> Endpoint? {
            if let members = flow.members, members.side == side {
                // One of them stands for those that turn alike.
                let inventory = analyzer.inventory
                let place = inventory.interfaces.firstIndex { inventory[$0.id] == members.ids.first }
                return place.map { Endpoint(.interfaces([InterfaceIndex($0)])) }
            }
            if let network = part.end.network, network.isEverything, flow.isWay { return Endpoint(.internet) }
            return end(part.end).map { Endpoint($0, asked: analyzer.inventory.id(of: $0) ?? "internet") }
        }
        guard let source = endpoint(flow.source, .egress), let destination = endpoint(flow.destination, .ingress),
            let version = flow.versions.first,
            let question = try? Question(
                from: source, to: destination, port: PortQuery(flow.traffic, asked: flow.label), version: version)
        else { return nil }
        let scope = flow.isWay ? AnswerScope(looksAtNetwork: true, isFull: false) : .groups
        return AnswerText(analyzer.answer(question, scope), of: analyzer)
    }
}
