import CoreModel
import FlowLogs
import Reachability

/// What changes would have done to the traffic of flow logs.
public struct TrafficReplay: Sendable {
    /// Requests of an exchange, at the interfaces where the change would have been felt.
    public struct Exchange: Hashable, Sendable {
        /// One of its flows, as it was held against the rules without the changes.
        public let sample: AttributedFlow
        /// Records of its requests there.
        public let records: UInt64
    }

    /// Exchanges that were let through and would not have been.
    public let cut: [Exchange]
    /// Exchanges that were rejected and would have been let through.
    public let opened: [Exchange]

    /// Records of the requests of exchanges.
    public static func records(_ exchanges: [Exchange]) -> UInt64 { exchanges.reduce(0) { $0 + $1.records } }

    /// Holds the same logs against an inventory with changes.
    ///
    /// Complexity: that of ``Attribution``.
    public init(_ list: TrafficList, changed analyzer: Analyzer) {
        let tried = Attribution(list.log, analyzer).flows
        var cut: [Place: [(flow: AttributedFlow, isHere: Bool)]] = [:]
        var opened = cut
        for (flow, after) in zip(list.flows, tried) where flow.role == .request && flow.contradiction == nil {
            guard let place = Place(flow), let contradiction = after.contradiction else { continue }
            switch contradiction {
            case .noRule, .aclDenies: cut[place, default: []].append((flow, true))
            case .stopped: cut[place, default: []].append((flow, false))
            case .nothingRejects: opened[place, default: []].append((flow, true))
            }
        }
        (self.cut, self.opened) = (Self.exchanges(cut), Self.exchanges(opened))
    }

    /// An exchange, whichever interfaces saw it.
    private struct Place: Hashable {
        var source: IPAddress
        var destination: IPAddress
        var ipProtocol: IPProtocol
        var port: UInt16?

        init?(_ flow: AttributedFlow) {
            guard let opening = flow.opening, let ipProtocol = flow.flow.ipProtocol else { return nil }
            (source, destination, self.ipProtocol, port) = (opening.source, opening.destination, ipProtocol, flow.port)
        }
    }

    private static func exchanges(_ places: [Place: [(flow: AttributedFlow, isHere: Bool)]]) -> [Exchange] {
        let all = places.values.compactMap { flows -> Exchange? in
            // What is seen at both ends is one exchange; it counts where the change is felt first.
            let here = flows.filter(\.isHere)
            let counted = here.isEmpty ? flows : here
            guard let most = counted.map(\.flow).max(by: { $0.flow.counts.records < $1.flow.counts.records }) else { return nil }
            return Exchange(sample: most, records: counted.map(\.flow.flow.counts.records).max() ?? 0)
        }
        return all.sorted { ($1.records, Self.order($0)) < ($0.records, Self.order($1)) }
    }

    /// What tells exchanges of as many records apart, always alike.
    private static func order(_ exchange: Exchange) -> String {
        let flow = exchange.sample.flow
        return "\(flow.source?.description ?? "") \(flow.destination?.description ?? "") \(exchange.sample.port ?? 0)"
    }
}
