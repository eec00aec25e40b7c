import SecurityGroups

/// An end of a question.
public struct Endpoint: Hashable, Sendable {
    /// What an end can be.
    public enum Kind: Hashable, Sendable {
        /// A group: an interface that carries it and no other.
        case group(GroupIndex)
        /// An interface, an instance, or what several interfaces belong to; each has its own answer.
        case interfaces([InterfaceIndex])
        /// An address (a network of one) or a CIDR: every address in it, each judged as itself.
        case network(IPNetwork)
        /// Hosts without groups at every public address.
        case internet
        /// The addresses of a prefix list, by its place in ``Inventory/prefixLists``.
        case prefixList(Int)
    }

    /// As it was asked.
    public let asked: String
    /// What it is.
    public let kind: Kind
    /// What to know of how it was found, such as that the resolver was asked; nil where the inventory alone tells it.
    public let remark: String?

    /// Makes an end.
    public init(_ kind: Kind, asked: String, remark: String? = nil) {
        self.kind = kind
        self.asked = asked
        self.remark = remark
    }

    /// The family it is bound to; nil for what may have addresses of both.
    public var version: IPVersion? {
        guard case .network(let network) = kind else { return nil }
        return network.version
    }
}

extension Endpoint.Kind {
    /// Whether a name or an id tells it, not an address.
    var isNamed: Bool { if case .network = self { false } else { true } }
}
