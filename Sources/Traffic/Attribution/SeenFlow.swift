import CoreModel
import FlowLogs
import Reachability

/// A flow with what is found out about it on its way to being attributed.
struct SeenFlow {
    let flow: LoggedFlow
    let interface: InterfaceIndex?
    let direction: Direction?

    init(_ flow: LoggedFlow, _ interface: InterfaceIndex?, _ inventory: Inventory) {
        self.flow = flow
        self.interface = interface
        direction = flow.direction ?? interface.flatMap { Self.direction(of: flow, at: inventory[$0]) }
    }

    /// Ingress where the interface has the destination, egress where it has the source; nil where it has both or none.
    private static func direction(of flow: LoggedFlow, at interface: NetworkInterface) -> Direction? {
        // Its own end is shown by its private address, whatever stands in the packet.
        let isTo = (flow.shownDestination ?? flow.packetDestination).map(interface.hasPrivateAddress) ?? false
        let isFrom = (flow.shownSource ?? flow.packetSource).map(interface.hasPrivateAddress) ?? false
        return isTo == isFrom ? nil : isTo ? .ingress : .egress
    }

    var far: IPAddress? { direction.flatMap(far) }

    func far(_ direction: Direction) -> IPAddress? { direction == .ingress ? flow.source : flow.destination }

    var isAccepted: Bool { flow.action == .accept }

    /// Whether the packets go to the service, as its port stands.
    var isTowardsService: Bool? { flow.service.map { $0.side == .destination } }

    /// The points of traffic that rules judge where the service is the one that the log takes for it.
    var servicePoints: ClosedRange<UInt32>? {
        guard let base else { return nil }
        guard let service = flow.service else { return base...(base | 0xFFFF) }
        return (base | UInt32(service.port))...(base | UInt32(service.port))
    }

    /// The points where the other end is the service.
    var otherPoints: ClosedRange<UInt32>? {
        guard let base else { return nil }
        guard let service = flow.service else { return base...(base | 0xFFFF) }
        let ports = service.otherPorts ?? Self.chosenPorts
        return (base | UInt32(ports.lowerBound))...(base | UInt32(ports.upperBound))
    }

    /// The points that the packets themselves are addressed to: those of the service or those of its client.
    var addressedPoints: ClosedRange<UInt32>? { isTowardsService == false ? otherPoints : servicePoints }

    private var base: UInt32? { flow.ipProtocol.map { UInt32($0.number) << 16 } }

    /// What clients choose from, whoever they are.
    private static let chosenPorts: ClosedRange<UInt16> = 1024...65535

    /// Whether the flags open a connection; nil where the format has none.
    var hasOpening: Bool? {
        guard flow.ipProtocol == .tcp, let flags = flow.counts.flags else { return nil }
        return flow.counts.opening > 0 || flags & 18 == 2
    }

    /// Whether some of the flags are those of who answers: SYN and ACK.
    var hasAnswering: Bool { flow.counts.answering > 0 || (flow.counts.flags ?? 0) & 18 == 18 }
}

/// Two ends and a service: everything that flows of one kind of connection have in common, whichever interface saw them.
struct Conversation: Hashable {
    let ipProtocol: IPProtocol
    let port: UInt16?
    /// The end that has the service's port; of protocols without ports the lower address.
    let server: IPAddress
    let client: IPAddress

    init?(_ flow: LoggedFlow) {
        guard let ipProtocol = flow.ipProtocol, let source = flow.source, let destination = flow.destination else { return nil }
        self.ipProtocol = ipProtocol
        port = flow.service?.port
        let isToServer = flow.service.map { $0.side == .destination } ?? (destination < source)
        (server, client) = isToServer ? (destination, source) : (source, destination)
    }
}
