import CoreModel
import FlowLogs

/// Flows that say the same of the same ends, as one row of a list.
public struct TrafficRow: Hashable, Sendable {
    /// Who opened the connections; where that is not known, who sent the packets.
    public let source: TrafficEnd
    /// To whom.
    public let destination: TrafficEnd
    /// The protocol; nil where it is not told.
    public let ipProtocol: IPProtocol?
    /// What became of the packets.
    public let action: FlowLogRecord.Action
    /// Why they were rejected.
    public let reason: RejectReason?
    /// Whether they are replies.
    public let isReply: Bool
    /// The flow with the most records on the port that stands first.
    public private(set) var sample: AttributedFlow
    /// The ports of the services, those with the most records first.
    public private(set) var ports: [UInt16] = []
    /// How many records.
    public private(set) var records: UInt64 = 0
    /// When it was seen first, in seconds since 1970.
    public private(set) var first: Int?
    /// When it was seen last.
    public private(set) var last: Int?
    /// How many addresses opened the connections.
    public private(set) var sources = 0

    /// Whether it looks like somebody who tries addresses and ports: very many of them from the internet.
    public var isScan: Bool { source == .internet && action == .reject && (ports.count >= 8 || sources >= 20) }

    /// What several flows of one row have in common.
    struct Key: Hashable {
        var source: TrafficEnd
        var destination: TrafficEnd
        var ipProtocol: IPProtocol?
        var action: FlowLogRecord.Action
        var reason: RejectReason?
        var isReply: Bool
        var contradiction: ContradictionKind?
        /// Nil where the ports of a row are folded.
        var port: UInt16?
    }

    /// Contradictions as far as rows are told apart by them.
    enum ContradictionKind: Hashable {
        case noRule, aclDenies, stopped, nothingRejects

        init(_ contradiction: Contradiction) {
            switch contradiction {
            case .noRule: self = .noRule
            case .aclDenies: self = .aclDenies
            case .stopped: self = .stopped
            case .nothingRejects: self = .nothingRejects
            }
        }
    }

    init(_ key: Key, _ flows: [AttributedFlow]) {
        (source, destination, ipProtocol, action) = (key.source, key.destination, key.ipProtocol, key.action)
        (reason, isReply) = (key.reason, key.isReply)
        sample = flows[0]
        var byPort: [UInt16: UInt64] = [:]
        var addresses: Set<IPAddress> = []
        for flow in flows {
            let counts = flow.flow.counts
            records += counts.records
            first = [first, counts.first].compactMap { $0 }.min()
            last = [last, counts.last].compactMap { $0 }.max()
            if let port = flow.port ?? flow.flow.service?.port { byPort[port, default: 0] += counts.records }
            if let address = flow.opening?.source ?? flow.flow.source { addresses.insert(address) }
        }
        ports = byPort.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        // The question that it raises is one of the port that it names first.
        let first = ports.first
        let named = flows.filter { first == nil || $0.port ?? $0.flow.service?.port == first }
        sample = named.max { $0.flow.counts.records < $1.flow.counts.records } ?? flows[0]
        sources = addresses.count
    }
}
