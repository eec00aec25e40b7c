import CoreModel
import FlowLogs
import Reachability

/// What flow logs hold of what a question asks about.
public struct SeenTraffic: Hashable, Sendable {
    /// Records of its requests that were let through, at both ends where both saw them; what both saw counts once.
    public private(set) var accepted: UInt64 = 0
    /// Records of its requests that were rejected.
    public private(set) var rejected: UInt64 = 0
    /// Why they were rejected, each reason once.
    public private(set) var reasons: [RejectReason] = []
    /// Records that were let through and had no answer where they were asked for; nil where that was not looked at.
    public private(set) var unanswered: UInt64?
    /// Records that the data says otherwise of.
    public private(set) var against: UInt64 = 0
    /// Records between these ends of which it is not known whether they ask or answer.
    public private(set) var unknown: UInt64 = 0
    /// When the last of its requests was seen, in seconds since 1970.
    public private(set) var last: Int?

    /// Whether nothing of it is in the logs.
    public var isNothing: Bool { accepted == 0 && rejected == 0 && unknown == 0 }

    /// What a list holds of a question.
    ///
    /// Complexity: a look at each flow.
    public init(_ question: Question, in list: TrafficList, _ inventory: Inventory) {
        let (source, destination) = (
            EndAddresses(question.source.kind, inventory), EndAddresses(question.destination.kind, inventory)
        )
        let points = question.port.points(question.version)
        var exchanges: [Exchange: Sides] = [:]
        for flow in list.flows {
            guard let sent = flow.flow.source, let received = flow.flow.destination, let traffic = Self.points(of: flow),
                points.intersects(traffic)
            else { continue }
            if flow.role == .unknown {
                let isBetween =
                    source.contains(sent) && destination.contains(received)
                    || source.contains(received) && destination.contains(sent)
                if isBetween { unknown += flow.flow.counts.records }
                continue
            }
            guard flow.role == .request, source.contains(sent), destination.contains(received) else { continue }
            let exchange = Exchange(source: sent, destination: received, traffic: traffic)
            exchanges[exchange, default: Sides()].take(flow)
            last = [last, flow.flow.counts.last].compactMap { $0 }.max()
            if flow.contradiction != nil { against += flow.flow.counts.records }
            if let reason = flow.reason, !reasons.contains(reason) { reasons.append(reason) }
            if list.log.pairing == .all, flow.flow.action == .accept, flow.direction == .ingress {
                unanswered =
                    (unanswered ?? 0) + (flow.flow.counts.records - min(flow.flow.counts.records, flow.flow.counts.paired))
            }
        }
        for sides in exchanges.values {
            accepted += sides.accepted
            rejected += sides.rejected
        }
        reasons.sort { $0.rawValue < $1.rawValue }
    }

    private struct Exchange: Hashable {
        var source: IPAddress
        var destination: IPAddress
        var traffic: ClosedRange<UInt32>
    }

    /// Records of one exchange where it left and where it came to: an ACCEPT of who sends is not yet one of who takes.
    private struct Sides {
        private var left: UInt64 = 0
        private var arrived: UInt64 = 0
        private var heldBack: UInt64 = 0
        private var turnedAway: UInt64 = 0

        mutating func take(_ flow: AttributedFlow) {
            let records = flow.flow.counts.records
            switch (flow.direction == .ingress, flow.flow.action == .accept) {
            case (false, true): left = max(left, records)
            case (true, true): arrived = max(arrived, records)
            case (false, false): heldBack = max(heldBack, records)
            case (true, false): turnedAway = max(turnedAway, records)
            }
        }

        /// Those that were let through as far as was seen.
        var accepted: UInt64 { arrived + turnedAway > 0 ? arrived : left }

        /// Those that one of the two sides rejected; what does not leave cannot arrive.
        var rejected: UInt64 { heldBack + turnedAway }
    }

    private static func points(of flow: AttributedFlow) -> ClosedRange<UInt32>? {
        guard let ipProtocol = flow.flow.ipProtocol else { return nil }
        let base = UInt32(ipProtocol.number) << 16
        guard ipProtocol.hasPorts else { return base...(base | 0xFFFF) }
        return (flow.port ?? flow.flow.service?.port).map { (base | UInt32($0))...(base | UInt32($0)) }
    }
}

/// The addresses of an end of a question.
private struct EndAddresses {
    private let networks: [IPNetwork]
    private let isInternet: Bool
    private let held: Set<IPAddress>

    init(_ end: End, _ inventory: Inventory) {
        var networks: [IPNetwork] = []
        var interfaces: [NetworkInterface] = []
        var isInternet = false
        switch end {
        case .internet: isInternet = true
        case .network(let network):
            isInternet = network.isEverything
            networks = [network]
        case .prefixList(let place): networks = inventory.prefixLists[place].entries ?? []
        case .interfaces(let own): interfaces = own.map { inventory[$0] }
        case .group(let group): interfaces = inventory.interfaces.filter { $0.groups.contains(group) }
        }
        self.networks = networks + interfaces.flatMap(\.delegatedPrefixes)
        held = Set(interfaces.flatMap { $0.privateAddresses + $0.publicAddresses })
        self.isInternet = isInternet
    }

    func contains(_ address: IPAddress) -> Bool {
        if held.contains(address) || networks.contains(where: { $0.contains(address) }) { return true }
        return isInternet && SpecialAddresses.publicAddresses(address.version).contains(address.bits)
    }
}
