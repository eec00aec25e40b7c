extension MapGraph {
    /// What each node holds: itself, or the subjects of a fold.
    public var members: Members { Members(subjects: subjects, held: held) }

    /// A look at what nodes hold: most hold themselves alone, and nothing is kept for these.
    public struct Members: RandomAccessCollection, Sendable {
        fileprivate let subjects: [MapSubject]
        fileprivate let held: [Int: [MapSubject]]

        /// The first node.
        public var startIndex: Int { 0 }
        /// Behind the last node.
        public var endIndex: Int { subjects.count }

        /// How many subjects stand in boxes with others; linear in these boxes.
        public var sharing: Int { held.values.reduce(0) { $1.count > 1 ? $0 + $1.count : $0 } }

        /// What a node holds.
        public subscript(node: Int) -> [MapSubject] { held[node] ?? [subjects[node]] }
    }
}
