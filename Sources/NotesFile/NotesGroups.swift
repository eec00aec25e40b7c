import Notes
import CoreModel

extension GroupNotes {
    init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping(
            "a group", "title", "match", "protects", "layer", "inbound", "outbound", "reasons", "rules")
        let title = try fields.requiredText("title")
        self.init(title: title)
        location = node.location
        if let match = fields["match"] {
            matchers = try GroupMatcher.list(match)
        } else {
            matchers = [GroupMatcher(name: title, location: node.location)]
        }
        protects = try fields.text("protects")
        layer = try fields.text("layer")
        if let column = fields["inbound"] { inbound = try DocumentedTraffic(column, "inbound", end: "from") }
        if let column = fields["outbound"] { outbound = try DocumentedTraffic(column, "outbound", end: "to") }
        reasons = try fields.list("reasons").map(Reason.init)
        rules = try fields.list("rules").map(RuleNotes.init)
    }
}

extension GroupMatcher {
    /// One matcher, or a list of them.
    static func list(_ node: NotesNode) throws(NotesError) -> [GroupMatcher] {
        guard case .list(let nodes) = node.content else { return [try GroupMatcher(node)] }
        guard !nodes.isEmpty else { throw NotesError(.emptyMatcher, at: node.location) }
        return try nodes.map(GroupMatcher.init)
    }

    private init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("a matcher", "id", "name", "name-pattern", "tag")
        self.init(
            id: try fields.text("id"), name: try fields.text("name"),
            namePattern: try fields.text("name-pattern").map(GlobPattern.init),
            location: node.location)
        if let node = fields["tag"] {
            let fields = try node.mapping("a tag", "key", "value")
            tag = TagMatcher(key: try fields.requiredText("key"), value: GlobPattern(try fields.text("value") ?? "*"))
        }
        guard !isEmpty else { throw NotesError(.emptyMatcher, at: node.location) }
    }
}

extension DocumentedTraffic {
    /// A list of peers, or a mapping with `words` and `peers`.
    fileprivate init(_ node: NotesNode, _ name: String, end: String) throws(NotesError) {
        if case .list(let nodes) = node.content {
            self.init(entries: try DocumentedPeer.list(nodes, name, end: end), location: node.location)
            return
        }
        let fields = try node.mapping("'\(name)'", "words", "peers")
        let nodes = try fields.required("peers").list("'peers' of '\(name)'")
        self.init(
            words: try fields.text("words"), entries: try DocumentedPeer.list(nodes, name, end: end), location: node.location)
    }
}

extension DocumentedPeer {
    fileprivate static func list(_ nodes: [NotesNode], _ name: String, end: String) throws(NotesError) -> [DocumentedPeer] {
        var peers: [DocumentedPeer] = []
        for node in nodes {
            let fields = try node.mapping("an entry of '\(name)'", end, "protocol", "ports")
            let other = try DocumentedEnd(fields.required(end), "'\(end)'")
            peers.append(DocumentedPeer(end: other, traffic: try DocumentedPorts(fields), location: node.location))
        }
        return peers
    }
}

extension RuleNotes {
    init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("a rule", "direction", "protocol", "ports", "peer", "why", "reasons")
        guard let known = try fields.direction() else {
            throw NotesError(.missingKey("direction", in: "a rule"), at: fields.location)
        }
        self.init(direction: known, why: try fields.requiredText("why"))
        traffic = try fields.traffic()
        peer = try fields.end("peer")
        reasons = try fields.list("reasons").map(Reason.init)
        location = node.location
    }
}
