/// Chooses which flows are drawn upward, so that all others can be drawn downward.
///
/// A first order comes from depth-first search (Tarjan 1972) from the internet, then from the nodes that nothing reaches, in
/// the order of the graph: what leads back to where the search came from runs upward. Then nodes move, one at a time, to where
/// fewer flows are turned, until none moves (the aim of Eades, Lin, Smyth: A fast and effective heuristic for the feedback arc
/// set problem, 1993). People read from the internet inward, so a flow that leads inward counts for three others: the load
/// balancer stays above the service that it feeds, even when that calls back twice.
///
///     INTERNET -> web -> app -> db -> web    =>    only db -> web runs upward
///
/// Invariant: flows of a graph without circles never run against the order.
struct DownwardOrder {
    /// The place of each node in the order.
    private(set) var place: [Int]
    private var order: [Int] = []

    init(nodeCount: Int, flows: [(source: Int, target: Int)], first: Set<Int>) {
        let flows = flows.filter { !first.contains($0.target) }
        var outgoing = [[Int]](repeating: [], count: nodeCount)
        var isReached = [Bool](repeating: false, count: nodeCount)
        for flow in flows {
            outgoing[flow.source].append(flow.target)
            isReached[flow.target] = true
        }
        let roots = first.sorted() + (0..<nodeCount).filter { !isReached[$0] }
        place = Array(repeating: 0, count: nodeCount)
        order = Self.search(outgoing, from: roots + Array(0..<nodeCount))
        number(from: 0)
        if flows.contains(where: { place[$0.source] > place[$0.target] }) {
            improve(flows, depth: Self.depths(outgoing, roots: roots))
        }
    }

    private mutating func number(from start: Int) { for index in start..<order.count { place[order[index]] = index } }

    /// The nodes in reverse order of their ends in a depth-first search.
    private static func search(_ outgoing: [[Int]], from roots: [Int]) -> [Int] {
        var isSeen = [Bool](repeating: false, count: outgoing.count)
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
        return finished.reversed()
    }

    /// How many steps each node is from the first of the roots that reach it; 0 where none does.
    private static func depths(_ outgoing: [[Int]], roots: [Int]) -> [Int] {
        var depth = [Int](repeating: -1, count: outgoing.count)
        var queue = roots
        for root in roots { depth[root] = 0 }
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for target in outgoing[node] where depth[target] < 0 {
                depth[target] = depth[node] + 1
                queue.append(target)
            }
        }
        return depth.map { max(0, $0) }
    }

    /// Moves each node to where the flows turned weigh least.
    private mutating func improve(_ flows: [(source: Int, target: Int)], depth: [Int]) {
        // For each node its neighbours: positive where they should stand below it.
        var pulls = [[(node: Int, weight: Int)]](repeating: [], count: order.count)
        for flow in flows {
            let weight = depth[flow.source] < depth[flow.target] ? 3 : 1
            pulls[flow.source].append((flow.target, weight))
            pulls[flow.target].append((flow.source, -weight))
        }
        for _ in 0..<8 {
            var moved = false
            for node in order.indices where !pulls[node].isEmpty {
                guard let to = bestPlace(node, pulls[node]) else { continue }
                let from = place[node]
                order.remove(at: from)
                order.insert(node, at: to)
                number(from: min(from, to))
                moved = true
            }
            if !moved { break }
        }
    }

    /// Where a node turns least, nil where that is where it stands.
    private func bestPlace(_ node: Int, _ pulls: [(node: Int, weight: Int)]) -> Int? {
        let here = place[node]
        let sorted = pulls.map { (place: place[$0.node], weight: $0.weight) }.sorted { $0.place < $1.place }
        var best = (gain: 0, place: here)
        var gain = 0
        // Upward: each neighbour passed that should stand below is a gain, each that should stand above a loss.
        for (index, pull) in sorted.enumerated().reversed() where pull.place < here {
            gain += pull.weight
            let isLastThere = index == 0 || sorted[index - 1].place != pull.place
            if isLastThere, gain > best.gain { best = (gain, pull.place) }
        }
        gain = 0
        for (index, pull) in sorted.enumerated() where pull.place > here {
            gain -= pull.weight
            let isLastThere = index + 1 == sorted.count || sorted[index + 1].place != pull.place
            if isLastThere, gain > best.gain { best = (gain, pull.place) }
        }
        return best.place == here ? nil : best.place
    }
}
