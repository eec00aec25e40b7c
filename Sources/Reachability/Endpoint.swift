import SecurityGroups
import Text

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

        /// One sentence.
        var text: String {
            switch self {
            case .resolver(let name, let addresses):
                "\(name) is \(addresses.map(\.description).joined(separator: ", ")) by the resolver, not by the input"
            case .written(let written): written.remark ?? ""
            case .namesakes(let name, let ids):
                "\(TextList.sentence(ids, limit: 3)) \(ids.count == 1 ? "is" : "are") called \(name) too: ask by the id"
            }
        }

        /// The same without what was typed and without names of the input.
        var hidden: String {
            switch self {
            case .resolver: "the name is known by the resolver, not by the input"
            case .written: "what was typed is written in another form: the network that it means was asked about"
            case .namesakes: "something in the input is called so too: ask by its id"
            }
        }
    }

    /// What to know of how it was found, as one sentence; nil where there is nothing to know.
    public let remark: String?

    /// Makes an end.
    ///
    /// `hidesText` is for ends whose text and names are not to be shown.
    public init(_ kind: Kind, asked: String, finding: Finding? = nil, hidesText: Bool = false) {
        self.kind = kind
        self.asked = asked
        self.finding = finding
        remark = hidesText ? finding?.hidden : finding?.text
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
