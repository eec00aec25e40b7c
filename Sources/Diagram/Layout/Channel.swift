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
    /// The columns of the branches of all tracks.
    private var columns: [Int] = []
    /// The rows that the tracks take.
    private(set) var height = 0
    /// The crossings between lines of different nets in this gap.
    private(set) var crossings = 0

    init(gap: [Int], in tiers: Tiers) {
        var straight: [Int] = []
        for piece in gap {
            let it = tiers.pieces[piece]
            let trunk = tiers.columns[it.trunk]
            let branches = tiers.columns[it.branches]
            let span = Span(it, in: tiers)
            if span.isStraight {
                straight.append(trunk)
            } else if span.isThrough, span.holds(trunk) {
                for isRight in [false, true] {
                    add(piece, trunk, branches.filter { $0 == trunk || ($0 > trunk) == isRight }, it.isUpward, isRight: isRight)
                }
            } else {
                add(piece, trunk, branches, it.isUpward)
            }
        }
        let gain = arrange()
        pack(gain, busy: busyColumns(gap, in: tiers))
        count(straight: straight)
    }

    private mutating func add(
        _ piece: Int, _ trunk: Int, _ branches: some Collection<Int>, _ isUpward: Bool, isRight: Bool = false
    ) {
        let start = columns.count
        columns += branches
        let span = Span(trunk: trunk, branches: start..<columns.count, of: columns, isUpward: isUpward)
        tracks.append(Track(piece: piece, span: span, isRight: isRight))
    }

    /// The columns where lines lead down from a track, or up from it.
    func columns(of track: Track, down: Bool) -> [Int] { track.span.columns(down: down, of: columns) }

    /// Orders the tracks: each in turn goes where it makes the fewest crossings, until none moves.
    ///
    /// Returns for each two of them, first by first, the crossings that it saves when the one is above the other.
    private mutating func arrange() -> [Int32] {
        let count = tracks.count
        guard count > 1 else { return [0] }
        // gain[a * count + b]: the crossings more when a is below b than when it is above.
        var gain = [Int32](repeating: 0, count: count * count)
        var balance = [Int](repeating: 0, count: count)
        let spans = tracks.map(\.span)
        for a in 0..<count {
            for b in 0..<a where spans[a].low < spans[b].high && spans[b].low < spans[a].high {
                let crossings = spans[a].crossings(spans[b], of: columns)
                let difference = Int32(crossings.below - crossings.above)
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
        var busy: [Bool] = []
        for piece in gap {
            let it = tiers.pieces[piece]
            for terminal in it.trunk..<it.branches.upperBound {
                let column = tiers.columns[terminal]
                if column + 2 > busy.count { busy += Array(repeating: false, count: column + 2 - busy.count) }
                busy[column] = true
            }
        }
        return busy
    }

    private mutating func count(straight: [Int]) {
        let spans = tracks.map(\.span)
        for (index, track) in tracks.enumerated() {
            let span = track.span
            for column in straight where span.holds(column) { crossings += 1 }
            for earlier in 0..<index where spans[earlier].low < span.high && span.low < spans[earlier].high {
                let other = tracks[earlier]
                guard other.piece != track.piece else { continue }
                let count = other.span.crossings(span, of: columns)
                // A line that runs through is in both halves of a cut piece; it crosses once.
                var fixed = count.fixed
                if other.isRight, other.span.isThrough, span.holds(other.span.trunk) { fixed -= 1 }
                if track.isRight, span.isThrough, other.span.holds(span.trunk) { fixed -= 1 }
                crossings += fixed + (other.row < track.row ? count.above : count.below)
            }
        }
    }
}
