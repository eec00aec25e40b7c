import CoreModel

/// Which networks an address lies in, each with a number that stands for it.
///
/// CIDRs are nested or apart, so an address lies in at most one network of each length: a look-up is a binary search for each
/// length that occurs.
struct NetworkLookup: Sendable {
    private struct Entry: Sendable {
        var low: UInt128
        var number: UInt32
    }

    /// Entries by prefix length, each sorted by network.
    private var byLength: [[Entry]]
    private var lengths: [Int] = []
    private let version: IPVersion

    init(_ version: IPVersion) {
        self.version = version
        byLength = Array(repeating: [], count: version.bitWidth + 1)
    }

    mutating func add(_ low: UInt128, length: Int, _ number: UInt32) {
        // A group's rules come one after the other; a network that it names again adds nothing.
        if let last = byLength[length].last, last.low == low, last.number == number { return }
        byLength[length].append(Entry(low: low, number: number))
    }

    /// To be called once, after all are added.
    mutating func sort() {
        for length in byLength.indices { byLength[length].sort { ($0.low, $0.number) < ($1.low, $1.number) } }
        lengths = byLength.indices.filter { !byLength[$0].isEmpty }
    }

    /// Calls with the number of every network that holds an address; a number may come several times.
    func forEach(holding address: UInt128, _ body: (UInt32) -> Void) {
        for length in lengths {
            let host = version.largest >> UInt128(length)
            let low = length == version.bitWidth ? address : address & ~host
            let entries = byLength[length]
            var place = entries.firstPlace { $0.low >= low }
            while place < entries.count, entries[place].low == low {
                body(entries[place].number)
                place += 1
            }
        }
    }
}
