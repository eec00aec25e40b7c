/// The characters that renderers draw lines, boxes and arrows with.
struct LineGlyphs {
    typealias Scalars = Set<Unicode.Scalar>

    let isASCII: Bool
    let topLeft: Scalars
    let topRight: Scalars
    let bottomLeft: Scalars
    let bottomRight: Scalars
    /// What a box's upper and lower side is made of.
    let across: Scalars
    /// What its other sides are made of.
    let down: Scalars
    private let armsOf: [Unicode.Scalar: Set<Int>]

    init(isASCII: Bool) {
        self.isASCII = isASCII
        if isASCII {
            topLeft = ["+"]
            topRight = ["+"]
            bottomLeft = ["+"]
            bottomRight = ["+"]
            across = ["-", "+"]
            down = ["|"]
            armsOf = ["-": [1, 3], "|": [0, 2]]
            return
        }
        topLeft = ["┌", "╭"]
        topRight = ["┐", "╮"]
        bottomLeft = ["└", "╰"]
        bottomRight = ["┘", "╯"]
        across = ["─", "┬", "┴"]
        down = ["│", "├", "┤"]
        var arms: [Unicode.Scalar: Set<Int>] = [:]
        for (glyphs, directions) in [
            ("│", [0, 2]), ("─", [1, 3]), ("└╰", [0, 1]), ("┘╯", [0, 3]), ("┌╭", [1, 2]), ("┐╮", [2, 3]), ("├", [0, 1, 2]),
            ("┤", [0, 2, 3]), ("┬", [1, 2, 3]), ("┴", [0, 1, 3]), ("┼", [0, 1, 2, 3]),
        ] as [(String, Set<Int>)] {
            for glyph in glyphs.unicodeScalars { arms[glyph] = directions }
        }
        armsOf = arms
    }

    /// The directions (0 north, 1 east, 2 south, 3 west) that a line goes on in from here.
    func arms(_ glyph: Unicode.Scalar) -> Set<Int> { armsOf[glyph] ?? [] }

    /// The direction that an arrow points in.
    func arrow(_ glyph: Unicode.Scalar) -> Int? {
        switch glyph {
        case "▲", "∧", "^": 0
        case "►", ">", "▶": 1
        case "▼", "∨", "v": 2
        case "◄", "<", "◀": 3
        default: nil
        }
    }

    /// Whether it may be part of a title or a label.
    func isWord(_ glyph: Unicode.Scalar) -> Bool { glyph != " " && arms(glyph).isEmpty && (glyph != "+" || !isASCII) }
}
