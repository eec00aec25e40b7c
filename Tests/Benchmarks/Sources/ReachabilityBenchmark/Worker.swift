import Environments
import Measuring
import Reachability
import Readers
import CoreModel

/// Measures one environment, in a process of its own.
struct Worker {
    private let job: Job
    private let environment: Environment
    private let stopwatch: Stopwatch

    init(_ job: Job) {
        self.job = job
        environment = Environment(groupCount: job.size, flavour: job.flavour, seed: job.seed)
        stopwatch = Stopwatch(job.clock, budget: job.budget)
    }

    func run() throws {
        let read = job.metrics.contains(.reading) ? try measureReading() : nil
        let analyzer = Analyzer(environment.inventory())
        guard read == nil || read == someVerdicts(analyzer) else {
            throw Failure(message: "the environment read from its JSON answers otherwise than the one built directly")
        }
        for metric in job.metrics where metric != .reading { measure(metric, analyzer) }
    }

    /// Reads the environment's JSON and says what the inventory and its index hold in memory; returns some verdicts over it.
    private func measureReading() throws -> [Verdict] {
        let before = (heap: Heap.bytesInUse, resident: Heap.residentBytes())
        let inventory = try read()
        let after = Heap.bytesInUse
        let analyzer = Analyzer(inventory)
        let rules = Double(inventory.loadedRuleCount)
        stopwatch.say(.rules, rules)
        stopwatch.say(.interfaces, Double(inventory.interfaces.count))
        stopwatch.say(.references, Double(inventory.rules.count { inventory.reference(of: $0.peer) != nil }))
        stopwatch.say(.heapPerRule, Double(after - before.heap) / rules)
        stopwatch.say(.indexPerRule, Double(Heap.bytesInUse - after) / rules)
        stopwatch.say(.residentBytes, Double(Heap.residentBytes() - before.resident))
        return someVerdicts(analyzer)
    }

    private func someVerdicts(_ analyzer: Analyzer) -> [Verdict] {
        var questions = Questions(environment, analyzer.inventory, seed: job.seed)
        return questions.mixed(300).map { analyzer.verdict($0.question) }
    }

    /// The inventory of the JSON, which is gone when this returns.
    private func read() throws -> Inventory {
        let rules = ("groups.json", environment.securityGroups())
        let documents = [rules, ("interfaces.json", environment.networkInterfaces())] + environment.places()
        stopwatch.say(.jsonBytes, Double(documents.reduce(0) { $0 + $1.1.count }))
        try stopwatch.measure(.reading, 0..<Metric.reading.count) { _ in try Self.read(documents) }
        return try Self.read(documents)
    }

    private static func read(_ documents: [(String, [UInt8])]) throws -> Inventory {
        try InputReader().read(documents: documents.map { ($0.0, $0.1) }, label: "benchmark")
    }

    private func measure(_ metric: Metric, _ analyzer: Analyzer) {
        var questions = Questions(environment, analyzer.inventory, seed: job.seed &+ UInt64(metric.count))
        let count = metric.count
        switch metric {
        case .reading: break
        case .building: stopwatch.measure(metric, 0..<count) { _ in environment.inventory() }
        case .index: stopwatch.measure(metric, 0..<count) { _ in Analyzer(analyzer.inventory) }
        case .asking:
            stopwatch.measure(metric, questions.texts(count), warmUp: 20, label: { entry, _ in entry.kind }) { entry in
                try? analyzer.question(from: entry.source, to: entry.destination, port: "443")
            }
        case .verdict:
            let asked = questions.mixed(count)
            stopwatch.measure(metric, asked, warmUp: 500, label: { entry, _ in entry.kind.rawValue }) { entry in
                analyzer.verdict(entry.question)
            }
            sayVerdicts(asked.map { analyzer.verdict($0.question) })
        case .answer:
            let asked = questions.mixed(count).map(\.question)
            stopwatch.measure(metric, asked, warmUp: 20, label: { _, answer in answer.verdict.rawValue }) { analyzer.answer($0) }
        case .path:
            let blocked = questions.blocked(count, analyzer)
            stopwatch.measure(metric, blocked, warmUp: 5, label: { _, answer in Self.way(answer) }) { analyzer.answer($0) }
        case .reachers: stopwatch.measure(metric, questions.someGroups(count), warmUp: 2) { analyzer.reachers(of: $0) }
        case .reached: stopwatch.measure(metric, questions.someGroups(count), warmUp: 2) { analyzer.reached(from: $0) }
        case .edgesInto: stopwatch.measure(metric, questions.someGroups(count), warmUp: 20) { analyzer.edges(into: $0) }
        case .edges: stopwatch.measure(metric, 0..<count) { _ in analyzer.edges() }
        }
    }

    private static func way(_ answer: Answer) -> String {
        answer.path.isEmpty ? "no way round" : "a way of \(answer.path.count) hops"
    }

    /// How the verdicts of the questions are spread: an environment where all is blocked measures little.
    private func sayVerdicts(_ verdicts: [Verdict]) {
        for (fact, verdict) in [(Fact.allowed, Verdict.allowed), (.blocked, .blocked), (.depends, .depends)] {
            stopwatch.say(fact, Double(verdicts.count { $0 == verdict }) / Double(verdicts.count) * 100)
        }
    }
}
