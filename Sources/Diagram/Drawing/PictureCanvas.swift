import Text

/// A picture that is written line by line: texts at their places, and lines that join into proper glyphs where they meet.
///
/// What is written later covers what was written before; texts cover lines.
public struct PictureCanvas: Sendable {
    /// The characters that lines are made of.
    public let glyphs: GlyphSet
    /// The columns that may be written to.
    public let width: Int
    /// The rows below which nothing was written.
    public private(set) var height = 0
    private var texts: [Piece] = []
    private var strokes: [Stroke] = []
    private var boxes: [Picture.Box] = []

    private struct Piece: Sendable {
        var text: String
        var x: Int
        var y: Int
        var kind: CellKind
        var emphasis: Emphasis
    }

    private struct Stroke: Sendable {
        var x: ClosedRange<Int>
        var y: ClosedRange<Int>
        var net: Int
        var isLit: Bool
    }

    /// An empty canvas.
    public init(width: Int, glyphs: GlyphSet) {
        (self.width, self.glyphs) = (max(1, width), glyphs)
    }

    /// Writes text that is safe for a terminal; returns the column behind it.
    @discardableResult
    public mutating func write(_ text: String, x: Int, y: Int, kind: CellKind = .empty, emphasis: Emphasis = .normal) -> Int {
        texts.append(Piece(text: text, x: x, y: y, kind: kind, emphasis: emphasis))
        height = max(height, y + 1)
        return x + TerminalText.width(text)
    }

    /// A line down a column, from the middle of one row to the middle of another.
    public mutating func down(_ column: Int, from top: Int, to bottom: Int, net: Int, isLit: Bool = false) {
        guard top < bottom else { return }
        strokes.append(Stroke(x: column...column, y: top...bottom, net: net, isLit: isLit))
        height = max(height, bottom + 1)
    }

    /// A line along a row, from the middle of one column to the middle of another.
    public mutating func across(_ row: Int, from left: Int, to right: Int, net: Int, isLit: Bool = false) {
        guard left < right else { return }
        strokes.append(Stroke(x: left...right, y: row...row, net: net, isLit: isLit))
        height = max(height, row + 1)
    }

    /// Says where something stands, by the number that its cells bear.
    public mutating func place(_ node: Int, x: Int, y: Int, width: Int, height: Int) {
        boxes.append(Picture.Box(node: node, x: x, y: y, width: width, height: height))
    }

    /// The picture; lines that are not lit are dimmed where something is.
    public func picture(isDimming: Bool = false) -> Picture {
        var picture = Picture(width: width, height: height, boxes: boxes, shapes: [])
        var canvas = LineCanvas(width: width, height: height)
        for stroke in strokes {
            let style = LineCanvas.Style(isLit: stroke.isLit)
            if stroke.x.count > 1 {
                canvas.row(stroke.y.lowerBound, from: stroke.x.lowerBound, to: stroke.x.upperBound, net: stroke.net, style: style)
            } else {
                canvas.column(
                    stroke.x.lowerBound, from: stroke.y.lowerBound, to: stroke.y.upperBound, net: stroke.net, style: style)
            }
        }
        for place in canvas.arms.indices where !canvas.arms[place].isEmpty {
            let arms = canvas.arms[place]
            let emphasis: Emphasis = !isDimming ? .normal : arms.whichLit.isEmpty ? .dim : .path
            picture.put(
                glyphs.line(arms), x: place % width, y: place / width, kind: .line(Int(canvas.owner[place])), emphasis: emphasis)
        }
        for piece in texts {
            _ = picture.put(piece.text, x: piece.x, y: piece.y, kind: piece.kind, emphasis: piece.emphasis, glyphs: glyphs)
        }
        return picture
    }
}
