/// The first and the last of some addresses.
struct AddressBounds: Hashable, Sendable {
    var low: UInt128
    var high: UInt128

    func isWithin(_ range: ClosedRange<UInt128>) -> Bool { range.lowerBound <= low && high <= range.upperBound }
}
