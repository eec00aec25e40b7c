import Dispatch

/// Work on the numbers of a range, shared among the processor's cores.
public enum Cores {
    /// What a function makes of each of several parts of `0..<count`, in the order of the parts.
    ///
    /// A part has `least` numbers or more, so that little work is done at once, on the caller's own thread.
    public static func map<Result: Sendable>(
        _ count: Int, least: Int, _ work: @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        let parts = max(1, min(most, count / max(1, least)))
        if parts == 1 { return [work(0..<count)] }
        return Array(unsafeUninitializedCapacity: parts) { buffer, initialized in
            // Each part has a place of its own.
            nonisolated(unsafe) let places = buffer
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                places.initializeElement(at: part, to: work(count * part / parts..<count * (part + 1) / parts))
            }
            initialized = parts
        }
    }

    /// What two functions return that have nothing to do with each other; each runs on a core of its own where there are two.
    public static func both<First, Second>(_ first: () -> First, _ second: () -> Second) -> (First, Second) {
        nonisolated(unsafe) let work = (first, second)
        nonisolated(unsafe) var one: First?
        nonisolated(unsafe) var other: Second?
        DispatchQueue.concurrentPerform(iterations: 2) { number in
            if number == 0 { one = work.0() } else { other = work.1() }
        }
        guard let one, let other else { return (first(), second()) }
        return (one, other)
    }

    /// The same where there are enough things that both look at; else one after the other, on the caller's own thread.
    public static func both<First, Second>(
        ifLarge count: Int, _ first: () -> First, _ second: () -> Second
    ) -> (First, Second) {
        count < 500 ? (first(), second()) : both(first, second)
    }

    /// More than there are cores: a core that has done a light part takes another.
    private static let most = 16
}
