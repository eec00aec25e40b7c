/// A record of a VPC flow log: one direction of a flow at one network interface, within some seconds or minutes.
///
/// It is made of names and values, whichever order or format they came in; names that are not known are passed over, since new versions
/// bring new ones. Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
public struct FlowLogRecord: Hashable, Sendable {
    /// What became of the packets.
    public enum Action: String, Hashable, Sendable, CaseIterable {
        case accept = "ACCEPT"
        case reject = "REJECT"
    }

    /// What the record is about.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case ok = "OK"
        /// There was no traffic.
        case noData = "NODATA"
        /// Records were lost: nothing is known.
        case skipData = "SKIPDATA"
    }

    /// Which end of a connection sent the packets.
    public enum Role: Hashable, Sendable {
        case request, reply, unknown
    }

    /// The version that the record tells; 2 is the default format.
    public private(set) var version: Int?
    /// The interface, by its id.
    public private(set) var interface: String?
    /// Where the packets came from, as the interface sees it: its own end is its primary private address.
    public private(set) var interfaceSource: IPAddress?
    /// Where they went, alike.
    public private(set) var interfaceDestination: IPAddress?
    /// The source in the packets themselves, from version 3 on.
    public private(set) var packetSource: IPAddress?
    /// The destination in the packets themselves.
    public private(set) var packetDestination: IPAddress?
    /// The port it came from; 0 for ICMP.
    public private(set) var sourcePort: UInt16?
    /// The port it went to; 0 for ICMP.
    public private(set) var destinationPort: UInt16?
    /// The protocol.
    public private(set) var ipProtocol: IPProtocol?
    /// How many packets.
    public private(set) var packets: UInt64?
    /// How many bytes.
    public private(set) var bytes: UInt64?
    /// When the first packet was seen, in seconds since 1970.
    public private(set) var start: Int?
    /// When the last packet was seen.
    public private(set) var end: Int?
    /// What became of them.
    public private(set) var action: Action?
    /// What the record is about; absent where the format does not have it.
    public private(set) var status: Status?
    /// The TCP flags that were seen, one upon the other.
    public private(set) var tcpFlags: Int?
    /// Which way the interface saw them.
    public private(set) var direction: Direction?
    /// Why they were rejected where no group and no network ACL did: "BPA", "EC".
    public private(set) var rejectReason: String?

    /// A record of names and values; `-` and empty mean that a value is not known.
    ///
    /// Throws ``FlowLogError`` for a value that its name cannot have.
    public init(_ fields: some Sequence<(name: String, value: String)>) throws(FlowLogError) {
        for (name, value) in fields where value != "-" && !value.isEmpty {
            do { try take(FlowLogFormat.key(name), value) } catch { throw .badValue(name: name, value: value) }
        }
    }

    private struct BadValue: Error {}

    private mutating func take(_ key: String, _ value: String) throws {
        func number<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
            try known(value.isDigits ? Number(value) : nil)
        }
        func known<Word>(_ word: Word?) throws -> Word {
            guard let word else { throw BadValue() }
            return word
        }
        switch key {
        case "version": version = try number(Int.self)
        case "interfaceid": interface = value
        case "srcaddr", "sourceaddress": interfaceSource = try IPAddress(parsing: value)
        case "dstaddr", "destinationaddress": interfaceDestination = try IPAddress(parsing: value)
        case "pktsrcaddr": packetSource = try IPAddress(parsing: value)
        case "pktdstaddr": packetDestination = try IPAddress(parsing: value)
        case "srcport", "sourceport": sourcePort = try number(UInt16.self)
        case "dstport", "destinationport": destinationPort = try number(UInt16.self)
        case "protocol": ipProtocol = try known(IPProtocol(number: Int(try number(UInt8.self))))
        case "packets", "numpackets": packets = try number(UInt64.self)
        case "bytes", "numbytes": bytes = try number(UInt64.self)
        case "start", "starttime": start = try number(Int.self)
        case "end", "endtime": end = try number(Int.self)
        case "action": action = try known(Action(rawValue: value.uppercased()))
        case "logstatus": status = try known(Status(rawValue: value.uppercased()))
        case "tcpflags": tcpFlags = try number(Int.self)
        case "flowdirection": direction = try known(Direction.allCases.first { $0.name == value.lowercased() })
        case "rejectreason": rejectReason = value
        default: break
        }
    }

    // MARK: What it tells of a connection

    /// Where the packets came from: by their own address where it is told, which is what rules look at.
    public var source: IPAddress? { packetSource ?? interfaceSource }
    /// Where they went, alike.
    public var destination: IPAddress? { packetDestination ?? interfaceDestination }

    /// Whether the packets' own addresses are other ones than the interface shows, as behind NAT and for secondary addresses.
    public var hasOtherPacketAddresses: Bool {
        (packetSource != nil && packetSource != interfaceSource && interfaceSource != nil)
            || (packetDestination != nil && packetDestination != interfaceDestination && interfaceDestination != nil)
    }

    /// Who sent the packets, by the TCP flags alone, which are certain.
    ///
    /// Only the first record of a long connection has them.
    public var role: Role {
        guard ipProtocol == .tcp, let flags = tcpFlags, flags & Self.syn != 0 else { return .unknown }
        return flags & Self.ack == 0 ? .request : .reply
    }

    /// Whether the ports are those of a reply: from one that services have to one that systems choose for their clients.
    ///
    /// Likely, not certain: a service may have a high port itself. Linux chooses from 32768 on, Windows from 49152.
    public var hasPortsOfReply: Bool {
        guard let ipProtocol, ipProtocol.hasPorts, let sourcePort, let destinationPort else { return false }
        return Self.arePortsOfReply(from: sourcePort, to: destinationPort)
    }

    /// Whether a port is one that services have and the other one that systems choose for their clients.
    public static func arePortsOfReply(from source: UInt16, to destination: UInt16) -> Bool {
        source > 0 && source < firstChosenPort && destination >= firstChosenPort
    }

    /// Whether the packets answer what the other end asked: by the flags, else by the ports of what was let through.
    ///
    /// What was rejected and has no flags is taken as it stands: it may have opened a connection to a high port.
    public var isReply: Bool {
        switch role {
        case .reply: true
        case .request: false
        case .unknown: action == .accept && hasPortsOfReply
        }
    }

    private static let syn = 2
    private static let ack = 16
    private static let firstChosenPort: UInt16 = 32_768
}

/// Why a line is no record of a flow log.
public enum FlowLogError: Error, Hashable, Sendable {
    /// A field has a value that it cannot have.
    case badValue(name: String, value: String)
    /// The line has more or fewer values than its format has fields.
    case wrongCount(expected: Int, found: Int)
    /// It has no header, and none of the known orders of fields fits it.
    case unknownOrder
}
