import Map

/// What was looked at, to go back and forward in.
struct Trail: Sendable {
    private var before: [MapSubject] = []
    private var after: [MapSubject] = []

    init(before: [MapSubject] = [], after: [MapSubject] = []) {
        self.before = before
        self.after = after
    }

    var canGoBack: Bool { !before.isEmpty }
    var canGoForward: Bool { !after.isEmpty }

    /// The same with everything replaced, or left out where there is nothing for it.
    func mapped(_ change: (MapSubject) -> MapSubject?) -> Trail {
        Trail(before: before.compactMap(change), after: after.compactMap(change))
    }

    /// Remembers what is left for something else.
    mutating func leave(_ subject: MapSubject) {
        if before.last != subject { before.append(subject) }
        if before.count > Limits.trail { before.removeFirst() }
        after = []
    }

    /// Goes a step back from a subject.
    mutating func back(from subject: MapSubject?) -> MapSubject? {
        guard let target = before.popLast() else { return nil }
        if let subject { after.append(subject) }
        return target
    }

    /// Goes a step forward from a subject.
    mutating func forward(from subject: MapSubject?) -> MapSubject? {
        guard let target = after.popLast() else { return nil }
        if let subject { before.append(subject) }
        return target
    }
}
