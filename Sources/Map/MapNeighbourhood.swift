import Diagram
import Reachability

extension MapGraph {
    /// The part of the map within some steps of subjects: what they reach, and what reaches them.
    ///
    /// From the subjects it goes up against the lines and down along them, never up and then down: a group that merely shares a
    /// database with the chosen one is not drawn. Every box counts at its rim the sources and destinations whose lines are not drawn.
    ///
    /// - Parameters:
    ///   - subjects: Where it begins; the whole map comes back where none of them is drawn.
    ///   - steps: Lines to follow each way; with 0 the subjects alone, and the lines between them.
    ///   - limit: The most boxes to keep: the nearest, those first that the map names first.
    ///   - drawsBetween: Whether lines between the outermost boxes are drawn, too, which are else counted in ``hiddenLines``.
    public func neighbourhood(
        of subjects: [MapSubject], steps: Int, limit: Int = .max, drawsBetween: Bool = false
    ) -> MapGraph {
        let centre = Set(subjects.compactMap { places[$0] })
        if centre.isEmpty { return self }
        let (up, down) = neighbours
        var kept = centre
        var inner = centre
        var (higher, lower) = (centre, centre)
        for _ in 0..<max(0, steps) where kept.count < limit {
            inner = kept
            var (nextHigher, nextLower) = (Set<Int>(), Set<Int>())
            let candidates = Set(higher.flatMap { up[$0].map(Int.init) }).union(lower.flatMap { down[$0].map(Int.init) })
            for node in candidates.subtracting(kept).sorted() where kept.count < limit { kept.insert(node) }
            for node in higher { nextHigher.formUnion(up[node].lazy.map(Int.init).filter(kept.contains)) }
            for node in lower { nextLower.formUnion(down[node].lazy.map(Int.init).filter(kept.contains)) }
            (higher, lower) = (nextHigher, nextLower)
        }
        return part(kept.sorted()) { drawsBetween || steps < 1 || inner.contains($0.source) || inner.contains($0.target) }
    }

    /// Whether the neighbours of one box are listed.
    public func isStar(around subject: MapSubject) -> Bool { star(graph, around: subject) != nil }

    /// What lists the neighbours of one box instead of drawing lines; nil where these are few, and where other boxes have lines, too.
    public func star(_ drawn: DiagramGraph, around subject: MapSubject) -> Star? {
        guard let center = node(of: subject) else { return nil }
        return Star(drawn, center: center, entering: "lets in", leaving: "is let in by", back: "is let in on")
    }

    /// For each node those with a line to it, and those that it has a line to.
    private var neighbours: (up: Rows<Int32>, down: Rows<Int32>) {
        let links = links
        let up = Rows<Int32>(count: subjects.count) { body in
            for link in links where link.source != link.target { body(link.target, Int32(link.source)) }
        }
        let down = Rows<Int32>(count: subjects.count) { body in
            for link in links where link.source != link.target { body(link.source, Int32(link.target)) }
        }
        return (up, down)
    }

    /// Some nodes, and the lines between these for which a test holds; what is left out is counted.
    private func part(_ nodes: [Int], isDrawn: (MapLink) -> Bool) -> MapGraph {
        var part = MapGraph(texts)
        part.own = own
        var moved = [Int?](repeating: nil, count: subjects.count)
        for node in nodes { moved[node] = part.add(subjects[node], boxes[node] ?? MapBox(), members: held[node]) }
        var (sources, destinations) = ([Int: Set<Int>](), [Int: Set<Int>]())
        for link in links {
            let (source, target) = (moved[link.source], moved[link.target])
            if let source, let target, source == target || isDrawn(link) {
                part.add(link.moved(from: source, to: target))
                continue
            }
            if source != nil, target != nil { part.hiddenLines += 1 }
            if let target { sources[target, default: []].insert(link.source) }
            if let source { destinations[source, default: []].insert(link.target) }
        }
        for place in part.subjects.indices {
            if let beyond = sources[place] { part.boxes[place, default: MapBox()].rim.sources += beyond.count }
            if let beyond = destinations[place] { part.boxes[place, default: MapBox()].rim.destinations += beyond.count }
        }
        part.unused = unused
        part.beyond = beyond + subjects.count - nodes.count
        part.hiddenLines += hiddenLines
        return part
    }
}
