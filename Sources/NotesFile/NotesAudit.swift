import Notes

extension AuditException {
    /// The exceptions of the `audit` part.
    static func list(_ node: NotesNode) throws(NotesError) -> [AuditException] {
        let fields = try node.mapping("'audit'", "exceptions")
        return try fields.list("exceptions").map(AuditException.init)
    }

    private init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("an exception", "finding", "group", "protocol", "ports", "peer", "reason")
        let hasTraffic = fields["protocol"] != nil || fields["ports"] != nil
        var group: DocumentedEnd?
        if let node = fields["group"] { group = try DocumentedEnd(node, "'group'") }
        var peer: DocumentedEnd?
        if let node = fields["peer"] { peer = try DocumentedEnd(node, "'peer'") }
        self.init(
            finding: try fields.requiredText("finding"), group: group,
            traffic: hasTraffic ? try DocumentedPorts(fields) : nil, peer: peer, reason: try fields.requiredText("reason"),
            location: node.location)
    }
}
