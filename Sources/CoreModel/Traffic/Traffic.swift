/// A protocol with its ports, or its ICMP type and code: what one rule lets through, normalised.
///
/// For tcp and udp, `from` and `to` are ports, 0 to 65535. For icmp and icmpv6 they are type and code, -1 for any; a type of -1
/// makes the code any. For every other protocol AWS ignores the range and both are -1.
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
public struct Traffic: Hashable, Sendable {
    /// The protocol.
    public let ipProtocol: IPProtocol
    /// First port; ICMP type; -1 for any.
    public let from: Int32
    /// Last port; ICMP code; -1 for any.
    public let to: Int32

    /// Every protocol and port.
    public static let all = Traffic(normalised: .all, -1, -1)

    private init(normalised ipProtocol: IPProtocol, _ from: Int32, _ to: Int32) {
        self.ipProtocol = ipProtocol
        self.from = from
        self.to = to
    }

    /// Normalises what the API writes: absent and -1 mean any.
    ///
    /// Throws ``TrafficError`` for ports outside 0 to 65535 or in the wrong order, and types or codes outside -1 to 255.
    public init(_ ipProtocol: IPProtocol, from: Int? = nil, to: Int? = nil) throws(TrafficError) {
        let from = from ?? -1
        let to = to ?? -1
        if ipProtocol.hasPorts {
            if from == -1, to == -1 {
                self.init(normalised: ipProtocol, 0, 65535)
                return
            }
            guard (-1...65535).contains(from), (-1...65535).contains(to) else { throw .portOutOfRange(from, to) }
            let low = max(0, from)
            let high = to == -1 ? (from == -1 ? 65535 : from) : to
            guard low <= high else { throw .portsInWrongOrder(from, to) }
            self.init(normalised: ipProtocol, Int32(low), Int32(high))
        } else if ipProtocol.isICMP {
            guard (-1...255).contains(from), (-1...255).contains(to) else { throw .typeOutOfRange(from, to) }
            self.init(normalised: ipProtocol, Int32(from), from == -1 ? -1 : Int32(to))
        } else {
            self.init(normalised: ipProtocol, -1, -1)
        }
    }

    /// The points of the space of all traffic that it covers, as one interval.
    ///
    /// A point is `protocol << 16 | selector`; the selector is the port for tcp and udp, `type << 8 | code` for icmp and icmpv6, and
    /// runs from 0 to 65535 as a whole for every other protocol.
    public var points: ClosedRange<UInt32> {
        guard ipProtocol != .all else { return Self.allPoints }
        let base = UInt32(ipProtocol.number) << 16
        if ipProtocol.hasPorts { return (base | UInt32(from))...(base | UInt32(to)) }
        guard ipProtocol.isICMP, from >= 0 else { return base...(base | 0xFFFF) }
        let type = base | UInt32(from) << 8
        return to >= 0 ? (type | UInt32(to))...(type | UInt32(to)) : type...(type | 0xFF)
    }

    /// Every point there is.
    public static let allPoints: ClosedRange<UInt32> = 0...0xFF_FFFF

    /// "5432", "8000-8100", "8/0", "3" (a type with any code), or nil where there is no range: all ports.
    public var selectorText: String? {
        if ipProtocol.hasPorts {
            if from == 0, to == 65535 { return nil }
            return from == to ? "\(from)" : "\(from)-\(to)"
        }
        guard ipProtocol.isICMP, from >= 0 else { return nil }
        return to >= 0 ? "\(from)/\(to)" : "\(from)"
    }

    /// "tcp 5432", "icmp 8/0", "udp" (all ports), "all".
    public var text: String {
        selectorText.map { "\(ipProtocol) \($0)" } ?? "\(ipProtocol)"
    }
}

/// Why a port range or an ICMP type and code is none.
public enum TrafficError: Error, Hashable, Sendable {
    case portOutOfRange(Int, Int)
    case portsInWrongOrder(Int, Int)
    case typeOutOfRange(Int, Int)

    /// What is wrong, as one clause.
    public var message: String {
        switch self {
        case .portOutOfRange(let from, let to):
            from == to ? "port \(from) is not within 0 to 65535" : "ports \(from) to \(to) are not within 0 to 65535"
        case .portsInWrongOrder(let from, let to): "port range \(from) to \(to) ends before it begins"
        case .typeOutOfRange(let type, let code): "ICMP type \(type), code \(code) are not within -1 to 255"
        }
    }
}
