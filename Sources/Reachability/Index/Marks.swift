/// A set of places that is emptied at once, whatever it holds: a place is in it while its stamp is the present one.
struct Marks: Sendable {
    private var stamps: [UInt32]
    private var stamp: UInt32 = 1

    /// No place of so many.
    init(count: Int) { stamps = Array(repeating: 0, count: count) }

    func contains(_ place: Int) -> Bool { stamps[place] == stamp }

    /// Adds a place; false where it was in it.
    @discardableResult
    mutating func insert(_ place: Int) -> Bool {
        if stamps[place] == stamp { return false }
        stamps[place] = stamp
        return true
    }

    mutating func removeAll() {
        if stamp == .max {
            for place in stamps.indices { stamps[place] = 0 }
            stamp = 0
        }
        stamp += 1
    }
}
