import Diagram
import Text

/// Reads a drawn VPC of the network map back, as a careful person would: from the characters alone.
///
/// What a reader may rely on: `▌name` (in ASCII `:name`) is a subnet, `(name)` a gateway that stands at the left edge or behind a line. From
/// the corner before a row of subnets, or before a gateway, the line goes up to what they leave by. `IPv6 of a, b` behind a corner is the way
/// out of subnets that stand elsewhere. A gateway that no line leads to says behind it where it leads, and from where: `-> b  from a: 10.0.0.0/8`.
public struct NetworkPictureReader {
    /// A way as the picture shows it: out of a subnet, or of a gateway.
    public struct Way: Hashable, Comparable, CustomStringConvertible, Sendable {
        /// The subnet or the gateway where it begins.
        public var source: String
        /// The gateway that it leads to, or INTERNET.
        public var target: String
        /// As `a -> nat nat-0`.
        public var description: String { "\(source) -> \(target)" }

        /// Makes a way.
        public init(_ source: String, _ target: String) { (self.source, self.target) = (source, target) }

        /// By their descriptions.
        public static func < (a: Way, b: Way) -> Bool { a.description < b.description }
    }

    /// The ways that lines tell of.
    public private(set) var ways: Set<Way> = []
    /// Those whose lines are lit.
    public private(set) var litWays: Set<Way> = []
    /// The signs before titles, such as `✓`; nothing of what has none.
    public private(set) var signs: [String: String] = [:]
    /// Routes to some networks over gateways that no line leads to.
    public private(set) var routes: Set<Way> = []
    /// The subnets that are drawn one by one, with the words of their tiers.
    public private(set) var tiers: [String: String] = [:]
    /// How many subnets are counted in rows of one line, by the words of their tiers.
    public private(set) var counted: [String: Int] = [:]
    /// Lines that lead nowhere, and titles that stand in nothing.
    public private(set) var problems: [String] = []

    private let grid: [[Character]]
    private let bar: Character
    private static let lines: Set<Character> = Set("│║├╟╠╞└╚╙╘|#+")
    private static let corners: Set<Character> = Set("├╟╠╞└╚╙╘+")
    private static let across: Set<Character> = Set("─═-=")
    private static let litAcross: Set<Character> = Set("═=")
    private static let selections = ["▸", ">"]
    private static let marks = ["✓", "✗", "•", "??", "?", "ok", "NO", "*"]

    /// Reads a picture drawn with a glyph set.
    public init(_ text: String, glyphs: GlyphSet) {
        grid = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.flatMap { TerminalText.width(String($0)) == 2 ? [$0, "\u{0}"] : [$0] }
        }
        bar = glyphs == .unicode ? "▌" : ":"
        var row = 0
        while row < grid.count { row = read(row) }
    }

    // MARK: Rows

    /// Reads what begins in a row; gives the row behind it.
    private mutating func read(_ row: Int) -> Int {
        let corner = corner(in: row)
        let start = corner.map { behindLine(row, $0) } ?? indent(row)
        guard let start, start < grid[row].count else { return row + 1 }
        let end = blockEnd(row)
        let parent = corner.map { title(above: row, $0) }
        if let corner, parent == nil { problems.append("the line at \(corner),\(row) leads nowhere") }
        let isLit = corner.map { Self.litAcross.contains(grid[row][$0 + 1]) } ?? false
        if grid[row][start] == "(" {
            readGateway(row, start, parent.flatMap { $0 }, isLit: isLit)
            return row + 1
        }
        let words = text(row, from: start)
        if corner != nil, words.hasPrefix("IPv4 of ") || words.hasPrefix("IPv6 of ") {
            let whole = (row..<end).map { $0 == row ? words : text($0, from: start) }.joined(separator: " ")
            for subnet in names(String(whole.dropFirst(8))) {
                add(subnet, parent.flatMap { $0 }, isLit: isLit)
            }
            return end
        }
        if row < 2, corner == nil {
            if words.contains("INTERNET") { _ = name(word(row, from: start)) }
            return row + 1
        }
        readSubnets(row, end, start: start, parent: parent.flatMap { $0 }, isLit: isLit)
        return end
    }

    private mutating func add(_ source: String, _ parent: String?, isLit: Bool) {
        guard let parent else { return }
        ways.insert(Way(source, parent))
        if isLit { litWays.insert(Way(source, parent)) }
    }

    /// Subnets of a row with the words of their tier; their block ends at a row in which nothing but lines goes on.
    private mutating func readSubnets(_ row: Int, _ end: Int, start: Int, parent: String?, isLit: Bool) {
        guard let first = grid[row].indices.first(where: { $0 > start && isBar(row, $0) }) else { return }
        let tier = String(grid[row][start..<first]).trimmed
        for y in row..<end {
            for x in grid[y].indices where isBar(y, x) {
                let name = name(word(y, from: x + 1))
                if let count = name.prefixMatch(of: /([0-9]+) subnets?( in [0-9]+ zones?)?$/) {
                    counted[tier, default: 0] += Int(count.1) ?? 0
                    add("\(count.1) subnets: \(table(y))", parent, isLit: isLit)
                    continue
                }
                if tiers[name] != nil { problems.append("\(name) stands twice") }
                tiers[name] = tier
                add(name, parent, isLit: isLit)
            }
        }
    }

    private func table(_ row: Int) -> String {
        let line = String(grid[row])
        return line.firstMatch(of: /table (.+?)(  |$)/).map { String($0.1) } ?? ""
    }

    private mutating func readGateway(_ row: Int, _ start: Int, _ parent: String?, isLit: Bool) {
        guard let close = grid[row][start...].firstIndex(of: ")") else {
            problems.append("a gateway without an end in row \(row)")
            return
        }
        let name = name(String(grid[row][(start + 1)..<close].filter { $0 != "\u{0}" }))
        add(name, parent, isLit: isLit)
        guard start == 1 else { return }
        // What it says goes on where it began, in the rows below.
        var said = text(row, from: close + 1)
        var next = row + 1
        while next < grid.count, corner(in: next) == nil, let indent = indent(next), indent > 4, !String(grid[next]).contains(bar)
        {
            said += " " + text(next, from: indent)
            next += 1
        }
        for match in said.matches(of: /from (.+?): [0-9a-f:.\/]+/) {
            for subnet in names(String(match.1)) { routes.insert(Way(subnet, name)) }
        }
    }

    /// "a, b", or "12 subnets of table app".
    private func names(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            let name = String(part).trimmed
            return name.prefixMatch(of: /([0-9]+) subnets of table (.+)$/).map { "\($0.1) subnets: \($0.2)" } ?? name
        }
    }

    // MARK: Lines

    /// The column of the corner before what stands in a row; nil where no line leads to it.
    private func corner(in row: Int) -> Int? {
        let cells = grid[row]
        return cells.indices.first { x in
            Self.corners.contains(cells[x]) && x + 1 < cells.count && Self.across.contains(cells[x + 1])
                && cells[..<x].allSatisfy { $0 == " " || Self.lines.contains($0) }
        }
    }

    private func behindLine(_ row: Int, _ corner: Int) -> Int? {
        var x = corner + 1
        while x < grid[row].count, Self.across.contains(grid[row][x]) || grid[row][x] == " " { x += 1 }
        return x < grid[row].count ? x : nil
    }

    /// The title that a line comes down from; nil where it comes from nothing.
    private func title(above row: Int, _ column: Int) -> String? {
        var y = row - 1
        while y >= 0, column < grid[y].count, Self.lines.contains(grid[y][column]) { y -= 1 }
        guard y >= 0, column < grid[y].count else { return nil }
        if String(grid[y].prefix(12)).contains("INTERNET"), y == 0 { return "INTERNET" }
        guard let open = grid[y][...column].lastIndex(of: "("), let close = grid[y][open...].firstIndex(of: ")"), column < close
        else { return nil }
        return clean(String(grid[y][(open + 1)..<close].filter { $0 != "\u{0}" }))
    }

    /// The first row behind a block: one in which nothing but lines goes on, or another line ends.
    private func blockEnd(_ row: Int) -> Int {
        var y = row + 1
        while y < grid.count, corner(in: y) == nil, indent(y) != nil { y += 1 }
        return y
    }

    /// The first column of a row that is no line; nil where there is none.
    private func indent(_ row: Int) -> Int? { grid[row].firstIndex { $0 != " " && !Self.lines.contains($0) } }

    // MARK: Words

    /// Whether a subnet's title begins in a cell: addresses have colons, too, and never behind a blank.
    private func isBar(_ row: Int, _ x: Int) -> Bool {
        let cells = grid[row]
        guard cells[x] == bar, x > 0, cells[x - 1] == " ", x + 1 < cells.count else { return false }
        return bar == "▌" || cells[x + 1] != ":" && cells[x + 1] != " "
    }

    /// A text up to two blanks.
    private func word(_ row: Int, from start: Int) -> String {
        let cells = grid[row]
        var end = start
        while end < cells.count, !(cells[end] == " " && (end + 1 == cells.count || cells[end + 1] == " ")),
            end == start || !isBar(row, end)
        {
            end += 1
        }
        return String(cells[start..<end].filter { $0 != "\u{0}" })
    }

    private func text(_ row: Int, from start: Int) -> String {
        String(grid[row][start...].filter { $0 != "\u{0}" }).trimmed
    }

    /// A title without what stands before and behind it; its sign is kept.
    private mutating func name(_ title: String) -> String {
        let (sign, name) = parts(title)
        if let sign { signs[name] = sign }
        return name
    }

    private func clean(_ title: String) -> String { parts(title).name }

    private func parts(_ title: String) -> (sign: String?, name: String) {
        var title = title.trimmed
        for selection in Self.selections where title.hasPrefix(selection) { title = String(title.dropFirst()).trimmed }
        var sign: String?
        for mark in Self.marks where title.hasPrefix(mark + " ") {
            (sign, title) = (mark, String(title.dropFirst(mark.count)).trimmed)
            break
        }
        return (sign, title.hasSuffix(" !") ? String(title.dropLast(2)) : title)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
