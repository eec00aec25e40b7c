import CoreModel
import Diagram

/// How much was seen of the flows of maps, by the rules behind their lines.
///
/// A line says how often it was seen; it is heavy from a tenth of the busiest on, and dotted where nothing of it was. Nothing is said where
/// that cannot be told.
public struct MapWeights: Sendable {
    /// How often what some rules let through was seen; nil where it cannot be told.
    public typealias Count = @Sendable ([RuleIndex]) -> UInt64?

    private let count: Count

    /// Weights by rules.
    public init(_ count: @escaping Count) { self.count = count }

    func weight(_ rules: [RuleIndex]) -> LineWeight { LineWeight(count(rules)) }
}

extension MapGraph {
    /// The map with how much was seen of its flows said at its lines.
    public func weighted(_ weights: MapWeights) -> MapGraph {
        var drawn = graph
        var busiest: UInt64 = 0
        for (place, link) in links.enumerated() where !link.isDotted {
            var notes = LineNotes(flows: 0)
            for part in parts(link) {
                var one = LineNotes(flows: 0)
                one.weight = weights.weight(rules(MapLink(from: 0, to: 0, isDotted: false, part.content, Int(part.place))))
                notes.add(one)
            }
            drawn.edges[place].notes.weight = notes.weight
            busiest = max(busiest, notes.weight?.count ?? 0)
        }
        for place in links.indices {
            guard let count = drawn.edges[place].notes.weight?.count else { continue }
            drawn.edges[place].notes.weight?.isHeavy = count > 0 && count >= busiest / 10
        }
        var map = self
        map.graph = drawn
        return map
    }
}
