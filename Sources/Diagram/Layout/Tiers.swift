import Text

/// The graph in layers: boxes and, where a trunk passes a layer, dummies; between two layers the pieces of the nets.
///
/// All sources of a net share its trunk, so a net has one dummy in each layer that it passes (edge concentration:
/// Newbery, Edge concentration: a method for clustering directed graphs, 1989).
///
///     A              A
///     |\             |\
///     B |      =>    B ·      · a dummy of the net A -> C
///       |              |
///       C              C
///
/// Invariant: a piece has one trunk terminal on one side of its gap and its branches on the other.
struct Tiers {
    /// A box or a dummy in a layer.
    struct Item {
        let node: Int?
        /// The leftmost column that it keeps for itself.
        var x = 0
        var width = Tiers.dummyWidth
        /// Columns at its left and right that no line leaves from.
        var inset = 0
        /// Where the terminals on its upper side stand in `sides`.
        var over = 0..<0
        /// Where the terminals on its lower side stand in `sides`.
        var under = 0..<0
    }

    /// Where a piece touches an item.
    struct Terminal {
        let item: Int
        let piece: Int
        /// Whether it is on the lower side of its item, at the upper edge of the gap.
        let isUnder: Bool
        /// The columns from here that nothing else on this side may use: 2, or an arrow with its label.
        let room: Int
    }

    /// A net's part in one gap.
    struct Piece {
        let net: Int
        let gap: Int
        /// The terminal that all branches lead to: at the arrow, or at the next dummy on the way to it.
        let trunk: Int
        /// The terminals on the other side; they are numbered one after the other.
        let branches: Range<Int>
        let isUpward: Bool
        /// Whether the trunk ends in the arrow here.
        let hasArrow: Bool
    }

    static let dummyWidth = 3

    var items: [Item] = []
    private(set) var terminals: [Terminal] = []
    /// The column of each terminal, in a list of their own: this is what layouts read and write most.
    var columns: [Int] = []
    /// The edges that come through each terminal.
    private(set) var edges: [[Int]] = []
    private(set) var pieces: [Piece] = []
    /// The terminals of all items, side by side, on each side from left to right.
    var sides: [Int] = []
    /// The items of each layer, from left to right.
    var layers: [[Int]]
    /// The pieces between each layer and the next.
    private(set) var gaps: [[Int]]

    init(nodes: [Int], layer: [Int], nets: [Net], texts: [BoxText]) {
        let count = (nodes.map { layer[$0] }.max() ?? 0) + 1
        layers = Array(repeating: [], count: count)
        gaps = Array(repeating: [], count: max(0, count - 1))
        var itemOf: [Int: Int] = [:]
        for node in nodes {
            itemOf[node] = items.count
            layers[layer[node]].append(items.count)
            items.append(Item(node: node, width: texts[node].width, inset: texts[node].inset))
        }
        for (number, net) in nets.enumerated() {
            if let target = itemOf[net.target] { thread(number, net, layer: layer, target: target, itemOf: itemOf) }
        }
        columns = Array(repeating: 0, count: terminals.count)
        listSides()
        widen()
    }

    /// Lays one net from its farthest source to its target, gap by gap.
    private mutating func thread(_ number: Int, _ net: Net, layer: [Int], target: Int, itemOf: [Int: Int]) {
        let end = layer[net.target]
        let step = net.isUpward ? -1 : 1
        let start = net.legs.map { layer[$0.source] * step }.min().map { $0 * step } ?? end
        var passing: (item: Int, edges: [Int])?
        for at in stride(from: start, to: end, by: step) {
            let hasArrow = at + step == end
            let next: Int
            if hasArrow {
                next = target
            } else {
                next = items.count
                items.append(Item(node: nil))
                layers[at + step].append(next)
            }
            var branches: [(item: Int, edges: [Int])] = []
            if let passing { branches.append(passing) }
            for leg in net.legs where layer[leg.source] == at {
                if let item = itemOf[leg.source] { branches.append((item, leg.edges)) }
            }
            let edges = branches.flatMap(\.edges)
            let piece = pieces.count
            let gap = min(at, at + step)
            let text = TerminalText.width(net.label) + net.notes.width
            let room = hasArrow ? text + 4 : 2
            let trunk = attach(item: next, piece: piece, isUnder: net.isUpward, room: room, edges: edges)
            for branch in branches {
                _ = attach(item: branch.item, piece: piece, isUnder: !net.isUpward, room: 2, edges: branch.edges)
            }
            pieces.append(
                Piece(
                    net: number, gap: gap, trunk: trunk, branches: (trunk + 1)..<terminals.count, isUpward: net.isUpward,
                    hasArrow: hasArrow))
            gaps[gap].append(piece)
            passing = (next, edges)
        }
    }

    private mutating func attach(item: Int, piece: Int, isUnder: Bool, room: Int, edges: [Int]) -> Int {
        terminals.append(Terminal(item: item, piece: piece, isUnder: isUnder, room: room))
        self.edges.append(edges)
        return terminals.count - 1
    }

    /// Writes down which terminals are on each side of each item, in the order of their numbers.
    private mutating func listSides() {
        var counts = [(over: Int, under: Int)](repeating: (0, 0), count: items.count)
        for terminal in terminals {
            if terminal.isUnder { counts[terminal.item].under += 1 } else { counts[terminal.item].over += 1 }
        }
        var start = 0
        for item in items.indices {
            items[item].over = start..<start
            start += counts[item].over
            items[item].under = start..<start
            start += counts[item].under
        }
        sides = Array(repeating: 0, count: terminals.count)
        for (number, terminal) in terminals.enumerated() {
            let side = terminal.isUnder ? items[terminal.item].under : items[terminal.item].over
            sides[side.upperBound] = number
            let longer = side.lowerBound..<(side.upperBound + 1)
            if terminal.isUnder { items[terminal.item].under = longer } else { items[terminal.item].over = longer }
        }
    }

    /// Makes boxes wide enough for their lines and labels; on the upper side each line can dodge two columns, so that
    /// it never has to come down in another net's column (see `Ports`).
    private mutating func widen() {
        for number in items.indices where items[number].node != nil {
            let item = items[number]
            let under = sides[item.under].reduce(1) { $0 + terminals[$1].room }
            let over = sides[item.over].reduce(1) { $0 + terminals[$1].room + 2 }
            items[number].width = max(item.width, max(under, over) + 2 * item.inset)
        }
    }

    /// The terminals on the other side of a terminal's gap; they are numbered one after the other.
    func opposite(_ terminal: Int) -> Range<Int> {
        let piece = pieces[terminals[terminal].piece]
        return piece.trunk == terminal ? piece.branches : piece.trunk..<(piece.trunk + 1)
    }

    /// The columns that must stay free between two neighbours of a layer.
    func separation(_ left: Int, _ right: Int, boxes: Int) -> Int {
        switch (items[left].node != nil, items[right].node != nil) {
        case (true, true): return boxes
        case (false, false): return 0
        default: return 1
        }
    }

    /// The columns that a layer takes at least.
    func width(ofLayer layer: Int, boxes: Int) -> Int {
        var total = 0
        for (place, item) in layers[layer].enumerated() {
            total += items[item].width
            if place > 0 { total += separation(layers[layer][place - 1], item, boxes: boxes) }
        }
        return total
    }
}
