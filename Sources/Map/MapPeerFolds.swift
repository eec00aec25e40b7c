import Diagram
import CoreModel
import Reachability
import Text

extension MapGraph {
    /// The map with the networks and prefix lists of crowded groups in one box.
    ///
    ///     10.1.0.0/16  10.2.0.0/16  10.3.0.0/16            + 3 networks
    ///          └────────────┼────────────┘          =>          │
    ///                       ▼ 443                               ▼ 443
    ///
    /// Only those go into one box that have exactly the same lines, so that nothing is said of a network that does not hold for it.
    ///
    /// - Parameters:
    ///   - limit: How many networks and lists a group may have on one side before they are folded.
    ///   - opened: Groups whose networks and lists are drawn whatever their number.
    public func foldingPeers(over limit: Int = 4, except opened: Set<GroupIndex> = []) -> MapGraph {
        let flows = PeerFlows(self)
        let isOpened = subjects.map { subject in subject.group.map(opened.contains) ?? true }
        var crowded = subjects.indices.filter { node in
            let own = flows.ofNode[node]
            return !own.isEmpty
                && own.allSatisfy { flow in flows.count(alongside: flow) > limit && !isOpened[PeerFlows.far(flow)] }
        }
        crowded.sort { flows.precedes($0, $1) }
        var folds = [MapSubject?](repeating: nil, count: subjects.count)
        var first = 0
        while first < crowded.count {
            let end = crowded[first...].firstIndex { flows.ofNode[$0] != flows.ofNode[crowded[first]] } ?? crowded.count
            if end - first > 1 {
                let fold = MapSubject.fold(.peers, name: node(crowded[first]).id)
                for node in crowded[first..<end] { folds[node] = fold }
            }
            first = end
        }
        return regrouped(folds) { map, nodes in
            let lists = nodes.count { map.subjects[$0].end?.prefixList != nil }
            let words = [(nodes.count - lists, "network"), (lists, "prefix list")].filter { $0.0 > 0 }
                .map { TextCount.of($0.0, $0.1) }
            let isOut = map.subjects[nodes[0]].source == nil
            let boxes = nodes.map(map.node)
            return DiagramGraph.Node(
                id: boxes.map(\.id).joined(separator: " "), title: words.joined(separator: ", ") + (isOut ? " (out)" : ""),
                lines: [MapGraph.first(boxes.map(\.title))], shape: .stacked)
        }
    }

    /// `"api, web and 3 more"`, kept to some columns where that is possible.
    static func first(_ names: [String], columns: Int = 28) -> String {
        var best = ""
        for shown in 1...max(1, names.count) {
            let text = TextList.few(names, limit: shown, shown: shown)
            if shown == 1 || TerminalText.width(text) <= columns { best = text }
            if TerminalText.width(text) > columns + 10 { break }
        }
        return best
    }
}

/// The lines of networks and prefix lists, as all that are put into one box have them: the other end, which way, and what passes, each line
/// one number.
private struct PeerFlows {
    /// For each node that is a network or a list its flows, ascending, each once; nothing for the others.
    let ofNode: Rows<UInt64>
    /// How many such nodes have a flow to each node, and from each.
    private var outgoing: [Int32]
    private var incoming: [Int32]

    init(_ map: MapGraph) {
        let isPeer = map.subjects.map(\.isPeer)
        // What passes on each line, as a number.
        var numbers: [[Traffic]: Int32] = [:]
        // Mostly it is one rule's, which needs no look at a list.
        var single: [Traffic: Int32] = [:]
        let ofLink = map.links.map { link -> Int32 in
            guard isPeer[link.source] || isPeer[link.target] else { return 0 }
            let traffic = map.traffic(link)
            let isSingle = traffic.count == 1
            if let known = isSingle ? single[traffic[0]] : numbers[traffic] { return known }
            let number = Int32(numbers.count + single.count)
            if isSingle { single[traffic[0]] = number } else { numbers[traffic] = number }
            return number
        }
        let all = Rows<UInt64>(count: map.subjects.count) { body in
            for (place, link) in map.links.enumerated() where isPeer[link.source] || isPeer[link.target] {
                let rest = UInt64(ofLink[place]) << 1 | (link.isDotted ? 1 : 0)
                if isPeer[link.source] { body(link.source, Self.flow(link.target, isOut: true, rest)) }
                if isPeer[link.target] { body(link.target, Self.flow(link.source, isOut: false, rest)) }
            }
        }
        outgoing = Array(repeating: 0, count: map.subjects.count)
        incoming = outgoing
        var own = Rows<UInt64>()
        own.reserve(rows: all.count, values: all.count == 0 ? 0 : all.range(all.count - 1).upperBound)
        for node in 0..<all.count {
            let places = all.range(node)
            if places.count > 1 {
                var distinct = Array(all[node])
                distinct.sort()
                own.append(distinct.indices.lazy.filter { $0 == 0 || distinct[$0] != distinct[$0 - 1] }.map { distinct[$0] })
            } else {
                own.append(places.lazy.map { all.value(at: $0) })
            }
            for place in own.range(node) {
                let flow = own.value(at: place)
                if Self.isOut(flow) { outgoing[Self.far(flow)] += 1 } else { incoming[Self.far(flow)] += 1 }
            }
        }
        ofNode = own
    }

    private static func flow(_ far: Int, isOut: Bool, _ rest: UInt64) -> UInt64 {
        UInt64(far) << 33 | (isOut ? 1 << 32 : 0) | rest
    }

    /// Whether a node stands before another: by their flows, then by their places.
    func precedes(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (ofNode.range(one), ofNode.range(other))
        if left.count != right.count { return left.count < right.count }
        for (place, beside) in zip(left, right) {
            let (own, flow) = (ofNode.value(at: place), ofNode.value(at: beside))
            if own != flow { return own < flow }
        }
        return one < other
    }

    /// The node at the other end.
    static func far(_ flow: UInt64) -> Int { Int(flow >> 33) }

    /// Whether it leaves the network.
    private static func isOut(_ flow: UInt64) -> Bool { flow & 1 << 32 != 0 }

    /// How many flows of networks and lists the node at the other end has that way.
    func count(alongside flow: UInt64) -> Int {
        Int(Self.isOut(flow) ? outgoing[Self.far(flow)] : incoming[Self.far(flow)])
    }
}
