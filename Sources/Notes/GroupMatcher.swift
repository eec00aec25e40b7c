/// Says which groups notes are about: every condition that is given must hold.
///
/// One notes file serves several environments when it matches by name pattern: `*-alb-sg` is the group in dev and in prod.
public struct GroupMatcher: Sendable, Hashable {
    var id: String?
    /// The group's name, case ignored as AWS does.
    var name: String?
    /// A pattern for the group's name.
    public var namePattern: GlobPattern?
    /// A tag that the group has.
    public var tag: TagMatcher?
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// Makes a matcher; one without any condition matches nothing.
    public init(
        id: String? = nil, name: String? = nil, namePattern: GlobPattern? = nil, tag: TagMatcher? = nil,
        location: NotesLocation? = nil
    ) {
        self.id = id
        self.name = name
        self.namePattern = namePattern
        self.tag = tag
        self.location = location
    }

    /// Whether a group with this id, name and tags is meant.
    func matches(id: String, name: String, tags: [String: String]) -> Bool {
        guard !isEmpty else { return false }
        if let wanted = self.id, wanted != id { return false }
        if let wanted = self.name, wanted.lowercased() != name.lowercased() { return false }
        if let namePattern, !namePattern.matches(name) { return false }
        if let tag, !tag.matches(tags) { return false }
        return true
    }

    /// How narrow it is: of two matchers that fit a group the greater one is meant.
    ///
    /// An id beats a name, a name a tag, a tag a pattern, and a pattern one with fewer letters of its own.
    var narrowness: Int {
        let letters = min(namePattern?.literalCount ?? 0, 999)
        return (id == nil ? 0 : 100_000) + (name == nil ? 0 : 10_000) + (tag == nil ? 0 : 1_000) + letters
    }

    /// Whether it has no condition.
    public var isEmpty: Bool { id == nil && name == nil && namePattern == nil && tag == nil }

    /// What it asks for, in words: `name pattern *-alb-sg`.
    public var text: String {
        var parts: [String] = []
        if let id { parts.append("id \(id)") }
        if let name { parts.append("name \(name)") }
        if let namePattern { parts.append("name pattern \(namePattern.text)") }
        if let tag { parts.append("tag \(tag.key)=\(tag.value.text)") }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }
}

/// A tag that a group must have.
public struct TagMatcher: Sendable, Hashable {
    /// The key, compared exactly.
    var key: String
    /// A pattern for the value.
    var value: GlobPattern

    /// Makes a tag matcher.
    public init(key: String, value: GlobPattern) {
        self.key = key
        self.value = value
    }

    func matches(_ tags: [String: String]) -> Bool {
        tags[key].map(value.matches) ?? false
    }
}
