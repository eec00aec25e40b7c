import Diagram
import Map

/// What of the map is drawn first, and what is selected in it.
extension ExplorerState {
    /// Takes who reaches whom: the map is drawn, and what waited for it is begun.
    mutating func take(flows: Flows) {
        self.flows = flows
        if selection == nil { selection = flows.map.unused.first.map(MapSubject.group) }
        if flows.map.subjects.count > Limits.wholeMap, let opening = flows.opening {
            open(at: opening)
        } else {
            drawing.isChoosing = true
        }
        order(.review)
        redrawMap()
        relist()
        if side.isTourOpen, side.tour == nil { order(.tour) }
        if side.isMatrixOpen, side.matrix == nil { order(.matrix) }
    }

    /// Chooses what of the map is drawn, now that the whole is laid out: around one group where it is several times the screen.
    mutating func choosePart() {
        drawing.isChoosing = false
        if isMapFarTooLarge, let opening = flows?.opening {
            open(at: opening)
            redrawMap()
        } else if let highest {
            choose(highest)
        }
    }

    /// Draws the map around one group.
    private mutating func open(at opening: WholeMap.Opening) {
        drawing.hops = 1
        choose(opening.subject)
        if selection == opening.subject { drawing.opening = opening }
    }

    /// Selects something, unless somebody has selected what he wants.
    private mutating func choose(_ subject: MapSubject) {
        guard isUntouched && !keeping.isAsLeft || selection == nil else { return }
        selection = subject
        if let place = list?.hits.firstIndex(where: { $0.group == subject.group }) { list?.scroll.cursor = place }
        revealSelection()
    }

    /// Whether the map, drawn as names, is several times what the screen holds.
    private var isMapFarTooLarge: Bool {
        let width = ScreenPlan.widths(self).map
        let names = map.arrangement(.names, width: width)
        return map.graph.subjects.count > Limits.alwaysWhole
            && (names.width > 2 * width || names.height > 2 * max(8, size.rows - 5))
    }

    /// Of the groups that the internet reaches the one that stands highest, else the highest group.
    private var highest: MapSubject? {
        let width = ScreenPlan.widths(self).map
        let detail = map.detail(width: width, height: max(1, size.rows - 2))
        let order = map.arrangement(detail, width: width).boxes.sorted { ($0.y, $0.x, $0.node) < ($1.y, $1.x, $1.node) }.map(
            \.node)
        let internet = map.graph.node(of: .internet)
        let open = Set(map.graph.graph.edges.filter { $0.source == internet }.map(\.target))
        let groups = order.filter { map.graph.subjects[$0].group != nil }
        let first = groups.first { open.contains($0) } ?? groups.first ?? order.first
        return first.map { map.graph.subjects[$0] }
    }

    /// The long work that is under way, how far it is, and whether Esc cancels it now.
    var workText: String? {
        guard let (slot, progress) = executor.longest else { return nil }
        let far = progress.map { ": \($0.done) of \($0.of)" } ?? " ..."
        return slot.words + far + (escCancelsWork ? "   Esc cancels" : "")
    }

    /// What is said where who reaches whom is not known yet.
    var withoutFlows: String {
        executor.isRunning(.flows) ? "working out who reaches whom ..." : "not worked out: > works out who reaches whom"
    }

    /// Why a large map is drawn around this group, as long as it is.
    var whyOpened: String? {
        guard let opening = drawing.opening, litAnswer == nil, !side.isTourOpen, !side.isMatrixOpen else { return nil }
        return "opened here: most flows" + (opening.isOpen ? ", the internet reaches it" : "")
    }
}
