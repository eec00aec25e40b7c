import Foundation
import Text

/// An SVG as `SVGExport` writes it, read back into the characters of a terminal from its strokes, arrows, dots and texts alone.
///
///     M4 9H28  V27     a line that bends: ──┐
///     a3 3 ...         a dot, where lines meet
///     y = 18 n + 1     the upper edge of a box of one row: [name]
public struct SVGCells {
    /// A column and a row.
    public struct Place: Hashable, Sendable {
        /// The column, from 0.
        public var x: Int
        /// The row, from 0.
        public var y: Int
    }

    /// The rows, blanks at their ends left out.
    public var rows: [String] {
        grid.map { row in
            var line = row.joined()
            while line.last == " " { line.removeLast() }
            return line
        }
    }
    /// Where a dot stands.
    public private(set) var dots: Set<Place> = []
    /// What is no such SVG.
    public private(set) var problems: [String] = []

    private var grid: [[String]]
    private var lines: [Place: Line] = [:]
    private static let (width, height, margin) = (8, 18, 12)

    private struct Line {
        var arms: Set<Int> = []
        var isDouble = false
        var isDotted = false
    }

    /// Reads a document.
    public init(_ svg: String) {
        var size: (columns: Int, rows: Int) = (0, 0)
        if let match = svg.firstMatch(of: /viewBox="0 0 ([0-9]+) ([0-9]+)"/), let width = Int(match.1), let height = Int(match.2)
        {
            size = ((width - 2 * Self.margin) / Self.width, (height - 2 * Self.margin) / Self.height)
        }
        grid = Array(repeating: Array(repeating: " ", count: size.columns), count: size.rows)
        if size.rows == 0 { problems.append("no size") }
        for match in svg.matches(of: /<path class="([^"]*)"([^>]*) d="([^"]*)"\/>/) {
            let isStroke = match.1.hasPrefix("l ")
            read(path: String(match.3), isStroke: isStroke, isDotted: match.2.contains("dasharray"))
        }
        for (place, line) in lines { put(Self.glyph(line), place) }
        for arrow in arrows { put(arrow.glyph, arrow.place) }
        for box in boxes { put(box.glyph, box.place) }
        for match in svg.matches(of: /<text class="[^"]*" x="([0-9]+)" y="([0-9]+)"[^>]*>([^<]*)<\/text>/) {
            guard let x = Int(match.1), let y = Int(match.2), x % Self.width == 0, (y - 13) % Self.height == 0 else {
                problems.append("a text between the cells: \(match.0)")
                continue
            }
            var place = Place(x: x / Self.width, y: (y - 13) / Self.height)
            for character in Self.unescaped(String(match.3)) {
                put(String(character), place)
                place.x += TerminalText.clusterWidth(character)
                if TerminalText.clusterWidth(character) == 2 { put("", Place(x: place.x - 1, y: place.y)) }
            }
        }
    }

    private var arrows: [(place: Place, glyph: String)] = []
    private var boxes: [(place: Place, glyph: String)] = []
    /// Where the edges of boxes of one row begin: pixels across, and the row.
    private var leftEnds: Set<Place> = []

    private mutating func put(_ glyph: String, _ place: Place) {
        guard grid.indices.contains(place.y), grid[place.y].indices.contains(place.x) else {
            problems.append("'\(glyph)' outside the page")
            return
        }
        grid[place.y][place.x] = glyph
    }

    private static func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")].reduce(text) {
            $0.replacingOccurrences(of: $1.0, with: $1.1)
        }
    }

    // MARK: Paths

    /// One subpath: where it begins, and its commands with their numbers.
    private mutating func read(path: String, isStroke: Bool, isDotted: Bool) {
        for part in path.split(separator: "M") {
            let commands = part.matches(of: /([A-Za-z]?)([-0-9. ]*)/).map { match in
                (String(match.1), match.2.matches(of: /-?[0-9]+/).compactMap { Int($0.0) })
            }.filter { !$0.0.isEmpty || !$0.1.isEmpty }
            guard let start = commands.first, start.1.count == 2 else {
                problems.append("a path without a start: M\(part)")
                continue
            }
            let at = Place(x: start.1[0], y: start.1[1])
            let rest = Array(commands.dropFirst())
            let letters = rest.map(\.0).joined()
            if !isStroke {
                read(shape: letters, rest.map(\.1), at: at)
            } else if letters == "H" {
                across(at, to: rest[0].1[0], isDotted)
            } else if letters == "V" {
                down(at, to: rest[0].1[0], isDotted)
            } else {
                read(curve: letters, rest.map(\.1), at: at)
            }
        }
    }

    private static func cell(_ place: Place) -> Place { Place(x: place.x / width, y: place.y / height) }

    private mutating func read(shape letters: String, _ numbers: [[Int]], at place: Place) {
        switch letters {
        case "hlz": arrows.append((Self.cell(place), numbers[1][1] > 0 ? "▼" : "▲"))
        case "aaz": dots.insert(Self.cell(place))
        default: problems.append("a shape of \(letters)")
        }
    }

    private mutating func read(curve letters: String, _ numbers: [[Int]], at place: Place) {
        let cell = Self.cell(place)
        let isBracket = place.y % Self.height == 1
        switch letters {
        case "Q":
            let (middleX, middleY, endX) = (numbers[0][0], numbers[0][1], numbers[0][2])
            let own = Place(x: middleX / Self.width, y: middleY / Self.height)
            lines[own, default: Line()].arms.formUnion([place.y > middleY ? 2 : 0, endX > middleX ? 1 : 3])
        case "l" where numbers[0] == [8, 8]: put("╳", cell)
        case "l" where numbers[0] == [8, -8]: break
        case "q", "ll", "vllv":
            if isBracket {
                let isLeft = numbers[letters == "vllv" ? 1 : 0][0] < 0
                let glyphs = letters == "q" ? ("(", ")") : letters == "ll" ? ("<", ">") : ("{", "}")
                boxes.append((cell, isLeft ? glyphs.0 : glyphs.1))
            } else {
                lines[cell, default: Line()].arms.formUnion([0, 2])
            }
        default: problems.append("a curve of \(letters)")
        }
    }

    private mutating func across(_ start: Place, to end: Int, _ isDotted: Bool) {
        let y = start.y / Self.height
        // The edges of a box of one row.
        if [1, Self.height - 1].contains(start.y % Self.height) {
            leftEnds.insert(Place(x: start.x, y: y))
            return
        }
        for x in (start.x / Self.width)...(max(start.x, end - 1) / Self.width) {
            let left = x * Self.width
            var arms: Set<Int> = []
            if start.x <= left + 1, end >= left + 2 { arms.insert(3) }
            if start.x <= left + 6, end >= left + 7 { arms.insert(1) }
            add(arms, Place(x: x, y: y), isDouble: false, isDotted)
        }
    }

    private mutating func down(_ start: Place, to end: Int, _ isDotted: Bool) {
        let x = start.x / Self.width
        if start.y % Self.height == 1, end == start.y + Self.height - 2 {
            let isLeft = leftEnds.contains(Place(x: start.x, y: start.y / Self.height))
            boxes.append((Self.cell(start), isLeft ? "[" : "]"))
            return
        }
        for y in (start.y / Self.height)...(max(start.y, end - 1) / Self.height) {
            let top = y * Self.height
            var arms: Set<Int> = []
            if start.y <= top + 3, end >= top + 6 { arms.insert(0) }
            if start.y <= top + 12, end >= top + 15 { arms.insert(2) }
            add(arms, Place(x: x, y: y), isDouble: start.x % Self.width != Self.width / 2, isDotted)
        }
    }

    private mutating func add(_ arms: Set<Int>, _ place: Place, isDouble: Bool, _ isDotted: Bool) {
        guard !arms.isEmpty else { return }
        lines[place, default: Line()].arms.formUnion(arms)
        if isDouble { lines[place]?.isDouble = true }
        if isDotted { lines[place]?.isDotted = true }
    }

    private static func glyph(_ line: Line) -> String {
        switch line.arms.sorted() {
        case [0, 2]: line.isDotted ? "┆" : line.isDouble ? "║" : "│"
        case [1, 3]: line.isDotted ? "┄" : "─"
        case [0, 1]: "└"
        case [0, 3]: "┘"
        case [1, 2]: "┌"
        case [2, 3]: "┐"
        case [0, 1, 2]: "├"
        case [0, 2, 3]: "┤"
        case [1, 2, 3]: "┬"
        case [0, 1, 3]: "┴"
        case [0, 1, 2, 3]: "┼"
        default: "?"
        }
    }
}

extension PictureReader {
    /// Reads the graph of an SVG: at a joint stands a dot, and none where two lines cross.
    public init(svg: String) {
        let cells = SVGCells(svg)
        self.init(cells.rows.joined(separator: "\n"), glyphs: .unicode, dots: cells.dots)
        problems += cells.problems
    }
}
