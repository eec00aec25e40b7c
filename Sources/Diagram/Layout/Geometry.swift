/// A laid-out component: boxes and runs of lines with their rows and columns.
struct Geometry: Sendable {
    /// A net's lines in one gap.
    struct Run: Sendable {
        var net: Int
        var isUpward: Bool
        var hasArrow: Bool
        /// The first and the last row of the gap.
        var top: Int
        var bottom: Int
        var trunk: Int
        /// The rows of the tracks of the branches left and right of the trunk.
        var leftRow: Int
        var rightRow: Int
        var branches: [Branch]
    }

    /// A line from a source, or from a dummy, to the trunk.
    struct Branch: Sendable {
        var column: Int
        var edges: [Int]
        /// The node whose border it leaves; nil for a dummy.
        var node: Int?
    }

    /// A trunk that runs past a layer.
    struct Passage: Sendable {
        var net: Int
        var column: Int
        var top: Int
        var bottom: Int
        var edges: [Int]
    }

    /// A row of words over names, where flows are listed rather than drawn.
    struct Caption: Sendable {
        var x: Int
        var y: Int
        var width: Int
        /// Words over a whole list; empty where ports are said.
        var heading = ""
        /// The ports of the names below it.
        var ports = StarLists.Caption(parts: [])
        /// The flows that it says the ports of.
        var edges: [Int] = []
        var net = 0
    }

    var boxes: [Picture.Box] = []
    var captions: [Caption] = []
    /// For each box the columns between its outermost lines, nil where it has none.
    var doors: [ClosedRange<Int>?] = []
    var runs: [Run] = []
    var passages: [Passage] = []
    var width = 0
    var height = 0
    var crossings = 0
    var bends = 0
    var ink = 0

    /// Takes another component in, at a place.
    mutating func add(_ other: Geometry, x: Int, y: Int) {
        boxes += other.boxes.map {
            Picture.Box(node: $0.node, x: $0.x + x, y: $0.y + y, width: $0.width, height: $0.height)
        }
        doors += other.doors.map { $0.map { ($0.lowerBound + x)...($0.upperBound + x) } }
        runs += other.runs.map { run in
            var run = run
            run.top += y
            run.bottom += y
            run.leftRow += y
            run.rightRow += y
            run.trunk += x
            for index in run.branches.indices { run.branches[index].column += x }
            return run
        }
        passages += other.passages.map {
            Passage(net: $0.net, column: $0.column + x, top: $0.top + y, bottom: $0.bottom + y, edges: $0.edges)
        }
        captions += other.captions.map { caption in
            var caption = caption
            (caption.x, caption.y) = (caption.x + x, caption.y + y)
            return caption
        }
        width = max(width, other.width + x)
        height = max(height, other.height + y)
        crossings += other.crossings
        bends += other.bends
        ink += other.ink
    }
}
