/// Where lines leave and enter a box.
///
/// Schulze, Spönemann, von Hanxleden: Drawing layered graphs with port constraints, 2014.
///
/// Invariant: two lines at one side of a box are at least two columns apart, and an arrow's label has its columns for
/// itself.
extension Tiers {
    /// Spreads an item's lines evenly over its sides, in their order.
    mutating func spread(_ item: Int) {
        let item = items[item]
        spread(item.under, of: item)
        spread(item.over, of: item)
    }

    /// Spreads the lines of an item's lower side alone.
    mutating func spreadUnder(_ item: Int) { spread(items[item].under, of: items[item]) }

    private mutating func spread(_ side: Range<Int>, of item: Item) {
        guard !side.isEmpty else { return }
        guard item.node != nil else {
            for place in side { columns[sides[place]] = item.x + 1 }
            return
        }
        var rooms = 1
        for place in side.dropLast() { rooms += terminals[sides[place]].room }
        let free = item.width - 2 * item.inset - rooms
        // The last label may reach to the border's column, not over it.
        let end = max(0, terminals[sides[side.upperBound - 1]].room - 4)
        var used = 0
        for place in side {
            let terminal = sides[place]
            let even = free * (place - side.lowerBound + 1) / (side.count + 1)
            columns[terminal] = item.x + item.inset + used + min(even, max(0, free - end))
            used += terminals[terminal].room
        }
    }

    /// Orders the lines at every side by where they lead.
    mutating func sortTerminals() {
        for item in items.indices where items[item].node != nil {
            sort(items[item].under)
            sort(items[item].over)
            spread(item)
        }
    }

    /// Orders the lines of a side by the mean column of where they lead, then by their numbers.
    mutating func sort(_ side: Range<Int>) {
        guard side.count > 1 else { return }
        // Most sides are in order already.
        var isSorted = true
        var last = (key: meanOpposite(sides[side.lowerBound]), terminal: sides[side.lowerBound])
        for place in side.dropFirst() where isSorted {
            let next = (key: meanOpposite(sides[place]), terminal: sides[place])
            isSorted = (last.key, last.terminal) < (next.key, next.terminal)
            last = next
        }
        guard !isSorted else { return }
        let keyed = sides[side].map { (terminal: $0, key: meanOpposite($0)) }
            .sorted { ($0.key, $0.terminal) < ($1.key, $1.terminal) }
        for (place, it) in zip(side, keyed) { sides[place] = it.terminal }
    }

    private func meanOpposite(_ terminal: Int) -> Double {
        let ends = opposite(terminal)
        var sum = 0
        for end in ends { sum += columns[end] }
        return Double(sum) / Double(max(1, ends.count))
    }

    /// Places the lines on the upper side of an item so that none comes down in a column where another net's line
    /// starts above: then the tracks of a gap may stand in any order, and no two nets ever share a cell.
    ///
    ///     │A          │A
    ///     └──┐   =>   └─┐      B must not end below A's start
    ///     ┌──┼─       ┌─┼─
    ///     ▼B ▼A        ▼B
    ///
    /// `owners` names the net that starts in each column above, -1 for none. Each line keeps two columns to dodge
    /// (`Tiers.widen`), and of three neighbouring columns at most two are taken above, so there always is a column; one
    /// without a neighbour is easier to follow, and taken first.
    mutating func descend(_ item: Int, owners: [Int]) {
        let box = items[item]
        guard !box.over.isEmpty else { return }
        guard box.node != nil else {
            let terminal = sides[box.over.lowerBound]
            var column = box.x + 1
            for other in [0, -1, 1] where isFree(box.x + 1 + other, for: terminal, owners, isDummy: true) {
                column = box.x + 1 + other
                break
            }
            for place in box.over { columns[sides[place]] = column }
            for place in box.under { columns[sides[place]] = column }
            return
        }
        var from = box.x + box.inset
        var needed = 0
        for place in box.over { needed += terminals[sides[place]].room + 2 }
        for place in box.over {
            let terminal = sides[place]
            needed -= terminals[terminal].room + 2
            let last = box.x + box.width - box.inset - needed - terminals[terminal].room + 1
            let wish = min(max(columns[terminal], from), max(from, last))
            let column =
                alignedColumn(terminal, near: wish, from: from, to: last)
                ?? freeColumn(terminal, near: wish, from: from, to: last, within: box.width, owners) ?? wish
            columns[terminal] = column
            from = column + terminals[terminal].room
        }
    }

    /// The net that starts in a column, -1 for none.
    private func owner(_ column: Int, _ owners: [Int]) -> Int { owners.indices.contains(column) ? owners[column] : -1 }

    private func isFree(_ column: Int, for terminal: Int, _ owners: [Int], isDummy: Bool = false) -> Bool {
        let net = owner(column, owners)
        return net < 0 || (net == pieces[terminals[terminal].piece].net && (isDummy || isAtEnd(column, of: terminal)))
    }

    /// Whether all lines of the terminal's net come from one side of a column: else the joint would be four-way.
    private func isAtEnd(_ column: Int, of terminal: Int) -> Bool {
        var isLeft = true
        var isRight = true
        for end in opposite(terminal) {
            if columns[end] > column { isLeft = false }
            if columns[end] < column { isRight = false }
        }
        return isLeft || isRight
    }

    /// The column nearest to a wished one where a line of the terminal's net would run straight.
    private func alignedColumn(_ terminal: Int, near wish: Int, from: Int, to last: Int) -> Int? {
        var best: Int?
        for end in opposite(terminal) {
            let column = columns[end]
            guard column >= from, column <= last, isAtEnd(column, of: terminal) else { continue }
            if let known = best, (abs(known - wish), known) <= (abs(column - wish), column) { continue }
            best = column
        }
        return best
    }

    /// The nearest free column, one without neighbours first.
    private func freeColumn(
        _ terminal: Int, near wish: Int, from: Int, to last: Int, within width: Int, _ owners: [Int]
    ) -> Int? {
        var fallback: Int?
        for step in 0..<(2 * width) {
            let column = step.isMultiple(of: 2) ? wish + step / 2 : wish - step / 2
            guard column >= from, column <= last, isFree(column, for: terminal, owners) else { continue }
            if owner(column - 1, owners) < 0, owner(column + 1, owners) < 0 { return column }
            if fallback == nil { fallback = column }
        }
        return fallback
    }
}
