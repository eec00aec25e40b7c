import Foundation

/// Reads any renderer's picture as a well-meaning person would who knows what the boxes are called.
///
/// More forgiving than the reader of our own pictures, so that no rival loses for its style: a line may end a column short of its
/// box, a label may stand in the line, a crossing may be drawn by letting one line cut the other. In ASCII a `+` that goes on in all
/// four directions is taken as a crossing.
struct Tracer {
    /// Pairs of boxes that a line with an arrow joins.
    private(set) var pairs: Set<BenchmarkGraph.Pair> = []
    /// Line ends that lead nowhere, and arrows that nothing leads to.
    private(set) var dangling = 0
    /// Crossings that are marked.
    private(set) var crossings = 0
    /// Crossings where one line just cuts the other.
    private(set) var hops = 0
    /// Corners and joints.
    private(set) var bends = 0
    /// Cells that lines and arrows take.
    private(set) var ink = 0
    /// The words that stand outside the boxes, and how often.
    private(set) var words: [String: Int] = [:]
    /// The first row of each box.
    private(set) var tops: [String: Int] = [:]
    private let grid: TextGrid
    private let glyphs: LineGlyphs
    private var box: [Int32]
    private var titles: [String] = []
    private var hopped: Set<Int> = []
    /// Cells of labels that lines run under, across and down.
    private var covered: [Set<Int>] = [[], []]

    private static let steps = [(0, -1), (1, 0), (0, 1), (-1, 0)]

    private struct Step: Hashable {
        var x: Int
        var y: Int
        var direction: Int
    }

    init(_ grid: TextGrid, titles: Set<String>, isASCII: Bool) {
        self.grid = grid
        glyphs = LineGlyphs(isASCII: isASCII)
        box = Array(repeating: -1, count: grid.width * grid.height)
        findBoxes(titles)
        for y in 0..<grid.height {
            for x in 0..<grid.width where owner(x, y) < 0 {
                if let direction = arrow(x, y) { follow(x, y, direction) }
                count(x, y)
            }
        }
        // A label may stand on a crossing.
        hops = hopped.count + covered[0].intersection(covered[1]).count
        findWords()
    }

    private func owner(_ x: Int, _ y: Int) -> Int {
        x >= 0 && x < grid.width && y >= 0 && y < grid.height ? Int(box[y * grid.width + x]) : -1
    }

    // MARK: Boxes

    /// A box is a closed rectangle with a title that is known; where rectangles hold one another, the one that is met first.
    private mutating func findBoxes(_ known: Set<String>) {
        for y in 0..<grid.height {
            var x = 0
            while x < grid.width {
                guard owner(x, y) < 0, glyphs.topLeft.contains(grid[x, y]), let (right, bottom) = rectangle(x, y),
                    let title = title(x, y, right, bottom, known)
                else {
                    x += 1
                    continue
                }
                take(x, y, right, bottom, title)
                x = right + 1
            }
        }
        // A title that stands without a box.
        for y in 0..<grid.height {
            var x = 0
            while x < grid.width {
                guard owner(x, y) < 0, glyphs.isWord(grid[x, y]) else {
                    x += 1
                    continue
                }
                let start = x
                while x < grid.width, owner(x, y) < 0, glyphs.isWord(grid[x, y]) { x += 1 }
                let word = grid.text(start..<x, y)
                if let title = known.first(where: { $0.caseInsensitiveCompare(word) == .orderedSame }), tops[title] == nil {
                    take(start, y, x - 1, y, title)
                }
            }
        }
    }

    private mutating func take(_ x: Int, _ y: Int, _ right: Int, _ bottom: Int, _ title: String) {
        for row in y...bottom { for column in x...right { box[row * grid.width + column] = Int32(titles.count) } }
        tops[title] = y
        titles.append(title)
    }

    private func rectangle(_ x: Int, _ y: Int) -> (right: Int, bottom: Int)? {
        var right = x + 1
        while right < grid.width,
            !glyphs.topRight.contains(grid[right, y]) || (glyphs.isASCII && !glyphs.down.contains(grid[right, y + 1]))
        {
            guard glyphs.across.contains(grid[right, y]) else { return nil }
            right += 1
        }
        guard right < grid.width, right > x + 1 else { return nil }
        var bottom = y + 1
        while bottom < grid.height, glyphs.down.contains(grid[x, bottom]), glyphs.down.contains(grid[right, bottom]) {
            bottom += 1
        }
        guard bottom < grid.height, bottom > y + 1, glyphs.bottomLeft.contains(grid[x, bottom]),
            glyphs.bottomRight.contains(grid[right, bottom]),
            ((x + 1)..<right).allSatisfy({ glyphs.across.contains(grid[$0, bottom]) })
        else { return nil }
        return (right, bottom)
    }

    private func title(_ x: Int, _ y: Int, _ right: Int, _ bottom: Int, _ known: Set<String>) -> String? {
        for row in (y + 1)..<bottom {
            let text = grid.text((x + 1)..<right, row).trimmingCharacters(in: .whitespaces)
            if known.contains(text) { return text }
        }
        return nil
    }

    private mutating func findWords() {
        for y in 0..<grid.height {
            var word = ""
            for x in 0...grid.width {
                if x < grid.width, owner(x, y) < 0, glyphs.isWord(grid[x, y]) {
                    word.unicodeScalars.append(grid[x, y])
                } else if !word.isEmpty {
                    words[word, default: 0] += 1
                    word = ""
                }
            }
        }
    }

    // MARK: Lines

    /// Where an arrow points to, nil where there is none.
    private func arrow(_ x: Int, _ y: Int) -> Int? {
        guard let direction = glyphs.arrow(grid[x, y]) else { return nil }
        let (dx, dy) = Self.steps[direction]
        // A letter v in a word is no arrow; one points at a box, or at the blank before it.
        guard owner(x + dx, y + dy) >= 0 || (grid[x + dx, y + dy] == " " && owner(x + 2 * dx, y + 2 * dy) >= 0) else {
            return nil
        }
        return direction
    }

    private func arms(_ x: Int, _ y: Int) -> Set<Int> {
        guard owner(x, y) < 0 else { return [] }
        if glyphs.isASCII, grid[x, y] == "+" {
            return Set(
                (0..<4).filter { direction in
                    let (dx, dy) = Self.steps[direction]
                    guard owner(x + dx, y + dy) < 0 else { return false }
                    let next = grid[x + dx, y + dy]
                    return next == "+" || (direction % 2 == 0 ? glyphs.down : glyphs.across).contains(next)
                        || (glyphs.arrow(next) == direction && arrow(x + dx, y + dy) != nil)
                })
        }
        return glyphs.arms(grid[x, y])
    }

    private mutating func count(_ x: Int, _ y: Int) {
        let arms = arms(x, y)
        if arms.isEmpty {
            if arrow(x, y) != nil { ink += 1 }
            return
        }
        ink += 1
        if arms.count == 4 {
            crossings += 1
        } else if arms.count == 3 || (arms != [0, 2] && arms != [1, 3]) {
            bends += 1
        }
    }

    private mutating func follow(_ x: Int, _ y: Int, _ pointing: Int) {
        let target = [1, 2].map { owner(x + Self.steps[pointing].0 * $0, y + Self.steps[pointing].1 * $0) }.first { $0 >= 0 }
        guard let target else { return }
        let back = (pointing + 2) % 4
        var open = [Step(x: x + Self.steps[back].0, y: y + Self.steps[back].1, direction: back)]
        var seen: Set<Step> = []
        var isJoined = false
        while let step = open.popLast() {
            guard seen.insert(step).inserted else { continue }
            let (dx, dy) = Self.steps[step.direction]
            let source = owner(step.x, step.y)
            if source >= 0 {
                pairs.insert(.init(source: titles[source], target: titles[target]))
                isJoined = true
                continue
            }
            let arms = arms(step.x, step.y)
            let entry = (step.direction + 2) % 4
            if arms.contains(entry) {
                let onward = arms.count == 4 ? [step.direction] : arms.filter { $0 != entry }
                for direction in onward {
                    open.append(
                        Step(x: step.x + Self.steps[direction].0, y: step.y + Self.steps[direction].1, direction: direction))
                }
            } else if arms == [entry % 2 == 0 ? 1 : 0, entry % 2 == 0 ? 3 : 2] {
                hopped.insert(step.y * grid.width + step.x)
                open.append(Step(x: step.x + dx, y: step.y + dy, direction: step.direction))
            } else if let next = beyondText(step) {
                open.append(next)
            } else {
                dangling += 1
            }
        }
        if !isJoined { dangling += 1 }
    }

    /// Where a line goes on behind a label that stands in it, or behind the blank before a box.
    private mutating func beyondText(_ step: Step) -> Step? {
        let (dx, dy) = Self.steps[step.direction]
        if grid[step.x, step.y] == " " {
            guard owner(step.x + dx, step.y + dy) >= 0 else { return nil }
            return Step(x: step.x + dx, y: step.y + dy, direction: step.direction)
        }
        var (x, y) = (step.x, step.y)
        var under: [Int] = []
        for _ in 0..<(dx == 0 ? 2 : 30) where owner(x, y) < 0 && arms(x, y).isEmpty && grid[x, y] != " " {
            under.append(y * grid.width + x)
            (x, y) = (x + dx, y + dy)
        }
        guard !under.isEmpty, owner(x, y) >= 0 || !arms(x, y).isEmpty else { return nil }
        covered[step.direction % 2].formUnion(under)
        return Step(x: x, y: y, direction: step.direction)
    }
}
