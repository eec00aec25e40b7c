import SecurityGroups

/// What searches over groups look up, for one family: built once, linear in rules but for sorting their networks.
///
/// Most hops are decided by two rules, one a side, that are open to everything or name the other group; these are found without
/// judging a question. What it says is always the same as the judgement: ``HopTest`` falls back on it.
struct ReachIndex: Sendable {
    /// A group as a station.
    struct Station: Sendable {
        /// The first and the last of its addresses; nil where it has none of the family.
        var bounds: Bounds?
        /// The class of traffic that it takes from everywhere, and that it sends everywhere.
        var open = Sides(ingress: 0, egress: 0)
        /// Whether it has rules for networks that are not everything.
        var hasNetworks = Sides(ingress: false, egress: false)
        /// Whether it has rules for prefix lists.
        var hasLists = Sides(ingress: false, egress: false)
    }

    /// The first and the last of some addresses.
    struct Bounds: Sendable {
        var low: UInt128
        var high: UInt128
    }

    /// One value for each direction.
    struct Sides<Value: Sendable>: Sendable {
        var ingress: Value
        var egress: Value

        subscript(direction: Direction) -> Value {
            get { direction == .ingress ? ingress : egress }
            set { if direction == .ingress { ingress = newValue } else { egress = newValue } }
        }
    }

    let version: IPVersion
    /// The loaded groups, by name, then id: the order in which ties are broken.
    let order: [GroupIndex]
    /// The place of each group in ``order``.
    let rank: [Int]
    /// The loaded groups that have addresses, by the lowest of them.
    let byLow: [GroupIndex]
    /// Stations by the place of their group.
    let stations: [Station]
    /// Distinct sets of traffic; class 0 is nothing.
    let classes: [TrafficSet]
    /// For each group, the groups whose rules of a direction name it.
    let naming: Sides<[[GroupIndex]]>
    /// The groups with rules of a direction for a network.
    let networks: Sides<NetworkLookup>
    /// The groups with rules of a direction for a prefix list.
    let lists: Sides<[GroupIndex]>

    init(_ inventory: Inventory, _ index: InventoryIndex, names: Names, _ version: IPVersion) {
        self.version = version
        let keys = inventory.groups.indices.map { (names.name(of: GroupIndex($0)), inventory[inventory.groups[$0].id]) }
        let order = inventory.loadedGroups.sorted { keys[Int($0.number)] < keys[Int($1.number)] }
        var rank = Array(repeating: Int.max, count: inventory.groups.count)
        for (place, group) in order.enumerated() { rank[Int(group.number)] = place }
        var builder = ReachIndexBuilder(inventory, index, version)
        for group in inventory.loadedGroups { builder.add(group) }
        builder.networks.ingress.sort()
        builder.networks.egress.sort()
        let lows = builder.stations.map { $0.bounds?.low ?? 0 }
        byLow = order.filter { builder.stations[Int($0.number)].bounds != nil }.sorted {
            (lows[Int($0.number)], $0) < (lows[Int($1.number)], $1)
        }
        self.order = order
        self.rank = rank
        stations = builder.stations
        classes = builder.classes
        naming = builder.naming
        networks = builder.networks
        lists = builder.lists
    }

    func station(_ group: GroupIndex) -> Station { stations[Int(group.number)] }

    /// The places in ``byLow`` of the groups whose lowest address lies in a range.
    func places(from low: UInt128, to high: UInt128) -> Range<Int> {
        let first = firstPlace { $0 >= low }
        return first..<max(first, firstPlace { $0 > high })
    }

    private func firstPlace(where isAfter: (UInt128) -> Bool) -> Int {
        var first = 0
        var last = byLow.count
        while first < last {
            let middle = (first + last) / 2
            if isAfter(station(byLow[middle]).bounds?.low ?? 0) { last = middle } else { first = middle + 1 }
        }
        return first
    }
}
