import CoreModel

/// A flow that is asked about: source, destination, family, protocol and ports.
public struct Question: Hashable, Sendable {
    /// Who opens the connection.
    public let source: Endpoint
    /// To whom.
    public let destination: Endpoint
    /// On what.
    public let port: PortQuery
    /// Over which family.
    public let version: IPVersion
    /// The port that the client opens the connection from, where it is asked from one alone: answers go there.
    public let clientPort: Int?

    /// Makes a question; the family is IPv6 when an end is IPv6, the protocol is icmpv6 or `version` says so, and else IPv4.
    ///
    /// Throws ``QuestionError`` where the ends are one interface, where ICMP for IPv4 is asked between IPv6 ends, and where a client's port
    /// is named for traffic that has none.
    public init(
        from source: Endpoint, to destination: Endpoint, port: PortQuery, version: IPVersion? = nil, clientPort: Int? = nil
    ) throws(QuestionError) {
        self.clientPort = clientPort
        if let clientPort, !port.traffic.contains(where: { [.tcp, .udp, .all].contains($0.ipProtocol) }) {
            throw .clientPortWithoutPorts(clientPort, port.asked)
        }
        self.source = source
        self.destination = destination
        self.port = port
        self.version = IPVersion(asked: version, between: [source, destination], on: port)
        if self.version == .v6, port.ipProtocol == .icmp, !port.isPing { throw .icmpOverIPv6 }
        if case .interfaces(let one) = source.kind, case .interfaces(let other) = destination.kind, one.count == 1, one == other {
            throw .sameInterface(destination.asked)
        }
    }

    /// Whether both ends are interfaces or addresses, so that they may be one.
    var mayBeOneInterface: Bool {
        [source.kind, destination.kind].allSatisfy { $0.interfaces != nil || $0.network?.isAddress ?? false }
    }

    /// The same question over the other family; nil where an end or the protocol is bound to this one.
    public var inOtherFamily: Question? {
        guard source.version == nil, destination.version == nil, !port.ipProtocol.isICMP || port.isPing else { return nil }
        return try? Question(from: source, to: destination, port: port, version: version.other, clientPort: clientPort)
    }
}

extension IPVersion {
    /// The family of a question: IPv6 where it is asked for, an end is IPv6, or the protocol is icmpv6, and else IPv4.
    public init(asked: IPVersion? = nil, between ends: [Endpoint], on port: PortQuery?) {
        let isSix = asked == .v6 || ends.contains { $0.version == .v6 } || port?.ipProtocol == .icmpv6
        self = isSix ? .v6 : .v4
    }
}

/// The one-string form: `SOURCE -> DESTINATION:PORT`, with `v6` or `v4` behind it where a family is asked for.
public struct QuestionText: Hashable, Sendable {
    /// What stands before the arrow.
    public var source: String
    /// What stands between the arrow and the last colon.
    public var destination: String
    /// What stands after it; empty when there is none.
    public var port: String
    /// The family that is asked for; nil where the text names none.
    public var version: IPVersion?

    /// The form of these parts.
    public init(source: String, destination: String, port: String, version: IPVersion? = nil) {
        self.source = source
        self.destination = destination
        self.port = port
        self.version = version
    }

    /// The parts in one line, which is read back as them.
    public var text: String {
        "\(source) -> \(destination)" + (port.isEmpty ? "" : ":\(port)") + (version.map { $0 == .v6 ? " v6" : " v4" } ?? "")
    }

    /// An end as it stands before a port: an IPv6 address in brackets.
    public static func bracketed(_ end: String) -> String { end.contains(":") && !end.hasPrefix("[") ? "[\(end)]" : end }

    /// Splits the text: at the first arrow (`->` or `→`), then at the last `:`; an IPv6 address stands in brackets.
    public init(parsing text: String) throws(QuestionError) {
        guard let arrow = text.firstRange(of: "->") ?? text.firstRange(of: "→") else { throw .badQuestion(text) }
        source = String(text[..<arrow.lowerBound]).trimmed
        var rest = String(text[arrow.upperBound...]).trimmed
        // A name may end so, too; behind a port nothing else does.
        for (word, family) in [(" v6", IPVersion.v6), (" v4", .v4)] where rest.hasSuffix(word) && rest.contains(":") {
            (rest, version) = (String(rest.dropLast(word.count)).trimmed, family)
            break
        }
        let bracket = rest.lastIndex(of: "]")
        if let colon = rest.lastIndex(of: ":"), bracket.map({ $0 < colon }) ?? true {
            destination = String(rest[..<colon]).trimmed
            port = String(rest[rest.index(after: colon)...]).trimmed
        } else {
            destination = rest
            port = ""
        }
        if source.isEmpty || destination.isEmpty { throw .badQuestion(text) }
    }
}
