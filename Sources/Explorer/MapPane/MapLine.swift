import Reachability
import Documentation
import CoreModel
import Text
import Map

/// A line of the map that was chosen, by its ends.
struct MapLine: Hashable, Sendable {
    var source: MapSubject
    var target: MapSubject
}

extension MapGraph {
    /// The place of a line; nil when it is not drawn.
    func line(_ line: MapLine) -> Int? {
        graph.edges.firstIndex { subjects[$0.source] == line.source && subjects[$0.target] == line.target }
    }
}

extension ExplorerState {
    /// Whether the selected box has lines to step through.
    var hasLines: Bool {
        guard let node = selectedNode else { return false }
        return map.graph.graph.edges.contains { $0.source == node || $0.target == node }
    }

    /// Chooses the next line of the selected box, round and round.
    mutating func stepLine(by step: Int) {
        if focus == .tour {
            stepTourQuestion(by: step)
            return
        }
        guard let node = selectedNode else { return }
        let graph = map.graph
        let own = graph.graph.edges.filter { $0.source == node || $0.target == node }
            .map { MapLine(source: graph.subjects[$0.source], target: graph.subjects[$0.target]) }
        guard !own.isEmpty else { return }
        let now = drawing.line.flatMap { own.firstIndex(of: $0) }
        let next = now.map { ($0 + step + own.count) % own.count } ?? (step > 0 ? 0 : own.count - 1)
        drawing.line = own[next]
        details.restart()
        message = "line \(next + 1) of \(own.count): \(title(of: own[next]))   Enter opens it"
    }

    /// "ALB SG -> ECS API SG  3001".
    func title(of line: MapLine) -> String {
        let label = map.graph.line(line).map { map.graph.graph.edges[$0].label } ?? ""
        return "\(model.name(line.source)) -> \(model.name(line.target))  \(label)"
    }
}

/// What there is to say of a line: the rules behind it, on both sides.
struct LineReport {
    let model: ExplorerModel
    let line: MapLine
    let drawn: MapGraph.Line
    let review: ReviewMarks?

    /// The rules that let the flow in, then those that let it out.
    func rows(width: Int) -> [ReportRow] {
        let isOut = drawn.rules.first.map { model.inventory[$0].direction == .egress } ?? false
        let (source, target) = (model.name(line.source), model.name(line.target))
        if isOut { return section("\(source) lets out", drawn.rules, width) }
        // Only what changes on trial closed leads to where there is no group and has no rule behind it.
        if line.target.group == nil, drawn.rules.isEmpty {
            return ReportRow.wrapped("it passed, and does not with the changes on trial", width: width)
                + section("\(source) lets out", egressRules, width)
        }
        var rows = model.reviewRows(line, by: review, width: width)
        rows += model.documentedRows(line, drawn.traffic, width: width)
        rows += section("\(target) lets in", drawn.rules, width)
        rows.append(ReportRow(line: StyledLine()))
        guard line.source.group != nil else {
            return rows + ReportRow.wrapped("\(source): hosts without groups, whose side is filtered by nothing", width: width)
        }
        let egress = egressRules
        if egress.isEmpty {
            return rows + ReportRow.wrapped("\(source) lets nothing of it out: only one side allows this", width: width)
        }
        return rows + section("\(source) lets out", egress, width)
    }

    /// The egress rules of the source that decide, as a question about each piece of the traffic finds them.
    private var egressRules: [RuleIndex] {
        guard let source = line.source.end, let target = line.target.end else { return [] }
        let questions = drawn.traffic.compactMap {
            try? Question(from: Endpoint(source), to: Endpoint(target), port: PortQuery([$0], asked: ""))
        }
        let checks = questions.flatMap { model.analyzer.answer($0).checks }
        return checks.filter { $0.side == .egress && $0.outcome != .fail }.flatMap(\.rules).distinct()
    }

    private func section(_ head: String, _ rules: [RuleIndex], _ width: Int) -> [ReportRow] {
        [ReportRow(line: StyledLine(head, .strong))]
            + rules.flatMap { place -> [ReportRow] in
                let rule = model.inventory[place]
                let target = model.inventory.end(of: rule.peer)
                let said = " \(rule.traffic.text)  \(rule.direction.preposition) \(model.names.name(of: rule.peer))"
                let described = model.inventory[rule.description]
                let head = StyledLine.wrapped(TerminalText.safe(said), width: width)
                let tail =
                    described.isEmpty
                    ? [] : TextWrap.lines(TerminalText.safe(described), width: width - 3).map { StyledLine("   " + $0, .dim) }
                return (head + tail).map { ReportRow(line: $0, rule: place, target: target) }
            }
    }
}

extension ExplorerModel {
    /// What a box of several holds, each with its flows counted.
    func foldRows(_ members: [MapSubject], width: Int) -> [ReportRow] {
        let groups = members.filter { $0.group != nil }
        let head =
            "\(members.count) in this box\(groups.count < members.count && !groups.isEmpty ? ", \(groups.count) groups" : "")"
        return [ReportRow(line: StyledLine(head, .strong))]
            + members.map { member in
                ReportRow(line: StyledLine(" " + name(member)), target: member.group.map { .group($0) })
            }
    }
}
