import SecurityGroups

/// An end of a question.
public struct Endpoint: Hashable, Sendable {
    /// What an end can be.
    public enum Kind: Hashable, Sendable {
        /// A group: each of its members with all that it carries, and, where an input may not list every one, a member with it alone.
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
    /// How it was found, where that is to be said; nil where the text alone tells it.
    public let finding: Finding?

    /// How an end was found.
    public enum Finding: Hashable, Sendable {
        /// The resolver said which addresses a host name has.
        case resolver(name: String, addresses: [IPAddress])
        /// An address or CIDR that was written in another form.
        case written(WrittenNetwork)
        /// It was taken for what the text is by its form, and things in the input are called so too; their ids.
        case namesakes(name: String, ids: [String])
    }

    /// Whether its text and the names of the input are not to be shown.
    public let hidesText: Bool

    /// Makes an end.
    ///
    /// `hidesText` is for ends whose text and names are not to be shown.
    public init(_ kind: Kind, asked: String, finding: Finding? = nil, hidesText: Bool = false) {
        self.kind = kind
        self.asked = asked
        self.finding = finding
        self.hidesText = hidesText
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
