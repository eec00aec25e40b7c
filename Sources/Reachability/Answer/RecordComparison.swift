import CoreModel

/// A flow-log record held against the answer to the question that it raises.
///
/// A record tells what became of packets at one interface. Where it is known on which side that is, only that side is compared.
public struct RecordComparison: Hashable, Sendable {
    /// What the record says became of the packets.
    public let action: FlowLogRecord.Action
    /// Why they were rejected, where the record says it.
    public let rejectReason: String?
    /// Whether the record is of a reply.
    public let isReply: Bool
    /// Whether it is not known whether it is.
    public let mayBeReply: Bool
    /// The side of the opening flow that the record's interface is on; nil where the answer as a whole is compared.
    public let side: Direction?
    /// What the rules say there.
    public let rules: Verdict
    /// What they say as a whole.
    public let verdict: Verdict
}

extension Analyzer {
    /// A flow-log record held against an answer; nil where the record has no action.
    public func comparison(of record: FlowLogRecord, with answer: Answer) -> RecordComparison? {
        guard let action = record.action else { return nil }
        let side = side(of: record)
        let rules: Verdict? =
            switch side.flatMap({ answer.outcome($0) }) {
            case .pass: .allowed
            case .fail: .blocked
            case .depends: .depends
            case nil: nil
            }
        return RecordComparison(
            action: action, rejectReason: record.rejectReason, isReply: record.isReply, mayBeReply: record.role == .unknown,
            side: rules == nil ? nil : side, rules: rules ?? answer.verdict, verdict: answer.verdict)
    }

    /// The side of the opening flow that the record's interface is on; nil where neither the record nor the inventory tells it.
    private func side(of record: FlowLogRecord) -> Direction? {
        var seen = record.direction
        if seen == nil, let id = record.interface, let interface = inventory.interfaces.first(where: { inventory[$0.id] == id }) {
            let isSource = record.source.map(interface.hasPrivateAddress) ?? false
            let isDestination = record.destination.map(interface.hasPrivateAddress) ?? false
            if isSource != isDestination { seen = isSource ? .egress : .ingress }
        }
        // A reply that leaves an interface answers what came in there.
        return record.isReply ? seen?.other : seen
    }
}
