import Trial

/// Changes, with what they are laid over.
struct TrialOfReading: Sendable {
    /// The changes, and the inventory with them.
    let changes: Trial
    /// What was read.
    let read: ExplorerModel
    /// Who reaches whom in it; nil where that was not worked out.
    let flows: Flows?
}

/// Changes that are to be laid over what was read: work, each order itself alone.
final class TrialOrder: Sendable {
    private let changes: Trial
    private let read: ExplorerModel
    private let flows: Flows?
    /// Whether the changes were tried on an older reading.
    private let isOfOlder: Bool
    private let said: String

    /// Changes of this reading; `said` is what is said when they are laid.
    init(_ changes: Trial, over read: ExplorerModel, _ flows: Flows?, saying said: String) {
        (self.changes, self.read, self.flows, self.said, isOfOlder) = (changes, read, flows, said, false)
    }

    /// The changes that were tried on an older reading, to be laid over a newer one.
    init(_ changes: Trial, ofOlderThan read: ExplorerModel, _ flows: Flows?) {
        (self.changes, self.read, self.flows, isOfOlder) = (changes, read, flows, true)
        said = ""
    }

    /// What is shown then; nil where nothing is wanted any more.
    func laid(tell: (Int, Int) -> Bool) -> LaidTrial? {
        guard isOfOlder else { return laid(changes, saying: said, tell) }
        let laid = changes.laid(over: read.analyzer)
        return self.laid(laid.trial, saying: TrialWords.said(laid, of: read), tell)
    }

    private func laid(_ changes: Trial, saying said: String, _ tell: (Int, Int) -> Bool) -> LaidTrial? {
        if changes.changes.isEmpty { return LaidTrial(model: read, flows: flows, said: said) }
        let model = ExplorerModel(TrialOfReading(changes: changes, read: read, flows: flows))
        // Where nobody knows who reaches whom yet, that is worked out as it is for what was read.
        if flows == nil { return LaidTrial(model: model, flows: nil, said: said) }
        return Flows(model, tell: tell).map { LaidTrial(model: model, flows: $0, said: said) }
    }
}

extension TrialOrder: Hashable {
    /// An order is itself alone.
    static func == (left: TrialOrder, right: TrialOrder) -> Bool { left === right }

    /// By identity.
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// What is shown once changes are laid, or left.
struct LaidTrial: Sendable {
    let model: ExplorerModel
    let flows: Flows?
    /// What is said then.
    let said: String
}
