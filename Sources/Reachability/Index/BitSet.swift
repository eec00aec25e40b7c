/// A set of places among so many, as bits.
struct BitSet: Hashable, Sendable {
    private var words: [UInt64]
    /// How many places there are.
    let count: Int

    /// No place of so many.
    init(count: Int) {
        self.count = count
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// Every place of so many.
    static func all(_ count: Int) -> BitSet {
        var result = BitSet(count: count)
        for word in result.words.indices { result.words[word] = .max }
        if count % 64 > 0 { result.words[result.words.count - 1] = (1 << UInt64(count % 64)) - 1 }
        return result
    }

    func contains(_ place: Int) -> Bool { words[place >> 6] & (1 << UInt64(place & 63)) != 0 }

    mutating func insert(_ place: Int) { words[place >> 6] |= 1 << UInt64(place & 63) }

    mutating func formUnion(_ other: BitSet) {
        for word in words.indices { words[word] |= other.words[word] }
    }

    mutating func formIntersection(_ other: BitSet) {
        for word in words.indices { words[word] &= other.words[word] }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// Whether every place is in it.
    var isFull: Bool { words.reduce(0) { $0 + $1.nonzeroBitCount } == count }
}
