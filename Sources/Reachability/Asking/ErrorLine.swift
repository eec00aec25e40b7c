import CoreModel

/// What a line of a log, a URL, an ARN or a VPC flow-log record says of a connection.
///
/// Addresses are taken as they stand. A host name is taken where something in the inventory is called so, whole or by its first
/// labels; one that nothing is called by is kept, so that the question says that it is not known.
public struct ErrorLine: Hashable, Sendable {
    /// Where it was found.
    public enum Origin: Hashable, Sendable {
        case line
        /// A flow-log record; of one of the replies, what was asked went the other way.
        case record(FlowLogRecord)
        /// A flow-log record of which only the addresses are known: the order of its fields is not.
        case unorderedRecord
        /// An ARN alone.
        case name
    }

    /// Who opened the connection, where the line says it.
    public internal(set) var source: String?
    /// The port that it was opened from, where the line says it.
    public internal(set) var clientPort: Int?
    /// Whom it was opened to; empty where a record has no addresses.
    public internal(set) var destination: String
    /// "5432", "53/udp"; nil where the line does not say it.
    public internal(set) var port: String?
    /// Where it was found.
    public internal(set) var origin = Origin.line
    /// What the line says beside the ends: that it was refused, that a name was not found.
    public internal(set) var remark: String?

    /// Characters that are looked at; what goes wrong stands near the beginning, or it stands nowhere.
    private static let limit = 4000

    /// Words of which a line of a log that says that something failed has one.
    fileprivate static let failures = [
        "timeout", "timed out", "fail", "error", "exception", "refused", "reset", "closed", "unreachable", "unable", "could not",
    ]

    /// Takes a text apart; nil where it names no connection.
    ///
    /// `known` gives what a host name stands for in the inventory.
    init?(parsing text: String, known: @escaping (String) -> String?) {
        let scan = LogScan(String(text.prefix(Self.limit)), known: known)
        guard let found = scan.record() ?? scan.packet() ?? scan.pair() ?? scan.socket() ?? scan.command() ?? scan.destination()
        else { return nil }
        self = found
        remark = scan.remark
        switch origin {
        case .record, .unorderedRecord: break
        case .line, .name: if port == nil { port = scan.impliedPort }
        }
    }

    init(source: String? = nil, clientPort: Int? = nil, destination: String, port: String? = nil, origin: Origin = .line) {
        self.source = source
        self.clientPort = clientPort
        self.destination = destination
        self.port = port
        self.origin = origin
    }

    /// The flow-log record that it is; nil of another line, and of a record whose fields have no known order.
    public var record: FlowLogRecord? { if case .record(let record) = origin { record } else { nil } }

    /// What a flow-log record says of a connection.
    public init(_ record: FlowLogRecord) {
        guard let source = record.source, let destination = record.destination else {
            self.init(destination: "", origin: .record(record))
            return
        }
        let ends = record.isReply ? (from: destination, to: source) : (from: source, to: destination)
        self.init(source: "\(ends.from)", destination: "\(ends.to)", port: PortText.text(record), origin: .record(record))
    }

    /// The question that it raises, with the source left out where it is not known.
    public var question: String {
        if destination.isEmpty { return "" }
        return "\(client.map { "\($0) " } ?? "")-> \(QuestionText.bracketed(destination)):\(port ?? "")"
    }

    /// Who opened it, with the port that it was opened from where the line says it.
    public var client: String? { source.map { source in clientPort.map { ClientText.text(source, port: $0) } ?? source } }

    /// Whether the line does not say who opened the connection.
    public var lacksSource: Bool { source == nil }
}

extension Analyzer {
    /// What a line of a log, a URL, an ARN or a record says of a connection; nil where it names none.
    public func errorLine(in text: String) -> ErrorLine? { ErrorLine(parsing: text, known: resolver.typeable) }

    /// The same of a text that would be a question if words were left out: nil unless it is a record, or says that something failed.
    ///
    /// A question with a mistyped change names ends as a line does, and is none.
    public func errorLine(whereWordsAreLeftIn text: String) -> ErrorLine? {
        guard let line = errorLine(in: text) else { return nil }
        if line.origin != .line { return line }
        let said = text.lowercased()
        let isFailure = ErrorLine.failures.contains { said.contains($0) }
        return isFailure && (line.clientPort != nil || line.lacksSource && !text.contains("->")) ? line : nil
    }
}

extension EndpointResolver {
    /// What a host name can be typed as: itself, or what AWS made it of.
    ///
    /// What stands in another's domain is not looked at.
    func typeable(_ host: String) -> String? {
        if let name = name(ofHost: host) { return name }
        guard host.count > 2, host.contains(where: \.isLetter), (try? resolve(host)) != nil else { return nil }
        return host
    }
}
