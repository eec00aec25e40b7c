import CoreModel
import Diagram
import Documentation
import Reachability
import Words

/// One flow behind a line of a map.
struct MapFlow {
    /// What it is known by, on whichever part of the map it is drawn.
    enum Key: Hashable, Sendable {
        /// Of an edge by its place: what every member of its source may send, or what some may.
        case edge(Int32, isSome: Bool)
        /// What a group may send to where there is none.
        case egress(GroupIndex, End)
    }

    let source: End
    let target: End
    let line: MapGraph.Line
}

/// What the layers other than groups do with the lines of maps, as far as it was asked for.
///
/// What becomes of a flow is the same on every part and fold of a map, so it is kept from one to the next.
public struct MapNotes: Sendable {
    /// What is said of a flow; nil where it passes.
    private var notes: [MapFlow.Key: LineNote?] = [:]

    /// Of no line.
    public init() {}

    /// The same with what others say beside.
    public mutating func add(_ other: MapNotes) { notes.merge(other.notes) { _, new in new } }

    fileprivate mutating func note(_ note: LineNote?, of key: MapFlow.Key) { notes[key] = .some(note) }

    func isKnown(_ key: MapFlow.Key) -> Bool { notes[key] != nil }

    /// Whether it says something of every line of a map.
    public func areComplete(for map: MapGraph) -> Bool { map.unknownFlows(notes: self).isEmpty }

    func note(of key: MapFlow.Key) -> LineNote? { notes[key] ?? nil }
}

/// Asks what the layers other than groups do with the flows behind lines of maps.
///
/// A class, since it remembers what it walked; of one thread.
public final class MapNetwork {
    private let network: FlowNetwork
    private let words: NetworkVerdictText

    /// For maps of an analyzer's inventory.
    public init(_ analyzer: Analyzer) {
        network = FlowNetwork(analyzer)
        words = NetworkVerdictText(analyzer.inventory)
    }

    /// Whether the input tells layers beside groups.
    public var looksAtNetwork: Bool { network.looksAtNetwork }

    /// What becomes of all that a line between two boxes stands for; nil where one of them holds several, of what only one side allows,
    /// and where no other layer is looked at.
    public func verdict(of line: Int, in map: MapGraph) -> NetworkVerdict? {
        guard map.links.indices.contains(line), !map.links[line].isDotted,
            let source = map.subjects[map.links[line].source].end, let target = map.subjects[map.links[line].target].end
        else { return nil }
        return verdict(MapFlow(source: source, target: target, line: map.lines[line]))
    }

    /// What is to be said of the lines of a map beside what is said already.
    ///
    /// - Parameters:
    ///   - known: What was asked for before.
    ///   - tell: Hears how many of how many flows are done, and says whether the rest is still wanted.
    /// - Returns: The notes, with those that were known; nil where no other layer is looked at, and where they are not wanted any more.
    public func notes(
        of map: MapGraph, known: MapNotes = MapNotes(), tell: (Int, Int) -> Bool = { _, _ in true }
    ) -> MapNotes? {
        guard looksAtNetwork else { return nil }
        let flows = map.unknownFlows(notes: known)
        var notes = known
        for (number, part) in flows.enumerated() {
            if number % 16 == 0, !tell(number, flows.count) { return nil }
            guard let key = map.key(part), let flow = map.flow(part) else { continue }
            notes.note(verdict(flow).flatMap(note), of: key)
        }
        return notes
    }

    private func verdict(_ flow: MapFlow) -> NetworkVerdict? {
        network.verdict(
            from: flow.source, only: flow.line.members, to: flow.target, flow.line.traffic, by: flow.line.rules)
    }

    private func note(_ verdict: NetworkVerdict) -> LineNote? {
        guard verdict.verdict != .allowed else { return nil }
        return LineNote(verdict.verdict == .blocked ? .fails : .depends, words.decider(verdict) ?? "groups")
    }
}

extension MapGraph {
    /// The flows of lines that both sides allow and of which nothing is known yet, each once.
    fileprivate func unknownFlows(notes: MapNotes) -> [OwnLine.Part] {
        var flows: [OwnLine.Part] = []
        var seen: Set<MapFlow.Key> = []
        for link in links where !link.isDotted {
            for part in parts(link) {
                guard let key = key(part), !notes.isKnown(key), seen.insert(key).inserted else { continue }
                flows.append(part)
            }
        }
        return flows
    }

    /// How many flows its lines stand for, those that only one side allows left out.
    public var flowCount: Int { links.reduce(0) { $0 + ($1.isDotted ? 0 : parts($1).count) } }

    /// The map with what becomes of its flows said at its lines.
    public func noted(_ notes: MapNotes) -> MapGraph {
        var drawn = graph
        for (place, link) in links.enumerated() where !link.isDotted {
            drawn.edges[place].notes = LineNotes(parts(link).map { key($0).flatMap(notes.note) })
        }
        var map = self
        map.graph = drawn
        return map
    }
}
