import Notes
import CoreModel

extension DocumentedFlow {
    static func list(_ node: NotesNode) throws(NotesError) -> [DocumentedFlow] {
        let fields = try node.mapping("'flows'", "allowed", "denied")
        let allowed = try fields.list("allowed").map { (node) throws(NotesError) in try DocumentedFlow(node, isAllowed: true) }
        let denied = try fields.list("denied").map { (node) throws(NotesError) in try DocumentedFlow(node, isAllowed: false) }
        return allowed + denied
    }

    private init(_ node: NotesNode, isAllowed: Bool) throws(NotesError) {
        let fields = try node.mapping("a flow", "from", "to", "protocol", "ports", "why")
        self.init(
            isAllowed: isAllowed, source: try DocumentedEnd(fields.required("from"), "'from'"),
            destination: try DocumentedEnd(fields.required("to"), "'to'"))
        traffic = try DocumentedPorts(fields)
        why = try fields.text("why")
        location = node.location
    }
}

extension DocumentedEnd {
    /// An end: a group's title, `internet`, `any`, an address, a CIDR, a prefix list.
    init(_ node: NotesNode, _ what: String) throws(NotesError) {
        let text = try node.text(what)
        do {
            try self.init(parsing: text)
        } catch {
            throw NotesError(.badValue(of: what, why: error.message), at: node.location)
        }
    }
}

extension DocumentedPorts {
    /// The `protocol` and `ports` of a mapping; neither is everything.
    init(_ fields: NotesMapping) throws(NotesError) {
        var known: IPProtocol?
        if let node = fields["protocol"] {
            let text = try node.text("'protocol' of \(fields.what)")
            known = IPProtocol(text)
            guard known != nil else { throw NotesError(.unknownProtocol(text), at: node.location) }
        }
        let text = try fields.text("ports")
        do {
            try self.init(text, ipProtocol: known)
        } catch {
            throw NotesError(
                .badValue(of: "'ports' of \(fields.what)", why: error.message), at: fields["ports"]?.location ?? fields.location)
        }
    }
}
