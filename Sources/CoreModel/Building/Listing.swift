/// One list of an input that tells rules of groups: what decides whether two lists add up, repeat or replace each other.
///
/// Within a source (one account's describe output, one state, one template) a group's rules are the union of its lists; a list
/// of the same kind in a later source replaces the earlier source's rules.
public struct Listing: Hashable, Sendable {
    /// The kinds of lists.
    public enum Kind: UInt8, Hashable, Sendable {
        /// describe-security-groups: attributes and rules of each group.
        case groups
        /// describe-security-group-rules: rules with their ids.
        case rules
        /// Groups of a state or a template with their inline rules.
        case resources
        /// Some rules of groups: rule resources of a state or a template, or what a call that makes rules answers.
        case ruleResources
    }

    var kind: Kind
    /// The argument of the command line that it came with, from 0.
    var argument: Int
    /// The file, or the resource file and address, as messages name it.
    var file: String
    /// Sets states and templates apart: each is a source of its own; nil for describe output, which shares its account's.
    var document: Int?
    /// The tool that keeps what the list tells, where it is a tool's.
    var manager: Manager?

    /// Makes a listing.
    public init(kind: Kind, argument: Int, file: String, document: Int? = nil, manager: Manager? = nil) {
        self.kind = kind
        self.argument = argument
        self.file = file
        self.document = document
        self.manager = manager
    }

    /// Whether the list tells every rule of the groups it names, as far as its kind goes.
    var describesGroups: Bool { kind == .groups || kind == .resources }

    /// Whether two lists of different kinds add up to one source's knowledge of a group.
    func isSameSource(as other: Listing) -> Bool {
        document == other.document
    }
}
