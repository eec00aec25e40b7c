import Notes

extension AuditException {
    static func list(_ node: NotesNode) throws(NotesError) -> [AuditException] {
        let fields = try node.mapping("'audit'", "exceptions")
        return try fields.list("exceptions").map(AuditException.init)
    }

    private init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping(
            "an exception", "finding", "group", "component", "entry", "route", "direction", "protocol", "ports", "peer",
            "reason")
        self.init(finding: try fields.requiredText("finding"), reason: try fields.requiredText("reason"))
        group = try fields.end("group")
        traffic = try fields.traffic()
        peer = try fields.end("peer")
        (component, entry, route) = (try fields.text("component"), try fields.text("entry"), try fields.text("route"))
        direction = try fields.direction()
        location = node.location
    }
}
