/// Where an earlier picture had its boxes: a picture that follows it keeps their order, so that whoever looks finds them again.
///
/// Misue, Eades, Lai, Sugiyama: Layout adjustment and the mental map, 1995: what matters is which box is left of which, and
/// above which.
///
///     a   b          c   a   b             a   b   c
///     └─┬─┘    then  └───┼───┘    not,     └───┼───┘      when c comes in
///       t                t        but          t
struct Earlier: Sendable {
    /// The middle column of each node that the earlier picture had.
    private var middles: [Int: Double] = [:]
    /// The upper row of each of these nodes.
    private var tops: [Int: Int] = [:]

    var isEmpty: Bool { middles.isEmpty }

    /// Takes the places of the nodes with the same ids.
    init(_ layout: Layout?, in graph: DiagramGraph) {
        guard let layout else { return }
        var places: [String: (middle: Double, top: Int)] = [:]
        let nodes = layout.request.graph.nodes
        for box in layout.geometry.boxes where nodes.indices.contains(box.node) {
            places[nodes[box.node].id] = (Double(2 * box.x + box.width) / 2, box.y)
        }
        for (node, it) in graph.nodes.enumerated() {
            middles[node] = places[it.id]?.middle
            tops[node] = places[it.id]?.top
        }
    }

    /// Where a node should come among its neighbours: as before, or in the graph's order where there is none before.
    func rank(of node: Int) -> Double { isEmpty ? Double(node) : middles[node] ?? .infinity }

    /// Groups of nodes in the order in which their first ones stood: row by row.
    func sorted(_ groups: [[Int]]) -> [[Int]] {
        if isEmpty { return groups }
        func place(_ nodes: [Int]) -> (Int, Double) {
            nodes.map { (tops[$0] ?? Int.max, middles[$0] ?? .infinity) }.min { $0 < $1 } ?? (Int.max, .infinity)
        }
        let keyed = groups.enumerated().map { (place: place($0.element), index: $0.offset) }
        return keyed.sorted { ($0.place.0, $0.place.1, $0.index) < ($1.place.0, $1.place.1, $1.index) }.map { groups[$0.index] }
    }

    /// The layers in the earlier order; what is new goes to the mean of what it is joined to.
    func arranged(_ tiers: Tiers) -> [[Int]] {
        var keys = tiers.items.map { item in item.node.flatMap { middles[$0] } }
        for _ in 0..<4 {
            let known = keys
            for item in tiers.items.indices where tiers.items[item].node.flatMap({ middles[$0] }) == nil {
                let ends = (tiers.items[item].over.lowerBound..<tiers.items[item].under.upperBound).flatMap {
                    tiers.opposite(tiers.sides[$0])
                }
                let around = ends.compactMap { known[tiers.terminals[$0].item] }
                if !around.isEmpty { keys[item] = around.reduce(0, +) / Double(around.count) }
            }
        }
        return tiers.layers.map { layer in
            layer.enumerated().sorted { (keys[$0.element] ?? 0, $0.offset) < (keys[$1.element] ?? 0, $1.offset) }.map(\.element)
        }
    }
}
