import Diagram
import Map
import Frames

/// The map as it stands on screen: what of it is drawn, how much of each box, and where it is moved to.
struct MapView: Sendable {
    /// Boxes up to which every level of detail is tried; larger maps are drawn as names.
    static let autoDetailLimit = 40

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
    /// What the user asked for; nil for as much as fits.
    var wantedDetail: MapDetail?
    /// Columns and rows of the picture left of and above the pane.
    var offset = Offset(x: 0, y: 0)
    private var arrangements: [Key: Arrangement] = [:]
    /// Whether a layout for another width does until the right one is there: laying out takes longer than a key may.
    var takesOtherWidths = false
    /// Widths at which the names alone do not fit the screen.
    private var crowdedWidths: Set<Int> = []
    /// The layouts of the map in whose place this one came.
    private var replaced: [Key: Layout] = [:]

    /// A map without layouts; `replaced` is the map in whose place it comes, of which as little moves as possible.
    init(_ graph: MapGraph, of scope: MapScope = MapScope(), after replaced: MapView? = nil) {
        self.graph = graph
        self.scope = scope
        self.replaced = replaced?.arrangements.mapValues(\.layout) ?? [:]
    }

    /// A map with the layouts that a screen may need.
    init(_ graph: MapGraph, of scope: MapScope, detail: MapDetail?, width: Int, rows: Int, after replaced: MapView?) {
        self.init(graph, of: scope, after: replaced)
        wantedDetail = detail
        if !graph.subjects.isEmpty { store(width: width, rows: rows) }
    }

    /// The levels that are tried at a width, most detail first; where names alone are too much for the screen, names.
    func levels(width: Int) -> [MapDetail] {
        if let wantedDetail { return [wantedDetail] }
        return graph.subjects.count > Self.autoDetailLimit || crowdedWidths.contains(width) ? [.names] : MapDetail.allCases
    }

    /// The layout at a level and a width, from the store where it is in there.
    func arrangement(_ detail: MapDetail, width: Int) -> Arrangement {
        if let known = arrangements[Key(detail: detail, width: width)] { return known }
        if takesOtherWidths, let other = arrangements.min(by: { $0.key < $1.key })?.value { return other }
        return arrange(detail, width: width)
    }

    /// Whether the layouts for a width are there.
    func isStored(width: Int) -> Bool {
        let levels = wantedDetail.map { [$0] } ?? [.names]
        return graph.subjects.isEmpty || levels.allSatisfy { arrangements[Key(detail: $0, width: width)] != nil }
    }

    /// Puts the layouts that a screen of some rows may need into the store, so that moving about costs none.
    mutating func store(width: Int, rows: Int) {
        if arrangements.count > 8, arrangements.keys.allSatisfy({ $0.width != width }) { arrangements = [:] }
        if wantedDetail == nil {
            store(.names, width: width)
            let names = arrangement(.names, width: width)
            if names.width > width || names.height > rows { crowdedWidths.insert(width) } else { crowdedWidths.remove(width) }
        }
        for detail in levels(width: width) { store(detail, width: width) }
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

    private func arrange(_ detail: MapDetail, width: Int) -> Arrangement {
        var drawn = graph.graph
        if detail == .inbound {
            for node in drawn.nodes.indices { drawn.nodes[node].lines = Array(drawn.nodes[node].lines.prefix(1)) }
        }
        let layout = Layout(
            graph: drawn, detail: detail.level, maxWidth: max(20, width), after: replaced[Key(detail: detail, width: width)])
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
