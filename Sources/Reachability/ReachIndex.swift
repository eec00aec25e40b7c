import SecurityGroups

/// What searches over groups look up, for one family: built once, linear in rules.
///
/// Most hops are decided by two rules, one a side, that are open to everything or name the other group; these are found without
/// judging a question. What it says is always the same as the judgement: ``HopTest`` falls back on it.
struct ReachIndex: Sendable {
    /// A group as a station.
    struct Station: Sendable {
        /// The first and the last of its addresses; nil where it has none of the family.
        var bounds: (low: UInt128, high: UInt128)?
        /// The class of traffic that it takes from everywhere, and that it sends everywhere.
        var openIn = 0
        var openOut = 0
        /// Whether it has rules for CIDRs or lists that are not everything.
        var hasNetworksIn = false
        var hasNetworksOut = false
    }

    let version: IPVersion
    /// The loaded groups, by name, then id: the order in which ties are broken.
    let order: [GroupIndex]
    /// Stations by the place of their group.
    let stations: [Station]
    /// Distinct sets of traffic; class 0 is nothing.
    let classes: [TrafficSet]
    /// For each group, the groups whose egress names it, and those whose ingress does.
    let namedByEgress: [[GroupIndex]]
    let namedByIngress: [[GroupIndex]]

    init(_ inventory: Inventory, _ index: InventoryIndex, names: Names, _ version: IPVersion) {
        self.version = version
        let keys = inventory.groups.indices.map { (names.name(of: GroupIndex($0)), inventory[inventory.groups[$0].id]) }
        order = inventory.loadedGroups.sorted { keys[Int($0.number)] < keys[Int($1.number)] }
        var builder = Builder(inventory, index, version)
        for group in order { builder.add(group) }
        stations = builder.stations
        classes = builder.classes
        namedByEgress = builder.namedByEgress
        namedByIngress = builder.namedByIngress
    }

    func station(_ group: GroupIndex) -> Station { stations[Int(group.number)] }

    private struct Builder {
        let inventory: Inventory
        let ends: EndSubjects
        let version: IPVersion
        var stations: [Station]
        var classes: [TrafficSet] = [TrafficSet()]
        var classIDs: [TrafficSet: Int] = [TrafficSet(): 0]
        var namedByEgress: [[GroupIndex]]
        var namedByIngress: [[GroupIndex]]

        init(_ inventory: Inventory, _ index: InventoryIndex, _ version: IPVersion) {
            self.inventory = inventory
            self.version = version
            ends = EndSubjects(inventory: inventory, index: index)
            stations = Array(repeating: Station(), count: inventory.groups.count)
            namedByEgress = Array(repeating: [], count: inventory.groups.count)
            namedByIngress = namedByEgress
        }

        mutating func add(_ group: GroupIndex) {
            let place = Int(group.number)
            if case .some(let subjects, _) = ends.subjects(of: Endpoint(group), version) {
                let intervals = subjects.flatMap(\.addresses.intervals)
                if let low = intervals.map(\.lowerBound).min(), let high = intervals.map(\.upperBound).max() {
                    stations[place].bounds = (low, high)
                }
            }
            let ingress = read(group, .ingress)
            let egress = read(group, .egress)
            stations[place].openIn = ingress.open
            stations[place].hasNetworksIn = ingress.hasNetworks
            stations[place].openOut = egress.open
            stations[place].hasNetworksOut = egress.hasNetworks
        }

        private mutating func read(_ group: GroupIndex, _ direction: Direction) -> (open: Int, hasNetworks: Bool) {
            var open: [ClosedRange<UInt32>] = []
            var hasNetworks = false
            for place in inventory[group].rules(direction) {
                let rule = inventory.rules[place]
                if rule.isContested { continue }
                switch rule.peer {
                case .ipv4(_, let length):
                    guard version == .v4 else { continue }
                    if length == 0 { open.append(rule.traffic.points) } else { hasNetworks = true }
                case .ipv6(let network):
                    guard version == .v6 else { continue }
                    let isEverything = inventory.ipv6Networks[Int(network)].isEverything
                    if isEverything { open.append(rule.traffic.points) } else { hasNetworks = true }
                case .prefixList: hasNetworks = true
                case .group(let reference):
                    let named = inventory.references[Int(reference)]
                    if named.isStale { continue }
                    if direction == .egress {
                        namedByEgress[Int(named.group.number)].append(group)
                    } else {
                        namedByIngress[Int(named.group.number)].append(group)
                    }
                }
            }
            return (classID(open), hasNetworks)
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
}
