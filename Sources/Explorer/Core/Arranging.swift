import Diagram

/// What follows from an event, worked out once when it is over.
extension ExplorerState {
    /// Works out what depends on the size and the content: what is to be there for the screen, then the screen, then where it stands.
    mutating func arrange() {
        if drawing.opening?.subject != selection { drawing.opening = nil }
        followQuestion()
        followChange()
        followAnswer()
        followTimeLine()
        settlePage()
        let widths = ScreenPlan.widths(self)
        storeMap(width: widths.map)
        storePane(width: widths.details - 1, wantsRows: isWide || details.isOpen)
        answering.store(width: widths.answer, rows: ScreenPlan.answerRows(self), ascii: glyphs == .ascii)
        storeTour(width: ScreenPlan.tourWidth(self))
        storeCell()
        drawNetwork(width: widths.map)
        let plan = ScreenPlan(self)
        self.plan = plan
        clampNetwork()
        details.settle(height: plan.details.map { $0.height - 1 } ?? 1)
        answer?.settle(height: plan.answer.map { $0.height - 1 } ?? 1)
        clampSidePanes()
        clampFindings()
        clampBoard()
        clampTrial()
        settleTraffic()
        clampTimeLine()
        if let list, let area = plan.list {
            self.list?.scroll = list.scroll.clamped(lines: list.hits.count, height: area.height - 2)
        }
        if isRevealing { moveToSelection() }
        isRevealing = false
        clampOffset()
    }

    /// Has the picture moved, when the event is over, so that the selected box is seen.
    mutating func revealSelection() { isRevealing = true }

    /// Keeps the picture within its pane: no blank beyond its edges, in the middle where it is smaller.
    private mutating func clampOffset() {
        guard let area = plan.map, !area.isEmpty else { return }
        let arrangement = map.arrangement(detail(in: area), width: area.width)
        map.offset.x =
            arrangement.width <= area.width
            ? (arrangement.width - area.width) / 2 : min(max(0, map.offset.x), arrangement.width - area.width)
        map.offset.y = arrangement.height <= area.height ? 0 : min(max(0, map.offset.y), arrangement.height - area.height)
    }

    private mutating func moveToSelection() {
        guard let area = plan.map, !area.isEmpty else { return }
        let ends = hopEnds
        let lit = ends.isEmpty ? nodesToReveal : ends
        guard let node = lit.min() ?? selectedNode else { return }
        let arrangement = map.arrangement(detail(in: area), width: area.width)
        guard var box = arrangement.boxes.first(where: { $0.node == node }) else { return }
        if node == selectedNode, let row = drawing.row { box.narrow(toRow: map.firstRow(of: node) + row) }
        if lit.count > 1 {
            box.widen(to: arrangement.boxes.filter { lit.contains($0.node) }, width: area.width, height: area.height)
        }
        map.offset.x = Self.revealing(box.x, box.width, offset: map.offset.x, room: area.width, margin: 2)
        map.offset.y = Self.revealing(box.y, box.height, offset: map.offset.y, room: area.height, margin: 2)
    }

    private static func revealing(_ start: Int, _ length: Int, offset: Int, room: Int, margin: Int) -> Int {
        // What is seen whole stays where it is: a picture that moves costs many times what a selection does.
        if start >= offset, start + length <= offset + room { return offset }
        let margin = length + 2 * margin <= room ? margin : 0
        if start - margin < offset || length >= room { return start - margin }
        return start + length + margin > offset + room ? start + length + margin - room : offset
    }
}

extension Answering {
    /// Writes the lines of the answers that are seen for a width, unless they are there.
    fileprivate mutating func store(width: Int, rows: Int, ascii: Bool) {
        standing.view?.store(width: width, rows: rows, ascii: ascii)
        if case .typing(.answered(let text, var view), let standing) = self {
            view.store(width: width, rows: rows, ascii: ascii)
            self = .typing(.answered(text, view), over: standing)
        }
    }
}
