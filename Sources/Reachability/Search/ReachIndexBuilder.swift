import CoreModel

/// Reads every rule once for a ``ReachIndex``.
struct ReachIndexBuilder {
    private let inventory: Inventory
    private let index: InventoryIndex
    private let version: IPVersion
    private let stations: Stations
    private let occupancy: Occupancy
    private var networkSpaces: [ClosedRange<UInt128>: UInt32] = [:]
    private var ruleNumbers: [HopRule: UInt32] = [:]
    private var listSpaces: [UInt32: UInt32?] = [:]
    private(set) var ranges: [ReachIndex.RuleRanges]
    private(set) var rules: [HopRule] = []
    /// How many rules for spaces are different.
    var ruleKinds: Int { ruleNumbers.count + 1 }
    private(set) var spaces: [[ClosedRange<UInt128>]] = []
    private(set) var spacesHolding: NetworkLookup
    private(set) var naming = ByDirection<[[ReachIndex.SpaceRule]]>(ingress: [], egress: [])
    private(set) var references: ByDirection<[[GroupIndex]]>
    private(set) var networks: ByDirection<NetworkLookup>
    private(set) var lists: ByDirection<[[GroupIndex]]>

    init(_ inventory: Inventory, _ index: InventoryIndex, _ stations: Stations) {
        self.inventory = inventory
        self.index = index
        self.stations = stations
        version = stations.version
        occupancy = Occupancy(stations.addresses, version)
        ranges = Array(repeating: ReachIndex.RuleRanges(), count: inventory.groups.count)
        let none = Array(repeating: [GroupIndex](), count: inventory.groups.count)
        references = ByDirection(ingress: none, egress: none)
        let noLists = Array(repeating: [GroupIndex](), count: inventory.prefixLists.count)
        lists = ByDirection(ingress: noLists, egress: noLists)
        spacesHolding = NetworkLookup(version)
        networks = ByDirection(ingress: NetworkLookup(version), egress: NetworkLookup(version))
    }

    mutating func read() {
        let loaded = inventory.loadedGroups
        for group in loaded {
            for direction in Direction.allCases { read(group, direction) }
        }
        networks.ingress.sort()
        networks.egress.sort()
        spacesHolding.sort()
    }

    private mutating func read(_ group: GroupIndex, _ direction: Direction) {
        let number = Int(group.number)
        var named: [HopRule] = []
        let first = rules.count
        for place in inventory[group].rules(direction) {
            let rule = inventory.rules[place]
            guard !rule.isContested, let points = rule.traffic.points(in: version) else { continue }
            switch rule.peer {
            case .ipv4(let bits, let length):
                guard version == .v4, length > 0 else { continue }
                add(UInt128(bits), Int(length), points, group, direction)
            case .ipv6(let place):
                guard version == .v6 else { continue }
                let network = inventory.ipv6Networks[Int(place)]
                if network.isEverything { continue }
                add(network.address.bits, network.prefixLength, points, group, direction)
            case .prefixList(let list):
                add(group, toList: Int(list), direction)
                if let space = space(ofList: list) { add(space, points, group, direction) }
            case .group(let reference):
                let reference = inventory.references[Int(reference)]
                if reference.isStale || reference.identity != .named { continue }
                named.append(HopRule(points, .group(reference.group)))
                append(group, naming: reference.group, direction)
            }
        }
        ranges[number].spaces[direction] = first..<rules.count
        ranges[number].groups[direction] = rules.count..<(rules.count + named.count)
        // Rules for one group stand together, so that a search asks about it once.
        rules += named.sorted { $0.namedGroup < $1.namedGroup }
    }

    private mutating func add(
        _ low: UInt128, _ length: Int, _ points: ClosedRange<UInt32>, _ group: GroupIndex, _ direction: Direction
    ) {
        // Written out for each direction: going through a subscript would copy the whole table.
        if direction == .ingress {
            networks.ingress.add(low, length: length, group.number)
        } else {
            networks.egress.add(low, length: length, group.number)
        }
        let host = length == version.bitWidth ? 0 : version.largest >> UInt128(length)
        let range = low...(low | host)
        guard occupancy.intersects(range) else { return }
        let space: UInt32
        if let known = networkSpaces[range] {
            space = known
        } else {
            space = newSpace([range])
            networkSpaces[range] = space
            spacesHolding.add(low, length: length, space)
        }
        add(space, points, group, direction)
    }

    private mutating func add(_ space: UInt32, _ points: ClosedRange<UInt32>, _ group: GroupIndex, _ direction: Direction) {
        var rule = HopRule(points, .space(space))
        rule.number = ruleNumbers[rule] ?? UInt32(ruleNumbers.count + 1)
        if rule.number > ruleNumbers.count { ruleNumbers[HopRule(points, .space(space))] = rule.number }
        rules.append(rule)
        let entry = ReachIndex.SpaceRule(group: group, rule: rule)
        if direction == .ingress {
            naming.ingress[Int(space)].append(entry)
        } else {
            naming.egress[Int(space)].append(entry)
        }
    }

    private mutating func append(_ group: GroupIndex, naming named: GroupIndex, _ direction: Direction) {
        let place = Int(named.number)
        // All rules of a group come one after the other.
        if direction == .ingress {
            if references.ingress[place].last != group { references.ingress[place].append(group) }
        } else if references.egress[place].last != group {
            references.egress[place].append(group)
        }
    }

    private mutating func add(_ group: GroupIndex, toList list: Int, _ direction: Direction) {
        if direction == .ingress { lists.ingress[list].append(group) } else { lists.egress[list].append(group) }
    }

    /// The space of a prefix list; nil where no group lives in it, and where its entries are not loaded.
    private mutating func space(ofList list: UInt32) -> UInt32? {
        if let known = listSpaces[list] { return known }
        let entries = (inventory.prefixLists[Int(list)].entries ?? []).filter {
            $0.version == version && occupancy.intersects($0.range)
        }
        var space: UInt32?
        if !entries.isEmpty {
            let number = newSpace(AddressSet(entries, version: version).intervals)
            for entry in entries { spacesHolding.add(entry.address.bits, length: entry.prefixLength, number) }
            space = number
        }
        listSpaces[list] = .some(space)
        return space
    }

    private mutating func newSpace(_ stretches: [ClosedRange<UInt128>]) -> UInt32 {
        spaces.append(stretches)
        naming.ingress.append([])
        naming.egress.append([])
        return UInt32(spaces.count - 1)
    }
}
