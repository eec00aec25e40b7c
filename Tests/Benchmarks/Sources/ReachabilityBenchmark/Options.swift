import Environments
import Measuring

/// What the command line asks for.
struct Options {
    var sizes: [Int] = []
    var flavours = Environment.Flavour.allCases
    var seed: UInt64 = 1
    /// Seconds that one measurement may take.
    var budget = 10
    var clock = Clock.wall
    var metrics = Metric.allCases
    var isCheck = false
    private var isWorker = false

    init(_ arguments: [String]) throws(Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--check": isCheck = true
            case "--worker": isWorker = true
            case "--seed": seed = try Self.value(&rest, argument) { UInt64($0) }
            case "--budget": budget = try Self.value(&rest, argument) { Int($0).flatMap { $0 > 0 ? $0 : nil } }
            case "--cpu": clock = .cpu
            case "--flavour": flavours = [try Self.value(&rest, argument) { Environment.Flavour(rawValue: $0) }]
            case "--only":
                metrics = try Self.value(&rest, argument) { text in
                    let named = text.split(separator: ",").map { Metric(rawValue: String($0)) }
                    return named.contains { $0 == nil } ? nil : named.compactMap { $0 }
                }
            default:
                guard let size = Int(argument), size >= 10 else {
                    throw Failure(
                        message: "\"\(argument)\" is neither an option nor a number of groups, 10 or more", status: 64)
                }
                sizes.append(size)
            }
        }
        if sizes.isEmpty { sizes = [100, 1000, 10000] }
    }

    /// What a process that measures is to do; nil for the one that reports.
    var job: Job? {
        isWorker ? Job(size: sizes[0], flavour: flavours[0], seed: seed, budget: budget, clock: clock, metrics: metrics) : nil
    }

    private static func value<Value>(
        _ rest: inout ArraySlice<String>, _ option: String, _ parse: (String) -> Value?
    ) throws(Failure) -> Value {
        guard let text = rest.popFirst(), let value = parse(text) else {
            throw Failure(message: "\(option) needs a value of its kind", status: 64)
        }
        return value
    }
}

/// Why nothing, or nothing more, is measured.
struct Failure: Error {
    var message: String
    /// The exit status: 64 for wrong usage.
    var status: Int32 = 70
}

/// One environment and what is measured on it.
struct Job {
    var size: Int
    var flavour: Environment.Flavour
    var seed: UInt64
    var budget: Int
    var clock: Clock
    var metrics: [Metric]

    /// As a process that measures is told it.
    var arguments: [String] {
        [
            "--worker", "\(size)", "--flavour", flavour.rawValue, "--seed", "\(seed)", "--budget", "\(budget)", "--only",
            metrics.map(\.rawValue).joined(separator: ","),
        ] + (clock == .cpu ? ["--cpu"] : [])
    }
}
