/// Gives every item its column: as near as possible to the lines that lead to it, without changing the order.
///
/// Each layer in turn is a least-squares problem with fixed distances, solved exactly by pooling adjacent violators
/// (Ayer et al. 1955; isotonic regression). Dummies weigh eight times a box, so that long trunks run straight.
///
///     ┌───┐                 ┌───┐
///     │ A │                 │ A │
///     └─┬─┘          =>     └─┬─┘
///       └──────┐              │
///            ┌─▼─┐          ┌─▼─┐
///
/// Invariant: neighbours keep their distance, and nothing stands outside `0 ..< width`.
struct Coordinates {
    /// The free columns between two boxes.
    let boxes: Int
    let width: Int

    func assignColumns(_ tiers: inout Tiers) {
        pack(&tiers)
        for sweep in 0..<14 {
            let rows = sweep.isMultiple(of: 2) ? Array(tiers.layers.indices) : tiers.layers.indices.reversed()
            for row in rows {
                align(row, in: &tiers, over: sweep.isMultiple(of: 2) || sweep > 11, under: !sweep.isMultiple(of: 2) || sweep > 11)
            }
            if sweep % 4 == 3 { tiers.sortTerminals() }
        }
    }

    /// A first place for everything: each layer in the middle.
    private func pack(_ tiers: inout Tiers) {
        for row in tiers.layers.indices {
            var x = max(0, (width - tiers.width(ofLayer: row, boxes: boxes)) / 2)
            for (index, item) in tiers.layers[row].enumerated() {
                if index > 0 { x += tiers.separation(tiers.layers[row][index - 1], item, boxes: boxes) }
                tiers.items[item].x = x
                x += tiers.items[item].width
            }
        }
        for item in tiers.items.indices { tiers.spread(item) }
        tiers.sortTerminals()
    }

    private func align(_ row: Int, in tiers: inout Tiers, over: Bool, under: Bool) {
        let layer = tiers.layers[row]
        var wishes: [(value: Double, weight: Double)] = []
        var offsets: [Int] = []
        var offset = 0
        for (index, item) in layer.enumerated() {
            if index > 0 {
                offset += tiers.items[layer[index - 1]].width + tiers.separation(layer[index - 1], item, boxes: boxes)
            }
            offsets.append(offset)
            let wish = wish(of: item, in: tiers, over: over, under: under)
            wishes.append((wish.value - Double(offset), wish.weight))
        }
        guard let last = layer.last else { return }
        let slack = Double(max(0, width - offset - tiers.items[last].width))
        for (index, value) in Self.isotonic(wishes).enumerated() {
            tiers.items[layer[index]].x = offsets[index] + Int(min(max(value, 0), slack).rounded(.down))
            tiers.spread(layer[index])
        }
    }

    /// Where an item's lines would run straight, and how much that matters.
    private func wish(of item: Int, in tiers: Tiers, over: Bool, under: Bool) -> (value: Double, weight: Double) {
        let it = tiers.items[item]
        var sum = 0.0
        var weight = 0.0
        func add(_ terminal: Int) {
            let opposite = tiers.opposite(terminal)
            let offset = tiers.columns[terminal] - it.x
            if it.node == nil, let dummy = opposite.first(where: { tiers.items[tiers.terminals[$0].item].node == nil }) {
                sum += 8 * Double(tiers.columns[dummy] - offset)
                weight += 8
            } else {
                var columns = 0
                for end in opposite { columns += tiers.columns[end] }
                sum += Double(columns) / Double(opposite.count) - Double(offset)
                weight += 1
            }
        }
        if over { for place in it.over { add(tiers.sides[place]) } }
        if under { for place in it.under { add(tiers.sides[place]) } }
        return weight == 0 ? (Double(it.x), 0.1) : (sum / weight, weight)
    }

    /// The nondecreasing values nearest to the wished ones.
    static func isotonic(_ wishes: [(value: Double, weight: Double)]) -> [Double] {
        var blocks: [(value: Double, weight: Double, count: Int)] = []
        for wish in wishes {
            blocks.append((wish.value, wish.weight, 1))
            while blocks.count > 1, blocks[blocks.count - 2].value > blocks[blocks.count - 1].value {
                let right = blocks.removeLast()
                let left = blocks.removeLast()
                let weight = left.weight + right.weight
                let value = (left.value * left.weight + right.value * right.weight) / weight
                blocks.append((value, weight, left.count + right.count))
            }
        }
        return blocks.flatMap { Array(repeating: $0.value, count: $0.count) }
    }
}
