import CoreModel

/// A flow that people documented, with its reason.
///
/// A flow that is documented as denied holds only if all of it is blocked.
public struct DocumentedFlow: Sendable, Hashable {
    /// Whether it is documented as allowed, not as denied.
    public var isAllowed: Bool
    /// Where it comes from.
    public var source: DocumentedEnd
    /// Where it goes.
    public var destination: DocumentedEnd
    /// What passes, or does not.
    public var traffic = DocumentedPorts.everything
    /// The reason.
    public var why: String?
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// A flow of everything.
    public init(isAllowed: Bool, source: DocumentedEnd, destination: DocumentedEnd) {
        self.isAllowed = isAllowed
        self.source = source
        self.destination = destination
    }

    /// Whether it speaks of some traffic between two ends, each given by all its names.
    func concerns(source sources: [String], destination destinations: [String], traffic asked: Traffic) -> Bool {
        source.matches(names: sources) && destination.matches(names: destinations) && traffic.overlaps(asked)
    }
}

/// An end of a documented flow as it was written: a title may be that of several groups here, or of none.
public enum DocumentedEnd: Sendable, Hashable, CustomStringConvertible {
    /// A group by its title in the notes, its name or its id.
    case group(String)
    /// The internet.
    case internet
    /// Every group and the internet of both families.
    case any
    /// An address or a CIDR.
    case network(IPNetwork)
    /// A prefix list by its id.
    case prefixList(String)

    /// Reads an end: `internet`, `any`, an address or CIDR, `pl-...`; everything else is a group.
    ///
    /// Throws where the text is meant as an address or CIDR and is none.
    public init(parsing text: String) throws(AddressError) {
        switch text.lowercased() {
        case "internet": self = .internet
        case "any": self = .any
        case let lower where lower.hasPrefix("pl-"): self = .prefixList(text)
        case let lower where Self.looksLikeAddress(lower):
            self = .network(text.contains("/") ? try IPNetwork(parsing: text) : .single(try IPAddress(parsing: text)))
        default: self = .group(text)
        }
    }

    /// The text that reads back as this end.
    public var description: String {
        switch self {
        case .group(let title): title
        case .internet: "internet"
        case .any: "any"
        case .network(let network): network.short
        case .prefixList(let id): id
        }
    }

    /// Whether something that goes by these names is meant: case is ignored, `any` is everything, and 0.0.0.0/0 and ::/0 are the internet.
    public func matches(names: [String]) -> Bool {
        switch self {
        case .any: return true
        case .internet: return names.contains { ["internet", "0.0.0.0/0", "::/0"].contains($0.lowercased()) }
        case .group(let title):
            let title = title.lowercased()
            return names.contains { $0.lowercased() == title }
        case .network, .prefixList:
            let texts = [description, "\(self.network.map(\.description) ?? description)"]
            return names.contains { texts.contains($0.lowercased()) }
        }
    }

    /// The network, where it is one.
    public var network: IPNetwork? {
        if case .network(let network) = self { network } else { nil }
    }

    private static func looksLikeAddress(_ text: String) -> Bool {
        let isNumeric = text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "/") } && text.contains(".")
        let isColonned = text.contains(":") && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." || $0 == "/" }
        return isNumeric || isColonned
    }
}
