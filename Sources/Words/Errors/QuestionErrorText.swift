import Reachability
import CoreModel
import Text

extension QuestionError {
    /// One line: what is wrong and what to do.
    public var message: String {
        switch self {
        case .badPort(let text, .noPort(_, let close?)): "\"\(text)\" is no port: did you mean \(close)?"
        case .badPort(let text, .noPort(let item, _)) where item == text:
            "\"\(text)\" is neither a port nor a service that is known by name; \(Self.ports)"
        case .badPort(let text, let fault):
            "\"\(text)\" is no port: \(fault.reason); \(Self.ports)"
        case .badQuestion(let text):
            "\"\(text)\" is no question; write \"SOURCE -> DESTINATION:PORT\", for example \"internet -> alb:443\""
        case .emptyEnd: "an end of the question is empty; name a group, an address, a CIDR or internet"
        case .unknownEnd(let text, let close):
            "nothing is called \"\(text)\"" + (close.isEmpty ? "; sgscope list shows all groups" : ". Close: \(Self.list(close))")
        case .goneEnd(let name): "\(name) is gone with the changes on trial: nothing passes to or from it any more"
        case .ambiguousEnd(let text, let candidates):
            Self.ambiguous(text, candidates.map { one in one.id.map { "\(one.name) (\($0))" } ?? one.name })
        case .ambiguousHost(let text, let addresses): Self.ambiguous(text, addresses.map { "\($0), by the resolver" })
        case .badAddress(let error): error.message
        case .icmpOverIPv6: "icmp is IPv4's; between IPv6 ends ask icmpv6, for example icmpv6/128"
        case .clientPortWithoutPorts(let port, let asked):
            "the client's port \(port) goes with tcp and udp; \(asked) has no ports"
        case .sameInterface(let name): "both ends are \(name); an interface does not reach itself through security groups"
        }
    }

    private static let ports = "write 5432, 80,443, 53/udp, 8000-8100/tcp, icmp/8, ping, all, proto/50 or https"

    private static func ambiguous(_ text: String, _ candidates: [String]) -> String {
        "\"\(text)\" is \(TextCount.word(candidates.count)): \(list(candidates))"
    }

    private static func list(_ names: [String]) -> String { TextList.few(names, limit: 12, shown: 12) }
}

extension PortFault {
    fileprivate var reason: String {
        switch self {
        case .empty: "it is empty"
        case .noProtocolNumber: "a protocol number is 0 to 255, as in proto/50"
        case .slashes: "it has too many slashes"
        case .noTransport(let name): "only tcp and udp have ports, \"\(name)\" does not"
        case .noSelector: "it is neither a port nor an ICMP type and code"
        case .noPort(let item, _): "\"\(item)\" is neither a port nor a service that is known by name"
        case .mixed: "it mixes tcp and udp; ask one after the other"
        case .badRange(let error): error.message
        }
    }
}
