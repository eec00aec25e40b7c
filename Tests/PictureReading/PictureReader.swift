import Diagram
import CoreModel
import Text

/// Reads a picture back into a graph, as a careful person would: from the characters alone.
///
/// What a reader may rely on: a box is a closed rectangle (square, round, dashed or heavy), or a title in brackets, or a
/// word that stands alone. An arrow points at its target and has its label on its own row. From the arrow back every line is followed; at `┼` (in ASCII at
/// `|` inside a row of `-`) it goes straight on; where it ends at a box, there the flow starts.
public struct PictureReader {
    /// A flow as the picture shows it.
    public struct Flow: Hashable, Comparable, CustomStringConvertible, Sendable {
        /// The title of the box where it starts.
        public var source: String
        /// The title of the box that the arrow points to.
        public var target: String
        /// What stands beside the arrow.
        public var label: String
        /// As `A -> B|443`.
        public var description: String { "\(source) -> \(target)|\(label)" }

        /// Makes a flow.
        public init(source: String, target: String, label: String) {
            self.source = source
            self.target = target
            self.label = label
        }

        /// By their descriptions.
        public static func < (a: Flow, b: Flow) -> Bool { a.description < b.description }
    }

    /// The titles of the boxes, row by row.
    public private(set) var titles: [String] = []
    /// What stands below the title of each box, line by line.
    public private(set) var lines: [[String]] = []
    /// The flows that the lines and the boxes tell of.
    public private(set) var flows: Set<Flow> = []
    /// The arrows, each of which stands for one target and its ports.
    public var arrowCount: Int { arrows.count }
    /// Cells where two lines cross.
    public private(set) var crossings = 0
    /// What a reader would stumble over: line ends that lead nowhere, cells that two nets share.
    public internal(set) var problems: [String] = []

    private let isASCII: Bool
    private var grid: [[Character]]
    private var box: [[Int]]
    private var isLabel: [[Bool]]
    private var reached: [[Int]]
    private var arrows: [(x: Int, y: Int, label: String)] = []
    /// Where dots stand; nil where a picture has none.
    private let dots: Set<SVGCells.Place>?

    private struct Step: Hashable {
        var x: Int
        var y: Int
        var direction: Int
    }

    private static let brackets: [Character: Character] = ["[": "]", "(": ")", "{": "}", "<": ">"]
    private static let north = 0
    private static let east = 1
    private static let south = 2
    private static let west = 3
    private static let dx = [0, 1, 0, -1]
    private static let dy = [-1, 0, 1, 0]

    /// Reads a picture drawn with a glyph set.
    public init(_ text: String, glyphs: GlyphSet) { self.init(text, glyphs: glyphs, dots: nil) }

    /// Reads a picture in which dots say where lines meet.
    init(_ text: String, glyphs: GlyphSet, dots: Set<SVGCells.Place>?) {
        isASCII = glyphs == .ascii
        self.dots = dots
        grid = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.flatMap { TerminalText.width(String($0)) == 2 ? [$0, "\u{0}"] : [$0] }
        }
        let width = grid.map(\.count).max() ?? 0
        for y in grid.indices { grid[y] += Array(repeating: " ", count: width - grid[y].count) }
        box = grid.map { $0.map { _ in -1 } }
        isLabel = grid.map { $0.map { _ in false } }
        reached = box
        findBoxes()
        findArrows()
        findWords()
        for (number, arrow) in arrows.enumerated() { follow(arrow, number: number) }
        checkLeftovers()
    }

    // MARK: Boxes

    private mutating func findBoxes() {
        for y in grid.indices {
            for x in grid[y].indices where box[y][x] < 0 {
                if "┌╔╭┏".contains(grid[y][x]) || (isASCII && "+.".contains(grid[y][x])) {
                    if let (right, bottom) = rectangle(x, y) { takeRectangle(x, y, right, bottom) }
                } else if !isBehindArrow(x, y), let closing = Self.brackets[grid[y][x]],
                    let right = grid[y][x...].firstIndex(of: closing)
                {
                    claim(x, y, right, y)
                    addTitle(String(grid[y][(x + 1)..<right].filter { $0 != "\u{0}" }))
                }
            }
        }
    }

    /// Whether a cell belongs to what an arrow says: no two blanks stand between them.
    private func isBehindArrow(_ x: Int, _ y: Int) -> Bool {
        let arrows: Set<Character> = isASCII ? ["v", "^"] : ["▼", "▲"]
        var place = x - 1
        while place > 0, box[y][place] < 0, grid[y][place] != " " || grid[y][place - 1] != " " {
            if arrows.contains(grid[y][place]), grid[y][place + 1] == " ", grid[y][place - 1] == " " { return true }
            place -= 1
        }
        return false
    }

    private func rectangle(_ x: Int, _ y: Int) -> (right: Int, bottom: Int)? {
        let across: Set<Character> = isASCII ? ["-", "=", "+", "."] : Set("─═┄━┬┴╤╧╥╨╦╩┯┷")
        let down: Set<Character> = isASCII ? Set("|#:(){}<>") : Set("│║┆┃(){}<>")
        let corners: [Set<Character>] =
            isASCII ? [["+", "."], ["+", "'"], ["+", "'"]] : [Set("┐╗╮┓"), Set("└╚╰┗"), Set("┘╝╯┛")]
        for right in (x + 1)..<max(x + 2, grid[y].count) where right < grid[y].count {
            if corners[0].contains(grid[y][right]), right > x + 1, grid[y][x] != "." || grid[y][right] == "." {
                var bottom = y + 1
                while bottom < grid.count, down.contains(grid[bottom][x]), down.contains(grid[bottom][right]) { bottom += 1 }
                if bottom < grid.count, bottom > y + 1, corners[1].contains(grid[bottom][x]),
                    corners[2].contains(grid[bottom][right]),
                    grid[bottom][(x + 1)..<right].allSatisfy(across.contains),
                    (grid[y][x] == ".") == (grid[bottom][x] == "'")
                {
                    return (right, bottom)
                }
            }
            guard across.contains(grid[y][right]) else { return nil }
        }
        return nil
    }

    private mutating func takeRectangle(_ x: Int, _ y: Int, _ right: Int, _ bottom: Int) {
        claim(x, y, right, bottom)
        addTitle(String(grid[y + 1][(x + 1)..<right].filter { $0 != "\u{0}" }))
        for row in (y + 2)..<max(y + 3, bottom) where row < bottom {
            let line = trimmed(String(grid[row][(x + 1)..<right].filter { $0 != "\u{0}" }))
            lines[lines.count - 1].append(line)
            for sign in ["↺", "self"] where line == sign || line.hasPrefix(sign + " ") {
                addSelf(String(line.dropFirst(sign.count)))
            }
        }
    }

    private mutating func claim(_ x: Int, _ y: Int, _ right: Int, _ bottom: Int) {
        for row in y...bottom {
            for column in x...right {
                if box[row][column] >= 0 { problems.append("boxes overlap at \(column),\(row)") }
                box[row][column] = titles.count
            }
        }
    }

    private mutating func addTitle(_ row: String) {
        var title = trimmed(row)
        for sign in ["▸", ">", "✓", "✗", "?", "•", "ok ", "NO ", "? ", "* ", "*"] where title.hasPrefix(sign) {
            title = trimmed(String(title.dropFirst(sign.count)))
        }
        // A fold has a sign of its own, behind that of the flow that was asked for.
        if title.hasPrefix("+ ") { title.removeFirst(2) }
        // What is not drawn of a box's flows is counted behind its title.
        if let rim = title.firstMatch(of: /(\ \+[0-9]+ (in|out))+$/) {
            title = trimmed(String(title[..<rim.range.lowerBound]))
        }
        if title.hasSuffix(" !") { title = trimmed(String(title.dropLast(2))) }
        // What it holds is counted at the end of the row.
        if let count = title.firstMatch(of: /\ {2,}[0-9]+(\+|\ members?(\ known)?)?$/) {
            title = trimmed(String(title[..<count.range.lowerBound]))
        }
        let sign = isASCII ? " self" : " ↺"
        let parts = split(title, by: sign)
        titles.append(parts[0])
        lines.append([])
        for label in parts.dropFirst() { addSelf(label) }
    }

    private mutating func addSelf(_ label: String) {
        guard let title = titles.last else { return }
        flows.insert(Flow(source: title, target: title, label: trimmed(label)))
    }

    private func split(_ text: String, by separator: String) -> [String] {
        var parts = [""]
        var rest = text[...]
        while !rest.isEmpty {
            if rest.hasPrefix(separator) {
                parts.append("")
                rest = rest.dropFirst(separator.count)
            } else {
                parts[parts.count - 1].append(rest.removeFirst())
            }
        }
        return parts
    }

    private func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    // MARK: Arrows and words

    private mutating func findArrows() {
        let signs: Set<Character> = isASCII ? ["v", "^"] : ["▼", "▲"]
        for y in grid.indices {
            var x = 0
            while x < grid[y].count {
                guard box[y][x] < 0, signs.contains(grid[y][x]), isTarget(x, y) else {
                    x += 1
                    continue
                }
                let start = x
                isLabel[y][x] = true
                x += 2
                while x < grid[y].count, box[y][x] < 0, !endsLabel(x, y) {
                    isLabel[y][x] = true
                    x += 1
                }
                let label = start + 2 < x ? String(grid[y][(start + 2)..<x].filter { $0 != "\u{0}" }) : ""
                arrows.append((start, y, trimmed(label)))
            }
        }
    }

    /// Whether a box stands where an arrow points to.
    private func isTarget(_ x: Int, _ y: Int) -> Bool {
        let next = "▼v".contains(grid[y][x]) ? y + 1 : y - 1
        return grid.indices.contains(next) && (box[next][x] >= 0 || grid[next][x].isLetter)
    }

    /// A label ends at two blanks, or before a line or another arrow.
    private func endsLabel(_ x: Int, _ y: Int) -> Bool {
        let rest = grid[y][x...].prefix(2)
        if rest.allSatisfy({ $0 == " " }) { return true }
        guard rest.first == " ", let next = rest.last else { return false }
        return "│║┆┼╪╫╬▼▲|#:".contains(next)
    }

    /// Words that stand alone are nodes, but for signs before them.
    private mutating func findWords() {
        for y in grid.indices {
            var x = 0
            while x < grid[y].count {
                guard box[y][x] < 0, !isLabel[y][x], grid[y][x].isLetter else {
                    x += 1
                    continue
                }
                let start = x
                while x < grid[y].count, box[y][x] < 0,
                    !(grid[y][x] == " " && (x + 1 == grid[y].count || !grid[y][x + 1].isLetter))
                {
                    x += 1
                }
                // A sign before it belongs to it.
                let hasSign = start > 1 && grid[y][start - 1] == " " && "▸✓✗?•>*".contains(grid[y][start - 2])
                claim(hasSign ? start - 2 : start, y, x - 1, y)
                addTitle(String(grid[y][start..<x]))
            }
        }
    }

    // MARK: Lines

    /// The arms of a cell that is part of a line.
    private func arms(_ x: Int, _ y: Int) -> Set<Int> {
        guard grid.indices.contains(y), grid[y].indices.contains(x), box[y][x] < 0, !isLabel[y][x] else { return [] }
        if !isASCII { return Self.armsOf[grid[y][x]] ?? [] }
        switch grid[y][x] {
        case "-", "=", ".": return [1, 3]
        case "|", "#", ":": return isCrossed(x, y) ? [0, 1, 2, 3] : [0, 2]
        case "+":
            var result: Set<Int> = []
            if isJoined(x, y, by: 1) { result.insert(1) }
            if isJoined(x, y, by: -1) { result.insert(3) }
            if goesOn(x, y - 1, up: true) { result.insert(0) }
            if goesOn(x, y + 1, up: false) { result.insert(2) }
            return result
        default: return []
        }
    }

    /// ASCII: whether a row of `-` runs through this `|`.
    private func isCrossed(_ x: Int, _ y: Int) -> Bool { isJoined(x, y, by: 1) && isJoined(x, y, by: -1) }

    /// ASCII: whether a row goes on from here in a direction: over any number of `|` to `-` or `+`.
    private func isJoined(_ x: Int, _ y: Int, by step: Int) -> Bool {
        var x = x + step
        while grid[y].indices.contains(x), box[y][x] < 0, "|#:".contains(grid[y][x]) { x += step }
        guard grid[y].indices.contains(x), box[y][x] < 0, !isLabel[y][x] else { return false }
        return "-=.+".contains(grid[y][x])
    }

    /// ASCII: whether the cell above or below a `+` belongs to its line.
    private func goesOn(_ x: Int, _ y: Int, up: Bool) -> Bool {
        guard grid.indices.contains(y), grid[y].indices.contains(x) else { return false }
        if isLabel[y][x] { return grid[y][x] == (up ? "^" : "v") && arrows.contains { $0.x == x && $0.y == y } }
        if box[y][x] >= 0 { return isDoor(x, y) }
        return "|#:+".contains(grid[y][x])
    }

    /// Whether a line may leave a box at this cell: a joint in its border, any cell of a title in brackets or of a word.
    private func isDoor(_ x: Int, _ y: Int) -> Bool {
        let isBordered = [y - 1, y + 1].contains { grid.indices.contains($0) && box[$0][x] == box[y][x] }
        if !isBordered { return true }
        return "┬┴╤╧╥╨╦╩┯┷+".contains(grid[y][x])
    }

    private mutating func follow(_ arrow: (x: Int, y: Int, label: String), number: Int) {
        let isDown = "▼v".contains(grid[arrow.y][arrow.x])
        let target = box[arrow.y + (isDown ? 1 : -1)][arrow.x]
        var open = [Step(x: arrow.x, y: arrow.y + (isDown ? -1 : 1), direction: isDown ? Self.north : Self.south)]
        var seen: Set<Step> = []
        var sources: Set<Int> = []
        while let step = open.popLast() {
            guard seen.insert(step).inserted else { continue }
            guard grid.indices.contains(step.y), grid[step.y].indices.contains(step.x) else {
                problems.append("a line leaves the picture at \(step.x),\(step.y)")
                continue
            }
            if box[step.y][step.x] >= 0 {
                if isDoor(step.x, step.y), step.direction % 2 == 0 {
                    sources.insert(box[step.y][step.x])
                } else {
                    problems.append("a line ends at the wall of \(titles[box[step.y][step.x]]) at \(step.x),\(step.y)")
                }
                continue
            }
            let arms = arms(step.x, step.y)
            guard arms.contains((step.direction + 2) % 4) else {
                problems.append("a line ends before \(step.x),\(step.y) '\(grid[step.y][step.x])'")
                continue
            }
            if let dots, dots.contains(.init(x: step.x, y: step.y)) != (arms.count == 3) {
                problems.append(
                    arms.count == 3 ? "no dot at \(step.x),\(step.y)" : "a dot where none belongs at \(step.x),\(step.y)")
            }
            let onward = arms.count == 4 ? [step.direction] : arms.filter { $0 != (step.direction + 2) % 4 }.sorted()
            if arms.count < 4 {
                if reached[step.y][step.x] >= 0, reached[step.y][step.x] != number {
                    problems.append("two nets share \(step.x),\(step.y)")
                }
                reached[step.y][step.x] = number
            } else {
                reached[step.y][step.x] = number
            }
            for direction in onward {
                open.append(Step(x: step.x + Self.dx[direction], y: step.y + Self.dy[direction], direction: direction))
            }
        }
        if sources.isEmpty { problems.append("nothing leads to the arrow at \(arrow.x),\(arrow.y)") }
        for source in sources {
            let flow = Flow(source: titles[source], target: titles[target], label: arrow.label)
            if source == target { problems.append("\(flow) leads back") }
            flows.insert(flow)
        }
    }

    private mutating func checkLeftovers() {
        for y in grid.indices {
            for x in grid[y].indices where box[y][x] < 0 && !isLabel[y][x] && grid[y][x] != " " {
                if arms(x, y).count == 4 { crossings += 1 }
                if reached[y][x] < 0 { problems.append("'\(grid[y][x])' at \(x),\(y) belongs to nothing") }
            }
        }
    }

    private static let armsOf: [Character: Set<Int>] = {
        var result: [Character: Set<Int>] = [:]
        for (glyphs, arms) in [
            ("│║┆", [0, 2]), ("─═┄", [1, 3]), ("└╚╘╙", [0, 1]), ("┘╝╛╜", [0, 3]), ("┌╔╒╓", [1, 2]), ("┐╗╕╖", [2, 3]),
            ("├╠╞╟", [0, 1, 2]), ("┤╣╡╢", [0, 2, 3]), ("┬╦╤╥", [1, 2, 3]), ("┴╩╧╨", [0, 1, 3]), ("┼╬╪╫", [0, 1, 2, 3]),
        ] as [(String, Set<Int>)] {
            for glyph in glyphs { result[glyph] = arms }
        }
        return result
    }()
}
