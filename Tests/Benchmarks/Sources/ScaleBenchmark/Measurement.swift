import Measuring

/// The medians of several runs of one command.
struct Measurement {
    private var runs: [ProgramRun] = []

    mutating func add(_ run: ProgramRun) { runs.append(run) }

    /// Processor time, user and system.
    var cpu: Double { median(\.cpuSeconds) }

    var wall: Double { median(\.seconds) }

    var peak: Double { median(\.peakMegabytes) }

    /// The exit status of all runs; nil where they differ.
    var status: Int32? { runs.first.flatMap { first in runs.allSatisfy { $0.status == first.status } ? first.status : nil } }

    private func median(_ value: (ProgramRun) -> Double) -> Double {
        let sorted = runs.map(value).sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
