import SecurityGroups

/// Reads every rule once for a ``ReachIndex``.
struct ReachIndexBuilder {
    private let inventory: Inventory
    private let ends: EndSubjects
    private let version: IPVersion
    private var classIDs: [TrafficSet: Int] = [TrafficSet(): 0]
    private(set) var stations: [ReachIndex.Station]
    private(set) var classes: [TrafficSet] = [TrafficSet()]
    private(set) var naming: ReachIndex.Sides<[[GroupIndex]]>
    private(set) var lists = ReachIndex.Sides<[GroupIndex]>(ingress: [], egress: [])
    var networks: ReachIndex.Sides<NetworkLookup>

    init(_ inventory: Inventory, _ index: InventoryIndex, _ version: IPVersion) {
        self.inventory = inventory
        self.version = version
        ends = EndSubjects(inventory: inventory, index: index)
        stations = Array(repeating: ReachIndex.Station(), count: inventory.groups.count)
        let none = Array(repeating: [GroupIndex](), count: inventory.groups.count)
        naming = ReachIndex.Sides(ingress: none, egress: none)
        networks = ReachIndex.Sides(ingress: NetworkLookup(version), egress: NetworkLookup(version))
    }

    mutating func add(_ group: GroupIndex) {
        let place = Int(group.number)
        if case .some(let subjects, _) = ends.subjects(of: Endpoint(group), version) {
            let intervals = subjects.flatMap(\.addresses.intervals)
            if let low = intervals.map(\.lowerBound).min(), let high = intervals.map(\.upperBound).max() {
                stations[place].bounds = ReachIndex.Bounds(low: low, high: high)
            }
        }
        for direction in Direction.allCases { read(group, direction) }
    }

    private mutating func read(_ group: GroupIndex, _ direction: Direction) {
        let number = Int(group.number)
        var open: [ClosedRange<UInt32>] = []
        for place in inventory[group].rules(direction) {
            let rule = inventory.rules[place]
            if rule.isContested { continue }
            switch rule.peer {
            case .ipv4(let bits, let length):
                guard version == .v4 else { continue }
                if length == 0 {
                    open.append(rule.traffic.points)
                } else {
                    stations[number].hasNetworks[direction] = true
                    add(UInt128(bits), Int(length), group, direction)
                }
            case .ipv6(let network):
                guard version == .v6 else { continue }
                let network = inventory.ipv6Networks[Int(network)]
                if network.isEverything {
                    open.append(rule.traffic.points)
                } else {
                    stations[number].hasNetworks[direction] = true
                    add(network.address.bits, network.prefixLength, group, direction)
                }
            case .prefixList:
                if !stations[number].hasLists[direction] {
                    if direction == .ingress { lists.ingress.append(group) } else { lists.egress.append(group) }
                }
                stations[number].hasLists[direction] = true
            case .group(let reference):
                let named = inventory.references[Int(reference)]
                if named.isStale || named.identity != .named { continue }
                let place = Int(named.group.number)
                if direction == .ingress {
                    naming.ingress[place].append(group)
                } else {
                    naming.egress[place].append(group)
                }
            }
        }
        stations[number].open[direction] = classID(open)
    }

    /// Written out for each direction: going through a subscript would copy the whole table.
    private mutating func add(_ low: UInt128, _ length: Int, _ group: GroupIndex, _ direction: Direction) {
        if direction == .ingress {
            networks.ingress.add(low, length: length, group)
        } else {
            networks.egress.add(low, length: length, group)
        }
    }

    private mutating func classID(_ open: [ClosedRange<UInt32>]) -> Int {
        if open.isEmpty { return 0 }
        let set = TrafficSet(open)
        if let known = classIDs[set] { return known }
        classIDs[set] = classes.count
        classes.append(set)
        return classes.count - 1
    }
}
