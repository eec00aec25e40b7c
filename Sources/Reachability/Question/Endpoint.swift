import CoreModel

/// An end of a question.
public struct Endpoint: Hashable, Sendable {
    /// As it was asked.
    public let asked: String
    /// What it is: of a group each of its members with all that it carries, of a CIDR every address, each judged as itself.
    public let kind: End
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
    public init(_ kind: End, asked: String, finding: Finding? = nil, hidesText: Bool = false) {
        self.kind = kind
        self.asked = asked
        self.finding = finding
        self.hidesText = hidesText
    }

    /// The family it is bound to; nil for what may have addresses of both.
    public var version: IPVersion? { kind.network?.version }
}

extension Endpoint {
    /// An end that nobody typed.
    public init(_ end: End) { self.init(end, asked: end == .internet ? "internet" : "") }

    /// A group as an end.
    init(_ group: GroupIndex) { self.init(.group(group), asked: "") }

    /// Every public address.
    static let internet = Endpoint(.internet)
}

extension Names {
    /// What an end of a question is called: an address without its length; several interfaces without a name together as asked.
    public func name(of end: Endpoint) -> String {
        if let network = end.kind.network { return network.short }
        if let interfaces = end.kind.interfaces { return sharedName(of: interfaces) ?? end.asked }
        return name(of: end.kind)
    }
}

extension Inventory {
    /// The id of an end of a question: an instance's where it was asked so, an address without its length; nil where it has none.
    public func id(of end: Endpoint) -> String? {
        if let network = end.kind.network { return network.short }
        let instance = end.kind.interfaces?.first.map { self[self[$0].instance] }
        return instance == end.asked && !end.asked.isEmpty ? instance : id(of: end.kind)
    }
}

extension Analyzer {
    /// What an end of a question is: its id, or nil where it has none, and what it is called.
    public func describe(_ end: Endpoint) -> (id: String?, name: String) { (inventory.id(of: end), names.name(of: end)) }
}
