import CoreModel
import Diagram
import Map
import Text

/// The interfaces that boxes list: shown, gone through, taken as ends of questions.
extension ExplorerState {
    /// Lists the interfaces that carry each group in its box, or whom its rules let in.
    mutating func toggleInterfaces() {
        if model.inventory.interfaces.isEmpty {
            message = "no interface is in the input: describe-network-interfaces tells them"
            return
        }
        drawing.row = nil
        // Boxes that hold names alone would list nothing.
        if !drawing.shown.interfaces, let wanted = map.wantedDetail, wanted.level != .full { map.wantedDetail = nil }
        toggle(\.interfaces, "interfaces")
        guard drawing.shown.interfaces else { return }
        message =
            drawing.fold == nil
            ? "interfaces: shown; down goes into a box" : "interfaces: shown of single groups; Enter opens a box of several"
    }

    /// Where interfaces are listed and an answer stands: its ends and its way, so that their members have room.
    var endsOfAnswer: MapScope.Part? {
        guard drawing.shown.interfaces, drawing.fold == nil, let answer = litAnswer else { return nil }
        let way = answer.path.flatMap { [$0.from, $0.to] }.compactMap { subjects(of: $0).first }
        let ends = subjects(of: answer.question.source) + subjects(of: answer.question.destination) + way
        let drawn = ends.distinct().filter { flows?.map.node(of: $0) != nil }
        return drawn.contains { $0.group != nil } ? .alone(drawn) : nil
    }

    /// Draws the map anew where the signs of its interfaces are of another question than the one that stands.
    mutating func followAnswer() {
        guard drawing.shown.interfaces else { return }
        let asked = endsOfAnswer == nil ? nil : litView?.text
        if drawing.scope?.asked != asked { redrawMap() }
    }

    /// What the selected box lists; nil where nothing is seen of it.
    private var memberList: MemberList? {
        guard let node = selectedNode, let area = plan.map, detail(in: area).level == .full else { return nil }
        return map.graph.lists[node]
    }

    /// The line that was chosen.
    private var chosenRow: MemberList.Row? {
        guard let row = drawing.row, let list = memberList, list.rows.indices.contains(row) else { return nil }
        return list.rows[row]
    }

    /// The interface that was chosen; of several that go alike the first.
    var chosenMember: MapSubject? { chosenRow?.interfaces.first.map { .end(.interfaces([$0])) } }

    /// Goes down and up through what the selected box lists; false where that leads out of it.
    mutating func moveInBox(_ heading: Heading) -> Bool {
        guard heading == .down || heading == .up, drawing.shown.interfaces, let list = memberList else { return false }
        let count = list.rows.count { !$0.interfaces.isEmpty }
        switch (heading, drawing.row) {
        case (.down, nil) where count > 0: drawing.row = 0
        case (.down, let row?) where row + 1 < count: drawing.row = row + 1
        case (.up, let row?): drawing.row = row == 0 ? nil : row - 1
        default: return false
        }
        drawing.line = nil
        if isWide { message = memberText }
        revealSelection()
        return true
    }

    /// Chooses the line of a box that was clicked; false where none was, and where it is chosen already.
    mutating func clickInBox(_ box: Picture.Box, row: Int) -> Bool {
        let place = row - box.y - map.firstRow(of: box.node)
        guard drawing.shown.interfaces, let area = plan.map, detail(in: area).level == .full,
            let rows = map.graph.lists[box.node]?.rows, rows.indices.contains(place), !rows[place].interfaces.isEmpty,
            selectedNode != box.node || drawing.row != place
        else { return false }
        visit(map.graph.subjects[box.node])
        drawing.row = place
        if isWide { message = memberText }
        return true
    }

    /// What there is to say of the line that was chosen: "10.0.0.219  eni-1  load balancer front  198.51.100.11".
    var memberText: String? {
        guard let row = chosenRow, let first = row.interfaces.first else { return nil }
        let own = model.inventory[first]
        let (id, name) = (model.inventory[own.id], model.names.name(of: first))
        let addresses = own.privateAddresses.map(\.description) + own.delegatedPrefixes.map(\.description)
        let more = row.interfaces.count > 1 ? "and \(TextCount.of(row.interfaces.count - 1, "other"))" : ""
        let parts =
            [TextList.few(addresses, limit: 2), id, name == id ? "" : name]
            + [own.publicAddresses.map(\.description).joined(separator: ", "), more]
        return TerminalText.safe(parts.filter { !$0.isEmpty }.joined(separator: "  "))
    }
}

extension MapView {
    /// The first row of what a box lists, from its top.
    func firstRow(of node: Int) -> Int { 2 + graph.graph.nodes[node].lines.count { !$0.isEmpty } }
}

extension Picture.Box {
    /// Takes one row of it for the whole.
    mutating func narrow(toRow row: Int) { (y, height) = (y + min(row, height - 1), 1) }
}
