import Map
import Frames

/// What the mouse does, where somebody asked for it: a click selects, the wheel scrolls.
extension ExplorerState {
    mutating func take(_ mouse: Mouse) {
        message = nil
        if help != nil {
            scrollHelp(mouse.action == .wheelUp ? "k" : "j")
            return
        }
        switch context {
        case .screen, .filter: break
        default: return
        }
        let places: [(Pane, Area?)] = [
            (.list, plan.list), (.map, plan.map), (.details, plan.details), (.answer, plan.answer),
            (.tour, plan.tour), (.matrix, plan.matrix), (.board, plan.board),
            (.trial, plan.trial), (.traffic, plan.traffic), (.timeLine, plan.timeLine),
        ]
        guard let (pane, found) = places.first(where: { $0.1?.contains(mouse) == true }), let area = found else { return }
        switch mouse.action {
        case .wheelUp: wheel(pane, by: -3)
        case .wheelDown: wheel(pane, by: 3)
        case .click: click(pane, area, mouse)
        }
    }

    /// Scrolls a pane without going to it; the map is moved.
    private mutating func wheel(_ pane: Pane, by lines: Int) {
        switch pane {
        case .map: if network != nil { network?.top += lines } else { map.offset.y += lines }
        case .list: moveInList(to: (list?.scroll.cursor ?? 0) + lines)
        case .details where network != nil && focus != .details: scrollNetworkDetails(lines: lines)
        case .details: details.scroll.cursor = max(0, details.scroll.cursor + lines)
        case .answer:
            let top = max(0, (answer?.scroll.top ?? 0) + lines)
            answer?.scroll = Scroll(cursor: top, top: top)
        case .tour: side.tour?.top += lines
        case .matrix: moveInMatrix(rows: lines)
        case .board: moveInBoard(to: board.scroll.cursor + lines)
        case .trial: trial.scroll.top += lines
        case .traffic: traffic.scroll.top += lines
        case .timeLine: moveInTimeLine(to: timeLine.scroll.cursor + lines)
        }
    }

    private mutating func click(_ pane: Pane, _ area: Area, _ mouse: Mouse) {
        let hadFocus = focus == pane
        set(focus: pane)
        switch pane {
        case .map where network != nil: clickNetwork(area, column: mouse.column, row: mouse.row)
        case .map:
            let arrangement = map.arrangement(detail(in: area), width: area.width)
            let (x, y) = (mouse.column - area.x + map.offset.x, mouse.row - area.y + map.offset.y)
            let box = arrangement.boxes.first { $0.x <= x && x < $0.x + $0.width && $0.y <= y && y < $0.y + $0.height }
            guard let box else { return }
            let subject = map.graph.subjects[box.node]
            if clickInBox(box, row: y) { return }
            if subject == selection { openDetails() } else { visit(subject) }
        case .list:
            let line = (list?.scroll.top ?? 0) + mouse.row - area.y - 2
            if mouse.row >= area.y + 2 { moveInList(to: line) }
        case .details:
            let line = details.scroll.top + mouse.row - area.y - 1
            guard mouse.row > area.y, details.lines.rows.indices.contains(line) else { return }
            if hadFocus, details.scroll.cursor == line { enter() } else { details.scroll.cursor = line }
        case .answer:
            let line = (answer?.scroll.top ?? 0) + mouse.row - area.y - 1
            guard mouse.row > area.y, let all = answer?.stopsOfLines, all.indices.contains(line), let stop = all[line].first
            else {
                break
            }
            if hadFocus, answer?.stop == stop { enterAnswer() } else { choose(stop) }
        case .tour: break
        case .matrix: clickMatrix(area, mouse)
        case .board: clickBoard(area, mouse, hadFocus: hadFocus)
        case .trial: clickTrial(area, mouse, hadFocus: hadFocus)
        case .traffic: clickTraffic(area, mouse, hadFocus: hadFocus)
        case .timeLine: clickTimeLine(area, mouse, hadFocus: hadFocus)
        }
    }
}

extension Area {
    fileprivate func contains(_ mouse: Mouse) -> Bool {
        (x..<max(x, x + width)).contains(mouse.column) && (y..<max(y, y + height)).contains(mouse.row)
    }
}
