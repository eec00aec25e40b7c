/// Rows of values of different lengths in one contiguous storage.
///
/// A row is read without touching the reference count of an array of its own, which a search does a million times.
struct Rows<Element: Sendable>: Sendable {
    private let values: [Element]
    private let ends: [Int32]

    init(_ rows: [[Element]]) {
        values = Array(rows.joined())
        var ends: [Int32] = []
        ends.reserveCapacity(rows.count)
        var end: Int32 = 0
        for row in rows {
            end += Int32(row.count)
            ends.append(end)
        }
        self.ends = ends
    }

    /// How many rows there are.
    var count: Int { ends.count }

    /// Where a row stands among all values.
    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }

    /// A value by its place among all.
    func value(at place: Int) -> Element { values[place] }

    /// A row.
    subscript(row: Int) -> ArraySlice<Element> { values[range(row)] }
}

extension Rows where Element: Comparable {
    /// Whether an ascending row holds a value.
    func holds(_ wanted: Element, inRow row: Int) -> Bool {
        var (low, high) = (range(row).lowerBound, range(row).upperBound)
        while low < high {
            let middle = (low + high) / 2
            if value(at: middle) < wanted { low = middle + 1 } else { high = middle }
        }
        return low < range(row).upperBound && value(at: low) == wanted
    }
}
