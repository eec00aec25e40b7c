/// The spans of all pieces, gap by gap, and what each costs its reader.
///
/// A cost is asked for in time proportional to the pieces of the gap, and to the lines of those that overlap; but a place
/// that is no better than the best one so far is given up as soon as that is known.
struct Spans {
    /// Above this number of pieces in a gap, crossings with all others are too many to count for each try.
    let patience: Int
    /// The spans, those of one gap side by side.
    private var spans: [Span] = []
    /// Where the span of each piece is.
    private var slots: [Int]
    /// Where the spans of each gap are.
    private var gaps: [Range<Int>] = []

    init(_ tiers: Tiers, patience: Int) {
        self.patience = patience
        slots = Array(repeating: 0, count: tiers.pieces.count)
        spans.reserveCapacity(tiers.pieces.count)
        for gap in tiers.gaps {
            let start = spans.count
            for piece in gap {
                slots[piece] = spans.count
                spans.append(Span(tiers.pieces[piece], in: tiers))
            }
            gaps.append(start..<spans.count)
        }
    }

    /// Takes the columns of a piece anew.
    mutating func update(_ piece: Int, in tiers: Tiers) {
        spans[slots[piece]].update(trunk: tiers.columns[tiers.pieces[piece].trunk], of: tiers.columns)
    }

    /// Takes the columns of all pieces at an item anew.
    mutating func update(item: Int, in tiers: Tiers) {
        for place in tiers.items[item].over { update(tiers.terminals[tiers.sides[place]].piece, in: tiers) }
        for place in tiers.items[item].under { update(tiers.terminals[tiers.sides[place]].piece, in: tiers) }
    }

    /// Whether a gap has so few pieces that their crossings are counted.
    func isCounted(_ gap: Int) -> Bool { gaps[gap].count <= patience }

    /// What a piece costs: crossings, bends, ink; where that is not below a limit, anything from the limit on.
    func cost(_ piece: Int, in tiers: Tiers, below limit: Int = .max) -> Int {
        let slot = slots[piece]
        let span = spans[slot]
        var cost = span.bends * 6 + (span.high - span.low) + span.reach / 3
        let gap = gaps[tiers.pieces[piece].gap]
        guard gap.count <= patience else { return cost }
        for other in gap where spans[other].low < span.high && span.low < spans[other].high && other != slot {
            cost += span.fewestCrossings(spans[other], of: tiers.columns) * 40
            if cost >= limit { return cost }
        }
        return cost
    }

    /// What the pieces at an item cost; where that is not below a limit, anything from the limit on.
    func cost(item: Int, in tiers: Tiers, below limit: Int = .max) -> Int {
        var total = 0
        let item = tiers.items[item]
        for side in [item.over, item.under] {
            for place in side {
                total += cost(tiers.terminals[tiers.sides[place]].piece, in: tiers, below: limit - total)
                if total >= limit { return total }
            }
        }
        return total
    }
}
