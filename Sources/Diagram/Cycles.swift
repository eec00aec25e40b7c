/// Chooses which flows are drawn upward, so that all others can be drawn downward.
///
/// Eades, Lin, Smyth: A fast and effective heuristic for the feedback arc set problem, 1993. Sinks are put last, sources
/// first, and where only circles are left the node with the most flows out beyond those in goes first. Ties go to the node
/// that stands first in the graph.
///
///     A -> B -> C -> A    =>    A, B, C: only C -> A runs against the order
///
/// Invariant: flows of a graph without circles never run against the order.
struct DownwardOrder {
    /// The place of each node in the order.
    private(set) var place: [Int]

    init(nodeCount: Int, flows: [(source: Int, target: Int)], first: Set<Int>) {
        var outgoing = [[Int]](repeating: [], count: nodeCount)
        var incoming = [[Int]](repeating: [], count: nodeCount)
        for flow in flows where !first.contains(flow.target) {
            outgoing[flow.source].append(flow.target)
            incoming[flow.target].append(flow.source)
        }
        var outDegree = outgoing.map(\.count)
        var inDegree = incoming.map(\.count)
        var isPlaced = [Bool](repeating: false, count: nodeCount)
        var head: [Int] = []
        var tail: [Int] = []
        var sinks = (0..<nodeCount).filter { outDegree[$0] == 0 }
        var sources = (0..<nodeCount).filter { inDegree[$0] == 0 && outDegree[$0] > 0 }
        while head.count + tail.count < nodeCount {
            let node: Int
            if let sink = sinks.popLast() {
                guard !isPlaced[sink] else { continue }
                node = sink
                tail.append(sink)
            } else if let source = sources.popLast() {
                guard !isPlaced[source] else { continue }
                node = source
                head.append(source)
            } else {
                let left = (0..<nodeCount).filter { !isPlaced[$0] }
                guard let best = left.max(by: { outDegree[$0] - inDegree[$0] < outDegree[$1] - inDegree[$1] }) else { break }
                node = left.first { outDegree[$0] - inDegree[$0] == outDegree[best] - inDegree[best] } ?? best
                head.append(node)
            }
            isPlaced[node] = true
            for next in outgoing[node] where !isPlaced[next] {
                inDegree[next] -= 1
                if inDegree[next] == 0 { sources.append(next) }
            }
            for previous in incoming[node] where !isPlaced[previous] {
                outDegree[previous] -= 1
                if outDegree[previous] == 0 { sinks.append(previous) }
            }
        }
        place = Array(repeating: 0, count: nodeCount)
        for (number, node) in (head + tail.reversed()).enumerated() { place[node] = number }
    }
}
