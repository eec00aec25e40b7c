import SecurityGroups

/// Reads every rule once for a ``ReachIndex``.
struct ReachIndexBuilder {
    private let inventory: Inventory
    private let index: InventoryIndex
    private let version: IPVersion
    private var occupancy: Occupancy
    private var classIDs: [TrafficSet: Int] = [TrafficSet(): 0]
    private var networkSpaces: [ClosedRange<UInt128>: UInt32] = [:]
    private var ruleNumbers: [HopRule: UInt32] = [:]
    private var listSpaces: [UInt32: UInt32?] = [:]
    private(set) var stations: [ReachIndex.Station]
    private(set) var classes: [TrafficSet] = [TrafficSet()]
    private(set) var rules: [HopRule] = []
    /// How many rules for spaces are different.
    var ruleKinds: Int { ruleNumbers.count + 1 }
    private(set) var spaces: [[ClosedRange<UInt128>]] = []
    private(set) var spacesHolding: NetworkLookup
    private(set) var naming = ReachIndex.Sides<[[ReachIndex.SpaceRule]]>(ingress: [], egress: [])
    private(set) var references: ReachIndex.Sides<[[GroupIndex]]>
    private(set) var ownOpen = ReachIndex.Sides<[Int]>(ingress: [], egress: [])
    private(set) var networks: ReachIndex.Sides<NetworkLookup>
    private(set) var lists: ReachIndex.Sides<[[GroupIndex]]>

    init(_ inventory: Inventory, _ index: InventoryIndex, _ version: IPVersion) {
        self.inventory = inventory
        self.index = index
        self.version = version
        occupancy = Occupancy(AddressSet(), version)
        stations = Array(repeating: ReachIndex.Station(), count: inventory.groups.count)
        let none = Array(repeating: [GroupIndex](), count: inventory.groups.count)
        references = ReachIndex.Sides(ingress: none, egress: none)
        let noLists = Array(repeating: [GroupIndex](), count: inventory.prefixLists.count)
        lists = ReachIndex.Sides(ingress: noLists, egress: noLists)
        spacesHolding = NetworkLookup(version)
        networks = ReachIndex.Sides(ingress: NetworkLookup(version), egress: NetworkLookup(version))
    }

    mutating func read() {
        let loaded = inventory.loadedGroups
        readPlaces(loaded)
        readOpen()
        for group in loaded {
            for direction in Direction.allCases { read(group, direction) }
        }
        networks.ingress.sort()
        networks.egress.sort()
        spacesHolding.sort()
    }

    /// Where every group lives.
    private mutating func readPlaces(_ groups: [GroupIndex]) {
        let ends = EndSubjects(inventory: inventory, index: index)
        var occupied: [ClosedRange<UInt128>] = []
        for group in groups {
            guard case .some(let subjects, let lacking) = ends.subjects(of: Endpoint(group), version) else { continue }
            let place = Int(group.number)
            stations[place].isLacking = !lacking.isEmpty
            stations[place].isMixed = subjects.count > 1 && subjects.contains { carriesMore($0, than: group) }
            for subject in subjects {
                guard let bounds = subject.addresses.bounds else { continue }
                let known = stations[place].bounds ?? bounds
                stations[place].bounds = ReachIndex.Bounds(low: min(known.low, bounds.low), high: max(known.high, bounds.high))
                stations[place].isSole = stations[place].isSole || subject.interfaces.count == 1
                occupied += subject.addresses.intervals
            }
        }
        occupancy = Occupancy(AddressSet(occupied), version)
    }

    /// Whether members carry groups that not every member of a group does.
    private func carriesMore(_ subject: Subject, than group: GroupIndex) -> Bool {
        guard case .groups(let carried) = subject.carrier else { return false }
        return carried.count > index.kinds.carriedByEvery(version).range(Int(group.number)).count
    }

    /// What every group's own rules, and then what every member, takes from everywhere and sends everywhere.
    private mutating func readOpen() {
        for direction in Direction.allCases {
            var own: [Int] = []
            own.reserveCapacity(inventory.groups.count)
            for group in inventory.groups {
                var open: [ClosedRange<UInt32>] = []
                for place in group.rules(direction) {
                    let rule = inventory.rules[place]
                    guard !rule.isContested, let points = carried(rule.traffic) else { continue }
                    switch rule.peer {
                    case .ipv4(_, let length): if version == .v4, length == 0 { open.append(points) }
                    case .ipv6(let place):
                        if version == .v6, inventory.ipv6Networks[Int(place)].isEverything { open.append(points) }
                    case .group, .prefixList: continue
                    }
                }
                own.append(classID(open))
            }
            ownOpen[direction] = own
            let ofKind = index.kinds.all.map { kind in united(kind.groups.map { own[Int($0.number)] }) }
            for place in stations.indices {
                let kinds = index.kinds.ofGroup[place]
                var open =
                    index.isUnseen[InventoryIndex.slot(version)][place]
                    ? own[place] : kinds.first.map { ofKind[Int($0)] } ?? own[place]
                for kind in kinds where ofKind[Int(kind)] != open { open = common(open, ofKind[Int(kind)]) }
                stations[place].open[direction] = open
            }
        }
    }

    private mutating func united(_ ids: [Int]) -> Int {
        guard let first = ids.first else { return 0 }
        return ids.dropFirst().reduce(first) { one, other in
            one == other || other == 0 ? one : one == 0 ? other : classID(classes[one].union(classes[other]))
        }
    }

    private mutating func common(_ one: Int, _ other: Int) -> Int {
        one == 0 || other == 0 ? 0 : classID(classes[one].intersection(classes[other]))
    }

    /// The points of traffic that the family has: none for the other family's ICMP.
    private func carried(_ traffic: Traffic) -> ClosedRange<UInt32>? {
        traffic.ipProtocol == (version == .v4 ? .icmpv6 : .icmp) ? nil : traffic.points
    }

    private mutating func read(_ group: GroupIndex, _ direction: Direction) {
        let number = Int(group.number)
        var named: [HopRule] = []
        let first = rules.count
        for member in index.kinds.carriedByEvery(version)[number] {
            for place in inventory[member].rules(direction) {
                let rule = inventory.rules[place]
                guard !rule.isContested, let points = carried(rule.traffic) else { continue }
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
        }
        stations[number].spaceRules[direction] = first..<rules.count
        stations[number].groupRules[direction] = rules.count..<(rules.count + named.count)
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
        // A group without an address of the family is nobody's next hop.
        if stations[Int(group.number)].bounds == nil || stations[Int(group.number)].isLacking { return }
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

    private mutating func classID(_ open: [ClosedRange<UInt32>]) -> Int { open.isEmpty ? 0 : classID(TrafficSet(open)) }

    private mutating func classID(_ set: TrafficSet) -> Int {
        if let known = classIDs[set] { return known }
        classIDs[set] = classes.count
        classes.append(set)
        return classes.count - 1
    }
}
