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
    var spans: Spans
    /// The layer of each item, and its place there.
    private var spots: [(row: Int, index: Int)] = []

    /// Above `patience` pieces in a gap, their crossings are not counted.
    init(_ tiers: Tiers, boxes: Int, width: Int, patience: Int) {
        self.boxes = boxes
        self.width = width
        spans = Spans(tiers, patience: patience)
        spots = Array(repeating: (0, 0), count: tiers.items.count)
        for (row, layer) in tiers.layers.enumerated() {
            for (index, item) in layer.enumerated() { spots[item] = (row, index) }
        }
    }

    mutating func run(_ tiers: inout Tiers) {
        for row in tiers.layers.indices {
            var owners = [Int](repeating: -1, count: width + 8)
            if row > 0 {
                for piece in tiers.gaps[row - 1] {
                    let it = tiers.pieces[piece]
                    for terminal in it.trunk..<it.branches.upperBound where tiers.terminals[terminal].isUnder {
                        let column = tiers.columns[terminal]
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
        let end = tiers.columns[it.trunk]
        for branch in it.branches {
            let box = tiers.items[tiers.terminals[branch].item]
            let old = tiers.columns[branch]
            guard box.node != nil, old != end, end >= box.x + box.inset, end < box.x + box.width - box.inset else { continue }
            let isFree = tiers.sides[box.under].allSatisfy {
                let other = tiers.columns[$0]
                return $0 == branch || end + 2 <= other || end >= other + max(2, tiers.terminals[$0].room)
            }
            guard isFree else { continue }
            let before = spans.cost(piece, in: tiers)
            tiers.columns[branch] = end
            spans.update(piece, in: tiers)
            if spans.cost(piece, in: tiers, below: before) < before { continue }
            tiers.columns[branch] = old
            spans.update(piece, in: tiers)
        }
    }

    private mutating func sift(_ index: Int, row: Int, owners: [Int], in tiers: inout Tiers) {
        let item = tiers.layers[row][index]
        let room = room(of: item, in: tiers)
        let (low, high) = (room.lowerBound, room.upperBound)
        let start = min(max(tiers.items[item].x, low), high)
        tiers.sort(tiers.items[item].over)
        let places = candidates(item, start: start, low: low, high: high, in: tiers)
        var best = (cost: Int.max, x: start)
        for x in places {
            move(item, to: x, owners: owners, in: &tiers)
            // With one place there is nothing to compare.
            if places.count == 1 { return }
            let far = abs(x - start) / 2
            let cost = spans.cost(item: item, in: tiers, below: best.cost - far) + far
            if cost < best.cost { best = (cost, x) }
        }
        if best.x != places.last { move(item, to: best.x, owners: owners, in: &tiers) }
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
        func add(_ x: Int) { if x >= low, x <= high, !places.contains(x) { places.append(x) } }
        for side in [it.over, it.under] {
            for terminal in tiers.sides[side] {
                let offset = tiers.columns[terminal] - it.x
                let ends = tiers.opposite(terminal)
                for end in ends.prefix(6) { add(tiers.columns[end] - offset) }
                if ends.count > 2 {
                    var (least, most) = (Int.max, Int.min)
                    for end in ends { (least, most) = (min(least, tiers.columns[end]), max(most, tiers.columns[end])) }
                    add((least + most) / 2 - offset)
                }
                if places.count > 16 { return places }
            }
        }
        return places
    }

    private mutating func move(_ item: Int, to x: Int, owners: [Int], in tiers: inout Tiers) {
        tiers.items[item].x = x
        tiers.spread(item)
        tiers.descend(item, owners: owners)
        spans.update(item: item, in: tiers)
    }

    /// Lets neighbouring lines on the lower side of a box change places while that removes crossings.
    private mutating func exchange(_ item: Int, in tiers: inout Tiers) {
        let side = tiers.items[item].under
        guard spans.isCounted(tiers.pieces[tiers.terminals[tiers.sides[side.lowerBound]].piece].gap) else { return }
        for _ in 0..<4 {
            var improved = false
            for place in side.dropFirst() {
                let left = tiers.terminals[tiers.sides[place - 1]].piece
                let right = tiers.terminals[tiers.sides[place]].piece
                let before = spans.cost(left, in: tiers) + spans.cost(right, in: tiers)
                swap(place, of: item, in: &tiers)
                var after = spans.cost(left, in: tiers, below: before)
                if after < before { after += spans.cost(right, in: tiers, below: before - after) }
                if after < before { improved = true } else { swap(place, of: item, in: &tiers) }
            }
            if !improved { break }
        }
    }

    private mutating func swap(_ place: Int, of item: Int, in tiers: inout Tiers) {
        tiers.sides.swapAt(place - 1, place)
        let (left, right) = (tiers.sides[place - 1], tiers.sides[place])
        if tiers.terminals[left].room == tiers.terminals[right].room {
            tiers.columns.swapAt(left, right)
            spans.update(tiers.terminals[left].piece, in: tiers)
            spans.update(tiers.terminals[right].piece, in: tiers)
            return
        }
        tiers.spreadUnder(item)
        for place in tiers.items[item].under { spans.update(tiers.terminals[tiers.sides[place]].piece, in: tiers) }
    }
}
