import Reachability
import CoreModel
import Text

/// What else the thing stops that stops a flow.
extension WayText {
    /// What else the same thing stops: "5 flows: ECS API SG -> Redis SG: 6379; ..."; nil where nothing is known to be.
    public var alsoHit: String? {
        guard let hit = way.alsoHit, !hit.flows.isEmpty else { return nil }
        let texts = hit.flows.map { flow in
            "\(words.names.name(of: flow.from)) -> \(words.names.name(of: flow.to)): \(TrafficText.shortLabel(flow.traffic))"
        }
        let count = TextCount.of(hit.flows.count + hit.more, "flow")
        let more = hit.more + max(0, texts.count - 4)
        return "\(count): \(texts.prefix(4).joined(separator: "; "))\(more > 0 ? "; \(more) more" : "")"
    }
}
