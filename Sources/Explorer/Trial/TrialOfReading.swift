import Diff
import Reachability
import Trial

/// Changes, with what they are laid over.
struct TrialOfReading: Sendable {
    /// The changes, and the inventory with them.
    let changes: Trial
    /// What was read.
    let read: ExplorerModel
    /// Who reaches whom in it; nil where that was not worked out.
    let flows: Flows?
    /// What was read against what is on trial, for the map and for the list: worked out once, by whichever asks first.
    let difference: Lazy<InventoryDiff>

    /// Changes of a reading.
    init(changes: Trial, read: ExplorerModel, flows: Flows?) {
        (self.changes, self.read, self.flows) = (changes, read, flows)
        difference = Lazy { changes.difference }
    }
}
