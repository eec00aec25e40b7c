/// The tracks of one gap: every net that does not run straight through gets a row for its horizontal part.
///
/// The channel problem (Hashimoto, Stevens 1971) as it arises in layered drawings (Sander: Layout of directed
/// hypergraphs with orthogonal hyperedges, 2004). Since no two nets meet in a column (`Ports`), any order of the tracks
/// is right; the order is chosen for few crossings, by insertion, and tracks that do not meet share a row.
///
///     │   │              │   │
///     └───┼──┐    =>     │   └┐
///     ┌───┘  │           └────┼─┐  ...
///
/// A piece with branches on both sides of a line that runs through would make a four-way joint; it is cut in two tracks,
/// one for each side, so that a four-way glyph is only ever a crossing.
///
/// Invariant: two tracks in one row have a column between them where no line runs, so that even in ASCII nobody reads
/// them as one.
struct Channel {
    struct Track {
        let piece: Int
        let span: Span
        /// Whether it is the right one of two tracks of its piece.
        let isRight: Bool
        var row = 0
    }

    private(set) var tracks: [Track] = []
    /// The rows that the tracks take.
    private(set) var height = 0
    /// The crossings between lines of different nets in this gap.
    private(set) var crossings = 0

    init(gap: [Int], in tiers: Tiers) {
        var straight: [Int] = []
        for piece in gap {
            let it = tiers.pieces[piece]
            let trunk = tiers.terminals[it.trunk].column
            let branches = it.branches.map { tiers.terminals[$0].column }
            if branches.allSatisfy({ $0 == trunk }) {
                straight.append(trunk)
            } else if branches.contains(trunk), branches.contains(where: { $0 < trunk }), branches.contains(where: { $0 > trunk })
            {
                for isRight in [false, true] {
                    let side = branches.filter { $0 == trunk || ($0 > trunk) == isRight }
                    let span = Span(trunk: trunk, branches: side, isUpward: it.isUpward)
                    tracks.append(Track(piece: piece, span: span, isRight: isRight))
                }
            } else {
                let span = Span(trunk: trunk, branches: branches, isUpward: it.isUpward)
                tracks.append(Track(piece: piece, span: span, isRight: false))
            }
        }
        let gain = arrange()
        pack(gain, busy: busyColumns(gap, in: tiers))
        count(straight: straight)
    }

    /// Orders the tracks: each in turn goes where it makes the fewest crossings, until none moves.
    ///
    /// Returns for each two of them, first by first, the crossings that it saves when the one is above the other.
    private mutating func arrange() -> [Int32] {
        let count = tracks.count
        guard count > 1 else { return [0] }
        // gain[a * count + b]: the crossings more when a is below b than when it is above.
        var gain = [Int32](repeating: 0, count: count * count)
        var balance = [Int](repeating: 0, count: count)
        let lows = tracks.map(\.span.low)
        let highs = tracks.map(\.span.high)
        for a in 0..<count {
            for b in 0..<a where lows[a] < highs[b] && lows[b] < highs[a] {
                let one = tracks[a].span
                let other = tracks[b].span
                let difference = Int32(other.crossings(above: one) - one.crossings(above: other))
                gain[a * count + b] = difference
                gain[b * count + a] = -difference
                balance[a] += Int(difference)
                balance[b] -= Int(difference)
            }
        }
        var order = (0..<count).sorted { (-balance[$0], $0) < (-balance[$1], $1) }
        for _ in 0..<(count > 300 ? 4 : 16) {
            var moved = false
            for track in 0..<count {
                guard let from = order.firstIndex(of: track) else { continue }
                let row = track * count
                var best = (gain: Int32(0), at: from)
                var sum: Int32 = 0
                for at in stride(from: from - 1, through: 0, by: -1) {
                    sum += gain[row + order[at]]
                    if sum > best.gain { best = (sum, at) }
                }
                sum = 0
                for at in stride(from: from + 1, to: count, by: 1) {
                    sum -= gain[row + order[at]]
                    if sum > best.gain { best = (sum, at) }
                }
                guard best.at != from else { continue }
                order.remove(at: from)
                order.insert(track, at: best.at)
                moved = true
            }
            if !moved { break }
        }
        tracks = order.map { tracks[$0] }
        return order.flatMap { one in order.map { gain[one * count + $0] } }
    }

    /// Gives each track a row, row by row from the top: those first below which most others have to follow.
    ///
    /// A track has to stay below another only where that saves crossings; so the rows are as few as lists of jobs with
    /// such conditions need, nearly (Graham: Bounds on multiprocessing timing anomalies, 1969, for the longest chain first).
    private mutating func pack(_ gain: [Int32], busy: [Bool]) {
        let count = tracks.count
        var free = [0]
        for column in busy { free.append((free.last ?? 0) + (column ? 0 : 1)) }
        func touch(_ a: Span, _ b: Span) -> Bool {
            let (left, right) = a.low <= b.low ? (a, b) : (b, a)
            guard left.high + 1 < right.low else { return true }
            return free[right.low] - free[left.high + 1] == 0
        }
        // How many tracks follow below each, at least, and how many it has to wait for.
        var chain = [Int](repeating: 0, count: count)
        var waits = [Int](repeating: 0, count: count)
        for upper in stride(from: count - 1, through: 0, by: -1) {
            for lower in (upper + 1)..<max(upper + 1, count) where gain[upper * count + lower] > 0 {
                chain[upper] = max(chain[upper], chain[lower] + 1)
                waits[lower] += 1
            }
        }
        var open = (0..<count).filter { waits[$0] == 0 }
        height = 0
        while !open.isEmpty {
            open.sort { (-chain[$0], $0) < (-chain[$1], $1) }
            var row: [Int] = []
            for track in open where !row.contains(where: { touch(tracks[$0].span, tracks[track].span) }) { row.append(track) }
            open.removeAll { row.contains($0) }
            for track in row {
                tracks[track].row = height
                for lower in (track + 1)..<max(track + 1, count) where gain[track * count + lower] > 0 {
                    waits[lower] -= 1
                    if waits[lower] == 0 { open.append(lower) }
                }
            }
            height += 1
        }
    }

    private func busyColumns(_ gap: [Int], in tiers: Tiers) -> [Bool] {
        let columns = gap.flatMap { piece in
            (tiers.pieces[piece].branches + [tiers.pieces[piece].trunk]).map { tiers.terminals[$0].column }
        }
        var busy = [Bool](repeating: false, count: (columns.max() ?? 0) + 2)
        for column in columns { busy[column] = true }
        return busy
    }

    private mutating func count(straight: [Int]) {
        let lows = tracks.map(\.span.low)
        let highs = tracks.map(\.span.high)
        for index in tracks.indices {
            for column in straight where lows[index] < column && column < highs[index] { crossings += 1 }
            for earlier in 0..<index where lows[earlier] < highs[index] && lows[index] < highs[earlier] {
                let track = tracks[index]
                let other = tracks[earlier]
                guard other.piece != track.piece else { continue }
                // A line that runs through is in both halves of a cut piece; it crosses once.
                var fixed = other.span.fixedCrossings(track.span)
                if other.isRight, let column = other.span.through, track.span.holds(column) { fixed -= 1 }
                if track.isRight, let column = track.span.through, other.span.holds(column) { fixed -= 1 }
                let upper = other.row < track.row ? other.span : track.span
                let lower = other.row < track.row ? track.span : other.span
                crossings += fixed + upper.crossings(above: lower)
            }
        }
    }
}
