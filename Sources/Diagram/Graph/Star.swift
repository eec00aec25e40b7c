/// A graph of which every flow begins or ends at one node: drawn as two columns of names, since its lines would be a bundle.
///
/// Sugiyama-style layouts give each of many neighbours of one node a line of its own, in one layer as wide as all of them; as a list of
/// names by ports the same flows are read from top to bottom.
public struct Star: Sendable, Hashable {
    /// The position of the node in the middle.
    public var center: Int
    /// What stands above the nodes from which flows come: `"lets in"`.
    public var entering: String
    /// What stands above the nodes to which flows go: `"is let in by"`.
    public var leaving: String
    /// What stands before the ports of the way back, where flows go both ways: `"is let in on"`.
    public var back: String

    /// The number of neighbours from which on names are listed.
    public static let limit = 15

    /// Makes a star; nil where another flow than those of the centre is drawn, and where lines are few enough to be followed.
    public init?(_ graph: DiagramGraph, center: Int, entering: String, leaving: String, back: String) {
        guard graph.nodes.count > Self.limit, graph.nodes.indices.contains(center) else { return nil }
        let neighbours = graph.edges.reduce(into: Set<Int>()) { $0.formUnion([$1.source, $1.target]) }
        guard neighbours.subtracting([center]).count >= Self.limit,
            graph.edges.allSatisfy({ $0.source == center || $0.target == center })
        else { return nil }
        (self.center, self.entering, self.leaving, self.back) = (center, entering, leaving, back)
    }
}
