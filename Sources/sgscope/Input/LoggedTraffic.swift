import ArgumentParser
import CoreModel
import FlowLogs
import Glibc
import Reachability
import Traffic

/// Flow logs that a command is given, read for what was loaded.
struct LoggedTraffic {
    let log: FlowLogSet
    private let loading: Loading

    /// Reads logs; what cannot be read of them is said on standard error.
    ///
    /// Throws where none of them is there, or none can be read.
    init(_ paths: [String], format: FlowLogFormat? = nil, for loading: Loading) throws {
        self.loading = loading
        let reader = FlowLogReader(format: format, servicePorts: ServicePorts(namedBy: loading.inventory))
        log = Self.records(paths).map { reader.read(Array($0.utf8), named: "the record") } ?? reader.read(paths)
        for problem in log.problems { StandardError.line("sgscope: \(problem.message)") }
        if log.records == 0, log.interfaces.isEmpty, status != 0 { throw ExitCode(status) }
        if log.records == 0, log.problems.isEmpty {
            StandardError.line("sgscope: note: no records of traffic in \(paths.joined(separator: ", "))")
        }
    }

    /// How a command ends that could not read something.
    var status: Int32 { log.exitStatus }

    /// Records that were typed in the place of files, in one word or in as many as they have fields; nil where files are named.
    private static func records(_ words: [String]) -> String? {
        guard !words.isEmpty, words.allSatisfy({ $0 != "-" && access($0, F_OK) != 0 }) else { return nil }
        let text = words.joined(separator: words.contains { $0.contains(" ") } ? "\n" : " ")
        if case .record? = FlowLogText.first(in: text) { return text }
        return nil
    }

    /// What they say, held against the rules.
    var list: TrafficList { TrafficList(log, loading.analyzer) }
}

extension FlowLogSet {
    /// How a command ends that could not read something: 66 where all of that is missing, 65 else; 0 where all was read.
    var exitStatus: Int32 {
        if problems.isEmpty { return 0 }
        return problems.allSatisfy(\.isMissing) ? 66 : 65
    }

    /// Ends a command that has printed what could be read.
    func end() throws { if exitStatus != 0 { throw ExitCode(exitStatus) } }
}
