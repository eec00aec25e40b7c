/// The cells of all lines: each cell knows its arms, and whose it is.
///
/// Lines are laid over one another; where a line that runs down meets one that runs across, the cell has four arms, and
/// nothing else makes such a cell (`Channel`), so four arms are a crossing.
struct LineCanvas {
    let width: Int
    let height: Int
    private(set) var arms: [Arms]
    private(set) var owner: [Int32]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        arms = Array(repeating: [], count: width * height)
        owner = Array(repeating: -1, count: width * height)
    }

    mutating func add(_ new: Arms, x: Int, y: Int, net: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let place = y * width + x
        arms[place].formUnion(new)
        if owner[place] < 0 || !new.isDisjoint(with: .vertical) { owner[place] = Int32(net) }
    }

    /// A line down a column, from the middle of one row to the middle of another.
    mutating func column(_ x: Int, from top: Int, to bottom: Int, net: Int, style: Style) {
        guard top < bottom else { return }
        add(style.arms(.south), x: x, y: top, net: net)
        for y in (top + 1)..<bottom { add(style.arms(.vertical), x: x, y: y, net: net) }
        add(style.arms(.north), x: x, y: bottom, net: net)
    }

    /// A line along a row, from the middle of one column to the middle of another.
    mutating func row(_ y: Int, from one: Int, to other: Int, net: Int, style: Style) {
        let (left, right) = (min(one, other), max(one, other))
        guard left < right else { return }
        add(style.arms(.east), x: left, y: y, net: net)
        for x in (left + 1)..<right { add(style.arms(.horizontal), x: x, y: y, net: net) }
        add(style.arms(.west), x: right, y: y, net: net)
    }

    struct Style {
        var isLit = false
        var isDotted = false
        var isHeavy = false
        /// Whether a line that is not dotted stays whole where it shares cells with one that is.
        var staysWhole = false

        func arms(_ arms: Arms) -> Arms {
            var result = isLit ? arms.lit : arms
            if isHeavy { result.formUnion(arms.heavy) }
            if isDotted { result.formUnion(.dotted) } else if staysWhole { result.formUnion(.whole) }
            return result
        }
    }
}
