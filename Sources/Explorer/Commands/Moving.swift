import Diagram
import Map

enum Heading: Sendable { case up, down, left, right }

extension ExplorerState {
    /// Moves to the next box in a direction, by its place on screen.
    mutating func moveSelection(_ heading: Heading) {
        if moveInBox(heading) { return }
        guard let (arrangement, current) = arrangedSelection else {
            selectFirstDrawn()
            return
        }
        let best = arrangement.boxes.filter { $0.node != current.node }.compactMap { box in
            current.cost(to: box, heading).map { (cost: $0, node: box.node) }
        }.min { $0 < $1 }
        if let best { select(node: best.node) }
    }

    /// Moves to the box nearest to a place some rows further.
    mutating func moveSelection(rows: Int) {
        guard let (arrangement, current) = arrangedSelection else {
            selectFirstDrawn()
            return
        }
        let goal = current.centerY + rows * 2
        let ahead = arrangement.boxes.filter { rows > 0 ? $0.centerY > current.centerY : $0.centerY < current.centerY }
        let best = ahead.min { left, right in
            (abs(left.centerY - goal), abs(left.centerX - current.centerX), left.node)
                < (abs(right.centerY - goal), abs(right.centerX - current.centerX), right.node)
        }
        if let best { select(node: best.node) }
    }

    /// Moves to the first box on the map, or to the last.
    mutating func selectEnd(last: Bool) {
        guard let area = plan.map else { return }
        let boxes = map.arrangement(detail(in: area), width: area.width).boxes.sorted {
            ($0.y, $0.x, $0.node) < ($1.y, $1.x, $1.node)
        }
        if let box = last ? boxes.last : boxes.first { select(node: box.node) }
    }

    /// Whether the picture is larger than its pane.
    var isMapLarger: Bool {
        guard let area = plan.map, !area.isEmpty else { return false }
        let arrangement = map.arrangement(detail(in: area), width: area.width)
        return arrangement.width > area.width || arrangement.height > area.height
    }

    /// Draws more or less of each box.
    mutating func changeDetail(by step: Int) {
        guard let area = plan.map else { return }
        let now = detail(in: area).rawValue
        guard let wanted = MapDetail(rawValue: now + step) else {
            message = step < 0 ? "the boxes hold everything already" : "the boxes hold names alone already"
            return
        }
        map.wantedDetail = wanted
        message = "in each box: \(wanted.words(listsInterfaces: drawing.shown.interfaces))"
        revealSelection()
    }

    private var arrangedSelection: (MapView.Arrangement, Picture.Box)? {
        guard let area = plan.map ?? lastMapArea, let node = selectedNode else { return nil }
        let arrangement = map.arrangement(detail(in: area), width: area.width)
        return arrangement.boxes.first { $0.node == node }.map { (arrangement, $0) }
    }

    /// The room the map would have, while another pane has the screen.
    private var lastMapArea: Area? {
        Area(x: 0, y: 1, width: ScreenPlan.widths(self).map, height: max(1, size.rows - 2))
    }

    private mutating func selectFirstDrawn() {
        if !map.graph.subjects.isEmpty { select(node: 0) }
    }

    private mutating func select(node: Int) {
        select(map.graph.subjects[node])
        revealSelection()
    }
}

extension Picture.Box {
    /// Twice the row of the middle.
    var centerY: Int { 2 * y + height - 1 }
    /// Twice the column of the middle.
    var centerX: Int { 2 * x + width - 1 }

    /// How far it is to another box in a direction, counted in half columns; nil when it does not lie there.
    ///
    /// A row counts as two columns. Beside the way straight ahead, what lies off it counts double, and what lies further off than
    /// ahead is not in that direction at all, unless the boxes overlap on that axis.
    func cost(to other: Picture.Box, _ heading: Heading) -> Int? {
        let ahead: Int
        let aside: Int
        switch heading {
        case .up: (ahead, aside) = (2 * (y - other.y - other.height + 1), Self.gap(x, width, other.x, other.width))
        case .down: (ahead, aside) = (2 * (other.y - y - height + 1), Self.gap(x, width, other.x, other.width))
        case .left: (ahead, aside) = (x - other.x - other.width + 1, 2 * Self.gap(y, height, other.y, other.height))
        case .right: (ahead, aside) = (other.x - x - width + 1, 2 * Self.gap(y, height, other.y, other.height))
        }
        guard ahead > 0 else { return nil }
        let isVertical = heading == .up || heading == .down
        if !isVertical, aside > 0, aside >= ahead * 2 { return nil }
        let off = abs(isVertical ? centerX - other.centerX : centerY - other.centerY)
        return isVertical ? ahead * 1000 + aside * 20 + off : aside * 1000 + ahead * 20 + off
    }

    /// The room between two stretches; 0 where they overlap.
    private static func gap(_ start: Int, _ length: Int, _ otherStart: Int, _ otherLength: Int) -> Int {
        max(0, max(otherStart - start - length, start - otherStart - otherLength) + 1)
    }
}
