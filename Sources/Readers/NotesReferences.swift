import Notes

/// Holds the titles of a notes file against each other: none twice, and none that only a reference knows.
struct NotesReferences {
    private let notes: Notes

    init(_ notes: Notes) {
        self.notes = notes
    }

    /// Throws the first error, in the order of the kinds.
    func check() throws(NotesError) {
        try checkUnique("group", notes.groups.map { ($0.title, $0.place) })
        try checkUnique("table", notes.tables.map { ($0.title, $0.place) })
        try checkUnique("decision", notes.decisions.map { ($0.title, $0.place) })
        let groups = notes.groups.map(\.title)
        for table in notes.tables {
            if let group = table.group { try checkKnown(group, "group", among: groups, table.place) }
        }
        for step in notes.walkthrough {
            for content in step.shows {
                switch content {
                case .group(let title): try checkKnown(title, "group", among: groups, step.place)
                case .table(let title): try checkKnown(title, "table", among: notes.tables.map(\.title), step.place)
                case .decision(let title): try checkKnown(title, "decision", among: notes.decisions.map(\.title), step.place)
                case .environment, .allowedFlows, .deniedFlows, .practices: break
                }
            }
        }
    }

    private func checkUnique(_ kind: String, _ titles: [(title: String, place: NotesPlace?)]) throws(NotesError) {
        var first: [String: NotesPlace] = [:]
        for (title, place) in titles {
            guard let place else { continue }
            if let other = first[title.lowercased()] {
                throw NotesError(.duplicateTitle(title, of: kind, first: other), at: place)
            }
            first[title.lowercased()] = place
        }
    }

    private func checkKnown(_ title: String, _ kind: String, among titles: [String], _ place: NotesPlace?) throws(NotesError) {
        guard !titles.contains(where: { $0.lowercased() == title.lowercased() }) else { return }
        throw NotesError(.unknownTitle(title, of: kind, suggestion: Suggestion.nearest(to: title, among: titles)), at: place)
    }
}
