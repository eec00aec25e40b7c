/// SplitMix64: the same numbers for the same seed, everywhere, so that a failure can be had again.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The numbers of a seed.
    public init(seed: UInt64) { state = seed }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True in so many of a hundred cases.
    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// A number from zero to below the limit.
    public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// One of some elements, of which there must be one.
    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// So many elements, each place once, in order; all of them where there are fewer.
    public mutating func some<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var places = Set<Int>()
        while places.count < min(count, elements.count) { places.insert(below(elements.count)) }
        return places.sorted().map { elements[$0] }
    }
}
