import CoreModel

/// The rules of one direction, group by group in the order of where their traffic begins: those for some traffic are found without a look at
/// the others.
///
/// Complexity: one pass over rules with a sort of each group's; 16 bytes a rule.
struct RulesByTraffic: Sendable {
    /// A rule with its traffic.
    struct Entry: Sendable {
        let points: ClosedRange<UInt32>
        /// The last point of it and of all before it.
        let reach: UInt32
        private let number: UInt32

        fileprivate init(points: ClosedRange<UInt32>, reach: UInt32, rule: Int) {
            (self.points, self.reach, number) = (points, reach, UInt32(rule))
        }

        /// The place of the rule in ``Inventory/rules``.
        var rule: Int { Int(number) }
    }

    private let entries: [Entry]
    /// Where the entries of each group end.
    private let ends: [Int]

    /// No rules.
    init() { (entries, ends) = ([], []) }

    init(_ inventory: Inventory, _ direction: Direction) {
        var entries: [Entry] = []
        var ends: [Int] = []
        ends.reserveCapacity(inventory.groups.count)
        // Room that is not filled costs nothing, and lists that grow are copied.
        entries.reserveCapacity(inventory.rules.count)
        var keys: [UInt64] = []
        for group in inventory.groups.indices {
            keys.removeAll(keepingCapacity: true)
            for rule in inventory.places(of: GroupIndex(group), direction) {
                keys.append(UInt64(inventory.rules[rule].traffic.points.lowerBound) << 32 | UInt64(rule))
            }
            keys.sort()
            var reach: UInt32 = 0
            for key in keys {
                let rule = Int(key & 0xFFFF_FFFF)
                let points = inventory.rules[rule].traffic.points
                reach = max(reach, points.upperBound)
                entries.append(Entry(points: points, reach: reach, rule: rule))
            }
            ends.append(entries.count)
        }
        (self.entries, self.ends) = (entries, ends)
    }

    /// Where the rules of a group stand that may be for traffic between two points; some of these end before.
    ///
    /// Complexity: logarithmic in the rules of the group, and linear in those that are given.
    func places(of group: GroupIndex, from low: UInt32, to high: UInt32) -> Range<Int> {
        let number = Int(group.number)
        let end = ends[number]
        var (first, last) = (number == 0 ? 0 : ends[number - 1], end)
        while first < last {
            let middle = (first + last) / 2
            if entries[middle].reach < low { first = middle + 1 } else { last = middle }
        }
        while last < end, entries[last].points.lowerBound <= high { last += 1 }
        return first..<last
    }

    /// What stands at a place.
    subscript(place: Int) -> Entry { entries[place] }
}
