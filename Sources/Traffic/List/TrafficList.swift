import CoreModel
import FlowLogs
import Reachability

/// What flow logs say when they are held against an inventory: what contradicts it, what was rejected and why, how much each rule was used,
/// and what of all this rests on how much.
public struct TrafficList: Sendable {
    /// The logs.
    public let log: FlowLogSet
    /// Each flow of them, held against the rules.
    public let flows: [AttributedFlow]
    /// Each rule.
    public let rules: [RuleUse]
    /// How much the logs tell about the inventory.
    public let coverage: LogCoverage
    /// What the inventory says otherwise than the logs, the latest first.
    public let against: [TrafficRow]
    /// What was rejected for a reason that is known, those with the most records first; what came late is not among it.
    public let rejected: [TrafficRow]
    /// Records that came after their connection was closed: harmless.
    public let lateRecords: UInt64
    /// Records of which it is not known whether they ask or answer.
    public let unknownRecords: UInt64
    /// Rejected records of which it is not known why.
    public let unexplainedRecords: UInt64

    /// Holds logs against an analyzer's inventory.
    ///
    /// Complexity: as that of ``Attribution`` and ``RuleUses``.
    public init(_ log: FlowLogSet, _ analyzer: Analyzer) {
        self.log = log
        let flows = Attribution(log, analyzer).flows
        self.flows = flows
        rules = RuleUses(flows, log, analyzer).all
        coverage = LogCoverage(log, analyzer.inventory)
        let ends = TrafficEnds(analyzer.inventory)
        let rows = Self.rows(flows, ends)
        against = rows.against.sorted { ($1.last ?? 0, $1.records) < ($0.last ?? 0, $0.records) }
        rejected = rows.rejected.sorted { ($1.records, $1.last ?? 0) < ($0.records, $0.last ?? 0) }
        func records(_ isMeant: (AttributedFlow) -> Bool) -> UInt64 {
            flows.reduce(0) { $0 + (isMeant($1) ? $1.flow.counts.records : 0) }
        }
        lateRecords = records { $0.reason == .late }
        unknownRecords = records { $0.role == .unknown }
        unexplainedRecords = records { $0.reason == .unknown && $0.contradiction == nil }
    }

    /// Whether something is against the rules.
    public var isAgainst: Bool { !against.isEmpty }

    /// Rules of a use.
    public func rules(_ use: RuleUse.Use) -> [RuleUse] { rules.filter { $0.use == use } }

    private static func rows(_ flows: [AttributedFlow], _ ends: TrafficEnds) -> (against: [TrafficRow], rejected: [TrafficRow]) {
        var order: [TrafficRow.Key] = []
        var byKey: [TrafficRow.Key: [AttributedFlow]] = [:]
        for flow in flows {
            let isListed = flow.reason.map { ![.unknown, .late].contains($0) } ?? false
            guard flow.contradiction != nil || isListed, let key = key(flow, ends) else { continue }
            if byKey[key] == nil { order.append(key) }
            byKey[key, default: []].append(flow)
        }
        let rows = order.map { ($0, TrafficRow($0, byKey[$0] ?? [])) }
        return (rows.filter { $0.0.contradiction != nil }.map(\.1), rows.filter { $0.0.contradiction == nil }.map(\.1))
    }

    private static func key(_ flow: AttributedFlow, _ ends: TrafficEnds) -> TrafficRow.Key? {
        let sent = flow.flow.source.flatMap { source in flow.flow.destination.map { (source, $0) } }
        guard let (source, destination) = flow.opening ?? sent else { return nil }
        let isReply = flow.role == .reply || flow.role == .late && flow.flow.service?.side == .source
        // Its own end is the interface that saw it, whatever address stands there.
        let ownIsSource = flow.direction.map { ($0 == .egress) != isReply }
        func end(_ address: IPAddress, isOwn: Bool) -> TrafficEnd {
            if isOwn, let interface = flow.interface { return ends.end(of: interface) }
            return ends.end(address, seenFrom: flow.interface)
        }
        let from = end(source, isOwn: ownIsSource == true)
        let to = end(destination, isOwn: ownIsSource == false)
        let isFolded = flow.contradiction == nil && (from == .internet || to == .internet)
        return TrafficRow.Key(
            source: from, destination: to, ipProtocol: flow.flow.ipProtocol, action: flow.flow.action, reason: flow.reason,
            isReply: isReply, contradiction: flow.contradiction.map(TrafficRow.ContradictionKind.init),
            port: isFolded ? nil : flow.port ?? flow.flow.service?.port)
    }
}
