import Notes

extension AuditException {
    static func list(_ node: NotesNode) throws(NotesError) -> [AuditException] {
        let fields = try node.mapping("'audit'", "exceptions")
        return try fields.list("exceptions").map(AuditException.init)
    }

    private init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("an exception", "finding", "group", "protocol", "ports", "peer", "reason")
        self.init(finding: try fields.requiredText("finding"), reason: try fields.requiredText("reason"))
        group = try fields.end("group")
        traffic = try fields.traffic()
        peer = try fields.end("peer")
        location = node.location
    }
}
