import Reachability
import CoreModel
import Text

/// Words for the fields of a rule that do not fit.
public enum FieldText {
    /// "port differs", "the protocol and the source differ"; where none does, it is for part of what was asked.
    public static func differs(_ fields: [FailedField]) -> String {
        if fields.isEmpty { return "for part of what was asked" }
        let words = fields.map(word)
        return fields.count == 1 ? "\(words[0]) differs" : "\(TextList.sentence(words)) differ"
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
