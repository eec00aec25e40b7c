/// What is measured, in this order.
enum Metric: String, CaseIterable {
    case reading, building, index
    case asking, verdict, answer, path, reachers, reached, edgesInto, edges

    /// As a row of the table is called.
    var title: String {
        switch self {
        case .reading: "reading the JSON"
        case .building: "drawing and building"
        case .index: "index (Analyzer)"
        case .asking: "question of texts"
        case .verdict: "verdict"
        case .answer: "full answer"
        case .path: "answer with a path"
        case .reachers: "reachers(of:)"
        case .reached: "reached(from:)"
        case .edgesInto: "edges(into:)"
        case .edges: "edges()"
        }
    }

    /// How many runs are asked for.
    var count: Int {
        switch self {
        case .reading: 2
        case .building, .index: 3
        case .verdict: 20000
        case .asking, .answer: 4000
        case .path: 1000
        case .reachers, .reached: 300
        case .edgesInto: 1000
        case .edges: 3
        }
    }

    /// Whether a single run that far outlasts the budget is ended; nothing can be asked before the others are done.
    var mayBeEnded: Bool { ![Metric.reading, .building, .index].contains(self) }

    /// The unit of the table: its name and nanoseconds.
    var unit: (name: String, nanoseconds: Double) {
        switch self {
        case .asking, .verdict, .answer, .edgesInto: ("us", 1_000)
        default: ("ms", 1_000_000)
        }
    }
}

/// Figures beside the times.
enum Fact: String, CaseIterable {
    case rules, interfaces, references, jsonBytes, heapPerRule, indexPerRule, residentBytes, allowed, blocked, depends
}
