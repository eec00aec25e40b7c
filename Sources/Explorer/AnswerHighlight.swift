import Diagram
import Reachability
import Review
import SecurityGroups

/// Lights an answer in the map: the ends with what happened there, the groups on the way, the lines between them.
///
/// `sgscope draw --path` lights the same.
public struct AnswerHighlight {
    private let model: ExplorerModel
    private let answer: Answer

    /// A highlight for an answer about a model's inventory.
    public init(_ answer: Answer, model: ExplorerModel) {
        self.answer = answer
        self.model = model
    }

    /// What is lit in a map.
    public func highlight(in map: MapGraph, glyphs: GlyphSet) -> Highlight {
        var highlight = Highlight()
        var stations = (answer.path.first.map { [$0.from] } ?? []) + answer.path.map(\.to)
        if stations.count > 2 {
            stations = Array(stations.dropFirst().dropLast())
            for station in stations {
                guard let node = model.subject(of: station).flatMap(map.node) else { continue }
                highlight.nodes[node] = .onTheWay
            }
        }
        for hop in answer.path {
            let sources = nodes(hop.from, isSource: hop == answer.path.first, in: map)
            let targets = nodes(hop.to, isSource: false, in: map)
            for source in sources {
                for target in targets { highlight.edges.formUnion(map.lines(from: source, to: target)) }
            }
        }
        end(.egress, of: answer.question.source, in: map, glyphs: glyphs, into: &highlight)
        end(.ingress, of: answer.question.destination, in: map, glyphs: glyphs, into: &highlight)
        return highlight
    }

    private func nodes(_ end: HopEnd, isSource: Bool, in map: MapGraph) -> [Int] {
        if let group = end.group { return [map.node(of: .group(group))].compactMap { $0 } }
        let asked = isSource ? answer.question.source : answer.question.destination
        return model.subjects(of: asked).compactMap(map.node)
    }

    private func end(
        _ side: Direction, of endpoint: Endpoint, in map: MapGraph, glyphs: GlyphSet, into highlight: inout Highlight
    ) {
        guard let check = answer.check(side) else { return }
        let other = side == .egress ? answer.question.destination : answer.question.source
        let marks = ReportMarks(ascii: glyphs == .ascii)
        let ports = answer.question.port.ports(answer.question.version) ?? answer.question.port.text(answer.question.version)
        let named = answer.check(side.other)?.name ?? other.asked
        let line = "\(marks.mark(check.outcome)) \(ports) \(side == .egress ? "to" : "from") \(named)"
        for node in model.subjects(of: endpoint).compactMap(map.node) {
            highlight.nodes[node] = check.outcome.nodeMark
            highlight.extraLines[node] = line
        }
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
