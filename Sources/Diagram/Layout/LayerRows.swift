/// Gives every layer and every track its rows, and writes down where everything stands.
///
///     boxes          ┌────┐
///                    └─┬──┘
///     (arrow row)      │        of upward nets: `▲ 443`
///     tracks         ┌─┘
///     arrow row      ▼ 443
///     boxes          ┌────┐
///
/// Boxes of one layer are equally high, but where one of them lists what it holds: there each is as high as what it says, and its lines
/// run down beside the higher ones.
///
///     boxes          ┌──────────┐ ┌──────────┐
///                    │ api      │ │ workers  │
///                    │ 10.0.1.1 │ └────┬─────┘
///                    └────┬─────┘      │
struct LayerRows {
    let tiers: Tiers
    let texts: [BoxText]

    func geometry() -> Geometry {
        let channels = tiers.gaps.map { Channel(gap: $0, in: tiers) }
        var result = Geometry()
        var y = 0
        for (row, layer) in tiers.layers.enumerated() {
            let nodes = layer.compactMap { tiers.items[$0].node }
            let height = nodes.map { self.height(of: texts[$0]) }.max() ?? 1
            let hasLists = nodes.contains { texts[$0].isList }
            for item in layer { put(tiers.items[item], y: y, height: height, isUneven: hasLists, in: &result) }
            y += height
            guard row < channels.count else { break }
            y = route(channels[row], gap: row, y: y, in: &result)
        }
        result.height = y
        let left = leftmost(result)
        guard left > 0 else { return result }
        var shifted = Geometry()
        shifted.add(result, x: -left, y: 0)
        shifted.width = result.width - left
        return shifted
    }

    private func leftmost(_ geometry: Geometry) -> Int {
        let boxes = geometry.boxes.map(\.x).min() ?? 0
        let lines = geometry.runs.map { min($0.trunk, $0.branches.map(\.column).min() ?? $0.trunk) }.min() ?? boxes
        return min(boxes, lines)
    }

    private func height(of text: BoxText) -> Int { text.frame == .border ? text.rows + 2 : 1 }

    private func put(_ item: Tiers.Item, y: Int, height: Int, isUneven: Bool, in result: inout Geometry) {
        result.width = max(result.width, item.x + item.width)
        if let node = item.node {
            let isWord = texts[node].frame == .word
            // What points up at a box points at its lower border.
            let isLow = isUneven && !isWord && !isEnteredFromBelow(item)
            let own = isWord ? 1 : isLow ? self.height(of: texts[node]) : height
            result.boxes.append(
                Picture.Box(node: node, x: item.x, y: isWord ? y + height - own : y, width: item.width, height: own))
            if own < height, !isWord { putLines(below: item, top: y + own, bottom: y + height - 1, in: &result) }
            let columns = tiers.sides[item.over.lowerBound..<item.under.upperBound].map { tiers.columns[$0] }
            if let low = columns.min(), let high = columns.max() {
                result.doors.append(low...high)
            } else {
                result.doors.append(nil)
            }
        } else if let terminal = tiers.sides[item.over].first {
            let net = tiers.pieces[tiers.terminals[terminal].piece].net
            let ends = tiers.sides[item.over.lowerBound..<item.under.upperBound]
            let edges = ends.map { tiers.edges[$0] }.max { $0.count < $1.count } ?? []
            result.passages.append(
                Geometry.Passage(net: net, column: tiers.columns[terminal], top: y, bottom: y + height - 1, edges: edges))
            result.ink += height
        }
    }

    private func isEnteredFromBelow(_ item: Tiers.Item) -> Bool {
        tiers.sides[item.under].contains { terminal in
            let piece = tiers.pieces[tiers.terminals[terminal].piece]
            return piece.hasArrow && piece.trunk == terminal
        }
    }

    /// The lines that leave a box which ends above the end of its layer, down to that.
    private func putLines(below item: Tiers.Item, top: Int, bottom: Int, in result: inout Geometry) {
        for terminal in tiers.sides[item.under] {
            result.passages.append(
                Geometry.Passage(
                    net: tiers.pieces[tiers.terminals[terminal].piece].net, column: tiers.columns[terminal], top: top,
                    bottom: bottom, edges: tiers.edges[terminal]))
            result.ink += bottom - top + 1
        }
    }

    /// Whether a corner in one of these columns, next to a layer, would look joined to a name that it only passes, or to
    /// the corner of a box.
    ///
    ///     [ECS API SG]        [ECS API SG]
    ///         +----+     =>
    ///         v              +----+
    private func seemsToTouch(_ columns: [Int], layer: Int) -> Bool {
        tiers.layers[layer].contains { item in
            let it = tiers.items[item]
            guard let node = it.node else { return false }
            let last = it.x + it.width - 1
            let isBox = texts[node].frame == .border
            return columns.contains { isBox ? $0 == it.x || $0 == last : $0 >= it.x && $0 <= last }
        }
    }

    /// Puts the lines of a gap that starts at row `y`; returns the row below it.
    private func route(_ channel: Channel, gap: Int, y: Int, in result: inout Geometry) -> Int {
        let pieces = tiers.gaps[gap]
        let upArrows = pieces.contains { tiers.pieces[$0].isUpward && tiers.pieces[$0].hasArrow } ? 1 : 0
        let downArrows = pieces.contains { !tiers.pieces[$0].isUpward && tiers.pieces[$0].hasArrow } ? 1 : 0
        /// Whether a corner of a row of tracks seems to touch the layer beside it.
        func touches(_ row: Int, down: Bool, layer: Int) -> Bool {
            channel.tracks.contains { $0.row == row && seemsToTouch(channel.columns(of: $0, down: down), layer: layer) }
        }
        let lead = upArrows == 0 && touches(0, down: true, layer: gap) ? 1 : 0
        let trail = downArrows == 0 && touches(channel.height - 1, down: false, layer: gap + 1) ? 1 : 0
        let height = max(1, upArrows + lead + channel.height + trail + downArrows)
        var rows: [Int: (left: Int, right: Int)] = [:]
        for track in channel.tracks {
            let row = y + upArrows + lead + track.row
            let known = rows[track.piece] ?? (row, row)
            rows[track.piece] = track.isRight ? (known.left, row) : (row, known.right)
            result.bends += track.span.bends
            result.ink += track.span.high - track.span.low
        }
        for piece in pieces {
            let it = tiers.pieces[piece]
            let row = rows[piece] ?? (y, y)
            let branches = it.branches.map { number in
                Geometry.Branch(
                    column: tiers.columns[number], edges: tiers.edges[number],
                    node: tiers.items[tiers.terminals[number].item].node)
            }
            result.runs.append(
                Geometry.Run(
                    net: it.net, isUpward: it.isUpward, hasArrow: it.hasArrow, top: y, bottom: y + height - 1,
                    trunk: tiers.columns[it.trunk], leftRow: row.left, rightRow: row.right, branches: branches))
        }
        result.crossings += channel.crossings
        return y + height
    }
}
