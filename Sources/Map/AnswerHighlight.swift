import Diagram
import Reachability
import Documentation
import CoreModel
import Words

/// Lights an answer in the map: the ends with what happened there, the groups on the way, the lines between them.
///
/// `sgscope draw --path` lights the same.
public struct AnswerHighlight {
    private let whole: WholeMap
    private let answer: Answer
    private let words: AnswerText

    /// A highlight for an answer about the inventory of a map.
    public init(_ answer: Answer, in whole: WholeMap) {
        self.answer = answer
        words = AnswerText(answer, of: whole.analyzer)
        self.whole = whole
    }

    /// What is lit in a map.
    public func highlight(in map: MapGraph, glyphs: GlyphSet) -> Highlight {
        var highlight = Highlight()
        var stations = (answer.path.first.map { [$0.from] } ?? []) + answer.path.map(\.to)
        if stations.count > 2 {
            stations = Array(stations.dropFirst().dropLast())
            for station in stations {
                guard let node = whole.subject(of: station).flatMap(map.node) else { continue }
                highlight.nodes[node] = .onTheWay
            }
        }
        for hop in answer.path {
            var sources = nodes(hop.from, isSource: hop == answer.path.first, in: map)
            if answer.path.count > 1, hop == answer.path.first { sources += holders(of: answer.question.source, in: map) }
            let targets = nodes(hop.to, isSource: false, in: map)
            for source in sources {
                for target in targets { highlight.edges.formUnion(map.lines(from: source, to: target)) }
            }
        }
        highlight.edges.formUnion(decidingLines(in: map))
        for line in highlight.edges {
            for node in [map.links[line].source, map.links[line].target] where highlight.nodes[node] == nil {
                highlight.nodes[node] = .lit
            }
        }
        for side in [Direction.egress, .ingress] {
            guard let check = answer.check(side) else { continue }
            for node in endNodes(side, in: map) {
                // Where parts of the end differ, the box says that it depends.
                highlight.nodes[node] = (answer.outcome(side) ?? check.outcome).nodeMark
                highlight.extraLines[node] = line(check, glyphs: glyphs)
            }
        }
        markNetwork(&highlight, in: map, glyphs: glyphs)
        markMembers(&highlight, in: map)
        return highlight
    }

    /// A box that lists its members has the sign that theirs come to; that its own rules pass is not said where these do not.
    private func markMembers(_ highlight: inout Highlight, in map: MapGraph) {
        for node in endNodes(.egress, in: map) + endNodes(.ingress, in: map) {
            guard let mark = map.lists[node]?.verdict?.nodeMark, mark != highlight.nodes[node] else { continue }
            if highlight.nodes[node] == .passes { highlight.extraLines[node] = nil }
            highlight.nodes[node] = mark
        }
    }

    /// At the box where the flow ends, what stops it, or may, between the groups that let it through.
    private func markNetwork(_ highlight: inout Highlight, in map: MapGraph, glyphs: GlyphSet) {
        guard answer.verdict != .allowed, let decider = words.way?.decider else { return }
        let mark = ReportMarks(ascii: glyphs == .ascii).mark(answer.verdict)
        for node in endNodes(.ingress, in: map) {
            highlight.nodes[node] = answer.verdict == .blocked ? Outcome.fail.nodeMark : Outcome.depends.nodeMark
            highlight.extraLines[node] = "\(mark) \(decider)"
        }
    }

    /// Why the flow stops, or may stop, at a box: for each node one line.
    public func reasons(in map: MapGraph) -> [Int: String] {
        var reasons: [Int: String] = [:]
        for side in [Direction.egress, .ingress] {
            guard let check = answer.check(side), check.outcome != .pass else { continue }
            for node in endNodes(side, in: map) { reasons[node] = words.decision(check) }
        }
        return reasons
    }

    /// The map with a box for each end that it does not draw: an address that no rule names, a group without flows.
    public func drawingEnds(in map: MapGraph) -> MapGraph {
        var map = map
        for side in [Direction.egress, .ingress] where endNodes(side, in: map).isEmpty {
            let end = side == .egress ? answer.question.source : answer.question.destination
            let subject = whole.subjects(of: end).first
            let named =
                subject.map { $0.name(whole.analyzer.names, whole.analyzer.inventory) } ?? answer.check(side).map(words.name)
                ?? end.asked
            let node = DiagramGraph.Node(
                id: end.asked, title: named, shape: subject?.group == nil ? .rounded : .box)
            map.add(boxFor(end, side), MapBox { node })
        }
        return map
    }

    private func boxFor(_ end: Endpoint, _ side: Direction) -> MapSubject {
        if end.kind.interfaces != nil { return .fold(.rest, name: end.asked) }
        return side == .egress ? .end(end.kind) : MapSubject.end(end.kind).asDestination
    }

    /// What a map must draw for the answer to be lit in it: the boxes of both ends and of the way.
    public var subjects: [MapSubject] {
        let way = answer.path.flatMap { [$0.from, $0.to] }.compactMap(whole.subject)
        return whole.subjects(of: answer.question.source) + whole.subjects(of: answer.question.destination) + way
    }

    /// The groups whose egress must be drawn for the answer to be lit: those that send to where there is no group.
    public var egressShown: Set<GroupIndex> {
        let targets = whole.subjects(of: answer.question.destination)
        if targets.contains(where: { $0.group != nil }) { return [] }
        return Set(whole.subjects(of: answer.question.source).compactMap(\.group))
    }

    /// The boxes in a map where the flow begins (egress) or ends (ingress): the end's own, else those of the networks that hold it.
    public func endNodes(_ side: Direction, in map: MapGraph) -> [Int] {
        let end = side == .egress ? answer.question.source : answer.question.destination
        var own = whole.subjects(of: end) + [boxFor(end, side)]
        if side == .ingress { own = own.map(\.asDestination) }
        let nodes = own.compactMap(map.node)
        if !nodes.isEmpty { return Array(Set(nodes)).sorted() }
        let lines = decidingLines(in: map).map { map.links[$0] }
        return Array(Set(side == .egress ? lines.map(\.source) : lines.map(\.target))).sorted()
    }

    /// The lines of the rules that let the flow in, or out to where there are no groups.
    private func decidingLines(in map: MapGraph) -> [Int] {
        guard answer.verdict != .blocked else { return [] }
        let rules = Set(answer.checks.filter { $0.outcome != .fail }.flatMap(\.rules))
        let sources = Set(whole.subjects(of: answer.question.source).compactMap(map.node))
        let targets = Set(
            whole.subjects(of: answer.question.destination).map(\.asDestination).compactMap(map.node))
        return map.lines.indices.filter { number in
            guard !rules.isDisjoint(with: map.rules(map.links[number])) else { return false }
            let edge = map.links[number]
            // A rule of a network lets in the groups inside it, too.
            let isFromEnd = sources.isEmpty || sources.contains(edge.source) || map.subjects[edge.source].group == nil
            let isToEnd = targets.isEmpty || targets.contains(edge.target) || map.subjects[edge.target].group == nil
            return isFromEnd && isToEnd
        }
    }

    private func nodes(_ end: Endpoint, isSource: Bool, in map: MapGraph) -> [Int] {
        if let group = end.kind.group { return [map.node(of: .group(group))].compactMap { $0 } }
        let asked = isSource ? answer.question.source : answer.question.destination
        return whole.subjects(of: asked).compactMap(map.node)
    }

    /// The boxes of networks that an address lies in.
    private func holders(of end: Endpoint, in map: MapGraph) -> [Int] {
        guard case .network(let asked) = end.kind else { return [] }
        return map.subjects.indices.filter { node in
            map.members[node].contains { member in
                member == .internet || member.source?.network?.contains(asked) ?? false
            }
        }
    }

    private func line(_ check: Check, glyphs: GlyphSet) -> String {
        let question = answer.question
        let other = check.side == .egress ? question.destination : question.source
        let marks = ReportMarks(ascii: glyphs == .ascii)
        let ports = question.port.shortText(question.version)
        let named = answer.check(check.side.other).map(words.name) ?? other.asked
        return "\(marks.mark(check.outcome)) \(ports) \(check.side == .egress ? "to" : "from") \(named)"
    }
}

extension Outcome {
    /// The sign of a box where a side has this outcome.
    var nodeMark: Highlight.NodeMark {
        switch self {
        case .pass: .passes
        case .fail: .fails
        case .depends: .depends
        }
    }
}
