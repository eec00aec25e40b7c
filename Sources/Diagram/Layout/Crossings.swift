/// The columns of one piece, and how often it crosses others.
///
/// Before the tracks have rows, the least that two pieces can cross is counted (Spönemann, Duderstadt, von Hanxleden: Counting
/// crossings for layered hypergraphs, 2014).
///
///     ups     │     │        the span is the track from the leftmost to the rightmost column;
///             └──┬──┘        ups lead from it to the upper edge of the gap, downs to the lower one;
///     downs      │           a through line runs from edge to edge.
struct Span {
    var low: Int
    var high: Int
    var ups: [Int] = []
    var downs: [Int] = []
    var through: Int?
    /// The columns between the trunk and its farthest branch.
    var reach = 0

    init(trunk: Int, branches: [Int], isUpward: Bool) {
        low = trunk
        high = trunk
        for branch in branches { add(branch: branch, trunk: trunk, isUpward: isUpward) }
        finish(trunk: trunk, isUpward: isUpward)
    }

    init(_ piece: Tiers.Piece, in tiers: Tiers) {
        low = 0
        high = 0
        update(piece, in: tiers)
    }

    /// Takes the columns anew, in the memory that it has: this is what layouts do most.
    mutating func update(_ piece: Tiers.Piece, in tiers: Tiers) {
        let trunk = tiers.terminals[piece.trunk].column
        low = trunk
        high = trunk
        through = nil
        ups.removeAll(keepingCapacity: true)
        downs.removeAll(keepingCapacity: true)
        for branch in piece.branches { add(branch: tiers.terminals[branch].column, trunk: trunk, isUpward: piece.isUpward) }
        finish(trunk: trunk, isUpward: piece.isUpward)
    }

    private mutating func add(branch: Int, trunk: Int, isUpward: Bool) {
        low = min(low, branch)
        high = max(high, branch)
        if branch == trunk {
            through = trunk
        } else if isUpward {
            downs.append(branch)
        } else {
            ups.append(branch)
        }
    }

    private mutating func finish(trunk: Int, isUpward: Bool) {
        reach = max(trunk - low, high - trunk)
        guard through == nil else { return }
        if isUpward { ups.append(trunk) } else { downs.append(trunk) }
    }

    var isStraight: Bool { low == high }

    func holds(_ column: Int) -> Bool { column > low && column < high }

    /// The crossings of two tracks when this one is above the other, through lines left out.
    func crossings(above other: Span) -> Int {
        var count = 0
        for column in downs where other.holds(column) { count += 1 }
        for column in other.ups where holds(column) { count += 1 }
        return count
    }

    /// The crossings that no order of the tracks avoids.
    func fixedCrossings(_ other: Span) -> Int {
        var count = 0
        if let through, other.holds(through) { count += 1 }
        if let column = other.through, holds(column) { count += 1 }
        return count
    }

    func fewestCrossings(_ other: Span) -> Int {
        guard low <= other.high, other.low <= high else { return 0 }
        return fixedCrossings(other) + min(crossings(above: other), other.crossings(above: self))
    }

    /// Corners and joints; a piece that has to be cut in two tracks counts for more.
    var bends: Int {
        if isStraight { return 0 }
        let isCut = through.map(holds) ?? false
        return ups.count + downs.count + (isCut ? 3 : 0)
    }
}
