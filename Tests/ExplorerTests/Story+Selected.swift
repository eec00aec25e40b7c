import Support

@testable import Explorer

extension Story {
    /// What the selection is called.
    var selected: String { state.selection.map(state.model.name) ?? "nothing" }
}
