/// Fixes every column, layer by layer from the top, so that crossings, bends and ink are few.
///
/// A box or dummy may move between its neighbours. It tries the columns where one of its lines would run straight, and
/// takes the place with the least cost (as sifting does with orders: Matuszewski, Schönfeld, Molitor: Using sifting for k-layer
/// straightline crossing minimization, 1999). The lines at a box's lower side then change places while that removes crossings.
///
///     │  │  │            │  │  │
///     ├──┼──┼┘    =>     ├──┼──┘       the trunk turns only one way when its target stands
///        ▼               ▼             under its first source
///
/// Invariant: after a layer was sifted, no line in the gap above it comes down where another net's line starts.
struct Sifting {
    let boxes: Int
    let width: Int
    /// Above this number of pieces in a gap, crossings with all others are too many to count for each try.
    let patience: Int

    var spans: [Span] = []
    /// The ends of the spans again, side by side: most pairs do not meet, and this finds out fastest.
    private var lows: [Int] = []
    /// The layer of each item, and its place there.
    private var spots: [(row: Int, index: Int)] = []
    private var highs: [Int] = []

    init(boxes: Int, width: Int, patience: Int) {
        self.boxes = boxes
        self.width = width
        self.patience = patience
    }

    mutating func run(_ tiers: inout Tiers) {
        spans = tiers.pieces.map { Span($0, in: tiers) }
        lows = spans.map(\.low)
        highs = spans.map(\.high)
        spots = Array(repeating: (0, 0), count: tiers.items.count)
        for (row, layer) in tiers.layers.enumerated() {
            for (index, item) in layer.enumerated() { spots[item] = (row, index) }
        }
        for row in tiers.layers.indices {
            var owners = [Int](repeating: -1, count: width + 8)
            if row > 0 {
                for piece in tiers.gaps[row - 1] {
                    let it = tiers.pieces[piece]
                    for terminal in it.branches + [it.trunk] where tiers.terminals[terminal].isUnder {
                        let column = tiers.terminals[terminal].column
                        if owners.indices.contains(column) { owners[column] = it.net }
                    }
                }
            }
            for index in tiers.layers[row].indices { sift(index, row: row, owners: owners, in: &tiers) }
            if row < tiers.gaps.count {
                for item in tiers.layers[row] where tiers.items[item].under.count > 1 { exchange(item, in: &tiers) }
            }
        }
        for piece in tiers.pieces.indices { straighten(piece, in: &tiers) }
        slide(in: &tiers)
    }

    /// Moves the start of a line over its end, where the box is wide enough and that costs no crossing.
    ///
    ///     └──┬──────┘          └────┬────┘
    ///        └──┐       =>          │
    ///           ▼                   ▼
    private mutating func straighten(_ piece: Int, in tiers: inout Tiers) {
        let it = tiers.pieces[piece]
        guard !it.isUpward else { return }
        let end = tiers.terminals[it.trunk].column
        for branch in it.branches {
            let box = tiers.items[tiers.terminals[branch].item]
            let old = tiers.terminals[branch].column
            guard box.node != nil, old != end, end >= box.x + box.inset, end < box.x + box.width - box.inset else { continue }
            let isFree = box.under.allSatisfy {
                let other = tiers.terminals[$0]
                return $0 == branch || end + 2 <= other.column || end >= other.column + max(2, other.room)
            }
            guard isFree else { continue }
            let before = cost(ofPiece: piece, in: tiers)
            tiers.terminals[branch].column = end
            renew(piece: piece, in: tiers)
            if cost(ofPiece: piece, in: tiers) < before { continue }
            tiers.terminals[branch].column = old
            renew(piece: piece, in: tiers)
        }
    }

    private mutating func sift(_ index: Int, row: Int, owners: [Int], in tiers: inout Tiers) {
        let item = tiers.layers[row][index]
        let room = room(of: item, in: tiers)
        let (low, high) = (room.lowerBound, room.upperBound)
        let start = min(max(tiers.items[item].x, low), high)
        tiers.items[item].over = tiers.sorted(tiers.items[item].over)
        var best = (cost: Int.max, x: start)
        let places = candidates(item, start: start, low: low, high: high, in: tiers)
        for x in places {
            move(item, to: x, owners: owners, in: &tiers)
            let cost = cost(item, in: tiers) + abs(x - start) / 2
            if cost < best.cost { best = (cost, x) }
        }
        move(item, to: best.x, owners: owners, in: &tiers)
    }

    /// Where an item may stand between its neighbours, by its leftmost column.
    func room(of item: Int, in tiers: Tiers) -> ClosedRange<Int> {
        let (row, index) = spots[item]
        let layer = tiers.layers[row]
        var low = 0
        var high = width - tiers.items[item].width
        if index > 0 {
            let left = layer[index - 1]
            low = tiers.items[left].x + tiers.items[left].width + tiers.separation(left, item, boxes: boxes)
        }
        if index + 1 < layer.count {
            let right = layer[index + 1]
            high = tiers.items[right].x - tiers.separation(item, right, boxes: boxes) - tiers.items[item].width
        }
        return low...max(low, high)
    }

    /// The places to try: where it stands, and wherever one of its lines would run straight.
    private func candidates(_ item: Int, start: Int, low: Int, high: Int, in tiers: Tiers) -> [Int] {
        var places = [start]
        let it = tiers.items[item]
        guard it.over.count + it.under.count <= 12 else { return places }
        for terminal in it.over + it.under {
            let offset = tiers.terminals[terminal].column - it.x
            let ends = tiers.opposite(terminal)
            for end in ends.prefix(6) {
                let x = tiers.terminals[end].column - offset
                if x >= low, x <= high, !places.contains(x) { places.append(x) }
            }
            if ends.count > 2 {
                let columns = ends.map { tiers.terminals[$0].column }
                let x = ((columns.min() ?? 0) + (columns.max() ?? 0)) / 2 - offset
                if x >= low, x <= high, !places.contains(x) { places.append(x) }
            }
            if places.count > 16 { break }
        }
        return places
    }

    private mutating func move(_ item: Int, to x: Int, owners: [Int], in tiers: inout Tiers) {
        tiers.items[item].x = x
        tiers.spread(item)
        tiers.descend(item) { column in
            guard owners.indices.contains(column), owners[column] >= 0 else { return nil }
            return owners[column]
        }
        renew(item, in: tiers)
    }

    private mutating func renew(_ item: Int, in tiers: Tiers) {
        for terminal in tiers.items[item].over { renew(piece: tiers.terminals[terminal].piece, in: tiers) }
        for terminal in tiers.items[item].under { renew(piece: tiers.terminals[terminal].piece, in: tiers) }
    }

    mutating func renew(piece: Int, in tiers: Tiers) {
        spans[piece].update(tiers.pieces[piece], in: tiers)
        lows[piece] = spans[piece].low
        highs[piece] = spans[piece].high
    }

    private func cost(_ item: Int, in tiers: Tiers) -> Int {
        var total = 0
        for terminal in tiers.items[item].over { total += cost(ofPiece: tiers.terminals[terminal].piece, in: tiers) }
        for terminal in tiers.items[item].under { total += cost(ofPiece: tiers.terminals[terminal].piece, in: tiers) }
        return total
    }

    func cost(ofPiece piece: Int, in tiers: Tiers) -> Int {
        let span = spans[piece]
        return crossings(ofPiece: piece, in: tiers) * 40 + span.bends * 6 + (span.high - span.low) + span.reach / 3
    }

    private func crossings(ofPiece piece: Int, in tiers: Tiers) -> Int {
        let gap = tiers.gaps[tiers.pieces[piece].gap]
        guard gap.count <= patience else { return 0 }
        let (low, high) = (lows[piece], highs[piece])
        var count = 0
        for other in gap where lows[other] < high && low < highs[other] && other != piece {
            count += spans[piece].fewestCrossings(spans[other])
        }
        return count
    }

    /// Lets neighbouring lines on the lower side of a box change places while that removes crossings.
    private mutating func exchange(_ item: Int, in tiers: inout Tiers) {
        guard let first = tiers.items[item].under.first,
            tiers.gaps[tiers.pieces[tiers.terminals[first].piece].gap].count <= patience
        else { return }
        for _ in 0..<4 {
            var improved = false
            for index in 1..<tiers.items[item].under.count {
                let left = tiers.terminals[tiers.items[item].under[index - 1]].piece
                let right = tiers.terminals[tiers.items[item].under[index]].piece
                let before = cost(ofPiece: left, in: tiers) + cost(ofPiece: right, in: tiers)
                swap(index, of: item, in: &tiers)
                let after = cost(ofPiece: left, in: tiers) + cost(ofPiece: right, in: tiers)
                if after < before { improved = true } else { swap(index, of: item, in: &tiers) }
            }
            if !improved { break }
        }
    }

    private mutating func swap(_ index: Int, of item: Int, in tiers: inout Tiers) {
        tiers.items[item].under.swapAt(index - 1, index)
        let (left, right) = (tiers.items[item].under[index - 1], tiers.items[item].under[index])
        if tiers.terminals[left].room == tiers.terminals[right].room {
            let column = tiers.terminals[left].column
            tiers.terminals[left].column = tiers.terminals[right].column
            tiers.terminals[right].column = column
            renew(piece: tiers.terminals[left].piece, in: tiers)
            renew(piece: tiers.terminals[right].piece, in: tiers)
            return
        }
        let over = tiers.items[item].over.map { tiers.terminals[$0].column }
        tiers.spread(item)
        for (terminal, column) in zip(tiers.items[item].over, over) { tiers.terminals[terminal].column = column }
        renew(item, in: tiers)
    }
}
