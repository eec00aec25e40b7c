/// Collects the lines, borders and arrows of a picture as few long strokes.
///
///     ─ ─ ─        M0 9H24, one path element for all strokes that look alike
///     ┬            the same, with a dot where the lines meet; where two cross stands none
///     [name]       a box as high as its row
///
/// Coordinates are whole pixels; a line runs through the middle of its cells.
struct SVGLines {
    private struct Look: Hashable {
        var style: String
        var isDotted = false
        var isHeavy = false
    }

    /// Strokes by the row or column that they run in: from, to.
    private var across: [Look: [Int: [ClosedRange<Int>]]] = [:]
    private var down: [Look: [Int: [ClosedRange<Int>]]] = [:]
    private var curves: [Look: [String]] = [:]
    private var arrows: [String: [String]] = [:]
    private var dots: [String: [String]] = [:]

    private static let (width, height) = (SVGExport.cell.width, SVGExport.cell.height)
    /// Pixels between the middle and each line of a double one.
    private static let gap = 2

    static func style(_ emphasis: Emphasis) -> String {
        switch emphasis {
        case .normal: "n"
        case .dim: "d"
        case .path: "p"
        case .selected: "s"
        case .passes: "ok"
        case .fails: "no"
        case .depends: "q"
        }
    }

    /// Draws a cell; false where it is text.
    ///
    /// `isDoubled` is whether the line that leads to an arrow is double.
    mutating func add(_ cell: PictureCell, x: Int, y: Int, isDoubled: Bool = false) -> Bool {
        guard let scalar = cell.text.unicodeScalars.first, cell.text.unicodeScalars.count == 1 else { return false }
        let look = Look(style: Self.style(cell.emphasis))
        switch cell.kind {
        case .arrow: return addArrow(scalar, look.style, x, y, isDoubled: isDoubled)
        case .line:
            if scalar == "╳" { return addStop(look, x, y) }
            if LineShape(scalar)?.isJoint == true { addDot(look.style, x, y) }
            return addLine(scalar, look, x, y)
        case .border: return addLine(scalar, look, x, y) || addBracket(scalar, look, x, y)
        case .empty, .title, .text, .label: return false
        }
    }

    /// Draws a box of one row, whose brackets stand in these columns.
    ///
    /// It keeps a pixel from the rows above and below, so that boxes there stay apart.
    mutating func addBox(_ shape: DiagramGraph.Shape, _ emphasis: Emphasis, columns: ClosedRange<Int>, y: Int) {
        let look = Look(style: Self.style(emphasis), isDotted: shape == .dashed, isHeavy: shape == .stacked)
        let (left, right) = (columns.lowerBound * Self.width + Self.width / 2, columns.upperBound * Self.width + Self.width / 2)
        let (top, bottom) = (y * Self.height + 1, (y + 1) * Self.height - 1)
        for edge in [top, bottom] { across[look, default: [:]][edge, default: []].append(left...right) }
        let half = (bottom - top) / 2
        for (x, bulge) in [(left, -4), (right, 4)] {
            switch shape {
            case .box, .stacked: down[look, default: [:]][x, default: []].append(top...bottom)
            case .cloud, .rounded: curves[look, default: []].append("M\(x) \(top)q\(bulge) \(half) 0 \(bottom - top)")
            case .dashed: curves[look, default: []].append("M\(x) \(top)l\(bulge) \(half)l\(-bulge) \(half)")
            case .braced:
                curves[look, default: []].append("M\(x) \(top)v\(half - 4)l\(bulge) 4l\(-bulge) 4v\(half - 4)")
            }
        }
    }

    private mutating func addDot(_ style: String, _ x: Int, _ y: Int) {
        let (left, middle) = (x * Self.width + 1, y * Self.height + Self.height / 2)
        dots[style, default: []].append("M\(left) \(middle)a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z")
    }

    /// The sign where a packet stops: a cross that no line can be taken for.
    private mutating func addStop(_ look: Look, _ x: Int, _ y: Int) -> Bool {
        let (left, top) = (x * Self.width, y * Self.height)
        curves[look, default: []].append("M\(left) \(top + 5)l8 8M\(left) \(top + 13)l8 -8")
        return true
    }

    private mutating func addArrow(_ scalar: Unicode.Scalar, _ style: String, _ x: Int, _ y: Int, isDoubled: Bool) -> Bool {
        let (left, top) = (x * Self.width, y * Self.height)
        switch scalar {
        case "▼": arrows[style, default: []].append("M\(left) \(top + 7)h8l-4 9z")
        case "▲": arrows[style, default: []].append("M\(left) \(top + 11)h8l-4 -9z")
        default: return false
        }
        // The line goes on to the arrow.
        let middle = left + Self.width / 2
        let stroke = scalar == "▼" ? top...(top + 7) : (top + 11)...(top + Self.height)
        for side in isDoubled ? [-Self.gap, Self.gap] : [0] {
            down[Look(style: style), default: [:]][middle + side, default: []].append(stroke)
        }
        return true
    }

    /// A bracket in the border of a box bulges; one that stands alone is text.
    private mutating func addBracket(_ scalar: Unicode.Scalar, _ look: Look, _ x: Int, _ y: Int) -> Bool {
        let (top, middle) = (y * Self.height, x * Self.width + Self.width / 2)
        let bulge: Int
        switch scalar {
        case "(", "<", "{": bulge = -4
        case ")", ">", "}": bulge = 4
        default: return false
        }
        let half = Self.height / 2
        switch scalar {
        case "(", ")": curves[look, default: []].append("M\(middle) \(top)q\(bulge) \(half) 0 \(Self.height)")
        case "<", ">": curves[look, default: []].append("M\(middle) \(top)l\(bulge) \(half)l\(-bulge) \(half)")
        default: curves[look, default: []].append("M\(middle) \(top)v\(half - 4)l\(bulge) 4l\(-bulge) 4v\(half - 4)")
        }
        return true
    }

    private mutating func addLine(_ scalar: Unicode.Scalar, _ look: Look, _ x: Int, _ y: Int) -> Bool {
        guard let shape = LineShape(scalar) else { return false }
        var look = look
        look.isDotted = shape.isDotted
        look.isHeavy = shape.isHeavy
        let (left, top) = (x * Self.width, y * Self.height)
        let (middleX, middleY) = (left + Self.width / 2, top + Self.height / 2)
        if shape.isRound {
            let endX = shape.arms.contains(.east) ? left + Self.width : left
            let endY = shape.arms.contains(.south) ? top + Self.height : top
            curves[look, default: []].append("M\(middleX) \(endY)Q\(middleX) \(middleY) \(endX) \(middleY)")
            return true
        }
        for (arm, isOut) in [(Arms.north, false), (.south, true)] where shape.arms.contains(arm) {
            // Heavy borders keep their thin joints thin.
            var look = look
            if shape.isHeavy, shape.arms.isSuperset(of: .horizontal) { look.isHeavy = false }
            if shape.heavy.contains(arm) { look.isHeavy = true }
            for side in shape.sides(.vertical) {
                let bend = shape.end(side, .horizontal, isOut: isOut)
                let end = middleY + bend * Self.gap
                let range = isOut ? end...(top + Self.height) : top...end
                down[look, default: [:]][middleX + side * Self.gap, default: []].append(range)
            }
        }
        for (arm, isOut) in [(Arms.west, false), (.east, true)] where shape.arms.contains(arm) {
            var look = look
            if shape.heavy.contains(arm) { look.isHeavy = true }
            for side in shape.sides(.horizontal) {
                let end = middleX + shape.end(side, .vertical, isOut: isOut) * Self.gap
                let range = isOut ? end...(left + Self.width) : left...end
                across[look, default: [:]][middleY + side * Self.gap, default: []].append(range)
            }
        }
        return true
    }

    // MARK: Elements

    /// The elements, one for each look.
    var elements: [String] {
        let looks = Set(across.keys).union(down.keys).union(curves.keys)
        let ordered = looks.sorted {
            ($0.style, $0.isDotted ? 1 : 0, $0.isHeavy ? 1 : 0) < ($1.style, $1.isDotted ? 1 : 0, $1.isHeavy ? 1 : 0)
        }
        let strokes = ordered.map { look -> String in
            var data = ""
            for (y, ranges) in (across[look] ?? [:]).sorted(by: { $0.key < $1.key }) {
                for range in Self.joined(ranges) { data += "M\(range.lowerBound) \(y)H\(range.upperBound)" }
            }
            for (x, ranges) in (down[look] ?? [:]).sorted(by: { $0.key < $1.key }) {
                for range in Self.joined(ranges) { data += "M\(x) \(range.lowerBound)V\(range.upperBound)" }
            }
            data += (curves[look] ?? []).joined()
            let dots = look.isDotted ? " stroke-dasharray=\"2 4\"" : ""
            let width = look.isHeavy ? "3" : "1.3"
            return "<path class=\"l \(look.style)\" stroke-width=\"\(width)\"\(dots) d=\"\(data)\"/>"
        }
        let heads = [arrows, dots].flatMap { shapes in
            shapes.sorted { $0.key < $1.key }.map { "<path class=\"\($0.key)\" d=\"\($0.value.joined())\"/>" }
        }
        return strokes + heads
    }

    /// Ranges that touch as one.
    private static func joined(_ ranges: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        var result: [ClosedRange<Int>] = []
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
