import Text

/// Moves columns apart where joints touch, so that each character tells by itself where its line goes on.
///
///     ──┬┼───        ──┬─┼───           -+|---        -+-|---
///       │└───   =>     │ └───             |+---   =>     | +---      a joint beside a crossing
///
///       └┐             └─┐                ++            +-+
///        │      =>       │                 |     =>       |          two joints of one line
///
///     ──┼┼───   =>   ──┼─┼───           -||---   =>   -|-|---        two crossings
///
/// The crossing of two lines is drawn in ASCII as a line that runs down through a row of `-`, and a corner or joint as `+`: beside
/// one another they leave open whether the row goes on. A column between them settles it; everything right of it, in all
/// layers, moves by one, so that no line gets a bend or a crossing. Where the picture has no columns to spare, those between
/// joints and crossings go first, then those between joints.
///
/// Costs time in proportion to the cells that lines take.
struct JointSpacing {
    /// The columns behind which one more is needed: a joint there touches a crossing.
    private var besideCrossings: Set<Int> = []
    /// The columns behind which one more is needed: two joints of one line touch.
    private var betweenJoints: Set<Int> = []
    /// The columns behind which one more is needed: two crossings of one line touch.
    private var betweenCrossings: Set<Int> = []
    /// The columns between the lines of each word that stands without a border, and how many more the word has room for.
    private var words: [(doors: Range<Int>, spare: Int)] = []

    init(_ geometry: Geometry, texts: [BoxText]) {
        for (box, doors) in zip(geometry.boxes, geometry.doors) where texts[box.node].frame == .word {
            guard let doors else { continue }
            let spare = TerminalText.width(texts[box.node].title) - doors.count
            words.append((doors.lowerBound..<doors.upperBound, spare))
        }
        var lines = GapLines(width: geometry.width)
        for gap in Dictionary(grouping: geometry.runs, by: \.top).values {
            for run in gap { lines.add(run) }
            for run in gap { for track in run.tracks { find(track, among: lines) } }
            for run in gap { lines.remove(run) }
        }
    }

    private mutating func find(_ track: Geometry.Track, among lines: GapLines) {
        guard let low = track.columns.first, let high = track.columns.last else { return }
        // What is in the column before: a joint of the line, another line, or neither.
        var last = Cell.free
        var joints = track.columns[...]
        for column in low...high {
            let isJoint = joints.first == column
            if isJoint { joints.removeFirst() }
            let cell: Cell = isJoint ? .joint : lines.hold(column, track.row) ? .crossing : .free
            switch (last, cell) {
            case (.joint, .joint): betweenJoints.insert(column - 1)
            case (.joint, .crossing), (.crossing, .joint): besideCrossings.insert(column - 1)
            case (.crossing, .crossing): betweenCrossings.insert(column - 1)
            default: break
            }
            last = cell
        }
    }

    private enum Cell { case free, joint, crossing }

    /// The columns behind which one more comes, in at most so many places.
    private func places(atMost room: Int) -> [Int] {
        var places: Set<Int> = []
        var words = words
        for columns in [besideCrossings, betweenJoints, betweenCrossings] {
            for column in columns.subtracting(places).sorted() where places.count < room {
                let around = words.indices.filter { words[$0].doors.contains(column) }
                guard around.allSatisfy({ words[$0].spare > 0 }) else { continue }
                for word in around { words[word].spare -= 1 }
                places.insert(column)
            }
        }
        return places.sorted()
    }

    /// The geometry with the columns moved apart, where it stays within `maxWidth` or is wider than that anyway.
    static func spaced(_ geometry: Geometry, texts: [BoxText], maxWidth: Int?) -> Geometry {
        let room = maxWidth.map { $0 < geometry.width ? Int.max : $0 - geometry.width } ?? Int.max
        let places = JointSpacing(geometry, texts: texts).places(atMost: room)
        if places.isEmpty { return geometry }
        // How far each column moves.
        var shift: [Int] = []
        var next = 0
        for column in 0...max(geometry.width, (places.last ?? 0) + 1) {
            while next < places.count, places[next] < column { next += 1 }
            shift.append(next)
        }
        return geometry.moved { $0 < 0 ? $0 : $0 + shift[min($0, shift.count - 1)] }
    }
}

/// Which rows of a gap the lines that run down take, column by column.
private struct GapLines {
    /// The row down to which a line comes from above, -1 where there is none.
    private var upper: [Int]
    /// The row from which a line leads down.
    private var lower: [Int]

    init(width: Int) {
        upper = Array(repeating: -1, count: width + 2)
        lower = Array(repeating: .max, count: width + 2)
    }

    private mutating func set(_ column: Int, isUpper: Bool, row: Int?) {
        guard upper.indices.contains(column) else { return }
        if isUpper { upper[column] = row ?? -1 } else { lower[column] = row ?? .max }
    }

    mutating func add(_ run: Geometry.Run) {
        for branch in run.branches where branch.column != run.trunk {
            let row = branch.column < run.trunk ? run.leftRow : run.rightRow
            set(branch.column, isUpper: !run.isUpward, row: row)
        }
        let isThrough = run.branches.contains { $0.column == run.trunk }
        let rows = run.tracks.map(\.row)
        let farthest = run.isUpward ? rows.max() ?? run.bottom : rows.min() ?? run.top
        set(run.trunk, isUpper: run.isUpward, row: isThrough ? (run.isUpward ? run.bottom : run.top) : farthest)
    }

    mutating func remove(_ run: Geometry.Run) {
        for branch in run.branches { set(branch.column, isUpper: !run.isUpward, row: nil) }
        set(run.trunk, isUpper: run.isUpward, row: nil)
    }

    /// Whether a line runs down through a cell.
    func hold(_ column: Int, _ row: Int) -> Bool {
        upper.indices.contains(column) && (upper[column] >= row || lower[column] <= row)
    }
}

extension Geometry {
    /// A horizontal part of a run: the columns of its joints, from left to right.
    struct Track {
        var row: Int
        var columns: [Int]
    }

    /// The geometry with every column moved to another place; no two change their order.
    fileprivate func moved(_ place: (Int) -> Int) -> Geometry {
        var result = self
        for index in boxes.indices {
            let box = boxes[index]
            result.boxes[index].x = place(box.x)
            result.boxes[index].width = place(box.x + box.width - 1) - place(box.x) + 1
        }
        result.doors = doors.map { $0.map { place($0.lowerBound)...place($0.upperBound) } }
        for index in runs.indices {
            result.runs[index].trunk = place(runs[index].trunk)
            for branch in runs[index].branches.indices {
                result.runs[index].branches[branch].column = place(runs[index].branches[branch].column)
            }
        }
        for index in passages.indices { result.passages[index].column = place(passages[index].column) }
        result.width = place(width - 1) + 1
        return result
    }
}

extension Geometry.Run {
    /// Its horizontal parts: none where it runs straight, two where a line runs through between its branches.
    fileprivate var tracks: [Geometry.Track] {
        let columns = branches.map(\.column)
        if columns.allSatisfy({ $0 == trunk }) { return [] }
        func track(_ row: Int, _ columns: [Int]) -> Geometry.Track {
            .init(row: row, columns: Set(columns + [trunk]).sorted())
        }
        if leftRow == rightRow { return [track(leftRow, columns)] }
        return [track(leftRow, columns.filter { $0 < trunk }), track(rightRow, columns.filter { $0 > trunk })]
    }
}
