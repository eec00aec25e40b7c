import CoreModel

/// The ways of a VPC as a tree: the internet, the gateways that lead there, and what leaves by them.
struct NetworkTree {
    /// What hangs below a gateway.
    enum Child: Hashable {
        /// A row of subnets whose way out it is.
        case row(Int)
        /// A gateway that sends on over it.
        case gateway(Int)
        /// A row of subnets that stands elsewhere, of which it is the way out over this family alone.
        case other(Int, IPVersion)
    }

    /// The gateways that lead to the internet.
    private(set) var internet: [Int] = []
    /// Other gateways that are ways out.
    private(set) var roots: [Int] = []
    /// What hangs below each gateway.
    private(set) var children: [Int: [Child]] = [:]
    /// The rows without a way out, from the internet downwards.
    private(set) var unlined: [Int] = []
    /// The gateways that are no way out: those with routes to some networks, and those without any.
    private(set) var listed: [Int] = []
    /// How far below the edge the deepest row with a way out hangs, in gateways; nil where none hangs anywhere.
    private(set) var deepest: Int?

    init(_ vpc: VpcNetwork) {
        let gateways = vpc.gateways
        var isDrawn: Set<Int> = []
        /// Whether something leaves by a gateway in the end.
        func isWay(_ place: Int, _ seen: Set<Int> = []) -> Bool {
            !gateways[place].ways.isEmpty
                || gateways[place].feeders.contains { !seen.contains($0) && isWay($0, seen.union([place])) }
        }
        func below(_ place: Int, depth: Int) -> [Child] {
            isDrawn.insert(place)
            var (rows, others): ([Child], [Child]) = ([], [])
            for row in gateways[place].ways.distinct() {
                for (number, way) in vpc.rows[row].routes.ways.enumerated() where way.target == gateways[place].target {
                    if number == 0 {
                        rows.append(.row(row))
                    } else if !rows.contains(.row(row)) {
                        others.append(.other(row, way.version))
                    }
                }
            }
            if !rows.isEmpty || !others.isEmpty { deepest = max(deepest ?? 0, depth) }
            let feeders = gateways[place].feeders.filter { isWay($0) && !isDrawn.contains($0) }
            for feeder in feeders where !isDrawn.contains(feeder) { children[feeder] = below(feeder, depth: depth + 1) }
            return rows + feeders.map(Child.gateway) + others
        }
        for place in gateways.indices where gateways[place].onward == .internet && isWay(place) { internet.append(place) }
        for place in internet { children[place] = below(place, depth: 1) }
        let outer = gateways.indices.filter { place in
            if case .gateway = gateways[place].onward { return false }
            return true
        }
        // What leads round in a circle is drawn all the same, once.
        for place in outer + gateways.indices where isWay(place) && !isDrawn.contains(place) {
            roots.append(place)
            children[place] = below(place, depth: 0)
        }
        unlined = vpc.rows.indices.filter { vpc.rows[$0].routes.ways.isEmpty }
        listed = gateways.indices.filter { !isDrawn.contains($0) }
    }
}
