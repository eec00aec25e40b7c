/// The columns of one piece, or of one track, and how often it crosses others.
///
/// Before the tracks have rows, the least that two pieces can cross is counted (Spönemann, Duderstadt, von Hanxleden: Counting
/// crossings for layered hypergraphs, 2014), in time proportional to their lines.
///
///     ups     │     │        the span is the track from the leftmost to the rightmost column;
///             └──┬──┘        ups lead from it to the upper edge of the gap, downs to the lower one;
///     downs      │           a through line runs from edge to edge.
///
/// The columns of the branches stay in the list that they are in: a span only knows where they begin and end there.
struct Span {
    private(set) var low = 0
    private(set) var high = 0
    private(set) var trunk = 0
    /// Where the columns of the branches are.
    let branches: Range<Int>
    let isUpward: Bool
    /// Whether a branch is in the trunk's column.
    private(set) var isThrough = false

    init(trunk: Int, branches: Range<Int>, of columns: [Int], isUpward: Bool) {
        self.branches = branches
        self.isUpward = isUpward
        update(trunk: trunk, of: columns)
    }

    init(_ piece: Tiers.Piece, in tiers: Tiers) {
        self.init(
            trunk: tiers.columns[piece.trunk], branches: piece.branches, of: tiers.columns, isUpward: piece.isUpward)
    }

    /// Takes the columns anew.
    mutating func update(trunk: Int, of columns: [Int]) {
        self.trunk = trunk
        var (low, high, isThrough) = (trunk, trunk, false)
        for branch in branches {
            let column = columns[branch]
            low = min(low, column)
            high = max(high, column)
            if column == trunk { isThrough = true }
        }
        (self.low, self.high, self.isThrough) = (low, high, isThrough)
    }

    /// The columns between the trunk and its farthest branch.
    var reach: Int { max(trunk - low, high - trunk) }

    var isStraight: Bool { low == high }

    func holds(_ column: Int) -> Bool { column > low && column < high }

    /// How many of its lines are in the columns that another spans: those that lead up from its track, those that lead down,
    /// and the one that runs through.
    @inline(__always)
    private func lines(within other: Span, of columns: [Int]) -> (ups: Int, downs: Int, through: Int) {
        var inside = 0
        for branch in branches { inside += other.holds(columns[branch]) ? 1 : 0 }
        let trunk = other.holds(trunk) ? 1 : 0
        if isThrough { return isUpward ? (0, inside - trunk, trunk) : (inside - trunk, 0, trunk) }
        return isUpward ? (trunk, inside, 0) : (inside, trunk, 0)
    }

    /// The crossings of two tracks: those that no order of them avoids, and those more where this one is above, or below.
    @inline(__always)
    func crossings(_ other: Span, of columns: [Int]) -> (fixed: Int, above: Int, below: Int) {
        let own = lines(within: other, of: columns)
        let others = other.lines(within: self, of: columns)
        return (own.through + others.through, own.downs + others.ups, own.ups + others.downs)
    }

    /// The fewest crossings of two nets whose spans overlap.
    @inline(__always)
    func fewestCrossings(_ other: Span, of columns: [Int]) -> Int {
        let count = crossings(other, of: columns)
        return count.fixed + min(count.above, count.below)
    }

    /// Corners and joints; a piece that has to be cut in two tracks counts for more.
    var bends: Int {
        if isStraight { return 0 }
        return isThrough ? branches.count - 1 + (holds(trunk) ? 3 : 0) : branches.count + 1
    }

    /// The columns where lines lead down from its track, or up from it.
    func columns(down: Bool, of columns: [Int]) -> [Int] {
        if down == isUpward { return columns[branches].filter { $0 != trunk } }
        return isThrough ? [] : [trunk]
    }
}
