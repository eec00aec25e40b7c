import Environments
import Glibc

/// Measures every size and flavour that was asked for, each in processes of its own, and prints the tables.
struct Benchmark {
    private let options: Options

    init(_ options: Options) { self.options = options }

    /// The exit status: 1 where a target is missed and the check was asked for.
    func run() throws(Failure) -> Int32 {
        print("seed \(options.seed); \(options.clock.rawValue) time; at most \(options.budget) s for each measurement\n")
        var isMissed = false
        for flavour in options.flavours {
            var all: [Results] = []
            for size in options.sizes.sorted() {
                let results = try measure(size, flavour)
                print(Report.table(results) + "\n")
                fflush(nil)
                isMissed = isMissed || Target.allCases.contains { $0.isMet(results) == false }
                all.append(results)
            }
            if all.count > 1 { print(Report.growth(all) + "\n") }
        }
        print(isMissed ? "a target is missed" : "every target that was measured is met")
        return options.isCheck && isMissed ? 1 : 0
    }

    private func measure(_ size: Int, _ flavour: Environment.Flavour) throws(Failure) -> Results {
        var results = Results(size: size, flavour: flavour)
        var left = options.metrics
        while !left.isEmpty {
            let job = Job(
                size: size, flavour: flavour, seed: options.seed, budget: options.budget, clock: options.clock, metrics: left)
            switch try WorkerProcess(job).listen({ results.hear($0) }) {
            case .done: return results
            case .failed(let status): throw Failure(message: "a measurement failed (status \(status))")
            case .cut(let metric, let unended):
                results.cut(metric, after: unended)
                left = Array(left.drop { $0 != metric }.dropFirst())
            }
        }
        return results
    }
}
