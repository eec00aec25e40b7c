import Diagram
import Map

import CoreModel
import Text

/// A map laid out and drawn, at the fullest level of detail that fits.
struct DrawSheet {
    /// What is drawn: the map's boxes, with what the path says of them.
    let graph: DiagramGraph
    let highlight: Highlight
    let layout: Layout
    let picture: Picture
    let detail: DetailLevel

    /// Boxes above which a picture would take more memory than machines have: its cells grow with the square of their number.
    static let pictureLimit = 3000
    /// Boxes above which a text is written in parts: in one picture nobody finds the other end of a line.
    static let textLimit = 1000

    /// Columns of a line that says why a flow stops.
    private static let reasonWidth = 34
    /// The most lines of it; the answer below the picture has all of them.
    private static let reasonLines = 3

    /// - Parameter listsNeighbours: Whether many neighbours of one box are listed in place of lines.
    init(
        _ chosen: DrawnMap, highlight: AnswerHighlight?, glyphs: GlyphSet, columns: Int, rows: Int, detail: DetailLevel?,
        listsNeighbours: Bool = true
    ) {
        let (content, lit) = Self.content(chosen, highlight: highlight, glyphs: glyphs)
        var graph = content
        var options = DrawOptions(glyphs: glyphs, maxWidth: columns)
        options.selected = chosen.selected.flatMap(chosen.map.node)
        options.highlight = lit
        let levels = detail.map { [$0] } ?? (chosen.listed == nil ? nil : [.full])
        let star = listsNeighbours && chosen.listed == nil ? chosen.star(graph) : nil
        var fullest = FullestLayout(graph, options, levels: levels, star: star, columns: columns, rows: rows)
        // Who asks for interfaces gets them: what they belong to goes first where there is no room.
        if chosen.listed != nil, detail == nil {
            for cells in [2, 1] where fullest.picture.width > columns {
                let less = FullestLayout(graph.withCells(cells), options, levels: levels, columns: columns, rows: rows)
                if less.picture.width < fullest.picture.width { (graph, fullest) = (graph.withCells(cells), less) }
            }
        }
        self.graph = graph
        self.highlight = lit
        (layout, picture, self.detail) = (fullest.layout, fullest.picture, fullest.detail)
    }

    /// What is drawn, whatever the format: the map's boxes with what the path says of them, and what is lit.
    static func content(_ chosen: DrawnMap, highlight: AnswerHighlight?, glyphs: GlyphSet) -> (DiagramGraph, Highlight) {
        var graph = chosen.map.graph
        var lit = Highlight()
        if let highlight {
            lit = highlight.highlight(in: chosen.map, glyphs: glyphs)
            let reasons = highlight.reasons(in: chosen.map)
            for (node, line) in lit.extraLines {
                var reason = reasons[node].map { TextWrap.lines($0, width: Self.reasonWidth) } ?? []
                if reason.count > Self.reasonLines { reason = reason.prefix(Self.reasonLines) + ["..."] }
                graph.nodes[node].lines += [line] + reason.map { "  " + $0 }
            }
            // The lines are part of the box here: nothing moves by lighting it, for nothing was drawn before.
            lit.extraLines = [:]
        }
        return (graph, lit)
    }
}

extension DrawSheet {
    /// What to do where the picture is wider than it should be.
    func notes(columns: Int) -> [String] {
        guard picture.width > columns else { return [] }
        return ["\(picture.width) columns wide, more than \(columns): less -S scrolls, --select and --fold draw less"]
    }
}

extension Picture {
    var styledLines: [StyledLine] {
        (0..<height).map { y in
            var line = StyledLine()
            for x in 0..<width {
                let cell = self[x, y]
                let tone = cell.emphasis.tone
                if line.spans.last?.tone == tone {
                    line.spans[line.spans.count - 1].text += cell.text
                } else {
                    line.spans.append(StyledSpan(cell.text, tone))
                }
            }
            return line
        }
    }
}

extension Emphasis {
    /// The tone that stands for it on a plain stream.
    var tone: Tone {
        switch self {
        case .normal: .plain
        case .dim: .dim
        case .path: .strong
        case .selected: .strong
        case .passes: .pass
        case .fails: .fail
        case .depends: .depends
        }
    }
}
