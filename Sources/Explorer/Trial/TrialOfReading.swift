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
