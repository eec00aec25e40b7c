import Environments
import Measuring

/// What was measured on one environment.
struct Results {
    /// The runs of one measurement.
    struct Runs {
        var all = Samples()
        /// The same by what the runs have in common: kind of question, verdict.
        var byLabel: [String: Samples] = [:]
        /// For how many nanoseconds the last run had gone on when it was ended; nil where nothing was ended.
        var unended: Double?
        /// How much of the time the process had a processor; less than 1 on a machine that is shared.
        var share: Double?

        var isCut: Bool { unended != nil }
    }

    let size: Int
    let flavour: Environment.Flavour
    private(set) var runs: [Metric: Runs] = [:]
    private(set) var facts: [Fact: Double] = [:]
    private var current: Metric?

    init(size: Int, flavour: Environment.Flavour) {
        self.size = size
        self.flavour = flavour
    }

    mutating func hear(_ line: WorkerLine) {
        switch line {
        case .begin(let metric):
            current = metric
            runs[metric] = Runs()
        case .sample(let nanoseconds, let label):
            guard let current else { return }
            runs[current, default: Runs()].all.add(nanoseconds)
            if !label.isEmpty { runs[current, default: Runs()].byLabel[label, default: Samples()].add(nanoseconds) }
        case .end(let metric, let share):
            runs[metric]?.share = share
            current = nil
        case .fact(let fact, let value): facts[fact] = value
        }
    }

    mutating func cut(_ metric: Metric, after unended: Duration) {
        runs[metric, default: Runs()].unended = Double(unended.nanoseconds)
    }

    /// Nanoseconds that all edges would take by those of the groups that were asked, where nobody waited for the end.
    var estimatedEdges: Double? {
        guard let some = runs[.edgesInto]?.all, some.count > 0 else { return nil }
        return some.total / Double(some.count) * Double(size)
    }
}
