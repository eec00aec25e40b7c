@preconcurrency import Glibc
import Measuring

/// Times runs one by one and says each on standard output, where the process that reports reads it.
final class Stopwatch {
    private let clock: Clock
    /// Nanoseconds that one measurement may take.
    private let budget: Int64
    private var pending = ""
    private var lastSaid: Int64

    init(_ clock: Clock, budget: Int) {
        self.clock = clock
        self.budget = Int64(budget) * 1_000_000_000
        lastSaid = clock.now()
    }

    /// Runs once for each element until the budget is spent; the first runs, to warm up, are not timed.
    func measure<Element, Result>(
        _ metric: Metric, _ elements: some Collection<Element>, warmUp: Int = 0,
        label: (Element, Result) -> String = { _, _ in "" }, run: (Element) throws -> Result
    ) rethrows {
        say(.begin(metric))
        let begin = (wall: Clock.wall.now(), cpu: Clock.cpu.now())
        for element in elements.prefix(warmUp) where Clock.wall.now() - begin.wall < budget / 10 { consume(try run(element)) }
        for element in elements {
            let start = clock.now()
            let result = try run(element)
            let end = clock.now()
            consume(result)
            append(.sample(nanoseconds: end - start, label: label(element, result)))
            // Long runs are said at once: the next may never end.
            if end - lastSaid > 50_000_000 { flush() }
            if Clock.wall.now() - begin.wall > budget { break }
        }
        let share = Double(Clock.cpu.now() - begin.cpu) / Double(max(1, Clock.wall.now() - begin.wall))
        say(.end(metric, share: share))
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
        lastSaid = clock.now()
    }
}
