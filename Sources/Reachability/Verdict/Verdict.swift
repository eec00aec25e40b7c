/// The outcome of one side, or of a flow.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case allowed
    case blocked
    case depends
}
