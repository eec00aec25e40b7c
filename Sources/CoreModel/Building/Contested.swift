/// How many copies of a list have each of its elements.
struct Contested<Key: Hashable> {
    private var counts: [Key: Int] = [:]
    private let copies: Int

    /// Of copies that tell all elements: one that was cut says nothing by what it lacks.
    init(_ copies: [Set<Key>]) {
        self.copies = copies.count
        for copy in copies {
            for key in copy { counts[key, default: 0] += 1 }
        }
    }

    /// Whether some copies do not have it.
    func contains(_ key: Key) -> Bool { counts[key, default: 0] < copies }
}
