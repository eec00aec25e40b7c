import CoreModel
import Synchronization

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

        func all(_ direction: Direction) -> Range<Int> { spaces[direction].lowerBound..<groups[direction].upperBound }
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

        private init(_ bounds: AddressBounds, _ spacesHolding: NetworkLookup, _ spaces: Rows<Stretch>) {
            spacesHolding.forEach(holding: bounds.low) { space in
                let isWhole = spaces[Int(space)].contains { bounds.isWithin($0.addresses) }
                if isWhole { all.append(space) } else { first.append(space) }
            }
            if !first.isEmpty { spacesHolding.forEach(holding: bounds.high) { last.append($0) } }
        }

        /// Those of every group; groups without members are mostly at the same addresses.
        static func all(
            _ groups: [AddressBounds?], _ spacesHolding: NetworkLookup, _ spaces: Rows<Stretch>
        ) -> (all: Rows<UInt32>, first: Rows<UInt32>, last: Rows<UInt32>) {
            var (all, first, last) = (Rows<UInt32>(), Rows<UInt32>(), Rows<UInt32>())
            var known: [AddressBounds: SpacesAround] = [:]
            for bounds in groups {
                let around = bounds.map { known[$0] ?? SpacesAround($0, spacesHolding, spaces) }
                if let bounds { known[bounds] = around }
                all.append(around?.all ?? [])
                first.append(around?.first ?? [])
                last.append(around?.last ?? [])
            }
            return (all, first, last)
        }
    }

    /// A rule with the group that it is of.
    struct OwnedRule: Sendable {
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
    /// For each group the spaces that hold all of its addresses, that hold the first but not all, and that hold the last.
    let around: Rows<UInt32>
    let aroundFirst: Rows<UInt32>
    let aroundLast: Rows<UInt32>
    /// For each space, the rules of a direction that name it; they are those of all ``carriers(of:)`` their groups.
    ///
    /// Made when they are asked for first, as ``references``: a search needs those of one direction.
    let naming: ByDirection<Lazy<Rows<OwnedRule>>>
    /// For each group, the rules of a direction that name it.
    let references: ByDirection<Lazy<Rows<OwnedRule>>>
    /// Which groups members carry.
    let kinds: MemberKinds
    /// Groups with members of several kinds, of which no rule alone may cover all.
    let mixed: [GroupIndex]
    /// For each class of open traffic, the groups of ``byLow`` that take it from everywhere, or send it everywhere.
    let openGroups: ByDirection<Rows<GroupIndex>>
    /// The groups of ``byLow`` that may be found by their rules of a direction: who has none for anybody here, and shares no interface,
    /// is never found.
    let findable: ByDirection<[Bool]>
    /// The groups that name networks and prefix lists, wherever these are.
    let entries: EntryLookup
    private let targets: Mutex<[MemberTargets?]>
    /// Whether each group is loaded and known to be one; see ``Inventory/isSettled(_:)``.
    private let areSettled: [Bool]
    /// The memory of searches that have ended.
    private let memories = Mutex<[SearchMemory]>([])

    init(_ inventory: Inventory, _ index: InventoryIndex, names: Names, _ stations: Stations) {
        let version = stations.version
        self.version = version
        self.stations = stations
        let keys = inventory.groups.indices.map { (names.name(of: GroupIndex($0)), inventory[inventory.groups[$0].id]) }
        let order = inventory.loadedGroups.sorted { keys[Int($0.number)] < keys[Int($1.number)] }
        var rank = Array(repeating: Int.max, count: inventory.groups.count)
        for (place, group) in order.enumerated() { rank[Int(group.number)] = place }
        var builder = ReachIndexBuilder(inventory, stations)
        builder.read()
        let lows = inventory.groups.indices.map { stations[GroupIndex($0)].bounds?.low ?? 0 }
        let byLow = order.filter { stations[$0].isWhole }.sorted {
            (lows[Int($0.number)], $0) < (lows[Int($1.number)], $1)
        }
        var spaces = Rows<Stretch>()
        var leaving = Rows<GroupIndex>()
        for space in 0..<builder.spaces.count {
            spaces.append(
                builder.spaces[space].lazy.map { addresses in
                    let first = byLow.firstPlace { lows[Int($0.number)] >= addresses.lowerBound }
                    let last = byLow.firstPlace { lows[Int($0.number)] > addresses.upperBound }
                    return Stretch(addresses: addresses, places: first..<max(first, last))
                })
            leaving.append(
                spaces[space].lazy.flatMap { stretch in
                    byLow[stretch.places].lazy.filter { (stations[$0].bounds?.high ?? 0) > stretch.addresses.upperBound }
                })
        }
        let bounds = inventory.groups.indices.map { stations[GroupIndex($0)].bounds }
        let around = SpacesAround.all(bounds, builder.spacesHolding, spaces)
        (self.byLow, self.spaces, self.leaving, self.order, self.rank) = (byLow, spaces, leaving, order, rank)
        (self.around, aroundFirst, aroundLast) = around
        (ranges, rules) = (builder.ranges, builder.rules)
        naming = ByDirection(builder.naming)
        references = ByDirection(builder.references)
        kinds = index.kinds
        mixed = order.filter { stations[$0].isMixed }
        openGroups = ByDirection { direction in
            Rows(count: stations.classes.count) { body in for group in byLow { body(stations[group].open[direction], group) } }
        }
        let (ranges, kinds) = (ranges, kinds)
        findable = ByDirection { direction in
            var findable = Array(repeating: false, count: inventory.groups.count)
            for group in byLow {
                let station = stations[group]
                let carried = kinds.carriedByEvery(version)[Int(group.number)]
                findable[Int(group.number)] =
                    station.open[direction] != 0 || station.isMixed || kinds.carriedBySome.range(Int(group.number)).count > 1
                    || carried.contains { !ranges[Int($0.number)].all(direction).isEmpty }
            }
            return findable
        }
        entries = EntryLookup(inventory, version)
        targets = Mutex(Array(repeating: nil, count: inventory.groups.count))
        areSettled = inventory.groups.indices.map { inventory.isSettled(GroupIndex($0)) }
    }

    /// Whether a group is loaded and known to be one.
    func isSettled(_ group: GroupIndex) -> Bool { areSettled[Int(group.number)] }

    /// The members of a group as the other side of rules; nil where they were not made yet.
    func knownTargets(_ group: GroupIndex) -> MemberTargets? { targets.withLock { $0[Int(group.number)] } }

    /// Keeps the members of a group as the other side of rules.
    func keep(_ made: MemberTargets, of group: GroupIndex) -> MemberTargets {
        targets.withLock { $0[Int(group.number)] = made }
        return made
    }

    /// Memory for a search, as little used as new one.
    func takeMemory() -> SearchMemory {
        guard var memory = memories.withLock({ $0.popLast() }) else { return SearchMemory(self) }
        memory.clear()
        return memory
    }

    /// Keeps the memory of a search that has ended for another.
    func keep(_ memory: SearchMemory) { memories.withLock { $0.append(memory) } }

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
        ranges[Int(group.number)].all(direction)
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
