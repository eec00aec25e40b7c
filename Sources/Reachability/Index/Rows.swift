/// Rows of values of different lengths in one contiguous storage.
///
/// A row is read without touching the reference count of an array of its own, which a search does a million times.
public struct Rows<Element: Sendable>: Sendable {
    @usableFromInline var values: [Element]
    @usableFromInline var ends: [Int32]

    /// No rows.
    @inlinable
    public init() { (values, ends) = ([], []) }

    init(_ rows: [[Element]]) {
        self.init()
        ends.reserveCapacity(rows.count)
        for row in rows { append(row) }
    }

    /// So many rows of values that come in any order; within a row they keep the order in which they come.
    ///
    /// `forEach` gives each value with the number of its row, and is called twice: to count, and to place (a counting sort).
    @inlinable
    public init(count: Int, forEach: (_ body: (Int, Element) -> Void) -> Void) {
        var places = [Int32](repeating: 0, count: count + 1)
        forEach { row, _ in places[row + 1] += 1 }
        for row in 0..<count { places[row + 1] += places[row] }
        ends = Array(places.dropFirst())
        let total = Int(places[count])
        values = Array(unsafeUninitializedCapacity: total) { buffer, initialized in
            forEach { row, value in
                buffer.initializeElement(at: Int(places[row]), to: value)
                places[row] += 1
            }
            initialized = total
        }
    }

    /// Takes the memory for so many rows with so many values in all: rows that grow are copied.
    @inlinable
    public mutating func reserve(rows: Int, values: Int) {
        self.values.reserveCapacity(values)
        ends.reserveCapacity(rows)
    }

    /// Adds a row behind the others.
    @inlinable
    public mutating func append(_ row: some Sequence<Element>) {
        values.append(contentsOf: row)
        ends.append(Int32(values.count))
    }

    /// How many rows there are.
    @inlinable
    public var count: Int { ends.count }

    /// Where a row stands among all values.
    @inlinable
    public func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }

    /// A value by its place among all.
    @inlinable
    public func value(at place: Int) -> Element { values[place] }

    /// A row.
    @inlinable
    public subscript(row: Int) -> ArraySlice<Element> { values[range(row)] }
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
