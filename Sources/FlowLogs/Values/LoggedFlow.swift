import CoreModel

/// What many records of flow logs say alike: one way of one service's traffic at one network interface.
///
/// Records that differ in their time, their counts and the port that the client's system chose are one flow, so that there are as many
/// flows as there are conversations, not connections. The request and its reply are two flows.
public struct LoggedFlow: Hashable, Sendable {
    /// The interface, by its id; nil where the records do not tell it.
    public var interface: String?
    /// The source that the interface shows: its own end is its primary private address.
    public var shownSource: IPAddress?
    /// The destination that it shows, alike.
    public var shownDestination: IPAddress?
    /// The source in the packets themselves; nil where the format has no `pkt-srcaddr`, or it was not known.
    public var packetSource: IPAddress?
    /// The destination in the packets themselves, alike.
    public var packetDestination: IPAddress?
    /// The protocol; nil where the records do not tell it.
    public var ipProtocol: IPProtocol?
    /// The service's port and where it stands; nil for protocols without ports and where no port is told.
    public var service: LoggedService?
    /// What became of the packets.
    public var action: FlowLogRecord.Action
    /// Which way the interface saw them; nil where the format has no `flow-direction`.
    public var direction: Direction?
    /// Why they were rejected where no group and no network ACL did: "BPA", "EC".
    public var rejectReason: String?
    /// Which way out they took, 1 to 8; nil where it is not told, and for ingress.
    public var trafficPath: UInt8?
    /// The AWS service that the source belongs to, of the first record that tells one: "S3".
    public var sourceService: String?
    /// The AWS service that the destination belongs to, alike.
    public var destinationService: String?
    /// How much there was of it, and when.
    public var counts: FlowCounts

    /// Makes a flow; what is not given is not known.
    public init(
        interface: String? = nil, shownSource: IPAddress? = nil, shownDestination: IPAddress? = nil,
        packetSource: IPAddress? = nil,
        packetDestination: IPAddress? = nil, ipProtocol: IPProtocol? = nil, service: LoggedService? = nil,
        action: FlowLogRecord.Action, direction: Direction? = nil, rejectReason: String? = nil, trafficPath: UInt8? = nil,
        sourceService: String? = nil, destinationService: String? = nil, counts: FlowCounts = FlowCounts()
    ) {
        self.interface = interface
        self.shownSource = shownSource
        self.shownDestination = shownDestination
        self.packetSource = packetSource
        self.packetDestination = packetDestination
        self.ipProtocol = ipProtocol
        self.service = service
        self.action = action
        self.direction = direction
        self.rejectReason = rejectReason
        self.trafficPath = trafficPath
        self.sourceService = sourceService
        self.destinationService = destinationService
        self.counts = counts
    }

    /// Where the packets came from, as rules see it: by their own address where it is told, else as the interface shows it.
    public var source: IPAddress? { packetSource ?? shownSource }
    /// Where they went, alike.
    public var destination: IPAddress? { packetDestination ?? shownDestination }

    /// Whether the packets asked or answered; unknown for protocols without ports.
    ///
    /// How certain that is tells ``roleEvidence``.
    public var role: FlowLogRecord.Role {
        switch service?.side {
        case _ where counts.evidence == .samePort: .unknown
        case .destination: .request
        case .source: .reply
        case nil: .unknown
        }
    }

    /// What the role rests on, the strongest that was seen; nil where there is none.
    ///
    /// Only `.flags` is certain; the others say which of the two ports looks like a service's.
    public var roleEvidence: RoleEvidence? { service == nil ? nil : counts.evidence }
}

/// The port of a service in a flow.
public struct LoggedService: Hashable, Sendable {
    /// Which end of a flow.
    public enum Side: UInt8, Hashable, Sendable {
        case source, destination
    }

    /// The service's port.
    public var port: UInt16
    /// Which end has it: the destination of a request, the source of a reply.
    public var side: Side
    /// The lowest and the highest port of the other end; nil where they are not told, as in what a query gave.
    public var otherPorts: ClosedRange<UInt16>?

    /// Makes one.
    public init(port: UInt16, side: Side, otherPorts: ClosedRange<UInt16>? = nil) {
        self.port = port
        self.side = side
        self.otherPorts = otherPorts
    }
}

/// Why one of two ports is taken for the service's; the later ones are stronger.
public enum RoleEvidence: UInt8, Hashable, Sendable, Comparable, CaseIterable {
    /// Both ports are the same (NTP, IKE): nothing tells who asked, and the role is unknown.
    case samePort
    /// It is the lower of the two, nothing more; wrong for services above the ports that systems choose.
    case lowerPort
    /// It is below 1024, the other is not.
    case systemPort
    /// A rule or the table of services names it, and not the other.
    case namedPort
    /// TCP flags tell who opened the connection, in the record itself or in one of the same connection shortly before.
    case flags

    /// The weaker one is less.
    public static func < (left: RoleEvidence, right: RoleEvidence) -> Bool { left.rawValue < right.rawValue }
}
