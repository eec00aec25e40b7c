import CoreModel
import Reachability
import Words

/// The flows of a map, by which another tells what of its own is new.
public struct KnownFlows: Hashable, Sendable {
    private struct Ends: Hashable {
        var source: End
        var target: GroupIndex
    }

    private var traffic: [Ends: TrafficSet] = [:]

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

    /// What stands at the line of some traffic: "5432 new" where nothing of it passed, "443, new 5432" where a part of it did.
    func label(_ own: [Traffic], from source: End, to target: GroupIndex) -> String {
        let all = TrafficSet(own.map(\.points))
        let known = traffic[Ends(source: source, target: target)] ?? TrafficSet()
        let new = all.subtracting(known)
        if new.isEmpty { return TrafficText.label(own) }
        let kept = all.subtracting(new)
        if kept.isEmpty { return "\(TrafficText.label(own)) new" }
        return "\(TrafficText.label(kept.traffic)), new \(TrafficText.label(new.traffic))"
    }
}
