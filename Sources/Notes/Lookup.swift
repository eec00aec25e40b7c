import CoreModel

extension Notes {
    /// The notes of a group by its title, case ignored.
    public func group(titled title: String) -> GroupNotes? {
        let title = title.lowercased()
        return groups.first { $0.title.lowercased() == title }
    }

    /// The documented flows that speak of some traffic between two ends, each given by all its names (title, name, id, address, `internet`).
    ///
    /// Flows that name both ends come before those with `any`, otherwise they keep the order of the file.
    public func flows(from sources: [String], to destinations: [String], traffic: Traffic) -> [DocumentedFlow] {
        let matching = flows.filter { $0.concerns(source: sources, destination: destinations, traffic: traffic) }
        let (general, named) = (matching.filter(\.hasAny), matching.filter { !$0.hasAny })
        return named + general
    }

    /// The table, by its title, case ignored.
    public func table(titled title: String) -> UsageTable? {
        tables.first { $0.title.lowercased() == title.lowercased() }
    }

    /// The decision, by its title, case ignored.
    public func decision(titled title: String) -> Decision? {
        decisions.first { $0.title.lowercased() == title.lowercased() }
    }
}

extension DocumentedFlow {
    var hasAny: Bool { source == .any || destination == .any }
}

extension GroupNotes {
    /// What was written about a rule of the group: the notes that name its peer first, then in the order of the file.
    public func notes(direction: Direction, traffic: Traffic, peerNames: [String]) -> [RuleNotes] {
        let matching = rules.filter { $0.matches(direction: direction, traffic: traffic, peerNames: peerNames) }
        return (0...3).reversed().flatMap { narrowness in matching.filter { $0.narrowness == narrowness } }
    }

    /// Why a rule of the group is there, in a sentence or a few; nil where nobody wrote it.
    public func why(direction: Direction, traffic: Traffic, peerNames: [String]) -> String? {
        let whys = notes(direction: direction, traffic: traffic, peerNames: peerNames).map(\.why)
        return whys.isEmpty ? nil : whys.joined(separator: " ")
    }
}
