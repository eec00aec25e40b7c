import Notes

/// Holds the titles of a notes file against each other: none twice, and none that only a reference knows.
struct NotesReferences {
    private let notes: Notes

    init(_ notes: Notes) { self.notes = notes }

    /// Throws the first error, in the order of the kinds.
    func check() throws(NotesError) {
        try checkUnique("group", notes.groups.map { ($0.title, $0.location) })
        try checkUnique("table", notes.tables.map { ($0.title, $0.location) })
        try checkUnique("decision", notes.decisions.map { ($0.title, $0.location) })
        let groups = notes.groups.map(\.title)
        for table in notes.tables {
            if let group = table.group { try checkKnown(group, "group", among: groups, table.location) }
        }
        for step in notes.walkthrough {
            for content in step.shows {
                switch content {
                case .group(let title): try checkKnown(title, "group", among: groups, step.location)
                case .table(let title): try checkKnown(title, "table", among: notes.tables.map(\.title), step.location)
                case .decision(let title): try checkKnown(title, "decision", among: notes.decisions.map(\.title), step.location)
                case .environment, .allowedFlows, .deniedFlows, .practices: break
                }
            }
        }
    }

    private func checkUnique(_ kind: String, _ titles: [(title: String, location: NotesLocation?)]) throws(NotesError) {
        var first: [String: NotesLocation] = [:]
        for (title, location) in titles {
            guard let location else { continue }
            if let other = first[title.lowercased()] {
                throw NotesError(.duplicateTitle(title, of: kind, first: other), at: location)
            }
            first[title.lowercased()] = location
        }
    }

    private func checkKnown(_ title: String, _ kind: String, among titles: [String], _ location: NotesLocation?)
        throws(NotesError)
    {
        guard !titles.contains(where: { $0.lowercased() == title.lowercased() }) else { return }
        throw NotesError(.unknownTitle(title, of: kind, suggestion: Suggestion.nearest(to: title, among: titles)), at: location)
    }
}
