import Frames
import Text
import Traffic

/// The lines of what flow logs say: what could not be read, what a trial would have done, then everything that is listed.
struct TrafficLines: Sendable {
    private(set) var rows: [TrafficReport.Row] = []
    /// What can be gone to.
    private(set) var items: [TrafficItem] = []
    private var key: Key?

    /// What lines are made of, and for.
    private struct Key: Hashable {
        var page: TrafficPage?
        var trial: ExplorerModel?
        var filter: String
        var width: Int
    }

    /// The line of an item.
    func line(of item: Int) -> Int? { rows.firstIndex { $0.item == item } }

    /// The flows that a trial would have cut, at most.
    private static let cut = 5

    /// Makes the lines for a width, unless they are there.
    mutating func store(_ view: TrafficView, width: Int) {
        let key = Key(page: view.page, trial: view.replay?.model, filter: view.filter, width: width)
        if key == self.key { return }
        self.key = key
        (rows, items) = ([], [])
        guard let page = view.page else { return }
        add(page.problems.flatMap { StyledLine.hanging("! \($0)", .fail, indent: 1, width: width) })
        add(page.report.basisParts.dropFirst().flatMap { StyledLine.hanging($0, .dim, indent: 1, width: width) })
        if let replay = view.replay, view.filter.isEmpty {
            add(StyledLine.hanging("with \(replay.title)", .strong, indent: 1, width: width))
            add(page.report.replayLines(replay.replay, width: width, limit: Self.cut))
        }
        if page.list.log.records == 0 {
            add([StyledLine(" no records of traffic", .dim)])
            return
        }
        let sections = view.filter.isEmpty ? page.sections : page.sections.compactMap { $0.filtered(by: view.filter) }
        if sections.isEmpty { add([StyledLine(" nothing listed has that in it", .dim)]) }
        items = sections.flatMap(\.items)
        rows += page.report.rows(of: sections, width: width)
    }

    private mutating func add(_ lines: [StyledLine]) { rows += lines.map { TrafficReport.Row(line: $0) } }
}

extension ExplorerState {
    /// Has the lines of the list made for the screen, and keeps what is chosen in view.
    mutating func settleTraffic() {
        guard traffic.isOpen else { return }
        traffic.lines.store(traffic, width: size.columns - 1)
        guard let area = plan.traffic, !area.isEmpty else { return }
        traffic.scroll.clamp(items: traffic.lines.items.count, lines: traffic.lines.rows.count, height: area.height - 1)
    }
}

extension Screen {
    /// The list of what flow logs say: a bar with what it rests on, and its lines.
    mutating func drawTraffic(_ area: Area) {
        if area.isEmpty { return }
        let view = state.traffic
        let (lines, shown) = (view.lines.rows, max(0, area.height - 1))
        let isReading = state.executor.isRunning(.traffic)
        let basis = view.page?.report.basisParts.first ?? (isReading ? "reading the flow logs ..." : "not read")
        let filter = view.filter.isEmpty ? "" : "  / \(TerminalText.safe(view.filter))"
        let seen = min(lines.count, view.scroll.top + shown)
        let right = lines.count > shown ? "lines \(view.scroll.top + 1)-\(seen) of \(lines.count)" : ""
        drawBar("\(state.focus == .traffic ? pointer : " ") traffic  \(basis)\(filter)", right: right, area: area)
        for (row, line) in lines.dropFirst(view.scroll.top).prefix(shown).enumerated() {
            let y = area.y + 1 + row
            let isChosen = line.item != nil && line.item == view.scroll.cursor && state.focus == .traffic
            if isChosen { frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: .selected) }
            frame.put(line.line, x: area.x, y: y, role: isChosen ? .selected : nil, limit: area.x + area.width)
            if isChosen { frame.put(pointer, x: area.x, y: y, role: .selected, limit: area.x + 1) }
        }
    }
}
