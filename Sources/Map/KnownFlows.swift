import CoreModel
import Reachability
import Words

/// The flows of a map, by which another tells what of its own is new.
public struct KnownFlows: Hashable, Sendable {
    private struct Ends: Hashable {
        var source: End
        var target: GroupIndex
    }

    /// A flow to where there is no group.
    struct Outward: Hashable {
        var source: GroupIndex
        var target: End
    }

    private var traffic: [Ends: TrafficSet] = [:]
    /// What passed from groups to the internet, networks and lists and does not any more: no edge tells it.
    private(set) var closedOutward: [Outward: TrafficSet] = [:]

    /// What edges of one inventory let through, told of another; linear in edges.
    ///
    /// What one side alone lets through is no flow.
    public init(_ edges: [Edge], of earlier: Inventory, in inventory: Inventory) {
        for edge in edges where !edge.isOneSided {
            guard let source = inventory.end(edge.source, of: earlier),
                let target = inventory.end(.group(edge.target), of: earlier)?.group
            else { continue }
            traffic[Ends(source: source, target: target)] = TrafficSet(edge.traffic.map(\.points))
        }
    }

    /// Notes that some traffic from a group to where there is none passed and does not any more.
    public mutating func close(_ own: [Traffic], from source: GroupIndex, to target: End) {
        let ends = Outward(source: source, target: target)
        closedOutward[ends] = (closedOutward[ends] ?? TrafficSet()).union(TrafficSet(own.map(\.points)))
    }

    /// A flow that passed and does not pass any more.
    struct Closed {
        let source: End
        let target: GroupIndex
        let traffic: TrafficSet
    }

    /// What passed and does not pass by these edges; linear in edges.
    func closed(by edges: [Edge]) -> [Closed] {
        var rest = traffic
        for edge in edges where !edge.isOneSided {
            let ends = Ends(source: edge.source, target: edge.target)
            guard let known = rest[ends] else { continue }
            let left = known.subtracting(TrafficSet(edge.traffic.map(\.points)))
            rest[ends] = left.isEmpty ? nil : left
        }
        return rest.map { Closed(source: $0.key.source, target: $0.key.target, traffic: $0.value) }
    }

    /// What of some traffic did not pass.
    func new(_ own: [Traffic], from source: End, to target: GroupIndex) -> TrafficSet {
        TrafficSet(own.map(\.points)).subtracting(traffic[Ends(source: source, target: target)] ?? TrafficSet())
    }

    /// What stands at the line of some traffic: "5432 new" where nothing of it passed, "443, new 5432" where a part of it did.
    static func label(_ own: [Traffic], new: TrafficSet, _ text: ([Traffic]) -> String = { TrafficText.label($0) }) -> String {
        if new.isEmpty { return text(own) }
        let kept = TrafficSet(own.map(\.points)).subtracting(new)
        return kept.isEmpty ? "\(text(own)) new" : "\(text(kept.traffic)), new \(text(new.traffic))"
    }
}
