import CoreModel

/// One concrete end of a way: who has an address, and where.
public enum WayEnd: Hashable, Sendable {
    /// An interface with one of its private addresses, or of its IPv6 addresses.
    case interface(InterfaceIndex, IPAddress)
    /// A host in a loaded subnet whose address no interface has.
    case host(IPAddress, subnet: TextID)
    /// A member of a group that no input tells, with that group alone, at an address of a loaded subnet.
    case unseen(GroupIndex, IPAddress, subnet: TextID)
    /// Beyond every loaded VPC: the internet, or a network that somebody else runs.
    case outside(IPAddress)

    /// Its address, as it knows it itself.
    public var address: IPAddress {
        switch self {
        case .interface(_, let address), .host(let address, _), .unseen(_, let address, _), .outside(let address): address
        }
    }

    /// Its interface; nil where it has none.
    public var interface: InterfaceIndex? { if case .interface(let interface, _) = self { interface } else { nil } }

    /// Whether it is beyond every loaded VPC.
    public var isOutside: Bool { if case .outside = self { true } else { false } }
}

/// The traffic of one packet and of what answers it: uniform, so that all of it needs an answer or none of it does.
public struct WayTraffic: Hashable, Sendable {
    /// The points asked (see `Traffic`), of one protocol.
    public let points: TrafficSet
    /// What answers it.
    public let reply: Reply
    /// The port that the source opens the connection from, of tcp or udp; nil where it is not asked for one.
    public let clientPort: Int?

    /// What answers a packet.
    public enum Reply: Hashable, Sendable {
        /// Nothing: ICMP other than an echo request.
        case none
        /// Packets to the port that the client chose, of tcp or udp.
        case clientPort(IPProtocol)
        /// These points, whoever the client is.
        case fixed(TrafficSet)
    }

    /// Traffic cut into uniform pieces: tcp, udp, echo requests, other ICMP and each other protocol.
    ///
    /// `clientPort` is the port that connections of tcp and udp are opened from, where they are asked from one alone.
    public static func pieces(_ asked: TrafficSet, clientPort: Int? = nil) -> [WayTraffic] {
        var pieces: [WayTraffic] = []
        func add(_ part: TrafficSet, _ reply: Reply) {
            let own = asked.intersection(part)
            let client = if case .clientPort = reply { clientPort } else { Int?.none }
            if !own.isEmpty { pieces.append(WayTraffic(points: own, reply: reply, clientPort: client)) }
        }
        add(whole(.tcp), .clientPort(.tcp))
        add(whole(.udp), .clientPort(.udp))
        for (ipProtocol, request, reply) in [(IPProtocol.icmp, 8, 0), (.icmpv6, 128, 129)] {
            let echo = one(ipProtocol, type: request, code: nil)
            add(echo, .fixed(one(ipProtocol, type: reply, code: 0)))
            add(whole(ipProtocol).subtracting(echo), .none)
        }
        // Every other protocol answers with itself, whatever its selector is.
        let known = [IPProtocol.tcp, .udp, .icmp, .icmpv6].reduce(TrafficSet()) { $0.union(whole($1)) }
        let others = asked.subtracting(known)
        if !others.isEmpty { pieces.append(WayTraffic(points: others, reply: .fixed(others), clientPort: nil)) }
        return pieces
    }

    /// It in two pieces: what is of some points, and the rest, as far as there is any.
    func cut(by other: TrafficSet) -> [WayTraffic] {
        [points.intersection(other), points.subtracting(other)].filter { !$0.isEmpty }.map {
            WayTraffic(points: $0, reply: reply, clientPort: clientPort)
        }
    }

    /// The same from whatever port the source opens it.
    var fromAnyPort: WayTraffic { WayTraffic(points: points, reply: reply, clientPort: nil) }

    /// The points of an answer to a client of a kind; nil where there is none.
    func replyPoints(to client: ClientPorts) -> TrafficSet? {
        switch reply {
        case .none: nil
        case .fixed(let points): points
        case .clientPort(let ipProtocol): client.points(ipProtocol)
        }
    }

    /// Whether all of it is of protocols that NAT gateways carry.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    var isCarriedByNat: Bool { Self.carriedByNat.isSuperset(of: points) }

    /// Whether none of it is.
    var isForeignToNat: Bool { !Self.carriedByNat.intersects(points) }

    private static let carriedByNat = [IPProtocol.tcp, .udp, .icmp].reduce(TrafficSet()) { $0.union(whole($1)) }

    private static func whole(_ ipProtocol: IPProtocol) -> TrafficSet {
        let base = UInt32(ipProtocol.number) << 16
        return TrafficSet(base...(base | 0xFFFF))
    }

    private static func one(_ ipProtocol: IPProtocol, type: Int, code: Int?) -> TrafficSet {
        (try? Traffic(ipProtocol, from: type, to: code)).map { TrafficSet($0.points) } ?? TrafficSet()
    }
}

/// From which ports a client opens connections, which answers go to.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
public enum ClientPorts: Hashable, Sendable {
    /// 32768 to 60999, the kernel's default.
    case linux
    /// 49152 to 65535.
    case windows
    /// 1024 to 65535: NAT gateways, load balancers, functions, containers, and whoever is not known.
    case wide
    /// The one that the question names.
    case named(Int)

    /// Those of every system there is.
    static let systems: [ClientPorts] = [.linux, .windows, .wide]

    /// The ports.
    public var ports: ClosedRange<Int> {
        switch self {
        case .linux: 32768...60999
        case .windows: 49152...65535
        case .wide: 1024...65535
        case .named(let port): port...port
        }
    }

    func points(_ ipProtocol: IPProtocol) -> TrafficSet {
        (try? Traffic(ipProtocol, from: ports.lowerBound, to: ports.upperBound)).map { TrafficSet($0.points) } ?? TrafficSet()
    }
}
