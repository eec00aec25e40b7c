import Notes
import Reachability
import CoreModel

/// A remark that a part of the notes fits nothing in the inventory.
public struct NotesWarning: Sendable, Hashable {
    /// What fits nothing.
    public var message: String
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// A remark about a place in the file; nil where it is about the whole.
    public init(message: String, location: NotesLocation? = nil) {
        self.message = message
        self.location = location
    }

    /// "sgscope.yaml:12:5: ...".
    public func line(file: String) -> String {
        guard let location else { return "\(file): \(message)" }
        return "\(file):\(location.line):\(location.column): \(message)"
    }
}

/// Finds what in the notes fits nothing in an inventory: matchers, titles, notes of rules, exceptions.
public struct NotesFit: Sendable {
    private let annotations: Annotations
    private let ends: DocumentedEnds

    /// Holds the notes against an inventory.
    public init(_ annotations: Annotations) { self.init(annotations, ends: DocumentedEnds(annotations)) }

    /// The same, with the ends that were found already.
    public init(_ annotations: Annotations, ends: DocumentedEnds) {
        self.annotations = annotations
        self.ends = ends
    }

    /// The warnings, in the order of the file.
    public var warnings: [NotesWarning] {
        guard let notes = annotations.notes else { return [] }
        return (groups(notes) + titles(notes)).sorted {
            ($0.location ?? NotesLocation(line: 0, column: 0)) < ($1.location ?? NotesLocation(line: 0, column: 0))
        }
    }

    private func groups(_ notes: Notes) -> [NotesWarning] {
        let fitting = annotations.groupsByTitle
        return notes.groups.flatMap { own -> [NotesWarning] in
            guard let groups = fitting[own.title] else {
                let wanted = own.matchers.map(\.text).joined(separator: " or ")
                let asked = wanted.isEmpty ? "it has no 'match'" : "no group fits \(wanted)"
                return [NotesWarning(message: "\(own.title) fits nothing here: \(asked)", location: own.location)]
            }
            return own.rules.filter { rule in !groups.contains { fits(rule, $0) } }.map { rule in
                NotesWarning(
                    message: "these notes are about \(rule.subject) of \(own.title), and it has no such rule",
                    location: rule.location ?? own.location)
            }
        }
    }

    private func fits(_ notes: RuleNotes, _ group: GroupIndex) -> Bool {
        annotations.inventory.rules(of: group, notes.direction).contains { annotations.concerns(notes, $0) }
    }

    private func titles(_ notes: Notes) -> [NotesWarning] {
        var warnings: [NotesWarning] = []
        func check(_ end: DocumentedEnd, _ what: String, _ location: NotesLocation?) {
            switch end {
            // A title of the notes whose matcher fits nothing has a warning of its own.
            case .group(let title) where !ends.knows(title):
                let near = nearest(to: title, notes).map { "; did you mean \($0)?" } ?? ""
                warnings.append(
                    NotesWarning(
                        message: "\(what) names \(title), which no title and no group is called\(near)", location: location))
            case .prefixList(let id) where ends.meaning(of: end) == .ends([]):
                warnings.append(NotesWarning(message: "\(what) names \(id), which is not in the input", location: location))
            default: break
            }
        }
        for flow in notes.flows {
            for end in [flow.source, flow.destination] { check(end, "this flow", flow.location) }
        }
        for group in notes.groups {
            for (column, word) in [(group.inbound, "inbound"), (group.outbound, "outbound")] {
                for entry in column?.entries ?? [] {
                    check(entry.end, "the \(word) of \(group.title)", entry.location ?? column?.location ?? group.location)
                }
            }
            for rule in group.rules {
                if let peer = rule.peer { check(peer, "a rule of \(group.title)", rule.location) }
            }
        }
        for step in notes.walkthrough {
            for end in step.lights { check(end, "the step \"\(step.title)\"", step.location) }
        }
        for exception in notes.exceptions {
            if let group = exception.group { check(group, "this exception", exception.location) }
        }
        return warnings
    }

    private func nearest(to title: String, _ notes: Notes) -> String? {
        let known = notes.groups.map(\.title)
        let scored = known.map { ($0, EditDistance.between($0.lowercased(), title.lowercased())) }
        guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, title.count / 3) else { return nil }
        return best.0
    }
}
