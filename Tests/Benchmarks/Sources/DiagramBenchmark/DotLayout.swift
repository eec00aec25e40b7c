/// What `dot -Tplain` says: where the boxes are, and the splines of the edges.
struct DotLayout {
    /// A straight piece of an edge, its ends from left to right.
    private struct Piece {
        var edge: Int32
        var x1: Double
        var y1: Double
        var x2: Double
        var y2: Double
    }

    /// How far below the top each box is.
    private(set) var tops: [String: Double] = [:]
    private(set) var edgeCount = 0
    private var pieces: [Piece] = []
    /// The first and the last point of each edge.
    private var ends: [[(x: Double, y: Double)]] = []

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = Self.words(line)
            if words.first == "node", words.count > 3, let y = Double(words[3]) { tops[words[1]] = -y }
            guard words.first == "edge", words.count > 3, let count = Int(words[3]), words.count >= 4 + 2 * count else {
                continue
            }
            let numbers = words[4..<(4 + 2 * count)].compactMap { Double($0) }
            guard numbers.count == 2 * count else { continue }
            add((0..<count).map { (numbers[2 * $0], numbers[2 * $0 + 1]) })
        }
    }

    /// Splits at blanks outside quotes.
    private static func words(_ line: Substring) -> [String] {
        var result: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case " " where !isQuoted:
                result.append(word)
                word = ""
            default: word.append(character)
            }
        }
        return result + [word]
    }

    /// Each Bezier curve counts as eight straight pieces.
    private mutating func add(_ points: [(Double, Double)]) {
        // Symmetric pictures cross exactly where pieces meet; a shift far below what anybody sees makes such points count once.
        let shift = (x: Double(edgeCount % 97) * 1.3e-6, y: Double(edgeCount % 89) * 1.7e-6)
        let points = points.map { ($0.0 + shift.x, $0.1 + shift.y) }
        var last = points.first ?? (0, 0)
        for start in stride(from: 0, to: points.count - 3, by: 3) {
            for step in 1...8 {
                let t = Double(step) / 8
                let weights = [(1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t]
                let next = zip(weights, points[start...]).reduce((0, 0)) { ($0.0 + $1.0 * $1.1.0, $0.1 + $1.0 * $1.1.1) }
                let (left, right) = last.0 <= next.0 ? (last, next) : (next, last)
                pieces.append(Piece(edge: Int32(edgeCount), x1: left.0, y1: left.1, x2: right.0, y2: right.1))
                last = next
            }
        }
        // The spline ends where the arrowhead begins, which is ten points long.
        if let tip = points.last, points.count > 1 {
            let (dx, dy) = (tip.0 - points[points.count - 2].0, tip.1 - points[points.count - 2].1)
            let length = max(1e-6, (dx * dx + dy * dy).squareRoot()) * 7.2
            let end = (tip.0 + dx / length, tip.1 + dy / length)
            let (left, right) = tip.0 <= end.0 ? (tip, end) : (end, tip)
            pieces.append(Piece(edge: Int32(edgeCount), x1: left.0, y1: left.1, x2: right.0, y2: right.1))
            last = end
        }
        ends.append([points.first ?? last, last])
        edgeCount += 1
    }

    /// The places where pieces of different edges properly cross.
    func crossings() -> Int {
        let sorted = pieces.sorted { $0.x1 < $1.x1 }
        var count = 0
        for (index, one) in sorted.enumerated() {
            for other in sorted[(index + 1)...] {
                if other.x1 > one.x2 { break }
                guard other.edge != one.edge, max(one.y1, one.y2) > min(other.y1, other.y2),
                    max(other.y1, other.y2) > min(one.y1, one.y2)
                else { continue }
                if Self.side(one, other.x1, other.y1) * Self.side(one, other.x2, other.y2) < 0,
                    Self.side(other, one.x1, one.y1) * Self.side(other, one.x2, one.y2) < 0, !isSharedEnd(one, other)
                {
                    count += 1
                }
            }
        }
        return count
    }

    /// Whether two pieces are where both their edges start, or end.
    private func isSharedEnd(_ one: Piece, _ other: Piece) -> Bool {
        ends[Int(one.edge)].contains { a in
            ends[Int(other.edge)].contains { b in
                abs(a.x - b.x) < 1e-3 && abs(a.y - b.y) < 1e-3 && min(abs(one.x1 - a.x), abs(one.x2 - a.x)) < 1e-3
                    && min(abs(one.y1 - a.y), abs(one.y2 - a.y)) < 1e-3
            }
        }
    }

    private static func side(_ piece: Piece, _ x: Double, _ y: Double) -> Double {
        (piece.x2 - piece.x1) * (y - piece.y1) - (piece.y2 - piece.y1) * (x - piece.x1)
    }
}
