import SecurityGroups
import Text

/// Why a question cannot be asked: wrong usage, never an answer.
public enum QuestionError: Error, Hashable, Sendable {
    /// The PORT is none.
    case badPort(String, reason: String)
    /// The one-string form lacks a part.
    case badQuestion(String)
    /// An end is empty.
    case emptyEnd
    /// Nothing is called so; what is close.
    case unknownEnd(String, close: [String])
    /// Several things are called so.
    case ambiguousEnd(String, candidates: [String])
    /// An end looks like an address or a CIDR and is none.
    case badAddress(AddressError)
    /// `icmp` was asked between IPv6 ends.
    case icmpOverIPv6
    /// Both ends are one and the same interface.
    case sameInterface(String)

    /// One line: what is wrong and what to do.
    public var message: String {
        switch self {
        case .badPort(let text, let reason):
            "\"\(text)\" is no port: \(reason); write 5432, 80,443, 53/udp, 8000-8100/tcp, icmp/8, ping, all, proto/50 or https"
        case .badQuestion(let text):
            "\"\(text)\" is no question; write \"SOURCE -> DESTINATION:PORT\", for example \"internet -> alb:443\""
        case .emptyEnd: "an end of the question is empty; name a group, an address, a CIDR or internet"
        case .unknownEnd(let text, let close):
            "nothing is called \"\(text)\""
                + (close.isEmpty ? "; sgscope list shows all groups" : ". Close: \(TextList.few(close, limit: 12, shown: 12))")
        case .ambiguousEnd(let text, let candidates):
            "\"\(text)\" is \(Self.count(candidates.count)): \(TextList.few(candidates, limit: 12, shown: 12))"
        case .badAddress(let error): error.message
        case .icmpOverIPv6: "icmp is IPv4's; between IPv6 ends ask icmpv6, for example icmpv6/128"
        case .sameInterface(let name): "both ends are \(name); an interface does not reach itself through security groups"
        }
    }

    private static func count(_ number: Int) -> String {
        let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        return number < words.count ? words[number] : "\(number)"
    }
}
