import CoreModel

/// What the usual ICMP types are called, as the registry of each family has them.
enum ICMPNames {
    /// The usual name of a type, or of one code of it; nil for rare ones and for what is no ICMP.
    ///
    /// Source: https://www.iana.org/assignments/icmp-parameters and https://www.iana.org/assignments/icmpv6-parameters
    static func name(of traffic: Traffic) -> String? {
        guard traffic.ipProtocol.isICMP, traffic.from >= 0 else { return nil }
        if traffic.ipProtocol == .icmp, traffic.from == 3, traffic.to == 4 { return "fragmentation needed" }
        return (traffic.ipProtocol == .icmp ? v4 : v6)[Int(traffic.from)]
    }

    private static let v4: [Int: String] = [
        0: "echo reply", 3: "destination unreachable", 4: "source quench", 5: "redirect", 8: "echo request",
        9: "router advertisement", 10: "router solicitation", 11: "time exceeded", 12: "parameter problem", 13: "timestamp",
        14: "timestamp reply",
    ]

    private static let v6: [Int: String] = [
        1: "destination unreachable", 2: "packet too big", 3: "time exceeded", 4: "parameter problem", 128: "echo request",
        129: "echo reply", 133: "router solicitation", 134: "router advertisement", 135: "neighbour solicitation",
        136: "neighbour advertisement",
    ]
}
