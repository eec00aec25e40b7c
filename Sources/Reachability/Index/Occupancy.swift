import CoreModel

/// The addresses that groups live at, to tell quickly which networks hold any of them; see ``Stations/addresses``.
///
/// Most networks that rules name are offices and partners, where no group lives; a count of used /16 blocks turns them down
/// without a search.
struct Occupancy: Sendable {
    private let intervals: [ClosedRange<UInt128>]
    /// For IPv4: how many of the /16 blocks before each are used; empty for IPv6.
    private let usedBlocks: [Int32]
    /// A bit for each /24 of the used /16 blocks, one block after the other.
    private let usedParts: [UInt64]

    init(_ addresses: AddressSet, _ version: IPVersion) {
        intervals = addresses.intervals
        guard version == .v4 else {
            (usedBlocks, usedParts) = ([], [])
            return
        }
        var isUsed = [Bool](repeating: false, count: 1 << 16)
        for interval in addresses.intervals {
            for block in Int(interval.lowerBound >> 16)...Int(interval.upperBound >> 16) { isUsed[block] = true }
        }
        var counts: [Int32] = [0]
        counts.reserveCapacity(isUsed.count + 1)
        for (place, used) in isUsed.enumerated() { counts.append(counts[place] + (used ? 1 : 0)) }
        usedBlocks = counts
        var parts = [UInt64](repeating: 0, count: Int(counts[isUsed.count]) * 4)
        for interval in addresses.intervals {
            for part in Int(interval.lowerBound >> 8)...Int(interval.upperBound >> 8) {
                let place = Int(counts[part >> 8]) << 8 | part & 0xFF
                parts[place >> 6] |= 1 << UInt64(place & 63)
            }
        }
        usedParts = parts
    }

    /// Whether a group may live in an IPv4 network, by its /16 blocks or its /24: a few look-ups, for a set of IPv4 addresses alone.
    func mayHold(ipv4 bits: UInt32, prefixLength: UInt8) -> Bool {
        let last = bits | (prefixLength == 0 ? .max : .max >> UInt32(prefixLength))
        let before = Int(usedBlocks[Int(bits >> 16)])
        if Int(usedBlocks[Int(last >> 16) + 1]) == before { return false }
        if prefixLength < 24 { return true }
        let place = before << 8 | Int(bits >> 8 & 0xFF)
        return usedParts[place >> 6] & 1 << UInt64(place & 63) != 0
    }

    /// Whether any group lives within a range.
    func intersects(_ range: ClosedRange<UInt128>) -> Bool {
        if !usedBlocks.isEmpty, usedBlocks[Int(range.upperBound >> 16) + 1] == usedBlocks[Int(range.lowerBound >> 16)] {
            return false
        }
        let first = intervals.firstPlace { $0.upperBound >= range.lowerBound }
        return first < intervals.count && intervals[first].lowerBound <= range.upperBound
    }
}
