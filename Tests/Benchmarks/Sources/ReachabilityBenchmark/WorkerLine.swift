/// What a process that measures says to the one that reports, a line each.
enum WorkerLine {
    case begin(Metric)
    case sample(nanoseconds: Int64, label: String)
    /// `share` is how much of the time the process had a processor.
    case end(Metric, share: Double)
    case fact(Fact, Double)

    var text: String {
        switch self {
        case .begin(let metric): "begin \(metric.rawValue)\n"
        case .sample(let nanoseconds, let label): "sample \(nanoseconds) \(label)\n"
        case .end(let metric, let share): "end \(metric.rawValue) \(share)\n"
        case .fact(let fact, let value): "fact \(fact.rawValue) \(value)\n"
        }
    }

    init?(_ text: Substring) {
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count > 1 else { return nil }
        switch words[0] {
        case "begin":
            guard let metric = Metric(rawValue: words[1]) else { return nil }
            self = .begin(metric)
        case "end":
            guard let metric = Metric(rawValue: words[1]), words.count > 2, let share = Double(words[2]) else { return nil }
            self = .end(metric, share: share)
        case "sample":
            guard let nanoseconds = Int64(words[1]) else { return nil }
            self = .sample(nanoseconds: nanoseconds, label: words.count > 2 ? words[2] : "")
        case "fact":
            guard let fact = Fact(rawValue: words[1]), words.count > 2, let value = Double(words[2]) else { return nil }
            self = .fact(fact, value)
        default: return nil
        }
    }
}
