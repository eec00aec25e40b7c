import Notes

/// Reads a notes file: YAML, as the README describes it.
///
/// Everything it can be wrong in is an error with line and column: a key that means nothing here too, since a mistyped key would
/// otherwise lose what was written. Whether the titles and matchers fit an inventory is not its business.
public struct NotesReader: Sendable {
    /// Makes a reader.
    public init() {}

    /// Reads the bytes of a file; the name is for errors.
    public func read(_ bytes: [UInt8], from file: String) throws(NotesError) -> Notes {
        do {
            var notes = try Notes(NotesDocument.tree(bytes))
            notes.file = file
            return notes
        } catch {
            throw NotesError(error.problem, at: error.location, file: file)
        }
    }
}

extension Notes {
    fileprivate init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping(
            "the notes file", "environment", "groups", "flows", "tables", "decisions", "practices", "walkthrough",
            "audit")
        self.init()
        if let node = fields["environment"] { environment = try EnvironmentNotes(node) }
        groups = try fields.list("groups").map(GroupNotes.init)
        if let node = fields["flows"] { flows = try DocumentedFlow.list(node) }
        tables = try fields.list("tables").map(UsageTable.init)
        decisions = try fields.list("decisions").map(Decision.init)
        practices = try fields.list("practices").map(Practice.init)
        walkthrough = try fields.list("walkthrough").map(WalkthroughStep.init)
        if let node = fields["audit"] { exceptions = try AuditException.list(node) }
        try NotesReferences(self).check()
    }
}

extension EnvironmentNotes {
    fileprivate init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("the environment", "title", "purpose", "source", "reasons")
        self.init(
            title: try fields.text("title"), purpose: try fields.text("purpose"), source: try fields.text("source"),
            reasons: try fields.list("reasons").map(Reason.init))
    }
}
