/// What must hold (10,000 groups and 1,000,000 rules; it is held against smaller environments too).
enum Target: CaseIterable {
    case verdictMedian, verdictLate, path, reachers, reached, index

    /// The measurement it is about.
    var metric: Metric {
        switch self {
        case .verdictMedian, .verdictLate: .verdict
        case .path: .path
        case .reachers: .reachers
        case .reached: .reached
        case .index: .index
        }
    }

    var text: String {
        switch self {
        case .verdictMedian: "median < 100 us"
        case .verdictLate: "p99 < 1000 us"
        case .path, .reachers, .reached: "p99 < 20 ms"
        case .index: "< reading"
        }
    }

    /// Whether it is met; nil where it was not measured.
    func isMet(_ results: Results) -> Bool? {
        guard let runs = results.runs[metric] else { return nil }
        // What had to be ended took longer than any target.
        if runs.isCut { return false }
        let samples = runs.all
        switch self {
        case .verdictMedian: return samples.median.map { $0 < 100_000 }
        case .verdictLate: return samples.percentile(99).map { $0 < 1_000_000 }
        case .path, .reachers, .reached: return samples.percentile(99).map { $0 < 20_000_000 }
        case .index:
            guard let reading = results.runs[.reading]?.all.median else { return nil }
            return samples.median.map { $0 < reading }
        }
    }
}
