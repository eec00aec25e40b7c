import Reachability
import CoreModel
import Words

/// Flows that differ alike, drawn together: many sources of one destination, or many destinations of one source.
struct FlowRows {
    /// Flows with the same traffic and the same change that share an end.
    struct Row {
        var flows: [FlowChange]

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
    }

    private static func grouped(_ flows: [FlowChange], by end: (FlowChange) -> FlowChange.Part) -> [Row] {
        var places: [Key: Int] = [:]
        var rows: [Row] = []
        for flow in flows {
            let key = Key(
                end: end(flow), points: flow.points, before: flow.before, after: flow.after,
                versions: flow.versions)
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
        names = DiffNames(before: diff.before, after: diff.after)
    }

    /// The conditions, the most telling first; none where the flow does not depend.
    public func conditions(_ flow: FlowChange) -> [String] {
        let analyzer = diff.after
        guard flow.after == .depends, let source = endpoint(flow.source), let destination = endpoint(flow.destination),
            let version = flow.versions.first,
            let question = try? Question(
                from: source, to: destination, port: PortQuery(flow.traffic, asked: flow.label), version: version)
        else { return [] }
        return AnswerText(analyzer.answer(question), of: analyzer).conditions
    }

    private func endpoint(_ end: FlowChange.Part) -> Endpoint? {
        names.later(end.end).map { Endpoint($0, asked: diff.after.inventory.id(of: $0) ?? "internet") }
    }
}
