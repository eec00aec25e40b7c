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
        log = FlowLogReader(format: format, servicePorts: Self.servicePorts(loading.inventory)).read(paths)
        for problem in log.problems { StandardError.line("sgscope: \(problem.message)") }
        if log.records == 0, log.interfaces.isEmpty, status != 0 { throw ExitCode(status) }
        if log.records == 0, log.problems.isEmpty {
            StandardError.line("sgscope: note: no records of traffic in \(paths.joined(separator: ", "))")
        }
    }

    /// How a command ends that could not read something: 66 where all of that is missing, 65 else; 0 where all was read.
    var status: Int32 {
        if log.problems.isEmpty { return 0 }
        return log.problems.allSatisfy(\.isMissing) ? 66 : 65
    }

    /// What they say, held against the rules.
    var list: TrafficList { TrafficList(log, loading.analyzer) }

    /// Ports that rules name, and those of services that the program knows.
    private static func servicePorts(_ inventory: Inventory) -> ServicePorts {
        var ports = ServicePorts()
        for name in ServiceNames.all {
            if let port = ServiceNames.traffic(named: name).flatMap({ UInt16(exactly: $0.port) }) { ports.insert(port) }
        }
        for rule in inventory.rules where rule.traffic.ipProtocol.hasPorts {
            guard let low = UInt16(exactly: rule.traffic.from), let high = UInt16(exactly: rule.traffic.to), low <= high else {
                continue
            }
            ports.insert(low...high)
        }
        return ports
    }
}
