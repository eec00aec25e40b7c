import ArgumentParser
import Reachability

/// What a question is meant to be, as `--assert` takes it.
struct MeantVerdict: ExpressibleByArgument {
    private let verdict: Verdict

    init?(argument: String) {
        guard let verdict = Verdict(rawValue: argument.lowercased()) else { return nil }
        self.verdict = verdict
    }

    static var allValueStrings: [String] { Verdict.allCases.map(\.rawValue) }

    /// The exit status of verdicts: 1 where one is decided otherwise, 2 where one depends and is not meant to; nil where all are as said.
    func status(of verdicts: Set<Verdict>) -> Int32? {
        let others = verdicts.subtracting([verdict])
        if others.contains(where: { $0 != .depends }) { return 1 }
        return others.isEmpty ? nil : 2
    }
}
