import CoreModel
import Notes

/// A value of a notes file with its place, free of anchors, aliases, tags and duplicate keys.
struct NotesNode {
    enum Content {
        /// Text; `isPlain` when it stands without quotes.
        case text(String, isPlain: Bool)
        case list([NotesNode])
        case mapping([NotesEntry])
    }

    let content: Content
    let location: NotesLocation

    /// Whether nothing was written: `key:`, `key: ~`, `key: null`.
    var isNothing: Bool {
        guard case .text(let text, isPlain: true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// What it is, for an error.
    var kind: String {
        switch content {
        case .text: isNothing ? "nothing" : "text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }

    /// It as text, without blanks around it.
    func text(_ what: String) throws(NotesError) -> String {
        guard case .text(let text, _) = content, !isNothing else { throw wrongType(what, "text") }
        return text.trimmed
    }

    func list(_ what: String) throws(NotesError) -> [NotesNode] {
        guard case .list(let nodes) = content else { throw wrongType(what, "a list") }
        return nodes
    }

    /// It as a mapping, with none but the known keys.
    func mapping(_ what: String, _ known: String...) throws(NotesError) -> NotesMapping {
        guard case .mapping(let entries) = content else {
            throw wrongType(what, "a mapping with \(known.joined(separator: ", "))")
        }
        for entry in entries where !known.contains(entry.key) {
            let suggestion = Suggestion.nearest(to: entry.key, among: known)
            throw NotesError(.unknownKey(entry.key, in: what, suggestion: suggestion, known: known), at: entry.location)
        }
        return NotesMapping(what: what, entries: entries, location: location)
    }

    func wrongType(_ what: String, _ expected: String) -> NotesError {
        NotesError(.wrongType(of: what, expected: expected, found: kind), at: location)
    }
}

struct NotesEntry {
    let key: String
    let location: NotesLocation
    let value: NotesNode
}

/// A mapping whose keys are known; keys without a value count as absent, so that a file may be filled in bit by bit.
struct NotesMapping {
    let what: String
    let entries: [NotesEntry]
    let location: NotesLocation

    /// The value of a key.
    subscript(key: String) -> NotesNode? {
        entries.first { $0.key == key && !$0.value.isNothing }?.value
    }

    /// The value of a key that must be there.
    func required(_ key: String) throws(NotesError) -> NotesNode {
        guard let node = self[key] else { throw NotesError(.missingKey(key, in: what), at: location) }
        return node
    }

    /// The text of a key, where there is one.
    func text(_ key: String) throws(NotesError) -> String? {
        try self[key]?.text("'\(key)' of \(what)")
    }

    /// The text of a key that must be there.
    func requiredText(_ key: String) throws(NotesError) -> String {
        try required(key).text("'\(key)' of \(what)")
    }

    /// The list of a key; empty where there is none.
    func list(_ key: String) throws(NotesError) -> [NotesNode] {
        try self[key]?.list("'\(key)' of \(what)") ?? []
    }

    /// The end of a key, where there is one.
    func end(_ key: String) throws(NotesError) -> DocumentedEnd? {
        guard let node = self[key] else { return nil }
        return try DocumentedEnd(node, "'\(key)'")
    }

    /// The traffic of `protocol` and `ports`; nil where neither is given.
    func traffic() throws(NotesError) -> DocumentedPorts? {
        self["protocol"] == nil && self["ports"] == nil ? nil : try DocumentedPorts(self)
    }

    /// The direction of `direction`, where it is given.
    func direction() throws(NotesError) -> Direction? {
        guard let node = self["direction"] else { return nil }
        let name = try node.text("'direction' of \(what)")
        guard let known = Direction.allCases.first(where: { $0.name == name.lowercased() }) else {
            throw NotesError(.notOneOf(name, what: "the direction", choices: ["ingress", "egress"]), at: node.location)
        }
        return known
    }

    /// The list of a key, where anything else stands for a list of one.
    func listOrOne(_ key: String) -> [NotesNode] {
        guard let node = self[key] else { return [] }
        if case .list(let nodes) = node.content { return nodes }
        return [node]
    }
}

/// What a mistyped word was probably meant to be.
enum Suggestion {
    /// The nearest of the known words, when it is near enough: at most a third of its letters differ.
    static func nearest(to word: String, among known: [String]) -> String? {
        func start(_ word: String) -> String { String(word.lowercased().prefix(64)) }
        let candidates = known.map { (word: $0, distance: EditDistance.between(start(word), start($0))) }
        guard let best = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.word.count / 3) ? best.word : nil
    }
}
