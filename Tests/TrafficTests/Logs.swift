import CoreModel
import FlowLogs
import Reachability
import Support
import Testing
import Traffic

/// A log made up as text, a flow a line, and what it comes to in a small world.
///
///     eni-1 10.0.0.10:45000 > 10.0.1.5:443 tcp ACCEPT x12 SYN
///
/// The service's port is the lower one. Behind the action may stand how many records there are, which flags were seen (SYN, SYN-ACK, none),
/// `named` where a rule or the table names the port, the direction, and a reject-reason.
struct Logs {
    let log: FlowLogSet
    let list: TrafficList
    let analyzer: Analyzer

    /// Flows in a world; every interface of the world is logged but those that are named.
    init(_ world: String, _ lines: String, unlogged: Set<String> = [], skipData: UInt64 = 0) throws {
        let world = try World(world)
        analyzer = world.analyzer
        var log = FlowLogSet()
        log.pairing = .all
        for interface in world.inventory.interfaces.map({ world.inventory[$0.id] }) where !unlogged.contains(interface) {
            log.interfaces[interface] = LoggedInterface(id: interface)
            log.interfaces[interface]?.skipData = skipData
        }
        log.skipData = skipData
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.isEmpty { continue }
            let flow = try Self.flow(words)
            log.flows.append(flow)
            log.records += flow.counts.records
        }
        self.log = log
        list = TrafficList(log, world.analyzer)
    }

    private static func flow(_ words: [String]) throws -> LoggedFlow {
        let (from, fromPort) = try end(words[1])
        let (to, toPort) = try end(words[3])
        let ipProtocol = try #require(IPProtocol(words[4]))
        var service: LoggedService?
        if let fromPort, let toPort {
            service =
                toPort <= fromPort
                ? LoggedService(port: toPort, side: .destination, otherPorts: fromPort...fromPort)
                : LoggedService(port: fromPort, side: .source, otherPorts: toPort...toPort)
        }
        var flow = LoggedFlow(
            interface: words[0], shownSource: from, shownDestination: to, ipProtocol: ipProtocol, service: service,
            action: words[5] == "ACCEPT" ? .accept : .reject, counts: FlowCounts(records: 1, first: 0, last: 600))
        if let port = service?.port { flow.counts.evidence = port < 1024 ? .systemPort : .lowerPort }
        for word in words.dropFirst(6) {
            switch word {
            case "SYN": (flow.counts.flags, flow.counts.opening, flow.counts.evidence) = (2, 1, .flags)
            case "SYN-ACK": (flow.counts.flags, flow.counts.answering, flow.counts.evidence) = (18, 1, .flags)
            case "none": flow.counts.flags = 0
            case "named": flow.counts.evidence = .namedPort
            case "ingress": flow.direction = .ingress
            case "egress": flow.direction = .egress
            case "BPA", "EC": flow.rejectReason = word
            default: flow.counts.records = UInt64(word.dropFirst()) ?? 1
            }
        }
        return flow
    }

    private static func end(_ text: String) throws -> (IPAddress, UInt16?) {
        let parts = text.split(separator: ":")
        return (try IPAddress(parsing: parts[0]), parts.count > 1 ? UInt16(parts[1]) : nil)
    }

    /// "request", or what it was rejected for: of each flow, with the number of its rules.
    var told: [String] {
        list.flows.map { flow in
            let against = flow.contradiction == nil ? "" : " against"
            return "\(flow.role.rawValue)\(flow.reason.map { " \($0.rawValue)" } ?? "") \(flow.rules.count)\(against)"
        }
    }

    /// What may be said of each rule, with its records alone and beside others.
    var uses: [String] { list.rules.map { "\($0.use.rawValue) \($0.alone)+\($0.beside)" } }
}
