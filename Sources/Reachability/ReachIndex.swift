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
        /// The class of traffic that each of its members takes from everywhere, and that each sends everywhere.
        var open = Sides(ingress: 0, egress: 0)
        /// The other rules of all groups that each member carries, that may matter to a hop and name a space, by their places in
        /// ``ReachIndex/rules``.
        var spaceRules = Sides(ingress: 0..<0, egress: 0..<0)
        /// Those that name a group, right behind these.
        var groupRules = Sides(ingress: 0..<0, egress: 0..<0)
        /// Whether one interface alone stands for it, or for a part of it: what shares that interface has less to cover.
        var isSole = false
        /// Whether a member has no address of the family: then no hop is certain.
        var isLacking = false
        /// Whether members with different groups may be let through by different rules, so that no rule covers all of them.
        var isMixed = false

        /// All of its rules that may matter to a hop, by their places in ``ReachIndex/rules``.
        func rules(_ direction: Direction) -> Range<Int> {
            spaceRules[direction].lowerBound..<groupRules[direction].upperBound
        }
    }

    /// The first and the last of some addresses.
    struct Bounds: Sendable {
        var low: UInt128
        var high: UInt128

        func isWithin(_ range: ClosedRange<UInt128>) -> Bool { range.lowerBound <= low && high <= range.upperBound }
    }

    /// Addresses of a space without a gap.
    struct Stretch: Sendable {
        var addresses: ClosedRange<UInt128>
        /// The groups whose lowest address lies in it, by their places in ``ReachIndex/byLow``.
        var places: Range<Int>
    }

    /// The spaces that a group lives in.
    private struct SpacesAround {
        var all: [UInt32] = []
        var first: [UInt32] = []
        var last: [UInt32] = []

        init(_ bounds: Bounds?, _ spacesHolding: NetworkLookup, _ spaces: Rows<Stretch>) {
            guard let bounds else { return }
            spacesHolding.forEach(holding: bounds.low) { space in
                let isWhole = spaces[Int(space)].contains { bounds.isWithin($0.addresses) }
                if isWhole { all.append(space) } else { first.append(space) }
            }
            if !first.isEmpty { spacesHolding.forEach(holding: bounds.high) { last.append($0) } }
        }
    }

    /// A group with a rule for a space, and the traffic of the rule.
    struct SpaceRule: Sendable {
        var group: GroupIndex
        var rule: HopRule
    }

    /// One value for each direction.
    struct Sides<Value: Sendable>: Sendable {
        var ingress: Value
        var egress: Value

        subscript(direction: Direction) -> Value {
            get { direction == .ingress ? ingress : egress }
            set { if direction == .ingress { ingress = newValue } else { egress = newValue } }
        }

        func map<Other: Sendable>(_ change: (Value) -> Other) -> Sides<Other> {
            Sides<Other>(ingress: change(ingress), egress: change(egress))
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
    /// The rules that may matter to a hop, group by group.
    let rules: [HopRule]
    /// Networks and prefix lists where groups live: for each its stretches of addresses, ascending and apart.
    let spaces: Rows<Stretch>
    /// For each space the groups that begin in one of its stretches and end beyond it.
    let leaving: Rows<GroupIndex>
    /// How many numbers rules for spaces have.
    let ruleKinds: Int
    /// For each group the spaces that hold all of its addresses, that hold the first but not all, and that hold the last.
    let around: Rows<UInt32>
    let aroundFirst: Rows<UInt32>
    let aroundLast: Rows<UInt32>
    /// For each space, the rules of a direction that name it.
    let naming: Sides<Rows<SpaceRule>>
    /// For each group, the groups whose rules of a direction name it, or those of a group that every member carries.
    let references: Sides<Rows<GroupIndex>>
    /// Which groups members carry.
    let kinds: MemberKinds
    /// Groups with members of several kinds, of which no rule alone may cover all.
    let mixed: [GroupIndex]
    /// The class of traffic that each group's own rules take from everywhere, and send everywhere.
    let ownOpen: Sides<[Int]>
    /// The groups with rules of a direction for a network other than everything, wherever it is.
    let networks: Sides<NetworkLookup>
    /// For each prefix list, the groups with rules of a direction for it.
    let lists: Sides<Rows<GroupIndex>>

    init(_ inventory: Inventory, _ index: InventoryIndex, names: Names, _ version: IPVersion) {
        self.version = version
        let keys = inventory.groups.indices.map { (names.name(of: GroupIndex($0)), inventory[inventory.groups[$0].id]) }
        let order = inventory.loadedGroups.sorted { keys[Int($0.number)] < keys[Int($1.number)] }
        var rank = Array(repeating: Int.max, count: inventory.groups.count)
        for (place, group) in order.enumerated() { rank[Int(group.number)] = place }
        var builder = ReachIndexBuilder(inventory, index, version)
        builder.read()
        let stations = builder.stations
        let lows = stations.map { $0.bounds?.low ?? 0 }
        let byLow = order.filter { stations[Int($0.number)].bounds != nil && !stations[Int($0.number)].isLacking }.sorted {
            (lows[Int($0.number)], $0) < (lows[Int($1.number)], $1)
        }
        self.byLow = byLow
        let spaces = builder.spaces.map { stretches in
            stretches.map { addresses in
                let first = byLow.firstPlace { lows[Int($0.number)] >= addresses.lowerBound }
                let last = byLow.firstPlace { lows[Int($0.number)] > addresses.upperBound }
                return Stretch(addresses: addresses, places: first..<max(first, last))
            }
        }
        let spaceRows = Rows(spaces)
        self.spaces = spaceRows
        leaving = Rows(
            spaces.map { stretches in
                stretches.flatMap { stretch in
                    byLow[stretch.places].filter {
                        (stations[Int($0.number)].bounds?.high ?? 0) > stretch.addresses.upperBound
                    }
                }
            })
        self.order = order
        self.rank = rank
        self.stations = stations
        classes = builder.classes
        rules = builder.rules
        ruleKinds = builder.ruleKinds
        let around = stations.map { SpacesAround($0.bounds, builder.spacesHolding, spaceRows) }
        self.around = Rows(around.map(\.all))
        aroundFirst = Rows(around.map(\.first))
        aroundLast = Rows(around.map(\.last))
        naming = builder.naming.map { Rows($0) }
        references = builder.references.map { Rows($0) }
        kinds = index.kinds
        mixed = order.filter { stations[Int($0.number)].isMixed }
        ownOpen = builder.ownOpen
        networks = builder.networks
        lists = builder.lists.map { Rows($0) }
    }

    func station(_ group: GroupIndex) -> Station { stations[Int(group.number)] }

    /// The traffic that a group's own rules take from everywhere, or send everywhere.
    func openTraffic(_ group: GroupIndex, _ direction: Direction) -> TrafficSet { classes[ownOpen[direction][Int(group.number)]] }
}

extension Array {
    /// The first place from which on a condition holds, where it holds for all places after the first.
    func firstPlace(where isAfter: (Element) -> Bool) -> Int {
        var first = 0
        var last = count
        while first < last {
            let middle = (first + last) / 2
            if isAfter(self[middle]) { last = middle } else { first = middle + 1 }
        }
        return first
    }
}
