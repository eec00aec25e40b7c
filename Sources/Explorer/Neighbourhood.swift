import Diagram
import SecurityGroups

/// Which part of the map is drawn: all of it, some steps around the chosen box, or the way of an answer.
extension ExplorerState {
    /// Draws the part of the map that belongs to the selection and the answer.
    mutating func redrawMap() {
        guard let hops else {
            if map.graph.beyond > 0 { map.show(model.map) }
            return
        }
        if let answer = litAnswer {
            let ends = model.subjects(of: answer.question.source) + model.subjects(of: answer.question.destination)
            let way = answer.path.flatMap { [$0.from, $0.to] }.compactMap(model.subject)
            let chosen = selection.map { [$0] } ?? []
            map.show(model.map.neighbourhood(of: ends + way + chosen, steps: 0))
        } else if let selection, model.map.node(of: selection) != nil {
            map.show(model.around(selection, steps: hops))
        }
    }

    /// Draws more or fewer steps around the selection; from the whole map down to one step and back.
    mutating func changeHops(by step: Int) {
        if step > 0, let now = hops {
            let more = selection.map { model.around($0, steps: now + 1) } ?? model.map
            let isAll = more.subjects.count == map.graph.subjects.count || now >= 5
            if isAll, model.map.subjects.count > ExplorerModel.wholeMapLimit {
                message = "the whole map is too large to be drawn: \(model.map.subjects.count) boxes"
                return
            }
            hops = isAll ? nil : now + 1
        } else if step < 0, hops != 1 {
            hops = hops.map { $0 - 1 } ?? 2
        } else {
            message = hops == nil ? "this is the whole map" : "one step is the least"
            return
        }
        redrawMap()
        message = hops.map { "\($0) step\($0 == 1 ? "" : "s") around \(selection.map(model.name) ?? "")" } ?? "the whole map"
        revealSelection()
    }
}
