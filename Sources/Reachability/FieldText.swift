import SecurityGroups
import Text

/// Words for the fields of a rule that do not fit.
public enum FieldText {
    /// "port differs", "the protocol and the source differ".
    public static func differs(_ fields: [FailedField]) -> String {
        let words = fields.map(word)
        return fields.count == 1 ? "\(words[0]) differs" : "\(TextList.sentence(words)) differ"
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
        return ICMPNames.name(of: traffic).map { "\(number) (\($0))" } ?? number
    }
}
