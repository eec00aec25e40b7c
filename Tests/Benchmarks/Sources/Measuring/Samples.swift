/// How long each of many runs took.
package struct Samples {
    /// Nanoseconds, in the order they were taken.
    package private(set) var nanoseconds: [Int64] = []

    package init() {}

    package var count: Int { nanoseconds.count }

    package mutating func add(_ nanoseconds: Int64) { self.nanoseconds.append(nanoseconds) }

    /// The time that so many of a hundred runs kept within, in nanoseconds; nil without runs.
    package func percentile(_ percent: Double) -> Double? {
        if nanoseconds.isEmpty { return nil }
        let sorted = nanoseconds.sorted()
        let place = (percent / 100 * Double(sorted.count)).rounded(.up)
        return Double(sorted[min(sorted.count, max(1, Int(place))) - 1])
    }

    package var median: Double? { percentile(50) }

    package var largest: Double? { nanoseconds.max().map(Double.init) }

    package var total: Double { Double(nanoseconds.reduce(0, +)) }
}
