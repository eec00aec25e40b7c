import CoreModel

/// Which networks an address lies in, each with numbers that stand for it.
///
/// CIDRs are nested or apart, so an address lies in at most one network of each length: a look-up is a binary search for each
/// length that occurs. Complexity of making it: a look-up in a hash table for each entry, and sorting the distinct networks.
struct NetworkLookup: Sendable {
    private struct Entry: Sendable {
        var low: UInt128
        var row: Int
    }

    /// The distinct networks by prefix length, each list sorted by address.
    private let byLength: [(length: Int, entries: [Entry])]
    /// The numbers of each network.
    private let numbers: Rows<UInt32>
    private let version: IPVersion

    /// `forEach` gives every network with a number.
    init(_ version: IPVersion, forEach: (_ body: (IPNetwork, UInt32) -> Void) -> Void) {
        self.version = version
        // IPv4 networks are told by one word, which keeps the table of a million rules' networks within the processor's cache.
        var (four, six) = (NumberTable<UInt64>(), NumberTable<IPNetwork>())
        var networks: [IPNetwork] = []
        var rows: [(row: UInt32, number: UInt32)] = []
        forEach { network, number in
            let row =
                version == .v4
                ? four.number(of: UInt64(truncatingIfNeeded: network.address.bits) << 8 | UInt64(network.prefixLength))
                : six.number(of: network)
            if row == networks.count { networks.append(network) }
            let entry = (UInt32(row), number)
            // A group's rules come one after the other; a network that it names again adds nothing.
            if let last = rows.last, last == entry { return }
            rows.append(entry)
        }
        numbers = Rows(count: networks.count) { body in for entry in rows { body(Int(entry.row), entry.number) } }
        var byLength = Array(repeating: [Entry](), count: version.bitWidth + 1)
        for (row, network) in networks.enumerated() {
            byLength[network.prefixLength].append(Entry(low: network.address.bits, row: row))
        }
        self.byLength = byLength.enumerated().filter { !$0.element.isEmpty }.map { length, entries in
            (length, entries.sorted { $0.low < $1.low })
        }
    }

    /// Calls with the number of every network that holds an address; a number may come several times.
    func forEach(holding address: UInt128, _ body: (UInt32) -> Void) {
        for (length, entries) in byLength {
            let host = version.largest >> UInt128(length)
            let low = length == version.bitWidth ? address : address & ~host
            let place = entries.firstPlace { $0.low >= low }
            if place < entries.count, entries[place].low == low {
                for number in numbers[entries[place].row] { body(number) }
            }
        }
    }
}
