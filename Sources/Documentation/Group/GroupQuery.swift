import Reachability
import CoreModel

/// What groups are looked for by: words, a port, or an end that they let in on a port.
public enum GroupQuery: Hashable, Sendable {
    /// Every word is held by the title, the name, the id, the description or the tags.
    case words([String])
    /// Words as above, or some ingress rule for a port: "5432" is both.
    case wordsOrPort([String], PortQuery)
    /// Some ingress rule for a port: ":5432".
    case port(PortQuery)
    /// The end is let in on the port, or on any: "10.1.2.3:5432", "10.1.2.3 on 5432", "internet:443", "from alb on 3001".
    case letsIn(Endpoint, PortQuery?)

    /// Reads what was typed; whatever is nothing else is words.
    public init(_ text: String, resolver: EndpointResolver) {
        let words = text.split(separator: " ").map(String.init)
        self = Self.admission(words, resolver) ?? Self.port(words) ?? .words(words)
    }

    private static func admission(_ words: [String], _ resolver: EndpointResolver) -> GroupQuery? {
        var words = words
        let isNamed = words.first?.lowercased() == "from" && words.count > 1
        if isNamed { words.removeFirst() }
        var port: PortQuery?
        if words.count > 2, words[words.count - 2].lowercased() == "on" {
            guard let asked = try? PortQuery(parsing: words[words.count - 1]) else { return nil }
            port = asked
            words.removeLast(2)
        } else if words.count == 2, !isNamed {
            guard let asked = try? PortQuery(parsing: words[1]) else { return nil }
            port = asked
            words.removeLast()
        } else if words.count == 1, let (end, rest) = split(words[0]), let asked = try? PortQuery(parsing: rest) {
            port = asked
            words = [end]
        }
        let end = words.joined(separator: " ")
        guard isNamed || isAddress(end), let resolved = try? resolver.resolve(end) else { return nil }
        return .letsIn(resolved, port)
    }

    /// Whether a text is an address, a CIDR or `internet`, which no word of a name is.
    private static func isAddress(_ text: String) -> Bool {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        return text.lowercased() == "internet" || (try? WrittenNetwork(parsing: bare)) != nil
    }

    /// "10.1.2.3:5432" at its last colon; an IPv6 address with a port stands in brackets.
    private static func split(_ text: String) -> (end: String, port: String)? {
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex else { return nil }
        let end = String(text[..<colon])
        if end.contains(":"), !end.hasSuffix("]") { return nil }
        return (end, String(text[text.index(after: colon)...]))
    }

    private static func port(_ words: [String]) -> GroupQuery? {
        if words.count == 2, words[0].lowercased() == "port", let port = try? PortQuery(parsing: words[1]) { return .port(port) }
        guard words.count == 1, let only = words.first else { return nil }
        if only.hasPrefix(":") { return (try? PortQuery(parsing: String(only.dropFirst()))).map(GroupQuery.port) }
        guard only.first?.isNumber == true, only.count <= 12, let port = try? PortQuery(parsing: only) else { return nil }
        return only.allSatisfy(\.isNumber) ? .wordsOrPort([only], port) : .port(port)
    }

    /// Whether it is about rules, so that an answer says more than that a word was found.
    public var isAboutRules: Bool { if case .words = self { false } else { true } }
}
