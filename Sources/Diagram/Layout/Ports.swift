/// Where lines leave and enter a box.
///
/// Schulze, Spönemann, von Hanxleden: Drawing layered graphs with port constraints, 2014.
///
/// Invariant: two lines at one side of a box are at least two columns apart, and an arrow's label has its columns for
/// itself.
extension Tiers {
    /// Spreads an item's lines evenly over its sides, in their order.
    mutating func spread(_ item: Int) {
        spread(items[item].under, of: items[item])
        spread(items[item].over, of: items[item])
    }

    private mutating func spread(_ side: [Int], of item: Item) {
        guard !side.isEmpty else { return }
        guard item.node != nil else {
            for terminal in side { terminals[terminal].column = item.x + 1 }
            return
        }
        let rooms = side.dropLast().reduce(0) { $0 + terminals[$1].room } + 1
        let free = item.width - 2 * item.inset - rooms
        // The last label may reach to the border's column, not over it.
        let end = side.last.map { max(0, terminals[$0].room - 4) } ?? 0
        var used = 0
        for (index, terminal) in side.enumerated() {
            let even = free * (index + 1) / (side.count + 1)
            terminals[terminal].column = item.x + item.inset + used + min(even, max(0, free - end))
            used += terminals[terminal].room
        }
    }

    /// Orders the lines at every side by where they lead.
    mutating func sortTerminals() {
        for item in items.indices where items[item].node != nil {
            items[item].under = sorted(items[item].under)
            items[item].over = sorted(items[item].over)
            spread(item)
        }
    }

    func sorted(_ side: [Int]) -> [Int] {
        guard side.count > 1 else { return side }
        return side.map { (terminal: $0, key: meanOpposite($0)) }
            .sorted { ($0.key, $0.terminal) < ($1.key, $1.terminal) }.map(\.terminal)
    }

    func meanOpposite(_ terminal: Int) -> Double {
        let ends = opposite(terminal)
        return ends.reduce(0.0) { $0 + Double(terminals[$1].column) } / Double(max(1, ends.count))
    }

    /// Places the lines on the upper side of an item so that none comes down in a column where another net's line
    /// starts above: then the tracks of a gap may stand in any order, and no two nets ever share a cell.
    ///
    ///     │A          │A
    ///     └──┐   =>   └─┐      B must not end below A's start
    ///     ┌──┼─       ┌─┼─
    ///     ▼B ▼A        ▼B
    ///
    /// `owner` names the net that starts in a column above. Each line keeps two columns to dodge (`Tiers.widen`), and
    /// of three neighbouring columns at most two are taken above, so there always is a column; one without a neighbour
    /// is easier to follow, and taken first.
    mutating func descend(_ item: Int, owner: (Int) -> Int?) {
        let box = items[item]
        func isFree(_ column: Int, for terminal: Int) -> Bool {
            guard let net = owner(column) else { return true }
            return net == pieces[terminals[terminal].piece].net && (box.node == nil || isAtEnd(column, of: terminal))
        }
        /// Whether all lines of the terminal's net come from one side of a column: else the joint would be four-way.
        func isAtEnd(_ column: Int, of terminal: Int) -> Bool {
            let ends = opposite(terminal)
            return ends.allSatisfy { terminals[$0].column <= column } || ends.allSatisfy { terminals[$0].column >= column }
        }
        guard box.node != nil else {
            guard let terminal = box.over.first else { return }
            let column = [box.x + 1, box.x, box.x + 2].first { isFree($0, for: terminal) } ?? box.x + 1
            for terminal in box.over + box.under { terminals[terminal].column = column }
            return
        }
        var from = box.x + box.inset
        var needed = box.over.reduce(0) { $0 + terminals[$1].room + 2 }
        for terminal in box.over {
            needed -= terminals[terminal].room + 2
            let last = box.x + box.width - box.inset - needed - terminals[terminal].room + 1
            let wish = min(max(terminals[terminal].column, from), max(from, last))
            let aligned = opposite(terminal).map { terminals[$0].column }
                .filter { $0 >= from && $0 <= last && isAtEnd($0, of: terminal) }.min {
                    (abs($0 - wish), $0) < (abs($1 - wish), $1)
                }
            let nearby = (0..<box.width).lazy.flatMap { [wish + $0, wish - $0] }.filter { $0 >= from && $0 <= last }
            let column =
                aligned ?? nearby.first { isFree($0, for: terminal) && owner($0 - 1) == nil && owner($0 + 1) == nil }
                ?? nearby.first { isFree($0, for: terminal) } ?? wish
            terminals[terminal].column = column
            from = column + terminals[terminal].room
        }
    }
}
