import Text

/// Draws a laid-out graph: lines first, then boxes, arrows and labels.
struct Drawing {
    let geometry: Geometry
    let texts: [BoxText]
    let nets: [Net]
    let options: DrawOptions
    /// The last row of each node's box.
    private let bottoms: [Int]
    private var canvas: LineCanvas
    private var result: Picture

    init(geometry: Geometry, texts: [BoxText], nets: [Net], options: DrawOptions) {
        self.geometry = geometry
        self.texts = texts
        self.nets = nets
        self.options = options
        var bottoms = [Int](repeating: 0, count: texts.count)
        for box in geometry.boxes { bottoms[box.node] = box.y + box.height - 1 }
        self.bottoms = bottoms
        canvas = LineCanvas(width: geometry.width, height: geometry.height)
        result = Picture(
            width: geometry.width, height: geometry.height, boxes: geometry.boxes, shapes: texts.map(\.shape))
    }

    mutating func picture() -> Picture {
        let rows = (options.rows ?? 0..<result.height).clamped(to: 0..<result.height)
        func isDrawn(_ top: Int, _ bottom: Int) -> Bool { top < rows.upperBound && bottom >= rows.lowerBound }
        for passage in geometry.passages where isDrawn(passage.top, passage.bottom) { draw(passage) }
        // A run has arms in the borders of the boxes above and below it, which may end above others of their layer.
        let runs = geometry.runs.filter { run in
            isDrawn(run.branches.compactMap(\.node).map { bottoms[$0] }.reduce(run.top - 1, min), run.bottom + 1)
        }
        for run in runs { draw(run) }
        transferLines(rows)
        for run in runs where run.hasArrow { drawArrow(run) }
        for caption in geometry.captions where isDrawn(caption.y, caption.y) { draw(caption) }
        for (box, doors) in zip(geometry.boxes, geometry.doors) where isDrawn(box.y, box.y + box.height - 1) {
            draw(box, doors: doors)
        }
        return result
    }

    // MARK: Lines

    private func isLit(_ edges: [Int]) -> Bool {
        !options.highlight.edges.isEmpty && edges.contains { options.highlight.edges.contains($0) }
    }

    private func style(_ net: Int, _ edges: [Int]) -> LineCanvas.Style {
        var style = LineCanvas.Style(isLit: isLit(edges), isDotted: nets[net].isDotted)
        // Where there are no glyphs for it the numbers alone tell how much was seen.
        guard options.glyphs == .unicode, nets[net].notes.weight != nil else { return style }
        let legs = nets[net].legs.filter { !Set($0.edges).isDisjoint(with: edges) }.compactMap(\.weight)
        style.isHeavy = legs.contains { $0.isHeavy }
        style.isDotted = style.isDotted || !legs.isEmpty && legs.allSatisfy(\.isUnseen)
        style.staysWhole = true
        return style
    }

    private mutating func draw(_ passage: Geometry.Passage) {
        let style = style(passage.net, passage.edges)
        for y in passage.top...passage.bottom {
            canvas.add(style.arms(.vertical), x: passage.column, y: y, net: passage.net)
        }
    }

    /// Each branch is drawn from its own end to the trunk's end: edge, track, edge.
    private mutating func draw(_ run: Geometry.Run) {
        for branch in run.branches {
            let style = style(run.net, branch.edges)
            let (upper, lower) = run.isUpward ? (run.trunk, branch.column) : (branch.column, run.trunk)
            if upper == lower {
                for y in run.top...run.bottom { canvas.add(style.arms(.vertical), x: upper, y: y, net: run.net) }
            } else {
                let row = branch.column < run.trunk ? run.leftRow : run.rightRow
                canvas.add(style.arms(.north), x: upper, y: run.top, net: run.net)
                canvas.column(upper, from: run.top, to: row, net: run.net, style: style)
                canvas.row(row, from: upper, to: lower, net: run.net, style: style)
                canvas.column(lower, from: row, to: run.bottom, net: run.net, style: style)
                canvas.add(style.arms(.south), x: lower, y: run.bottom, net: run.net)
            }
            if let node = branch.node, texts[node].frame == .border {
                let y = run.isUpward ? run.bottom + 1 : bottoms[node]
                canvas.add(style.arms(run.isUpward ? .north : .south), x: branch.column, y: y, net: run.net)
            }
        }
    }

    private mutating func transferLines(_ rows: Range<Int>) {
        let isDimming = !options.highlight.isEmpty
        let places = (rows.lowerBound * canvas.width)..<(rows.upperBound * canvas.width)
        for place in places where !canvas.arms[place].isEmpty {
            let arms = canvas.arms[place]
            let emphasis: Emphasis = !isDimming ? .normal : arms.whichLit.isEmpty ? .dim : .path
            result.cells[place] = PackedCell(
                glyph: options.glyphs.line(arms).value, owner: canvas.owner[place], tag: 4, emphasis: emphasis)
        }
    }

    private mutating func drawArrow(_ run: Geometry.Run) {
        let y = run.isUpward ? run.top : run.bottom
        let lit = run.branches.contains { isLit($0.edges) }
        let emphasis: Emphasis = options.highlight.isEmpty ? .normal : lit ? .path : .dim
        let arrow = options.glyphs.arrow(isUpward: run.isUpward)
        put(arrow, x: run.trunk, y: y, kind: .arrow(run.net), emphasis: emphasis)
        let net = nets[run.net]
        let end = put(net.label, x: run.trunk + 2, y: y, kind: .label(run.net), emphasis: emphasis)
        if !net.notes.isEmpty {
            let own = Self.emphasis(of: net.notes, among: emphasis)
            // No blank begins or ends an arrow's text: two of them would end it for who reads it.
            _ = put(
                net.notes.text(options.glyphs), x: net.label.isEmpty ? end : end + 1, y: y, kind: .label(run.net), emphasis: own)
        }
    }

    // MARK: Boxes

    private func emphasis(of node: Int) -> Emphasis {
        if options.highlight.isEmpty { return .normal }
        return options.highlight.nodes[node] == nil ? .dim : .path
    }

    private mutating func draw(_ box: Picture.Box, doors: ClosedRange<Int>?) {
        switch texts[box.node].frame {
        case .border: drawBorder(box)
        case .entry: drawEntry(box)
        case .brackets: drawBrackets(box, doors: doors)
        case .word:
            let sign = signs(box.node).joined(separator: " ")
            let title = texts[box.node].title
            let width = TerminalText.width(title)
            var x = box.x + (box.width - width) / 2
            if let doors { x = min(max(x, doors.upperBound - width + 1), doors.lowerBound) }
            if !sign.isEmpty { drawSigns(box.node, x: x - TerminalText.width(sign) - 1, y: box.y) }
            _ = put(title, x: x, y: box.y, kind: .title(box.node), emphasis: titleEmphasis(box.node))
        }
    }

    /// A name of a list, its signs before it.
    private mutating func drawEntry(_ box: Picture.Box) {
        let (node, text) = (box.node, texts[box.node])
        drawSigns(node, x: box.x, y: box.y)
        let name = text.mark.isEmpty ? text.title : "\(text.title) \(text.mark)"
        let room = box.width - StarLists.indent
        _ = put(
            TerminalText.fitted(name, to: room, ending: options.glyphs.ellipsis), x: box.x + StarLists.indent, y: box.y,
            kind: .title(node), emphasis: titleEmphasis(node))
    }

    /// Words above names: what all of a list is, or ports with what is said of them.
    private mutating func draw(_ caption: Geometry.Caption) {
        guard caption.heading.isEmpty else {
            let heading = TerminalText.fitted(caption.heading, to: caption.width, ending: options.glyphs.ellipsis)
            let emphasis: Emphasis = options.highlight.isEmpty ? .normal : .dim
            _ = put(heading, x: caption.x, y: caption.y, kind: .empty, emphasis: emphasis)
            return
        }
        let emphasis: Emphasis = options.highlight.isEmpty ? .normal : isLit(caption.edges) ? .path : .dim
        var x = caption.x
        func write(_ text: String, _ emphasis: Emphasis) {
            let shown = TerminalText.fitted(text, to: caption.x + caption.width - x, ending: options.glyphs.ellipsis)
            x = self.put(shown, x: x, y: caption.y, kind: .label(caption.net), emphasis: emphasis)
        }
        for (number, part) in caption.ports.parts.enumerated() {
            if number > 0 { write(part.lead.isEmpty ? ", " : "; ", emphasis) }
            write(part.text(options.glyphs), emphasis)
            if part.notes.isEmpty { continue }
            write(" " + part.notes.text(options.glyphs), Self.emphasis(of: part.notes, among: emphasis))
        }
    }

    /// How what is said at an arrow is drawn: by the worst of it, unless the arrow is dimmed.
    private static func emphasis(of notes: LineNotes, among emphasis: Emphasis) -> Emphasis {
        guard emphasis != .dim, let mark = notes.mark else { return emphasis }
        return mark == .fails ? .fails : .depends
    }

    private func titleEmphasis(_ node: Int) -> Emphasis {
        isPointed(node) ? .selected : emphasis(of: node)
    }

    private static func emphasis(_ mark: Highlight.NodeMark?) -> Emphasis? {
        switch mark {
        case .passes: .passes
        case .fails: .fails
        case .depends: .depends
        case .onTheWay, .lit, nil: nil
        }
    }

    /// The selection's sign and the outcome's.
    private func signs(_ node: Int) -> [String] {
        let mark = options.highlight.nodes[node].map { options.glyphs.sign($0) } ?? ""
        return [isPointed(node) ? options.glyphs.selection : "", mark].filter { !$0.isEmpty }
    }

    /// Whether the title bears the selection's sign: not where a line of the box does.
    private func isPointed(_ node: Int) -> Bool { options.isPointed(node) && selectedLine(node) == nil }

    /// The line of the selected node that is selected in place of its title.
    private func selectedLine(_ node: Int) -> Int? {
        guard options.selected == node, let row = options.selectedRow else { return nil }
        return texts[node].lines.firstIndex { $0.row == row }
    }

    /// Draws the signs side by side; returns the columns they take.
    private mutating func drawSigns(_ node: Int, x: Int, y: Int) {
        var x = x
        for sign in signs(node) {
            let own = sign == options.glyphs.selection ? nil : Self.emphasis(options.highlight.nodes[node])
            let emphasis = own ?? titleEmphasis(node)
            x = put(sign, x: x, y: y, kind: .title(node), emphasis: emphasis)
        }
    }

    /// `[Title !]`, around the lines that touch it, else in the middle of its place.
    private mutating func drawBrackets(_ box: Picture.Box, doors: ClosedRange<Int>?) {
        let node = box.node
        let text = texts[node]
        let emphasis = titleEmphasis(node)
        let signs = signs(node).joined()
        let words = [signs, text.title] + text.selfFlows.map { $0.text(options.glyphs) } + [text.mark]
        let content = words.filter { !$0.isEmpty }.joined(separator: " ")
        var width = min(box.width, TerminalText.width(content) + 2)
        var left = box.x + (box.width - width) / 2
        if let doors {
            width = max(width, doors.count)
            left = min(max(left, doors.upperBound - width + 1), doors.lowerBound)
        }
        left = min(max(left, box.x), box.x + box.width - width)
        for x in left..<(left + width) { put(" " as Unicode.Scalar, x: x, y: box.y, kind: .border(node), emphasis: emphasis) }
        let brackets = BoxStyle(shape: text.shape, glyphs: options.glyphs).brackets
        put(brackets.left, x: left, y: box.y, kind: .border(node), emphasis: self.emphasis(of: node))
        put(brackets.right, x: left + width - 1, y: box.y, kind: .border(node), emphasis: self.emphasis(of: node))
        let shown = TerminalText.fitted(content, to: width - 2, ending: options.glyphs.ellipsis)
        let start = left + 1 + (width - 2 - TerminalText.width(shown)) / 2
        _ = put(shown, x: start, y: box.y, kind: .title(node), emphasis: emphasis)
        if !signs.isEmpty { drawSigns(node, x: start, y: box.y) }
    }

    private mutating func drawBorder(_ box: Picture.Box) {
        let node = box.node
        let isLit = options.highlight.nodes[node] != nil
        let (right, bottom) = (box.x + box.width - 1, box.y + box.height - 1)
        for y in box.y...bottom {
            for x in box.x...right where x == box.x || x == right || y == box.y || y == bottom {
                drawBorderCell(x: x, y: y, box: box, isLit: isLit)
            }
        }
        for y in (box.y + 1)..<bottom {
            for x in (box.x + 1)..<right {
                put(" " as Unicode.Scalar, x: x, y: y, kind: .border(node), emphasis: emphasis(of: node))
            }
        }
        drawTitle(box)
        drawLines(box)
    }

    private mutating func drawBorderCell(x: Int, y: Int, box: Picture.Box, isLit: Bool) {
        var arms: Arms = []
        if y == box.y || y == box.y + box.height - 1 {
            if x > box.x { arms.insert(.west) }
            if x < box.x + box.width - 1 { arms.insert(.east) }
        }
        if x == box.x || x == box.x + box.width - 1 {
            if y > box.y { arms.insert(.north) }
            if y < box.y + box.height - 1 { arms.insert(.south) }
        }
        let place = y * canvas.width + x
        let joint = canvas.arms[place].withoutLook
        let style = BoxStyle(shape: texts[box.node].shape, glyphs: options.glyphs)
        let own = style.border(arms, joint: joint, isLit: isLit, isBesideTitle: y == box.y + 1, isLeft: x == box.x)
        let glyph = own ?? options.glyphs.line((isLit ? arms.lit : arms).union(joint))
        put(glyph, x: x, y: y, kind: .border(box.node), emphasis: emphasis(of: box.node))
    }

    private mutating func drawTitle(_ box: Picture.Box) {
        let node = box.node
        let text = texts[node]
        let y = box.y + 1
        let signs = signs(node)
        var x = box.x + 2
        if signs.count == 2 {
            drawSigns(node, x: box.x + 1, y: y)
            x += TerminalText.width(signs[1]) + 1
        } else if let sign = signs.first {
            drawSigns(node, x: x, y: y)
            x += TerminalText.width(sign) + 1
        }
        var title = text.title
        if text.showsSelfInTitle {
            title = ([title] + text.selfFlows.map { $0.text(options.glyphs) }).joined(separator: " ")
        }
        let markX = box.x + box.width - 2 - TerminalText.width(text.mark)
        var end = text.mark.isEmpty ? box.x + box.width - 2 : markX - 1
        if !text.count.isEmpty {
            end -= TerminalText.width(text.count)
            _ = put(text.count, x: end, y: y, kind: .title(node), emphasis: emphasis(of: node))
            end -= BoxText.countGap
        }
        let room = end - x
        _ = put(
            TerminalText.fitted(title, to: room, ending: options.glyphs.ellipsis), x: x, y: y, kind: .title(node),
            emphasis: titleEmphasis(node))
        _ = put(text.mark, x: markX, y: y, kind: .title(node), emphasis: emphasis(of: node))
    }

    private mutating func drawLines(_ box: Picture.Box) {
        let node = box.node
        let text = texts[node]
        var lines = text.lines
        if !text.showsSelfInTitle { lines += text.selfFlows.map { BoxText.Line(text: $0.text(options.glyphs)) } }
        let rows = box.height - 3
        if let extra = options.highlight.extraLines[node], rows > 0, lines.count < rows || lines.last?.row == nil {
            if lines.count >= rows { lines.removeLast() }
            lines.append(BoxText.Line(text: TerminalText.safe(extra)))
        }
        let selected = selectedLine(node)
        for (index, line) in lines.prefix(max(0, rows)).enumerated() {
            draw(line, of: box, y: box.y + 2 + index, isSelected: index == selected)
        }
    }

    private mutating func draw(_ line: BoxText.Line, of box: Picture.Box, y: Int, isSelected: Bool) {
        let text = texts[box.node]
        var x = box.x + 2
        var emphasis = emphasis(of: box.node)
        if line.row != nil, text.marksRows {
            // What nothing was asked of stands back behind what something was.
            if line.mark == nil, emphasis == .path { emphasis = .dim }
            if let mark = line.mark {
                _ = put(
                    options.glyphs.sign(mark), x: x, y: y, kind: .text(box.node), emphasis: Self.emphasis(mark) ?? emphasis)
            }
            x += options.glyphs == .unicode ? 2 : BoxText.signWidth
        }
        if isSelected {
            emphasis = .selected
            _ = put(options.glyphs.selection, x: box.x + 1, y: y, kind: .text(box.node), emphasis: emphasis)
        }
        _ = put(
            TerminalText.fitted(line.text, to: box.x + box.width - 2 - x, ending: options.glyphs.ellipsis), x: x, y: y,
            kind: .text(box.node), emphasis: emphasis)
    }

    // MARK: Cells

    private mutating func put(_ glyph: Unicode.Scalar, x: Int, y: Int, kind: CellKind, emphasis: Emphasis) {
        result.put(glyph, x: x, y: y, kind: kind, emphasis: emphasis)
    }

    private mutating func put(_ text: String, x: Int, y: Int, kind: CellKind, emphasis: Emphasis) -> Int {
        result.put(text, x: x, y: y, kind: kind, emphasis: emphasis, glyphs: options.glyphs)
    }
}
