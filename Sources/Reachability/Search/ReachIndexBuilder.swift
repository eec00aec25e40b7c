import CoreModel

/// Reads every rule once for a ``ReachIndex``.
struct ReachIndexBuilder {
    private let inventory: Inventory
    private let version: IPVersion
    private let loaded: [GroupIndex]
    private let occupancy: Occupancy
    /// For each reference the group that it names for certain.
    private let namedGroups: [GroupIndex?]
    private var networks = NumberTable<UInt64>()
    /// The space of each network by its number; nil where it matters to no hop.
    private var spaceOfNetwork: [UInt32?] = []
    /// The space of each prefix list that was looked at; nil where it matters to no hop, and where its entries are not loaded.
    private var spaceOfList: [UInt32: UInt32?] = [:]
    /// Networks and lists that stand for spaces.
    private var named: [(network: IPNetwork, space: UInt32)] = []
    private(set) var ranges: [ReachIndex.RuleRanges]
    private(set) var rules: [HopRule] = []
    private(set) var spaces = Rows<ClosedRange<UInt128>>()

    init(_ inventory: Inventory, _ stations: Stations) {
        self.inventory = inventory
        version = stations.version
        loaded = inventory.loadedGroups
        occupancy = Occupancy(stations.addresses, version)
        namedGroups = inventory.references.map { $0.isStale || $0.identity != .named ? nil : $0.group }
        ranges = Array(repeating: ReachIndex.RuleRanges(), count: inventory.groups.count)
    }

    /// The spaces that an address lies in.
    var spacesHolding: NetworkLookup {
        NetworkLookup(version) { body in for (network, space) in named { body(network, space) } }
    }

    /// For each space, the rules of a direction that name it.
    func naming(_ direction: Direction) -> Lazy<Rows<ReachIndex.OwnedRule>> {
        let (count, loaded, ranges, rules) = (spaces.count, loaded, ranges, rules)
        return Lazy {
            Rows(count: count) { body in
                for group in loaded {
                    for place in ranges[Int(group.number)].spaces[direction] {
                        guard case .space(let space) = rules[place].peer else { continue }
                        body(Int(space), ReachIndex.OwnedRule(group: group, rule: rules[place]))
                    }
                }
            }
        }
    }

    /// For each group, the rules of a direction that name it.
    func references(_ direction: Direction) -> Lazy<Rows<ReachIndex.OwnedRule>> {
        let (count, loaded, ranges, rules) = (inventory.groups.count, loaded, ranges, rules)
        return Lazy {
            Rows(count: count) { body in
                for group in loaded {
                    for place in ranges[Int(group.number)].groups[direction] {
                        guard case .group(let named) = rules[place].peer else { continue }
                        body(Int(named.number), ReachIndex.OwnedRule(group: group, rule: rules[place]))
                    }
                }
            }
        }
    }

    mutating func read() {
        rules.reserveCapacity(inventory.rules.count)
        for group in loaded {
            for direction in Direction.allCases { read(group, direction) }
        }
    }

    private mutating func read(_ group: GroupIndex, _ direction: Direction) {
        let number = Int(group.number)
        let first = rules.count
        var namesGroups = false
        for place in inventory.places(of: group, direction) {
            let rule = inventory.rules[place]
            guard !rule.isContested, let points = rule.traffic.points(in: version) else { continue }
            switch rule.peer {
            case .ipv4(let bits, let length):
                guard version == .v4, length > 0, occupancy.mayHold(ipv4: bits, prefixLength: length) else { continue }
                add(space(of: rule.peer, UInt64(bits) << 8 | UInt64(length)), points)
            case .ipv6(let place):
                guard version == .v6 else { continue }
                if !inventory.ipv6Networks[Int(place)].isEverything { add(space(of: rule.peer, UInt64(place)), points) }
            case .prefixList(let list): add(space(ofList: list), points)
            case .group: namesGroups = true
            }
        }
        ranges[number].spaces[direction] = first..<rules.count
        let firstNamed = rules.count
        if namesGroups { readReferences(group, direction) }
        ranges[number].groups[direction] = firstNamed..<rules.count
    }

    private mutating func readReferences(_ group: GroupIndex, _ direction: Direction) {
        for place in inventory.places(of: group, direction) {
            let rule = inventory.rules[place]
            guard case .group(let place) = rule.peer, let named = namedGroups[Int(place)], !rule.isContested,
                let points = rule.traffic.points(in: version)
            else { continue }
            rules.append(HopRule(points, .group(named)))
        }
    }

    private mutating func add(_ space: UInt32?, _ points: ClosedRange<UInt32>) {
        if let space { rules.append(HopRule(points, .space(space))) }
    }

    /// The space of a network, which one word tells; nil where it matters to no hop.
    private mutating func space(of peer: Peer, _ word: UInt64) -> UInt32? {
        let number = networks.number(of: word)
        if number < spaceOfNetwork.count { return spaceOfNetwork[number] }
        var space: UInt32?
        if let network = inventory.network(of: peer), occupancy.intersects(network.range) {
            let new = newSpace([network.range])
            named.append((network, new))
            space = new
        }
        spaceOfNetwork.append(space)
        return space
    }

    private mutating func space(ofList list: UInt32) -> UInt32? {
        if let known = spaceOfList[list] { return known }
        let entries = (inventory.prefixLists[Int(list)].entries ?? []).filter {
            $0.version == version && occupancy.intersects($0.range)
        }
        var space: UInt32?
        if !entries.isEmpty {
            let new = newSpace(AddressSet(entries, version: version).intervals)
            for entry in entries { named.append((entry, new)) }
            space = new
        }
        spaceOfList[list] = .some(space)
        return space
    }

    private mutating func newSpace(_ stretches: [ClosedRange<UInt128>]) -> UInt32 {
        spaces.append(stretches)
        return UInt32(spaces.count - 1)
    }
}
