import CoreModel

/// A protocol with ports as people documented it: the text, and the traffic that it means.
public struct DocumentedPorts: Sendable, Hashable, CustomStringConvertible {
    /// The ports as written: "80, 443"; nil where none are, which means all.
    public var text: String?
    /// The protocol.
    public var ipProtocol: IPProtocol
    /// What is meant, range by range.
    public var traffic: [Traffic]

    /// Every protocol and port.
    public static let everything = DocumentedPorts(uncheckedText: nil, .all, [.all])

    private init(uncheckedText text: String?, _ ipProtocol: IPProtocol, _ traffic: [Traffic]) {
        self.text = text
        self.ipProtocol = ipProtocol
        self.traffic = traffic
    }

    /// Reads "443", "80, 443", "8000-8100", "all", and for icmp and icmpv6 "8" or "8/0".
    ///
    /// Without a protocol, ports mean tcp, and no ports mean everything. Throws ``DocumentedPortsError`` for any other text.
    public init(_ text: String?, ipProtocol: IPProtocol? = nil) throws(DocumentedPortsError) {
        let words = text.map { $0.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } } } ?? []
        let isAll = words.isEmpty || words == ["all"]
        let ipProtocol = ipProtocol ?? (isAll ? .all : .tcp)
        var traffic: [Traffic] = []
        if isAll {
            traffic = [try Self.traffic(ipProtocol, nil, nil, of: "all")]
        } else {
            guard ipProtocol.hasPorts || ipProtocol.isICMP else { throw .protocolWithoutPorts(ipProtocol) }
            for word in words {
                let separator: Character = ipProtocol.isICMP ? "/" : "-"
                let numbers = word.split(separator: separator, omittingEmptySubsequences: false).map(Self.number)
                guard (1...2).contains(numbers.count), let first = numbers[0], let last = numbers[numbers.count - 1] else {
                    throw .notPorts(String(word), ipProtocol)
                }
                let code = ipProtocol.isICMP && numbers.count == 1 ? nil : last
                traffic.append(try Self.traffic(ipProtocol, first, code, of: String(word)))
            }
        }
        self.init(uncheckedText: text, ipProtocol, traffic)
    }

    /// "tcp 80, 443", "udp" (all ports), "all".
    public var description: String {
        let ports = traffic.compactMap(\.selectorText)
        return ports.isEmpty ? "\(ipProtocol)" : "\(ipProtocol) \(ports.joined(separator: ", "))"
    }

    /// Whether it shares something with other traffic.
    public func overlaps(_ other: Traffic) -> Bool {
        traffic.contains { $0.points.overlaps(other.points) }
    }

    /// Whether notes about this traffic are about a rule that lets `rule` through.
    ///
    /// They are when this holds the rule's traffic wholly; only where it is everything, the rule must be everything too.
    public func speaksOf(_ rule: Traffic) -> Bool {
        traffic.contains { $0 == .all ? rule == .all : $0.points.contains(rule.points) }
    }

    private static func number(_ digits: Substring) -> Int? {
        digits.isDigits ? Int(digits) : nil
    }

    private static func traffic(
        _ ipProtocol: IPProtocol, _ from: Int?, _ to: Int?, of word: String
    ) throws(DocumentedPortsError) -> Traffic {
        do {
            return try Traffic(ipProtocol, from: from, to: to)
        } catch {
            throw .outOfRange(word, error.message)
        }
    }
}

/// Why documented ports cannot be read.
public enum DocumentedPortsError: Error, Hashable, Sendable {
    case notPorts(String, IPProtocol)
    case outOfRange(String, String)
    case protocolWithoutPorts(IPProtocol)

    /// What is wrong and what to write, as one clause.
    public var message: String {
        switch self {
        case .notPorts(let word, let ipProtocol) where ipProtocol.isICMP:
            "'\(word)' is no \(ipProtocol) type: write a type such as 8, a type with its code such as 8/0, or leave it out for all"
        case .notPorts(let word, _): "'\(word)' is no port: write numbers such as 5432, '80, 443' or 8000-8100, or all"
        case .outOfRange(_, let what): what
        case .protocolWithoutPorts(let ipProtocol):
            "protocol \(ipProtocol) has no ports: leave the ports out, or write all"
        }
    }
}
