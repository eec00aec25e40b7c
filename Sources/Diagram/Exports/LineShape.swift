/// What a box-drawing character is made of.
struct LineShape {
    var arms: Arms
    /// The axes that are double.
    var double: Arms = []
    var isDotted = false
    var isHeavy = false
    /// The arms that are heavy, where others are not.
    var heavy: Arms = []
    var isRound = false

    /// Whether three lines meet: without a mark it looks like two that cross.
    var isJoint: Bool { arms.rawValue.nonzeroBitCount == 3 }

    /// Nil for a character that draws no line.
    init?(_ scalar: Unicode.Scalar) {
        guard let known = Self.table[scalar] else { return nil }
        self = known
    }

    private init(arms: Arms, isDotted: Bool = false, isHeavy: Bool = false, isRound: Bool = false) {
        self.arms = arms
        self.isDotted = isDotted
        self.isHeavy = isHeavy
        self.isRound = isRound
    }

    /// Where the strokes of an axis run beside the middle: on it, or left and right (above and below) of it.
    func sides(_ axis: Arms) -> [Int] { double.isSuperset(of: axis) ? [-1, 1] : [0] }

    /// Where a stroke of one axis ends that meets the other one: in the middle, or at the nearer or farther line of a double one.
    ///
    /// - Parameters:
    ///   - side: On which side of the middle the stroke runs; 0 for a single one.
    ///   - other: The axis that it meets.
    ///   - isOut: Whether the stroke leads away to the bottom or the right.
    func end(_ side: Int, _ other: Arms, isOut: Bool) -> Int {
        let outward = isOut ? 1 : -1
        if !double.isSuperset(of: other) { return 0 }
        let (before, after): (Arms, Arms) = other == .horizontal ? (.west, .east) : (.north, .south)
        // A single stroke meets the nearer line of a double one; across a whole one it runs through.
        let own: Arms = other == .horizontal ? .vertical : .horizontal
        if side == 0 { return arms.isSuperset(of: own) ? 0 : outward }
        if arms.contains(side < 0 ? before : after) { return outward }
        return arms.isSuperset(of: own) ? 0 : -outward
    }

    private static let table: [Unicode.Scalar: LineShape] = {
        var table: [Unicode.Scalar: LineShape] = [:]
        let glyphs = GlyphSet.unicode
        for bits in 1..<UInt16(16) {
            let arms = Arms(rawValue: bits)
            for lit in [[], arms.intersection(.vertical), arms.intersection(.horizontal), arms] as [Arms] {
                let scalar = glyphs.line(Arms(rawValue: lit.rawValue << 4 | bits))
                guard table[scalar] == nil, arms.rawValue.nonzeroBitCount > 1 else { continue }
                var shape = LineShape(arms: arms)
                if !lit.intersection(.vertical).isEmpty { shape.double.formUnion(.vertical) }
                if !lit.intersection(.horizontal).isEmpty { shape.double.formUnion(.horizontal) }
                table[scalar] = shape
            }
        }
        for dotted in ["┆", "┊"] as [Unicode.Scalar] { table[dotted] = LineShape(arms: .vertical, isDotted: true) }
        table["┄"] = LineShape(arms: .horizontal, isDotted: true)
        table["━"] = LineShape(arms: .horizontal, isHeavy: true)
        table["┃"] = LineShape(arms: .vertical, isHeavy: true)
        table["┯"] = LineShape(arms: [.horizontal, .south], isHeavy: true)
        table["┷"] = LineShape(arms: [.horizontal, .north], isHeavy: true)
        for (scalar, arms, isRound) in [
            ("┏", [.east, .south], false), ("┓", [.west, .south], false), ("┗", [.east, .north], false),
            ("┛", [.west, .north], false),
            ("╭", [.east, .south], true), ("╮", [.west, .south], true), ("╰", [.east, .north], true),
            ("╯", [.west, .north], true),
        ] as [(Unicode.Scalar, Arms, Bool)] {
            table[scalar] = LineShape(arms: arms, isHeavy: !isRound, isRound: isRound)
        }
        for bits in 1..<UInt16(16) {
            for heavy in 1..<UInt16(16) where heavy & bits == heavy {
                let scalar = glyphs.line(Arms(rawValue: heavy << 9 | bits))
                guard table[scalar] == nil else { continue }
                var shape = LineShape(arms: Arms(rawValue: bits))
                shape.heavy = Arms(rawValue: heavy)
                table[scalar] = shape
            }
        }
        return table
    }()
}
