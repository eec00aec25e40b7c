/// Wraps layers that are wider than the view: some of the nodes move to a row of their own below.
///
///     a b c d e            a b c
///     └─┴─┴─┴─┴┐     =>    ├─┴─┘
///              ▼           │  d e
///              T           ├──┴─┘
///                          ▼
///
/// A node that moves down lengthens the trunks that lead to it, one that stays up those that leave it; so the nodes with
/// more lines in than out stay. A layer that wrapping does not make narrower stays as it is.
struct WideLayers {
    let nodes: [Int]
    let nets: [Net]
    let texts: [BoxText]
    let maxWidth: Int
    /// The free columns between two boxes.
    let boxes: Int

    func wrapped(_ layer: [Int]) -> [Int] {
        var layer = layer
        var row = 0
        var rounds = 0
        while rounds < 60, row <= (nodes.map { layer[$0] }.max() ?? 0) {
            rounds += 1
            let tiers = Tiers(nodes: nodes, layer: layer, nets: nets, texts: texts)
            let width = tiers.width(ofLayer: row, boxes: boxes)
            let members = tiers.layers[row].filter { tiers.items[$0].node != nil }
            guard width > maxWidth, members.count > 1 else {
                row += 1
                continue
            }
            let down = overflow(row, members: members, in: tiers)
            let trial = nodes.reduce(into: layer) { trial, node in
                if layer[node] > row || down.contains(node) { trial[node] += 1 }
            }
            let after = Tiers(nodes: nodes, layer: trial, nets: nets, texts: texts)
            let widest = max(after.width(ofLayer: row, boxes: boxes), after.width(ofLayer: row + 1, boxes: boxes))
            if widest < width { layer = trial } else { row += 1 }
        }
        return layer
    }

    /// The nodes that leave a layer.
    private func overflow(_ row: Int, members: [Int], in tiers: Tiers) -> Set<Int> {
        let total = members.reduce(0) { $0 + tiers.items[$1].width + boxes }
        let dummies = (tiers.layers[row].count - members.count) * (Tiers.dummyWidth + 1)
        let room = max(maxWidth - dummies, maxWidth / 2)
        let rows = (total + room - 1) / max(1, room)
        // Rows of about the same length look calmer than one full and one short row.
        let share = min(room, total / max(2, rows) + (tiers.items[members[0]].width + 1) / 2)
        let ranked = members.sorted { (leaning(of: $1, in: tiers), $0) < (leaning(of: $0, in: tiers), $1) }
        var used = 0
        var down: Set<Int> = []
        for (index, item) in ranked.enumerated() {
            used += tiers.items[item].width + boxes
            if index > 0, used > share, let node = tiers.items[item].node { down.insert(node) }
        }
        if down.isEmpty, let last = ranked.last, let node = tiers.items[last].node { down.insert(node) }
        return down
    }

    private func leaning(of item: Int, in tiers: Tiers) -> Int { tiers.items[item].over.count - tiers.items[item].under.count }
}
