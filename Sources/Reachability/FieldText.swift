import SecurityGroups

/// Words for the fields of a rule that do not fit.
public enum FieldText {
    /// "port differs", "the protocol and the source differ".
    public static func differs(_ fields: [FailedField]) -> String {
        let words = fields.map(word)
        return fields.count == 1 ? "\(words[0]) differs" : "\(RuleText.list(words)) differ"
    }

    /// "no rule for tcp 3002", "no rule names ALB SG", "no rule holds 203.0.113.9", "no IPv4 rule for tcp 443".
    static func nothingFits(
        _ fields: [FailedField], asked: String, version: IPVersion, other: EndText.Other, direction: Direction
    ) -> String {
        if fields == [.family] { return "no \(version.name) rule for \(asked)" }
        let isPeerAlone = fields == [.source] || fields == [.destination]
        guard isPeerAlone else { return "no rule for \(asked)" }
        return other.isGroup ? "no rule names \(other.name)" : "no rule for \(asked) holds \(other.name)"
    }

    /// The field in a sentence.
    static func word(_ field: FailedField) -> String {
        switch field {
        case .icmpType: "type or code"
        case .ipProtocol, .port, .family, .source, .destination: field.rawValue
        }
    }

    /// "type 3 code 4 (fragmentation needed)".
    static func icmp(_ traffic: Traffic) -> String {
        guard traffic.from >= 0 else { return "every type" }
        let number = traffic.to >= 0 ? "type \(traffic.from) code \(traffic.to)" : "type \(traffic.from)"
        return icmpName(traffic).map { "\(number) (\($0))" } ?? number
    }

    /// The usual name of an ICMP or ICMPv6 type; nil for rare ones.
    ///
    /// Source: https://www.iana.org/assignments/icmp-parameters and https://www.iana.org/assignments/icmpv6-parameters
    static func icmpName(_ traffic: Traffic) -> String? {
        switch (traffic.ipProtocol, traffic.from, traffic.to) {
        case (.icmp, 0, _): "echo reply"
        case (.icmp, 3, 4): "fragmentation needed"
        case (.icmp, 3, _): "destination unreachable"
        case (.icmp, 5, _): "redirect"
        case (.icmp, 8, _): "echo request"
        case (.icmp, 11, _): "time exceeded"
        case (.icmp, 13, _): "timestamp"
        case (.icmpv6, 1, _): "destination unreachable"
        case (.icmpv6, 2, _): "packet too big"
        case (.icmpv6, 3, _): "time exceeded"
        case (.icmpv6, 128, _): "echo request"
        case (.icmpv6, 129, _): "echo reply"
        case (.icmpv6, 133, _): "router solicitation"
        case (.icmpv6, 134, _): "router advertisement"
        case (.icmpv6, 135, _): "neighbour solicitation"
        case (.icmpv6, 136, _): "neighbour advertisement"
        default: nil
        }
    }
}
