import Diagram
import Reachability
import CoreModel
import Words

extension MapGraph {
    /// The map with some boxes put together: what two folds send each other is the sum of what their members send each other.
    ///
    ///     api -> rds|5432                          ┏ api, web ┓
    ///     web -> rds|5432         =>                     ▼ 5432, 6379
    ///     web -> redis|6379                        ┏ rds, redis ┓
    ///
    /// A flow between two members of a fold stays, as a flow of the fold to itself. Invariant: there is a line between two boxes, and it
    /// has a port on it, where and only where a line of the map is behind it.
    ///
    /// - Parameters:
    ///   - folds: For each node of the map the fold that it goes into; nil for what stays as it is.
    ///   - describe: The box of a fold, by this map and its members' nodes; asked when it is drawn.
    func regrouped(_ folds: [MapSubject?], describe: @escaping @Sendable (MapGraph, [Int]) -> DiagramGraph.Node) -> MapGraph {
        var folded: [MapSubject: [Int]] = [:]
        for (node, fold) in folds.enumerated() { if let fold { folded[fold, default: []].append(node) } }
        if folded.isEmpty, !hasParallelLines { return self }
        var map = MapGraph(texts)
        map.reserve(boxes: subjects.count, lines: links.count)
        var moved: [Int32] = []
        moved.reserveCapacity(subjects.count)
        // The folds that stand in it, new ones and old ones.
        var standing: [MapSubject: Int] = [:]
        for (node, fold) in folds.enumerated() {
            let subject = fold ?? subjects[node]
            if subject.isFold, let known = standing[subject] {
                moved.append(Int32(known))
                continue
            }
            guard let fold, let nodes = folded[fold] else {
                let place = map.append(subject, boxes[node] ?? MapBox(), members: held[node])
                moved.append(Int32(place))
                if subject.isFold { standing[subject] = place }
                continue
            }
            var box = MapBox { describe(self, nodes) }
            for rim in nodes.compactMap({ boxes[$0]?.rim }) {
                box.rim.sources += rim.sources
                box.rim.destinations += rim.destinations
            }
            let place = map.append(fold, box, members: nodes.flatMap { held[$0] ?? [subjects[$0]] })
            moved.append(Int32(place))
            standing[fold] = place
        }
        map.settle(MapPlaces(places, moved: moved, folds: standing))
        map.addMerged(self, moved: moved, isFolded: folds.map { $0 != nil })
        map.unused = unused
        map.beyond = beyond
        map.hiddenLines = hiddenLines
        return map
    }

    /// Whether two lines that stand beside each other are between the same nodes: for what all members send, and for what some do.
    private var hasParallelLines: Bool { zip(links, links.dropFirst()).contains { $0.isParallel(to: $1) } }

    /// Adds the lines of another map, those between the same nodes as one.
    ///
    /// Where neither end is folded only lines that stand beside each other can be.
    private mutating func addMerged(_ old: MapGraph, moved: [Int32], isFolded: [Bool]) {
        own = old.own
        // The old lines that went into a new one but its first, which its own content and place tell.
        var behind: [Int: [MapLink]] = [:]
        var places: [UInt64: Int] = [:]
        var before: MapLink?
        for link in old.links {
            let new = link.moved(from: Int(moved[link.source]), to: Int(moved[link.target]))
            var known: Int?
            if isFolded[link.source] || isFolded[link.target] {
                known = places[new.ends]
                if known == nil { places[new.ends] = links.count }
            } else if let before, before.isParallel(to: link) {
                known = links.count - 1
            }
            before = link
            if let known { behind[known, default: []].append(link) } else { add(new) }
        }
        for (place, others) in behind { links[place] = merged(old, [links[place]] + others) }
    }

    /// Several lines of another map as one; the first with the ends that it has here.
    private mutating func merged(_ old: MapGraph, _ links: [MapLink]) -> MapLink {
        var line = old.line(links[0])
        var label = old.label(links[0])
        var traffic = Set<Traffic>()
        var isAlike = true
        for link in links {
            let other = old.traffic(link)
            isAlike = isAlike && other == line.traffic && old.members(link) == line.members
            traffic.formUnion(other)
        }
        if !isAlike {
            line.traffic = TrafficSet(traffic.map(\.points)).traffic
            line.members = []
            let new = links.reduce(TrafficSet()) { $0.union(old.newTraffic($1)) }
            label = KnownFlows.label(line.traffic, new: new, TrafficText.shortLabel)
        }
        let isClosed = links.allSatisfy { old.isClosed($0) }
        if isClosed, !isAlike { label += " closed" }
        line.rules = links.flatMap { old.rules($0) }
        own.append(
            OwnLine(line: line, label: label, parts: links.flatMap { old.parts($0) }, isClosed: isClosed))
        return MapLink(from: links[0].source, to: links[0].target, isDotted: links[0].isDotted, .own, own.count - 1)
    }
}
