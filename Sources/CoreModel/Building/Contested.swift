/// How many copies of a list have each of its elements.
struct Contested<Key: Hashable> {
    private var counts: [Key: Int] = [:]
    private let copies: Int

    init(_ copies: [Set<Key>]) {
        self.copies = copies.count
        for copy in copies {
            for key in copy { counts[key, default: 0] += 1 }
        }
    }

    /// Whether some copies have it and others do not.
    func contains(_ key: Key) -> Bool { counts[key].map { $0 < copies } ?? false }
}
