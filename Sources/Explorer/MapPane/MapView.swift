import Diagram
import Map
import Frames

/// The map as it stands on screen: what of it is drawn, how much of each box, and where it is moved to.
struct MapView: Sendable {
    /// A layout with the place of every box; neither changes by what is selected or lit.
    struct Arrangement: Sendable {
        let layout: Layout
        let width: Int
        let height: Int
        let boxes: [Picture.Box]
    }

    private struct Key: Hashable, Comparable {
        var detail: MapDetail
        var width: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.detail.rawValue, left.width) < (right.detail.rawValue, right.width)
        }
    }

    private(set) var graph: MapGraph
    /// Which part of the map it is.
    let scope: MapScope
    /// Whether what the network stops is said at its arrows.
    let isNoted: Bool
    /// What the user asked for; nil for as much as fits.
    var wantedDetail: MapDetail?
    /// Columns and rows of the picture left of and above the pane.
    var offset = Offset(x: 0, y: 0)
    private var arrangements: [Key: Arrangement] = [:]
    /// The rows of the screen.
    var rows = Int.max
    /// The layouts of the map in whose place this one came.
    private var replaced: [Key: Layout] = [:]

    /// A map without layouts; `replaced` is the map in whose place it comes, of which as little moves as possible.
    init(_ graph: MapGraph, of scope: MapScope = MapScope(), after replaced: MapView? = nil, isNoted: Bool = false) {
        self.graph = graph
        self.isNoted = isNoted
        self.scope = scope
        self.replaced = replaced?.arrangements.mapValues(\.layout) ?? [:]
    }

    /// The levels that are tried at a width, most detail first; where names alone are too much for the screen, names.
    ///
    /// Who wants to see interfaces sees them, whatever the size of the picture.
    func levels(width: Int) -> [MapDetail] {
        if let wantedDetail { return [wantedDetail] }
        if scope.shown.interfaces {
            return graph.subjects.count > Limits.everyDetail ? [.inbound] : [.full, .inbound]
        }
        // A list takes its rows whatever the one box holds.
        if star(in: graph.graph) != nil { return [.full] }
        return graph.subjects.count > Limits.everyDetail || isCrowded(width) ? [.names] : MapDetail.allCases
    }

    /// Whether the names alone are known not to fit the screen at a width.
    private func isCrowded(_ width: Int) -> Bool {
        guard let names = arrangements[Key(detail: .names, width: width)] else { return false }
        return names.width > width || names.height > rows
    }

    /// The layout at a level and a width; until it is stored, one for another width does: laying out takes longer than a key may.
    func arrangement(_ detail: MapDetail, width: Int) -> Arrangement {
        arrangements[Key(detail: detail, width: width)] ?? arrangements.min { $0.key < $1.key }?.value
            ?? arrange(detail, width: width)
    }

    /// Whether the layouts for a width are there.
    func isStored(width: Int) -> Bool {
        if graph.subjects.isEmpty { return true }
        let needed = levels(width: width) + (wantedDetail == nil ? [.names] : [])
        return needed.allSatisfy { arrangements[Key(detail: $0, width: width)] != nil }
    }

    /// The same with the layouts that a screen of some width and rows may need, so that moving about costs none.
    func stored(detail: MapDetail?, width: Int, rows: Int) -> MapView {
        var view = self
        (view.wantedDetail, view.rows) = (detail, rows)
        if graph.subjects.isEmpty { return view }
        if arrangements.count > 8, arrangements.keys.allSatisfy({ $0.width != width }) { view.arrangements = [:] }
        if detail == nil { view.store(.names, width: width) }
        for detail in view.levels(width: width) { view.store(detail, width: width) }
        return view
    }

    private mutating func store(_ detail: MapDetail, width: Int) {
        let key = Key(detail: detail, width: width)
        if arrangements[key] == nil { arrangements[key] = arrange(detail, width: width) }
    }

    /// The level with most detail that fits into a room, or the last one.
    func detail(width: Int, height: Int) -> MapDetail {
        let levels = levels(width: width)
        let fitting = levels.first { level in
            let arrangement = arrangement(level, width: width)
            return arrangement.width <= width && arrangement.height <= height
        }
        return fitting ?? levels.last ?? .names
    }

    /// The group whose neighbours are listed; nil where lines are drawn.
    private func star(in graph: DiagramGraph) -> Star? {
        guard case .around(let subject, steps: 1) = scope.part, !scope.shown.interfaces else { return nil }
        return self.graph.star(graph, around: subject)
    }

    private func arrange(_ detail: MapDetail, width: Int) -> Arrangement {
        var drawn = graph.graph
        if detail == .inbound, scope.shown.interfaces {
            drawn = drawn.withCells(2)
        } else if detail == .inbound {
            for node in drawn.nodes.indices { drawn.nodes[node].lines = Array(drawn.nodes[node].lines.prefix(1)) }
        }
        let layout = Layout(
            graph: drawn, detail: detail.level, maxWidth: max(20, width), star: star(in: drawn),
            after: replaced[Key(detail: detail, width: width)])
        let picture = layout.draw(DrawOptions(detail: detail.level))
        return Arrangement(layout: layout, width: picture.width, height: picture.height, boxes: picture.boxes)
    }
}

/// Columns and rows that something is moved by.
struct Offset: Hashable, Sendable {
    var x: Int
    var y: Int
}

/// A rectangle of the screen.
struct Area: Hashable, Sendable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int

    /// Whether there is nothing in it.
    var isEmpty: Bool { width <= 0 || height <= 0 }
}
