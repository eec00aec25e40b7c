/// Gives every node its layer: what is reached stands below what reaches it.
///
/// Longest path from the sinks, then nodes are moved one after the other to where their trunks are shortest, until none
/// moves (the aim of Gansner, Koutsofios, North, Vo: A technique for drawing directed graphs, 1993, by local steps).
///
///     A -> B -> D          A              A
///     C -> D         =>    B   C   not    B
///                          D              D, with C beside A
///
/// Invariant: for every downward leg `layer[source] < layer[target]`, for every upward leg the reverse.
struct Layers {
    /// The layer of each node, 0 at the top; every layer has a node.
    var layer: [Int]

    /// The nodes that `top` names stay at the top, above all others that are not; those of `bottom`, which send nothing, below.
    init(nodeCount: Int, nets: [Net], top: Set<Int>, bottom: Set<Int> = []) {
        layer = Array(repeating: 0, count: nodeCount)
        var above = [[Int]](repeating: [], count: nodeCount)
        var below = [[Int]](repeating: [], count: nodeCount)
        var netsOf = [[Int]](repeating: [], count: nodeCount)
        for (number, net) in nets.enumerated() {
            netsOf[net.target].append(number)
            for leg in net.legs {
                netsOf[leg.source].append(number)
                let (upper, lower) = net.isUpward ? (net.target, leg.source) : (leg.source, net.target)
                below[upper].append(lower)
                above[lower].append(upper)
            }
        }
        hang(above: above, below: below)
        for node in top { layer[node] = 0 }
        pull(above: above, below: below, nets: nets, netsOf: netsOf, pinned: top.union(bottom))
        close()
    }

    /// Longest path from the sinks: each node directly above the highest node that it reaches.
    private mutating func hang(above: [[Int]], below: [[Int]]) {
        var open = below.map(\.count)
        var depth = [Int](repeating: 0, count: layer.count)
        var ready = layer.indices.filter { open[$0] == 0 }
        while let node = ready.popLast() {
            for upper in above[node] {
                depth[upper] = max(depth[upper], depth[node] + 1)
                open[upper] -= 1
                if open[upper] == 0 { ready.append(upper) }
            }
        }
        let deepest = depth.max() ?? 0
        layer = depth.map { deepest - $0 }
    }

    /// Moves nodes, one at a time, to the layer where the trunks that they are on are shortest.
    private mutating func pull(above: [[Int]], below: [[Int]], nets: [Net], netsOf: [[Int]], pinned: Set<Int>) {
        let bottom = layer.max() ?? 0
        for pass in 0..<12 {
            var moved = false
            for step in layer.indices {
                let node = pass.isMultiple(of: 2) ? step : layer.count - 1 - step
                guard !pinned.contains(node), !netsOf[node].isEmpty else { continue }
                let lowest = (above[node].map { layer[$0] }.max() ?? -1) + 1
                let highest = (below[node].map { layer[$0] }.min() ?? bottom + 1) - 1
                guard lowest < highest else { continue }
                let old = layer[node]
                var best = (cost: Int.max, layer: old)
                for candidate in lowest...highest {
                    layer[node] = candidate
                    let cost = netsOf[node].reduce(0) { $0 + length(of: nets[$1]) } * 2 - (candidate == old ? 1 : 0)
                    // Among equals the lowest place: a source sinks to its siblings.
                    if cost < best.cost || (cost == best.cost && below[node].count > 0) { best = (cost, candidate) }
                }
                layer[node] = best.layer
                if best.layer != old { moved = true }
            }
            if !moved { break }
        }
    }

    private func length(of net: Net) -> Int {
        var trunk = 0
        var total = 0
        for leg in net.legs {
            let span = abs(layer[leg.source] - layer[net.target])
            trunk = max(trunk, span)
            total += span
        }
        return 8 * trunk + total
    }

    /// Drops layers that no node is in.
    private mutating func close() {
        let number = Dictionary(uniqueKeysWithValues: zip(Set(layer).sorted(), 0...))
        layer = layer.map { number[$0] ?? 0 }
    }
}
