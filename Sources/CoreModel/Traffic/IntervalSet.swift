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
    public let intervals: [ClosedRange<Bound>]

    @inlinable
    init(ascending intervals: [ClosedRange<Bound>]) { self.intervals = intervals }

    /// The empty set.
    @inlinable
    public init() { intervals = [] }

    /// All numbers of one interval.
    @inlinable
    public init(_ interval: ClosedRange<Bound>) { intervals = [interval] }

    /// The union of intervals in any order, overlapping or not.
    @inlinable
    public init(_ unsorted: some Sequence<ClosedRange<Bound>>) {
        var result: [ClosedRange<Bound>] = []
        for next in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            Self.append(next, to: &result)
        }
        intervals = result
    }

    /// The union of intervals that are ascending by where they begin, overlapping or not.
    @inlinable
    public init(sorted intervals: some Sequence<ClosedRange<Bound>>) {
        var result: [ClosedRange<Bound>] = []
        for next in intervals { Self.append(next, to: &result) }
        self.intervals = result
    }

    /// Whether it holds nothing.
    @inlinable public var isEmpty: Bool { intervals.isEmpty }

    /// Whether a number is a member.
    ///
    /// Complexity: O(log n).
    @inlinable
    public func contains(_ number: Bound) -> Bool {
        var low = 0
        var high = intervals.count
        while low < high {
            let middle = (low + high) / 2
            if intervals[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < intervals.count && intervals[low].lowerBound <= number
    }

    /// Whether some member lies in an interval.
    ///
    /// Complexity: O(log n).
    @inlinable
    public func intersects(_ interval: ClosedRange<Bound>) -> Bool {
        var low = 0
        var high = intervals.count
        while low < high {
            let middle = (low + high) / 2
            if intervals[middle].upperBound < interval.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < intervals.count && intervals[low].lowerBound <= interval.upperBound
    }

    /// Whether every member of another set is one of this.
    @inlinable
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
    @inlinable
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
    @inlinable
    public func intersection(_ other: IntervalSet) -> IntervalSet {
        var result: [ClosedRange<Bound>] = []
        var mine = 0
        var theirs = 0
        while mine < intervals.count, theirs < other.intervals.count {
            let a = intervals[mine]
            let b = other.intervals[theirs]
            let low = max(a.lowerBound, b.lowerBound)
            let high = min(a.upperBound, b.upperBound)
            if low <= high { result.append(low...high) }
            if a.upperBound < b.upperBound { mine += 1 } else { theirs += 1 }
        }
        return IntervalSet(ascending: result)
    }

    /// The members of either.
    @inlinable
    public func union(_ other: IntervalSet) -> IntervalSet {
        if isEmpty { return other }
        if other.isEmpty { return self }
        var result: [ClosedRange<Bound>] = []
        result.reserveCapacity(intervals.count + other.intervals.count)
        var mine = 0
        var theirs = 0
        while mine < intervals.count || theirs < other.intervals.count {
            let isMine =
                theirs == other.intervals.count
                || mine < intervals.count && intervals[mine].lowerBound <= other.intervals[theirs].lowerBound
            if isMine {
                Self.append(intervals[mine], to: &result)
                mine += 1
            } else {
                Self.append(other.intervals[theirs], to: &result)
                theirs += 1
            }
        }
        return IntervalSet(ascending: result)
    }

    /// The members of this that are none of another.
    @inlinable
    public func subtracting(_ other: IntervalSet) -> IntervalSet {
        var result: [ClosedRange<Bound>] = []
        var theirs = 0
        for interval in intervals {
            var low = interval.lowerBound
            var isExhausted = false
            while theirs < other.intervals.count, other.intervals[theirs].upperBound < low { theirs += 1 }
            var index = theirs
            while index < other.intervals.count, other.intervals[index].lowerBound <= interval.upperBound {
                let hole = other.intervals[index]
                if hole.lowerBound > low { result.append(low...(hole.lowerBound - 1)) }
                if hole.upperBound >= interval.upperBound {
                    isExhausted = true
                    break
                }
                low = hole.upperBound + 1
                index += 1
            }
            if !isExhausted, low <= interval.upperBound { result.append(low...interval.upperBound) }
        }
        return IntervalSet(ascending: result)
    }

    /// Adds an interval that begins no earlier than the last one does.
    @inlinable
    static func append(_ next: ClosedRange<Bound>, to intervals: inout [ClosedRange<Bound>]) {
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
