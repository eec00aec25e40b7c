/// Slides vertical runs sideways, as a whole, where that removes a kink or brings a lone line to the middle of its box.
///
/// A run is everything that stands in one column without a corner: ports, dummies, the arrow (the blocks of Brandes, Köpf: Fast
/// and simple horizontal coordinate assignment, 2001). `Sifting` moves one item at
/// a time, and so never leaves a place from which two have to move together.
///
///     [INTERNET]           [INTERNET]
///      │                    │
///     ┌┘              =>    │
///     ▼ 443                 ▼ 443
///
/// Invariant: the order within layers and at the sides of boxes stays, and no line comes to start above where another
/// net's line ends.
extension Sifting {
    mutating func slide(in tiers: inout Tiers) {
        var edges = GapEdges(tiers, width: width)
        for _ in 0..<2 {
            var isDone = [Bool](repeating: false, count: tiers.terminals.count)
            var moved = false
            for piece in tiers.pieces.indices where spans.isCounted(tiers.pieces[piece].gap) {
                let start = tiers.pieces[piece].trunk
                if isDone[start] { continue }
                let run = Run(from: start, in: tiers)
                for terminal in run.terminals { isDone[terminal] = true }
                if slide(run, in: &tiers, edges: &edges) { moved = true }
            }
            if !moved { break }
        }
    }

    private mutating func slide(_ run: Run, in tiers: inout Tiers, edges: inout GapEdges) -> Bool {
        let old = run.column
        var best: (cost: Int, column: Int)?
        for column in run.candidates(in: tiers) where run.canMove(to: column, in: tiers, edges: edges, sifting: self) {
            let least = best ?? (cost(of: run, in: tiers), old)
            move(run, to: column, in: &tiers)
            let cost = cost(of: run, in: tiers, below: least.cost)
            best = cost < least.cost ? (cost, column) : least
            move(run, to: old, in: &tiers)
        }
        guard let best, best.column != old else { return false }
        edges.remove(run, in: tiers)
        move(run, to: best.column, in: &tiers)
        edges.add(run, in: tiers)
        return true
    }

    /// Kinks and crossings first; among equals the middle of the boxes.
    private func cost(of run: Run, in tiers: Tiers, below limit: Int = .max) -> Int {
        var total = run.eccentricity(in: tiers)
        for piece in run.pieces {
            guard total < limit else { break }
            // Rounded up: what is below the limit here is below it there.
            total += spans.cost(piece, in: tiers, below: limit == .max ? .max : (limit - total + 7) / 8) * 8
        }
        return total
    }

    private mutating func move(_ run: Run, to column: Int, in tiers: inout Tiers) {
        let shift = column - tiers.columns[run.terminals[0]]
        for terminal in run.terminals { tiers.columns[terminal] = column }
        for item in run.boxes { tiers.items[item].x += shift }
        for item in run.dummies {
            tiers.items[item].x = run.leftColumn(ofDummy: item, column: column, in: tiers, sifting: self) ?? column - 1
        }
        for piece in run.pieces { spans.update(piece, in: tiers) }
    }
}

/// Which piece touches each column of the two edges of each gap.
struct GapEdges {
    private let width: Int
    /// For each gap its upper edge, then its lower one, column by column; -1 where no piece is.
    private var pieces: [Int32]

    init(_ tiers: Tiers, width: Int) {
        self.width = max(width, (tiers.columns.max() ?? 0) + 1)
        pieces = Array(repeating: -1, count: 2 * tiers.gaps.count * self.width)
        for terminal in tiers.terminals.indices { set(terminal, in: tiers, isThere: true) }
    }

    private func place(gap: Int, isUnder: Bool, column: Int) -> Int? {
        column >= 0 && column < width ? (2 * gap + (isUnder ? 0 : 1)) * width + column : nil
    }

    private mutating func set(_ terminal: Int, in tiers: Tiers, isThere: Bool) {
        let it = tiers.terminals[terminal]
        let gap = tiers.pieces[it.piece].gap
        guard let place = place(gap: gap, isUnder: it.isUnder, column: tiers.columns[terminal]) else { return }
        pieces[place] = isThere ? Int32(it.piece) : -1
    }

    mutating func add(_ run: Sifting.Run, in tiers: Tiers) {
        for terminal in run.terminals { set(terminal, in: tiers, isThere: true) }
    }
    mutating func remove(_ run: Sifting.Run, in tiers: Tiers) {
        for terminal in run.terminals { set(terminal, in: tiers, isThere: false) }
    }

    /// Whether another piece's line ends across the gap from a terminal, were that in a column.
    func meets(_ terminal: Int, column: Int, in tiers: Tiers) -> Bool {
        let it = tiers.terminals[terminal]
        guard let place = place(gap: tiers.pieces[it.piece].gap, isUnder: !it.isUnder, column: column) else { return false }
        return pieces[place] >= 0 && Int(pieces[place]) != it.piece
    }
}
