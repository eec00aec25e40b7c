/// Chooses which flows are drawn upward, so that all others can be drawn downward.
///
/// Depth-first search (Tarjan 1972) from the internet, then from the nodes that nothing reaches, in the order of the
/// graph: the flows that lead back to where the search came from run upward. Minimal feedback arc sets (Eades, Lin, Smyth
/// 1993) turn fewer flows, but put the load balancer below the service that it feeds; people read from the internet
/// inward, so the way inward is what points down.
///
///     INTERNET -> web -> app -> db -> web    =>    only db -> web runs upward
///
/// Invariant: flows of a graph without circles never run against the order.
struct DownwardOrder {
    /// The place of each node in the order.
    private(set) var place: [Int]

    init(nodeCount: Int, flows: [(source: Int, target: Int)], first: Set<Int>) {
        var outgoing = [[Int]](repeating: [], count: nodeCount)
        var isReached = [Bool](repeating: false, count: nodeCount)
        for flow in flows where !first.contains(flow.target) {
            outgoing[flow.source].append(flow.target)
            isReached[flow.target] = true
        }
        let roots = first.sorted() + (0..<nodeCount).filter { !isReached[$0] } + Array(0..<nodeCount)
        var isSeen = [Bool](repeating: false, count: nodeCount)
        var finished: [Int] = []
        for root in roots where !isSeen[root] {
            isSeen[root] = true
            var path = [(node: root, next: 0)]
            while let (node, next) = path.last {
                guard next < outgoing[node].count else {
                    finished.append(node)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = outgoing[node][next]
                if !isSeen[target] {
                    isSeen[target] = true
                    path.append((target, 0))
                }
            }
        }
        place = Array(repeating: 0, count: nodeCount)
        for (number, node) in finished.reversed().enumerated() { place[node] = number }
    }
}
