import CoreModel
import Reachability

/// A line of a map: its two nodes, and where what is behind it stands.
///
/// A whole map may have a million, so it is 16 bytes.
public struct MapLink: Hashable, Sendable {
    private let from: Int32
    private let to: Int32
    private let number: Int32
    /// What is behind it.
    let content: Content
    /// Whether it is dotted: a rule that only one side has.
    public let isDotted: Bool

    /// What is behind a line.
    enum Content: UInt8, Hashable, Sendable {
        /// All of an edge that every member of its source may send.
        case every
        /// What some members alone may send.
        case some
        /// No edge: a group's egress, or several lines together.
        case own
    }

    init(from source: Int, to target: Int, isDotted: Bool, _ content: Content, _ place: Int) {
        (from, to, number) = (Int32(source), Int32(target), Int32(place))
        self.content = content
        self.isDotted = isDotted
    }

    /// The node that it leaves.
    public var source: Int { Int(from) }

    /// The node that it leads to.
    public var target: Int { Int(to) }

    /// The place of its edge among all, or of its own line.
    var place: Int { Int(number) }

    /// Its ends and whether it is dotted, as one number.
    var ends: UInt64 { UInt64(from) << 33 | UInt64(to) << 1 | (isDotted ? 1 : 0) }

    /// Whether another is between the same nodes, as both are drawn.
    func isParallel(to other: MapLink) -> Bool { from == other.from && to == other.to && isDotted == other.isDotted }

    /// The same between other nodes.
    func moved(from source: Int, to target: Int) -> MapLink {
        MapLink(from: source, to: target, isDotted: isDotted, content, place)
    }
}

/// A line that is no edge's, with what stands at it.
struct OwnLine: Sendable {
    var line: MapGraph.Line
    var label: String
    /// The lines behind it, each one flow; none where it is one itself.
    var parts: [Part] = []
    /// Its ends, where it is a flow itself.
    var ends: Ends?
    /// Whether it is a flow that passed before and does not any more.
    var isClosed = false

    /// A line of one flow, by what is behind it.
    struct Part: Hashable, Sendable {
        var content: MapLink.Content
        var place: Int32
    }

    struct Ends: Hashable, Sendable {
        var source: GroupIndex
        var target: End
    }
}

extension MapGraph {
    /// What is behind each line, in the order of ``links``; put together when it is asked for.
    public var lines: Lines { Lines(map: self) }

    /// A look at what is behind lines.
    public struct Lines: RandomAccessCollection, Sendable {
        fileprivate let map: MapGraph

        /// The first line.
        public var startIndex: Int { 0 }
        /// Behind the last line.
        public var endIndex: Int { map.links.count }

        /// What is behind a line.
        public subscript(place: Int) -> Line { map.line(map.links[place]) }
    }

    /// What is behind a line.
    func line(_ link: MapLink) -> Line {
        guard link.content != .own, let edge = texts?.edges[link.place] else { return own[link.place].line }
        return link.content == .every
            ? Line(traffic: edge.parts.every, rules: edge.rules)
            : Line(traffic: edge.parts.some, rules: edge.rules, members: edge.members)
    }

    /// The flows that a line stands for, each as one line of it.
    func parts(_ link: MapLink) -> [OwnLine.Part] {
        let single = OwnLine.Part(content: link.content, place: Int32(link.place))
        guard link.content == .own, !own[link.place].parts.isEmpty else { return [single] }
        return own[link.place].parts
    }

    /// What the flow of a line is known by; nil of a line that is none.
    func key(_ part: OwnLine.Part) -> MapFlow.Key? {
        if part.content != .own { return .edge(part.place, isSome: part.content == .some) }
        return own[Int(part.place)].ends.map { .egress($0.source, $0.target) }
    }

    /// The flow of a line; nil of a line that is none.
    func flow(_ part: OwnLine.Part) -> MapFlow? {
        let line = line(MapLink(from: 0, to: 0, isDotted: false, part.content, Int(part.place)))
        if part.content == .own {
            return own[Int(part.place)].ends.map { MapFlow(source: .group($0.source), target: $0.target, line: line) }
        }
        guard let edge = texts?.edges[Int(part.place)] else { return nil }
        return MapFlow(source: edge.source, target: .group(edge.target), line: line)
    }

    /// What of a line did not pass before; nothing where nothing is compared.
    public func newTraffic(ofLine place: Int) -> TrafficSet { newTraffic(links[place]) }

    func newTraffic(_ link: MapLink) -> TrafficSet {
        guard let texts, !link.isDotted else { return TrafficSet() }
        return parts(link).filter { $0.content != .own }.reduce(TrafficSet()) { sum, part in
            let own = MapLink(from: 0, to: 0, isDotted: false, part.content, Int(part.place))
            return sum.union(texts.new(traffic(own), ofEdge: own.place))
        }
    }

    /// Whether a line stands for what passed before, and does not any more.
    public func isClosed(line place: Int) -> Bool { isClosed(links[place]) }

    func isClosed(_ link: MapLink) -> Bool { link.content == .own && own[link.place].isClosed }

    /// The members that alone may send what a line is for.
    func members(_ link: MapLink) -> [InterfaceIndex] {
        switch link.content {
        case .every: []
        case .some: texts?.edges[link.place].members ?? []
        case .own: own[link.place].line.members
        }
    }

    /// The rules behind a line.
    func rules(_ link: MapLink) -> [RuleIndex] {
        guard link.content != .own, let texts else { return own[link.place].line.rules }
        return texts.edges[link.place].rules
    }

    /// What may pass on a line.
    func traffic(_ link: MapLink) -> [Traffic] {
        guard link.content != .own, let texts else { return own[link.place].line.traffic }
        let parts = texts.edges.parts(at: link.place)
        return link.content == .every ? parts.every : parts.some
    }
}
