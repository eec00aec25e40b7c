/// Finds the notes of groups quickly, however many groups and notes there are: made once, asked often.
public struct NotesIndex: Sendable {
    private let notes: [GroupNotes]
    private var byID: [String: [Candidate]] = [:]
    private var byName: [String: [Candidate]] = [:]
    private var others: [Candidate] = []

    private struct Candidate {
        let notes: Int
        let matcher: GroupMatcher
        let narrowness: Int
    }

    /// Makes an index of the notes' groups.
    public init(_ notes: Notes) {
        self.notes = notes.groups
        for (location, group) in notes.groups.enumerated() {
            for matcher in group.matchers {
                let candidate = Candidate(notes: location, matcher: matcher, narrowness: matcher.narrowness)
                if let id = matcher.id {
                    byID[id, default: []].append(candidate)
                } else if let name = matcher.name {
                    byName[name.lowercased(), default: []].append(candidate)
                } else {
                    others.append(candidate)
                }
            }
        }
    }

    /// The notes of a group, by its id, name and tags: where several fit, those with the narrowest matcher, then the first.
    public func group(id: String, name: String, tags: [String: String] = [:]) -> GroupNotes? {
        for candidates in [byID[id] ?? [], byName[name.lowercased()] ?? [], others] {
            let fitting = candidates.filter { $0.matcher.matches(id: id, name: name, tags: tags) }
            let narrowest = fitting.map(\.narrowness).max()
            if let best = fitting.first(where: { $0.narrowness == narrowest }) { return notes[best.notes] }
        }
        return nil
    }
}
