/// An IP protocol by its number, or every protocol (-1).
///
/// Numbers and names are one: `tcp` is 6. AWS takes `tcp`, `udp`, `icmp`, `icmpv6` by name and every other protocol as a number
/// written as text. Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
public struct IPProtocol: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 0 to 255, or -1 for every protocol.
    public let number: Int16

    /// Every protocol, all ports.
    public static let all = IPProtocol(unchecked: -1)
    /// ICMP for IPv4.
    public static let icmp = IPProtocol(unchecked: 1)
    /// TCP.
    public static let tcp = IPProtocol(unchecked: 6)
    /// UDP.
    public static let udp = IPProtocol(unchecked: 17)
    /// ICMP for IPv6.
    public static let icmpv6 = IPProtocol(unchecked: 58)

    private init(unchecked number: Int16) { self.number = number }

    /// A protocol by number; nil outside -1 to 255.
    public init?(number: Int) {
        guard (-1...255).contains(number) else { return nil }
        self.number = Int16(number)
    }

    /// A protocol by name or number: "tcp", "TCP", "6", "-1", "all", "esp"; nil for anything else.
    public init?(_ text: some StringProtocol) {
        if let number = Int(text) {
            self.init(number: number)
            return
        }
        let name = text.lowercased()
        guard let entry = Self.names.first(where: { $0.name == name || $0.alias == name }) else { return nil }
        self.init(number: entry.number)
    }

    /// Whether port ranges mean something: tcp and udp.
    public var hasPorts: Bool { self == .tcp || self == .udp }

    /// Whether the two port fields are type and code: icmp and icmpv6.
    public var isICMP: Bool { self == .icmp || self == .icmpv6 }

    /// "tcp", "icmpv6", "esp", "all", or "proto 51" where there is no usual name.
    public var description: String { name ?? "proto \(number)" }

    /// Its usual name; nil where it has none.
    public var name: String? { Self.names.first { $0.number == Int(number) }?.name }

    /// By number, every protocol first.
    public static func < (left: IPProtocol, right: IPProtocol) -> Bool { left.number < right.number }

    private static let names: [(number: Int, name: String, alias: String)] = [
        (-1, "all", "any"), (1, "icmp", "icmpv4"), (6, "tcp", "tcp"), (17, "udp", "udp"), (58, "icmpv6", "ipv6-icmp"),
        (2, "igmp", "igmp"), (4, "ipip", "ipencap"), (41, "ipv6", "ipv6"), (47, "gre", "gre"), (50, "esp", "esp"),
        (51, "ah", "ah"), (89, "ospf", "ospf"), (112, "vrrp", "vrrp"), (132, "sctp", "sctp"),
    ]
}
