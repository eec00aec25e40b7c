@preconcurrency import Glibc
import Measuring

/// Times runs one by one and says each on standard output, where the process that reports reads it.
final class Stopwatch {
    private let clock = ContinuousClock()
    private let budget: Duration
    private var pending = ""
    private var lastSaid: ContinuousClock.Instant

    init(budget: Int) {
        self.budget = .seconds(budget)
        lastSaid = clock.now
    }

    /// Runs once for each element until the budget is spent; the first runs, to warm up, are not timed.
    func measure<Element, Result>(
        _ metric: Metric, _ elements: some Collection<Element>, warmUp: Int = 0,
        label: (Element, Result) -> String = { _, _ in "" }, run: (Element) throws -> Result
    ) rethrows {
        say(.begin(metric))
        let begin = clock.now
        for element in elements.prefix(warmUp) { consume(try run(element)) }
        for element in elements {
            let start = clock.now
            let result = try run(element)
            let end = clock.now
            consume(result)
            append(.sample(nanoseconds: (end - start).nanoseconds, label: label(element, result)))
            if end - lastSaid > .milliseconds(50) { flush() }
            if metric.isLimited, end - begin > budget { break }
        }
        say(.end(metric))
    }

    /// Says a figure.
    func say(_ fact: Fact, _ value: Double) { say(.fact(fact, value)) }

    private func say(_ line: WorkerLine) {
        append(line)
        flush()
    }

    private func append(_ line: WorkerLine) { pending += line.text }

    private func flush() {
        print(pending, terminator: "")
        fflush(stdout)
        pending = ""
        lastSaid = clock.now
    }
}
