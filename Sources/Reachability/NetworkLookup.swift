import SecurityGroups

/// Which groups have a rule for a network that an address lies in.
///
/// CIDRs are nested or apart, so an address lies in at most one network of each length: a look-up is a binary search for each
/// length that occurs.
struct NetworkLookup: Sendable {
    private struct Entry: Sendable {
        var low: UInt128
        var group: GroupIndex
    }

    /// Entries by prefix length, each sorted by network.
    private var byLength: [[Entry]]
    private let version: IPVersion

    init(_ version: IPVersion) {
        self.version = version
        byLength = Array(repeating: [], count: version.bitWidth + 1)
    }

    mutating func add(_ low: UInt128, length: Int, _ group: GroupIndex) {
        // A group's rules come one after the other; a network that it names again adds nothing.
        if let last = byLength[length].last, last.low == low, last.group == group { return }
        byLength[length].append(Entry(low: low, group: group))
    }

    mutating func sort() {
        for length in byLength.indices { byLength[length].sort { ($0.low, $0.group) < ($1.low, $1.group) } }
    }

    /// Calls for every group with a network that holds an address; for a group with several of them several times.
    func forEach(holding address: UInt128, _ body: (GroupIndex) -> Void) {
        for length in byLength.indices where !byLength[length].isEmpty {
            let host = version.largest >> UInt128(length)
            let low = length == version.bitWidth ? address : address & ~host
            let entries = byLength[length]
            var place = Self.firstPlace(entries, notBelow: low)
            while place < entries.count, entries[place].low == low {
                body(entries[place].group)
                place += 1
            }
        }
    }

    private static func firstPlace(_ entries: [Entry], notBelow low: UInt128) -> Int {
        var first = 0
        var last = entries.count
        while first < last {
            let middle = (first + last) / 2
            if entries[middle].low < low { first = middle + 1 } else { last = middle }
        }
        return first
    }
}
