import Diagram
import Reachability
import CoreModel
import Text

extension MapGraph {
    /// An overview: groups put together by something that they share, with the ports between the folds.
    ///
    ///     map.folded(by: .vpc, inventory, names)           [+ prod] -443-> [+ shared]
    ///     map.folded(by: .account, inventory, names)       [+ account 111122223333] -443-> [+ account 444455556666]
    ///     map.folded(by: .tier, inventory, names)          [+ open to the internet] -8080-> [+ 1 step behind]
    ///     map.folded(by: .tag("Team"), inventory, names)   [+ Team=payments]
    ///     map.folded(by: .prefix, inventory, names)        [+ payments-...]
    ///
    /// Networks and prefix lists become one box each way where there are many of them; groups that are not in the input one a VPC or
    /// account. `members` tells what a fold holds.
    ///
    /// - Parameters:
    ///   - fold: By what.
    ///   - limit: The most boxes; where there are more, the smallest folds go into one that says how many groups it holds.
    public func folded(by fold: MapFold, _ inventory: Inventory, _ names: Names, limit: Int = 40) -> MapGraph {
        let words = MapFoldNames(fold, map: self, inventory: inventory, names: names)
        var folds = subjects.indices.map { node -> MapSubject? in
            guard let name = words.name(of: node) else { return nil }
            return .fold(fold, name: name)
        }
        if fold == .prefix || fold == .peers { Self.dropSingles(&folds) }
        for isOut in [false, true] {
            let peers = subjects.indices.filter { isPeer($0, isOut: isOut) }
            if peers.count > 3 { for node in peers { folds[node] = .fold(.peers, name: isOut ? "networks (out)" : "networks") } }
        }
        mergeSmallest(&folds, fold, limit: limit)
        let drawn = folds
        return regrouped(folds) { map, nodes in
            map.describe(drawn[nodes[0]], nodes, titles: nodes.flatMap { map.members[$0] }.map { $0.name(names, inventory) })
        }
    }

    /// Whether a node is a network or a list, or several, on one side of the groups.
    private func isPeer(_ node: Int, isOut: Bool) -> Bool {
        members[node].allSatisfy { $0.isPeer && ($0 == $0.asDestination) == isOut }
    }

    private static func dropSingles(_ folds: inout [MapSubject?]) {
        let sizes = Dictionary(grouping: folds.compactMap { $0 }, by: { $0 }).mapValues(\.count)
        for node in folds.indices { if let fold = folds[node], sizes[fold] == 1 { folds[node] = nil } }
    }

    private func mergeSmallest(_ folds: inout [MapSubject?], _ fold: MapFold, limit: Int) {
        // What stays as it is counts as a fold of its own.
        let boxes = Dictionary(grouping: subjects.indices) { folds[$0] ?? subjects[$0] }
        guard boxes.count > limit else { return }
        let mergeable = boxes.filter { box, nodes in nodes.contains { subjects[$0].group != nil } }
        let ordered = mergeable.sorted { ($0.value.count, $1.value[0]) < ($1.value.count, $0.value[0]) }
        let extra = ordered.prefix(max(2, boxes.count - limit + 1))
        for (_, nodes) in extra { for node in nodes { folds[node] = .fold(.rest, name: "\(extra.count) others") } }
    }

    private func describe(_ subject: MapSubject?, _ nodes: [Int], titles: [String]) -> DiagramGraph.Node {
        guard case .fold(let kind, let name)? = subject else { return node(nodes[0]) }
        let groups = nodes.count { subjects[$0].group != nil }
        let count =
            groups > 0
            ? TextCount.of(groups, "group") : "\(titles.count) networks and lists"
        let prefix = kind == .prefix ? name : ""
        let held = titles.map { title in
            !prefix.isEmpty && title.count > prefix.count && title.hasPrefix(prefix)
                ? String(title.dropFirst(prefix.count)) : title
        }
        return DiagramGraph.Node(id: name, title: name, lines: [count, Self.first(held)], shape: .stacked)
    }
}
