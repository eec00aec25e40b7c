/// A set of whole numbers held as sorted, disjoint, non-adjacent closed intervals.
///
/// It serves both axes of a question: addresses of one family (`IntervalSet<UInt128>`) and traffic (`IntervalSet<UInt32>`,
/// see ``Traffic``). All operations are linear in the number of intervals.
///
/// ```swift
/// let ports = IntervalSet<UInt32>(1...5).union(IntervalSet(6...9))   // one interval, 1...9
/// ports.subtracting(IntervalSet(3...3)).intervals                    // [1...2, 4...9]
/// ```
public struct IntervalSet<Bound: FixedWidthInteger & UnsignedInteger & Sendable>: Hashable, Sendable {
    /// The intervals, ascending; no two touch.
    public private(set) var intervals: [ClosedRange<Bound>]

    /// The empty set.
    public init() {
        intervals = []
    }

    /// All numbers of one interval.
    public init(_ interval: ClosedRange<Bound>) {
        intervals = [interval]
    }

    /// The union of intervals in any order, overlapping or not.
    public init(_ unsorted: some Sequence<ClosedRange<Bound>>) {
        intervals = []
        for next in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            append(next)
        }
    }

    /// Whether it holds nothing.
    public var isEmpty: Bool { intervals.isEmpty }

    /// The smallest member.
    public var first: Bound? { intervals.first?.lowerBound }

    /// Whether a number is a member.
    ///
    /// Complexity: O(log n).
    public func contains(_ number: Bound) -> Bool {
        var low = 0
        var high = intervals.count
        while low < high {
            let middle = (low + high) / 2
            if intervals[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < intervals.count && intervals[low].lowerBound <= number
    }

    /// Whether every member of another set is one of this.
    public func isSuperset(of other: IntervalSet) -> Bool {
        var index = 0
        for wanted in other.intervals {
            while index < intervals.count, intervals[index].upperBound < wanted.lowerBound { index += 1 }
            guard index < intervals.count, intervals[index].lowerBound <= wanted.lowerBound,
                intervals[index].upperBound >= wanted.upperBound
            else { return false }
        }
        return true
    }

    /// Whether the two have a member in common.
    public func intersects(_ other: IntervalSet) -> Bool {
        var mine = 0
        var theirs = 0
        while mine < intervals.count, theirs < other.intervals.count {
            if intervals[mine].overlaps(other.intervals[theirs]) { return true }
            if intervals[mine].upperBound < other.intervals[theirs].upperBound { mine += 1 } else { theirs += 1 }
        }
        return false
    }

    /// The members of both.
    public func intersection(_ other: IntervalSet) -> IntervalSet {
        var result = IntervalSet()
        var mine = 0
        var theirs = 0
        while mine < intervals.count, theirs < other.intervals.count {
            let a = intervals[mine]
            let b = other.intervals[theirs]
            let low = max(a.lowerBound, b.lowerBound)
            let high = min(a.upperBound, b.upperBound)
            if low <= high { result.intervals.append(low...high) }
            if a.upperBound < b.upperBound { mine += 1 } else { theirs += 1 }
        }
        return result
    }

    /// The members of either.
    public func union(_ other: IntervalSet) -> IntervalSet {
        if isEmpty { return other }
        if other.isEmpty { return self }
        var result = IntervalSet()
        result.intervals.reserveCapacity(intervals.count + other.intervals.count)
        var mine = intervals[...]
        var theirs = other.intervals[...]
        while let a = mine.first, let b = theirs.first {
            if a.lowerBound <= b.lowerBound {
                result.append(a)
                mine.removeFirst()
            } else {
                result.append(b)
                theirs.removeFirst()
            }
        }
        for rest in mine { result.append(rest) }
        for rest in theirs { result.append(rest) }
        return result
    }

    /// The members of this that are none of another.
    public func subtracting(_ other: IntervalSet) -> IntervalSet {
        var result = IntervalSet()
        var theirs = 0
        for interval in intervals {
            var low = interval.lowerBound
            var isExhausted = false
            while theirs < other.intervals.count, other.intervals[theirs].upperBound < low { theirs += 1 }
            var index = theirs
            while index < other.intervals.count, other.intervals[index].lowerBound <= interval.upperBound {
                let hole = other.intervals[index]
                if hole.lowerBound > low { result.intervals.append(low...(hole.lowerBound - 1)) }
                if hole.upperBound >= interval.upperBound {
                    isExhausted = true
                    break
                }
                low = hole.upperBound + 1
                index += 1
            }
            if !isExhausted, low <= interval.upperBound { result.intervals.append(low...interval.upperBound) }
        }
        return result
    }

    /// Adds an interval that begins no earlier than the last one does.
    private mutating func append(_ next: ClosedRange<Bound>) {
        guard let last = intervals.last else {
            intervals.append(next)
            return
        }
        let touches = next.lowerBound <= last.upperBound || next.lowerBound == last.upperBound + 1
        if touches {
            intervals[intervals.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
        } else {
            intervals.append(next)
        }
    }
}

/// Addresses of one family.
public typealias AddressSet = IntervalSet<UInt128>

/// Points of traffic, see ``Traffic/points``.
public typealias TrafficSet = IntervalSet<UInt32>
