extension Sifting {
    /// Everything of one net that stands in one column without a corner.
    struct Run {
        let column: Int
        private(set) var terminals: [Int] = []
        private(set) var dummies: [Int] = []
        /// Boxes that touch no other line, and so move along.
        private(set) var boxes: [Int] = []
        private(set) var pieces: [Int] = []

        init(from start: Int, in tiers: Tiers) {
            column = tiers.columns[start]
            var open = [start]
            while let terminal = open.popLast() {
                guard !terminals.contains(terminal) else { continue }
                terminals.append(terminal)
                let it = tiers.terminals[terminal]
                if !pieces.contains(it.piece) { pieces.append(it.piece) }
                for end in tiers.opposite(terminal) where tiers.columns[end] == column { open.append(end) }
                let item = tiers.items[it.item]
                if item.node == nil {
                    if !dummies.contains(it.item) { dummies.append(it.item) }
                    open += tiers.sides[item.over]
                    open += tiers.sides[item.under]
                } else if item.over.count + item.under.count == 1 {
                    boxes.append(it.item)
                }
            }
        }

        /// Columns where a corner would go, and the middles of the boxes at its ends.
        func candidates(in tiers: Tiers) -> [Int] {
            var result: [Int] = []
            func add(_ other: Int) { if other != column, !result.contains(other) { result.append(other) } }
            for piece in pieces {
                let it = tiers.pieces[piece]
                for terminal in it.branches.prefix(6) { add(tiers.columns[terminal]) }
                add(tiers.columns[it.trunk])
            }
            for terminal in terminals {
                guard let middle = middle(terminal, in: tiers) else { continue }
                for other in [middle, middle - 1, middle + 1] { add(other) }
            }
            return Array(result.prefix(12))
        }

        /// The middle of a box for its only line on that side.
        private func middle(_ terminal: Int, in tiers: Tiers) -> Int? {
            let it = tiers.terminals[terminal]
            let box = tiers.items[it.item]
            guard box.node != nil, !boxes.contains(it.item), (it.isUnder ? box.under : box.over).count == 1 else { return nil }
            return box.x + (box.width - 1) / 2
        }

        /// How far it is from the middles of the boxes that it touches alone.
        func eccentricity(in tiers: Tiers) -> Int {
            terminals.reduce(0) { sum, terminal in
                let distance = middle(terminal, in: tiers).map { abs($0 - tiers.columns[terminal]) } ?? 0
                return sum + min(7, distance)
            }
        }

        func canMove(to column: Int, in tiers: Tiers, edges: GapEdges, sifting: Sifting) -> Bool {
            let shift = column - self.column
            return terminals.allSatisfy { terminal in
                let it = tiers.terminals[terminal]
                guard !edges.meets(terminal, column: column, in: tiers) else { return false }
                if tiers.items[it.item].node == nil { return true }
                if boxes.contains(it.item) {
                    let room = sifting.room(of: it.item, in: tiers)
                    return room.contains(tiers.items[it.item].x + shift)
                }
                return fits(terminal, column: column, in: tiers)
            } && dummies.allSatisfy { leftColumn(ofDummy: $0, column: column, in: tiers, sifting: sifting) != nil }
        }

        /// Whether a line may touch its box in a column: between its neighbours, with its label.
        private func fits(_ terminal: Int, column: Int, in tiers: Tiers) -> Bool {
            let it = tiers.terminals[terminal]
            let box = tiers.items[it.item]
            let side = it.isUnder ? box.under : box.over
            guard column >= box.x + box.inset, column + it.room <= box.x + box.width - box.inset + 1 else { return false }
            return tiers.sides[side].allSatisfy { other in
                let place = tiers.columns[other]
                if other == terminal { return true }
                return place < tiers.columns[terminal]
                    ? place + tiers.terminals[other].room <= column : column + it.room <= place
            }
        }

        /// Where a dummy stands, from its leftmost column, so that its line is in a column; nil where it has no room.
        func leftColumn(ofDummy item: Int, column: Int, in tiers: Tiers, sifting: Sifting) -> Int? {
            let room = sifting.room(of: item, in: tiers)
            return [column - 1, column, column - 2].first { room.contains($0) }
        }
    }
}
