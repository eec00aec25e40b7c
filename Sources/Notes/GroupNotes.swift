/// What people wrote about a group.
public struct GroupNotes: Sendable, Hashable {
    /// Its name on screen and in documented flows: "ALB SG".
    public var title: String
    /// Which groups these notes are about: any of them.
    public var matchers: [GroupMatcher] = []
    /// What it protects: "Load Balancer".
    public var protects: String?
    /// The layer it belongs to: "edge", "services", "data".
    public var layer: String?
    /// The documented traffic that comes in; nil where nothing is documented.
    public var inbound: DocumentedTraffic?
    /// The documented traffic that goes out; nil where nothing is documented.
    public var outbound: DocumentedTraffic?
    /// Why the group is as it is.
    public var reasons: [Reason] = []
    /// Why its rules are as they are.
    public var rules: [RuleNotes] = []
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// Notes of which only the title is told.
    public init(title: String) { self.title = title }
}

/// One documented column of a group, inbound or outbound: the words people use, and the same as data.
public struct DocumentedTraffic: Sendable, Hashable {
    /// The words: "ECS services (5432)", "None".
    public var words: String?
    /// Who comes in, or what is reached; empty for nothing at all.
    public var entries: [DocumentedPeer]
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// Makes a column.
    public init(words: String? = nil, entries: [DocumentedPeer], location: NotesLocation? = nil) {
        self.words = words
        self.entries = entries
        self.location = location
    }
}

/// One entry of a documented column: another end, and the traffic with it.
public struct DocumentedPeer: Sendable, Hashable {
    /// The other end.
    public var end: DocumentedEnd
    /// What passes.
    public var traffic: DocumentedPorts
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// Makes an entry.
    public init(end: DocumentedEnd, traffic: DocumentedPorts, location: NotesLocation? = nil) {
        self.end = end
        self.traffic = traffic
        self.location = location
    }
}
