import CoreModel

/// The PORT of a question: `5432`, `80,443`, `53/udp`, `icmp/3/4`, `ping`, `all`, `proto/50`, `https`.
public struct PortQuery: Hashable, Sendable {
    /// As it was asked.
    public let asked: String
    /// The protocol; every protocol for `all`.
    public let ipProtocol: IPProtocol
    /// What it asks for, ascending; for `ping` the IPv4 form.
    public let traffic: [Traffic]
    /// Whether `ping` was asked, which is another protocol in each family.
    public let isPing: Bool

    /// Every protocol and port.
    public static let all = PortQuery(asked: "all", ipProtocol: .all, traffic: [.all], isPing: false)

    private init(asked: String, ipProtocol: IPProtocol, traffic: [Traffic], isPing: Bool) {
        self.asked = asked
        self.ipProtocol = ipProtocol
        self.traffic = traffic
        self.isPing = isPing
    }

    /// A protocol with ports or types already known.
    public init(_ traffic: [Traffic], asked: String) {
        let ipProtocol = traffic.first?.ipProtocol ?? .all
        self.init(asked: asked, ipProtocol: ipProtocol, traffic: traffic.isEmpty ? [.all] : traffic, isPing: false)
    }

    /// Reads the text of a PORT.
    ///
    /// Throws ``QuestionError/badPort(_:_:)``, which says what a PORT looks like.
    public init(parsing text: String) throws(QuestionError) {
        let asked = Self.joined(text)
        let lower = asked.lowercased()
        if lower == "ping" {
            let echo = try Self.traffic(.icmp, from: 8, to: 0, text)
            self.init(asked: asked, ipProtocol: .icmp, traffic: [echo], isPing: true)
            return
        }
        let parts = lower.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, !first.isEmpty else { throw .badPort(text, .empty) }
        if first == "proto" || first == "protocol" {
            guard parts.count == 2, let number = Int(parts[1]), let named = IPProtocol(number: number), number >= 0
            else { throw .badPort(text, .noProtocolNumber) }
            self.init([try Self.traffic(named, text)], asked: asked)
        } else if let named = IPProtocol(first), Int(first) == nil {
            self.init(try Self.selectors(of: named, Array(parts.dropFirst()), text), asked: asked)
        } else {
            guard parts.count <= 2 else { throw .badPort(text, .slashes) }
            let named = try parts.count == 2 ? Self.transport(parts[1], text) : nil
            self.init(try Self.ports(first, named, text), asked: asked)
        }
    }

    /// The points of traffic asked for in a family.
    public func points(_ version: IPVersion) -> TrafficSet {
        if isPing, version == .v6, let echo = try? Traffic(.icmpv6, from: 128, to: 0) { return TrafficSet(echo.points) }
        return TrafficSet(traffic.map(\.points))
    }

    /// The protocol asked for in a family: `ping` is icmp or icmpv6.
    public func ipProtocol(_ version: IPVersion) -> IPProtocol {
        isPing && version == .v6 ? .icmpv6 : ipProtocol
    }

    /// A PORT without blanks; "udp 53", "icmp 8/0" and "all tcp", as answers print traffic, are read too.
    private static func joined(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count > 1, let first = words.first?.lowercased() else { return words.joined() }
        let rest = words.dropFirst().joined()
        if first == "all", IPProtocol(rest) != nil { return rest }
        let isProtocol = first == "proto" || first == "protocol" || (IPProtocol(first) != nil && Int(first) == nil)
        return isProtocol && first != "all" ? "\(first)/\(rest)" : words.joined()
    }

    private static func traffic(
        _ ipProtocol: IPProtocol, from: Int? = nil, to: Int? = nil, _ text: String
    ) throws(QuestionError) -> Traffic {
        do { return try Traffic(ipProtocol, from: from, to: to) } catch { throw .badPort(text, .badRange(error)) }
    }

    private static func transport(_ name: String, _ text: String) throws(QuestionError) -> IPProtocol {
        guard let named = IPProtocol(name), named.hasPorts else {
            throw .badPort(text, .noTransport(name))
        }
        return named
    }

    /// `icmp`, `icmp/8`, `icmp/3/4`, `tcp`, `tcp/80`, `gre`.
    private static func selectors(
        of ipProtocol: IPProtocol, _ parts: [String], _ text: String
    ) throws(QuestionError) -> [Traffic] {
        if parts.isEmpty { return [try traffic(ipProtocol, text)] }
        if ipProtocol.hasPorts, parts.count == 1 { return try ports(parts[0], ipProtocol, text) }
        let numbers = parts.compactMap { Int($0) }
        guard ipProtocol.isICMP, numbers.count == parts.count, numbers.count <= 2, numbers.allSatisfy({ $0 >= 0 }) else {
            throw .badPort(text, .noSelector)
        }
        return [try traffic(ipProtocol, from: numbers[0], to: numbers.count == 2 ? numbers[1] : nil, text)]
    }

    /// `80,443`, `8000-8100`, `http,https`; without a protocol, names bring their own and numbers are tcp.
    private static func ports(_ list: String, _ asked: IPProtocol?, _ text: String) throws(QuestionError) -> [Traffic] {
        var result: [Traffic] = []
        for item in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            let service = ServiceNames.traffic(named: item)
            let ends = item.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            let from = service?.port ?? ends.first.flatMap { $0 }
            let to = service?.port ?? ends.last.flatMap { $0 }
            guard let from, let to, from >= 0, to >= 0, service != nil || ends.count <= 2 else {
                throw .badPort(text, .noPort(item, close: ServiceNames.closest(to: item)))
            }
            result.append(try traffic(asked ?? service?.ipProtocol ?? .tcp, from: from, to: to, text))
        }
        guard Set(result.map(\.ipProtocol)).count == 1 else {
            throw .badPort(text, .mixed)
        }
        return result.sorted { $0.from < $1.from }
    }
}
