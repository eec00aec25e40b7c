import Diagram
import Text
import Map
import Frames

extension Screen {
    /// Draws the map in its pane: as much of each box as fits, moved to where the selection is seen.
    mutating func drawMap(_ area: Area) {
        if area.isEmpty { return }
        if let network = state.network {
            draw(network.picture, at: Offset(x: 0, y: network.top), area)
            return
        }
        if state.map.graph.subjects.isEmpty {
            drawNothing(area)
            return
        }
        let detail = state.detail(in: area)
        let arrangement = state.map.arrangement(detail, width: area.width)
        var options = DrawOptions(detail: detail.level, glyphs: state.glyphs, selected: state.selectedNode)
        options.selectedRow = state.drawing.row
        if state.focus == .tour { options.selected = nil }
        let ends = state.hopEnds
        if !ends.isEmpty { (options.selected, options.pointed) = (nil, ends) }
        if let lit = state.sideHighlight {
            options.highlight = lit
            // Names have no frame that could be doubled.
            if detail == .names {
                for (node, mark) in lit.nodes where mark == .lit { options.highlight.nodes[node] = .onTheWay }
            }
        } else if let answer = state.litAnswer {
            options.highlight = state.highlight(of: answer)
        }
        if options.highlight.isEmpty, let line = state.shownLine, let place = state.map.graph.line(line) {
            options.highlight.edges = [place]
            let edge = state.map.graph.graph.edges[place]
            for node in [edge.source, edge.target] { options.highlight.nodes[node] = .lit }
        }
        let offset = state.map.offset
        options.rows = max(0, offset.y)..<max(1, offset.y + area.height)
        draw(arrangement.layout.draw(options), at: offset, area)
    }

    private mutating func draw(_ picture: Picture, at offset: Offset, _ area: Area) {
        for row in 0..<area.height {
            for column in 0..<area.width {
                let (x, y) = (column + offset.x, row + offset.y)
                guard x >= 0, x < picture.width, y >= 0, y < picture.height else { continue }
                draw(picture[x, y], x: area.x + column, y: area.y + row, isFirst: column == 0, isLast: column == area.width - 1)
            }
        }
    }

    private mutating func draw(_ cell: PictureCell, x: Int, y: Int, isFirst: Bool, isLast: Bool) {
        let isWide = TerminalText.width(cell.text) == 2
        let text = (cell.text.isEmpty && isFirst) || (isWide && isLast) ? " " : cell.text
        if text == " ", cell.kind == .empty { return }
        let place = y * frame.size.columns + x
        frame.cells[place] = FrameCell(text: text, role: Role(cell))
    }

    private mutating func drawNothing(_ area: Area) {
        let isDrawing = state.executor.isRunning(.map)
        let lines = state.flows == nil ? [state.withoutFlows] : isDrawing ? ["drawing ..."] : model.emptyNotice
        for (row, line) in lines.prefix(area.height).enumerated() {
            frame.put(
                line, x: area.x + 2, y: area.y + min(2, max(0, area.height - lines.count)) + row, limit: area.x + area.width)
        }
    }
}

extension Role {
    /// The role of a cell of a picture.
    init(_ cell: PictureCell) {
        switch cell.emphasis {
        case .selected: self = .selected
        case .path: self = .path
        case .passes: self = .allowed
        case .fails: self = .blocked
        case .depends: self = .depends
        case .dim: self = .dim
        case .normal:
            switch cell.kind {
            case .title: self = .strong
            case .label: self = .label
            default: self = .plain
            }
        }
    }
}

extension ExplorerModel {
    /// What is said where there is nothing to draw.
    var emptyNotice: [String] {
        if groupCount == 0 {
            return [
                "No security groups in \(inventory.label).", "",
                "It could be read, but it describes none. Give the output of",
                "aws ec2 describe-security-groups, or a Terraform state.",
            ] + inventory.notices
        }
        return [
            "Nothing to draw: no flow comes into any of the \(groupCount) groups,", "and nothing uses or names them.", "",
            "/ finds a group, a asks a question.",
        ]
    }
}
