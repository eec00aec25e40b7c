import CoreModel
import Reachability
import Words

/// Collects the nodes and lines of a map.
struct MapBuilder {
    private(set) var map: MapGraph
    private let texts: MapTexts
    /// The node of each group; a look-up in the map stands behind every edge else.
    private var groupNodes: [Int?]
    /// The node of each IPv4 network, which one word tells; mostly half of all edges come from these.
    private var networkNodes: [UInt64: Int] = [:]
    /// What is drawn of what groups may send to where there is none.
    private var egress: [KnownFlows.Outward: TrafficSet] = [:]

    init(_ texts: MapTexts) {
        map = MapGraph(texts)
        self.texts = texts
        groupNodes = Array(repeating: nil, count: texts.inventory.groups.count)
    }

    /// The node of a subject, which is added when it is new.
    @discardableResult
    mutating func node(_ subject: MapSubject) -> Int {
        switch subject {
        case .end(.group(let group)):
            if let known = groupNodes[Int(group.number)] { return known }
            let node = map.add(new: subject)
            groupNodes[Int(group.number)] = node
            return node
        case .end(.network(let network)) where network.version == .v4:
            let word = UInt64(truncatingIfNeeded: network.address.bits) << 8 | UInt64(network.prefixLength)
            if let known = networkNodes[word] { return known }
            let node = map.add(new: subject)
            networkNodes[word] = node
            return node
        default: return map.add(subject, MapBox())
        }
    }

    /// Makes room for so many lines.
    mutating func reserve(lines: Int) { map.reserve(boxes: texts.inventory.groups.count, lines: lines) }

    /// Adds the line of an edge by its place among all, and one for what only some members may send.
    mutating func add(edge place: Int) {
        let source = node(.end(texts.edges[place].source))
        let target = node(.group(texts.edges[place].target))
        let (hasEvery, hasSome) = texts.edges.hasParts(at: place)
        if hasEvery || !hasSome {
            map.add(MapLink(from: source, to: target, isDotted: texts.edges[place].isOneSided, .every, place))
        }
        if hasSome { map.add(MapLink(from: source, to: target, isDotted: false, .some, place)) }
    }

    /// Adds a dotted line for what passed before.
    mutating func add(closed flow: KnownFlows.Closed) {
        add(closed: flow.traffic, from: .end(flow.source), to: .group(flow.target))
    }

    /// The same to where there is no group, but for what stands at the line of its egress rules: there the network's verdict says it.
    mutating func add(closed traffic: TrafficSet, outward ends: KnownFlows.Outward) {
        let rest = traffic.subtracting(egress[ends] ?? TrafficSet())
        if !rest.isEmpty { add(closed: rest, from: .group(ends.source), to: .destination(ends.target)) }
    }

    private mutating func add(closed traffic: TrafficSet, from source: MapSubject, to target: MapSubject) {
        let (source, target) = (node(source), node(target))
        let whole = traffic.traffic
        var line = OwnLine(line: MapGraph.Line(traffic: whole, rules: []), label: "\(TrafficText.label(whole)) closed")
        line.isClosed = true
        map.add(line, from: source, to: target, isDotted: true)
    }

    /// Lines to the networks, lists and to anywhere that a group's egress rules name.
    mutating func addEgress(of group: GroupIndex) {
        let inventory = texts.inventory
        var order: [MapSubject] = []
        var rules: [MapSubject: [RuleIndex]] = [:]
        for place in inventory.rules(of: group, .egress) {
            let peer = inventory[place].peer
            if inventory.reference(of: peer) != nil { continue }
            let subject = MapSubject.destination(inventory.end(of: peer))
            if rules[subject] == nil { order.append(subject) }
            rules[subject, default: []].append(place)
        }
        for subject in order {
            let (source, target) = (node(.group(group)), node(subject))
            let own = rules[subject] ?? []
            let points = TrafficSet(own.map { inventory[$0].traffic.points })
            let whole = points.traffic
            var line = OwnLine(line: MapGraph.Line(traffic: whole, rules: own), label: TrafficText.label(whole))
            line.ends = subject.end.map { OwnLine.Ends(source: group, target: $0) }
            if let end = subject.end { egress[KnownFlows.Outward(source: group, target: end)] = points }
            map.add(line, from: source, to: target)
        }
    }
}
