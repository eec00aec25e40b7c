import SecurityGroups

/// Whom one side of a group may let through at all on some traffic, if unknown facts are the right ones.
struct LoosePeers: Sendable {
    private var addresses: AddressSet
    private var groups: Set<GroupIndex> = []
    private var isAnybody: Bool
    private let inventory: Inventory
    private let kinds: MemberKinds

    init(_ analyzer: Analyzer, _ group: GroupIndex, _ direction: Direction, _ asked: TrafficSet, _ version: IPVersion) {
        let inventory = analyzer.inventory
        self.inventory = inventory
        let carried = analyzer.index.kinds.carriedBySome[Int(group.number)]
        isAnybody = carried.contains { inventory[$0].knowledge(direction) != .complete }
        kinds = analyzer.index.kinds
        var ranges: [ClosedRange<UInt128>] = []
        for place in carried.flatMap({ inventory[$0].rules(direction) }) {
            let rule = inventory.rules[place]
            let points = rule.traffic.points
            guard asked.overlaps(points.lowerBound, points.upperBound) else { continue }
            if let network = inventory.network(of: rule.peer) {
                if network.version == version { ranges.append(network.range) }
            } else if let list = inventory.prefixList(of: rule.peer) {
                if let entries = list.entries {
                    ranges += entries.filter { $0.version == version }.map(\.range)
                } else {
                    isAnybody = true
                }
            } else if let reference = inventory.reference(of: rule.peer) {
                switch reference.identity {
                case .named: groups.insert(reference.group)
                case .oneOf(let candidates): groups.formUnion(candidates)
                case .unknown: isAnybody = true
                }
            }
        }
        addresses = AddressSet(ranges)
    }

    /// Whether somebody with addresses between two bounds may be among them.
    func mayHold(_ bounds: ReachIndex.Bounds) -> Bool { isAnybody || addresses.overlaps(bounds.low, bounds.high) }

    /// Whether another group may be among them.
    func mayHold(_ group: GroupIndex, _ bounds: ReachIndex.Bounds) -> Bool {
        isAnybody || addresses.overlaps(bounds.low, bounds.high)
            || kinds.carriedBySome[Int(group.number)].contains {
                groups.contains($0) || !groups.isEmpty && inventory[$0].isUnknown
            }
    }
}
