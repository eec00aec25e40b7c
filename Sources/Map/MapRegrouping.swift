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
    ///   - describe: The box of a fold, by its name and its members' nodes.
    func regrouped(_ folds: [MapSubject?], describe: (MapSubject, [Int]) -> DiagramGraph.Node) -> MapGraph {
        var held: [MapSubject: [Int]] = [:]
        for (node, fold) in folds.enumerated() { if let fold { held[fold, default: []].append(node) } }
        var map = MapGraph()
        var moved: [Int] = []
        for (node, fold) in folds.enumerated() {
            guard let fold, let nodes = held[fold] else {
                moved.append(map.add(subjects[node], graph.nodes[node], members: members[node]))
                continue
            }
            if let known = map.places[fold] {
                moved.append(known)
                continue
            }
            var box = describe(fold, nodes)
            box.rim.sources += nodes.reduce(0) { $0 + graph.nodes[$1].rim.sources }
            box.rim.destinations += nodes.reduce(0) { $0 + graph.nodes[$1].rim.destinations }
            moved.append(map.add(fold, box, members: nodes.flatMap { members[$0] }))
        }
        map.addMerged(graph.edges, lines, moved: moved)
        map.unused = unused
        map.beyond = beyond
        map.hiddenLines = hiddenLines
        return map
    }

    private struct Ends: Hashable {
        let source: Int
        let target: Int
        let isDotted: Bool
    }

    private mutating func addMerged(_ edges: [DiagramGraph.Edge], _ old: [Line], moved: [Int]) {
        var order: [Ends] = []
        var behind: [Ends: [Int]] = [:]
        for (number, edge) in edges.enumerated() {
            let ends = Ends(source: moved[edge.source], target: moved[edge.target], isDotted: edge.isDotted)
            if behind[ends] == nil { order.append(ends) }
            behind[ends, default: []].append(number)
        }
        for ends in order {
            let numbers = behind[ends] ?? []
            var label = numbers.first.map { edges[$0].label } ?? ""
            var line = numbers.first.map { old[$0] } ?? Line(traffic: [], rules: [])
            if numbers.contains(where: { old[$0].traffic != line.traffic || old[$0].members != line.members }) {
                line.traffic = TrafficSet(numbers.flatMap { old[$0].traffic }.map(\.points)).traffic
                line.members = []
                label = TrafficText.shortLabel(line.traffic)
            }
            line.rules = numbers.flatMap { old[$0].rules }
            add(
                DiagramGraph.Edge(source: ends.source, target: ends.target, label: label, isDotted: ends.isDotted), line)
        }
    }
}
