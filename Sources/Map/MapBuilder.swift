import CoreModel
import Reachability
import Words

/// Collects the nodes and lines of a map.
struct MapBuilder {
    private(set) var map: MapGraph
    private let texts: MapTexts
    /// What is drawn of what groups may send to where there is none.
    private var egress: [KnownFlows.Outward: TrafficSet] = [:]

    init(_ texts: MapTexts) {
        map = MapGraph(texts)
        self.texts = texts
    }

    /// The node of a subject, which is added when it is new.
    @discardableResult
    mutating func node(_ subject: MapSubject) -> Int { map.add(subject, MapBox()) }

    /// Makes room for so many lines, and for as many networks beside the groups as they mostly come from.
    mutating func reserve(lines: Int) { map.reserve(boxes: texts.inventory.groups.count + min(lines, 1 << 17), lines: lines) }

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
