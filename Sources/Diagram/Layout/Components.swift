/// Splits a graph into its components, and puts their pictures together.
///
///     A -> B   C -> D   E        A    C
///                          =>    B    D
///
///                                E
///
/// Components stand side by side as long as they fit, then in the next row (Coffman, Garey, Johnson, Tarjan: Performance bounds
/// for level-oriented two-dimensional packing algorithms, 1980); nodes without flows come last, in rows of
/// their own.
struct Components {
    /// The nodes of each component that has a flow, by their first node.
    private(set) var linked: [[Int]] = []
    /// The nodes that no line leads to.
    private(set) var alone: [Int] = []

    init(nodeCount: Int, nets: [Net]) {
        var root = Array(0..<nodeCount)
        func find(_ node: Int) -> Int {
            var node = node
            while root[node] != node {
                root[node] = root[root[node]]
                node = root[node]
            }
            return node
        }
        var isLinked = [Bool](repeating: false, count: nodeCount)
        for net in nets {
            for leg in net.legs {
                let (a, b) = (find(leg.source), find(net.target))
                root[max(a, b)] = min(a, b)
                isLinked[leg.source] = true
                isLinked[net.target] = true
            }
        }
        var place: [Int: Int] = [:]
        for node in 0..<nodeCount {
            guard isLinked[node] else {
                alone.append(node)
                continue
            }
            let component = find(node)
            if let index = place[component] {
                linked[index].append(node)
            } else {
                place[component] = linked.count
                linked.append([node])
            }
        }
    }

    /// The boxes of nodes without flows, row by row.
    static func shelf(_ nodes: [Int], texts: [BoxText], width: Int) -> Geometry {
        var result = Geometry()
        var x = 0
        var y = 0
        var height = 0
        var row: [Int] = []
        func close() {
            for index in row { result.boxes[index].height = height }
            row = []
        }
        for node in nodes {
            let text = texts[node]
            if x > 0, x + text.width > width {
                close()
                y += height + (text.frame == .border ? 0 : 1)
                x = 0
                height = 0
            }
            height = max(height, text.frame == .border ? text.rows + 2 : 1)
            row.append(result.boxes.count)
            result.boxes.append(Picture.Box(node: node, x: x, y: y, width: text.width, height: 1))
            result.doors.append(nil)
            x += text.width + 1
            result.width = max(result.width, x - 1)
        }
        close()
        result.height = y + height
        return result
    }

    /// Puts pictures side by side within a width, in their order, then into further rows.
    static func packed(_ parts: [Geometry], width: Int) -> Geometry {
        var result = Geometry()
        var x = 0
        var y = 0
        for part in parts where !part.boxes.isEmpty {
            if x > 0, x + 3 + part.width > width {
                x = 0
                y = result.height + 1
            }
            let left = x > 0 ? x + 3 : 0
            result.add(part, x: left, y: y)
            x = left + part.width
        }
        return result
    }
}
