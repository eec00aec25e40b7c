import CoreModel

/// What searches over groups look up, for one family: built once, linear in rules but for sorting their networks.
///
/// Most hops are decided by two rules, one a side, that are open to everything or name the other group; these are found without
/// judging a question. What it says is always the same as the judgement: ``HopTest`` falls back on it.
final class ReachIndex: Sendable {
    /// A group's own rules that may matter to a hop, but for what is open to everything, by their places in ``ReachIndex/rules``.
    struct RuleRanges: Sendable {
        /// Those that name a space.
        var spaces = ByDirection(ingress: 0..<0, egress: 0..<0)
        /// Those that name a group, right behind these.
        var groups = ByDirection(ingress: 0..<0, egress: 0..<0)
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

        init(_ bounds: AddressBounds?, _ spacesHolding: NetworkLookup, _ spaces: Rows<Stretch>) {
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

    let version: IPVersion
    let stations: Stations
    /// The loaded groups, by name, then id: the order in which ties are broken.
    let order: [GroupIndex]
    /// The place of each group in ``order``.
    let rank: [Int]
    /// The loaded groups that have addresses, by the lowest of them.
    let byLow: [GroupIndex]
    private let ranges: [RuleRanges]
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
    /// For each space, the rules of a direction that name it; they are those of all ``carriers(of:)`` their groups.
    let naming: ByDirection<Rows<SpaceRule>>
    /// For each group, the groups whose own rules of a direction name it.
    let references: ByDirection<Rows<GroupIndex>>
    /// Which groups members carry.
    let kinds: MemberKinds
    /// Groups with members of several kinds, of which no rule alone may cover all.
    let mixed: [GroupIndex]
    /// The groups with rules of a direction for a network other than everything, wherever it is.
    let networks: ByDirection<NetworkLookup>
    /// For each prefix list, the groups with rules of a direction for it.
    let lists: ByDirection<Rows<GroupIndex>>

    init(_ inventory: Inventory, _ index: InventoryIndex, names: Names, _ stations: Stations) {
        version = stations.version
        self.stations = stations
        let keys = inventory.groups.indices.map { (names.name(of: GroupIndex($0)), inventory[inventory.groups[$0].id]) }
        let order = inventory.loadedGroups.sorted { keys[Int($0.number)] < keys[Int($1.number)] }
        var rank = Array(repeating: Int.max, count: inventory.groups.count)
        for (place, group) in order.enumerated() { rank[Int(group.number)] = place }
        var builder = ReachIndexBuilder(inventory, index, stations)
        builder.read()
        let lows = inventory.groups.indices.map { stations[GroupIndex($0)].bounds?.low ?? 0 }
        let byLow = order.filter { stations[$0].isWhole }.sorted {
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
                        (stations[$0].bounds?.high ?? 0) > stretch.addresses.upperBound
                    }
                }
            })
        self.order = order
        self.rank = rank
        ranges = builder.ranges
        rules = builder.rules
        ruleKinds = builder.ruleKinds
        let around = inventory.groups.indices.map {
            SpacesAround(stations[GroupIndex($0)].bounds, builder.spacesHolding, spaceRows)
        }
        self.around = Rows(around.map(\.all))
        aroundFirst = Rows(around.map(\.first))
        aroundLast = Rows(around.map(\.last))
        naming = builder.naming.map { Rows($0) }
        references = builder.references.map { Rows($0) }
        kinds = index.kinds
        mixed = order.filter { stations[$0].isMixed }
        networks = builder.networks
        lists = builder.lists.map { Rows($0) }
    }

    var classes: [TrafficSet] { stations.classes }

    func station(_ group: GroupIndex) -> Station { stations[group] }

    /// The groups that every member of a group carries, itself included: their rules are each member's.
    func carried(by group: GroupIndex) -> ArraySlice<GroupIndex> { kinds.carriedByEvery(version)[Int(group.number)] }

    /// The groups of which every member carries a group, itself included.
    func carriers(of group: GroupIndex) -> ArraySlice<GroupIndex> { kinds.everyCarriers(version)[Int(group.number)] }

    /// Whether each member of a group has a rule that names a space.
    func hasSpaceRules(_ group: GroupIndex, _ direction: Direction) -> Bool {
        carried(by: group).contains { !spaceRules($0, direction).isEmpty }
    }

    /// A group's own rules that name a space.
    func spaceRules(_ group: GroupIndex, _ direction: Direction) -> Range<Int> { ranges[Int(group.number)].spaces[direction] }

    /// A group's own rules that name a group.
    func groupRules(_ group: GroupIndex, _ direction: Direction) -> Range<Int> { ranges[Int(group.number)].groups[direction] }

    /// All of a group's own rules that may matter to a hop.
    func rules(_ group: GroupIndex, _ direction: Direction) -> Range<Int> {
        spaceRules(group, direction).lowerBound..<groupRules(group, direction).upperBound
    }
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
