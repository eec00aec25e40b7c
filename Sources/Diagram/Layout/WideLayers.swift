/// Wraps layers that are wider than the view: some of the nodes move to a row of their own below.
///
///     a b c d e            a b c
///     └─┴─┴─┴─┴┐     =>    ├─┴─┘
///              ▼           │  d e
///              T           ├──┴─┘
///                          ▼
///
/// Layers of a bounded width, as in Coffman, Graham: Optimal scheduling for two-processor systems, 1972, but from layers that
/// are short already.
///
/// A node that moves down lengthens the trunks that lead to it, one that stays up those that leave it; so the nodes with
/// more lines in than out stay. A layer that wrapping does not make narrower stays as it is.
///
/// Invariant: what was above another node is above it still, as everything below the layer moves down with what leaves it.
struct WideLayers {
    let nodes: [Int]
    let nets: [Net]
    /// The columns of each node's box, whatever its layer.
    let width: [Int: Int]
    /// Lines in less lines out, for each node.
    let leaning: [Int: Int]
    let maxWidth: Int
    /// The free columns between two boxes.
    let boxes: Int

    /// Takes what does not change with the layers from the graph in layers.
    init(_ tiers: Tiers, nodes: [Int], nets: [Net], texts: [BoxText], maxWidth: Int, boxes: Int) {
        self.nodes = nodes
        let known = Set(nodes)
        self.nets = nets.filter { known.contains($0.target) }
        var width: [Int: Int] = [:]
        var leaning: [Int: Int] = [:]
        for item in tiers.items {
            guard let node = item.node else { continue }
            width[node] = item.width
            // The internet stays where it is.
            leaning[node] = texts[node].shape == .cloud ? Int.max : item.over.count - item.under.count
        }
        self.width = width
        self.leaning = leaning
        self.maxWidth = maxWidth
        self.boxes = boxes
    }

    func wrapped(_ layer: [Int]) -> [Int] {
        var layer = layer
        var row = 0
        var rounds = 0
        while rounds < 60, row <= (nodes.map { layer[$0] }.max() ?? 0) {
            rounds += 1
            let members = nodes.filter { layer[$0] == row }
            let dummies = dummies(layer, row)
            let before = width(members, dummies: dummies)
            guard before > maxWidth, members.count > 1 else {
                row += 1
                continue
            }
            let down = overflow(members, dummies: dummies)
            var trial = layer
            for node in nodes where layer[node] > row || down.contains(node) { trial[node] += 1 }
            let widest =
                [row, row + 1].map { at in
                    width(nodes.filter { trial[$0] == at }, dummies: self.dummies(trial, at))
                }.max() ?? 0
            if widest < before { layer = trial } else { row += 1 }
        }
        return layer
    }

    /// The trunks that pass a layer.
    private func dummies(_ layer: [Int], _ row: Int) -> Int {
        nets.count { net in
            let end = layer[net.target]
            return net.legs.contains { net.isUpward ? layer[$0.source] > row && end < row : layer[$0.source] < row && end > row }
        }
    }

    private func width(_ members: [Int], dummies: Int) -> Int {
        let own = members.reduce(0) { $0 + (width[$1] ?? 0) } + max(0, members.count - 1) * boxes
        return own + dummies * Tiers.dummyWidth + (members.isEmpty || dummies == 0 ? 0 : 1)
    }

    private func overflow(_ members: [Int], dummies: Int) -> Set<Int> {
        let total = members.reduce(0) { $0 + (width[$1] ?? 0) + boxes }
        let room = max(maxWidth - dummies * (Tiers.dummyWidth + 1), maxWidth / 2)
        let rows = (total + room - 1) / max(1, room)
        // Rows of about the same length look calmer than one full and one short row.
        let share = min(room, total / max(2, rows) + ((width[members[0]] ?? 0) + 1) / 2)
        let ranked = members.sorted { (leaning[$1] ?? 0, $0) < (leaning[$0] ?? 0, $1) }
        var used = 0
        var down: Set<Int> = []
        for (index, node) in ranked.enumerated() {
            used += (width[node] ?? 0) + boxes
            if index > 0, used > share { down.insert(node) }
        }
        if down.isEmpty, let last = ranked.last { down.insert(last) }
        return down
    }
}
