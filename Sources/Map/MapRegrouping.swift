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
        var moved: [Int] = []
        moved.reserveCapacity(subjects.count)
        // The folds that stand in it, new ones and old ones.
        var standing: [MapSubject: Int] = [:]
        for (node, fold) in folds.enumerated() {
            let subject = fold ?? subjects[node]
            if subject.isFold, let known = standing[subject] {
                moved.append(known)
                continue
            }
            guard let fold, let nodes = folded[fold] else {
                moved.append(map.append(subject, boxes[node], members: held[node]))
                if subject.isFold { standing[subject] = moved[node] }
                continue
            }
            var box = MapBox { describe(self, nodes) }
            box.rim.sources = nodes.reduce(0) { $0 + boxes[$1].rim.sources }
            box.rim.destinations = nodes.reduce(0) { $0 + boxes[$1].rim.destinations }
            moved.append(map.append(fold, box, members: nodes.flatMap { held[$0] ?? [subjects[$0]] }))
            standing[fold] = moved[node]
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
    private mutating func addMerged(_ old: MapGraph, moved: [Int], isFolded: [Bool]) {
        own = old.own
        // The old lines behind each new one that has several.
        var behind: [Int: [Int]] = [:]
        var places: [UInt64: Int] = [:]
        var first: [Int32] = []
        for (number, link) in old.links.enumerated() {
            let new = link.moved(from: moved[link.source], to: moved[link.target])
            var known: Int?
            if isFolded[link.source] || isFolded[link.target] {
                known = places[new.ends]
                if known == nil { places[new.ends] = links.count }
            } else if number > 0, old.links[number - 1].isParallel(to: link) {
                known = links.count - 1
            }
            if let known {
                behind[known, default: []].append(number)
            } else {
                first.append(Int32(number))
                add(new)
            }
        }
        for (place, numbers) in behind { links[place] = merged(old, [Int(first[place])] + numbers, links[place]) }
    }

    /// Several lines of another map as one.
    private mutating func merged(_ old: MapGraph, _ numbers: [Int], _ link: MapLink) -> MapLink {
        let first = old.links[numbers[0]]
        var line = old.line(first)
        var label = old.label(first)
        var traffic = Set<Traffic>()
        var isAlike = true
        for number in numbers {
            let other = old.traffic(old.links[number])
            isAlike = isAlike && other == line.traffic && old.members(old.links[number]) == line.members
            traffic.formUnion(other)
        }
        if !isAlike {
            line.traffic = TrafficSet(traffic.map(\.points)).traffic
            line.members = []
            let new = numbers.reduce(TrafficSet()) { $0.union(old.newTraffic(old.links[$1])) }
            label = KnownFlows.label(line.traffic, new: new, TrafficText.shortLabel)
        }
        let isClosed = numbers.allSatisfy { old.isClosed(old.links[$0]) }
        if isClosed, !isAlike { label += " closed" }
        line.rules = numbers.flatMap { old.rules(old.links[$0]) }
        own.append(
            OwnLine(line: line, label: label, parts: numbers.flatMap { old.parts(old.links[$0]) }, isClosed: isClosed))
        return MapLink(from: link.source, to: link.target, isDotted: link.isDotted, .own, own.count - 1)
    }
}
