import CoreModel
import Events

/// Something that changed at a point in time: by a call that CloudTrail tells, or between two readings.
public struct Change: Sendable, Hashable {
    /// Who tells it.
    public enum Source: String, Sendable {
        case cloudtrail, config, snapshot
    }

    /// When, in seconds since 1970; of a reading when it was made, as the first in which the change is seen.
    public var time: Int
    /// Who did it; nil where that is not told.
    public var who: String?
    /// The tool; nil where it is not told.
    public var how: String?
    /// The address or the service that the call came from.
    public var from: String?
    /// The region of what changed; nil where it is not told.
    public var region: String?
    /// The call; nil where a reading tells it.
    public var event: String?
    /// The id of the event; of a Config item that of the event which it names.
    public var eventID: String?
    /// Who tells it.
    public var source: Source
    /// What changed.
    public var edits: [ChangeEdit]

    init(
        time: Int, who: String? = nil, how: String? = nil, from: String? = nil, region: String? = nil, event: String? = nil,
        eventID: String? = nil, source: Source, edits: [ChangeEdit]
    ) {
        (self.time, self.who, self.how, self.from, self.region) = (time, who, how, from, region)
        (self.event, self.eventID, self.source, self.edits) = (event, eventID, source, edits)
    }
}

/// One thing that changed, with what it was and what it is where that can be known.
public struct ChangeEdit: Sendable, Hashable {
    /// Whether it came, went, or became another.
    public enum Operation: String, Sendable {
        case add, remove, change
    }

    /// What changed; a before or an after is nil where there is none, or where it cannot be known.
    public enum Subject: Sendable, Hashable {
        /// A rule; `named` is what the record itself says of it.
        case rule(named: RecordedRule, before: RecordedRule?, after: RecordedRule?)
        /// An entry of an ACL.
        case entry(acl: String, Direction, Int, before: RecordedEntry?, after: RecordedEntry?)
        /// A route to a destination.
        case route(table: String, EditedRoute.Destination, before: EditedTarget?, after: EditedTarget?)
        /// The groups that an interface carries, sorted.
        case attachment(interface: String, before: [String]?, after: [String]?)
        /// An entry of a prefix list; before and after are the same where only its description changed, and both nil where nothing
        /// tells which of its entries changed.
        case listEntry(list: String, before: IPNetwork?, after: IPNetwork?)
        /// Which route table or network ACL serves a subnet.
        case use(SubnetUse)
        /// A group; `rules` are those that went with it, as far as they are known.
        case group(id: String, before: EditedGroup?, after: EditedGroup?, rules: KnownRules)
    }

    /// The rules of a group as far as records tell them.
    public struct KnownRules: Sendable, Hashable {
        /// Those that records tell.
        public var rules: [RecordedRule] = []
        /// Whether the group had no others.
        public var isComplete = false
    }

    /// Whether something came, went or became another.
    public var operation: Operation
    /// What that was, with its before and after.
    public var subject: Subject
    /// Whether what was called changes descriptions of rules alone.
    var describes = false

    /// The id of what was edited: the group, the ACL, the table, the prefix list; of an attachment the interface, of a use the subnet, or
    /// the association where that is not told.
    public var component: String {
        switch subject {
        case .rule(let named, _, _): named.group
        case .entry(let acl, _, _, _, _): acl
        case .route(let table, _, _, _): table
        case .attachment(let interface, _, _): interface
        case .listEntry(let list, _, _): list
        case .use(let use): use.user
        case .group(let id, _, _, _): id
        }
    }

    /// "rule", "acl-entry", "route", "attachment", "prefix-list-entry", "association", "group".
    public var what: String {
        switch subject {
        case .rule: "rule"
        case .entry: "acl-entry"
        case .route: "route"
        case .attachment: "attachment"
        case .listEntry: "prefix-list-entry"
        case .use: "association"
        case .group: "group"
        }
    }

    /// Whether it is of a thing by its id: an attachment is of the groups that are carried before or after, too, a use of what serves then.
    public func isOf(_ id: String) -> Bool {
        if component == id { return true }
        switch subject {
        case .attachment(_, let before, let after): return before?.contains(id) == true || after?.contains(id) == true
        case .use(let use): return use.servers.contains(id)
        case .rule, .entry, .route, .listEntry, .group: return false
        }
    }

    /// Whether only the words of a rule's author changed.
    public var isOfDescription: Bool {
        if describes { return true }
        guard operation == .change, case .rule(_, let before, let after) = subject else { return false }
        guard let before, let after else { return false }
        return before.identity != nil && before.identity == after.identity
    }
}
