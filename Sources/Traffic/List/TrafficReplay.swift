import CoreModel
import FlowLogs
import Reachability

/// What changes would have done to the traffic of flow logs.
///
/// What was let through all its way is asked anew from end to end, over every layer; what was rejected is held against the changed rules
/// and lists where that happened, and asked.
public struct TrafficReplay: Sendable {
    /// Requests of an exchange, whichever interfaces saw them.
    public struct Exchange: Hashable, Sendable {
        /// One of its flows, as it was held against the rules without the changes.
        public let sample: AttributedFlow
        /// Records of its requests, counted at one interface.
        public let records: UInt64
    }

    /// Exchanges that were let through and would not have been.
    public let cut: [Exchange]
    /// Exchanges that were let through, and of which it would depend on facts that are not known whether they had been.
    public let doubtful: [Exchange]
    /// Exchanges that were rejected and would have been let through.
    public let opened: [Exchange]

    /// Records of the requests of exchanges.
    public static func records(_ exchanges: [Exchange]) -> UInt64 { exchanges.reduce(0) { $0 + $1.records } }

    /// Holds the same logs against an inventory with changes.
    ///
    /// Complexity: that of ``Attribution``, and two answers for each pair of ends, of which public addresses that nothing tells apart are one.
    public init(_ list: TrafficList, of analyzer: Analyzer, changed: Analyzer) {
        var verdicts = Verdicts(analyzer, changed)
        let gateways = analyzer.inventory.topology.natGateways
        let own = Set(gateways.flatMap { $0.addresses.compactMap(\.privateAddress) })
        var seen: [Place: [AttributedFlow]] = [:]
        for flow in list.flows where flow.role == .request && flow.contradiction == nil && flow.flow.action == .accept {
            // What a NAT gateway takes in and sends on in its own name is seen at who asked, too.
            guard let place = Place(flow), !own.contains(place.source), !own.contains(place.destination) else { continue }
            seen[place, default: []].append(flow)
        }
        var cut: [Exchange] = []
        var doubtful: [Exchange] = []
        for flows in seen.values {
            guard let exchange = Self.exchange(flows), let question = exchange.sample.question else { continue }
            switch verdicts.both(question) {
            case (.allowed, .blocked), (.depends, .blocked): cut.append(exchange)
            case (.allowed, .depends): doubtful.append(exchange)
            default: break
            }
        }
        var opened: [Place: [AttributedFlow]] = [:]
        for (flow, after) in zip(list.flows, Attribution(list.log, changed).flows)
        where flow.role == .request && flow.contradiction == nil && after.contradiction == .nothingRejects {
            guard let place = Place(flow), let question = flow.question, verdicts.both(question).after != .blocked else {
                continue
            }
            opened[place, default: []].append(flow)
        }
        self.cut = Self.sorted(cut)
        self.doubtful = Self.sorted(doubtful)
        self.opened = Self.sorted(opened.values.compactMap(Self.exchange))
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

    /// Whole verdicts without the changes and with them, of ends that are alike once.
    private struct Verdicts {
        private struct Key: Hashable {
            var source: AddressPlaces.Place
            var destination: AddressPlaces.Place
            var points: TrafficSet
        }

        private let before: Analyzer
        private let after: Analyzer
        private let places: AddressPlaces
        private var known: [Key: (before: Verdict, after: Verdict)] = [:]

        init(_ before: Analyzer, _ after: Analyzer) {
            (self.before, self.after) = (before, after)
            places = AddressPlaces([before, after])
        }

        mutating func both(_ question: Question) -> (before: Verdict, after: Verdict) {
            guard let source = question.source.kind.network, let destination = question.destination.kind.network else {
                return (before.wholeVerdict(question), after.wholeVerdict(question))
            }
            let key = Key(
                source: places.place(of: IPAddress(source.version, bits: source.range.lowerBound)),
                destination: places.place(of: IPAddress(destination.version, bits: destination.range.lowerBound)),
                points: question.port.points(question.version))
            if let verdicts = known[key] { return verdicts }
            let verdicts = (before: before.wholeVerdict(question), after: after.wholeVerdict(question))
            known[key] = verdicts
            return verdicts
        }
    }

    /// What is seen at both ends is one exchange; it counts where it arrived, as far as that was seen.
    private static func exchange(_ flows: [AttributedFlow]) -> Exchange? {
        let arrived = flows.filter { $0.direction == .ingress }
        let counted = arrived.isEmpty ? flows : arrived
        guard let most = flows.max(by: { $0.flow.counts.records < $1.flow.counts.records }) else { return nil }
        return Exchange(sample: most, records: counted.map(\.flow.counts.records).max() ?? 0)
    }

    private static func sorted(_ exchanges: [Exchange]) -> [Exchange] {
        exchanges.sorted { ($1.records, order($0)) < ($0.records, order($1)) }
    }

    /// What tells exchanges of as many records apart, always alike.
    private static func order(_ exchange: Exchange) -> String {
        let flow = exchange.sample.flow
        return "\(flow.source?.description ?? "") \(flow.destination?.description ?? "") \(exchange.sample.port ?? 0)"
    }
}
