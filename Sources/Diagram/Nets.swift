/// All edges into one target with one label: drawn as one trunk with one arrow.
///
///     A -> D|5432          A   B   C
///     B -> D|5432    =>    └───┼───┘
///     C -> D|5432              ▼ 5432
///
/// Invariant: every edge between two different nodes is in exactly one net.
public struct Net: Sendable, Hashable {
    /// The node that is reached.
    public var target: Int
    /// The ports.
    public var label: String
    /// Whether its lines are dotted.
    public var isDotted: Bool
    /// Whether it is drawn upward: its sources stand below its target, because the flows run in a circle.
    public var isUpward = false
    /// Where it starts: each source once, with the edges that it stands for.
    public var legs: [Leg] = []

    /// One source of a net.
    public struct Leg: Sendable, Hashable {
        /// The node.
        public var source: Int
        /// The edges of the graph that this leg stands for: more than one where the graph repeats itself.
        public var edges: [Int]
    }
}
