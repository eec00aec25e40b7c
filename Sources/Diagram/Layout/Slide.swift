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
        var sides = Sides(tiers)
        for _ in 0..<2 {
            var isDone = [Bool](repeating: false, count: tiers.terminals.count)
            var moved = false
            for piece in tiers.pieces.indices where tiers.gaps[tiers.pieces[piece].gap].count <= patience {
                let start = tiers.pieces[piece].trunk
                if isDone[start] { continue }
                let run = Run(from: start, in: tiers)
                for terminal in run.terminals { isDone[terminal] = true }
                if slide(run, in: &tiers, sides: &sides) { moved = true }
            }
            if !moved { break }
        }
    }

    private mutating func slide(_ run: Run, in tiers: inout Tiers, sides: inout Sides) -> Bool {
        let old = run.column
        var best = (cost: cost(of: run, in: tiers), column: old)
        for column in run.candidates(in: tiers) where run.canMove(to: column, in: tiers, sides: sides, sifting: self) {
            move(run, to: column, in: &tiers)
            let cost = cost(of: run, in: tiers)
            if cost < best.cost { best = (cost, column) }
            move(run, to: old, in: &tiers)
        }
        guard best.column != old else { return false }
        sides.remove(run, in: tiers)
        move(run, to: best.column, in: &tiers)
        sides.add(run, in: tiers)
        return true
    }

    /// Kinks and crossings first; among equals the middle of the boxes.
    private func cost(of run: Run, in tiers: Tiers) -> Int {
        run.pieces.reduce(0) { $0 + cost(ofPiece: $1, in: tiers) } * 8 + run.eccentricity(in: tiers)
    }

    private mutating func move(_ run: Run, to column: Int, in tiers: inout Tiers) {
        let shift = column - tiers.terminals[run.terminals[0]].column
        for terminal in run.terminals { tiers.terminals[terminal].column = column }
        for item in run.boxes { tiers.items[item].x += shift }
        for item in run.dummies {
            tiers.items[item].x = run.leftColumn(ofDummy: item, column: column, in: tiers, sifting: self) ?? column - 1
        }
        for piece in run.pieces { renew(piece: piece, in: tiers) }
    }

    /// Which piece touches each column of the two edges of each gap.
    struct Sides {
        private var upper: [[Int: Int]]
        private var lower: [[Int: Int]]

        init(_ tiers: Tiers) {
            upper = Array(repeating: [:], count: tiers.gaps.count)
            lower = upper
            for terminal in tiers.terminals.indices { set(terminal, in: tiers, isThere: true) }
        }

        private mutating func set(_ terminal: Int, in tiers: Tiers, isThere: Bool) {
            let it = tiers.terminals[terminal]
            let gap = tiers.pieces[it.piece].gap
            if it.isUnder {
                upper[gap][it.column] = isThere ? it.piece : nil
            } else {
                lower[gap][it.column] = isThere ? it.piece : nil
            }
        }

        mutating func add(_ run: Run, in tiers: Tiers) {
            for terminal in run.terminals { set(terminal, in: tiers, isThere: true) }
        }
        mutating func remove(_ run: Run, in tiers: Tiers) {
            for terminal in run.terminals { set(terminal, in: tiers, isThere: false) }
        }

        /// Whether another piece's line ends across the gap from a terminal, were that in a column.
        func meets(_ terminal: Int, column: Int, in tiers: Tiers) -> Bool {
            let it = tiers.terminals[terminal]
            let gap = tiers.pieces[it.piece].gap
            let other = it.isUnder ? lower[gap][column] : upper[gap][column]
            return other.map { $0 != it.piece } ?? false
        }
    }
}
